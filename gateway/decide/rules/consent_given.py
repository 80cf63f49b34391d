"""CONS-1 to CONS-4: nothing about a service user without consent or what stands in for it."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.coverage import Cover, covers, uncovered
from gateway.decide.facts import Facts
from gateway.decide.people import identifying_hits, told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import TABLE, found
from gateway.decide.recipient import is_internal
from gateway.decide.requests import left_out
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def consent_given(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """One finding for each person who is not covered, and a note for each who is."""
    if is_internal(facts, policy):
        # AGREE-4: need to know inside is for the team rules; nobody is asked to consent to it.
        about = [one.id for one in told_about(facts, policy)]
        if about:
            yield found(Reason.COVERED, Treatment.SHARE, clause="AGREE-4", about=about, detail="internal")
        return
    for told, person, _, covered in covers(facts, policy):
        if isinstance(covered, Cover) and not left_out(facts, policy, told):
            had = covered.basis.startswith("already-theirs:")
            yield found(
                Reason.ALREADY_THEIRS if had else Reason.COVERED,
                Treatment.SHARE,
                clause=covered.clause,
                about=[person],
                detail=covered.basis,
            )
    for told, person, reason in uncovered(facts, policy):
        release = releasing(facts, policy, reason)
        if release is not None:
            basis = f"release:{release.ground}"
            yield found(Reason.COVERED, Treatment.SHARE, clause="CONS-4", about=[person], detail=basis)
            continue
        treatment = _treatment(reason, policy)
        cut = sorted(identifying_hits(facts, policy)) if treatment is Treatment.ANONYMISE else told.hits
        yield found(reason, treatment, about=[person], cut=cut)


def _treatment(reason: Reason, policy: Policy) -> Treatment:
    # CONS-2: after a refusal or a withdrawal the name itself may be what is to be kept back, so a person looks.
    if TABLE[reason].sensitive:
        return Treatment.HOLD
    return Treatment.REDACT if policy.uncovered_person is Treatment.REDACT else policy.without_consent
