"""What comes to the address of our notices: an out-of-office reply sets its writer away, and nothing goes on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.config import Config
from gateway.deliver.dsn import DsnAction, DsnFacts, DsnRecipient, dsn
from gateway.hold.absence import Absence, absence
from gateway.model.decision import Channel
from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import RecipientState
from gateway.model.mail_kind import MailKind
from gateway.model.message import Reading
from gateway.model.outcome import Finished, FinishedKind, Outcome, RecipientOutcome, RecordEntry, RecordKind
from gateway.model.own_address import is_at
from gateway.model.reasons import Reason
from gateway.notices.reader import for_reader
from gateway.ports import Reply
from gateway.read.mail_kinds import mail_kind
from gateway.registers.files.columns import RegisterKind
from gateway.registers.store import Registers
from gateway.spool.rows import StoredMessage
from gateway.spool.steps import Steps

_UNREAD: Final = Reply(code=550, enhanced="5.7.1", text="nobody reads this address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """What is needed to take them."""

    config: Config
    registers: Registers
    steps: Steps

    def is_for_us(self, recipients: tuple[str, ...]) -> bool:
        """Whether all of it goes to that address, or below it."""
        return all(is_at(one, self.config.organisation.notices) for one in recipients)

    def take(self, message: StoredMessage, reading: Reading, waiting: tuple[str, ...], now: datetime) -> Outcome:
        """What comes of it. Whoever wrote by hand is told that nobody reads it.

        Raises:
            TemporaryFailure: registers or database cannot be used now.
        """
        said = self._absence(message, reading, now)
        if said is not None:
            self._away(said, now)
        kind = mail_kind(reading, message.envelope.sender)
        by_hand = said is None and kind is MailKind.PERSONAL
        return Outcome(
            recipients=tuple(
                RecipientOutcome(address=one, state=RecipientState.REFUSED, reasons=(Reason.REFUSED,))
                for one in waiting
            ),
            finished=(self._unread(message, reading, now),) if by_hand and message.envelope.sender else (),
            hold=None,
            sheet=b"{}",
            records=(
                RecordEntry(
                    kind=RecordKind.DECIDED,
                    case=message.case,
                    by="gateway",
                    facts=(("reply", kind.value if said is not None or kind is MailKind.BOUNCE else "not-taken"),),
                ),
            ),
            disclosures=(),
        )

    def _absence(self, message: StoredMessage, reading: Reading, now: datetime) -> Absence | None:
        organisation = self.config.organisation
        today = now.astimezone(ZoneInfo(organisation.timezone)).date()
        staff = self.registers.snapshot().staff
        said = absence(reading, message.envelope, staff, today, organisation.hostname)
        if said is None or not self._was_asked(said):
            return None
        return said

    def _was_asked(self, said: Absence) -> bool:
        try:
            hold = self.steps.load_message(said.case).hold
        except PermanentFailure:
            return False
        return hold is not None and said.email.lower() in {one.email.lower() for one in hold.asked}

    def _away(self, said: Absence, now: datetime) -> None:
        member = self.registers.snapshot().staff[said.email.lower()]
        if member.away_until is None or member.away_until < said.until:
            row = {"email": member.email, "away_until": said.until.isoformat()}
            self.registers.apply(RegisterKind.STAFF, [row], replace=False, by="gateway", at=now)

    def _unread(self, message: StoredMessage, reading: Reading, now: datetime) -> Finished:
        organisation = self.config.organisation
        sender = message.envelope.sender
        report = dsn(
            DsnFacts(
                action=DsnAction.FAILED,
                case=message.case,
                reporter=organisation.hostname,
                postmaster=organisation.postmaster,
                organisation=organisation.name,
                sender=sender,
                message_id=reading.field("Message-ID") or "",
                arrived_at=message.envelope.received_at,
                now=now,
                recipients=(DsnRecipient(address=organisation.notices, reply=_UNREAD, last_attempt_at=now),),
                give_up_at=now.astimezone(ZoneInfo(organisation.timezone)),
                emergency=organisation.emergency,
                language=for_reader(self.config, sender, self.registers.snapshot().staff).organisation.speaks,
            )
        )
        return Finished(
            kind=FinishedKind.DSN,
            sender="",
            recipients=(sender,),
            content=report,
            channel=Channel.INTERNAL,
            smtputf8=not sender.isascii(),
            body_8bit=not report.isascii(),
        )
