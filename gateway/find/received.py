"""Whose words a message passes on: quoted mail and messages within the message, by the party that wrote them. Pure.

Who wrote quoted text is what its header says. That can be forged, but here it only tightens (PURP-2).
"""

import re
from collections.abc import Iterator
from typing import Final

from gateway.model.found import Found, Role
from gateway.model.message import Place, Reading, Unit
from gateway.model.parties import Party, PartyType
from gateway.model.received import Received
from gateway.registers.directory import Directory
from gateway.registers.phrases import stands_in, words
from gateway.registers.resolve import ADDRESS_LIKE, recipient_facts

# Who shares with us for a purpose that an agreement names.
_SHARES: Final = frozenset(
    {PartyType.PARTNER, PartyType.PROVIDER, PartyType.PUBLIC_BODY, PartyType.PROTECTED_DISCLOSURE}
)
_SIGNS: Final = re.compile(r"[ \t]*(?:>[ \t]?)*")
_FROM: Final = re.compile(r"[*_ ]*(?:from|von|de|da)[*_ ]*:", re.IGNORECASE)
_NEXT: Final = re.compile(
    r"[*_ ]*(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoy\w+|\u00e0|objet|para|asunto)[*_ ]*:",
    re.IGNORECASE,
)
_ON: Final = re.compile(
    r"(?:on|am|le|el)\b.{5,300}\b(?:wrote|schrieb|a \u00e9crit|escribi\u00f3).{0,80}:", re.IGNORECASE
)
_BLOCK_LINES: Final = 6  # how far the fields of a quoted header may be apart
_INTRO_LINES: Final = 3
_NAME_WORDS: Final = 2  # a party's name of one word is too easily another's

Line = tuple[int, int, str]  # depth of quoting, where it begins, its words


def received(reading: Reading, found: Found, directory: Directory) -> tuple[Received, ...]:
    """What is told in words that parties wrote to us, by party."""
    people = {person.id: person for person in found.people}
    units = {unit.id: unit for unit in reading.units}
    wrote: dict[int, list[tuple[int, Party | None]]] = {}
    hits: dict[str, list[int]] = {}
    parties: dict[str, Party] = {}
    for hit in found.hits:
        person = people[hit.about]
        if person.role is Role.CORRESPONDENT and not person.candidates:
            continue
        unit = units[hit.unit]
        if unit.id not in wrote:
            wrote[unit.id] = list(_authors(unit, reading, directory))
        party = next((author for start, author in reversed(wrote[unit.id]) if start <= hit.start), None)
        if party is not None:
            hits.setdefault(party.id, []).append(hit.id)
            parties[party.id] = party
    return tuple(_received(party, tuple(hits[name]), directory) for name, party in parties.items())


def _received(party: Party, hits: tuple[int, ...], directory: Directory) -> Received:
    agreed = [one for one in directory.registers.agreements if one.party == party.id]
    return Received(
        party=party.id,
        purposes=frozenset(purpose for one in agreed for purpose in one.purposes),
        agreements=tuple(one.id for one in agreed),
        hits=hits,
    )


def _authors(unit: Unit, reading: Reading, directory: Directory) -> Iterator[tuple[int, Party | None]]:
    """From which place on whose words a unit holds, in order; None: ours, or nobody's that is known."""
    outer = _nested_author(unit, reading, directory)
    yield 0, outer
    if unit.place not in {Place.TEXT, Place.HTML}:
        return
    lines = list(_lines(unit.text))
    standing: list[tuple[int, Party | None]] = []  # least depth of quoting at which somebody's words go on
    for index, (depth, start, text) in enumerate(lines):
        if not text:
            continue
        while standing and depth < standing[-1][0]:
            standing.pop()
        header = _header(lines, index)
        if header is not None:
            least, said = header
            while standing and standing[-1][0] >= least:
                standing.pop()
            standing.append((least, _party(said, directory)))
            yield start, standing[-1][1]
            continue
        yield start, standing[-1][1] if standing else outer


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for line in text.split("\n"):
        signs = _SIGNS.match(line)
        after = signs.end() if signs is not None else 0
        yield line[:after].count(">"), start, line[after:].strip()
        start += len(line) + 1


def _header(lines: list[Line], index: int) -> tuple[int, str] | None:
    """The header of an earlier mail that begins here: the depth at which its words stand, and who wrote them."""
    depth, _, text = lines[index]
    if _FROM.match(text):
        near = [line for _, _, line in lines[index + 1 : index + 1 + _BLOCK_LINES]]
        return (depth, text) if any(map(_NEXT.match, near)) else None
    said = ""
    for count, (_, _, line) in enumerate(lines[index : index + _INTRO_LINES], 1):
        said = f"{said} {line}".strip()
        if _ON.fullmatch(said):
            below = next((one for one in lines[index + count :] if one[2]), None)
            return (depth + 1 if below is not None and below[0] > depth else depth), said
    return None


def _nested_author(unit: Unit, reading: Reading, directory: Directory) -> Party | None:
    if not unit.nested:
        return None
    message = unit.part.rpartition("/")[0]
    author = next(
        (
            one.text
            for one in reading.units
            if one.nested and one.label.lower() == "from" and one.part.rpartition("/")[0] == message
        ),
        "",
    )
    return _party(author, directory)


def _party(said: str, directory: Directory) -> Party | None:
    """Which party's people a header names: by their address, or by its own name where no address stands."""
    addresses = ADDRESS_LIKE.findall(said)
    for address in addresses:
        party = recipient_facts(
            address.removeprefix("mailto:"), directory, own_domains=(), social_media_domains=()
        ).party
        if party is not None and party.type in _SHARES:
            return party
    if addresses:
        return None
    text = words(said)
    named = (
        party
        for party in directory.registers.parties.values()
        if party.type in _SHARES
        and len(words(party.name).split()) >= _NAME_WORDS
        and stands_in(words(party.name), text)
    )
    return next(named, None)
