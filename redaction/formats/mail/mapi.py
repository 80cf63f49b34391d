"""What Outlook keeps of a mail ([MS-OXPROPS]): properties, people, attachments; and the mail that is made of them."""

import codecs
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from enum import IntEnum
from typing import Final

from redaction.errors import TooLarge, Unreadable
from redaction.formats.contents import Leaf, opened
from redaction.formats.mail.items import Value, lines
from redaction.formats.mail.parts import Heading, Part, Piece, Several, pieces_of, without_ending, written_mail
from redaction.formats.mail.words import Mailbox
from redaction.formats.pieces import Slot, Source
from redaction.formats.reading import Opening
from redaction.formats.rtf.packed import unpacked
from redaction.formats.rtf.reader import Rtf
from redaction.formats.rtf.words import BY_NUMBER


class Tag(IntEnum):
    """Identifiers of the properties that are used; all others are read and left out."""

    IMPORTANCE = 0x0017
    MESSAGE_CLASS = 0x001A
    SENSITIVITY = 0x0036
    SUBJECT = 0x0037
    SUBMITTED = 0x0039
    REPRESENTED_NAME = 0x0042
    REPRESENTED_ADDRESS = 0x0065
    RECIPIENT_TYPE = 0x0C15
    SENDER_NAME = 0x0C1A
    SENDER_ADDRESS = 0x0C1F
    DISPLAY_BCC = 0x0E02
    DISPLAY_CC = 0x0E03
    DISPLAY_TO = 0x0E04
    DELIVERED = 0x0E06
    BODY = 0x1000
    RTF = 0x1009
    HTML = 0x1013
    DISPLAY_NAME = 0x3001
    ADDRESS = 0x3003
    ATTACHED = 0x3701
    ENDING = 0x3703
    FILE_NAME = 0x3704
    METHOD = 0x3705
    LONG_FILE_NAME = 0x3707
    MEDIA_TYPE = 0x370E
    CONTENT_ID = 0x3712
    SMTP_ADDRESS = 0x39FE
    INTERNET_CODE_PAGE = 0x3FDE
    CODE_PAGE = 0x3FFD
    SENDER_SMTP = 0x5D01
    REPRESENTED_SMTP = 0x5D02


_FROM_1601: Final = datetime(1601, 1, 1, tzinfo=UTC)
_ANNOUNCED: Final = frozenset({Tag.SUBJECT, Tag.BODY, Tag.HTML, Tag.RTF, Tag.ATTACHED, Tag.MESSAGE_CLASS})
_OF_FILES: Final = frozenset({Tag.ENDING, Tag.MEDIA_TYPE})
_NO_NAMES: Final = frozenset({"-", "-image/", "-text/", "-application/", "-message/"})
_WAYS: Final = frozenset({"", "SMTP", "EX"})  # how an address is written
_MAILS: Final = ("ipm.note", "ipm.post", "ipm.microsoft mail.", "report.")
_ITEMS: Final = ("ipm.", "report.")
_MEMBERS_IN_BYTES: Final = "ipm.distlist"  # nothing of its members would be shown
_NAMES: Final = {1: "To", 2: "Cc", 3: "Bcc"}
_GRADES: Final = (
    ("Importance", Tag.IMPORTANCE, {0: "Low", 2: "High"}),
    ("Sensitivity", Tag.SENSITIVITY, {1: "Personal", 2: "Private", 3: "Company-Confidential"}),
)
_CODECS: Final = {20127: "ascii", 28591: "iso8859-1", 28592: "iso8859-2", 28605: "iso8859-15", 28599: "iso8859-9"}
# Each is a module, which a child of the room can no longer load.
_LOADED: Final = tuple(codecs.lookup(name) for name in {*_CODECS.values(), *BY_NUMBER.values()})


@dataclass(slots=True, kw_only=True)
class Attachment:
    """A file or mail that is attached; neither where it is elsewhere."""

    properties: dict[int, Value] = field(default_factory=dict)
    data: bytes | None = None
    item: "Item | None" = None


@dataclass(slots=True, kw_only=True)
class Item:
    """One thing that Outlook keeps."""

    properties: dict[int, Value] = field(default_factory=dict)
    recipients: list[dict[int, Value]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)


def moment(ticks: int) -> datetime | None:
    """A time given in tenths of microseconds since 1601; None: it is none that a calendar has."""
    try:
        return _FROM_1601 + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None


def codec_of(properties: dict[int, Value], tag: Tag) -> str | None:
    """The Python codec of a code page; None: it is not said, or not known."""
    number = properties.get(tag)
    if not isinstance(number, int):
        return None
    return _CODECS.get(number) or BY_NUMBER.get(number)


