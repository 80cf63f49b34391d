"""Bytes → what a message says; total: whatever the bytes, it answers with what could be read and what could not."""

from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from typing import Final

import redaction
from gateway.model.message import (
    Attachment,
    Field,
    Place,
    Reading,
    Unit,
    Unread,
    UnreadReason,
    Zone,
    ZoneKind,
)
from gateway.read import charsets, cms, contents, fields, transfer
from gateway.read.compare import disagreements
from gateway.read.delimited import TABLE_TYPES
from gateway.read.documents import document_type, page_type, read_document, type_in_text
from gateway.read.headers import value_text
from gateway.read.limits import ReadLimits
from gateway.read.structured import Grammar, file_names, grammar, is_attached
from gateway.read.survey import Between, InCodes, InDocument, InHtml, InPage, InPieces, InText, Source, Survey
from gateway.read.transfer import Transfer
from gateway.read.values import Form, Value
from gateway.read.walk import Message, Part, walk
from gateway.read.zones import zones
from redaction.charset import mime_name
from redaction.decodings import decoded, source_of
from redaction.formats.xml_text import TYPE as XML
from redaction.locked import lock_of
from redaction.web_charset import declared

_OVER_LIMITS: Final = frozenset({UnreadReason.TOO_LARGE, UnreadReason.TOO_DEEP, UnreadReason.TOO_MANY_PARTS})
_SAID_TEXT: Final = contents.TEXT_TYPES | contents.HTML_TYPES | TABLE_TYPES
_BODY_ZONES: Final = frozenset({Place.TEXT, Place.HTML, Place.DOCUMENT})


def read(raw: bytes, limits: ReadLimits) -> Reading:
    """What a message says. Never raises; the same bytes always give the same units."""
    return survey(raw, limits).reading


def survey(raw: bytes, limits: ReadLimits) -> Survey:
    """The same, and where in the bytes each unit stands."""
    message = walk(raw, limits)
    reader = _Reader(limits)
    reader.message(message)
    if not _OVER_LIMITS & {unread.why for unread in reader.unread}:
        for path in disagreements(message):
            reader.miss(path, UnreadReason.READINGS_DISAGREE)
    return Survey(reading=reader.reading(message), message=message, sources=tuple(reader.sources))


