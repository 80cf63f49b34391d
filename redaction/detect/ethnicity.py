"""Mentions of somebody's ethnic origin."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

ethnicity: Final = Mention(Detector.ETHNICITY)
"""Mentions of ethnic origin; the terms are in ``lists/ethnicity.txt``."""
