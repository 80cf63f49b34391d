"""Who corresponds: sender, addressees, our staff at work and the professionals of parties (MIN-1)."""

import re
from dataclasses import dataclass
from typing import Final

from gateway.find.names import in_local_part, name_of
from gateway.model.message import Envelope, Place, Reading
from gateway.model.parties import DataSubject, PartyType, RegisterSnapshot
from gateway.registers.address import above, domain_of, normal

_ADDRESS: Final = re.compile(r"[^\s<>,;:\"()\[\]]{1,64}@[^\s<>,;:\"()\[\]]{1,253}")
_ADDRESS_FIELDS: Final = frozenset({"from", "sender", "reply-to", "to", "cc"})
# Whose people write as part of their work; nobody is a correspondent for having an account somewhere.
_AT_WORK: Final = frozenset({PartyType.INTERNAL, PartyType.PARTNER, PartyType.PROVIDER, PartyType.PUBLIC_BODY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondents:
    """Who writes and is written to, and who else is at work."""

    addresses: frozenset[str]  # of sender, addressees and staff; normal form
    names: tuple[str, ...]  # of the same
    at_hand: frozenset[str] = frozenset()  # of sender and addressees alone; empty: not known apart from staff
    present: tuple[str, ...] = ()  # names of sender and addressees
    domains: frozenset[str] = frozenset()  # of parties at work; ".example.org" for what lies below it

    def writes(self, address: str) -> bool:
        """Whether the address is a sender's, an addressee's, a colleague's or a professional's."""
        key = normal(address)
        domain = domain_of(key)
        return (
            key in self.addresses
            or domain in self.domains
            or any("." + higher in self.domains for higher in above(domain))
        )

    def addressed(self, person: DataSubject) -> bool:
        """Whether a person of the register is the sender or an addressee, or one of our staff."""
        return any(normal(email) in self.addresses for email in person.emails)

    def works(self, worker: str) -> bool:
        """Whether a person's worker takes part in this message."""
        return bool(worker) and normal(worker) in (self.at_hand or self.addresses)


def _believed(shown: str, addresses: frozenset[str]) -> bool:
    name = name_of(shown)
    return not name.full or any(
        in_local_part(name, address) or any(char.isdigit() for char in address.partition("@")[0])
        for address in addresses
    )


def correspondents(reading: Reading, envelope: Envelope, register: RegisterSnapshot) -> Correspondents:
    """Whom envelope, address fields and registers name as corresponding in this message."""
    in_fields = (
        address
        for one in reading.fields
        if one.name.strip().lower() in _ADDRESS_FIELDS
        for address in _ADDRESS.findall(one.value)
    )
    at_hand = frozenset(
        normal(address) for address in (envelope.sender, *envelope.recipients, *in_fields) if address.strip()
    )
    staff = tuple(register.staff.values())
    # Anybody's name can be put before an address. It is believed where the address is made from it, or from a number;
    # elsewhere only greeting, signature and the field itself tell who corresponds.
    shown = tuple(
        unit.text
        for unit in reading.units
        if unit.place is Place.DISPLAY_NAME and not unit.nested and unit.label.lower() in _ADDRESS_FIELDS
        if _believed(unit.text, at_hand)
    )
    colleagues = (member.name for member in staff if normal(member.email) in at_hand)
    at_work = [party for party in register.parties.values() if party.type in _AT_WORK]
    return Correspondents(
        addresses=at_hand
        | {normal(address) for member in staff for address in (member.email, *member.aliases)}
        | {normal(address) for party in at_work for address in (*party.addresses, *party.front_door)},
        names=tuple(dict.fromkeys([*(member.name for member in staff), *shown])),
        at_hand=at_hand,
        present=tuple(dict.fromkeys([*colleagues, *shown])),
        domains=frozenset(domain.lower() for party in at_work for domain in party.domains),
    )