class Outlook:
    """See ``formats.reading.Reading``. It is always written anew, as a mail that every program reads."""

    written_type = "message/rfc822"

    def __init__(self, item: Item, media_type: str, opening: Opening) -> None:
        self.media_type = media_type
        self._item = item
        self._opening = opening
        kind = _text(item.properties, Tag.MESSAGE_CLASS).lower()
        if kind and (not kind.startswith(_ITEMS) or kind.startswith(_MEMBERS_IN_BYTES)):
            raise Unreadable("something of Outlook of an unknown kind")
        self._is_mail = not kind or kind.startswith(_MAILS)
        self._heading = Heading()
        self._asides = Source("other properties")
        self.unread = ["Outlook properties"]
        self.dropped: list[str] = []
        self._header()
        self._body = self._parts()
        for piece in pieces_of(self._body):
            self.unread += [one for one in piece.reading.unread if one not in self.unread]
        found = (self._heading.source, *self._body.sources(), self._asides)
        self.sources = [one for one in found if one.length]

    def _header(self) -> None:
        properties = self._item.properties
        sender = _mailbox(properties, Tag.SENDER_NAME, Tag.SENDER_SMTP, Tag.SENDER_ADDRESS)
        author = _mailbox(properties, Tag.REPRESENTED_NAME, Tag.REPRESENTED_SMTP, Tag.REPRESENTED_ADDRESS)
        if author or sender:
            self._heading.addresses("From", [author or sender or Mailbox("", "")])
        if author and sender and author != sender:
            self._heading.addresses("Sender", [sender])
        for number, label in _NAMES.items():
            boxes = [
                box
                for one in self._item.recipients
                if one.get(Tag.RECIPIENT_TYPE, 1) == number
                and (box := _mailbox(one, Tag.DISPLAY_NAME, Tag.SMTP_ADDRESS, Tag.ADDRESS))
            ]
            shown = _text(properties, {1: Tag.DISPLAY_TO, 2: Tag.DISPLAY_CC, 3: Tag.DISPLAY_BCC}[number])
            if not boxes:
                boxes = [Mailbox(name.strip(), "") for name in shown.split(";") if name.strip()]
            if boxes:
                self._heading.addresses(label, boxes)
        self._heading.words("Subject", _text(properties, Tag.SUBJECT))
        when = properties.get(Tag.SUBMITTED, properties.get(Tag.DELIVERED))
        if isinstance(when, datetime):
            self._heading.date(when.date().isoformat(), format_datetime(when))
        for label, tag, words in _GRADES:
            grade = properties.get(tag)
            if isinstance(grade, int) and grade in words:
                self._heading.words(label, words[grade])
        self._aside(properties)
        for one in self._item.recipients:
            self._aside(one)

    def _aside(self, properties: dict[int, Value]) -> None:
        for tag, value in properties.items():
            if isinstance(value, str) and tag not in _ANNOUNCED and value.strip() not in _WAYS:
                if tag in _OF_FILES and without_ending(f"-{value}") in _NO_NAMES:
                    continue
                self._asides.add(Slot(without_ending(value)))
                self._asides.separate("\n")

    def _parts(self) -> Part:
        texts = self._texts()
        body: Part = texts[0] if len(texts) == 1 else Several(kind="alternative", parts=texts)
        said = "" if self._is_mail else "\n".join(lines(self._item.properties))
        form = (
            [_shown(Leaf(said.encode("utf-8", "replace"), "text/plain", self._opening.limits, "utf-8"))]
            if said
            else []
        )
        attached = [self._attached(one) for one in self._item.attachments]
        return Several(kind="mixed", parts=[*form, body, *attached]) if form or attached else body

    def _texts(self) -> list[Piece]:
        properties, limits = self._item.properties, self._opening.limits
        texts: list[Piece] = []
        plain, page = _text(properties, Tag.BODY), properties.get(Tag.HTML)
        packed = properties.get(Tag.RTF)
        if isinstance(packed, bytes) and packed and not plain.strip() and not page:
            # Nothing else has the text; what it looks like is lost.
            plain = Rtf(unpacked(packed, limits.max_bytes), self._opening.deeper()).text
            self.unread.append("look of the text")
        if plain.strip() or not page:
            texts.append(_shown(Leaf(plain.encode("utf-8", "replace"), "text/plain", limits, "utf-8")))
        if page and not isinstance(page, int | datetime):
            data = page.encode("utf-8", "replace") if isinstance(page, str) else page
            charset = "utf-8" if isinstance(page, str) else codec_of(properties, Tag.INTERNET_CODE_PAGE)
            texts.append(_shown(Leaf(data.rstrip(b"\0"), "text/html", limits, charset)))
        return texts

    def _attached(self, attachment: Attachment) -> Piece:
        self._opening.budget.members -= 1
        if self._opening.budget.members < 0:
            raise TooLarge("more attachments than the limit")
        self._aside(attachment.properties)
        name = _text(attachment.properties, Tag.LONG_FILE_NAME, Tag.FILE_NAME, Tag.DISPLAY_NAME).replace("\0", "")
        if attachment.item is not None:
            opening = self._opening.deeper()
            if opening.depth > opening.limits.max_nesting:
                raise TooLarge("mails nested deeper than the limit")
            return Piece(reading=Outlook(attachment.item, self.media_type, opening), name=name)
        if attachment.data is None:
            raise Unreadable("an attachment that is an object, or elsewhere")
        self._opening.budget.unpacked_bytes -= len(attachment.data)
        if self._opening.budget.unpacked_bytes < 0:
            raise TooLarge("more unpacked bytes than the limit")
        reading = opened(attachment.data, self._opening)
        mark = _text(attachment.properties, Tag.CONTENT_ID).strip("<> ")
        return Piece(reading=reading, name=name, shown=bool(mark), content_id=f"<{mark}>" if mark else "")

    def write(self) -> bytes:
        """The mail with all changes made so far."""
        new = written_mail(self._heading, self._body)
        for piece in pieces_of(self._body):
            self.dropped += [one for one in piece.reading.dropped if one not in self.dropped]
        self.dropped += [one for one in self.unread if one not in self.dropped]
        return new


def _shown(reading: Leaf) -> Piece:
    return Piece(reading=reading, shown=True)


def _text(properties: dict[int, Value], *tags: Tag) -> str:
    """The first of these that is a text and not empty."""
    return next((text for tag in tags if isinstance(text := properties.get(tag), str) and text.strip("\0 ")), "")


def _mailbox(properties: dict[int, Value], name: Tag, *addresses: Tag) -> Mailbox | None:
    """Somebody's name and address; an address of the directory is no address that mail could go to."""
    found = next((text for tag in addresses if "@" in (text := _text(properties, tag))), "").strip("\0 ")
    shown = _text(properties, name).strip("\0 '")
    return Mailbox("" if shown == found else shown, found) if shown or found else None
