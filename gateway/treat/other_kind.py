"""Documents that are written as another kind (a.doc becomes a.docx, a.msg a.eml): what the part's header says too."""

import posixpath
import re
from collections.abc import Iterator
from typing import Final

from gateway.model.reasons import Reason
from gateway.read.survey import InDocument, InParameter, Source
from gateway.read.walk import Message, Part
from gateway.treat.errors import TreatFailed
from redaction.formats.contents import ENDINGS
from redaction.formats.mail.reader import MAIL_TYPE
from redaction.formats.office.packages import WRITTEN_AS

_NAMES: Final = frozenset({"name", "name*", "filename", "filename*"})  # labels of a Whole

_UNTOLD: Final = "application/octet-stream"
_SAID: Final = re.compile(rb"[ \t\r\n]*([A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+)[ \t]*(?=;|\r?\n|\Z)")
_OLD_ENDINGS: Final = frozenset(
    {
        ".doc",
        ".dot",
        ".wbk",
        ".xls",
        ".xlt",
        ".xlw",
        ".ppt",
        ".pot",
        ".pps",
        ".msg",
        ".dat",
        ".tnef",
        ".heic",
        ".heif",
    }
)


def becomes(source: Source) -> str | None:
    """The media type as which a document is written; None: its own, or it is no document."""
    return WRITTEN_AS.get(source.media_type) if isinstance(source, InDocument) else None


def names(source: Source) -> bool:
    """Whether it is a name of its part's file."""
    return isinstance(source, InParameter) and source.whole.label.lower() in _NAMES


def named(name: str, written_type: str) -> str:
    """A file's name for what it has become: the old ending gives way, any other name gets the new one."""
    ending = ENDINGS[written_type]
    stem, old = posixpath.splitext(name.rstrip())
    if old.lower() == ending:
        return name
    return f"{stem if old.lower() in _OLD_ENDINGS else name.rstrip()}{ending}"


def said(message: Message, part: Part, written_type: str) -> Iterator[tuple[int, int, bytes]]:
    """The span of the type in the part's header, and the new one.

    A type that tells nothing stays.

    Raises:
        TreatFailed: the header has no type, or in a form that cannot be changed safely.
    """
    field = part.named("content-type")
    found = None if field is None else _SAID.match(message.data, field.value, field.end)
    if found is None:
        raise TreatFailed(Reason.UNREADABLE_ATTACHMENT, part.content)
    if part.media_type != _UNTOLD:
        yield found.start(1), found.end(1), told(written_type).encode("ascii")


def told(written_type: str) -> str:
    """What the header says of it.

    A mail goes as a file: under its own type it may be in no encoding that hides its text (RFC 2046 §5.2.1).
    """
    return _UNTOLD if written_type == MAIL_TYPE else written_type
