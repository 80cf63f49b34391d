"""Mentions of somebody's education."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

education: Final = Mention(Detector.EDUCATION)
"""Mentions of schools, exclusions, results and progress; the terms are in ``lists/education.txt``."""
