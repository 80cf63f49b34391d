"""What a part holds, by its content and not by what is said of it."""

import binascii
import re
from typing import Final

import magic

from gateway.model.message import UnreadReason
from gateway.read import cms

TEXT_TYPES: Final = frozenset(
    {
        "text/plain", "text/rfc822-headers", "message/global-headers", "message/delivery-status",
        "message/global-delivery-status", "message/disposition-notification",
        "message/global-disposition-notification", "message/feedback-report",
    }
)  # fmt: skip
HTML_TYPES: Final = frozenset({"text/html"})
SIGNATURE_TYPES: Final = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
EMPTY: Final = "application/x-empty"

# libmagic calls text many things by its first words; these are other formats that happen to be written in ASCII.
_NOT_PROSE: Final = frozenset({"text/rtf", "application/rtf", "application/postscript", "application/pdf"})
_TEXT_BY_CONTENT: Final = frozenset(
    {"application/json", "application/csv", "application/javascript", "application/x-ndjson", "message/rfc822",
     "message/news", "application/x-wine-extension-ini", "application/mbox", "application/pgp-keys",
     "application/x-setupscript", "application/pgp"}
)  # fmt: skip
_SNIFFED_BYTES: Final = 1 << 20
_FORMATS_IN_TEXT: Final = ("%PDF-", "{\\rtf", "%!PS", "PK\x03\x04", "From: =?", "MIME-Version:")

_CONTROL: Final = re.compile(r"[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f]")
_UUENCODED: Final = re.compile(r"^begin(?:-base64)? [0-7]{3,4} \S.{0,200}\r?\n[ -~]{4,}", re.MULTILINE)
_YENCODED: Final = re.compile(r"^=ybegin .{0,200}line=\d", re.MULTILINE)
_BINHEX: Final = "(This file must be converted with BinHex"
# Four full lines of nothing but base64: a file pasted or quoted raw, which other software may open.
_BASE64_LINES: Final = re.compile(r"(?:^[ \t>]{0,8}[A-Za-z0-9+/]{60,76}\r?\n){4}", re.MULTILINE)
_ARMOUR: Final = re.compile(r"^-----BEGIN PGP (MESSAGE|SIGNED MESSAGE)[^\n]{0,40}-----[ \t\r]*$", re.MULTILINE)
_WHOLE_ARMOUR: Final = re.compile(r"\s*-----BEGIN PGP MESSAGE-----\s*\n(.*)\n-----END PGP MESSAGE-----\s*", re.DOTALL)
_ENCRYPTED_PACKETS: Final = frozenset({1, 3, 9, 18, 20})  # RFC 9580 §5: session keys and encrypted data

# One database for the process, loaded with the module: a child of the reading room may be unable to read files.
_libmagic: Final = magic.Magic(mime=True)


def found_type(content: bytes) -> str:
    """The media type by content, lower case; never raises. "application/octet-stream": nothing is known."""
    if not content:
        return EMPTY
    try:
        return str(_libmagic.from_buffer(content[:_SNIFFED_BYTES])).lower()
    except (magic.MagicException, UnicodeDecodeError):
        return "application/octet-stream"


def is_text(found: str) -> bool:
    """Whether content of this type can be read as plain text."""
    return found not in _NOT_PROSE and (found.startswith("text/") or found in _TEXT_BY_CONTENT or found == EMPTY)


def contradicts_text(text: str) -> bool:
    """Whether a body said to be text is something else: control characters, or a format by its first bytes."""
    return _CONTROL.search(text) is not None or text.lstrip("\ufeff \t\r\n").startswith(_FORMATS_IN_TEXT[:4])


def hidden_coding(text: str) -> UnreadReason | None:
    """Something coded within a text that other software would open."""
    if _ARMOUR.search(text) and any(match[1] == "MESSAGE" for match in _ARMOUR.finditer(text)):
        return UnreadReason.ENCRYPTED
    if _BINHEX in text or any(pattern.search(text) for pattern in (_UUENCODED, _YENCODED, _BASE64_LINES)):
        return UnreadReason.NESTED_CODING
    return None


def signed_inline(text: str) -> bool:
    """Whether an OpenPGP cleartext signature covers some of it (RFC 9580 §7)."""
    return any(match[1] == "SIGNED MESSAGE" for match in _ARMOUR.finditer(text))


def encrypted_armour(text: str) -> bool:
    """Whether it is one OpenPGP message from end to end, and really encrypted.

    The same armour is used for messages that are only signed or packed, which anybody can read; so the first packet
    is looked at (RFC 9580 §4.2).
    """
    whole = _WHOLE_ARMOUR.fullmatch(text)
    if whole is None:
        return False
    body = re.split(r"\r?\n[ \t]*\r?\n", "\n" + whole[1], maxsplit=1)[-1]
    try:
        first = binascii.a2b_base64("".join(body.split())[:4])[0]
    except (binascii.Error, IndexError, ValueError):
        return False
    tag = first & 0x3F if first & 0x40 else (first >> 2) & 0x0F
    return bool(first & 0x80) and tag in _ENCRYPTED_PACKETS


def is_signature(content: bytes) -> bool:
    """Whether it is a detached signature and nothing else."""
    if cms.kind(content) is cms.Cms.SIGNED:
        return cms.signed_content(content) is None
    stripped = content.strip()
    return stripped.startswith(b"-----BEGIN PGP SIGNATURE-----") and stripped.endswith(b"-----END PGP SIGNATURE-----")
