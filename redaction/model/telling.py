"""What a sentence tells of where the lists know no word of it: a linear model over hashed words and their parts."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from redaction.hit import Detector, Evidence, Hit
from redaction.model.errors import ModelMissing
from redaction.sentences import Sentences
from redaction.spans import Cover
from redaction.tokens import Word, words

Floats = NDArray[np.float32]

SIZE: Final = 1 << 15
"""Rows of the table: features fall into them by a checksum, and may share one."""
_PARTS: Final = (3, 4, 5)  # letters
_FEWEST: Final = 3  # words: less is a heading or a greeting
_MOST: Final = 80
_THRESHOLD: Final = 0.0
"""Log odds: rather so than not."""
_CACHE: Final = 50_000  # words


def features(word: str) -> list[int]:
    """The rows of a word's parts, its borders marked by blanks."""
    marked = f" {word} "
    return [row(marked[at : at + size]) for size in _PARTS for at in range(len(marked) - size + 1)]


def row(feature: str) -> int:
    """The row of a part of a word; that of words and pairs of words begins with a sign that no part has."""
    return crc32(feature.encode("utf-8", "surrogatepass")) % SIZE


class Telling:
    """The model as it is read from its file."""

    def __init__(self, table: Floats, bias: Floats, weights: Floats, kinds: Sequence[Detector]) -> None:
        """Take the model's arrays.

        Args:
            table: By row the share of each kind, already multiplied with the row's weight.
            bias: By kind.
            weights: By row, how rare it is.
            kinds: What the columns stand for.
        """
        self._kinds: Final = tuple(kinds)
        # The last column sums the squares that a sentence is divided by.
        self._table: Final = np.concatenate([table, weights[:, None] ** 2], axis=1)
        self._bias: Final = bias
        self._known: dict[str, tuple[Floats, Floats]] = {}

    def sentence(self, at: Sequence[Word]) -> tuple[Floats, Floats]:
        """The log odds of each kind for one sentence, and by word what it adds to them."""
        found = [self._known.get(word[2]) or self._learn(word[2]) for word in at]
        parts = np.array([one[0] for one in found])
        whole = np.array([one[1] for one in found])
        pairs = self._table[[row(f"={left[2]} {right[2]}") for left, right in pairwise(at)]]
        parts_by = np.sqrt(parts[:, -1].sum()) + 1e-9
        whole_by = np.sqrt(whole[:, -1].sum() + pairs[:, -1].sum()) + 1e-9
        by_word: Floats = parts[:, :-1] / parts_by + whole[:, :-1] / whole_by
        odds: Floats = by_word.sum(0) + pairs[:, :-1].sum(0) / whole_by + self._bias
        return odds, by_word

    def told(self, text: str, wanted: Collection[Detector], taken: Cover, known: Cover) -> Iterator[Hit]:
        """Hits in rising order: the word that adds most to what its sentence tells of.

        Args:
            text: A folded text.
            wanted: The kinds asked for.
            taken: Where other hits are, of which no word is pointed at.
            known: Where mentions were found by the lists: their sentences are not asked about.
        """
        every = words(text)
        begins = [word[0] for word in every]
        for start, end in Sentences(text).spans():
            said = every[bisect_left(begins, start) : bisect_left(begins, end)]
            if not _FEWEST <= len(said) <= _MOST or known.touches(start, end):
                continue
            odds, by_word = self.sentence(said)
            kind = int(odds.argmax())
            if odds[kind] <= _THRESHOLD or self._kinds[kind] not in wanted:
                continue
            free = [at for at, word in enumerate(said) if not taken.touches(word[0], word[1])]
            if free:
                most = said[max(free, key=lambda at: float(by_word[at, kind]))]
                yield Hit(
                    start=most[0], end=most[1], detector=self._kinds[kind], evidence=Evidence.MODEL, how="telling"
                )

    def _learn(self, word: str) -> tuple[Floats, Floats]:
        if len(self._known) >= _CACHE:
            self._known.clear()
        shown = "0" * len(word) if word.isdigit() else word
        found = self._table[features(shown[:32])].sum(0), self._table[row(f"={shown}")]
        if len(word) <= 32:
            self._known[word] = found
        return found


@cache
def telling() -> Telling:
    """The model of this package; read on the first call.

    Raises:
        ModelMissing: its file is not there, or is no such file.
    """
    try:
        with resources.files("redaction.model").joinpath("telling.npz").open("rb") as file, np.load(file) as kept:
            kinds = [Detector(str(kind)) for kind in kept["kinds"]]
            table = kept["table"].astype(np.float32) * kept["scale"].astype(np.float32)
            return Telling(table, kept["bias"].astype(np.float32), kept["weights"].astype(np.float32), kinds)
    except (OSError, KeyError, ValueError) as error:
        raise ModelMissing("the model of what sentences tell of cannot be read: install the package anew") from error