class _Reader:
    """Gathers one reading."""

    def __init__(self, limits: ReadLimits) -> None:
        self._limits = limits
        self._chars = 0
        self._units: list[Unit] = []
        self._attachments: list[Attachment] = []
        self._signed: dict[str, None] = {}
        self._rewritten: dict[str, None] = {}
        self._pieces_left_out: dict[str, None] = {}
        self._encrypted = False
        self.sources: list[Source] = []
        self.unread: dict[Unread, None] = {}

    def reading(self, message: Message) -> Reading:
        outer = message.root
        return Reading(
            fields=tuple(
                Field(name=field.name, value=value_text(field.raw(message.data)).text) for field in outer.fields
            ),
            units=tuple(self._units),
            attachments=tuple(self._attachments),
            unread=tuple(self.unread),
            signed=tuple(self._signed),
            encrypted=self._encrypted,
            rewritten=tuple(self._rewritten),
            pieces_left_out=tuple(self._pieces_left_out),
        )

    def miss(self, part: str, why: UnreadReason, media_type: str = "") -> None:
        """Note that a part was not read, or not with certainty."""
        self.unread[Unread(part=part, why=why, media_type=media_type)] = None

    def message(self, message: Message) -> None:
        """A message, its parts, and the messages within."""
        stack: list[tuple[Part, Part | None]] = [(message.root, None)]
        while stack:
            part, parent = stack.pop()
            self._part(message, part, parent)
            if self._sealed(message, part):
                continue
            stack.extend((child, part) for child in reversed(part.parts))

    def _add(self, place: Place, part: str, label: str, text: str, source: Source) -> None:
        """A unit, and another for what the codes in its text say."""
        here = len(self._units)
        if not self._unit(place, label, part, text, source):
            return
        one = decoded(text)
        if one is not None:
            coded = InCodes(message=source.message, part=source.part, unit=here)
            name = label if place is Place.FIELD else ""
            self._unit(Place.CODED, name, part, one.text, coded, codes_of=here)

    def _add_all(
        self,
        part: str,
        units: Iterable[redaction.Unit],
        source: Callable[..., Source],
        stands: Callable[[redaction.Unit], tuple[Place, str]],
    ) -> None:
        """The units of a document or page, in which the redaction package has undone the codes already.

        *source*: given the number of each there; *stands*: its place and label.
        """
        ids: dict[int, int] = {}
        for unit in units:
            here, of = len(self._units), source_of(unit.id)
            before = None if of is None else ids.get(of)
            if self._unit(*stands(unit), part, unit.text, source(unit=unit.id), codes_of=before):
                ids[unit.id] = here

    def _unit(
        self, place: Place, label: str, part: str, text: str, source: Source, codes_of: int | None = None
    ) -> bool:
        """Whether there was anything to add."""
        if not text.strip():
            return False
        self._chars += len(text)
        if self._chars > self._limits.text_chars:
            self.miss(part, UnreadReason.TOO_LARGE)
            return False
        found: tuple[Zone, ...] = zones(text) if place in _BODY_ZONES else ()
        if place is Place.DOCUMENT:  # a form's "Purpose:" is not meant for us
            found = tuple(zone for zone in found if zone.kind is not ZoneKind.DIRECTIVE)
        self._units.append(
            Unit(id=len(self._units), place=place, part=part, label=label, text=text, zones=found, codes_of=codes_of)
        )
        self.sources.append(source)
        return True

    def _part(self, message: Message, part: Part, parent: Part | None) -> None:
        for fault in part.faults:
            self.miss(part.path, fault)
        if not fields.sound(message, part):
            self.miss(part.path, UnreadReason.MALFORMED)
        for words in fields.words(message, part):
            if words.value.fault is not None:
                self.miss(words.part, words.value.fault)
            self._add(words.place, words.part, words.label, words.value.text, words.source)
        if part.signed:
            self._signed[part.content] = None
        if part.multipart:
            self._between(message, part)
        elif part.body < part.end:
            self._leaf(message, part, parent)

    def _between(self, message: Message, part: Part) -> None:
        for place, span in ((Place.PREAMBLE, part.preamble), (Place.EPILOGUE, part.epilogue)):
            if span is None:
                continue
            found = charsets.decode(message.data[span[0] : span[1]], "")
            if not found.certain:
                self.miss(part.path, UnreadReason.UNKNOWN_CHARSET)
            if (why := contents.hidden_coding(found.text)) is not None:
                self.miss(part.path, why)
            source = Between(message=message, part=part, span=span)
            self._add(place, part.path, "", _lines(found.text), source)

    def _sealed(self, message: Message, part: Part) -> bool:
        """Note OpenPGP/MIME (RFC 3156 §4), whose two parts are known; True: nothing below is to be looked at."""
        if part.media_type != "multipart/encrypted" or len(part.parts) != 2:
            return False
        control, sealed = (_content(message, child) for child in part.parts)
        if part.parts[0].media_type != "application/pgp-encrypted" or control.strip() != b"Version: 1":
            return False
        if not contents.encrypted_armour(sealed.decode("latin-1")):
            return False
        for child in part.parts:
            for words in fields.words(message, child):
                self._add(words.place, words.part, words.label, words.value.text, words.source)
        self.miss(part.parts[1].content, UnreadReason.ENCRYPTED, part.parts[1].media_type)
        self._encrypted = self._encrypted or (part is message.root and part.path == "")
        return True

    def _leaf(self, message: Message, part: Part, parent: Part | None) -> None:
        body = message.data[part.body : part.end]
        decoded = transfer.decode(body, part.encoding or Transfer.BINARY)
        if not decoded.sound:
            self.miss(part.content, UnreadReason.BAD_ENCODING, part.media_type)
        if part.inner is not None:
            self._attachments.append(_attachment(part, decoded.content, part.media_type))
            self.message(part.inner)
        elif (hidden := _hidden_type(part, decoded.content)) is not None:
            self._document(message, part, decoded.content, hidden)
        elif (of_values := grammar(part, decoded.content)) is not None:
            self._values(message, part, decoded.content, of_values)
        elif part.media_type in contents.TEXT_TYPES | contents.HTML_TYPES:
            self._text(message, part, decoded.content)
        else:
            self._other(message, part, parent, decoded.content)

    def _text(self, message: Message, part: Part, content: bytes) -> None:
        found_type = part.media_type
        if is_attached(part):
            found_type = contents.found_type(content)
            self._attachments.append(_attachment(part, content, found_type))
            if not contents.is_text(found_type):
                self.miss(part.content, UnreadReason.UNKNOWN_TYPE, found_type)
        found = _shown(part, content)
        if not found.certain:
            self.miss(part.content, UnreadReason.UNKNOWN_CHARSET, part.media_type)
        if contents.contradicts_text(found.text):
            self.miss(part.content, UnreadReason.UNKNOWN_TYPE, contents.found_type(content))
        if part.media_type in contents.HTML_TYPES:
            self._html(message, part, found.text)
            return
        self._coded(message, part, found.text)
        self._add(Place.TEXT, part.content, "", _lines(found.text), InText(message=message, part=part))

    def _values(self, message: Message, part: Part, content: bytes, of_values: Grammar) -> None:
        """A calendar, a card or a table."""
        found_type = contents.found_type(content)
        if is_attached(part) or not part.media_type.startswith("text/"):
            self._attachments.append(_attachment(part, content, found_type))
        found = _shown(part, content)
        if not found.certain:
            self.miss(part.content, UnreadReason.UNKNOWN_CHARSET, part.media_type)
        if contents.contradicts_text(found.text) or not contents.is_text(found_type):
            self.miss(part.content, UnreadReason.UNKNOWN_TYPE, found_type)
        read_values = of_values(found.text)
        for fault in read_values.faults:
            self.miss(part.content, fault, part.media_type)
        for value in read_values.values:
            if (why := contents.hidden_coding(value.text)) is not None:
                self.miss(part.content, why, part.media_type)
            if value.pieces and value.pieces[0].form is Form.HTML:
                self._page(message, part, value)
            else:
                source = InPieces(message=message, part=part, pieces=value.pieces)
                self._add(Place.TEXT, part.content, value.label, value.text, source)

    def _page(self, message: Message, part: Part, value: Value) -> None:
        """A value that is a page of HTML: what Outlook writes beside the description of an invitation."""
        try:
            document = redaction.read(value.text.encode("utf-8"), "text/html", "utf-8")
        except redaction.TooLarge:
            self.miss(part.content, UnreadReason.TOO_LARGE, part.media_type)
            return
        except redaction.Unreadable:
            self.miss(part.content, UnreadReason.MALFORMED, part.media_type)
            return
        if "embedded-data" in document.notes:
            self.miss(part.content, UnreadReason.NESTED_CODING, part.media_type)
        source = partial(InPage, message=message, part=part, piece=value.pieces[0], page=value.text)
        self._add_all(part.content, document.units, source, partial(_in_page, of=value.label))

    def _coded(self, message: Message, part: Part, text: str) -> None:
        if contents.signed_inline(text):
            self._signed[part.content] = None
        why = contents.hidden_coding(text)
        if why is not None:
            self.miss(part.content, why, part.media_type)
        if part is message.root and part.path == "" and contents.encrypted_armour(text):
            self._encrypted = True
        if _joined_lines(part, text):
            self.miss(part.content, UnreadReason.READINGS_DISAGREE, part.media_type)

    def _html(self, message: Message, part: Part, text: str) -> None:
        try:
            document = redaction.read(text.encode("utf-8"), "text/html", "utf-8")
        except redaction.TooLarge:
            self.miss(part.content, UnreadReason.TOO_LARGE, part.media_type)
            return
        except redaction.Unreadable:
            self.miss(part.content, UnreadReason.MALFORMED, part.media_type)
            return
        if "embedded-data" in document.notes:
            self.miss(part.content, UnreadReason.NESTED_CODING, part.media_type)
        self._add_all(part.content, document.units, partial(InHtml, message=message, part=part), _in_page)
        for unit in document.units:
            if unit.id == 0:
                self._coded(message, part, unit.text)

    def _document(self, message: Message, part: Part, content: bytes, found_type: str) -> None:
        self._attachments.append(_attachment(part, content, found_type))
        read = read_document(content, found_type)
        if isinstance(read, UnreadReason):
            self.miss(part.content, read, found_type)
            return
        if read.pieces and part.signed:
            self.miss(part.content, UnreadReason.UNKNOWN_TYPE, found_type)
        elif read.pieces:
            self._rewritten[part.content] = None
            if read.missed:
                self._pieces_left_out[part.content] = None
        source = partial(InDocument, message=message, part=part, media_type=found_type)
        self._add_all(part.content, read.units, source, lambda unit: (Place.DOCUMENT, unit.place))

    def _other(self, message: Message, part: Part, parent: Part | None, content: bytes) -> None:
        found_type = contents.found_type(content)
        document = document_type(content) or (page_type(content, ()) if contents.is_text(found_type) else None)
        if document is not None:
            self._document(message, part, content, document)
            return
        self._attachments.append(_attachment(part, content, found_type))
        if not content:
            return
        signature = parent is not None and parent.media_type == "multipart/signed" and parent.parts[-1] is part
        if signature and part.media_type in contents.SIGNATURE_TYPES and contents.is_signature(content):
            return
        if cms.kind(content) is cms.Cms.ENVELOPED:
            self._encrypted = self._encrypted or (part.path == "" and part.media_type.endswith("pkcs7-mime"))
            self.miss(part.content, UnreadReason.ENCRYPTED, "application/pkcs7-mime")
        elif content.lstrip().startswith(b"-----BEGIN PGP MESSAGE"):
            self.miss(part.content, UnreadReason.ENCRYPTED, found_type)
        else:
            locked = lock_of(content) is not None
            self.miss(part.content, UnreadReason.LOCKED if locked else UnreadReason.UNKNOWN_TYPE, found_type)


