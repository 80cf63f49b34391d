"""Which risks a look at a message shows (REC-3). Pure: ids and the case, nothing that was written."""

from collections.abc import Iterable, Iterator
from typing import Final

from gateway.decide.facts import Facts
from gateway.model.decision import Decision, Finding
from gateway.model.message import CaseId
from gateway.model.reasons import Reason
from gateway.model.risks import RiskKind, RiskSeen

_KINDS: Final = {
    Reason.UNDER_MARKED: RiskKind.UNDER_MARKED,
    Reason.LOOK_ALIKE_RECIPIENT: RiskKind.NEAR_MISS_RECIPIENT,
    Reason.NO_AGREEMENT: RiskKind.AGREEMENT_LAPSED,
    Reason.AGREEMENT_EXPIRED: RiskKind.AGREEMENT_LAPSED,
    Reason.AGREEMENT_SUSPENDED: RiskKind.AGREEMENT_LAPSED,
    Reason.ASSURANCE_OVERDUE: RiskKind.ASSURANCE_OVERDUE,
    Reason.UNREADABLE_ATTACHMENT: RiskKind.UNREADABLE_ATTACHMENT,
    Reason.NOTICE_NOT_GIVEN: RiskKind.NOTICE_NOT_GIVEN,
}
_OF_THE_PARTY: Final = frozenset(
    {RiskKind.AGREEMENT_LAPSED, RiskKind.ASSURANCE_OVERDUE, RiskKind.UNREADABLE_ATTACHMENT}
)


def risks_seen(case: CaseId, looked: Iterable[tuple[Facts, Decision]]) -> tuple[RiskSeen, ...]:
    """Each kind and subject once, however many recipients show it, in a fixed order."""
    found = {risk for facts, decision in looked for each in decision.findings for risk in _risks(case, facts, each)}
    return tuple(sorted(found, key=lambda risk: (risk.kind, risk.subject)))


def _risks(case: CaseId, facts: Facts, found: Finding) -> Iterator[RiskSeen]:
    kind = _KINDS.get(found.reason)
    if kind is None:
        return
    if kind is RiskKind.NOTICE_NOT_GIVEN:
        for person in found.about:
            if not person.startswith("?"):
                yield RiskSeen(kind=kind, subject=person, about=(person,), case=case)
        return
    subject = _subject(kind, facts, found)
    yield RiskSeen(kind=kind, subject=subject, about=(subject,) if subject else (), case=case)


def _subject(kind: RiskKind, facts: Facts, found: Finding) -> str:
    """What tells two of a kind apart; empty: whatever is in no register."""
    if kind in _OF_THE_PARTY:
        return facts.recipient.party.id if facts.recipient.party is not None else ""
    if kind is RiskKind.NEAR_MISS_RECIPIENT:
        return found.detail
    return facts.sender.staff.email.lower() if facts.sender.staff is not None else ""
