"""Reads several texts with the model at once and turns what it says into hits."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np

from redaction.hit import Detector, Evidence, Hit
from redaction.model.decode import ADDRESS, PERSON, Spell, spells
from redaction.model.doubt import doubtful, no_home, trimmed
from redaction.model.doubt_homes import vague
from redaction.model.figures import figures
from redaction.model.net import Floats, net
from redaction.model.pieces import Encoded
from redaction.model.seen import Seen
from redaction.model.windows import may_name, windows

Span = tuple[int, int]

_PEOPLE: Final = 0
_ADDRESSES: Final = 1
_WORD: Final = re.compile(r"[^\W\d_]{2}")  # what every address has
_NOBODY: Final = 0.01
"""Below this share of every word of it a name that lists alone tell is nobody's: a street, a school, a saying."""
_FRINGE: Final = " \t\r\n,;:()[]<>\"'|*_/-"


_POSTCODE: Final = re.compile(r"[ ,\n]+[A-Z]{1,2}\d[A-Z\d]?(?:[ ]{0,2}\d[A-Z]{2})?\Z")


class Answer(NamedTuple):
    """What the model says of one text.

    Names and addresses in rising order; which of the spans asked about are nobody's; days, ages and numbers.
    """

    hits: list[Hit]
    nobody: set[Span]
    figures: list[Hit]


def found(texts: Sequence[str], seen: Seen | None, listed: Sequence[Sequence[Span]]) -> list[Answer]:
    """The answer for each text.

    Args:
        texts: Folded texts of one message.
        seen: What was said of windows already read; None: all are read.
        listed: For each text the spans of names that lists alone tell, half open, in code points.

    Raises:
        ModelMissing: there is no model to ask.
    """
    asked = net()
    encoded = [asked.pieces.encode(text) for text in texts]
    joined = _joined(encoded)
    starts = [0, *accumulate(len(one.firsts) for one in encoded)]
    # What stands in no window is nothing: rows of figures, rules and borders cost no time.
    cut = [window for window in windows(joined, starts[1:-1]) if may_name(joined, window)]
    told = seen.read(asked, joined, cut) if seen is not None else asked.read(joined, cut)
    return [
        _answer(one, told[start : start + len(one.firsts)], text, spans)
        for one, start, text, spans in zip(encoded, starts, texts, listed, strict=False)
    ]


def _answer(encoded: Encoded, told: Floats, text: str, listed: Sequence[Span]) -> Answer:
    nobody = {span for span in listed if _nobody(encoded, told, *span)}
    return Answer(sorted(_hits(encoded, told, text)), nobody, list(figures(encoded, told, text)))


def _nobody(encoded: Encoded, told: Floats, start: int, end: int) -> bool:
    first, last = np.searchsorted(encoded.ends, start, "right"), np.searchsorted(encoded.starts, end, "left")
    if first >= last:
        return False
    shares = told[first:last, 2 * _PEOPLE + 1 : 2 * _PEOPLE + 3].sum(1)
    return bool(shares.max() < _NOBODY)


def _joined(encoded: Sequence[Encoded]) -> Encoded:
    """All texts as one, so that the windows of short ones are read together."""
    if len(encoded) == 1:
        return encoded[0]
    if not encoded:
        return Encoded(*(np.zeros(0, np.int32) for _ in range(6)))
    ids, marks, starts, ends, gaps = (
        np.concatenate([getattr(one, name) for one in encoded]) for name in ("ids", "marks", "starts", "ends", "gaps")
    )
    before = [0, *accumulate(len(one.ids) for one in encoded)]
    firsts = np.concatenate([one.firsts + shift for one, shift in zip(encoded, before, strict=False)]).astype(
        np.int32
    )
    return Encoded(ids, marks, firsts, starts, ends, gaps)


def _hits(encoded: Encoded, told: Floats, text: str) -> Iterator[Hit]:
    small = text.islower()
    for spell in spells(encoded, told, _PEOPLE, PERSON):
        start, end = _trimmed(text, spell)
        start, end = trimmed(text, start, end)
        sure = float(told[spell.first, 2 * _PEOPLE + 1 :][:2].sum())
        if not _whole_words(text, start, end) or not any(char.isalpha() for char in text[start:end]):
            continue
        if not doubtful(text, start, end, sure, small=small):
            yield Hit(
                start=start, end=end, detector=Detector.NAME, evidence=Evidence.MODEL, how=_how(text, start, end)
            )
    for spell in spells(encoded, told, _ADDRESSES, ADDRESS):
        start, end = _trimmed(text, spell)
        code = _POSTCODE.search(text, max(start, end - 12), end)
        # A postcode is found by its own detector, and a plan may leave its district.
        end = code.start() if code is not None else end
        if text[end - 2 : end + 1] == "Ho!":
            end += 1  # Westward Ho!
        if not _whole_words(text, start, end) or no_home(text, start, end):
            continue
        sure = float(told[spell.first : spell.last, 2 * _ADDRESSES + 1 :][:, :2].sum(1).max())
        if vague(text, start, end, sure):
            continue
        if _WORD.search(text, start, end) is not None:
            yield Hit(start=start, end=end, detector=Detector.ADDRESS, evidence=Evidence.MODEL, how="model")


def _whole_words(text: str, start: int, end: int) -> bool:
    """Whether it begins and ends where words do: a piece of a code ("00C0C0C0") is nobody's name or street."""
    if end <= start:
        return False
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return False
    return not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())


def _trimmed(text: str, spell: Spell) -> tuple[int, int]:
    """The spell without the signs at its edges: a comma before a name is not the name's."""
    start, end = spell.start, spell.end
    while start < end and text[start] in _FRINGE:
        start += 1
    while end > start and text[end - 1] in _FRINGE:
        end -= 1
    return start, end


def _how(text: str, start: int, end: int) -> str:
    """``full-name`` where two words or more stand together, else ``model``."""
    words = [word for word in text[start:end].replace(",", " ").split() if len(word.strip(".")) > 1]
    return "full-name" if len(words) > 1 else "model"
