"""Mentions of social care involvement."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

social_care: Final = Mention(Detector.SOCIAL_CARE)
"""Mentions of children's social care and its orders; the terms are in ``lists/social_care.txt``."""
