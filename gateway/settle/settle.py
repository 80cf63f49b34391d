"""What a look came to → everything to be committed: states, hold, notices, record, disclosures. Pure."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from gateway.case.never_asked import not_asked, recused
from gateway.config import Config
from gateway.decide.answers import writers
from gateway.decide.approvals import is_ahead
from gateway.decide.facts import Facts
from gateway.decide.modes import weighed
from gateway.decide.policy import Policy
from gateway.explain.as_json import sheet
from gateway.finish import Finishing
from gateway.hold.asked import Circle, asked_people, told_instead
from gateway.hold.duty import on_duty
from gateway.hold.handed import handed_over, wanted
from gateway.look import Look
from gateway.model.decision import AnswerKind, Asked, Decision, Finding, Treatment
from gateway.model.lifecycle import RecipientState
from gateway.model.mail_kind import MailKind
from gateway.model.message import CaseId
from gateway.model.outcome import (
    HoldEntry,
    Outcome,
    RecipientOutcome,
    RecordEntry,
    RecordKind,
)
from gateway.model.parties import StaffKind
from gateway.model.reasons import Reason
from gateway.notices.places import RecipientNews
from gateway.notices.write import ApprovedAhead, News, Notice, notices
from gateway.read.mail_kinds import MADE_BY_A_PROGRAM
from gateway.settle.disclosures import decided_besides, disclosed, printed_for
from gateway.settle.risks_seen import risks_seen
from gateway.settle.told_by_rules import recorded, told_once

_NOTES: Final = frozenset({Reason.IN_ORDER, Reason.MODEL_ONLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One recipient after this look, with all that was known when it was decided."""

    facts: Facts
    decision: Decision
    outcome: RecipientOutcome


def settle(
    look: Look,
    finishing: Finishing,
    *,
    before: HoldEntry | None,
    config: Config,
    policy: Policy,
    answer_to: Callable[[HoldEntry], str] | None = None,
) -> Outcome:
    """The outcome of a look.

    Args:
        before: the case's hold until now; who was told by it is not told again.
        answer_to: the address at which its sender may answer by mail; empty, or None: nowhere.
    """
    stuck = {one.address: one.reason for one in finishing.stuck}
    standings = tuple(
        Standing(facts=facts, decision=_stuck(decision, stuck), outcome=_outcome(decision, stuck))
        for facts, decision in zip(look.facts, look.decisions, strict=True)
    )
    hold = _hold(look, standings, before, config)
    to = answer_to(hold) if answer_to is not None and hold is not None else ""
    news = replace(_news(look, standings, config), answer_to=to)
    told = notices(news, before=before, hold=hold, config=config, at=look.asked.at)
    return Outcome(
        recipients=tuple(standing.outcome for standing in standings),
        finished=(*finishing.finished, *(notice.finished for notice in told)),
        hold=hold,
        sheet=sheet(look, policy),
        records=(
            *(_decided(look, standing, finishing, policy) for standing in standings),
            *(() if hold is None else (_held(look, hold),)),
            *(_notified(look, notice) for notice in told),
        ),
        disclosures=tuple(
            disclosure
            for standing in standings
            if standing.outcome.state is RecipientState.READY
            for disclosure in disclosed(look, standing.facts, standing.decision, finishing, policy)
        ),
        printed=tuple(
            printed
            for standing in standings
            if standing.outcome.state is RecipientState.READY
            for printed in printed_for(look, standing.facts, standing.decision, policy)
        ),
        generation=look.directory.registers.generation,
        policy=look.policy,
        risks=risks_seen(CaseId(look.asked.case), ((one.facts, one.decision) for one in standings)),
        once=told_once(look, news, told, lambda: _circle(look, config), _notified, config=config, policy=policy),
        not_asked=not_asked(look) | recused(look) | writers(look.facts[0].sender),
    )


def _stuck(decision: Decision, stuck: dict[str, Reason]) -> Decision:
    """The decision, with what stood in the way of carrying it out added to its findings."""
    reason = stuck.get(decision.recipient)
    if reason is None:
        return decision
    finding = Finding(
        clause="SEC-1" if reason is Reason.UNENCRYPTED_CHANNEL else "REC-1",
        reason=reason,
        treatment=Treatment.HOLD,
        held_for=(Asked.SENDER, Asked.IG_LEAD) if reason is Reason.SYSTEM_FAULT else (Asked.SENDER,),
        answers=(AnswerKind.RETURN,),
    )
    return replace(decision, treatment=Treatment.HOLD, findings=(*decision.findings, finding))


