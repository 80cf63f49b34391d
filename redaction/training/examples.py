"""Labelled texts → windows of pieces with a label for each word, as arrays."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from redaction.model.pieces import Pieces
from redaction.model.windows import LONGEST, windows
from redaction.training.documents import Labelled

LABELS: Final = ("PERSON", "ADDRESS", "ORG", "LOC", "BORN", "AGE", "CASE")
"""In the order of the model's answers: nothing, then the first and the further words of each."""
NONE: Final = -100
"""The label of a piece that is not a word's first, and of the padding."""


def word_labels(text: Labelled, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> NDArray[np.int8]:
    """A label for each word: 0, or twice the kind's number less one for the first word and one more for the others."""
    found = np.zeros(len(starts), np.int8)
    for start, end, label in text.spans:
        first, last = np.searchsorted(ends, start, "right"), np.searchsorted(starts, end, "left")
        kind = 2 * LABELS.index(label) + 1
        found[first:last] = kind + 1
        if first < last:
            found[first] = kind
    return found


def arrays(
    texts: Iterable[Labelled], pieces: Pieces
) -> tuple[NDArray[np.int16], NDArray[np.uint8], NDArray[np.int8]]:
    """Ids, marks and labels of all windows of the texts, a row each, filled up with [PAD] and ``NONE``."""
    ids: list[NDArray[np.signedinteger]] = []
    marks: list[NDArray[np.signedinteger]] = []
    labels: list[NDArray[np.signedinteger]] = []
    for text in texts:
        encoded = pieces.encode(text.text)
        if not len(encoded.firsts):
            continue
        told = np.full(len(encoded.ids), NONE, np.int8)
        told[encoded.firsts] = word_labels(text, encoded.starts, encoded.ends)
        bounds = np.append(encoded.firsts, len(encoded.ids))
        for window in windows(encoded):
            span = slice(bounds[window.first], bounds[window.last])
            ids.append(_filled(encoded.ids[span], 0))
            marks.append(_filled(encoded.marks[span], 0))
            labels.append(_filled(told[span], NONE))
    return np.array(ids, np.int16), np.array(marks, np.uint8), np.array(labels, np.int8)


def _filled(values: NDArray[np.signedinteger], rest: int) -> NDArray[np.signedinteger]:
    row = np.full(LONGEST, rest, values.dtype)
    row[: len(values)] = values[:LONGEST]
    return row
