"""Held cases: what people are asked, what they answer, and what the clock does about those who do not."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, insert, select, update

from gateway.model.answers import Answer, Spot
from gateway.model.decision import AnswerKind
from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import Finished, RecordEntry, RecordKind
from gateway.model.preparation import PartPassword
from gateway.model.reasons import Reason
from gateway.record.entries import insert_entries
from gateway.spool import load, outcome_rows, step_rows
from gateway.spool.bell import Bell
from gateway.spool.finished_rows import insert_finished, seal_finished
from gateway.spool.held_list import held_rows
from gateway.spool.part_passwords import insert_passwords
from gateway.spool.rows import HeldCase
from gateway.spool.sealed_answer import seal_answer
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.tables import answer, hold, message, recipient, step

# Which files they are about stays in the sealed answer.
_OF_FILES: Final = frozenset({AnswerKind.LEAVE_OUT, AnswerKind.PASSWORD})


class AnsweredMeanwhile(PermanentFailure):
    """Somebody else answered first: the case is to be looked at again before this answer counts."""


class Holding:
    """Every method is one transaction; all raise TemporaryFailure when database or keys cannot be used now."""

    def __init__(self, database: Database, keys: KeyRing, bell: Bell) -> None:
        self._database = database
        self._keys = keys
        self._bell = bell

    def add_answers(
        self,
        case: CaseId,
        given: Sequence[Answer],
        now: datetime,
        *,
        after: int | None = None,
        passwords: Sequence[PartPassword] = (),
        letters: Sequence[Finished] = (),
    ) -> None:
        """Store what somebody answered, all of it or nothing, and have the case decided again with it.

        Args:
            after: how many answers the case had when this was thought over; None: it counts whatever was said since.
            passwords: of attachments, given with these answers.
            letters: what others are told of them.

        Raises:
            AnsweredMeanwhile: somebody else was faster.
            PermanentFailure: nothing in this case is held any more; somebody else answered, or time ran out.
        """
        told = seal_finished(self._keys, letters, now)
        with self._database.write() as connection:
            step_rows.lock_case(connection, case)
            held = load.hold_of(connection, case)
            if held is None:
                raise PermanentFailure(f"{case}: nothing is held any more")
            last = connection.scalar(select(func.max(answer.c.n)).where(answer.c.case_id == case)) or 0
            if after is not None and last != after:
                raise AnsweredMeanwhile(f"{case}: somebody else answered meanwhile")
            for n, one in enumerate(given, start=last + 1):
                sealed = seal_answer(one, self._keys.answers, case, n)
                connection.execute(insert(answer).values(case_id=case, n=n, at=now, sealed=sealed))
            insert_passwords(connection, case, passwords, self._keys.answers)
            # Whoever has answered looks at it no longer.
            connection.execute(
                update(hold)
                .where(hold.c.case_id == case, hold.c.claimed_by.in_({one.by for one in given}))
                .values(claimed_by=None, claimed_at=None)
            )
            step_rows.look_again(connection, case, now)
            self._bell.in_transaction(connection, Lane.ANALYSE)
            insert_finished(connection, told, now, case=case, bell=self._bell)
            insert_entries(connection, [_answered(case, one, held.reasons) for one in given], now)
        self._bell.after_commit(Lane.ANALYSE)
        if told:
            self._bell.after_commit(Lane.DELIVER)

    def look_again(self, case: CaseId, now: datetime, *, records: Sequence[RecordEntry]) -> bool:
        """Have a held case decided again, nobody having answered: others are to be asked. False: it is not held."""
        with self._database.write() as connection:
            step_rows.lock_case(connection, case)
            if load.hold_of(connection, case) is None or _is_looked_at(connection, case):
                return False
            step_rows.look_again(connection, case, now)
            self._bell.in_transaction(connection, Lane.ANALYSE)
            insert_entries(connection, records, now)
        self._bell.after_commit(Lane.ANALYSE)
        return True

    def held(self, *, limit: int = 1000) -> tuple[HeldCase, ...]:
        """Held cases: those in the fast lane first, then the oldest."""
        with self._database.read() as connection:
            return held_rows(connection, None, limit)

    def held_case(self, case: CaseId) -> HeldCase | None:
        """One held case, with whom it is about. None: nothing in it is held."""
        with self._database.read() as connection:
            return next(iter(held_rows(connection, hold.c.case_id == case, 1, self._keys.answers)), None)

    def expired(self, now: datetime) -> tuple[CaseId, ...]:
        """The cases whose time is over, oldest first. Those that are being looked at again are left to that."""
        busy = select(step.c.case_id).where(step.c.lane == Lane.ANALYSE.value)
        with self._database.read() as connection:
            rows = connection.scalars(
                select(hold.c.case_id)
                .where(hold.c.expires_at <= now, hold.c.urgent_at.is_(None), hold.c.case_id.not_in(busy))
                .order_by(hold.c.expires_at, hold.c.case_id)
            ).all()
        return tuple(CaseId(row) for row in rows)

    def to_remind(self, held_before: datetime) -> tuple[HeldCase, ...]:
        """Cases held since before *held_before* about which nobody was reminded yet; none of the fast lane."""
        which = hold.c.urgent_at.is_(None) & hold.c.reminded_at.is_(None) & (hold.c.held_at <= held_before)
        with self._database.read() as connection:
            return held_rows(connection, which, None, self._keys.answers)

    def to_escalate(self, held_before: datetime) -> tuple[HeldCase, ...]:
        """Cases held since before *held_before* that went to nobody's deputy yet; none of the fast lane."""
        which = hold.c.urgent_at.is_(None) & hold.c.escalated_at.is_(None) & (hold.c.held_at <= held_before)
        with self._database.read() as connection:
            return held_rows(connection, which, None, self._keys.answers)

    def urgent(self, told_before: datetime, now: datetime) -> tuple[HeldCase, ...]:
        """Cases of the fast lane about which nobody was told since *told_before*, day or night (MIN-3).

        A time after *now* stands there only when the clock was set back: then they are due.
        """
        last = func.coalesce(hold.c.reminded_at, hold.c.urgent_at)
        which = hold.c.urgent_at.is_not(None) & ((last <= told_before) | (last > now))
        with self._database.read() as connection:
            return held_rows(connection, which, None, self._keys.answers)

    def look_again_of(self, senders: Collection[str], now: datetime) -> tuple[CaseId, ...]:
        """Have what is held of these senders decided again: something that it waited for may be there now.

        Args:
            senders: addresses, lower case.
        """
        with self._database.write() as connection:
            rows = connection.execute(
                select(hold.c.case_id, message.c.sender).join(message, message.c.case_id == hold.c.case_id)
            ).all()
            cases = tuple(CaseId(row.case_id) for row in rows if row.sender.lower() in senders)
            for case in cases:
                step_rows.lock_case(connection, case)
                step_rows.look_again(connection, case, now)
            if cases:
                self._bell.in_transaction(connection, Lane.ANALYSE)
        if cases:
            self._bell.after_commit(Lane.ANALYSE)
        return cases

    def told(
        self,
        case: CaseId,
        now: datetime,
        *,
        finished: Sequence[Finished],
        records: Sequence[RecordEntry] = (),
        escalated: bool = False,
        urgent: bool = False,
    ) -> bool:
        """Send reminders of a case and note that they were sent. False: it is not held any more, nothing is sent."""
        sealed = seal_finished(self._keys, finished, now)
        noted = {"escalated_at": now} if escalated else {"reminded_at": now}
        if urgent:
            noted = {"reminded_at": now} | ({"escalated_at": now} if escalated else {})
        with self._database.write() as connection:
            step_rows.lock_case(connection, case)
            if connection.execute(update(hold).where(hold.c.case_id == case).values(noted)).rowcount == 0:
                return False
            insert_finished(connection, sealed, now, case=case, bell=self._bell)
            insert_entries(connection, records, now)
        self._bell.after_commit(Lane.DELIVER)
        return True

    def expire(
        self, case: CaseId, now: datetime, *, finished: Sequence[Finished], records: Sequence[RecordEntry] = ()
    ) -> bool:
        """Return what is held to its sender: time is over, and nothing held is ever sent by itself (MIN-3).

        False: it is not held any more, is not over yet, or an answer came that is to be looked at first.
        """
        sealed = seal_finished(self._keys, finished, now)
        with self._database.write() as connection:
            step_rows.lock_case(connection, case)
            entry = load.hold_of(connection, case)
            if entry is None or entry.expires_at > now or entry.urgent_at is not None:
                return False
            if _is_looked_at(connection, case):
                return False
            connection.execute(
                update(recipient)
                .where(recipient.c.case_id == case, recipient.c.state == RecipientState.HELD.value)
                .values(state=RecipientState.RETURNED.value)
            )
            outcome_rows.set_hold(connection, case, None)
            insert_finished(connection, sealed, now, case=case, bell=self._bell)
            insert_entries(connection, records, now)
        self._bell.after_commit(Lane.DELIVER)
        return True


