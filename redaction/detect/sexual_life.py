"""Mentions of sex life, orientation or gender identity."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

sexual_life: Final = Mention(Detector.SEXUAL_LIFE)
"""Mentions of sex life, orientation or gender identity; the terms are in ``lists/sexual_life.txt``."""
