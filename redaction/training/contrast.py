"""Texts in which people and what is called like people stand in the same shapes, so that what is beside them must tell."""

import random
from collections.abc import Iterator
from typing import Final

from redaction.training.documents import Labelled, labelled
from redaction.training.grammar import Cast, Piece, fill, fragments
from redaction.training.noise import disturb

_KINDS: Final = {"short": 40, "told": 22, "things": 22, "words": 9, "lists": 4, "plain": 3, "prose": 4}
_BETWEEN: Final = ("\n", "\n", "\n\n", " ", ". ", "\n- ")


def contrasts(seed: int, count: int) -> Iterator[Labelled]:
    """*count* texts, the same for the same seed: one to four fragments each, of one kind or of several."""
    dice = random.Random(f"contrast {seed}")
    for _ in range(count):
        yield labelled(disturb(_composed(dice), dice))


def _composed(dice: random.Random) -> list[Piece]:
    kinds = dice.choices(tuple(_KINDS), tuple(_KINDS.values()), k=dice.choice((1, 2, 3, 4)))
    # Half of the texts are of one kind: a list of shops has seldom a case note in it.
    if dice.random() < 0.5:
        kinds = kinds[:1] * len(kinds)
    between = dice.choice(_BETWEEN)
    pieces: list[Piece] = []
    for at, kind in enumerate(kinds):
        if at:
            pieces.append((between, ""))
        pieces += fill(dice.choice(fragments(kind)), Cast(dice))
    return pieces
