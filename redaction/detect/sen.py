"""Mentions of special educational needs."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

sen: Final = Mention(Detector.SEN)
"""Mentions of special educational needs and support for them; the terms are in ``lists/sen.txt``."""
