"""Reads spans of people, addresses and bodies off the shares that the model gives each word."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from redaction.model.net import Floats
from redaction.model.pieces import Encoded

PERSON: Final = 0.12
"""From this share on a word is a person's: well under a half, since what is missed leaves in clear."""
ADDRESS: Final = 0.4


class Spell(NamedTuple):
    """A run of words of one kind: words half open, span in code points."""

    first: int
    last: int
    start: int
    end: int


def spells(encoded: Encoded, told: Floats, kind: int, least: float) -> list[Spell]:
    """Runs of words whose share of *kind* is at least *least*.

    Args:
        encoded: The text in pieces.
        told: Shares, a row for each word, as ``Net.read`` gives them.
        kind: 0 people, 1 addresses, 2 bodies, 3 places, 4 days of birth, 5 ages, 6 codes.
        least: The share from which on a word counts.
    """
    begins, goes_on = told[:, 2 * kind + 1], told[:, 2 * kind + 2]
    taken: NDArray[np.bool_] = begins + goes_on >= least
    if not taken.any():
        return []
    # A run ends where none is taken, or where the next word begins another of the same kind.
    fresh = taken & ((begins > goes_on) | ~np.concatenate(([False], taken[:-1])))
    firsts = np.flatnonzero(fresh)
    ends = np.flatnonzero(taken & np.concatenate((fresh[1:] | ~taken[1:], [True]))) + 1
    return [
        Spell(first, last, int(encoded.starts[first]), int(encoded.ends[last - 1]))
        for first, last in zip(firsts.tolist(), ends.tolist(), strict=True)
    ]
