"""Mentions of somebody's health."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

health: Final = Mention(Detector.HEALTH)
"""Mentions of illness, treatment, disability and addiction; the terms are in ``lists/health.txt``."""
