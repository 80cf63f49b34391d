"""Says which media type a file's bytes really are: by their first bytes, and for a package by what is in it."""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from redaction import ole
from redaction.charset import decode
from redaction.errors import Unreadable
from redaction.formats.office.odf import MEDIA_TYPES, MIMETYPE
from redaction.formats.office.ooxml_links import TYPES, ContentTypes, Relations
from redaction.formats.office.ooxml_policy import MAIN_TYPES
from redaction.sniff import media_type as sniffed

_JSON: Final = "application/json"
_ESCAPE: Final = re.compile(r"\\u[0-9A-Fa-f]{4}")
_FIELD: Final = r"[!-9;-~]{1,60}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n){0,50}"
_FORMS: Final = (
    (re.compile(r"<[A-Za-z!?]"), "text/xml"),
    (re.compile(r"\{\\rt"), "application/rtf"),
    (re.compile(r"BEGIN:VCALENDAR", re.IGNORECASE), "text/calendar"),
    (re.compile(r"BEGIN:VCARD", re.IGNORECASE), "text/vcard"),
    (
        re.compile(
            rf"(?:From [^\n]{{1,200}}\n)?(?:{_FIELD}){{0,60}}?"
            r"(?:mime-version|content-type|content-transfer-encoding|received|message-id|return-path|dkim-signature):",
            re.IGNORECASE,
        ),
        "message/rfc822",
    ),
)
_ZIP: Final = "application/zip"
_RELS: Final = "_rels/.rels"
_LISTS: Final = frozenset({MIMETYPE, TYPES, _RELS})
_MOST_BYTES: Final = 4 * 1024 * 1024  # of a list of parts


def media_type(untrusted_data: bytes) -> str:
    """The media type in lower case; ``application/octet-stream`` when it is no text and not known.

    A zip that is no office package is ``application/zip``, one that is damaged too. The name of a file and
    what a sender declares are never asked.
    """
    found = sniffed(untrusted_data)
    if found == _ZIP:
        return _of_package(untrusted_data)
    if found in {"text/plain", "text/xml"}:
        return _of_text(untrusted_data)
    return ole.media_type(untrusted_data) if found == ole.STORAGE else found


FLAT_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {kind: f"{kind.removesuffix('-template')}-flat-xml" for kind in sorted(MEDIA_TYPES)}
)
"""The type that an OpenDocument file says it has: the one of a file that is all of it in one XML document."""
_DECLARED: Final = re.compile(r"\smimetype=[\"']([a-z./-]{10,80})[\"']|:mimetype=[\"']([a-z./-]{10,80})[\"']")
_ROOT: Final = re.compile(
    r"(?:\s|<\?.{0,2000}?\?>|<!--.{0,20000}?-->|<![A-Z][^<>]{0,2000}>)*<([A-Za-z_][\w.:-]{0,100})([^<>]{0,8000})",
    re.DOTALL,
)


def _of_xml(start: str) -> str:
    """By the root element; a document type in front is no obstacle to telling."""
    root = _ROOT.match(start)
    if root is not None and root[1].rpartition(":")[2] == "svg":
        return "image/svg+xml"
    # Not all that begins as XML is well-formed: browsers read on, and a page is read as they read it.
    if root is not None and root[1].lower() == "html":
        return "text/html"
    if root is not None and root[1].rpartition(":")[2] == "document":
        declared = _DECLARED.search(root[2])
        return FLAT_TYPES.get(declared[1] or declared[2], "text/xml") if declared else "text/xml"
    return "text/xml"


def _of_text(data: bytes) -> str:
    """Formats that are written in text, in which a value may stand in another form than its reader sees."""
    try:
        text, _, _ = decode(data, None)
    except Unreadable:
        return "text/plain"
    start = text.lstrip("\ufeff \t\r\n")
    for form, found in _FORMS:
        if form.match(start):
            return _of_xml(start) if found == "text/xml" else found
    if start[:1] in {"{", "["}:
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            # Cut off or of another dialect, its escapes would still be undone by somebody.
            return _JSON if _ESCAPE.search(text) else "text/plain"
        return _JSON
    return "text/plain"


def _of_package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            small = {
                info.filename: archive.read(info) if info.filename in _LISTS else b""
                for info in archive.infolist()
                if info.filename not in _LISTS or info.file_size <= _MOST_BYTES
            }
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
        OverflowError, KeyError, IndexError,
    ):  # fmt: skip
        return _ZIP
    declared = small.get(MIMETYPE, b"").decode("ascii", "replace").strip()
    if declared in MEDIA_TYPES:
        return declared
    try:
        types = ContentTypes(small)
        starts = Relations({name: data for name, data in small.items() if name == _RELS or "_rels/" not in name})
    except Unreadable:
        return _ZIP
    for one in starts.by_part.get("", ()):
        if one.kind == "officedocument" and one.part is not None and types.of(one.part) in MAIN_TYPES:
            return MAIN_TYPES[types.of(one.part)]
    return _ZIP
