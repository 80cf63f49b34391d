"""Mentions of offences and allegations."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

offence: Final = Mention(Detector.OFFENCE)
"""Mentions of offences, sentences and allegations; the terms are in ``lists/offence.txt``."""
