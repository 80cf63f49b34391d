"""The queue as workers and the deliverer see it: claim a step, and commit what came of it, once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import update

from gateway.model.answers import Answer
from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId, Envelope
from gateway.model.outcome import Finished, FinishedKind, Outcome, RecordEntry
from gateway.ports import Reply, Step
from gateway.record.entries import insert_disclosures, insert_entries, require_clock
from gateway.record.risks import note_risks
from gateway.spool import load, outcome_rows, step_rows
from gateway.spool.bell import Bell
from gateway.spool.confirmed import confirmed_ahead
from gateway.spool.delivered_prints import insert_prints
from gateway.spool.delivery_rows import new_states, store_replies, withdraw
from gateway.spool.finished_rows import insert_finished, seal_finished
from gateway.spool.rows import OutgoingState, StoredMessage, StoredOutgoing
from gateway.spool.sealed_emails import seal_emails
from gateway.spool.written_to import note_delivered
from gateway.store.contents import insert_contents
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.leader import first_time
from gateway.store.tables import outgoing


class Steps:
    """Every method is one transaction; all raise TemporaryFailure when database or keys cannot be used now."""

    def __init__(self, database: Database, keys: KeyRing, bell: Bell) -> None:
        self._database = database
        self._keys = keys
        self._bell = bell

    def claim(self, lane: Lane, worker: str, lease_seconds: float, now: datetime) -> Step | None:
        """Take the step that has been due longest. None: nothing is due.

        Until the lease ends nobody else gets it; after that anybody may, and what the first commits is refused then.
        """
        with self._database.write() as connection:
            return step_rows.claim(connection, lane, worker, step_rows.lease_end(now, lease_seconds), now)

    def renew(self, step: Step, lease_seconds: float, now: datetime) -> None:
        """A longer lease, while slow work goes on.

        Raises:
            LeaseLost: another has the step; stop.
        """
        with self._database.write() as connection:
            step_rows.renew(connection, step, step_rows.lease_end(now, lease_seconds))

    def postpone(self, step: Step, due: datetime) -> None:
        """Nothing could be done now: try again at *due*; one more failed attempt.

        Raises:
            LeaseLost: another has the step.
        """
        with self._database.write() as connection:
            step_rows.give_back(connection, step, due)

    def require_clock(self, now: datetime) -> None:
        """Go on only with a clock that is not set back: nothing could be committed of what is sent meanwhile.

        Raises:
            TemporaryFailure: it is more than a minute behind the latest entry of the record.
        """
        with self._database.read() as connection:
            require_clock(connection, now)

    def load_message(self, case: CaseId) -> StoredMessage:
        """A case: envelope, recipients with their states, answers, hold.

        Raises:
            PermanentFailure: there is no such case.
        """
        with self._database.read() as connection:
            return load.message_of(connection, case, self._keys.answers)

    def said_before(self, envelope: Envelope, content_hash: str) -> tuple[Answer, ...]:
        """What its sender would have said of its recipients before it came, if a mail came with this envelope."""
        with self._database.read() as connection:
            return confirmed_ahead(connection, envelope, content_hash)

    def load_outgoing(self, outgoing_id: int) -> StoredOutgoing:
        """A finished message with the state of each recipient.

        Raises:
            PermanentFailure: there is none of that number.
        """
        with self._database.read() as connection:
            return load.outgoing_of(connection, outgoing_id)

    def commit_outcome(self, step: Step, outcome: Outcome, now: datetime) -> None:
        """Commit one look at a message; the step is done.

        Raises:
            LeaseLost: another has the step, or the case got a recipient or an answer meanwhile; nothing is committed.
            UnlawfulOutcome: it forgets a recipient or leaves the lifecycle table; nothing is committed.
        """
        finished = seal_finished(self._keys, outcome.finished, now)
        sheet = self._keys.seal(outcome.sheet, now)
        once = seal_finished(self._keys, [each.finished for each in outcome.once], now)
        emails = outcome.not_asked
        not_asked = None if emails is None else seal_emails(emails, self._keys.answers, step.case)
        with self._database.write() as connection:
            step_rows.lock_case(connection, step.case)
            step_rows.finish(connection, step)
            states = outcome_rows.states_of(connection, step.case)
            outcome_rows.check(outcome, states)
            # Who was held in between starts afresh: people's time is not the next hop's.
            reopened = [address for address, state in states.items() if state is RecipientState.RECEIVED]
            look = outcome_rows.next_look(connection, step.case)
            outcome_rows.move_recipients(connection, step.case, outcome, look)
            insert_contents(connection, [sheet], now)
            outcome_rows.insert_sheet(connection, step.case, look, sheet, outcome, now)
            insert_finished(connection, finished, now, case=step.case, bell=self._bell, reopened=reopened)
            outcome_rows.set_hold(connection, step.case, outcome.hold, not_asked)
            insert_entries(connection, outcome.records, now)
            note_risks(connection, outcome.risks, now)
            first = [
                (sealed, each.record)
                for sealed, each in zip(once, outcome.once, strict=True)
                if outcome_rows.first_told(connection, step.case, each.key, now)
            ]
            insert_finished(connection, [sealed for sealed, _ in first], now, case=step.case, bell=self._bell)
            insert_entries(connection, [record for _, record in first], now)
            insert_disclosures(
                connection,
                outcome.disclosures,
                now,
                case=step.case,
                look=look,
                places=outcome_rows.places_of(connection, step.case),
                key=self._keys.commitment_key,
            )
            insert_prints(
                connection,
                outcome.printed,
                now,
                case=step.case,
                look=look,
                places=outcome_rows.places_of(connection, step.case),
            )
        if finished or first:
            self._bell.after_commit(Lane.DELIVER)

    def commit_delivery(
        self,
        step: Step,
        replies: Mapping[str, Reply],
        now: datetime,
        *,
        next_due: datetime | None,
        finished: Sequence[Finished] = (),
        records: Sequence[RecordEntry] = (),
        delay_told: bool = False,
    ) -> None:
        """Commit what the next hop said; recipients that failed for now are tried again at *next_due*.

        Args:
            replies: by address. Who has none was not tried, and stays.
            next_due: None: time has run out, and what failed for now has failed.
            finished: delivery status notifications and notices that follow from it.
            records: what the record says of it.
            delay_told: whether one of *finished* tells the sender that it is late.

        Raises:
            LeaseLost: another has the step; nothing is committed.
            ValueError: a reply for somebody who was not pending, or somebody would wait for ever.
        """
        sealed = seal_finished(self._keys, finished, now)
        with self._database.write() as connection:
            if step.case:
                step_rows.lock_case(connection, step.case)
            mail = load.outgoing_of(connection, _outgoing(step))
            states = new_states(mail, replies, next_due)
            if next_due is not None and OutgoingState.PENDING in states.values():
                step_rows.give_back(connection, step, next_due)
            else:
                step_rows.finish(connection, step)
            store_replies(connection, mail, states, replies, next_due)
            note_delivered(connection, mail, states, now, key=self._keys.commitment_key)
            if delay_told:
                connection.execute(update(outgoing).where(outgoing.c.id == mail.id).values(delay_told_at=now))
            insert_finished(connection, sealed, now, case=mail.case, bell=self._bell)
            insert_entries(connection, records, now)
        if sealed:
            self._bell.after_commit(Lane.DELIVER)

    def reopen(self, step: Step, now: datetime, *, records: Sequence[RecordEntry] = ()) -> None:
        """Withdraw a finished mail before it is tried again, and have its case decided again (CONS-2).

        Raises:
            LeaseLost: another has the step; nothing is committed.
            ValueError: it is no sender's mail.
        """
        with self._database.write() as connection:
            step_rows.lock_case(connection, step.case)
            step_rows.finish(connection, step)
            mail = load.outgoing_of(connection, _outgoing(step))
            if mail.kind is not FinishedKind.MAIL:
                raise ValueError(f"outgoing {mail.id}: only a sender's mail is decided again")
            withdraw(connection, mail)
            step_rows.look_again(connection, step.case, now)
            self._bell.in_transaction(connection, Lane.ANALYSE)
            insert_entries(connection, records, now)
        self._bell.after_commit(Lane.ANALYSE)

    def notice(
        self, finished: Sequence[Finished], now: datetime, *, case: CaseId | None, records: Sequence[RecordEntry] = ()
    ) -> None:
        """Send mail of ours: reminders, digests. *case* None: it belongs to none."""
        sealed = seal_finished(self._keys, finished, now)
        with self._database.write() as connection:
            insert_finished(connection, sealed, now, case=case, bell=self._bell)
            insert_entries(connection, records, now)
        self._bell.after_commit(Lane.DELIVER)

    def notice_once(
        self,
        finished: Finished,
        now: datetime,
        *,
        job: str,
        stretch: str,
        case: CaseId | None = None,
        records: Sequence[RecordEntry] = (),
    ) -> bool:
        """Send a mail of ours, if it did not go for this stretch yet; whether it did now. *case* None: of none."""
        sealed = seal_finished(self._keys, [finished], now)
        with self._database.write() as connection:
            if not first_time(connection, job, stretch, now):
                return False
            insert_finished(connection, sealed, now, case=case, bell=self._bell)
            insert_entries(connection, records, now)
        self._bell.after_commit(Lane.DELIVER)
        return True


def _outgoing(step: Step) -> int:
    if step.outgoing is None:
        raise ValueError(f"step {step.id}: there is nothing to deliver in it")
    return step.outgoing
