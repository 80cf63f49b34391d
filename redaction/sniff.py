"""Says what a file is by its first bytes, never by its name."""

import re
from typing import Final

from redaction.charset import unmarked

_MAGIC: Final = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
    (b"{\\rt", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-msdownload"),
    (b"<?xml", "text/xml"),
)
_HTML: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,200})?(?:<!--.{0,2000}?-->\s{0,200}){0,5}"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|span|font|h[1-6]|br|style|script)\b",
    re.IGNORECASE | re.DOTALL,
)
HEIC: Final = "image/heic"
# ISO/IEC 23008-12 §10: what a photograph of a telephone says that it is.
_HEIF: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def media_type(untrusted_data: bytes) -> str:
    """The media type of a file's bytes; ``application/octet-stream`` when it is no text and not known."""
    head = untrusted_data[:16384]
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF:
        return HEIC
    if _HTML.match(head):
        return "text/html"
    for magic, found in _MAGIC:
        if head.startswith(magic) and not (len(magic) == 2 and _is_text(head)):
            return found
    text = head.startswith(_MARKS) or _is_text(head) or unmarked(head) is not None
    return "text/plain" if text else "application/octet-stream"


def _is_text(head: bytes) -> bool:
    """Text has no control characters but blanks, line ends, those of terminals and the end of a file of DOS."""
    return not any(byte < 32 and byte not in b"\t\n\r\f\v\a\b\x1a\x1b" for byte in head)
