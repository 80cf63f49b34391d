"""Mentions that count because the message speaks of a person, whom only a name tells.

The detectors take words such as "depression" or "arrested" for a mention only in a sentence that speaks of a person,
by the words of the language: "she", "Mrs". A name that only the register, or another sentence, knows tells it too. In
a message about somebody of the register every sentence may be about them; about somebody else, their paragraphs.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from gateway.find.layout import Layout, Span
from gateway.find.spots import Placed, Sort, Spots
from redaction import DETECTORS, MENTIONS, Detect, Detector, Evidence, Hit, find

_MENTIONED: Final = frozenset(kind.value for kind in MENTIONS)
_DETECTORS: Final[tuple[Detect, ...]] = tuple(
    detector for detector in DETECTORS if getattr(detector, "__name__", "") in _MENTIONED
)
_PERSON: Final = "she: "  # makes a sentence one that speaks of a person
_BREAK: Final = "\n\n"


def spoken(units: list[int], known: set[Placed], spots: Spots, layout: Layout) -> list[Placed]:
    """The mentions that are not among *known*, in sentences that speak of somebody who was found."""
    about_register = any(spot.who.sort is Sort.REGISTER and not spot.corresponding for spot in spots.all)
    found: list[Placed] = []
    for unit in units:
        spans = [(0, len(layout.text(unit)))] if about_register else list(_paragraphs(unit, spots, layout))
        for start, end in spans:
            found += [(unit, hit) for hit in _mentions(unit, start, end, layout) if (unit, hit) not in known]
    return found


def _paragraphs(unit: int, spots: Spots, layout: Layout) -> Iterator[Span]:
    """The paragraphs that name somebody who does not merely correspond, each once."""
    spans = (
        layout.paragraph(unit, spot.hit.start)
        for spot in spots.within(unit, 0, len(layout.text(unit)))
        if spot.hit.detector is Detector.NAME and not spot.corresponding
    )
    yield from dict.fromkeys(spans)


def _mentions(unit: int, start: int, end: int, layout: Layout) -> Iterator[Hit]:
    text = layout.text(unit)
    sentences = list(_sentences(unit, start, end, layout))
    begins: list[int] = []
    pieces: list[str] = []
    length = 0
    for first, last in sentences:
        pieces += (_PERSON, text[first:last], _BREAK)
        begins.append(length + len(_PERSON))
        length += len(_PERSON) + last - first + len(_BREAK)
    for hit in find("".join(pieces), None, _DETECTORS):
        index = bisect_right(begins, hit.start) - 1
        shift = sentences[index][0] - begins[index] if index >= 0 else 0
        if index >= 0 and hit.end + shift <= sentences[index][1]:
            yield Hit(
                start=hit.start + shift,
                end=hit.end + shift,
                detector=hit.detector,
                evidence=hit.evidence,
                persons=hit.persons,
                how=hit.how,
            )


def _sentences(unit: int, start: int, end: int, layout: Layout) -> Iterator[Span]:
    text = layout.text(unit)
    at = start
    while at < end:
        if text[at].isspace():
            at += 1
            continue
        place = Hit(start=at, end=at + 1, detector=Detector.NAME, evidence=Evidence.PATTERN)
        last = min(max(layout.sentence(unit, place)[1], at + 1), end)
        yield at, last
        at = last
