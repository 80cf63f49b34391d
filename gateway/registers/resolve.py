"""Who stands behind a recipient's address, and who behind a sender's. Pure."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from gateway.decide.contact import chosen_channel
from gateway.decide.facts import RecipientFacts, SenderFacts
from gateway.model.decision import Channel
from gateway.model.mail_kind import MailKind
from gateway.model.message import Envelope, Reading
from gateway.model.parties import Party, PartyId, PartyType, PersonId, StaffMember
from gateway.read.mail_kinds import mail_kind
from gateway.registers.address import above, domain_of, normal, normal_domain, without_tag
from gateway.registers.directory import Directory

# What could be an address in a From field, display name included. The field was decoded for reading, so that a
# display name may hold any character; only a field with one address-like word in it says plainly who wrote.
ADDRESS_LIKE: Final = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")


def recipient_facts(
    address: str, directory: Directory, *, own_domains: Iterable[str], social_media_domains: Iterable[str]
) -> RecipientFacts:
    """Who would receive what is sent to *address*.

    The nearest entry counts: the address itself, then the address without its tag, then its domain, then the domain
    above that lists the domains below it. A person of the register at such an address is that person, not the party
    whose domain it is in. Mail to one of our own domains stays inside, and no party is found for it by domain.
    """
    keys = _keys(address)
    domain = domain_of(keys[0])
    internal = domain in frozenset(map(normal_domain, own_domains))
    people = tuple(dict.fromkeys(one for key in keys for one in directory.people_by_email.get(key, ())))
    party = _first(directory.parties_by_address.get(key) for key in keys)
    if party is None and people:
        party = _person_party(people, directory)
    if party is None and not internal:
        party = _party_by_domain(domain, directory)
    entries = [directory.registers.people[one] for one in people]
    social = frozenset(map(normal_domain, social_media_domains))
    return RecipientFacts(
        address=address,
        party=party,
        people=people,
        represents=frozenset(people) | {other for entry in entries for other in entry.acts_for},
        household=directory.household(people),
        staff=_staff(address, directory),
        internal=internal,
        front_door=party is not None and any(key in party.front_door for key in keys),
        social_media=any(one in social for one in (domain, *above(domain))),
        mailing_list=party is not None and any(key in party.lists for key in keys),
    )


def sender_facts(
    envelope: Envelope, reading: Reading, directory: Directory, *, own_domains: Iterable[str] = ()
) -> SenderFacts:
    """Who sends it, and whether From agrees with that.

    Intake has refused every sender that the account or listener may not use. The message's author must then be that
    sender, or whoever signed in: themselves, by an alias, for a shared mailbox that they are a member of, or for
    somebody whose delegate they are. A null sender is our mail service's, answering for one of our staff, or telling
    of its own work.
    """
    author = author_of(reading)
    known = [who for who in (envelope.sender, envelope.user) if who]
    people = _people_writing((*known, author), directory)
    return SenderFacts(
        address=envelope.sender,
        from_address=author,
        staff=_staff(envelope.sender or author, directory),
        may_send=bool(author) and any(_may_write_as(who, author, directory) for who in known)
        if envelope.sender
        else _answers_by_machine(envelope, reading, author, directory, frozenset(map(normal_domain, own_domains))),
        people=people,
        household=directory.household(people),
        signed_in=envelope.user or "",
    )


def _people_writing(addresses: Iterable[str], directory: Directory) -> tuple[PersonId, ...]:
    """People of the register with an address of the sender's, aliases included (SAFE-2)."""
    entries = [entry for address in addresses if (entry := _staff(address, directory)) is not None]
    written = (*addresses, *(one for entry in entries for one in (entry.email, *entry.aliases)))
    keys = (key for address in written for key in _keys(address))
    return tuple(dict.fromkeys(one for key in keys for one in directory.people_by_email.get(key, ())))


def _answers_by_machine(
    envelope: Envelope, reading: Reading, author: str, directory: Directory, own_domains: frozenset[str]
) -> bool:
    """Whether a null sender is that of an absence note (RFC 3834 §3.3), which our own mail service sends for staff.

    Or of a bounce, which it writes under a name of its own that no register has. Intake takes a null sender from
    trusted listeners only; whoever signed in has an address to send as.
    """
    if envelope.user is not None:
        return False
    bounce = mail_kind(reading, envelope.sender) is MailKind.BOUNCE and domain_of(author) in own_domains
    return bounce or _staff(author, directory) is not None


def _keys(address: str) -> Sequence[str]:
    whole = normal(address)
    return tuple(dict.fromkeys((whole, without_tag(whole))))


def _first(found: Iterable[Party | None]) -> Party | None:
    return next((party for party in found if party is not None), None)


def _party_by_domain(domain: str, directory: Directory) -> Party | None:
    exact = directory.parties_by_domain.get(domain)
    return exact or _first(directory.parties_by_domain.get(f".{one}") for one in above(domain))


def _person_party(people: tuple[PersonId, ...], directory: Directory) -> Party:
    # Several people may share a mailbox; they are one party under the first, and all of them stand in `people`. The
    # colon keeps its id apart from those of the register, which have none.
    first = directory.registers.people[min(people)]
    party = PartyId(f"person:{first.id}")
    return Party(
        id=party, name=first.name, type=PartyType.PERSON, addresses=first.emails, channel=_asked(people, directory)
    )


def _asked(people: tuple[PersonId, ...], directory: Directory) -> Channel | None:
    """The channel they chose; of several at one mailbox the first who chose one (FAM-1)."""
    chosen = (chosen_channel(directory.registers.people[one].contact_preference) for one in sorted(people))
    return next((channel for channel in chosen if channel is not None), None)


def _staff(address: str, directory: Directory) -> StaffMember | None:
    return next((found for key in _keys(address) if (found := directory.staff_by_address.get(key))), None)


def _may_write_as(who: str, whom: str, directory: Directory) -> bool:
    if normal(who) == normal(whom):
        return True
    by, to = _staff(who, directory), _staff(whom, directory)
    if by is None or to is None:
        return False
    others = (*to.members, *to.delegates)
    allowed = {other.email for address in others if (other := _staff(address, directory)) is not None}
    return by.email == to.email or by.email in allowed


def author_of(reading: Reading) -> str:
    """The From field's only address; empty when there is none or several."""
    fields = [field.value for field in reading.fields if field.name.strip().lower() == "from"]
    if len(fields) != 1:
        return ""
    found = {normal(address): address for address in ADDRESS_LIKE.findall(fields[0])}
    return next(iter(found.values())) if len(found) == 1 else ""
