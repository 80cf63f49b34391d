"""Days of birth, ages and numbers of somebody that the model alone tells, by what stands around them."""

from collections.abc import Iterator
from typing import Final

from redaction.hit import Detector, Evidence, Hit
from redaction.model.decode import spells
from redaction.model.doubt_figures import likely
from redaction.model.net import Floats
from redaction.model.pieces import Encoded

_TOLD: Final = ((4, 0.6, Detector.DATE_OF_BIRTH), (5, 0.9, Detector.AGE), (6, 0.6, Detector.CASE_ID))
"""The kind's number, the share from which on a word counts, and what is found."""
_FRINGE: Final = " \t\r\n,;:()[]<>\"'|*_/-.#="


def figures(encoded: Encoded, told: Floats, text: str) -> Iterator[Hit]:
    """Hits of one folded text, by kind and then in rising order; evidence ``model``."""
    for kind, least, detector in _TOLD:
        for spell in spells(encoded, told, kind, least):
            start, end = _trimmed(text, spell.start, spell.end)
            if start < end and _whole(text, start, end) and likely(text, start, end, detector):
                yield Hit(start=start, end=end, detector=detector, evidence=Evidence.MODEL, how="model")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _FRINGE:
        start += 1
    while end > start and text[end - 1] in _FRINGE:
        end -= 1
    return start, end


def _whole(text: str, start: int, end: int) -> bool:
    """Whether it begins and ends where words and figures do; a letter may stand beside a figure (*Y9*, *28Y*)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (
        (before.isalnum() and before.isdigit() == text[start].isdigit())
        or (after.isalnum() and after.isdigit() == text[end - 1].isdigit())
    )
