"""Risks that show in the registers and in the record, and no mail has to come for (REC-3). Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from gateway.model.decision import AnswerKind
from gateway.model.parties import Agreement, AgreementStatus, PartyId, RegisterSnapshot
from gateway.model.risks import RiskKind, RiskSeen
from gateway.policy.risks import RiskPolicy
from gateway.record.reading import Entry


def in_registers(registers: RegisterSnapshot, at: datetime, today: date) -> Iterator[RiskSeen]:
    """Parties whose agreements have all lapsed, and those whose safeguards are overdue for a look."""
    by_party: dict[PartyId, list[Agreement]] = {}
    for agreement in registers.agreements:
        by_party.setdefault(agreement.party, []).append(agreement)
    for party, agreements in by_party.items():
        meant = [one for one in agreements if one.status is not AgreementStatus.ENDED]
        running = [one for one in meant if one.ends is None or one.ends > at]
        # Where all were ended on purpose there is nothing to renew.
        if meant and not any(one.status is AgreementStatus.ACTIVE for one in running):
            yield RiskSeen(kind=RiskKind.AGREEMENT_LAPSED, subject=party, about=(party,), case=None)
        if any(one.assurance_review is not None and one.assurance_review < today for one in running):
            yield RiskSeen(kind=RiskKind.ASSURANCE_OVERDUE, subject=party, about=(party,), case=None)


def in_answers(answered: Iterable[Entry], policy: RiskPolicy) -> Iterator[RiskSeen]:
    """Who released so often, within the days that were read, what one rule held: is the rule wrong, or the habit?

    Args:
        answered: the record's `answered` entries of the last `overrides_days` days.
    """
    released: Counter[tuple[str, str]] = Counter()
    for entry in answered:
        reasons = entry.facts.get("reasons")
        if entry.facts.get("answer") == AnswerKind.RELEASE and isinstance(reasons, list):
            released.update((entry.by.lower(), reason) for reason in reasons)
    for (manager, reason), count in released.items():
        if count >= policy.overrides:
            subject = f"{manager} {reason}"
            yield RiskSeen(kind=RiskKind.REPEATED_OVERRIDES, subject=subject, about=(manager, reason), case=None)
