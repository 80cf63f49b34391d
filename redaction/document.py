"""What a reader gives: the texts of a document and where each stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One stretch of text that is searched and cut on its own.

    ``id`` is the same for every reading of the same bytes. ``place`` says where it stands
    in words for a person ("text", "title", "img alt", "comment").
    """

    id: int
    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as read: units in reading order, unit 0 the main text.

    ``notes`` are words of ours for what a reader could not look into or found odd
    ("charset-guessed", "embedded-data", "bidi-override").
    """

    media_type: str
    units: tuple[Unit, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A document with the plan's cuts made, in its own format.

    ``removed`` are the values cut out, in the plan's order: personal data, never to be
    logged. ``dropped`` names the active or unknown things that a rewritten document lost.
    """

    data: bytes
    media_type: str
    charset: str | None  # None: the format has no charset
    removed: tuple[str, ...]
    dropped: tuple[str, ...] = ()
