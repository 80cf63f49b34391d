"""Mentions of safeguarding concerns."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

safeguarding: Final = Mention(Detector.SAFEGUARDING)
"""Mentions of abuse, neglect and child protection; the terms are in ``lists/safeguarding.txt``."""
