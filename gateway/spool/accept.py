"""Taking a message over: sealed, committed, and only then answered."""

import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import func, select

from gateway.model.errors import TemporaryFailure
from gateway.model.lifecycle import Lane
from gateway.model.message import Envelope
from gateway.ports import Accepted, Clock
from gateway.spool.bell import Bell
from gateway.spool.identity import MailIdentity, identify
from gateway.spool.intake_rows import Arrival, store_arrivals
from gateway.store.database import Database
from gateway.store.keys import SealOnly
from gateway.store.seal import Sealed
from gateway.store.tables import step

_BATCH_MESSAGES: Final = 256
_BATCH_BYTES: Final = 32 * 1024 * 1024  # a commit that takes longer keeps every other sender waiting
_FULL_SECONDS: Final = 1.0  # how long an answer of full() holds


@dataclass(slots=True, kw_only=True, eq=False)
class _Offer:
    arrival: Arrival
    answered: threading.Event = field(default_factory=threading.Event)
    accepted: Accepted | None = None
    error: Exception | None = None


class Spool:
    """What intake puts mail into (ports.Intake). It seals, and cannot read.

    Sealing and hashing happen in the caller's thread. One writer thread commits: what was offered while the last
    commit ran goes into the next one together, so a commit is shared under load and nobody waits for a timer.
    """

    def __init__(self, database: Database, keys: SealOnly, bell: Bell, clock: Clock, *, limit: int) -> None:
        """Start the writer thread; close() ends it.

        Args:
            limit: undecided messages above which the spool is full.
        """
        self._database = database
        self._keys = keys
        self._bell = bell
        self._clock = clock
        self._limit = limit
        self._full = (False, float("-inf"))  # the answer, and until when it holds (monotonic)
        self._changed = threading.Condition()
        self._waiting: deque[_Offer] = deque()
        self._closed = False
        self._writer = threading.Thread(target=self._write_all, name="spool-writer", daemon=True)
        self._writer.start()

    def accept(self, envelope: Envelope, content: bytes) -> Accepted:
        """Seal and commit; return only when it is durable (ports.Intake).

        Raises:
            TemporaryFailure: nothing was stored, or the database did not say that it was; the client is to try again.
        """
        if not envelope.recipients:
            raise ValueError("a message without recipients")
        sealed = self._keys.seal(content, self._clock.now())
        offer = _Offer(arrival=_arrival(envelope, identify(envelope, content), sealed))
        with self._changed:
            if self._closed:
                raise TemporaryFailure("spool: closed")
            self._waiting.append(offer)
            self._changed.notify()
        offer.answered.wait()
        if offer.accepted is None:
            raise TemporaryFailure(f"spool: {offer.error}") from offer.error
        return offer.accepted

    def full(self) -> bool:
        """Whether too much is undecided, or the database cannot say; asked once a second at most."""
        answer, until = self._full
        if time.monotonic() < until:
            return answer
        undecided = select(step.c.id).where(step.c.lane == Lane.ANALYSE.value).limit(self._limit + 1).subquery()
        try:
            with self._database.read() as connection:
                answer = (connection.scalar(select(func.count()).select_from(undecided)) or 0) > self._limit
        except TemporaryFailure:
            answer = True
        self._full = (answer, time.monotonic() + _FULL_SECONDS)
        return answer

    def close(self) -> None:
        """Commit what was offered, and end the writer thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._writer.join()

    def _write_all(self) -> None:
        while offers := self._next_batch():
            self._write(offers)
            if any(offer.accepted for offer in offers):
                self._bell.after_commit(Lane.ANALYSE)
            for offer in offers:
                offer.answered.set()

    def _next_batch(self) -> list[_Offer]:
        with self._changed:
            while not self._waiting and not self._closed:
                self._changed.wait()
            batch: list[_Offer] = []
            size = 0
            while self._waiting and len(batch) < _BATCH_MESSAGES and size < _BATCH_BYTES:
                batch.append(self._waiting.popleft())
                size += batch[-1].arrival.sealed.size
            return batch

    def _write(self, offers: Sequence[_Offer]) -> None:
        try:
            with self._database.write() as connection:
                answers = store_arrivals(connection, [offer.arrival for offer in offers], self._clock.now())
                self._bell.in_transaction(connection, Lane.ANALYSE)
        except TemporaryFailure as error:
            for offer in offers:
                offer.error = error
        # Whatever it is, the sender keeps the message and tries again; and this thread must go on.
        except Exception as error:
            if len(offers) == 1:
                # The class only: the text of a database's error quotes values.
                offers[0].error = TemporaryFailure(type(error).__name__)
                offers[0].error.__cause__ = error
                return
            # One message that cannot be stored must not fail those that came beside it.
            for offer in offers:
                self._write([offer])
        else:
            for offer, accepted in zip(offers, answers, strict=True):
                offer.accepted = accepted


def _arrival(envelope: Envelope, identity: MailIdentity, sealed: Sealed) -> Arrival:
    return Arrival(
        envelope=envelope,
        recipients=tuple(dict.fromkeys(envelope.recipients)),
        identity=identity,
        sealed=sealed,
    )
