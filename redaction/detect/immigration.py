"""Mentions of immigration status."""

from collections.abc import Iterator

from redaction.detect.mention import mentions
from redaction.hit import Detector, Hit


def immigration(text: str) -> Iterator[Hit]:
    """Find mentions of immigration status; the terms are in ``lists/immigration.txt``."""
    return mentions(Detector.IMMIGRATION, text)