def _outcome(decision: Decision, stuck: dict[str, Reason]) -> RecipientOutcome:
    final = _stuck(decision, stuck)
    reasons = tuple(dict.fromkeys(found.reason for found in final.findings if found.treatment is final.treatment))
    if final.treatment is Treatment.HOLD:
        return RecipientOutcome(address=final.recipient, state=RecipientState.HELD, reasons=reasons)
    if final.treatment is Treatment.REFUSE:
        returned = Reason.RETURNED in reasons
        state = RecipientState.RETURNED if returned else RecipientState.REFUSED
        return RecipientOutcome(address=final.recipient, state=state, reasons=reasons)
    told = tuple(dict.fromkeys(found.reason for found in final.findings if found.reason not in _NOTES))
    return RecipientOutcome(address=final.recipient, state=RecipientState.READY, reasons=told or (Reason.IN_ORDER,))


def _hold(look: Look, standings: Sequence[Standing], before: HoldEntry | None, config: Config) -> HoldEntry | None:
    held = [standing for standing in standings if standing.outcome.state is RecipientState.HELD]
    if not held:
        return None
    findings = [
        found for standing in held for found in standing.decision.findings if found.treatment is Treatment.HOLD
    ]
    urgent = any(found.reason is Reason.URGENT for standing in held for found in standing.decision.findings)
    circle = _circle(look, config, urgent=urgent)
    held_at = before.held_at if before is not None else look.asked.at
    was_urgent = before.urgent_at if before is not None else None
    # What was urgent and is no longer has had no time of its own yet: it must not go back the same minute.
    since = look.asked.at if was_urgent is not None and not urgent else held_at
    return HoldEntry(
        held_at=held_at,
        expires_at=since + timedelta(days=config.hold.expire_days),
        urgent_at=(was_urgent or look.asked.at) if urgent else None,
        asked=handed_over(
            asked_people(
                (*(role for found in findings for role in found.held_for), *wanted(look.asked.answers)), circle
            ),
            look.asked.answers,
            circle,
        ),
        reasons=tuple(dict.fromkeys(found.reason for found in findings)),
        answers=tuple(dict.fromkeys(answer for found in findings for answer in found.answers)),
    )


def _circle(look: Look, config: Config, *, urgent: bool = False) -> Circle:
    registers, today = look.directory.registers, look.facts[0].today
    return Circle(
        sender=look.asked.envelope.sender,
        staff=registers.staff,
        named=not_asked(look) | recused(look),
        today=today,
        postmaster=config.organisation.postmaster,
        author=look.facts[0].sender.from_address,
        unattended=_unattended(look),
        writers=writers(look.facts[0].sender),
        on_duty=on_duty(registers.duty, registers.staff, look.asked.at, today),
        urgent=urgent,
    )


def _approved_ahead(look: Look, standings: Sequence[Standing], config: Config) -> tuple[ApprovedAhead, ...]:
    """Who approved ahead what goes now, each with the recipients it goes to (CONS-4)."""
    used: dict[str, list[RecipientNews]] = {}
    for standing in standings:
        if standing.outcome.state is not RecipientState.READY:
            continue
        found = standing.decision.findings
        bases = {base for one in found if one.reason is Reason.COVERED for base in one.detail.split("+")}
        given = [one for one in standing.facts.approvals if is_ahead(one) and f"approval:{one.id}" in bases]
        for email in dict.fromkeys(one.approved_by for one in given):
            used.setdefault(email, []).append(_recipient_news(standing))
    if not used:
        return ()
    circle = _circle(look, config)
    return tuple(
        ApprovedAhead(to=to, recipients=tuple(recipients))
        for email, recipients in used.items()
        for to in told_instead(email, circle)
    )


def _afterwards(look: Look, standings: Sequence[Standing], config: Config) -> tuple[str, ...]:
    """Who is told what an urgent message left open; never nobody, and nobody whom it names (MIN-3, SAFE-2)."""
    if not any(found.afterwards for standing in standings for found in standing.decision.findings):
        return ()
    leads = asked_people((Asked.IG_LEAD,), _circle(look, config))
    told = (look.asked.envelope.sender, *(person.email for person in leads))
    return tuple(dict.fromkeys(email for email in told if email))


def _recipient_news(standing: Standing) -> RecipientNews:
    return RecipientNews(facts=standing.facts, decision=standing.decision, state=standing.outcome.state)


def _news(look: Look, standings: Sequence[Standing], config: Config) -> News:
    return News(
        case=CaseId(look.asked.case),
        sender=look.asked.envelope.sender,
        written_at=look.asked.envelope.received_at,
        message_id=look.reading.field("Message-ID") or "",
        automatic=look.facts[0].mail_kind in MADE_BY_A_PROGRAM,
        tells_sender=not _unattended(look),
        recipients=tuple(_recipient_news(standing) for standing in standings),
        approved_ahead=_approved_ahead(look, standings, config),
        afterwards=_afterwards(look, standings, config),
        staff=look.directory.staff_by_address,
    )


