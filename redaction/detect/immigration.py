"""Mentions of immigration status."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

immigration: Final = Mention(Detector.IMMIGRATION)
"""Mentions of immigration status; the terms are in ``lists/immigration.txt``."""
