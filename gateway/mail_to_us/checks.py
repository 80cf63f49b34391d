"""Drafts that were sent to be checked: decided as they would be, answered to their sender, and sent to nobody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from gateway.config import Config
from gateway.decide.policy import Policy
from gateway.finish import Finisher, TreatingRoom
from gateway.look import Asked, Look, Looker
from gateway.mail_to_us.drafts import Draft, asks_for_a_check, drafted
from gateway.model.answers import Answer
from gateway.model.decision import Decision, Treatment
from gateway.model.lifecycle import RecipientState
from gateway.model.mail_kind import MailKind
from gateway.model.message import Envelope, Reading
from gateway.model.outcome import Finished, Once, Outcome, RecipientOutcome, RecordEntry, RecordKind
from gateway.model.parties import PartyType
from gateway.model.reasons import Reason
from gateway.notices.checked import Checked, CheckedReader, checked
from gateway.notices.reader import for_reader
from gateway.read.mail_kinds import mail_kind
from gateway.settle.settle import settle
from gateway.spool.rows import StoredMessage
from gateway.treat.errors import TreatFailed
from gateway.treat.plan import TreatPlan

# What a sender said of the recipients of a mail before it comes, by its envelope and hash (spool/confirmed.py).
SaidBefore = Callable[[Envelope, str], tuple[Answer, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """What is needed to check them."""

    config: Config
    policy: Policy
    looker: Looker
    finisher: Finisher
    room: TreatingRoom
    said_before: SaidBefore

    def under(self, policy: Policy, looker: Looker) -> "Checks":
        """The same under another policy."""
        return replace(self, policy=policy, looker=looker)

    def is_for_us(self, message: StoredMessage, content: bytes) -> bool:
        """Whether it is a draft: then nothing of it is sent, whoever else it was addressed to."""
        return asks_for_a_check(message.envelope, content, self.config.organisation.check)

    def take(self, message: StoredMessage, content: bytes, waiting: tuple[str, ...], now: datetime) -> Outcome:
        """What comes of it: an answer to its sender, once however often a mail service splits it.

        Raises:
            TemporaryFailure: it cannot be looked at now.
        """
        sender = message.envelope.sender
        reading = self.looker.read(content)
        by_hand = bool(sender) and mail_kind(reading, sender) is MailKind.PERSONAL
        readers = self._readers(message, reading, content, now) if by_hand else ()
        return Outcome(
            recipients=tuple(
                RecipientOutcome(address=one, state=RecipientState.RETURNED, reasons=(Reason.CHECKED,))
                for one in waiting
            ),
            finished=(),
            hold=None,
            sheet=b"{}",
            records=(
                RecordEntry(
                    kind=RecordKind.DECIDED,
                    case=message.case,
                    by="gateway",
                    facts=(("checked", len(readers)), ("states", tuple(one.state.value for one in readers))),
                ),
            ),
            disclosures=(),
            once=(self._answer(message, reading, readers, now),) if by_hand else (),
        )

    def _readers(
        self, message: StoredMessage, reading: Reading, content: bytes, now: datetime
    ) -> tuple[CheckedReader, ...]:
        draft = drafted(reading, content, message.envelope, self.config.organisation.check)
        if not draft.recipients:
            return ()
        most = self.config.limits.recipients
        look = look_at(draft, message, self.looker, self.room, said_before=self.said_before, most=most, now=now)
        outcome = settle(look, self.finisher.finish(look), before=None, config=self.config, policy=self.policy)
        # Of this outcome nothing is committed: neither its mails nor its notices nor its disclosures.
        return tuple(
            CheckedReader(
                address=one.address,
                party=_party_name(look, n),
                state=one.state,
                treatment=look.decisions[n].treatment,
                reasons=_reasons(look.decisions[n], one),
            )
            for n, one in enumerate(outcome.recipients)
        )

    def _answer(
        self, message: StoredMessage, reading: Reading, readers: Sequence[CheckedReader], now: datetime
    ) -> Once:
        sender = message.envelope.sender
        said = Checked(
            case=message.case,
            to=sender,
            message_id=reading.field("Message-ID") or "",
            written_at=message.envelope.received_at,
            readers=readers,
            purposes=sorted(self.policy.purposes),
        )
        config = for_reader(self.config, sender, self.looker.directory().staff_by_address)
        finished: Finished = checked(said, config, now)
        facts = (("notice", "checked"), ("to", sender))
        record = RecordEntry(kind=RecordKind.NOTIFIED, case=message.case, by="gateway", facts=facts)
        return Once(key="checked", finished=finished, record=record)


def look_at(
    draft: Draft,
    message: StoredMessage,
    looker: Looker,
    room: TreatingRoom,
    *,
    said_before: SaidBefore,
    most: int,
    now: datetime,
) -> Look:
    """The draft as it would be looked at if it were sent now.

    Args:
        said_before: asks what its sender said of its readers already.
        most: readers; those beyond are left out, as intake would refuse them.

    Raises:
        TemporaryFailure: it cannot be looked at now.
    """
    content = draft.content
    if draft.cuts:
        try:
            content = room.treat(content, TreatPlan(cuts=draft.cuts, removed=(), kept=()))
        except TreatFailed:
            content = draft.content  # a signed one: the lines for us stay in it, and may count as what it says
    recipients = draft.recipients[:most]
    envelope = replace(message.envelope, recipients=recipients)
    return looker.look(
        Asked(
            at=now,
            case=message.case,
            content_hash=message.content_hash,
            envelope=envelope,
            content=content,
            recipients=recipients,
            answers=(),
            hold=None,
            said_before=said_before(replace(envelope, received_at=now), message.content_hash),
        )
    )


def _reasons(decision: Decision, outcome: RecipientOutcome) -> tuple[Reason, ...]:
    """Why it would not go, or not as it is; nothing when it would."""
    if outcome.state is not RecipientState.READY:
        return outcome.reasons
    changed = (found.reason for found in decision.findings if found.treatment > Treatment.SHARE)
    return tuple(dict.fromkeys(changed))


def _party_name(look: Look, number: int) -> str:
    party = look.facts[number].recipient.party
    return party.name if party is not None and party.type is not PartyType.PERSON else ""
