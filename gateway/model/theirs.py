"""What a party already has from us, paragraph by paragraph (MIN-1)."""

from dataclasses import dataclass
from datetime import datetime

STRANGER = "?"  # stands for whoever is not in the register


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedParagraph:
    """A paragraph that goes to a party, as it is kept: no word of it."""

    recipient: str  # address
    party: str  # register id
    print: bytes
    people: tuple[str, ...]  # "P-1 health": whom it tells of and what; STRANGER for others


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A paragraph that was delivered to a party."""

    party: str
    print: bytes
    at: datetime  # aware, UTC: when the delivery was decided
    case: str
    people: frozenset[str]  # as PrintedParagraph.people


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """That a recipient's party already has everything that this message tells of one person."""

    person: str  # FoundPerson.id
    since: datetime  # the earliest instant from which it had one of the paragraphs
    cases: tuple[str, ...]  # in which they went, in order
