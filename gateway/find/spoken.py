"""Mentions that count because the message speaks of a person, whom only a name tells.

The library takes words such as "depression" or "arrested" for a mention only in a sentence that speaks of a person,
by the words of the language or by a name found there. In a message about somebody of the register every sentence may
be about them; about somebody else, their paragraphs.
"""

from collections.abc import Iterator

from gateway.find.layout import Layout, Span
from gateway.find.spots import Placed, Sort, Spots
from redaction import Detector, mentions_within


def spoken(units: list[int], known: set[Placed], spots: Spots, layout: Layout) -> list[Placed]:
    """The mentions that are not among *known*, in sentences that speak of somebody who was found."""
    about_register = any(spot.who.sort is Sort.REGISTER and not spot.corresponding for spot in spots.all)
    found: list[Placed] = []
    for unit in units:
        text = layout.text(unit)
        spans = [(0, len(text))] if about_register else list(_paragraphs(unit, spots, layout))
        if spans:
            found += [(unit, hit) for hit in mentions_within(text, spans) if (unit, hit) not in known]
    return found


def _paragraphs(unit: int, spots: Spots, layout: Layout) -> Iterator[Span]:
    """The paragraphs that name somebody who does not merely correspond, each once."""
    spans = (
        layout.paragraph(unit, spot.hit.start)
        for spot in spots.within(unit, 0, len(layout.text(unit)))
        if spot.hit.detector is Detector.NAME and not spot.corresponding
    )
    yield from dict.fromkeys(spans)