def _unattended(look: Look) -> bool:
    """Whether nobody reads what is sent to who wrote it: somebody away, a system, a program without a mailbox."""
    sender, kind = look.facts[0].sender, look.facts[0].mail_kind
    if sender.staff is None:
        return kind in MADE_BY_A_PROGRAM
    return kind in {MailKind.ABSENCE, MailKind.BOUNCE} or sender.staff.kind is StaffKind.SYSTEM


def _decided(look: Look, standing: Standing, finishing: Finishing, policy: Policy) -> RecordEntry:
    decision, party = standing.decision, standing.facts.recipient.party
    channel = finishing.channels.get(decision.recipient)
    staff = standing.facts.sender.staff
    stood, would = weighed(decision)
    return RecordEntry(
        kind=RecordKind.DECIDED,
        case=CaseId(look.asked.case),
        by="gateway",
        facts=(
            ("party", party.id if party is not None else ""),
            ("domain", decision.recipient.rpartition("@")[2].lower()),
            ("state", standing.outcome.state.value),
            ("effective", decision.effective.word),
            ("treatment", decision.treatment.word),
            ("protection", decision.protection.word),
            ("channel", channel.value if channel is not None else None),
            ("reasons", tuple(reason.value for reason in standing.outcome.reasons)),
            ("clauses", tuple(dict.fromkeys(found.clause for found in decision.findings))),
            ("team", staff.team if staff is not None else ""),
            ("findings", stood),
            ("would", would),
            ("people", tuple(sorted(one for person in look.found.people for one in person.candidates))),
            ("answers", tuple(f"{answer.kind.value} by {answer.role.value}" for answer in standing.facts.answers)),
            ("policy", look.policy),
            ("generation", look.directory.registers.generation),
            *recorded(look, decision),
            *decided_besides(look, standing.facts, decision, finishing, policy),
        ),
    )


def _held(look: Look, hold: HoldEntry) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.HELD,
        case=CaseId(look.asked.case),
        by="gateway",
        facts=(
            ("asked", tuple(f"{person.role.value} {person.email}" for person in hold.asked)),
            ("reasons", tuple(reason.value for reason in hold.reasons)),
            ("expires", hold.expires_at.isoformat()),
        ),
    )


def _notified(look: Look, notice: Notice) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.NOTIFIED,
        case=CaseId(look.asked.case),
        by="gateway",
        facts=(
            ("notice", notice.kind.value),
            ("to", notice.to),
            ("sha256", hashlib.sha256(notice.finished.content).hexdigest()),
        ),
    )


def fault(
    *, case: CaseId, recipients: Sequence[str], sender: str, at: datetime, config: Config, before: HoldEntry | None
) -> Outcome:
    """What the catch-all commits: everybody who waits is held, and a person is told, whatever went wrong."""
    held_at = before.held_at if before is not None else at
    circle = Circle(
        sender=sender, staff={}, named=frozenset(), today=at.date(), postmaster=config.organisation.postmaster
    )
    asked = asked_people((Asked.SENDER, Asked.IG_LEAD), circle)
    urgent_at = before.urgent_at if before is not None else None
    if before is not None and urgent_at is not None:
        # Whoever was asked in the fast lane still is: the registers cannot be looked at to ask them anew.
        asked = tuple(dict.fromkeys((*before.asked, *asked)))
    hold = HoldEntry(
        held_at=held_at,
        expires_at=held_at + timedelta(days=config.hold.expire_days),
        urgent_at=urgent_at,
        asked=asked,
        reasons=(Reason.SYSTEM_FAULT,),
        answers=(AnswerKind.RETURN,),
    )
    told = notices(
        News(
            case=case,
            sender=sender,
            written_at=at,
            message_id="",
            automatic=False,
            recipients=(),
        ),
        before=before,
        hold=hold,
        config=config,
        at=at,
    )
    return Outcome(
        recipients=tuple(
            RecipientOutcome(address=address, state=RecipientState.HELD, reasons=(Reason.SYSTEM_FAULT,))
            for address in recipients
        ),
        finished=tuple(notice.finished for notice in told),
        hold=hold,
        sheet=b"{}",
        records=(
            RecordEntry(
                kind=RecordKind.FAULT,
                case=case,
                by="gateway",
                facts=(("asked", tuple(person.email for person in hold.asked)),),
            ),
        ),
        disclosures=(),
    )
