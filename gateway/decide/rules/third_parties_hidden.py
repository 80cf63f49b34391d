"""MIN-1: people the message is not about are taken out, but for whom a safeguarding concern is about."""

from collections.abc import Iterator

from gateway.decide.concern import concern_basis, concerned
from gateway.decide.facts import Facts
from gateway.decide.once import once_under
from gateway.decide.people import Told, told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.theirs import already_theirs, basis_of
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def third_parties_hidden(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Whoever is found but not in the register. Those of a concern are listed, for the disclosure."""
    for told in told_about(facts, policy):
        if told.candidates:
            continue
        had = already_theirs(facts, policy, told)
        if concerned(facts, policy, told):
            concern = concern_basis(facts, policy)
            yield found(Reason.COVERED, Treatment.SHARE, clause="MIN-1", about=[told.id], detail=concern)
        elif had is not None:
            yield found(Reason.ALREADY_THEIRS, Treatment.SHARE, about=[told.id], detail=basis_of(had))
        else:
            yield _hidden(told, policy)


@once_under
def _hidden(told: Told, policy: Policy) -> Finding:
    return found(Reason.THIRD_PARTY_DATA, policy.third_parties, about=[told.id], cut=told.hits)
