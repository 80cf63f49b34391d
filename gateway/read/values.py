"""Texts that hold values in a grammar of their own: calendars, cards, tables. What is said, and where it stands."""

from dataclasses import dataclass
from enum import StrEnum

from gateway.model.message import UnreadReason


class Form(StrEnum):
    """How a value is written, and so how another is written in its place."""

    TEXT = "text"  # RFC 5545 §3.3.11: a backslash before comma, semicolon and itself
    PARAMETER = "parameter"  # RFC 5545 §3.2, in quotes where need be; carets as RFC 6868 has them
    URI = "uri"  # percent-coded
    HTML = "html"  # a text that is a page of its own
    CELL = "cell"  # of a table: RFC 4180


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a value's text, and the stretch of the part's text that it was read from. Half open, both."""

    at: int
    end: int
    start: int
    stop: int
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What is said in one place; text between its pieces was put there to read them together."""

    label: str
    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """All values of a text, and why it was not wholly read."""

    values: tuple[Value, ...]
    faults: tuple[UnreadReason, ...]
