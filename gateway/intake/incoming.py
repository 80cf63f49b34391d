"""The content of one message on its way in: read at the client's pace, within limits of time and memory."""

from gateway.intake import replies
from gateway.intake.admission import Faults
from gateway.intake.connection import Connection
from gateway.intake.data import DataReader
from gateway.intake.replies import Reply


class Incoming:
    """What DATA brings, and the memory it holds until release()."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._desk = connection.desk
        self._reader = DataReader(self._desk.limits.message_bytes)
        self._reserved = 0

    async def read(self) -> Reply | None:
        """Read to the end of the data, whatever is wrong with it. None: it is all here.

        Raises:
            Gone: the client went away or was too slow; nothing is taken.
        """
        began = self._connection.loop.time()
        octets, room = 0, True
        while not self._reader.ended:
            elapsed = self._connection.loop.time() - began
            patience = self._desk.pace.patience(elapsed=elapsed, octets=octets)
            if patience <= 0:
                return replies.DATA_TOO_SLOW
            if self._reader.endless:
                return replies.DATA_ENDLESS
            self._connection.wait_at_most(patience, replies.DATA_TOO_SLOW)
            chunk = await self._connection.chunk()
            octets += len(chunk)
            self._reader.feed(chunk)
            if not self._reserve():
                self._reader.drop()
                self.release()
                room = False
        self._connection.wait_for_us()
        self._connection.unread(self._reader.behind)
        return None if room else replies.SPOOL_FULL

    @property
    def faults(self) -> Faults:
        """What was wrong with it."""
        return self._reader.faults

    def content(self) -> bytes:
        """All of it, once; empty when there were faults."""
        return self._reader.content()

    def release(self) -> None:
        """Give the memory back that was reserved for it."""
        self._desk.floor.memory.give_back(self._reserved)
        self._reserved = 0

    def _reserve(self) -> bool:
        more = self._reader.held_bytes - self._reserved
        if more <= 0:
            return True
        if not self._desk.floor.memory.take(more):
            return False
        self._reserved += more
        return True
