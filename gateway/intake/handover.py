"""Handing messages to the spool: off the event loop, and not undone when the client goes away."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Final

from gateway.model.message import Envelope
from gateway.ports import Accepted, Intake

_FULL_SECONDS: Final = 1.0  # how long an answer about room in the spool is good


class Handover:
    """The spool as the sessions of one event loop see it."""

    def __init__(self, spool: Intake, *, pool: Executor, monotonic: Callable[[], float]) -> None:
        self._spool = spool
        self._pool = pool
        self._monotonic = monotonic
        self._under_way: set[asyncio.Task[Accepted]] = set()
        self._full = False
        self._asked_at = float("-inf")

    async def full(self) -> bool:
        """Whether there is no room, as of a second ago at most.

        Raises:
            TemporaryFailure: the spool cannot be asked.
        """
        if self._monotonic() - self._asked_at >= _FULL_SECONDS:
            self._full = await asyncio.get_running_loop().run_in_executor(self._pool, self._spool.full)
            self._asked_at = self._monotonic()
        return self._full

    def begin(self, envelope: Envelope, content: bytes, done: Callable[[], None]) -> asyncio.Task[Accepted]:
        """Start to commit. The task is ours: a session that is cut off waits for it under asyncio.shield or not at
        all, and the message is accepted once either way; the client that comes again is told so by the spool.

        Args:
            envelope: What SMTP said.
            content: The message.
            done: Called on the loop when it is over, well or badly.
        """
        task = asyncio.get_running_loop().create_task(self._accept(envelope, content))
        self._under_way.add(task)
        task.add_done_callback(lambda over: self._over(over, done))
        return task

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def _accept(self, envelope: Envelope, content: bytes) -> Accepted:
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._spool.accept, envelope, content)

    def _over(self, task: asyncio.Task[Accepted], done: Callable[[], None]) -> None:
        self._under_way.discard(task)
        # Looked at, so that a failure nobody waits for any more is no unhandled error: nothing was stored, and the
        # client, gone before a 250, will come again.
        if not task.cancelled():
            task.exception()
        done()
