"""Mentions of somebody's money matters."""

from typing import Final

from redaction.detect.mention import Mention
from redaction.hit import Detector

finance: Final = Mention(Detector.FINANCE)
"""Mentions of benefits, debts, income and work; the terms are in ``lists/finance.txt``."""
