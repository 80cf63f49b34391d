"""NOTICE-1: people were told, by the privacy notice they were given, that data goes to such a recipient."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.people import register_entry, told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import UNDER_AGREEMENT, party_type
from gateway.model.decision import Finding
from gateway.model.parties import PersonId
from gateway.model.reasons import Reason


def notice_given(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Noted as a risk, or held by policy. No version on record names nobody."""
    kind = party_type(facts, policy)
    if kind not in UNDER_AGREEMENT or releasing(facts, policy, Reason.NOTICE_NOT_GIVEN) is not None:
        return

    def told_of_it(person: PersonId) -> bool:
        version = register_entry(facts, person).notice_version.strip()
        return kind in policy.notice_versions.get(version, frozenset())

    about = [told.id for told in told_about(facts, policy) if not all(map(told_of_it, told.candidates))]
    if about:
        yield found(Reason.NOTICE_NOT_GIVEN, policy.notice_not_given, about=about, detail=kind.value)
