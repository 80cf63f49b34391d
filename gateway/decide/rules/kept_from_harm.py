"""SAFE-1: nothing about a person, least of all a protected address, reaches whoever is a danger to them."""

from collections.abc import Iterator

from gateway.decide.facts import Facts
from gateway.decide.people import named, register_entry
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import party_type
from gateway.decide.unread import unread_parts
from gateway.model.decision import Finding, Treatment
from gateway.model.parties import Kind, PartyType, PersonId
from gateway.model.reasons import Reason


def kept_from_harm(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Held for the safeguarding lead, whatever else was answered: no release settles it.

    Everyone found is looked at, correspondents and weak finds too, and every namesake, whoever the sender says it is.
    """
    # Where nobody of the register is near, only an address may be withheld.
    alone = not (facts.recipient.people or facts.recipient.represents or facts.recipient.household)
    for told, found_person in named(facts, policy).everyone:
        for person in found_person.candidates if not alone or Kind.ADDRESS in told.kinds else ():
            endangered = _endangers(facts, person)
            if endangered:
                yield found(Reason.NO_CONTACT, Treatment.HOLD, about=[person], cut=told.hits)
            if Kind.ADDRESS in told.kinds and (endangered or _address_withheld(facts, policy, person)):
                yield found(Reason.PROTECTED_ADDRESS, Treatment.HOLD, about=[person], cut=told.hits)
    # An address in the header tells where to write to, and that they are one of ours.
    shown = [person for person in sorted(facts.shown) if _endangers(facts, person)]
    if shown:
        yield found(Reason.NO_CONTACT, Treatment.HOLD, about=shown)
    # What nobody could look into may tell of those to whom the recipient is a danger.
    dangers = [one for one in _near(facts) if _danger_to_others(facts, one)] if unread_parts(facts) else []
    if dangers:
        yield found(Reason.NO_CONTACT, Treatment.HOLD, about=dangers)


def _near(facts: Facts) -> list[PersonId]:
    """The recipient, whom they represent and their household, as far as the register still has them."""
    recipient = facts.recipient
    others = (recipient.represents | recipient.household) - set(recipient.people)
    return [*recipient.people, *(one for one in sorted(others) if one in facts.subjects)]


def _danger_to_others(facts: Facts, person: PersonId) -> bool:
    """What is about the recipients themselves they know, though their home is shared with who is a risk to them."""
    themselves = set() if person in facts.recipient.people else set(facts.recipient.people)
    return bool(set(register_entry(facts, person).risk_to) - themselves)


def _endangers(facts: Facts, person: PersonId) -> bool:
    entry = register_entry(facts, person)
    recipient = facts.recipient
    near: set[PersonId] = set(recipient.people) - {person}
    if person not in recipient.people:
        near |= recipient.represents | recipient.household
    near.discard(person)
    if near & set(entry.no_contact):
        return True
    # Of relatives whose entry was ended nothing more is known; the recipient's own entry must be there.
    entries = [register_entry(facts, one) for one in near & set(recipient.people)]
    entries += [facts.subjects[one] for one in sorted(near) if one in facts.subjects]
    return any(person in entry.risk_to for entry in entries)


def _address_withheld(facts: Facts, policy: Policy, person: PersonId) -> bool:
    """Whether a protected address may not go there even though no danger is recorded of the recipient."""
    addresses = set(register_entry(facts, person).protected_addresses)
    if not addresses:
        return False
    kind = party_type(facts, policy)
    if kind is PartyType.PERSON:
        # Themselves, or who lives there, knows it; anybody else may be whom it is protected from.
        theirs = {
            address for one in facts.recipient.people for address in register_entry(facts, one).protected_addresses
        }
        return not addresses <= theirs
    # Nobody knows who reads a list, or who stands behind an unknown address.
    return facts.recipient.mailing_list or kind in (PartyType.UNKNOWN, PartyType.SOCIAL_MEDIA)
