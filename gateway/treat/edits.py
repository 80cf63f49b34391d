"""Edits of a message's bytes, applied all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Octets in place of a span of one message's bytes."""

    start: int
    end: int
    octets: bytes


def splice(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The edits applied. Raises ValueError if two of them overlap."""
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    if any(after.start < before.end for before, after in pairwise(ordered)):
        raise ValueError("edits overlap")
    pieces: list[bytes] = []
    at = 0
    for edit in ordered:
        pieces += (data[at : edit.start], edit.octets)
        at = edit.end
    return b"".join((*pieces, data[at:]))
