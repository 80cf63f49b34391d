"""Of whom free text tells more than details: words about them beyond names, addresses and dates (CONS-6).

A limit to kinds is kept by what was typed only where every value has a kind. "He fell out with his mother and sleeps
on sofas" has none, and tells all the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from gateway.find.layout import Layout, Span
from gateway.model.found import Found, FoundHit, Role
from gateway.model.message import Place, Reading
from gateway.model.parties import PersonId
from redaction import Sentences

_TOWN: Final = 40  # code points between a street and its postcode
_READ: Final = frozenset({Place.SUBJECT, Place.TEXT, Place.HTML})
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_THEM: Final = re.compile(
    r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|he's|she's|they're"
    r"|the (?:child|boy|girl|lad|young (?:person|man|woman)))\b",
    re.IGNORECASE,
)
# What a form or a covering line is made of. Any other word in a sentence about somebody tells of them.
_FRAME: Final = frozenset({
    "a", "an", "the", "and", "or", "of", "on", "in", "at", "to", "for", "from", "with", "by", "as", "this", "that",
    "these", "those", "it", "its", "is", "are", "was", "were", "be", "been", "am", "will", "would", "can", "could",
    "may", "have", "has", "had", "do", "does", "i", "we", "you", "he", "she", "they", "him", "her", "them", "his",
    "hers", "their", "our", "your", "my", "me", "us", "not", "name", "names", "first", "last", "full", "surname",
    "forename", "given", "known", "date", "birth", "dob", "born", "day", "month", "year", "age", "aged", "address",
    "addresses", "home", "postcode", "post", "code", "street", "road", "flat", "house", "lives", "living", "lived",
    "live", "contact", "phone", "telephone", "mobile", "tel", "email", "number", "no", "nhs", "upn", "id", "ref",
    "reference", "re", "regarding", "about", "subject", "child", "young", "person", "people", "pupil", "student",
    "boy", "girl", "client", "service", "user", "family", "mother", "father", "mum", "dad", "parent", "parents",
    "carer", "refer", "refers", "referring", "referred", "referral", "new", "please", "find", "see", "attached",
    "attachment", "enclosed", "enclose", "below", "above", "following", "details", "detail", "information", "info",
    "form", "sheet", "record", "update", "thank", "thanks", "many", "kind", "regards", "best", "wishes", "dear",
    "hello", "hi", "colleague", "colleagues", "team", "sir", "madam", "all", "yours", "sincerely", "faithfully",
    "confidential", "internal", "unclassified", "official", "sensitive", "personal", "data", "marking",
    "classification", "mr", "mrs", "ms", "miss", "mx", "dr", "send", "sending", "sent", "share", "sharing",
    "shared", "pass", "passing", "passed", "purpose", "youth", "support", "housing", "early", "help", "assessment",
    "fact", "opinion", "both", "s",
})  # fmt: skip


def told_of(reading: Reading, found: Found) -> frozenset[PersonId]:
    """The people of the register of whom the message's own words tell more than it has values of a kind."""
    who = {person.id: person.candidates for person in found.people if person.role is not Role.CORRESPONDENT}
    hits: defaultdict[int, list[FoundHit]] = defaultdict(list)
    for hit in found.hits:
        hits[hit.unit].append(hit)
    if not any(who.values()):
        return frozenset()
    layout = Layout(reading)
    told: set[PersonId] = set()
    met: set[PersonId] = set()  # whom "he" may be: all who were named so far
    for unit in sorted(reading.units, key=lambda one: one.id):
        if unit.place not in _READ:
            continue
        sentences = Sentences(unit.text)
        named: defaultdict[Span, set[PersonId]] = defaultdict(set)
        for hit in hits[unit.id]:
            if who.get(hit.about):
                named[sentences.around(hit.start, hit.end)].update(who[hit.about])
                met.update(who[hit.about])
        spoken = {sentences.around(*match.span()) for match in _THEM.finditer(unit.text)}
        for span in spoken | named.keys():
            if not layout.tells_nothing(unit.id, span[0]) and _says_more(unit.text, span, hits[unit.id]):
                told |= named.get(span, set()) or met
    return frozenset(told)


def _says_more(text: str, span: Span, hits: list[FoundHit]) -> bool:
    inside = [(hit.start, hit.end) for hit in hits if hit.start < span[1] and hit.end > span[0]]
    # The town between street and postcode belongs to the address.
    streets = [hit for hit in hits if hit.detector == "address"]
    inside += [
        (street.end, code.start)
        for street in streets
        for code in hits
        if code.detector == "postcode" and 0 <= code.start - street.end <= _TOWN
    ]
    # A mention's span is the word that tells; its kind is judged by the limit itself.
    return any(
        word not in _FRAME and not any(start <= at < end for start, end in inside) for at, word in _words(text, span)
    )


def _words(text: str, span: Span) -> Iterator[tuple[int, str]]:
    for match in _WORD.finditer(text, *span):
        yield match.start(), re.sub(r"['’]s$", "", match[0].lower())
