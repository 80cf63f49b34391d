"""Zip archives: every member redacted by its content, names too, and the archive built anew from nothing."""

import posixpath
import re
from typing import Final

from redaction.errors import Unreadable
from redaction.formats.contents import ENDINGS, opened, renamed
from redaction.formats.office.odf import MIMETYPE
from redaction.formats.office.ooxml_links import TYPES
from redaction.formats.office.package import Package, pack
from redaction.formats.pieces import Change, Place, Slot, Source
from redaction.formats.reading import Opening

ARCHIVE_TYPE: Final = "application/zip"
# What computers put beside the files of a folder: how its window looks, forks of a file, small pictures.
_OF_SYSTEM: Final = re.compile(
    r"(?:\A|/)(?:__MACOSX/.*|\._[^/]*|\.DS_Store|Thumbs\.db|ehthumbs\.db|desktop\.ini)\Z", re.IGNORECASE
)
_LONGEST_NAME: Final = 200
_FOR_MACROS: Final = "macroenabled"


class Archive:
    """See ``Reading``. Whatever stands in the archive beside its members' names and contents does not come along."""

    media_type = written_type = ARCHIVE_TYPE

    def __init__(self, package: Package, opening: Opening) -> None:
        if TYPES in package.parts or MIMETYPE in package.parts:
            raise Unreadable("a package of unknown kind")
        self.dropped: list[str] = []
        self.unread: list[str] = []
        self.sources: list[Source] = []
        self._names: dict[str, Change] = {}
        self._system = [name for name in package.parts if _OF_SYSTEM.search(name)]
        self._members = [
            (name, opened(data, opening)) for name, data in package.parts.items() if name not in self._system
        ]
        for _, member in self._members:
            if member.written_type not in {member.media_type, *ENDINGS} or _FOR_MACROS in member.media_type:
                raise Unreadable("a member with macros")  # without them its name would say another kind
            self.sources += member.sources
            self.unread += member.unread
        self._read_names(package)
        if self._system:
            self.unread.append("system files")

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
            self._names[name] = change

        return put

    def write(self) -> bytes:
        """The members with all changes made so far, under names of which no two are the same."""
        parts: list[tuple[str, bytes]] = []
        taken: set[str] = set()
        if self._system:
            self.dropped.append("system files")
        for name, member in self._members:
            parts.append((_free(renamed(name, self._names.get(name), member), taken), member.write()))
            self.dropped += [one for one in member.dropped if one not in self.dropped]
        return pack(parts)


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
