"""Mentions of special educational needs."""

from collections.abc import Iterator

from redaction.detect.mention import mentions
from redaction.hit import Detector, Hit


def sen(text: str) -> Iterator[Hit]:
    """Find mentions of special educational needs and support for them; the terms are in ``lists/sen.txt``."""
    return mentions(Detector.SEN, text)
