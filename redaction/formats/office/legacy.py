"""Word, Excel and PowerPoint files of the old binary formats: LibreOffice makes OOXML of them, and that is read.

Nothing of the old file is ever written again, and what LibreOffice leaves out (text that was deleted and is still in
the file, streams that nobody knows) is gone with it. So such a file is never passed on as it came.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from redaction import ole
from redaction.errors import TooLarge, Unreadable
from redaction.formats.office.package import pack, unpack
from redaction.formats.reading import Opening
from redaction.libreoffice import Wanted, made_of

LEGACY_TYPES: Final[Mapping[str, tuple[str, Wanted]]] = MappingProxyType(
    {ole.DOC: ("doc", Wanted.DOCX), ole.XLS: ("xls", Wanted.XLSX), ole.PPT: ("ppt", Wanted.PPTX)}
)
"""Media type in lower case: the ending by which LibreOffice takes it for what it is, and what is made of it."""

WRITTEN_TYPES: Final[Mapping[str, str]] = MappingProxyType({
    ole.DOC: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ole.XLS: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ole.PPT: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
})  # fmt: skip
"""Media type in lower case: that of what is written, which is another always."""

FORMAT: Final = "old format"
"""What was not looked into, and is gone in what is written."""

_CHART: Final = re.compile(r"[^\0]*/charts/chart\d+\.xml")
_AXIS: Final = re.compile(rb'(<c:(?:axId|crossAx) val=")(\d+)(?=")')


class Legacy:
    """See ``Reading``; all of it is that of the document which was made."""

    def __init__(self, untrusted_data: bytes, kind: str, opening: Opening) -> None:
        if len(untrusted_data) > opening.limits.max_bytes:
            raise TooLarge("more bytes than the limit")
        ending, wanted = LEGACY_TYPES[kind]
        macros = ole.has_macros(untrusted_data)
        made = made_of(untrusted_data, ending=ending, wanted=wanted)
        self._made = opening.nested(_steady(made, opening), opening.deeper())
        self.media_type = kind
        self.written_type = self._made.written_type
        if self.written_type != WRITTEN_TYPES[kind]:
            raise Unreadable("another document was made of it than it should be")
        self.sources = self._made.sources
        self.unread = [FORMAT, *(["macros"] if macros else []), *self._made.unread]
        self.dropped: list[str] = []

    def write(self) -> bytes:
        """The document that was made, with all changes."""
        made = self._made.write()
        self.dropped += (one for one in (*self.unread, *self._made.dropped) if one not in self.dropped)
        return made


def _steady(made: bytes, opening: Opening) -> bytes:
    """The same in every run: axes of charts have numbers by chance, and cuts are for a text that stays as it is."""
    package = unpack(made, opening.limits, opening.budget)
    if not any(_CHART.fullmatch(name) for name in package.parts):
        return made
    numbers: dict[bytes, bytes] = {}

    def number(match: re.Match[bytes]) -> bytes:
        return match[1] + numbers.setdefault(match[2], str(1000 + len(numbers)).encode())

    return pack(
        [(name, _AXIS.sub(number, data) if _CHART.fullmatch(name) else data) for name, data in package.parts.items()]
    )
