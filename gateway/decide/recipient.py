"""Who stands behind the recipient, as the rules take it."""

from typing import Final

from gateway.decide.ages import speaks_for
from gateway.decide.facts import Facts
from gateway.decide.once import once_under
from gateway.decide.people import Told
from gateway.decide.policy import Policy
from gateway.model.parties import PartyType, PersonId

# Shared with under an entry of the agreement register (AGREE-1).
UNDER_AGREEMENT: Final = frozenset(
    {PartyType.PARTNER, PartyType.PROVIDER, PartyType.PUBLIC_BODY, PartyType.PROTECTED_DISCLOSURE}
)

# Who acts on a safeguarding or crime concern (MIN-1).
ACTS_ON_A_CONCERN: Final = frozenset({PartyType.PARTNER, PartyType.PUBLIC_BODY})


@once_under
def party_type(facts: Facts, policy: Policy) -> PartyType:
    """Whom the recipient counts as; in doubt the one with the stricter rules."""
    recipient = facts.recipient
    party = recipient.party
    domain = recipient.address.rpartition("@")[2].lower()
    if recipient.social_media or _below(domain, policy.social_media_domains):
        return PartyType.SOCIAL_MEDIA
    if party is not None and party.type is PartyType.SOCIAL_MEDIA:
        return PartyType.SOCIAL_MEDIA
    if recipient.internal:
        return PartyType.INTERNAL
    if party is not None and not (domain in policy.free_mail_domains and not is_listed(facts)):
        # AGREE-4: inside is what is in our own domains; an entry of the register never lets a thing out as inside.
        return PartyType.UNKNOWN if party.type is PartyType.INTERNAL else party.type
    return PartyType.PERSON if recipient.people else PartyType.UNKNOWN


def is_internal(facts: Facts, policy: Policy) -> bool:
    """Whether it stays inside the organisation (AGREE-4)."""
    return party_type(facts, policy) is PartyType.INTERNAL


def entitled_to(facts: Facts, policy: Policy, person: PersonId) -> bool:
    """Whether it is the recipient's own data, or that of whom they represent (FAM-1)."""
    if not facts.recipient.people or party_type(facts, policy) is not PartyType.PERSON:
        return False
    if person in facts.recipient.people:
        return True
    entry = facts.subjects.get(person)
    if entry is None or person not in facts.recipient.represents:
        return False
    return any(
        speaks_for(facts.subjects[one], entry, policy.ages, facts.today)
        for one in facts.recipient.people
        if one in facts.subjects
    )


def all_own(facts: Facts, policy: Policy, told: Told) -> bool:
    """The same for whoever a person found may be."""
    if not facts.recipient.people:
        return False
    return bool(told.candidates) and all(entitled_to(facts, policy, one) for one in told.candidates)


def is_listed(facts: Facts) -> bool:
    """Whether the very address stands in the register of parties."""
    # Anybody can have an address at a free mail service: such a domain in the register speaks for nobody.
    party = facts.recipient.party
    if party is None:
        return False
    listed = (*party.addresses, *party.lists, *party.front_door)
    return facts.recipient.address.lower() in {address.lower() for address in listed}


def _below(domain: str, domains: frozenset[str]) -> bool:
    while domain:
        if domain in domains:
            return True
        domain = domain.partition(".")[2]
    return False
