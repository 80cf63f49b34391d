"""What a paragraph says of itself: fact or opinion (FACT-1)."""

from dataclasses import dataclass
from enum import StrEnum


class Statement(StrEnum):
    """Whether what is said about a person is fact or opinion (FACT-1)."""

    FACT = "fact"
    OPINION = "opinion"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedParagraph:
    """A paragraph that tells of somebody, and whether it says what it is."""

    hits: tuple[int, ...]  # indexes into Facts.hits
    statement: Statement | None  # None: it does not say