def body_text(message: Message, part: Part) -> charsets.Text:
    """The text of a plain or HTML part, with the line ends that it has."""
    return _shown(part, _content(message, part))


def _shown(part: Part, content: bytes) -> charsets.Text:
    file = is_attached(part)
    charset = (file and charsets.marked(content)) or part.type_parameters.plain("charset") or ""
    page = part.media_type in contents.HTML_TYPES
    if not charset and page:
        charset = _named_within(content)
    return charsets.decode(content, charset, file=file and not page)


def _hidden_type(part: Part, content: bytes) -> str | None:
    """The format of a file that its part calls text; None: the part tells the truth, or is no file."""
    if part.media_type not in _SAID_TEXT or not is_attached(part):
        return None
    found = type_in_text(content, part.media_type, file_names(part))
    # Other XML than of the formats told apart, that no program can open as XML, is text.
    return None if found == XML and isinstance(read_document(content, found), UnreadReason) else found


def _in_page(unit: redaction.Unit, of: str = "") -> tuple[Place, str]:
    """Place and label of a unit of a page; *of*: what the page is the value of."""
    if unit.id == 0:
        return Place.HTML, of
    return (Place.HTML_ATTRIBUTE, unit.place) if source_of(unit.id) is None else (Place.CODED, "")


def _named_within(page: bytes) -> str:
    try:
        return mime_name(declared(page) or "")
    except redaction.Unreadable:
        return "no charset"


def _content(message: Message, part: Part) -> bytes:
    return transfer.decode(message.data[part.body : part.end], part.encoding or Transfer.BINARY).content


def _attachment(part: Part, content: bytes, found: str) -> Attachment:
    return Attachment(
        part=part.content,
        said_type=part.media_type,
        found_type=found,
        size=len(content),
        digest=sha256(content).hexdigest(),
    )


def _lines(text: str) -> str:
    """With LF for CRLF, so that nobody downstream need think of both; the treat stage puts them back."""
    return text.replace("\r\n", "\n")


def _joined_lines(part: Part, text: str) -> bool:
    """format=flowed with DelSp joins words over a line end (RFC 3676 §4.1); a reader without it shows two words."""
    delsp = part.type_parameters.plain("delsp")
    if delsp is None or delsp.strip().lower() != "yes":
        return False
    return any(line.endswith(" ") and line.strip(" \r") != "--" for line in _lines(text).split("\n"))
