"""For how long what a sender said about a purpose may be taken as said again (PURP-1)."""

from datetime import timedelta
from typing import Final

LONGEST: Final = timedelta(days=90)
"""A quarter: within it work with a family for one purpose goes on, after it somebody should say so again."""
