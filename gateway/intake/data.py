"""The content after DATA, read in chunks: no line limit, no work per line (RFC 5321 §4.1.1.4, §4.5.2). Pure."""

from dataclasses import dataclass
from typing import Final

from gateway.intake.admission import Faults

_END: Final = b"\r\n.\r\n"
# How far beyond the size limit a message is still read to its end, so that the client hears 552 and not a broken
# connection (RFC 5321 §4.2.5 has the reply come after the data).
_PATIENCE: Final = 4


class DataReader:
    """Takes chunks as they come and knows the end when it sees it.

    The end is CRLF.CRLF and nothing else: `LF.LF`, `CR.CR`, `LF.CRLF` and kin are content with a lone line end, which
    is refused as a whole, after its real end, so that what stands behind a false end is never read as a command.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._kept: list[bytes] = []
        self._keeping = True
        # The line end before the first line is that of the DATA command itself; it is not content.
        self._carry = b"\r\n"
        self._begun = False
        self._lone = self._nul = False
        self.octets = 0  # content so far, dots unstuffed
        self.held_bytes = 0  # how much of it is kept in memory
        self.ended = False
        self.behind = b""  # what came after the end: the next commands

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes from the wire, any number; not after the end."""
        text = self._carry + chunk
        end = text.find(_END)
        if end >= 0:
            self.ended = True
            self.behind = text[end + len(_END) :]
            self._take(text[: end + 2])
            self._carry = b""
            return
        # What may turn out to be the end, or a stuffed dot cut in two, waits for the next chunk.
        wait = next((size for size in range(len(_END) - 1, 0, -1) if text.endswith(_END[:size])), 0)
        cut = len(text) - wait
        self._take(text[:cut])
        self._carry = text[cut:]

    @property
    def faults(self) -> Faults:
        """What was wrong so far."""
        return Faults(lone_line_end=self._lone, nul=self._nul, too_large=self.octets > self._max_bytes)

    @property
    def endless(self) -> bool:
        """Whether so much came beyond the limit that waiting for the end is over."""
        return self.octets > _PATIENCE * self._max_bytes

    def drop(self) -> None:
        """Keep nothing of what came or comes; go on to the end all the same."""
        self._keeping = False
        self._kept.clear()
        self.held_bytes = 0

    def content(self) -> bytes:
        """All of it in one piece, once; empty when there were faults."""
        whole = b"".join(self._kept)
        self.drop()
        return whole

    def _take(self, text: bytes) -> None:
        if not text:
            return
        # Every CR and every LF belongs to a CRLF exactly when there are as many of each as of pairs. A pair is never
        # cut in two: a CR at the end of a chunk waits.
        pairs = text.count(b"\r\n")
        self._lone = self._lone or text.count(b"\r") != pairs or text.count(b"\n") != pairs
        self._nul = self._nul or b"\0" in text
        # §4.5.2: a dot that begins a line was added by the client.
        text = text.replace(b"\r\n.", b"\r\n")
        if not self._begun:
            self._begun = True
            text = text[2:]
        self.octets += len(text)
        if self._lone or self._nul or self.octets > self._max_bytes:
            self.drop()
        if self._keeping:
            self._kept.append(text)
            self.held_bytes += len(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How slowly a message may come."""

    idle_seconds: float  # without a byte
    grace_seconds: float  # before the rate is asked for
    bytes_per_second: int  # on average, from the beginning
    total_seconds: float

    def patience(self, *, elapsed: float, octets: int) -> float:
        """How many more seconds to wait for the next byte; 0 or less: no longer.

        Args:
            elapsed: Seconds since the 354.
            octets: What has come in that time.
        """
        by_rate = max(self.grace_seconds, octets / self.bytes_per_second)
        return min(elapsed + self.idle_seconds, by_rate, self.total_seconds) - elapsed
