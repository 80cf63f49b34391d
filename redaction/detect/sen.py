"""Mentions of special educational needs."""

from collections.abc import Iterator

from redaction.detect.mention import mentions
from redaction.hit import Hit, Kind


def sen(text: str) -> Iterator[Hit]:
    """Find mentions of special educational needs and support for them; the terms are in ``lists/sen.txt``."""
    return mentions(Kind.SEN, text)
