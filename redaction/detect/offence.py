"""Mentions of offences and allegations."""

from collections.abc import Iterator

from redaction.detect.mention import mentions
from redaction.hit import Detector, Hit


def offence(text: str) -> Iterator[Hit]:
    """Find mentions of offences, sentences and allegations; the terms are in ``lists/offence.txt``."""
    return mentions(Detector.OFFENCE, text)
