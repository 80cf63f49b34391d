"""Who sees whose address in a message's To and Cc, and how many get it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gateway.model.message import Envelope, Place, Reading
from gateway.model.parties import PersonId
from gateway.read.addresses import ADDRESS_FIELDS
from gateway.read.kept_back import HIDDEN_COPIES
from gateway.registers.address import normal
from gateway.registers.directory import Directory
from gateway.registers.resolve import ADDRESS_LIKE, recipient_facts

VISIBLE_FIELDS: Final = frozenset({"to", "cc"})
# Every field whose addresses a reader sees, but for the sender's own.
_SHOWN_FIELDS: Final = ADDRESS_FIELDS - HIDDEN_COPIES
MOST_HOUSEHOLDS: Final = 100  # more are not told apart: no policy asks for so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """How many there are of each."""

    households: int  # among the people of the register whose addresses everybody sees
    unknown: int  # addresses that everybody sees and nobody in the registers stands behind
    outside: int  # addresses outside the organisation, seen or not
    shown: frozenset[PersonId] = frozenset()  # people of the register whose address stands in any field
    listed: frozenset[int] = frozenset()  # units that are names in To and Cc


def readers(envelope: Envelope, reading: Reading, directory: Directory, own_domains: Iterable[str]) -> Readers:
    """Count them.

    The header counts whether or not the envelope has the address too: a mail service may hand over one message in
    several pieces, and each reader sees all of To and Cc.
    """
    own = frozenset(own_domains)
    visible = _visible(reading)
    homes: list[set[PersonId]] = []
    unknown = outside = 0
    for address in dict.fromkeys((*visible, *map(normal, envelope.recipients))):
        who = recipient_facts(address, directory, own_domains=own, social_media_domains=())
        outside += not who.internal
        if address not in visible or who.internal:
            continue
        if who.people:
            _add_home(homes, {*who.people, *who.household})
        elif who.party is None:
            unknown += 1
    shown = (
        recipient_facts(address, directory, own_domains=own, social_media_domains=())
        for address in _visible(reading, _SHOWN_FIELDS)
    )
    return Readers(
        households=len(homes),
        unknown=unknown,
        outside=outside,
        shown=frozenset(person for who in shown if not who.internal for person in who.people),
        listed=frozenset(
            unit.id
            for unit in reading.units
            if unit.place is Place.DISPLAY_NAME and not unit.nested and unit.label.lower() in VISIBLE_FIELDS
        ),
    )


def _visible(reading: Reading, names: frozenset[str] = VISIBLE_FIELDS) -> frozenset[str]:
    return frozenset(
        normal(address)
        for field in reading.fields
        if field.name.strip().lower() in names
        for address in ADDRESS_LIKE.findall(field.value)
    )


def _add_home(homes: list[set[PersonId]], home: set[PersonId]) -> None:
    """Join *home* with those that it has somebody in common with."""
    joined = [one for one in homes if not one.isdisjoint(home)]
    for one in joined:
        homes.remove(one)
        home |= one
    if len(homes) < MOST_HOUSEHOLDS:
        homes.append(home)
