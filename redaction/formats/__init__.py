"""One file format a module, or a folder with its reader; FORMATS says which media type each reads."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, Protocol

from redaction.decodings import before_decoding, cuts_decoded, with_decoded
from redaction.document import Document, Redacted
from redaction.errors import Unreadable
from redaction.formats import json_text, text, xml_text
from redaction.formats.html import reader as html
from redaction.formats.office import packages
from redaction.formats.pdf import reader as pdf
from redaction.formats.picture.frames import PICTURE_TYPES
from redaction.limits import DEFAULT_LIMITS, Limits
from redaction.ole import ENCRYPTED
from redaction.plan import Plan
from redaction.verify import verify


class Format(Protocol):
    """What a format's module offers."""

    def read(
        self, data: bytes, media_type: str, charset: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        """See ``redaction.read``."""

    def redact(
        self,
        data: bytes,
        media_type: str,
        plan: Plan,
        charset: str | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Redacted:
        """See ``redaction.redact``."""


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {"text/plain": text, "text/html": html, json_text.TYPE: json_text, xml_text.TYPE: xml_text, pdf.TYPE: pdf}
    | dict.fromkeys(sorted({*packages.PACKAGE_TYPES, *packages.REBUILT_TYPES, *PICTURE_TYPES}), packages)
)
"""By media type in lower case."""


def _format(media_type: str) -> Format:
    if media_type.lower() == ENCRYPTED:
        raise Unreadable("encrypted")
    found = FORMATS.get(media_type.lower())
    if found is None:
        raise Unreadable(f"no reader for {media_type.lower()[:80]}")
    return found


def read(data: bytes, media_type: str, charset: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a document's texts.

    Args:
        data: Its bytes, from anywhere.
        media_type: ``type/subtype`` without parameters.
        charset: As declared beside it; None: not declared.
        limits: When to give up.

    Raises:
        Unreadable: no reader for this type, or the bytes are not what they claim.
        TooLarge: a limit was passed.

    Example:
        >>> [(unit.place, unit.text.strip()) for unit in read(b"<p title='Visit'>At ten", "text/html").units]
        [('text', 'At ten'), ('p title', 'Visit')]
    """
    return with_decoded(_format(media_type).read(data, media_type.lower(), charset, limits), limits)


def redact(
    data: bytes,
    media_type: str,
    plan: Plan,
    charset: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Redacted:
    """Make the plan's cuts in the document's own format, then look whether they hold.

    Without cuts the same bytes come back.

    Raises:
        Unreadable, TooLarge: as ``read``.
        StillThere: a removed value is still found in the result.
        ValueError: the plan was made for other bytes.

    Example:
        >>> from redaction.plan import Cut
        >>> plan = Plan(cuts=(Cut(unit=0, start=0, end=3, replacement="[Child A]"),))
        >>> redact(b"Mia came.", "text/plain", plan).data
        b'[Child A] came.'
    """
    found, kind = _format(media_type), media_type.lower()
    if cuts_decoded(plan):
        made, removed = before_decoding(found.read(data, kind, charset, limits), plan)
        result = replace(found.redact(data, kind, made, charset, limits), removed=removed)
    else:
        result = found.redact(data, kind, plan, charset, limits)
    if plan.cuts:
        verify(result.data, result.media_type, result.removed, plan.kept, result.charset)
    return result
