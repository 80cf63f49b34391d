"""Who got it, in words that name organisations and never a person."""

from typing import Final

from gateway.model.parties import PartyId, PartyType, RegisterSnapshot
from gateway.record.reading import Disclosed

YOU: Final = "you, or somebody who acts for you"
A_PERSON: Final = "a person, not an organisation"
NOBODY: Final = "an address that no organisation stands behind"
FAMILIES: Final = "families and those who act for them"
PROTECTED: Final = "bodies that protected disclosures go to"
GONE: Final = "an organisation that is no longer in our register"

_ORGANISATIONS: Final = frozenset(
    {PartyType.PARTNER, PartyType.PROVIDER, PartyType.PUBLIC_BODY, PartyType.PROTECTED_DISCLOSURE, PartyType.INTERNAL}
)


def party_type(one: Disclosed, registers: RegisterSnapshot) -> PartyType | None:
    """What stood behind the address when it was shared; of older rows, what the register says now. None: unknown."""
    return kind_of(one.party, "" if one.details is None else one.details.party_type, registers)


def kind_of(party: str, written: str, registers: RegisterSnapshot) -> PartyType | None:
    """The same of a party's id and the type that was written down. Empty: none was."""
    if written:
        return PartyType(written)
    known = registers.parties.get(PartyId(party))
    return None if known is None else known.type


def organisation(one: Disclosed, registers: RegisterSnapshot) -> str | None:
    """The organisation's name. None: it was a person, or nobody knows who."""
    return _organisation(one.party, party_type(one, registers), registers)


def _organisation(party: str, kind: PartyType | None, registers: RegisterSnapshot) -> str | None:
    known = registers.parties.get(PartyId(party))
    if known is None or known.type not in _ORGANISATIONS or kind not in _ORGANISATIONS:
        return None
    return known.name


def partner(party: str, kind: PartyType | None, registers: RegisterSnapshot) -> str:
    """In figures: who got it; families together, and together those to whom wrongs are reported."""
    if kind is PartyType.PROTECTED_DISCLOSURE:
        return PROTECTED
    if kind is PartyType.PERSON:
        return FAMILIES
    return _organisation(party, kind, registers) or (GONE if party else NOBODY)


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
