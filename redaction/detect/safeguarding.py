"""Mentions of safeguarding concerns."""

from collections.abc import Iterator

from redaction.detect.mention import mentions
from redaction.hit import Detector, Hit


def safeguarding(text: str) -> Iterator[Hit]:
    """Find mentions of abuse, neglect and child protection; the terms are in ``lists/safeguarding.txt``."""
    return mentions(Detector.SAFEGUARDING, text)
