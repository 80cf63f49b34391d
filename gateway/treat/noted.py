"""The line in a partner's copy that says whether it is fact or opinion (FACT-1). Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from gateway.model.message import Place, Reading, TextCut, Unit

_BODIES: Final = frozenset({Place.TEXT, Place.HTML})
_FILLED: Final = re.compile(r"\S")


def noted_cuts(reading: Reading, line: str, taken: Iterable[TextCut]) -> tuple[TextCut, ...]:
    """What puts *line* at the top of every body that the reader may be shown.

    In front of the first character that nothing else replaces: an edit that puts something in is one that replaces a
    character by itself and more. A body under a signature stays as it is; the header field says the same.

    Args:
        taken: the cuts that are made besides.
    """
    cuts = tuple(taken)
    attached = {attachment.part for attachment in reading.attachments}
    bodies = [
        unit
        for unit in reading.units
        if unit.place in _BODIES and not unit.nested and unit.part not in attached and unit.part not in reading.signed
    ]
    return tuple(cut for unit in bodies for cut in _noted(unit, line, cuts))


def _noted(unit: Unit, line: str, taken: tuple[TextCut, ...]) -> Iterator[TextCut]:
    spans = [(cut.start, cut.end) for cut in taken if cut.unit == unit.id]
    for match in _FILLED.finditer(unit.text):
        at = match.start()
        if not any(start <= at < end for start, end in spans):
            yield TextCut(unit=unit.id, start=at, end=at + 1, replacement=f"{line}\n\n{match[0]}")
            return
