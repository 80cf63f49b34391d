"""Mentions of somebody's religion or belief."""

from collections.abc import Iterator

from redaction.detect.mention import mentions
from redaction.hit import Detector, Hit


def religion(text: str) -> Iterator[Hit]:
    """Find mentions of religion or belief; the terms are in ``lists/religion.txt``."""
    return mentions(Detector.RELIGION, text)
