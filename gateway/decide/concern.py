"""Whom a safeguarding concern is about: they go whole to a party that acts on it (MIN-1)."""

from gateway.decide import approvals
from gateway.decide.facts import Facts
from gateway.decide.once import once_under
from gateway.decide.people import Told, register_entry
from gateway.decide.policy import Policy
from gateway.decide.purpose import said
from gateway.decide.recipient import ACTS_ON_A_CONCERN, party_type
from gateway.model.found import Role
from gateway.model.parties import DataSubject, PersonId


@once_under
def concern_basis(facts: Facts, policy: Policy) -> str:
    """On what those whom a concern is about go whole, to a party that acts on it; empty: they do not."""
    if party_type(facts, policy) not in ACTS_ON_A_CONCERN:
        return ""
    return approvals.safeguarding_ground(facts, policy, said(facts, policy))


def concerned(facts: Facts, policy: Policy, told: Told) -> bool:
    """Whether the concern that this message goes out on is about somebody.

    Whoever is named in it and is not in the register is: the alleged source of harm, a witness, a neighbour who
    called. To hide them would blunt the referral. Of the register it is the family of a person for whom the ground
    stands, siblings and household; any other service user needs a ground of their own.
    """
    if not concern_basis(facts, policy):
        return False
    if told.role is Role.CONCERNED or not told.candidates:
        return True
    # Whether the approved child is named in it too must not matter: naming one more person never loosens.
    approved = approvals.approved_on_safeguarding(facts, said(facts, policy))
    core = [facts.subjects[one] for one in approved if one in facts.subjects]
    return all(any(family(register_entry(facts, one), other) for other in core) for one in told.candidates)


def family(one: DataSubject, other: DataSubject) -> bool:
    """Whether two people are one, related, act for one another, share a relation, or share a home."""
    if one.id == other.id:
        return True
    return bool(_kin(one) & _kin(other)) or bool(_homes(one) & _homes(other))


def _kin(person: DataSubject) -> frozenset[PersonId]:
    """The person, their relations and whom they act for: siblings share a parent."""
    return frozenset({person.id, *(relative for _, relative in person.relations), *person.acts_for})


def _homes(person: DataSubject) -> frozenset[str]:
    homes = (*person.addresses, *person.protected_addresses)
    return frozenset("".join(character for character in home.lower() if character.isalnum()) for home in homes)
