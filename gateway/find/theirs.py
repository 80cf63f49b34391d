"""Of whom a message tells only what its recipient's party already has from us (MIN-1, PURP-1). Pure.

Quoted mail proves nothing: its words, and who wrote them, can be typed by anybody. What we delivered is proof, and it
is the same only when every word of the paragraph is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from gateway.find.paragraphs import Paragraph, Sort
from gateway.find.prints import SHORTEST, PrintKey
from gateway.model.found import Found, FoundHit, FoundPerson, Role
from gateway.model.message import Reading
from gateway.model.theirs import STRANGER, Delivered, PrintedParagraph, Theirs
from gateway.registers.phrases import words

# The sender's own words may tell something new about somebody who is named only in what is quoted: "She was excluded
# again." Such words, or more than a line or two about nobody, and nothing counts as the party's own.
_PERSONAL: Final = r"\b(?:s?he|him|her|hers|his|they|them|theirs?|mum|mummy|mother|dad|daddy|father)\b"
_LETTER: Final = r"(?<![\w.'’])(?![IA]\b)[A-Z]\b(?!['’])"  # an initial for a name
_REFERS: Final = re.compile(
    rf"(?i:{_PERSONAL}|\b(?:parents?|carers?|child|children|kids?|boys?|girls?|sons?|daughters?|brothers?|sisters?"
    r"|siblings?|twins?|bab(?:y|ies)|famil(?:y|ies)|grand\w+|aunt|uncle|pupil|student|client|patient|young person)\b)"
    rf"|{_LETTER}"
)
# A signature holds "Family Support" and "T: 020 …". But a line that only looks like a part of one may tell something.
_REFERS_IN_FORM: Final = re.compile(rf"(?i:{_PERSONAL})|{_LETTER}(?!\s?[:&|/])")
_ELSEWHERE: Final = re.compile(_PERSONAL)
_OWN_WORDS: Final = 40


def printable(one: Paragraph) -> bool:
    """Whether a paragraph is long enough to be told from others; a subject line always is."""
    return one.sort is Sort.SUBJECT or (one.sort is Sort.PROSE and len(one.words) >= SHORTEST)


def print_of(one: Paragraph, party: str, key: PrintKey) -> bytes:
    """Its print for a party."""
    return key.same(f"{party}\0{one.sort.value}", one.words)


def told_of(found: Found, inside: Sequence[Paragraph]) -> Mapping[int, tuple[FoundHit, ...]]:
    """What was found of others than mere correspondents, by the index of its paragraph; -1: in none."""
    roles = {person.id: person for person in found.people}
    placed: dict[int, list[FoundHit]] = {}
    for hit in found.hits:
        if not _corresponds(roles[hit.about]):
            placed.setdefault(_place(hit, inside), []).append(hit)
    return {index: tuple(hits) for index, hits in placed.items()}


def to_be_printed(
    found: Found, inside: Sequence[Paragraph], cut: frozenset[int], *, recipient: str, party: str, key: PrintKey
) -> Iterator[PrintedParagraph]:
    """The paragraphs that go to a party whole and tell of somebody.

    Args:
        cut: FoundHit.id of what the party is not shown: a paragraph with a gap is another paragraph.
    """
    people = {person.id: person for person in found.people}
    for index, hits in told_of(found, inside).items():
        if index < 0 or not printable(inside[index]) or any(hit.id in cut for hit in hits):
            continue
        told = dict.fromkeys(told for hit in hits for told in _told(people[hit.about], hit))
        one = print_of(inside[index], party, key)
        yield PrintedParagraph(recipient=recipient, party=party, print=one, people=tuple(sorted(told)))


def theirs(
    reading: Reading, found: Found, inside: Sequence[Paragraph], party: str, key: PrintKey, had: Iterable[Delivered]
) -> tuple[Theirs, ...]:
    """Everybody of whom the message tells only what the party has.

    Args:
        had: what was delivered of these prints, to this party or others.
    """
    by_print: dict[bytes, list[Delivered]] = {}
    for one in had:
        if one.party == party:
            by_print.setdefault(one.print, []).append(one)
    if not by_print:
        return ()
    known = {
        index: by_print[print_of(one, party, key)]
        for index, one in enumerate(inside)
        if printable(one) and print_of(one, party, key) in by_print
    }
    if _tells_more(reading, inside, known.keys()):
        return ()
    placed = told_of(found, inside)
    people = {person.id: person for person in found.people}
    where: dict[str, dict[int, None]] = {}
    new: set[str] = set()
    for index, hits in placed.items():
        for hit in hits:
            where.setdefault(hit.about, {})[index] = None
            told = set(_told(people[hit.about], hit))
            if not any(told <= one.people for one in known.get(index, ())):
                new.add(hit.about)
    return tuple(
        Theirs(
            person=about,
            since=min(one.at for index in indexes for one in known[index]),
            cases=tuple(dict.fromkeys(one.case for index in indexes for one in known[index])),
        )
        for about, indexes in where.items()
        if about not in new
    )


def _tells_more(reading: Reading, inside: Sequence[Paragraph], known: Iterable[int]) -> bool:
    texts = {unit.id: unit.text for unit in reading.units}
    passed = set(known)
    own = 0
    inside_units = {one.unit for one in inside}
    for unit in reading.units:
        # File names, link titles and other fields are in no paragraph.
        if unit.id not in inside_units and _ELSEWHERE.search(words(unit.text)):
            return True
    for index, one in enumerate(inside):
        if index in passed:
            continue
        refers = _REFERS_IN_FORM if one.sort is Sort.FORMAL else _REFERS
        if refers.search(texts[one.unit][one.start : one.end]):
            return True
        own += len(one.words) if one.sort is Sort.PROSE and not one.quoted else 0
    return own > _OWN_WORDS


def _place(hit: FoundHit, inside: Sequence[Paragraph]) -> int:
    start, end = hit.sentence if hit.sentence is not None else (hit.start, hit.end)
    start, end = min(start, hit.start), max(end, hit.end)
    return next((index for index, one in enumerate(inside) if one.holds(hit.unit, start, end)), -1)


def _corresponds(person: FoundPerson) -> bool:
    return person.role is Role.CORRESPONDENT and not person.candidates


def _told(person: FoundPerson, hit: FoundHit) -> tuple[str, ...]:
    """Whoever it may be, and the kind: all of them must have been told of before."""
    return tuple(f"{one} {hit.kind.value}" for one in (*map(str, person.candidates),) or (STRANGER,))
