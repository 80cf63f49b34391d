"""What Outlook packs a mail into for other Outlooks (winmail.dat, TNEF): attributes and properties ([MS-OXTNEF])."""

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from redaction.errors import TooLarge, Unreadable
from redaction.formats.mail.items import NAMED, Value
from redaction.formats.mail.mapi import Attachment, Item, Outlook, Tag, moment
from redaction.formats.reading import Opening
from redaction.formats.rtf.words import BY_NUMBER

TNEF_TYPE: Final = "application/vnd.ms-tnef"
_SIGNATURE: Final = b"\x78\x9f\x3e\x22"
_ATTRIBUTE: Final = struct.Struct("<BHHI")
_MESSAGE, _ATTACHED = 1, 2
_PROPERTIES, _RECIPIENTS, _RENDERING, _ATTACHMENT = 0x9003, 0x9004, 0x9002, 0x9005
_DATA, _TITLE, _SUBJECT, _BODY, _CLASS, _SENT, _CODE_PAGE = 0x800F, 0x8010, 0x8004, 0x800C, 0x8008, 0x8005, 0x9007
_FROM: Final = 0x8000
_SIZES: Final = {0x02: 2, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 2, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING8, _UNICODE, _BINARY, _OBJECT, _LONG, _TIME = 0x1E, 0x1F, 0x102, 0x0D, 0x03, 0x40
_SEVERAL: Final = 0x1000
_NAMED: Final = 0x8000
_MAIL_WITHIN: Final = bytes.fromhex("0703020000000000c000000000000046")  # IID_IMessage
_MOST: Final = 100_000  # attributes, properties or values of one


class _Bytes:
    """A stretch of bytes, taken piece by piece."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        if size < 0 or self._at + size > len(self._data):
            raise Unreadable("damaged: a length beyond the end")
        piece = self._data[self._at : self._at + size]
        self._at += size
        return piece

    def number(self, size: int = 4) -> int:
        return int.from_bytes(self.take(size), "little")

    def count(self) -> int:
        found = self.number()
        if found > _MOST:
            raise TooLarge("more properties than the limit")
        return found

    def padded(self, size: int) -> bytes:
        """A value, and the bytes that fill it up to a multiple of four, as far as they are there."""
        piece = self.take(size)
        self._at = min(self._at + -size % 4, len(self._data))
        return piece

    @property
    def rest(self) -> bytes:
        return self._data[self._at :]


@dataclass(slots=True)
class _Reader:
    opening: Opening
    depth: int
    codec: str = "cp1252"
    item: Item = field(default_factory=Item)

    def read(self, data: bytes) -> Item:
        if self.depth > self.opening.limits.max_nesting:
            raise TooLarge("mails nested deeper than the limit")
        if not data.startswith(_SIGNATURE):
            raise Unreadable("damaged: no TNEF")
        source = _Bytes(data[6:])  # signature and key
        for number in range(_MOST):
            if not source.rest.strip(b"\0\r\n"):
                return self.item
            level, tag, _, size = _ATTRIBUTE.unpack(source.take(_ATTRIBUTE.size))
            if level not in {_MESSAGE, _ATTACHED}:
                raise Unreadable("damaged: bytes between the attributes")
            value = source.take(size)
            source.take(2)  # a checksum that some writers get wrong, and that nobody heeds
            if level == _MESSAGE:
                self._of_message(tag, value)
            else:
                self._of_attachment(tag, value, first=number == 0)
        raise TooLarge("more attributes than the limit")

    def _of_message(self, tag: int, value: bytes) -> None:
        properties = self.item.properties
        if tag == _CODE_PAGE:
            self.codec = BY_NUMBER.get(int.from_bytes(value[:4], "little"), self.codec)
        elif tag == _PROPERTIES:
            properties |= self._properties(_Bytes(value))
        elif tag == _RECIPIENTS:
            rows = _Bytes(value)
            self.item.recipients += [self._properties(rows) for _ in range(rows.count())]
        elif tag in {_SUBJECT, _BODY, _CLASS}:
            name = {_SUBJECT: Tag.SUBJECT, _BODY: Tag.BODY, _CLASS: Tag.MESSAGE_CLASS}[tag]
            properties.setdefault(name, self._text(value))
        elif tag == _SENT and (when := _date(value)) is not None:
            properties.setdefault(Tag.SUBMITTED, when)
        elif tag == _FROM:
            words = self._text(value[8:]).split("\0")
            properties.setdefault(Tag.SENDER_NAME, words[0])

    def _of_attachment(self, tag: int, value: bytes, *, first: bool) -> None:
        if tag == _RENDERING or not self.item.attachments or first:
            self.item.attachments.append(Attachment())
        mine = self.item.attachments[-1]
        if tag == _DATA:
            mine.data = value
        elif tag == _TITLE:
            mine.properties.setdefault(Tag.FILE_NAME, self._text(value))
        elif tag == _ATTACHMENT:
            found = self._properties(_Bytes(value))
            held = found.pop(Tag.ATTACHED, None)
            mine.properties |= found
            if isinstance(held, bytes):
                self._held(mine, held)

    def _held(self, attachment: Attachment, held: bytes) -> None:
        """What is attached as an object: a mail, or something that only Windows can open."""
        if not held.startswith(_MAIL_WITHIN):
            raise Unreadable("an attachment that is an object, or elsewhere")
        attachment.data = None
        attachment.item = _Reader(self.opening, self.depth + 1, self.codec).read(held[len(_MAIL_WITHIN) :])

    def _properties(self, source: _Bytes) -> dict[int, Value]:
        """A list of properties (§2.1.3.4)."""
        found: dict[int, Value] = {}
        for _ in range(source.count()):
            kind, tag = source.number(2), source.number(2)
            key = tag
            if tag & _NAMED:
                source.take(16)
                if source.number() == 0:
                    key = NAMED | (source.number() & 0xFFFF)
                else:
                    name = source.padded(source.number())
                    found[-len(found) - 1] = name.decode("utf-16-le", "replace")
            for value in self._values(source, kind):
                # Of several values all are read, under numbers that no property has.
                found[-len(found) - 1 if key in found or (key & _NAMED and key < NAMED) else key] = value
        return found

    def _values(self, source: _Bytes, kind: int) -> list[Value]:
        several, kind = bool(kind & _SEVERAL), kind & ~_SEVERAL
        if kind in {_STRING8, _UNICODE, _BINARY, _OBJECT}:
            raw = [source.padded(source.number()) for _ in range(source.count())]
            if kind == _UNICODE:
                return [one.decode("utf-16-le", "replace").rstrip("\0") for one in raw]
            return [self._text(one) for one in raw] if kind == _STRING8 else list(raw)
        size = _SIZES.get(kind)
        if size is None:
            raise Unreadable("damaged: a property of an unknown type")
        values = [source.padded(size) for _ in range(source.count() if several else 1)]
        if kind == _TIME:
            return [when for one in values if (when := moment(int.from_bytes(one, "little"))) is not None]
        return [int.from_bytes(one, "little", signed=True) for one in values] if kind == _LONG else []

    def _text(self, value: bytes) -> str:
        return value.decode(self.codec, "replace").rstrip("\0")


def _date(value: bytes) -> datetime | None:
    """A time in seven numbers (§2.3.4)."""
    try:
        year, month, day, hour, minute, second = struct.unpack_from("<6H", value)
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (struct.error, ValueError):
        return None


def tnef(untrusted_data: bytes, opening: Opening) -> Outlook:
    """A TNEF file, read.

    Raises:
        Unreadable: it is damaged, or no mail.
        TooLarge: a limit was passed.
    """
    if len(untrusted_data) > opening.limits.max_bytes:
        raise TooLarge("more bytes than the limit")
    return Outlook(_Reader(opening, opening.depth).read(untrusted_data), TNEF_TYPE, opening)
