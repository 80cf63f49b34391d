"""Whether what a sender said of a purpose may be taken as said again (PURP-1).

It answers a question of fact, and nothing else: what the mail is shared for. Agreement, consent, restrictions and all
that is asked besides are judged for that purpose as if it stood in this mail. Whatever stood when it was said has to
stand still: where a consent or a restriction came, went or changed since, the sender is asked again.
"""

from datetime import timedelta
from typing import Final

from gateway.decide import agreements
from gateway.decide.consents import for_party
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.model.parties import Consent, PersonId, RememberedPurpose
from gateway.model.remembered import LONGEST

_DAY: Final = timedelta(days=1)  # the last one counts whole


def remembered(facts: Facts, policy: Policy, person: PersonId | None) -> RememberedPurpose | None:
    """What counts as said about this person for this recipient. None: nothing, or two that do not agree."""
    standing = [one for one in facts.remembered if one.person == person and counts(facts, policy, one)]
    if len({one.purpose for one in standing}) != 1:
        return None
    return max(standing, key=lambda one: (one.remembered_at, one.id))


def counts(facts: Facts, policy: Policy, one: RememberedPurpose) -> bool:
    """Whether it is in force, its purpose is still agreed with the party, and what it rests on still stands."""
    begun = one.remembered_at <= facts.at < one.remembered_at + LONGEST + _DAY
    return (
        begun
        and facts.today <= one.until
        and bool(agreements.under(facts, one.purpose))
        and one.rests_on == rests_on(facts, policy, one.person)
    )


def rests_on(facts: Facts, policy: Policy, person: PersonId) -> frozenset[str]:
    """What stands about this person for this recipient: "C-1 given", "C-2 withdrawn", and of restrictions "R-1"."""
    consents = {f"{one.consent.id} {_stand(one.consent, facts)}" for one in for_party(facts, policy, person)}
    restrictions = {
        one.id for one in facts.restrictions if one.person == person and (one.until is None or one.until > facts.at)
    }
    return frozenset(consents | restrictions)


def _stand(consent: Consent, facts: Facts) -> str:
    if consent.withdrawn_at is not None and consent.withdrawn_at <= facts.at:
        return "withdrawn"
    if consent.refused_at is not None and consent.refused_at <= facts.at:
        return "refused"
    if consent.expires_at is not None and consent.expires_at <= facts.at:
        return "expired"
    return "given" if consent.given_at is not None and consent.given_at <= facts.at else "not-yet"
