"""NOTICE-1: people were told, by the privacy notice they were given, that data goes to such a recipient."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.people import register_entry, told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import party_type
from gateway.model.decision import Finding
from gateway.model.reasons import Reason


def notice_given(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Noted as a risk, or held by policy. No version on record names nobody."""
    kind = party_type(facts, policy)
    if releasing(facts, policy, Reason.NOTICE_NOT_GIVEN) is not None:
        return
    naming = {version for version, kinds in policy.notice_versions.items() if kind in kinds}
    about = dict.fromkeys(
        told.id
        for told in told_about(facts, policy)
        for person in told.candidates
        if register_entry(facts, person).notice_version.strip() not in naming
    )
    if about:
        yield found(Reason.NOTICE_NOT_GIVEN, policy.notice_not_given, about=about, detail=kind.value)
