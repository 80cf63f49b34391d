"""Opens what stands within a document, by its content: what holds more in turn, and what does not."""

import posixpath
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from redaction.document import Document, Redacted
from redaction.errors import TooLarge
from redaction.formats import json_text, text, xml_text
from redaction.formats.html import reader as html
from redaction.formats.office.ooxml_policy import PLAIN_ENDINGS
from redaction.formats.pdf import reader as pdf
from redaction.formats.pieces import Change, Place, Slot, Source
from redaction.formats.reading import Opening, Reading
from redaction.limits import Limits
from redaction.media_types import media_type
from redaction.plan import Cut, Plan

_UNREAD: Final = ("unread-", "embedded-data")
_NOT_IN_NAME: Final = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|/]+")
ENDINGS: Final[Mapping[str, str]] = MappingProxyType({
    "message/rfc822": ".eml",
    "image/jpeg": ".jpg",
    **{kind: f".{ending}" for kind, ending in PLAIN_ENDINGS.items()},
})  # fmt: skip
"""Of the formats in which another is written anew: the ending that the file's name then has."""


class _Format(Protocol):
    def read(self, data: bytes, media_type: str, charset: str | None = None, limits: Limits = ...) -> Document: ...

    def redact(
        self, data: bytes, media_type: str, plan: Plan, charset: str | None = None, limits: Limits = ...
    ) -> Redacted: ...


LEAVES: Final[Mapping[str, _Format]] = MappingProxyType(
    {"text/plain": text, "text/html": html, json_text.TYPE: json_text, xml_text.TYPE: xml_text, pdf.TYPE: pdf}
)
"""Formats that open nothing within them."""


class Leaf:
    """A document of a format without members; see ``Reading``."""

    def __init__(self, data: bytes, kind: str, limits: Limits, charset: str | None = None) -> None:
        if len(data) > limits.max_bytes:
            raise TooLarge("more bytes than the limit")
        self._data = data
        self._limits = limits
        self._cuts: list[Cut] = []
        self.charset = charset
        self.media_type = self.written_type = kind
        self.dropped: list[str] = []
        document = LEAVES[kind].read(data, kind, charset, limits)
        self.unread = [note.removeprefix("unread-") for note in document.notes if note.startswith(_UNREAD)]
        self.sources: list[Source] = []
        for unit in document.units:
            source = Source(unit.place)
            source.add(Slot(unit.text, self._cutting(unit.id)))
            self.sources.append(source)

    def _cutting(self, unit: int) -> Place:
        def put(change: Change) -> None:
            self._cuts += (
                Cut(unit=unit, start=start, end=end, replacement=replacement)
                for start, end, replacement in change.edits
            )

        return put

    def write(self) -> bytes:
        """The document with the cuts that were made; without any the same bytes. ``charset`` is then its own."""
        plan = Plan(cuts=tuple(self._cuts))
        result = LEAVES[self.media_type].redact(self._data, self.media_type, plan, self.charset, self._limits)
        self.dropped += result.dropped
        self.charset = result.charset
        return result.data


def opened(data: bytes, opening: Opening, kind: str | None = None, charset: str | None = None) -> Reading:
    """What *data* are, read.

    Args:
        data: Of a member, an attachment or an embedded file.
        opening: Of the document that they stand in.
        kind: A type of ``LEAVES`` that they are to be read as; None: what their content says.
        charset: As declared beside them, for a text.

    Raises:
        Unreadable, TooLarge: see ``redaction.read``.
    """
    found = kind or media_type(data)
    if found not in LEAVES:
        return opening.nested(data, opening.deeper())
    return Leaf(data, found, opening.limits, charset)


def renamed(name: str, change: Change | None, reading: Reading) -> str:
    """A file's name with its changes. Its ending stays, or is that of the format in which it is written anew."""
    made = name if change is None else change.made(lambda replacement: _NOT_IN_NAME.sub(" ", replacement))
    stem, ending = posixpath.splitext(made)
    before = posixpath.splitext(name)[1]
    after = before if reading.written_type == reading.media_type else ENDINGS[reading.written_type]
    return made if ending == after else f"{(stem if ending == before else made) or 'file'}{after}"
