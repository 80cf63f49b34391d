"""Where in a message a find stands: its line, sentence, paragraph and zone."""

import re
from bisect import bisect_right
from typing import Final

from gateway.model.message import Place, Reading, Unit, ZoneKind
from redaction import Hit, Sentences

_BLANK_LINE: Final = re.compile(r"\r?\n[ \t>]*\r?\n")
_WROTE: Final = re.compile(r"^[>* \t]*(?:from ?:|(?:on|le|am)\b.{0,300}\bwrote ?:).*$", re.IGNORECASE | re.MULTILINE)
_FORMAL: Final = frozenset({ZoneKind.SIGNATURE, ZoneKind.DISCLAIMER, ZoneKind.DIRECTIVE})
_TO_US: Final = "x-sharing-"
Span = tuple[int, int]


class Layout:
    """The geometry of one message's units; units by id."""

    def __init__(self, reading: Reading) -> None:
        self._units: Final[dict[int, Unit]] = {unit.id: unit for unit in reading.units}
        self._attached: Final = frozenset(attachment.part for attachment in reading.attachments)
        self._authors: Final = {
            unit.part.rpartition("/")[0] + "/": unit.id
            for unit in reading.units
            if unit.nested and unit.label.lower() == "from"
        }
        self._breaks: dict[int, list[Span]] = {}
        self._sentences: dict[int, Sentences] = {}

    def text(self, unit: int) -> str:
        """A unit's text."""
        return self._units[unit].text

    def line(self, unit: int, at: int) -> Span:
        """The line in which *at* stands, line ends left outside."""
        text = self.text(unit)
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        return start, len(text) if end < 0 else end

    def paragraph(self, unit: int, at: int) -> Span:
        """The paragraph in which *at* stands: up to a blank line on either side."""
        text = self.text(unit)
        breaks = self._breaks.get(unit)
        if breaks is None:
            breaks = self._breaks[unit] = [match.span() for match in _BLANK_LINE.finditer(text)]
        index = bisect_right(breaks, (at, len(text)))
        start = breaks[index - 1][1] if index else 0
        end = breaks[index][0] if index < len(breaks) else len(text)
        return start, end

    def sentence(self, unit: int, hit: Hit) -> Span:
        """The whole sentence around a hit."""
        sentences = self._sentences.get(unit)
        if sentences is None:
            sentences = self._sentences[unit] = Sentences(self.text(unit))
        return sentences.around(hit.start, hit.end)

    def signs(self, unit: int, start: int) -> bool:
        """Whether *start* stands in the signature of the sender's own text."""
        return self._in_own_zone(unit, start, frozenset({ZoneKind.SIGNATURE}))

    def corresponds(self, unit: int, start: int) -> bool:
        """Whether a name here is that of who writes or is written to: display name, greeting or signature.

        Those of quoted and nested mail are not: its people may have nothing to do with this message's.
        """
        one = self._units[unit]
        if one.place is Place.DISPLAY_NAME and not one.nested:
            return True
        return self._in_own_zone(unit, start, frozenset({ZoneKind.GREETING, ZoneKind.SIGNATURE}))

    def shows_address(self, unit: int) -> bool:
        """Whether a unit is the name that the sender put before an address."""
        return self._units[unit].place is Place.DISPLAY_NAME

    def tells_nothing(self, unit: int, start: int) -> bool:
        """Whether words here speak of nobody: job titles in a signature, boilerplate, what is told the gateway."""
        one = self._units[unit]
        if one.place is Place.FIELD and one.label.lower().startswith(_TO_US):
            return True
        return self._in_own_zone(unit, start, _FORMAL)

    def author(self, unit: int) -> int | None:
        """The unit of the From field of the nested message that a unit stands in; None: it is in no nested one."""
        message = self._units[unit].part.rpartition("/")[0] + "/"
        return self._authors.get(message) if self._units[unit].nested else None

    def quoted_author(self, unit: int, at: int) -> Span | None:
        """The line of quoted mail that says who wrote what stands at *at*; None: it is not quoted, or none does."""
        one = self._units[unit]
        start = next((z.start for z in one.zones if z.kind is ZoneKind.QUOTED and z.start <= at < z.end), at)
        lines = [match.span() for match in _WROTE.finditer(one.text, start, at)]
        return lines[-1] if lines else None

    def _in_own_zone(self, unit: int, at: int, kinds: frozenset[ZoneKind]) -> bool:
        one = self._units[unit]
        if one.nested or one.part in self._attached:
            return False
        here = {zone.kind for zone in one.zones if zone.start <= at < zone.end}
        return bool(here & kinds) and ZoneKind.QUOTED not in here
