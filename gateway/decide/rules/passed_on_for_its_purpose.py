"""PURP-2: what a partner sent us for a purpose is not passed on for another."""

from collections.abc import Iterator

from gateway.decide import approvals
from gateway.decide.answers import releasing
from gateway.decide.concern import concern_basis
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for
from gateway.decide.reasons import found
from gateway.decide.theirs import already_theirs
from gateway.model.decision import Finding, Treatment
from gateway.model.parties import ALL, PersonId
from gateway.model.reasons import Reason
from gateway.model.received import Received


def passed_on_for_its_purpose(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Of whom another party told us is not told on for what that party's agreements do not name.

    On a safeguarding ground, or where a manager approved it, it may go: the ground stands above what was agreed. A
    purpose that cannot be told is asked first. Who is not in the register is taken out anyway.
    """
    if not facts.received or concern_basis(facts, policy):
        return
    party = "" if facts.recipient.party is None else facts.recipient.party.id
    released = releasing(facts, policy, Reason.ONWARD_SHARING) is not None
    people = [one for one in told_about(facts, policy) if already_theirs(facts, policy, one) is None]
    for one in facts.received:
        if one.party == party:
            continue
        told = [
            (person, purpose)
            for told in people
            if not set(told.hits).isdisjoint(one.hits)
            for person in told.candidates
            if (purpose := _purpose(facts, policy, person)) is not None
        ]
        beyond = {purpose for _, purpose in told if not _agreed(one, purpose)}
        for purpose in sorted(beyond) if not released else ():
            about = dict.fromkeys(person for person, its in told if its == purpose)
            yield found(Reason.ONWARD_SHARING, Treatment.HOLD, about=about, detail=purpose)
        within = dict.fromkeys(person for person, purpose in told if purpose not in beyond)
        if within:
            basis = "+".join(f"agreement:{agreement}" for agreement in one.agreements)
            yield found(Reason.COVERED, Treatment.SHARE, clause="PURP-2", about=within, detail=basis)


def _purpose(facts: Facts, policy: Policy, person: PersonId) -> str | None:
    """What somebody's data goes on for. None: it cannot be told, or a manager approved it on a ground."""
    purpose = purpose_for(facts, policy, person)
    if purpose is None or approvals.stands_in(facts, policy, person, purpose) is not None:
        return None
    return purpose


def _agreed(one: Received, purpose: str) -> bool:
    return not one.purposes.isdisjoint({purpose, ALL})
