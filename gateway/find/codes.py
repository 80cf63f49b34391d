"""Finds in what codes say that are no find of their own: the words beside a code stand in its unit too. Pure."""

from collections.abc import Iterable, Sequence
from typing import Final

from gateway.find.spots import Placed
from gateway.model.message import Unit
from redaction import Evidence, Hit
from redaction.decodings import Decoded, decoded


class Codes:
    """The decoded texts of one message, each with the text that it was decoded from."""

    def __init__(self, units: Sequence[Unit]) -> None:
        texts = {unit.id: unit.text for unit in units}
        self._said: Final[dict[int, tuple[int, str, Decoded]]] = {}
        for unit in units:
            before = texts.get(unit.codes_of) if unit.codes_of is not None else None
            one = decoded(before) if before is not None else None
            if unit.codes_of is not None and before is not None and one is not None and one.text == unit.text:
                self._said[unit.id] = (unit.codes_of, before, one)

    def stands(self, unit: int, hit: Hit) -> bool:
        """Whether a find in a decoded text is made of no code: the same words stand where they were decoded from."""
        if unit not in self._said:
            return False
        _, before, one = self._said[unit]
        return one.as_it_stood(hit.start, hit.end, before)

    def once(self, placed: Iterable[Placed]) -> list[Placed]:
        """Without those finds that their own unit has too. What only a decoded word beside it tells, stays."""
        every = list(placed)
        by_unit: dict[int, list[Hit]] = {}
        for unit, hit in every:
            by_unit.setdefault(unit, []).append(hit)
        return [(unit, hit) for unit, hit in every if not self._twice(unit, hit, by_unit)]

    def _twice(self, unit: int, hit: Hit, by_unit: dict[int, list[Hit]]) -> bool:
        if not self.stands(unit, hit):
            return False
        if hit.evidence is Evidence.MODEL:
            return True  # it read the same letters where they stand, with all that is beside them
        source, _, one = self._said[unit]
        start, end = one.span(hit.start, hit.end)
        return any(
            other.detector is hit.detector and other.start <= start and end <= other.end
            for other in by_unit.get(source, ())
        )
