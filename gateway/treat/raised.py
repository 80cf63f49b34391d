"""A marking that the content has raised is raised where it is written: its reader handles it as it is. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from gateway.model.marking import Classification, Marking, MarkingOrigin
from gateway.model.message import Place, Reading, TextCut, Unit

_BODIES: Final = frozenset({Place.TEXT, Place.HTML})


def raised_cuts(reading: Reading, markings: Iterable[Marking], effective: Classification) -> tuple[TextCut, ...]:
    """What makes the sender's own lower markings say the class that the message now has (CLASS-3).

    Only the words themselves change: "Unclassified: visit" becomes "Confidential: visit". What was quoted or attached
    was marked by somebody else, and parts under a signature cannot be changed.
    """
    cuts: dict[tuple[int, int, int], TextCut] = {}
    for marking in markings:
        if marking.origin is not MarkingOrigin.OWN or marking.level is None or marking.level >= effective:
            continue
        for unit in reading.units:
            if unit.nested or unit.part in reading.signed:
                continue
            for start, end in _places(unit, marking):
                replacement = _like(unit.text[start:end], effective.word)
                cuts[unit.id, start, end] = TextCut(unit=unit.id, start=start, end=end, replacement=replacement)
    return _apart(cuts.values())


def _places(unit: Unit, marking: Marking) -> Iterator[tuple[int, int]]:
    wanted = re.compile(rf"(?<!\w){re.escape(marking.text)}(?!\w)")
    if unit.place is Place.SUBJECT and marking.where == "subject":
        yield from (match.span() for match in wanted.finditer(unit.text))
    elif unit.place in _BODIES and marking.where in {"first-lines", "last-lines"}:
        found = [match.span() for match in wanted.finditer(unit.text)]
        if found:
            yield found[0 if marking.where == "first-lines" else -1]


def _like(written: str, word: str) -> str:
    if written.isupper():
        return word.upper()
    return word.capitalize() if written[:1].isupper() else word


def _apart(cuts: Iterable[TextCut]) -> tuple[TextCut, ...]:
    """Those that do not lie within another."""
    kept: list[TextCut] = []
    for cut in sorted(cuts, key=lambda one: (one.unit, one.start, -one.end)):
        if not kept or kept[-1].unit != cut.unit or cut.start >= kept[-1].end:
            kept.append(cut)
    return tuple(kept)
