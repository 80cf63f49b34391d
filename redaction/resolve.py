"""Turns overlapping hits into disjoint spans that still cover every character of every hit."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from redaction.hit import Evidence, Hit

_STRENGTH: Final = {evidence: rank for rank, evidence in enumerate(reversed(Evidence))}


def _weight(hit: Hit) -> tuple[int, int]:
    return _STRENGTH[hit.evidence], hit.end - hit.start


def resolve(hits: Iterable[Hit]) -> list[Hit]:
    """Join overlapping hits into one span each, in rising order.

    The strongest hit of a group (evidence first, then length) gives kind and persons; its
    span grows to the whole group, since a loser's remainder would be left in clear.
    """
    groups: list[list[Hit]] = []
    reach = -1
    for hit in sorted(hits):
        if groups and hit.start < reach:
            groups[-1].append(hit)
        else:
            groups.append([hit])
        reach = max(reach, hit.end)
    return [
        replace(max(group, key=_weight), start=group[0].start, end=max(hit.end for hit in group)) for group in groups
    ]
