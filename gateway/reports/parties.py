"""Who got it, in words that name organisations and never a person."""

from typing import Final

from gateway.model.parties import PartyId, PartyType, RegisterSnapshot
from gateway.record.reading import Disclosed

YOU: Final = "you, or somebody who acts for you"
A_PERSON: Final = "a person, not an organisation"
NOBODY: Final = "an address that no organisation stands behind"
GONE: Final = "an organisation that is no longer in our register"

_ORGANISATIONS: Final = frozenset(
    {PartyType.PARTNER, PartyType.PROVIDER, PartyType.PUBLIC_BODY, PartyType.PROTECTED_DISCLOSURE, PartyType.INTERNAL}
)


def party_type(one: Disclosed, registers: RegisterSnapshot) -> PartyType | None:
    """What stood behind the address when it was shared; of older rows, what the register says now. None: unknown."""
    if one.details is not None:
        return PartyType(one.details.party_type)
    party = registers.parties.get(PartyId(one.party))
    return None if party is None else party.type


def organisation(one: Disclosed, registers: RegisterSnapshot) -> str | None:
    """The organisation's name. None: it was a person, or nobody knows who."""
    party = registers.parties.get(PartyId(one.party))
    if party is None or party.type not in _ORGANISATIONS or party_type(one, registers) not in _ORGANISATIONS:
        return None
    return party.name


def whom(one: Disclosed, registers: RegisterSnapshot) -> str:
    """Who got it, as the person it is about may read it."""
    name = organisation(one, registers)
    if name is not None:
        return name
    kind = party_type(one, registers)
    if kind is PartyType.PERSON:
        # On a basis of their own it went to them; any other person stays unnamed (REC-2).
        return YOU if one.basis == "own" or one.basis.startswith("request:") else A_PERSON
    if kind in _ORGANISATIONS or (kind is None and one.party):
        return GONE
    return NOBODY
