"""Which header fields carry words, and where in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gateway.model.message import Place, UnreadReason
from gateway.read import parameters
from gateway.read.addresses import ADDRESS_FIELDS, PieceKind, scan
from gateway.read.headers import RawField, Value, value_text
from gateway.read.kept_back import HIDDEN_COPIES, INSIDE_ONLY
from gateway.read.survey import InAddresses, InParameter, InValue, Source
from gateway.read.walk import Message, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words found in a header."""

    place: Place
    part: str
    label: str
    value: Value
    source: Source


# Written by machines for machines, in a grammar of their own. What passes through here cannot be cut, so the list
# is short.
NO_WORDS: Final = frozenset(
    {
        "received", "return-path", "mime-version", "content-transfer-encoding", "content-length", "dkim-signature",
        "domainkey-signature", "arc-seal", "arc-message-signature", "arc-authentication-results",
        "authentication-results", "received-spf", "content-type", "content-disposition",
    }
)  # fmt: skip
_IDENTIFIERS: Final = frozenset({"message-id", "in-reply-to", "references", "content-id", "resent-message-id"})
_MADE_UP: Final = re.compile(r"\s*(?:<[^<>\s]{1,998}>[\s,]*)*")
_DATE: Final = re.compile(
    rb"[ \t\r\n]*(?:[A-Za-z]{3},?[ \t\r\n]+)?\d{1,2}[ \t\r\n]+[A-Za-z]{3}[ \t\r\n]+\d{2,4}[ \t\r\n]+[\d:]{4,8}"
    rb"[ \t\r\n]+(?:[+-]\d{4}|[A-Z]{1,4})[ \t\r\n]*(?:\([A-Za-z ]{1,40}\))?[ \t\r\n]*"
)
DIGEST: Final = re.compile(rb"[ \t\r\n]*[A-Za-z0-9+/]{22}==[ \t\r\n]*")  # RFC 1864
# Words are looked for here too, unless the field holds just what it is for.
_EXACT: Final = {
    "date": _DATE, "resent-date": _DATE, "content-md5": DIGEST,
}  # fmt: skip
_NAMES: Final = frozenset({"name", "filename"})
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_TECHNICAL: Final = frozenset(
    {
        "boundary", "charset", "format", "delsp", "protocol", "micalg", "smime-type", "report-type", "method", "size",
        "creation-date", "modification-date", "read-date", "reply-type", "start", "start-info", "type", "x-unix-mode",
        "x-mac-type", "x-mac-creator", "differences", "component", "access-type", "hp",
    }
)  # fmt: skip
_TECHNICAL_VALUE: Final = re.compile(r"[!-~]{0,200}|\w{3}, \d{1,2} \w{3} \d{4} [\d:]{5,8} [+-]?\w{1,5}", re.ASCII)


def words(message: Message, part: Part) -> Iterator[Words]:
    """The words in a part's header, in the order written."""
    for field in part.fields:
        if part.path == "" and field.key in HIDDEN_COPIES | INSIDE_ONLY:
            continue
        raw = field.raw(message.data)
        if field.key in ADDRESS_FIELDS and "/" in part.path:
            # A mail within the mail: its addresses are no correspondents' of this one, so they are words like others.
            yield _whole(message, part, field, raw, Place.FIELD)
        elif field.key in ADDRESS_FIELDS:
            yield from _addresses(message, part, field, raw)
        elif field.key in {"content-type", "content-disposition"}:
            yield from _parameters(message, part, field)
        elif field.key not in NO_WORDS and not _as_it_should_be(field, raw):
            place = Place.SUBJECT if field.key == "subject" else Place.FIELD
            yield _whole(message, part, field, raw, place)


def made_up(place: Place, label: str, text: str) -> bool:
    """Whether words are identifiers that a program made up, some of them from a subject line or a record's name."""
    return place is Place.FIELD and label.lower() in _IDENTIFIERS and _MADE_UP.fullmatch(text) is not None


def sound(message: Message, part: Part) -> bool:
    """Whether every address field of a header can be taken apart in one way only."""
    return all(scan(field.raw(message.data)).sound for field in part.fields if field.key in ADDRESS_FIELDS)


def _as_it_should_be(field: RawField, raw: bytes) -> bool:
    pattern = _EXACT.get(field.key)
    return pattern is not None and pattern.fullmatch(raw) is not None


def _whole(message: Message, part: Part, field: RawField, raw: bytes, place: Place) -> Words:
    source = InValue(message=message, part=part, field=field)
    return Words(place=place, part=part.path, label=field.name, value=value_text(raw), source=source)


def _addresses(message: Message, part: Part, field: RawField, raw: bytes) -> Iterator[Words]:
    found = scan(raw)
    if not found.sound:
        # It cannot be told what is a name here, so all of it is looked at; the message is held for it.
        yield _whole(message, part, field, raw, Place.FIELD)
        return
    for piece in found.pieces:
        value = _phrase(raw[piece.start : piece.end], piece.kind)
        source = InAddresses(
            message=message,
            part=part,
            field=field,
            kind=piece.kind,
            start=field.value + piece.start,
            end=field.value + piece.end,
        )
        yield Words(place=Place.DISPLAY_NAME, part=part.path, label=field.name, value=value, source=source)


def _phrase(raw: bytes, kind: PieceKind) -> Value:
    return value_text(raw, _unescaped if kind is PieceKind.COMMENT else _unquoted)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _unquoted(text: str) -> str:
    return _QUOTED.sub(lambda match: _unescaped(match[1]), text)


def _parameters(message: Message, part: Part, field: RawField) -> Iterator[Words]:
    for whole in parameters.parse(message.data, field).wholes():
        name = whole.label.removesuffix("*")
        value = whole.value
        if not parameters.in_order(whole.pieces):
            value = Value(text=value.text, fault=UnreadReason.MALFORMED)
        if name in _TECHNICAL and _TECHNICAL_VALUE.fullmatch(value.text) and value.fault is None:
            continue
        named = name in _NAMES
        yield Words(
            place=Place.FILE_NAME if named else Place.FIELD,
            part=part.content,
            label=whole.label if named else f"{field.name}; {whole.label}",
            value=value,
            source=InParameter(message=message, part=part, field=field, whole=whole),
        )