def _is_looked_at(connection: Connection, case: CaseId) -> bool:
    waiting = select(step.c.id).where(step.c.case_id == case, step.c.lane == Lane.ANALYSE.value)
    return connection.scalar(waiting) is not None


def _answered(case: CaseId, given: Answer, reasons: Iterable[Reason]) -> RecordEntry:
    # The words of a justification may name people: they stay in the sealed answer.
    return RecordEntry(
        kind=RecordKind.ANSWERED,
        case=case,
        by=given.by,
        facts=(
            ("answer", given.kind.value),
            ("role", given.role.value),
            ("ground", given.ground),
            ("reasons", tuple(reason.value for reason in reasons)),
            ("recipients", len(given.recipients)),
            ("content_hash", given.content_hash),
            ("policy", given.policy),
            *((("files", len(given.value.split())),) if given.kind in _OF_FILES else ()),
            *_chosen("hidden", given.more),
            *(() if given.clear is None else _chosen("clear", given.clear)),
        ),
    )


def _chosen(name: str, spots: Iterable[Spot]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """How many finds of which kind and where somebody chose: "name text 2"."""
    counted = Counter(f"{spot.kind.value} {spot.place.value}" for spot in spots)
    return ((name, tuple(f"{what} {count}" for what, count in sorted(counted.items()))),) if counted else ()
