"""Mentions of sex life, orientation or gender identity."""

from collections.abc import Iterator

from redaction.detect.mention import mentions
from redaction.hit import Detector, Hit


def sexual_life(text: str) -> Iterator[Hit]:
    """Find mentions of sex life, orientation or gender identity; the terms are in ``lists/sexual_life.txt``."""
    return mentions(Detector.SEXUAL_LIFE, text)
