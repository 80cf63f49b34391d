"""Answers whether a span lies within one of many, in logarithmic time."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator


class Cover:
    """Spans to look into; spans within others are forgotten."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        # Of those that begin together the last, which is the longest.
        for start, end in dict(sorted(spans)).items():
            if not self._ends or end > self._ends[-1]:
                self._starts.append(start)
                self._ends.append(end)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._starts, self._ends, strict=True)

    def holds(self, start: int, end: int) -> bool:
        """Whether one span holds all of ``[start, end)``."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._ends[at] >= end

    def touches(self, start: int, end: int) -> bool:
        """Whether one span shares a character with ``[start, end)``."""
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._ends[at] > start
