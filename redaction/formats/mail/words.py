"""The words of mail header fields: encoded words undone, mailboxes told apart, and both written again."""

import base64
import binascii
import quopri
import re
from email.charset import QP, Charset
from email.header import Header
from typing import Final, NamedTuple

from redaction.charset import decode
from redaction.errors import Unreadable

# RFC 2047 §2, with the language of RFC 2231 §5.
_ENCODED: Final = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,40})?\?([bBqQ])\?([^?]{0,2000})\?=")
_BETWEEN: Final = re.compile(r"(\?=)[ \t\r\n]+(?==\?[^?\s]{1,80}\?[bBqQ]\?)")  # RFC 2047 §6.2: not shown
_SURROGATES: Final = re.compile(r"[\ud800-\udfff]")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
_PLAIN: Final = re.compile(r"[ -~]{0,900}")
_ADDRESS: Final = re.compile(r"[!#-';-=?A-Z^-~.*+/0-9-]{1,64}@[A-Za-z0-9\[\].:_-]{1,255}")
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|<[^<>]*>|[,;:()]|[^",;:()<>]+|.', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_UTF8: Final = Charset("utf-8")
_UTF8.header_encoding = QP


class Mailbox(NamedTuple):
    """One mailbox of an address field; a group is one with its name and no address."""

    name: str
    address: str


def words_of(raw: str) -> str:
    """What a field's value shows: unfolded, encoded words undone, bytes of no declared charset read as text.

    Raises:
        Unreadable: an encoded word is in no known charset, or is not whole.
    """
    if _SURROGATES.search(raw):
        raw = decode(raw.encode("utf-8", "surrogateescape"), None)[0]
    raw = re.sub(r"\r?\n(?=[ \t])", "", raw).strip(" \t\r\n")
    if "=?" not in raw:
        return raw
    # A character may be cut over two encoded words, so neighbours of one charset are read as one.
    raw = _BETWEEN.sub(r"\1", raw)
    pieces: list[str] = []
    pending, charset, at = b"", "", 0
    for match in _ENCODED.finditer(raw):
        if pending and (match.start() > at or match[1].lower() != charset):
            pieces.append(decode(pending, charset)[0])
            pending = b""
        pieces.append(raw[at : match.start()])
        pending += _octets(match[2], match[3])
        charset, at = match[1].lower(), match.end()
    if pending:
        pieces.append(decode(pending, charset)[0])
    return "".join((*pieces, raw[at:]))


def _octets(coding: str, text: str) -> bytes:
    if coding in "qQ":
        return quopri.decodestring(text.encode("ascii", "replace"), header=True)
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("an encoded word that is not whole") from None


def mailboxes(raw: str) -> list[Mailbox]:
    """The mailboxes of an address field (RFC 5322 §3.4), in order, and the names of groups among them."""
    found: list[Mailbox] = []
    name, address, comment, depth = "", "", "", 0
    for match in _TOKEN.finditer(re.sub(r"\r?\n(?=[ \t])", "", raw) + ","):
        lexeme = match[0]
        if lexeme in "()":
            depth = max(depth + (1 if lexeme == "(" else -1), 0)
            comment += " " if depth == 1 else ""
        elif depth:
            comment += lexeme
        elif lexeme in ",;:":
            if name.strip() or address or comment.strip():
                found.append(_mailbox(name, address, comment))
            name, address, comment = "", "", ""
        elif lexeme.startswith("<") and lexeme.endswith(">") and not address:
            address = lexeme[1:-1].strip()
        elif lexeme.startswith('"') and len(lexeme) > 1:
            name += _ESCAPED.sub(r"\1", lexeme[1:-1])
        else:
            name += lexeme
    if depth:  # a comment that never ends hides what follows from who honours it
        found.append(_mailbox(name, address, comment))
    return found


def _mailbox(name: str, address: str, comment: str) -> Mailbox:
    shown, beside, reached = words_of(name).strip(), words_of(comment).strip(), words_of(address)
    if not reached and _ADDRESS.fullmatch(shown):
        shown, reached = "", shown
    return Mailbox(f"{shown} ({beside})" if shown and beside else shown or beside, reached)


def written_mailbox(name: str, address: str | None) -> str:
    """A mailbox, or where there is no address a group of nobody (RFC 6854 lets any field hold one); empty: neither.

    *address*: None where it went, or is none.
    """
    name = _CONTROLS.sub(" ", name).strip()
    if address is None or _ADDRESS.fullmatch(address) is None:
        shown = f"{name} {address or ''}".strip()
        return f"{_phrase(shown)}:;" if shown else ""
    return f"{_phrase(name)} <{address}>" if name else address


def _phrase(name: str) -> str:
    if _PLAIN.fullmatch(name) and "=?" not in name:
        return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    return _encoded(name, 10)


def written_words(text: str, used: int) -> str:
    """A line of words as a field's value, folded; *used*: columns that the field's name takes."""
    text = _CONTROLS.sub(" ", text).strip()
    if _PLAIN.fullmatch(text) and "=?" not in text:
        return str(Header(text, "us-ascii", header_name="x" * used).encode(linesep="\r\n"))
    return _encoded(text, used)


def _encoded(text: str, used: int) -> str:
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return str(Header(clean, _UTF8, header_name="x" * used).encode(linesep="\r\n"))
