"""What a decision takes out of a message, by kind and place and never in its words. Pure."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from gateway.model.found import FoundHit
from gateway.model.message import Place, Reading, Unit

# Words of ours for stretches of documents. Other labels may be their sender's: the key of a list, a column's head.
_WORDS: Final = frozenset(
    """
    text document views codes attributes comments comment header footer footnotes footnote endnotes title settings
    styles numbering properties core-properties extended-properties custom-properties metadata meta part names
    links link worksheet sharedstrings sheet workbook table chart drawing vmldrawing slide notesslide slidelayout
    slidemaster presentation content manifest page picture on of a other information bookmark field box member
    attachment img alt src style in lines as shown left out
""".split()  # noqa: SIM905 - sixty words read better without their quotes
)


def removed_by_place(units: Sequence[Unit], hits: Sequence[FoundHit], cut: Collection[int]) -> tuple[str, ...]:
    """How much goes: ``name 3 in worksheet of part 2``, in the order in which the message says it.

    Args:
        units: Of the whole message.
        hits: Of the whole message.
        cut: Indexes of those hits that go.
    """
    by_id = {unit.id: unit for unit in units}
    counted = Counter((hits[index].unit, hits[index].kind.value) for index in cut)
    places: Counter[tuple[str, str]] = Counter()
    for (unit, kind), number in sorted(counted.items()):
        places[kind, _place(by_id[unit])] += number
    return tuple(f"{kind} {number} in {place}" for (kind, place), number in places.items())


def left_out(reading: Reading, *, outside: bool) -> tuple[str, ...]:
    """What goes from documents where nothing in them is cut too: ``what nobody can look into of part 2``.

    Embedded objects, thumbnails, fonts and the like; an old office document goes whole, for the new one made of it.

    Args:
        outside: Whether the copy leaves the organisation; inside they stay as they came.
    """
    return tuple(f"what nobody can look into of part {part}" for part in reading.rewritten) if outside else ()


def _place(unit: Unit) -> str:
    word = unit.place.value.replace("-", " ")
    if unit.place is Place.DOCUMENT and all(one.isdigit() or one in _WORDS for one in unit.label.split(" ")):
        word = unit.label
    return f"{word} of part {unit.part}" if unit.part else word
