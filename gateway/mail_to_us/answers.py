"""Answers by mail to the notices of held mail: checked, stored as the sender's own, and confirmed.

Every way in which one is refused is answered once or recorded; nothing that a program sent is answered, and what we
write has the null sender, so no loop begins.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gateway.case.ended import cannot_be_looked_at
from gateway.case.hidden_version import hidden_version
from gateway.case.setting import setting_of
from gateway.config import Config
from gateway.decide.policy import Policy
from gateway.hold.answer_address import AnswerAddress, case_of, preview_of, read_tag, tag_for
from gateway.hold.answers import Refusal, Said, admissible
from gateway.hold.by_mail import CANCELLED, NotTaken, Verb, offered, says_outside, verb_of
from gateway.look import Asked, Look, Looker
from gateway.mail_to_us.replies import Replies
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind
from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import RecipientState
from gateway.model.mail_kind import MailKind
from gateway.model.message import CaseId, Reading
from gateway.model.outcome import HoldEntry, Outcome, RecipientOutcome, RecordEntry, RecordKind
from gateway.model.own_address import is_at, tag_of, with_tag
from gateway.model.reasons import Reason
from gateway.notices.answered import Answered, answered
from gateway.notices.reader import for_reader
from gateway.ports import Unsealer
from gateway.read.mail_kinds import mail_kind
from gateway.registers.address import normal
from gateway.registers.resolve import author_of
from gateway.spool.holding import AnsweredMeanwhile, Holding
from gateway.spool.rows import StoredMessage
from gateway.spool.steps import Steps

_URGENT_DAYS: Final = timedelta(days=7)  # what is urgent never expires; its address does


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    verb: Verb
    answer: Answer
    after: int  # answers that the case had


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAnswers:
    """What is needed to give addresses out and to take what comes to them."""

    config: Config
    policy: Policy
    looker: Looker
    holding: Holding
    steps: Steps
    unsealer: Unsealer
    replies: Replies  # takes what is no answer: absence notes
    key: bytes
    pseudonym_key: bytes

    def under(self, policy: Policy, looker: Looker) -> "MailAnswers":
        """The same under another policy."""
        return replace(self, policy=policy, looker=looker)

    def address(self, look: Look, hold: HoldEntry) -> str:
        """Where the sender of a held message may answer its notice; empty: nowhere."""
        ours = self.config.organisation.notices
        if not ours or not look.asked.envelope.sender:
            return ""
        said = AnswerAddress(
            case=CaseId(look.asked.case),
            expires_at=hold.expires_at if hold.urgent_at is None else look.asked.at + _URGENT_DAYS,
            answers=len(look.asked.answers),
            preview=preview_of(hidden_version(look, self.pseudonym_key)),
        )
        tag = tag_for(said, look.asked.envelope.sender, self.key)
        return with_tag(ours, tag) if tag else ""

    def is_for_us(self, recipients: tuple[str, ...]) -> bool:
        """Whether it came to one such address and nowhere else."""
        ours = self.config.organisation.notices
        return len(recipients) == 1 and is_at(recipients[0], ours) and bool(tag_of(recipients[0]))

    def take(self, message: StoredMessage, reading: Reading, waiting: tuple[str, ...], now: datetime) -> Outcome:
        """What comes of it.

        Raises:
            TemporaryFailure: it cannot be looked at now.
        """
        sender = message.envelope.sender
        if mail_kind(reading, sender) is not MailKind.PERSONAL or not sender:
            return self.replies.take(message, reading, waiting, now)
        tag = tag_of(waiting[0])
        found = self._judged(message, reading, tag, now)
        if isinstance(found, _Taken):
            found = self._stored(found, tag, now)
        # Whose case it is not is told nothing of it, not even that it is there.
        case = "" if found in (NotTaken.NOT_OURS, NotTaken.NOT_PROVEN) else case_of(tag)
        reply = answered(
            Answered(
                to=sender,
                case=case,
                word=found.verb.word if isinstance(found, _Taken) else "",
                message_id=reading.field("Message-ID") or "",
                why_not=found if isinstance(found, NotTaken) else None,
            ),
            for_reader(self.config, sender, self.looker.directory().staff_by_address),
            now,
        )
        return Outcome(
            recipients=tuple(
                RecipientOutcome(address=one, state=RecipientState.REFUSED, reasons=(Reason.REFUSED,))
                for one in waiting
            ),
            finished=(reply,),
            hold=None,
            sheet=b"{}",
            records=(
                RecordEntry(
                    kind=RecordKind.DECIDED,
                    case=message.case,
                    by="gateway",
                    facts=(
                        ("reply", "answer" if isinstance(found, _Taken) else "answer-not-taken"),
                        ("why", found.value if isinstance(found, NotTaken) else found.verb.word),
                        ("about", case_of(tag)),
                    ),
                ),
            ),
            disclosures=(),
        )

    def _judged(self, message: StoredMessage, reading: Reading, tag: str, now: datetime) -> _Taken | NotTaken:
        about = self._about(tag)
        if about is None:
            return NotTaken.NOT_OURS
        said = read_tag(tag, about.envelope.sender, self.key)
        owner = normal(about.envelope.sender)
        if said is None or not owner == normal(author_of(reading)) == normal(message.envelope.sender):
            return NotTaken.NOT_OURS
        # Who signed in may send only as themselves; else it came by a listener that the organisation trusts, whose
        # own word on it is asked for. Nobody else gets as far as this (intake/admission.py).
        if message.envelope.user is None and says_outside(reading):
            return NotTaken.NOT_PROVEN
        if said.expires_at <= now:
            return NotTaken.TOO_LATE
        if about.hold is None:
            return NotTaken.SETTLED
        if said.answers != len(about.answers) or cannot_be_looked_at(about.hold):
            return NotTaken.CHANGED
        verb = verb_of(reading)
        if isinstance(verb, NotTaken):
            return verb
        return self._answer(about, about.hold, verb, said, now) if verb in offered(about.hold) else NotTaken.NOT_ASKED

    def _about(self, tag: str) -> StoredMessage | None:
        case = case_of(tag)
        try:
            return self.steps.load_message(case) if case else None
        except PermanentFailure:
            return None

    def _answer(
        self, about: StoredMessage, hold: HoldEntry, verb: Verb, said: AnswerAddress, now: datetime
    ) -> _Taken | NotTaken:
        held = tuple(one.address for one in about.recipients if one.state is RecipientState.HELD)
        look = self.looker.look(
            Asked(
                at=now,
                case=about.case,
                content_hash=about.content_hash,
                envelope=about.envelope,
                content=self.unsealer.content(about.content),
                recipients=held,
                answers=about.answers,
                hold=hold,
                passwords=about.passwords,
                said_before=about.said_before,
            )
        )
        # What would be sent is what was shown, or nothing is.
        hides = verb.kind is AnswerKind.HIDE
        if hides and preview_of(hidden_version(look, self.pseudonym_key)) != said.preview:
            return NotTaken.CHANGED
        why = CANCELLED if verb.kind is AnswerKind.RETURN else ""
        zone = ZoneInfo(self.config.organisation.timezone)
        setting = setting_of(about, look, frozenset(self.policy.purposes), zone)
        by = about.envelope.sender
        role = admissible(Said(kind=verb.kind, by=by, value=verb.value, justification=why), setting)
        if isinstance(role, Refusal):
            return NotTaken.NOT_ASKED
        answer = Answer(
            kind=verb.kind,
            by=by,
            role=role,
            at=now,
            content_hash=about.content_hash,
            recipients=held,
            policy=look.policy,
            value=verb.value,
            justification=why,
            urgent=hold.urgent_at is not None,
        )
        return _Taken(verb=verb, answer=answer, after=len(about.answers))

    def _stored(self, taken: _Taken, tag: str, now: datetime) -> _Taken | NotTaken:
        try:
            self.holding.add_answers(case_of(tag), [taken.answer], now, after=taken.after)
        except AnsweredMeanwhile:
            return NotTaken.CHANGED
        except PermanentFailure:
            return NotTaken.SETTLED
        return taken
