"""Collects one detector's hits; of two that begin together the longer stays."""

from collections.abc import Iterator

from redaction.hit import Detector, Evidence, Hit


class Finds:
    """The hits of one detector in one text, met in any order, given in rising order."""

    def __init__(self, detector: Detector) -> None:
        self._detector = detector
        self._hits: dict[int, Hit] = {}

    def __contains__(self, start: object) -> bool:
        return start in self._hits

    def add(self, span: tuple[int, int], how: str, evidence: Evidence = Evidence.PATTERN) -> None:
        """Keep a find, unless an earlier one begins where it does and is as long."""
        earlier = self._hits.get(span[0])
        if earlier is None or earlier.end < span[1]:
            self._hits[span[0]] = Hit(start=span[0], end=span[1], detector=self._detector, evidence=evidence, how=how)

    def __iter__(self) -> Iterator[Hit]:
        return (self._hits[start] for start in sorted(self._hits))
