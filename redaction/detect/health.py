"""Mentions of somebody's health."""

from collections.abc import Iterator

from redaction.detect.mention import mentions
from redaction.hit import Detector, Hit


def health(text: str) -> Iterator[Hit]:
    """Find mentions of illness, treatment, disability and addiction; the terms are in ``lists/health.txt``."""
    return mentions(Detector.HEALTH, text)
