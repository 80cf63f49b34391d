"""Mentions of somebody's ethnic origin."""

from collections.abc import Iterator

from redaction.detect.mention import mentions
from redaction.hit import Detector, Hit


def ethnicity(text: str) -> Iterator[Hit]:
    """Find mentions of ethnic origin; the terms are in ``lists/ethnicity.txt``."""
    return mentions(Detector.ETHNICITY, text)
