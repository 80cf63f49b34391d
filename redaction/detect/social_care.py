"""Mentions of social care involvement."""

from collections.abc import Iterator

from redaction.detect.mention import mentions
from redaction.hit import Detector, Hit


def social_care(text: str) -> Iterator[Hit]:
    """Find mentions of children's social care and its orders; the terms are in ``lists/social_care.txt``."""
    return mentions(Detector.SOCIAL_CARE, text)
