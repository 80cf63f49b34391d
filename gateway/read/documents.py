"""Documents, pictures and Outlook's files among the parts: their texts, by the redaction package's reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import redaction
from gateway.model.message import UnreadReason
from redaction.formats.content_lines.reader import CALENDAR_TYPE, CARD_TYPE
from redaction.formats.json_text import TYPE as JSON
from redaction.formats.office.packages import PACKAGE_TYPES, REBUILT_TYPES
from redaction.formats.pdf.reader import TYPE as PDF
from redaction.formats.picture.frames import PICTURE_TYPES
from redaction.formats.xml_text import TYPE as XML
from redaction.locked import lock_of
from redaction.media_types import media_type
from redaction.sniff import media_type as sniffed

# Calendars and cards are read value by value elsewhere. Mail here is a file of it, under a type that tells nothing.
_KNOWN: Final = PACKAGE_TYPES | {JSON, XML} | (REBUILT_TYPES - {CALENDAR_TYPE, CARD_TYPE})
HTML: Final = "text/html"
_HTML_NAMES: Final = (".htm", ".html", ".xhtml", ".xht", ".shtml")
_PDF_MARK: Final = b"%PDF-"
_PIECES: Final = "unread-"  # notes of what the reader did not look into: rewriting takes it out
_MACROS: Final = "unread-macros"
# What shows nowhere, or stands in the new file in another form.
_NOBODY_MISSES: Final = frozenset(
    f"unread-{word.replace(' ', '-')}"
    for word in (
        "thumbnail", "previews", "printer settings", "fonts", "theme", "metadata of a picture", "unreached parts",
        "old format", "HEIC", "drawings", "custom XML", "packed custom XML", "packed drawings", "field data",
        "program data", "Outlook properties", "look of the text", "earlier revisions", "damage", "data behind data",
        "objects outside of the table", "bytes after",
    )
)  # fmt: skip
# Rewritten, a document of a kind for macros is of the kind without, and its name and header would say otherwise.
_FOR_MACROS: Final = "macroenabled"


# A page within a part of another type has no charset but its own, and what it embeds is not looked into.
_HELD: Final = MappingProxyType(
    {"charset-guessed": UnreadReason.UNKNOWN_CHARSET, "embedded-data": UnreadReason.NESTED_CODING}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A document as read."""

    media_type: str
    units: tuple[redaction.Unit, ...]
    pieces: bool  # something in it was not looked into, and goes when it is rewritten
    missed: bool = False  # somebody who reads it may miss some of that


def document_type(content: bytes) -> str | None:
    """The media type of a document, picture, data file or mail, by its content; None: it is none of these."""
    if content.startswith(_PDF_MARK):
        return PDF
    picture = sniffed(content)
    if picture in PICTURE_TYPES:
        return picture
    found = media_type(content)
    return found if found in _KNOWN else None


def page_type(content: bytes, names: Iterable[str]) -> str | None:
    """HTML for a page: browsers open a file that begins like one, or has such a name, whatever its part says."""
    named = any(name.endswith(_HTML_NAMES) for name in names)
    return HTML if named or media_type(content) == HTML else None


def type_in_text(content: bytes, said: str, names: Iterable[str]) -> str | None:
    """What a file said to be text is: a document, a picture, or text whose words stand otherwise than its letters.

    Its reader goes by its name or content and never by what the part says of it. None: text, or HTML that is said to
    be HTML, or a format that is not read.
    """
    found = page_type(content, names) or document_type(content)
    return None if said == HTML and found in {HTML, XML} else found


def read_document(content: bytes, found_type: str) -> ReadDocument | UnreadReason:
    """Its texts, or why there are none; drawings and macros in it cannot be looked into yet."""
    try:
        document = redaction.read(content, found_type)
    except redaction.TooLarge:
        return UnreadReason.TOO_LARGE
    except redaction.Unreadable:
        return UnreadReason.UNKNOWN_TYPE if lock_of(content) is None else UnreadReason.LOCKED
    if found_type == HTML and (why := next((_HELD[note] for note in document.notes if note in _HELD), None)):
        return why
    pieces = frozenset(note for note in document.notes if note.startswith(_PIECES))
    if _MACROS in pieces or _FOR_MACROS in found_type:
        return UnreadReason.UNKNOWN_TYPE
    return ReadDocument(
        media_type=found_type, units=document.units, pieces=bool(pieces), missed=bool(pieces - _NOBODY_MISSES)
    )
