"""Zip archives: every member redacted by its content, names too, and the archive built anew from nothing."""

import posixpath
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from redaction.document import Document, Redacted
from redaction.errors import TooLarge, Unreadable
from redaction.formats import html, json_text, pdf, text, xml_text
from redaction.formats.odf import MEDIA_TYPES, MIMETYPE
from redaction.formats.ooxml_links import TYPES
from redaction.formats.ooxml_policy import MAIN_TYPES
from redaction.formats.package import Package, pack
from redaction.formats.package_pieces import Change, Place, Slot, Source
from redaction.formats.package_reading import Opening, Reading
from redaction.formats.picture_frames import PICTURE_TYPES
from redaction.limits import Limits
from redaction.media_types import media_type
from redaction.plan import Cut, Plan

ARCHIVE_TYPE: Final = "application/zip"
_OPENED: Final = frozenset({ARCHIVE_TYPE, *MAIN_TYPES.values(), *MEDIA_TYPES, *PICTURE_TYPES})
_NOT_IN_NAME: Final = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|/]+")
_LONGEST_NAME: Final = 200


class _Format(Protocol):
    def read(self, data: bytes, media_type: str, charset: str | None = None, limits: Limits = ...) -> Document: ...

    def redact(
        self, data: bytes, media_type: str, plan: Plan, charset: str | None = None, limits: Limits = ...
    ) -> Redacted: ...


_LEAVES: Final[Mapping[str, _Format]] = MappingProxyType(
    {"text/plain": text, "text/html": html, json_text.TYPE: json_text, xml_text.TYPE: xml_text, pdf.TYPE: pdf}
)
"""Formats that open nothing within them."""


class Leaf:
    """A member of a format without members; see ``Reading``."""

    def __init__(self, data: bytes, kind: str, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._cuts: list[Cut] = []
        self.media_type = self.written_type = kind
        self.dropped: list[str] = []
        document = _LEAVES[kind].read(data, kind, None, limits)
        self.unread = [note.removeprefix("unread-") for note in document.notes if note.startswith("unread-")]
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
        """The member with the cuts that were made; without any the same bytes."""
        result = _LEAVES[self.media_type].redact(
            self._data, self.media_type, Plan(cuts=tuple(self._cuts)), None, self._limits
        )
        self.dropped += result.dropped
        return result.data


class Archive:
    """See ``Reading``. Whatever stands in the archive beside its members' names and contents does not come along."""

    media_type = written_type = ARCHIVE_TYPE

    def __init__(self, package: Package, opening: Opening) -> None:
        if TYPES in package.parts or MIMETYPE in package.parts:
            raise Unreadable("a package of unknown kind")
        self.dropped: list[str] = []
        self.unread: list[str] = []
        self.sources: list[Source] = []
        self._names: dict[str, str] = {}
        self._members = [(name, _opened(data, opening)) for name, data in package.parts.items()]
        for _, member in self._members:
            if member.written_type != member.media_type:
                raise Unreadable("a member with macros")  # without them its name would say another kind
            self.sources += member.sources
            self.unread += member.unread
        self._read_names(package)

    def _read_names(self, package: Package) -> None:
        names = Source("member names")
        for name in package.parts:
            names.add(Slot(name, self._renaming(name)))
            names.separate(" |\n")
        for name in package.folders:
            names.add(Slot(name))
            names.separate(" |\n")
        asides = Source("archive comments")
        asides.add(Slot("\n".join(package.asides)))
        self.sources += [one for one in (names, asides) if one.text.strip()]
        if package.asides:
            self.unread.append("comments")

    def _renaming(self, name: str) -> Place:
        def put(change: Change) -> None:
            made = change.made(lambda replacement: _NOT_IN_NAME.sub(" ", replacement))
            stem, ending = posixpath.splitext(made)
            before = posixpath.splitext(name)[1]
            self._names[name] = made if ending == before else f"{stem or 'file'}{before}"

        return put

    def write(self) -> bytes:
        """The members with all changes made so far, under names of which no two are the same."""
        parts: list[tuple[str, bytes]] = []
        taken: set[str] = set()
        for name, member in self._members:
            parts.append((_free(self._names.get(name, name), taken), member.write()))
            self.dropped += [one for one in member.dropped if one not in self.dropped]
        return pack(parts)


def _opened(data: bytes, opening: Opening) -> Reading:
    kind = media_type(data)
    if kind in _OPENED:
        return opening.nested(data, opening.deeper())
    if kind not in _LEAVES:
        raise Unreadable("a member of a kind that cannot be read")
    if len(data) > opening.limits.max_bytes:
        raise TooLarge("more bytes than the limit")
    return Leaf(data, kind, opening.limits)


def _free(wanted: str, taken: set[str]) -> str:
    folder, _, name = wanted.rpartition("/")
    stem, ending = posixpath.splitext(name.strip() or "file")
    number = 1
    while True:
        shown = f"{stem[:_LONGEST_NAME]}{'' if number == 1 else f' ({number})'}{ending}"
        full = f"{folder}/{shown}" if folder else shown
        if full.lower() not in taken:
            taken.add(full.lower())
            return full
        number += 1
