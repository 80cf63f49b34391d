"""Office documents that are zip packages, archives, pictures and mail: read whole, cut, and built anew."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from redaction.document import Document, Redacted
from redaction.errors import TooLarge, Unreadable
from redaction.formats.archive import ARCHIVE_TYPE, Archive
from redaction.formats.content_lines.reader import CALENDAR_TYPE, CARD_TYPE, ContentLines
from redaction.formats.mail.msg import MSG_TYPE, msg
from redaction.formats.mail.reader import MAIL_TYPE, Mail
from redaction.formats.mail.tnef import TNEF_TYPE, tnef
from redaction.formats.office.flat_odf import FlatOdf
from redaction.formats.office.legacy import LEGACY_TYPES, WRITTEN_TYPES, Legacy
from redaction.formats.office.odf import MEDIA_TYPES, MIMETYPE, Odf
from redaction.formats.office.ooxml import Ooxml
from redaction.formats.office.ooxml_links import TYPES
from redaction.formats.office.ooxml_policy import MAIN_TYPES
from redaction.formats.office.package import Budget, Package, unpack
from redaction.formats.picture.ahead import read_pictures_ahead
from redaction.formats.picture.frames import PICTURE_TYPES
from redaction.formats.picture.heic import WRITTEN_TYPE as JPEG
from redaction.formats.picture.heic import Heic
from redaction.formats.picture.reader import Picture
from redaction.formats.pieces import Changes, cut, document_of
from redaction.formats.reading import Opening, Reading
from redaction.formats.rtf.reader import RTF_TYPE, Rtf
from redaction.formats.spread import spread
from redaction.formats.svg.reader import SVG_TYPE, Svg
from redaction.limits import DEFAULT_LIMITS, Limits
from redaction.media_types import FLAT_TYPES
from redaction.media_types import media_type as media_type_of
from redaction.plan import Plan
from redaction.sniff import HEIC
from redaction.sniff import media_type as sniffed

PACKAGE_TYPES: Final = frozenset({*MAIN_TYPES.values(), *MEDIA_TYPES, ARCHIVE_TYPE, *LEGACY_TYPES})
"""The media types of office documents and zip archives, in lower case; this module reads pictures besides."""


_PACKED: Final = (b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_WRITTEN_ANEW: Final[Mapping[str, Callable[[bytes, Opening], Reading]]] = MappingProxyType({
    MAIL_TYPE: Mail, SVG_TYPE: Svg, RTF_TYPE: Rtf, CALENDAR_TYPE: ContentLines, CARD_TYPE: ContentLines,
    MSG_TYPE: msg, TNEF_TYPE: tnef, HEIC: Heic, **dict.fromkeys(FLAT_TYPES.values(), FlatOdf),
})  # fmt: skip
REBUILT_TYPES: Final = frozenset(_WRITTEN_ANEW)
"""The media types of mail, drawings and the like, in lower case: written anew from what was read."""
WRITTEN_AS: Final[Mapping[str, str]] = MappingProxyType(
    {**WRITTEN_TYPES, MSG_TYPE: MAIL_TYPE, TNEF_TYPE: MAIL_TYPE, HEIC: JPEG}
)
"""Media type in lower case: that of what is written, where it is always another."""


def _open(untrusted_data: bytes, opening: Opening) -> Reading:
    if opening.depth > opening.limits.max_nesting:
        raise TooLarge("packages nested deeper than the limit")
    if sniffed(untrusted_data) in PICTURE_TYPES:
        return Picture(untrusted_data, opening)
    kind = media_type_of(untrusted_data)
    if kind in _WRITTEN_ANEW:
        return _WRITTEN_ANEW[kind](untrusted_data, opening)
    if kind in LEGACY_TYPES:
        return Legacy(untrusted_data, kind, opening)
    if not untrusted_data.startswith(_PACKED):
        raise Unreadable("a file of a kind that cannot be read")
    package = unpack(untrusted_data, opening.limits, opening.budget)
    if not opening.ahead:
        read_pictures_ahead(package.parts, opening.limits)
        opening = replace(opening, ahead=True)
    if _is_archive(package):
        return Archive(package, opening)
    # A package that is both would be read as one and opened as the other.
    if (TYPES in package.parts) == (MIMETYPE in package.parts):
        raise Unreadable("a package of unknown kind")
    return Ooxml(package, opening) if TYPES in package.parts else Odf(package, opening)


def _is_archive(package: Package) -> bool:
    return TYPES not in package.parts and MIMETYPE not in package.parts


def _reading(data: bytes, media_type: str, limits: Limits) -> Reading:
    opening = Opening(limits=limits, budget=Budget.of(limits), depth=0, nested=_open)
    reading = _open(data, opening)
    if reading.media_type != media_type:
        raise Unreadable("a document of another kind than it claims")
    if len(reading.sources) > limits.max_units:
        raise TooLarge("more texts than the limit")
    if sum(source.length for source in reading.sources) > limits.max_chars:
        raise TooLarge("more characters than the limit")
    return reading


def read(data: bytes, media_type: str, charset: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read an office document or picture: a few units for each part, the main part's text first.

    Of each part: its text, paragraphs as lines and cells with tabs between; field codes and formulas; the text as it
    was before tracked changes and is after them; attribute values; comments in the XML. Then links, names of parts
    and what else the package says. Notes of the form ``unread-macros`` name what was not looked into: ``redact``
    takes it out even where nothing is cut.

    Raises:
        Unreadable, TooLarge: a part cannot be read or is of an unknown kind, or a limit is passed.
    """
    reading = _reading(data, media_type, limits)
    return document_of(media_type, reading.sources, reading.unread)


def redact(
    data: bytes,
    media_type: str,
    plan: Plan,
    charset: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Redacted:
    """Make the plan's cuts wherever the values stand and build the package anew from its allowed parts.

    Without cuts, and where nothing is unread, the same bytes come back. The media type is that of the kind
    without macros.

    Raises:
        Unreadable, TooLarge: as ``read``.
        ValueError: the plan was made for another document.
    """
    reading = _reading(data, media_type, limits)
    if not plan.cuts and not reading.unread:
        return Redacted(data=data, media_type=media_type, charset=None, removed=())
    changes = Changes()
    removed = cut(reading.sources, plan, changes)
    spread(reading.sources, plan, removed, changes, apart=True)
    changes.make()
    new = reading.write()
    return Redacted(
        data=new, media_type=reading.written_type, charset=None, removed=removed, dropped=tuple(reading.dropped)
    )
