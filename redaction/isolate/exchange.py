"""One run as the room sees it: payload out, answer in, never waiting longer or taking more than allowed."""

import os
import selectors
import signal
import socket
import time
from typing import Final

from redaction.isolate import protocol
from redaction.isolate.errors import RoomDied, RoomError, RoomRefused, RoomTimedOut, RoomUnavailable
from redaction.isolate.limits import RoomLimits

_CHUNK: Final = 1 << 18
_REFUSAL_BYTES: Final = 200


class ServerLost(Exception):
    """The server ended while the child was at work."""


class Exchange:
    """The room's ends of the sockets of one child."""

    def __init__(self, data: socket.socket, status: socket.socket) -> None:
        self._data = data
        self._status = status
        self._answer = bytearray()
        self._wanted: int | None = None  # bytes of the whole answer with its head; None: the head has not come

    def finish(self, payload: bytes, limits: RoomLimits) -> bytes:
        """Send, wait, and return the answer.

        Raises:
            RoomTimedOut, RoomDied, RoomRefused, RoomUnavailable: as Room.run says.
            ServerLost: the server ended in between.
        """
        deadline = time.monotonic() + limits.seconds
        outgoing = [memoryview(protocol.PAYLOAD.pack(len(payload))), memoryview(payload)]
        self._data.settimeout(0)
        with selectors.DefaultSelector() as selector:
            selector.register(self._data, selectors.EVENT_READ | selectors.EVENT_WRITE)
            selector.register(self._status, selectors.EVENT_READ)
            while True:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise RoomTimedOut(f"no answer within {limits.seconds:g} s")
                ready = {key.fd: events for key, events in selector.select(left)}
                events = ready.get(self._data.fileno(), 0)
                if events & selectors.EVENT_WRITE and not self._send(outgoing):
                    selector.modify(self._data, selectors.EVENT_READ)
                if events & selectors.EVENT_READ:
                    open_still = self._receive(limits)
                    if self._wanted == len(self._answer):
                        return self._open()
                    if not open_still:
                        selector.unregister(self._data)
                # The status is looked at last: what the child said before it ended counts.
                elif self._status.fileno() in ready:
                    raise self._ending(deadline)

    def _send(self, outgoing: list[memoryview]) -> bool:
        """Send what goes; whether anything is left."""
        try:
            while outgoing:
                sent = self._data.send(outgoing[0][:_CHUNK])
                outgoing[0] = outgoing[0][sent:]
                if not outgoing[0]:
                    del outgoing[0]
        except BlockingIOError:
            return True
        except OSError:  # the child ended without reading to the end; the status says how
            outgoing.clear()
        return False

    def _receive(self, limits: RoomLimits) -> bool:
        """Take what has come; whether more may come.

        Raises:
            RoomDied: more than the child may answer.
        """
        try:
            # One byte beyond what was announced is asked for: saying more than that is no answer either.
            chunk = self._data.recv(_CHUNK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self._answer += chunk
        head = protocol.ANSWER.size
        if self._wanted is None and len(self._answer) >= head:
            kind, length = protocol.ANSWER.unpack(self._answer[:head])
            bound = limits.output_bytes if kind == protocol.ANSWERED else _REFUSAL_BYTES
            if length > bound:
                raise RoomDied(f"an answer of more than {bound} bytes")
            self._wanted = head + length
        if self._wanted is not None and len(self._answer) > self._wanted:
            raise RoomDied("more was answered than announced")
        return bool(chunk)

    def _open(self) -> bytes:
        kind, _ = protocol.ANSWER.unpack(self._answer[: protocol.ANSWER.size])
        del self._answer[: protocol.ANSWER.size]
        if kind == protocol.ANSWERED:
            return bytes(self._answer)
        if kind == protocol.REFUSED:
            raise RoomRefused(protocol.class_name(bytes(self._answer)))
        raise RoomDied("neither an answer nor a refusal")

    def _ending(self, deadline: float) -> RoomError:
        self._status.settimeout(max(deadline - time.monotonic(), 0.1))
        try:
            frame = self._status.recv(protocol.STATUS.size, socket.MSG_WAITALL)
        except OSError:
            frame = b""
        if len(frame) < protocol.STATUS.size:
            raise ServerLost
        kind, wait_status = protocol.STATUS.unpack(frame)
        if kind == protocol.NOT_STARTED:
            return RoomUnavailable("the server cannot start a child now")
        if os.WIFSIGNALED(wait_status):
            number = os.WTERMSIG(wait_status)
            if number == signal.SIGXCPU:
                return RoomTimedOut("processor time is used up")
            return RoomDied(f"the child was ended by signal {number}")
        return RoomDied(f"the child ended with {os.waitstatus_to_exitcode(wait_status)} and no answer")
