"""A decision carried out: details cut, protected by the channel the level allows, and on top our trace field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from gateway.channels import Reach
from gateway.config import Config
from gateway.decide.anonymous import is_coarse
from gateway.decide.facts import Facts
from gateway.decide.policy import StatementRule
from gateway.decide.statement import statement_of
from gateway.intake.fields import fields, without
from gateway.intake.trace import trace_field
from gateway.look import Look
from gateway.model.decision import Channel, Decision, HiddenAs, Treatment
from gateway.model.marking import Classification
from gateway.model.message import CaseId
from gateway.model.outcome import Finished, FinishedKind
from gateway.model.outward import NOT_SAID, Dialect, Outward
from gateway.model.preparation import Preparation
from gateway.model.reasons import Reason
from gateway.protect.errors import ProtectionFailed
from gateway.protect.keys import Signer
from gateway.protect.ladder import NoChannel, walk_ladder
from gateway.protect.smime import protect_smime, self_check
from gateway.read.kept_back import HIDDEN_COPIES, INSIDE_ONLY
from gateway.treat.errors import TreatFailed
from gateway.treat.noted import noted_cuts
from gateway.treat.plan import TreatPlan, plan_treatment
from gateway.treat.pseudonyms import key_of, pseudonyms_for
from gateway.treat.raised import raised_cuts
from gateway.treat.separate import separate
from gateway.treat.written_marking import written_marking

# What staff say to us; a partner gets none of it but whether it is fact or opinion (FACT-1).
_OURS: Final = frozenset(
    {b"x-sharing-purpose", b"x-sharing-ground", b"x-sharing-about", b"x-sharing-authority", b"x-sharing-hide"}
)
_NEVER: Final = frozenset(name.encode("ascii") for name in HIDDEN_COPIES)
_INSIDE: Final = frozenset(name.encode("ascii") for name in INSIDE_ONLY)
_GOES: Final = (Treatment.SHARE, Treatment.REDACT, Treatment.ANONYMISE)


class TreatingRoom(Protocol):
    """The reading room, as far as treating needs it."""

    def treat(self, raw: bytes, plan: TreatPlan) -> bytes:
        """The message with the plan's cuts made, read again and searched.

        Raises:
            TreatFailed: it could not be done, or something was left.
            TemporaryFailure: the room cannot be used now.
        """
        ...

    def lock(self, treated: bytes, raw: bytes, wanted: Preparation) -> bytes:
        """What goes, with what was opened locked again; *raw* as it came.

        Raises:
            TreatFailed: it cannot be locked again.
            TemporaryFailure: the room cannot be used now.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """Why a decision to send could not be carried out: the recipient is held."""

    address: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCopy:
    """What recipients of equal copies would read."""

    recipients: tuple[str, ...]
    cut: frozenset[int]  # FoundHit.id of what is not shown
    content: bytes  # treated and searched; not protected


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishing:
    """What was made of a look."""

    finished: tuple[Finished, ...]
    channels: dict[str, Channel]  # by recipient that is ready
    stuck: tuple[Stuck, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Recipients with equal copies."""

    channel: Channel
    cut: frozenset[int]
    statement: str
    raised: Classification | None  # what the content raised the class to; None: it stands as marked
    line: str  # at the top of the body: whether it is fact or opinion; empty: none
    dialect: Dialect  # how the reader's scheme writes the class
    coarse: bool  # not even an age is left of who is anonymised: too few share it
    hidden_as: HiddenAs
    pseudonyms_for: str  # the party whose pseudonyms they are; empty: none are used
    alone: str = ""  # the one reader that its header shows besides our own people; empty: as written


class Finisher:
    """Makes finished messages; one for each worker process."""

    def __init__(self, *, config: Config, room: TreatingRoom, signer: Signer | None, pseudonym_key: bytes) -> None:
        self._config = config
        self._room = room
        self._signer = signer
        self._pseudonym_key = pseudonym_key

    def shown(self, look: Look) -> tuple[ShownCopy, ...]:
        """What every recipient's copy says before it is protected, whether or not it may go yet; equal ones once.

        Raises:
            TreatFailed: something cannot be cut, or would still be there.
            TemporaryFailure: the reading room cannot be used now.
        """
        groups: dict[_Group, list[str]] = {}
        for facts, decision, reach in zip(look.facts, look.decisions, look.reaches, strict=True):
            chosen = walk_ladder(decision.protection, reach.facts, decision.channel)
            none = Channel.INTERNAL if facts.recipient.internal else Channel.PLAIN
            channel = none if isinstance(chosen, NoChannel) else chosen.channel
            groups.setdefault(_group(look, facts, decision, channel), []).append(decision.recipient)
        return tuple(
            ShownCopy(recipients=tuple(recipients), cut=group.cut, content=self._treated(look, group))
            for group, recipients in groups.items()
        )

    def finish(self, look: Look) -> Finishing:
        """Every recipient whose decision lets it go, each group of equal copies treated once.

        Raises:
            TemporaryFailure: the reading room cannot be used now.
        """
        groups: dict[_Group, list[tuple[Decision, Reach]]] = {}
        stuck: list[Stuck] = []
        for facts, decision, reach in zip(look.facts, look.decisions, look.reaches, strict=True):
            if decision.treatment not in _GOES:
                continue
            chosen = walk_ladder(decision.protection, reach.facts, decision.channel)
            if isinstance(chosen, NoChannel):
                stuck.append(Stuck(address=decision.recipient, reason=Reason.UNENCRYPTED_CHANNEL))
                continue
            group = _group(look, facts, decision, chosen.channel)
            groups.setdefault(group, []).append((decision, reach))
        finished: list[Finished] = []
        channels: dict[str, Channel] = {}
        for group, members in groups.items():
            addresses = tuple(decision.recipient for decision, _ in members)
            try:
                finished.extend(self._copies(look, group, members))
            except TreatFailed as failed:
                stuck.extend(Stuck(address=address, reason=failed.reason) for address in addresses)
            except ProtectionFailed:
                stuck.extend(Stuck(address=address, reason=Reason.UNENCRYPTED_CHANNEL) for address in addresses)
            else:
                channels.update(dict.fromkeys(addresses, group.channel))
        return Finishing(finished=tuple(finished), channels=channels, stuck=tuple(stuck))

    def _copies(self, look: Look, group: _Group, members: list[tuple[Decision, Reach]]) -> Iterator[Finished]:
        treated = self._room.lock(self._treated(look, group), look.received, look.prepared)
        if group.channel is not Channel.SMIME:
            yield self._finished(look, group, tuple(decision.recipient for decision, _ in members), treated)
            return
        # One structure for each recipient: it hides who else gets it, and old readers open no mixed ones.
        made = [
            self._finished(
                look, group, (decision.recipient,), self._encrypted(look, decision.recipient, reach, treated)
            )
            for decision, reach in members
        ]
        yield from made

    def _treated(self, look: Look, group: _Group) -> bytes:
        outside = group.channel is not Channel.INTERNAL
        first: Facts = look.facts[0]
        plan = plan_treatment(
            look.reading,
            look.found,
            group.cut,
            subjects=first.subjects.values(),
            today=first.today,
            keep_directives=not outside,
            outside=outside,
            coarse=group.coarse,
            hidden_as=group.hidden_as,
            pseudonym_key=key_of(self._pseudonym_key, group.pseudonyms_for),
        )
        if group.raised is not None:
            plan = plan.with_cuts(raised_cuts(look.reading, first.markings, group.raised))
        if outside and group.line:
            plan = plan.with_cuts(noted_cuts(look.reading, group.line, plan.cuts))
        content = look.asked.content
        if plan.changes:
            content = self._room.treat(content, plan)
        content = without(content, tuple(fields(content, _NEVER)))
        if outside:
            content = without(content, tuple(fields(content, _OURS | _INSIDE)))
            content = _with_statement(content, group.statement)
            content = written_marking(content, group.dialect)
        if group.alone:
            content = separate(content, group.alone, frozenset(self._config.organisation.domains))
        return content

    def _encrypted(self, look: Look, address: str, reach: Reach, content: bytes) -> bytes:
        smime = self._config.smime
        if smime is None or self._signer is None or reach.certificate is None:
            raise TreatFailed(Reason.UNENCRYPTED_CHANNEL)
        message = protect_smime(
            content,
            recipient=reach.certificate,
            signer=self._signer,
            outer_from=look.asked.envelope.sender,
            outer_to=(address,),
            outer_subject=smime.subject,
            forbidden=_details(look),
        )
        self_check(message, _details(look), outer_subject=smime.subject)
        return message

    def _finished(self, look: Look, group: _Group, addresses: tuple[str, ...], content: bytes) -> Finished:
        envelope = look.asked.envelope
        case = CaseId(look.asked.case)
        top = trace_field(envelope, self._config.organisation.hostname, case, envelope.received_at)
        if group.channel is Channel.INTERNAL:
            top += f"X-Gateway-Case: {case}\r\nX-Gateway-Policy: {look.policy}\r\n".encode("ascii")
        whole = top + content
        header = content.partition(b"\r\n\r\n")[0]
        utf8 = not (envelope.sender + "".join(addresses)).isascii() or not header.isascii()
        return Finished(
            kind=FinishedKind.MAIL,
            sender=envelope.sender,
            recipients=addresses,
            content=whole,
            channel=group.channel,
            smtputf8=utf8 and envelope.smtputf8,
            body_8bit=not whole.isascii(),
            generation=look.directory.registers.generation,
            policy=look.policy,
        )


def _group(look: Look, facts: Facts, decision: Decision, channel: Channel) -> _Group:
    statement, line = _said(facts, decision, look.outward)
    raised = any(found.reason is Reason.RAISED for found in decision.findings)
    return _Group(
        channel=channel,
        cut=decision.cut,
        statement=statement,
        raised=decision.effective if raised else None,
        line=line,
        dialect=_dialect(facts, decision, look.outward),
        coarse=is_coarse(decision.findings),
        hidden_as=decision.hidden_as,
        pseudonyms_for=pseudonyms_for(facts, decision),
        alone=_alone(decision, channel),
    )


def _alone(decision: Decision, channel: Channel) -> str:
    """Whom a copy is for alone: each outside, when the sender chose so. Inside everybody is seen as written."""
    apart = channel is not Channel.INTERNAL and any(found.reason is Reason.SEPARATED for found in decision.findings)
    return decision.recipient if apart else ""


def _said(facts: Facts, decision: Decision, outward: Outward) -> tuple[str, str]:
    """What the header field and the line at the top say of it: fact, opinion, both, or that nobody said."""
    said = statement_of(facts)
    if said is not None:
        return said.value, outward.lines.get(said, "")
    noted = any(
        one.reason is Reason.NO_FACT_OPINION and one.detail == StatementRule.ADD_NOTE for one in decision.findings
    )
    return (NOT_SAID, outward.not_said) if noted else ("", "")


def _dialect(facts: Facts, decision: Decision, outward: Outward) -> Dialect:
    party = facts.recipient.party
    if facts.recipient.internal or party is None:
        return Dialect()
    return outward.dialect(party.dialect, decision.effective)


def _with_statement(content: bytes, statement: str) -> bytes:
    """The field that says whether it is fact or opinion, on top, unless the message has it (FACT-1)."""
    if not statement or any(fields(content, frozenset({b"x-sharing-statement"}))):
        return content
    return f"X-Sharing-Statement: {statement}\r\n".encode("ascii") + content


def _details(look: Look) -> tuple[str, ...]:
    """Every detail found, for the last search of what a stranger could see."""
    texts = {unit.id: unit.text for unit in look.reading.units}
    return tuple(dict.fromkeys(texts[hit.unit][hit.start : hit.end] for hit in look.found.hits))
