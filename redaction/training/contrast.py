"""Texts in which people and what is called like people stand in the same shapes, so that what is beside them must tell."""

import random
from collections.abc import Iterator, Mapping
from typing import Final

from redaction.training.documents import Labelled, labelled
from redaction.training.grammar import Cast, Piece, fill, fragments
from redaction.training.noise import disturb

_KINDS: Final = {"short": 40, "told": 22, "things": 22, "words": 9, "lists": 4, "plain": 3, "prose": 4}
_FIGURES: Final = {
    "born": 18,
    "aged": 22,
    "codes": 18,
    "homes": 24,
    "figures": 60,
    "plain": 6,
    "things": 3,
    "subjects": 2,
}
_TABLES: Final = 0.08  # of the texts with figures
_BETWEEN: Final = ("\n", "\n", "\n\n", " ", ". ", "\n- ")


def contrasts(seed: int, count: int) -> Iterator[Labelled]:
    """*count* texts, the same for the same seed: one to four fragments each, of one kind or of several."""
    dice = random.Random(f"contrast {seed}")
    for _ in range(count):
        yield labelled(disturb(_composed(dice), dice))


def figures(seed: int, count: int) -> Iterator[Labelled]:
    """*count* texts with days of birth, ages, codes and homes beside other days, counts and codes."""
    dice = random.Random(f"figures {seed}")
    for _ in range(count):
        pieces = _rows(dice) if dice.random() < _TABLES else _composed(dice, _FIGURES)
        yield labelled(disturb(pieces, dice))


def _rows(dice: random.Random) -> list[Piece]:
    """One line of columns many times over."""
    rows = [
        one
        for kind in _FIGURES
        for one in fragments(kind)
        if "\n" not in one and ("\t" in one or "| " in one[:2] or "},{" in one)
    ]
    row = dice.choice(rows)
    pieces: list[Piece] = []
    for _ in range(dice.randint(2, 6)):
        pieces += [*fill(row, Cast(dice)), ("\n", "")]
    return pieces


def _composed(dice: random.Random, kinds_of: Mapping[str, int] = _KINDS) -> list[Piece]:
    kinds = dice.choices(tuple(kinds_of), tuple(kinds_of.values()), k=dice.choice((1, 2, 3, 4)))
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
