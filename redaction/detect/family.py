"""Mentions of somebody's family life."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

family: Final = Mention(Detector.FAMILY)
"""Mentions of relations, households and parental responsibility; the terms are in ``lists/family.txt``."""
