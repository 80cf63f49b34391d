"""A message's paragraphs as they are compared, however they are quoted, wrapped, spaced or accented. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gateway.model.message import Place, Reading, Unit, ZoneKind
from gateway.registers.phrases import rejoined, words

# A reply's subject line is the one it answers; what a partner's scheme puts in front of it is no word of it.
_ANSWERING: Final = re.compile(r"\s*(?:(?:re|fwd?|aw|wg)\s*:|\[[^\]\n]{0,60}\])\s*:?\s*", re.IGNORECASE)
_TOPIC: Final = "thread-topic"  # the subject line again, as some mail programs write it
_SIGNS: Final = re.compile(r"[ \t]*((?:>[ \t]?)*)")
_HEADER: Final = re.compile(
    r"[>* \t]*(?:(?:from|sent|date|to|cc|subject|von|gesendet|an|betreff|de|objet)[*_ ]*:.*|.{0,300}\bwrote ?:\s*)",
    re.IGNORECASE,
)
_FORMAL: Final = frozenset({ZoneKind.GREETING, ZoneKind.SIGNATURE, ZoneKind.DISCLAIMER, ZoneKind.DIRECTIVE})


_BODIES: Final = frozenset({Place.TEXT, Place.HTML, Place.DOCUMENT})


class Sort(StrEnum):
    """What a paragraph is."""

    PROSE = "prose"
    SUBJECT = "subject"  # a subject line without "Re:" and the like
    FORMAL = "formal"  # greeting, signature, boilerplate, lines for the gateway, the header of a quoted mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch of one unit's text, half open, in code points."""

    unit: int
    start: int
    end: int
    sort: Sort
    quoted: bool  # earlier mail, or within a message within the message
    words: tuple[str, ...]  # folded, in lower case

    def holds(self, unit: int, start: int, end: int) -> bool:
        """Whether a span lies within it."""
        return unit == self.unit and self.start <= start and end <= self.end


def paragraphs(reading: Reading) -> tuple[Paragraph, ...]:
    """The paragraphs of bodies and subject lines, in order; what stands elsewhere is in none.

    Text: up to a blank line, or to where quoting begins or ends. HTML and documents: a line, for there it
    is a block.
    """
    return tuple(one for unit in reading.units for one in _of(unit))


def _of(unit: Unit) -> Iterator[Paragraph]:
    if unit.place is Place.SUBJECT or (unit.place is Place.FIELD and unit.label.lower() == _TOPIC):
        start = 0
        while (match := _ANSWERING.match(unit.text, start)) is not None:
            start = match.end()
        yield _paragraph(unit, start, len(unit.text), Sort.SUBJECT)
    elif unit.place in _BODIES:
        yield from _of_body(unit)


def _of_body(unit: Unit) -> Iterator[Paragraph]:
    begin: int | None = None
    last = 0
    kind: tuple[int, Sort] = (0, Sort.PROSE)
    for start, end in _lines(unit.text):
        line = unit.text[start:end]
        signs = _SIGNS.match(line)
        depth = line[: signs.end()].count(">") if signs is not None else 0
        here = (depth, Sort.FORMAL if _formal(unit, start, line) else Sort.PROSE)
        filled = bool(words(line).strip())
        if begin is not None and (not filled or here != kind or unit.place is not Place.TEXT):
            yield _paragraph(unit, begin, last, kind[1])
            begin = None
        if filled:
            begin, kind = (start, here) if begin is None else (begin, kind)
            last = end
    if begin is not None:
        yield _paragraph(unit, begin, last, kind[1])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        newline = text.find("\n", start)
        end = len(text) if newline < 0 else newline
        yield start, end
        start = end + 1


def _formal(unit: Unit, start: int, line: str) -> bool:
    return _HEADER.fullmatch(line) is not None or any(
        zone.kind in _FORMAL and zone.start <= start < zone.end for zone in unit.zones
    )


def _paragraph(unit: Unit, start: int, end: int, sort: Sort) -> Paragraph:
    quoted = unit.nested or any(
        zone.kind is ZoneKind.QUOTED and zone.start <= start < zone.end for zone in unit.zones
    )
    said = tuple(words(rejoined(unit.text[start:end])).split())
    return Paragraph(unit=unit.id, start=start, end=end, sort=sort, quoted=quoted, words=said)
