"""Mentions of somebody's attendance at school."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

attendance: Final = Mention(Detector.ATTENDANCE)
"""Mentions of attendance, absence and lateness; the terms are in ``lists/attendance.txt``."""
