"""What came to us from a party and stands in a message again (PURP-2)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a message tells in words that a party wrote to us: quoted, or in a message within the message."""

    party: str  # register id
    purposes: frozenset[str]  # of all the party's agreements, in force or not; `*` for all; empty: it has none
    agreements: tuple[str, ...]  # their ids
    hits: tuple[int, ...]  # indexes into Facts.hits
