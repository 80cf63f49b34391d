"""A number or an account that was found once is found wherever it stands in the message."""

import re
from collections.abc import Container, Mapping, Sequence
from typing import Final

from redaction.hit import Detector, Hit
from redaction.spans import Cover
from redaction.tokens import figures

_OF_NUMBERS: Final = frozenset({
    Detector.NHS_NUMBER, Detector.NINO, Detector.UPN, Detector.ULN, Detector.UTR, Detector.PHONE, Detector.HANDLE,
    Detector.CASE_ID, Detector.PASSPORT, Detector.DRIVING_LICENCE, Detector.SORT_CODE, Detector.ACCOUNT,
    Detector.CARD, Detector.VEHICLE_REG, Detector.IP, Detector.MAC,
})  # fmt: skip
_LEAST: Final = 5  # letters and digits
_LEAST_DIGITS: Final = 4
_LEAST_FIRST: Final = 2  # figures before the first gap
_BETWEEN: Final = frozenset(" -./@_+")
_PLAIN: Final = re.compile(r"[^A-Za-z0-9]")
_WITHOUT_FIGURES: Final = str.maketrans("", "", "0123456789")
_FIGURES: Final = re.compile(r"[0-9]+")

_Shape = tuple[int, int]
"""How many letters stand before a value's first figure, and how many letters and figures it has."""


def repeated(texts: Sequence[str], hits: Sequence[Sequence[Hit]]) -> list[list[Hit]]:
    """Find values with figures again that were found by a label, a check or their form, over all units of a message.

    A label stands before a number once, and the number without it in every further mail of the thread. How it is
    parted makes no difference: *999 000 0018* is *9990000018*. The time grows with the texts, not with what is known:
    a value is looked up at its first figures, whole.

    Returns:
        For each text the further hits alone, with ``how`` = ``again`` and the evidence of the first; none where one
        of these kinds was found already.
    """
    values: dict[str, Hit] = {}
    shapes: dict[str, set[_Shape]] = {}
    # With which figures a value may begin somewhere: nearly all the ways to part it stand nowhere.
    begun = {figure.word for text in texts for figure in figures(text)}
    for text, found in zip(texts, hits, strict=True):
        for hit in found:
            if hit.detector in _OF_NUMBERS:
                _learn(text[hit.start : hit.end], hit, values, shapes, begun)
    if not values:
        return [[] for _ in texts]
    return [_again(text, found, values, shapes) for text, found in zip(texts, hits, strict=True)]


def _learn(
    written: str, hit: Hit, values: dict[str, Hit], shapes: dict[str, set[_Shape]], begun: Container[str]
) -> None:
    compact = _compact(written)
    if len(compact) < _LEAST or len(compact.translate(_WITHOUT_FIGURES)) > len(compact) - _LEAST_DIGITS:
        return
    values.setdefault(compact, hit)
    joined = _FIGURES.search(compact)
    if joined is not None:
        # Parted otherwise it begins with fewer figures: "9990000018" is "999 000 0018".
        for end in range(_LEAST_FIRST, len(joined[0]) + 1):
            if joined[0][:end] in begun:
                shapes.setdefault(joined[0][:end], set()).add((joined.start(), len(compact)))


def _again(
    text: str, found: Sequence[Hit], values: Mapping[str, Hit], shapes: Mapping[str, set[_Shape]]
) -> list[Hit]:
    taken = Cover((hit.start, hit.end) for hit in found if hit.detector in _OF_NUMBERS)
    new: list[Hit] = []
    for figure in figures(text):
        for shape in shapes.get(figure.word, ()):
            span = _span(text, figure.start, shape)
            first = values.get(_compact(text[slice(*span)])) if span is not None else None
            if span is not None and first is not None and not taken.holds(*span):
                new.append(
                    Hit(start=span[0], end=span[1], detector=first.detector, evidence=first.evidence, how="again")
                )
    return new


def _compact(written: str) -> str:
    """A value by its letters and figures alone."""
    return (written if written.isascii() and written.isalnum() else _PLAIN.sub("", written)).lower()


def _span(text: str, figure: int, shape: _Shape) -> tuple[int, int] | None:
    """The letters and figures of that shape around *figure*; None: others stand there, or more of them."""
    ahead, length = shape
    start = figure
    while ahead and start > 0:
        start -= 1
        if text[start].isalnum():
            ahead -= 1
        elif text[start] not in _BETWEEN:
            return None
    end, left = start, length
    while left and end < len(text):
        if text[end].isalnum():
            left -= 1
        elif text[end] not in _BETWEEN:
            return None
        end += 1
    goes_on = text[end : end + 1].isalnum() or (start > 0 and text[start - 1].isalnum())
    return None if ahead or left or goes_on else (start, end)
