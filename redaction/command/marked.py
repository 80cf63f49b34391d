"""A text in pieces: what stays, and what is cut with what stands in its place; for previews."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from redaction.command.work import Planned
from redaction.document import Unit
from redaction.hit import MENTIONS, Detector, Hit, Kind
from redaction.label import VALUES
from redaction.plan import Cut

# A terminal obeys some of these, and others turn the reading direction round.
_OBEYED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Group(StrEnum):
    """Kinds that a reader tells apart by colour."""

    PEOPLE = "people"
    PLACES = "contact and address"
    DATES = "dates and ages"
    NUMBERS = "numbers"
    MENTIONS = "sentences that tell of somebody"


_OF_KIND: Final = {
    Kind.NAME: Group.PEOPLE,
    Kind.CONTACT: Group.PLACES,
    Kind.ADDRESS: Group.PLACES,
    Kind.DATE_OF_BIRTH: Group.DATES,
    Kind.IDENTIFIER: Group.NUMBERS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text; all of a unit's pieces together are its text."""

    text: str
    cut: bool = False
    replacement: str = ""
    group: Group | None = None  # None: it stays, or is a joint that goes with a value
    detector: Detector | None = None  # as for group


def marked_units(planned: Planned) -> Iterator[tuple[Unit, tuple[Piece, ...]]]:
    """The units to show: those with something to cut, and the main text in any case."""
    cuts = planned.plan.by_unit()
    for at, (unit, hits) in enumerate(zip(planned.document.units, planned.hits, strict=True)):
        if at == 0 or unit.id in cuts:
            yield unit, tuple(_pieces(unit.text, cuts.get(unit.id, ()), hits))


def _pieces(text: str, cuts: Sequence[Cut], hits: Sequence[Hit]) -> Iterator[Piece]:
    at = 0
    first = 0
    for cut in cuts:
        if at < cut.start:
            yield Piece(text=harmless(text[at : cut.start]))
        while first < len(hits) and hits[first].end <= cut.start:
            first += 1
        last = first
        while last < len(hits) and hits[last].start < cut.end:
            last += 1
        hit_shown = _shown([hit for hit in hits[first:last] if hit.end > cut.start], cut.replacement)
        yield Piece(
            text=harmless(text[cut.start : cut.end]),
            cut=True,
            replacement=cut.replacement,
            group=None if hit_shown is None else group_of(hit_shown.detector, hit_shown.kind),
            detector=None if hit_shown is None else hit_shown.detector,
        )
        at = cut.end
    if at < len(text):
        yield Piece(text=harmless(text[at:]))


def group_of(detector: Detector, kind: Kind) -> Group:
    """Which colour a find has."""
    if detector in MENTIONS:
        return Group.MENTIONS
    return _OF_KIND.get(kind, Group.NUMBERS)


def _shown(hits: Sequence[Hit], replacement: str) -> Hit | None:
    """Of the hits in one cut the one that gave it its label."""
    named = [hit for hit in hits if replacement.lower() == f"[{VALUES[hit.detector].lower()}]"]
    mentioned = [hit for hit in hits if hit.detector in MENTIONS]
    return next(iter((*named, *mentioned, *hits)), None)


def harmless(text: str) -> str:
    """The text with a sign in place of each character that a terminal or a page would obey."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))
