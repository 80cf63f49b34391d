"""A connection on which nobody says what they want is closed: a hundred of them would keep everybody else out.

Nor does one keep the console from ending.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS: Final = 20.0  # for a request's first line and header to come


class Hurried(H11Protocol):
    """uvicorn's own, which ends waiting between requests, but not for a header to come to its end (CWE-400)."""

    _late: asyncio.TimerHandle | None = None
    note: Callable[[str, str], None]  # writes down why something was refused, and the address that it came from

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Somebody connected."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Something came: a part of a header, or enough of it for a request to begin."""
        super().data_received(data)
        if self._answering():
            self._stop()
        elif self._late is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        self._stop()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The server ends. Who has all that they asked for is not waited for.

        Browsers keep connections open, and closing one in TLS would wait half a minute for their goodbye.
        """
        if self._answering() or self.transport.get_write_buffer_size():
            super().shutdown()
        else:
            self.transport.abort()

    def _wait(self) -> None:
        self._late = self.loop.call_later(HEADER_SECONDS, self._close)

    def _stop(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _close(self) -> None:
        self._late = None
        if not self._answering():
            # Browsers connect ahead and then say nothing: only a header that was begun is worth a line.
            if self.conn.trailing_data[0]:
                self._noted("endless-header")
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """What came is no HTTP."""
        self._noted("not-http")
        super().send_400_response(msg)

    def _noted(self, why: str) -> None:
        # The record is a database: nothing else waits for it.
        self.loop.run_in_executor(None, self.note, why, self.client[0] if self.client else "")

    def _answering(self) -> bool:
        # None until the first request, though its type does not say so.
        return bool(self.cycle) and not self.cycle.response_complete


def hurried(note: Callable[[str, str], None]) -> type[Hurried]:
    """For uvicorn, which makes one for each connection, out of the class alone."""
    return type(Hurried.__name__, (Hurried,), {"note": staticmethod(note)})
