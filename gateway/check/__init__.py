"""Whether an installation is in order: every problem at once, as data. What prints them is gateway/cli/check.py."""

from gateway.check.everything import check
from gateway.check.live import check_live
from gateway.check.result import Area, Level, Result

__all__ = ["Area", "Level", "Result", "check", "check_live"]
