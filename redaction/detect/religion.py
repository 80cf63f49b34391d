"""Mentions of somebody's religion or belief."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

religion: Final = Mention(Detector.RELIGION)
"""Mentions of religion or belief; the terms are in ``lists/religion.txt``."""
