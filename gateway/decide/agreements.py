"""Which agreements a party's mail may go under now (AGREE-1, AGREE-2)."""

from datetime import datetime

from gateway.decide.facts import Facts
from gateway.decide.once import once, once_each
from gateway.model.parties import ALL, Agreement, AgreementStatus
from gateway.model.reasons import Reason


@once
def in_force(facts: Facts) -> tuple[Agreement, ...]:
    """Those in force at this instant: from `starts`, up to but not at `ends`."""
    return tuple(one for one in facts.agreements if why_not(one, facts.at) is None)


@once_each
def under(facts: Facts, purpose: str | None) -> tuple[Agreement, ...]:
    """Those in force that allow the purpose; None: not known yet, so all in force."""
    return tuple(one for one in in_force(facts) if purpose is None or purpose in one.purposes or ALL in one.purposes)


@once_each
def kinds_under(facts: Facts, purpose: str | None) -> frozenset[str]:
    """The kinds of data that these cover, `*` for all; where there is none of them, nothing is said of kinds."""
    allowing = under(facts, purpose)
    return frozenset(kind for one in allowing for kind in one.kinds) if allowing else frozenset({ALL})


def why_none(facts: Facts) -> Reason:
    """Of a party with none in force, the reason that says most: what could be mended first."""
    why = {reason for one in facts.agreements if (reason := why_not(one, facts.at)) is not None}
    order = (Reason.AGREEMENT_SUSPENDED, Reason.AGREEMENT_EXPIRED, Reason.AGREEMENT_NOT_YET)
    return next((reason for reason in order if reason in why), Reason.NO_AGREEMENT)


def why_not(agreement: Agreement, at: datetime) -> Reason | None:
    """Why an agreement is not in force at that instant. None: it is."""
    if agreement.status is AgreementStatus.ENDED:
        return Reason.AGREEMENT_EXPIRED
    if agreement.ends is not None and agreement.ends <= at:
        return Reason.AGREEMENT_EXPIRED
    if agreement.starts > at:
        return Reason.AGREEMENT_NOT_YET
    return Reason.AGREEMENT_SUSPENDED if agreement.status is AgreementStatus.SUSPENDED else None
