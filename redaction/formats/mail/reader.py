"""Mail (message/rfc822): header fields, every part and every mail within read; written anew from what was read.

Nothing of the original's bytes comes along, so it makes no difference where another reader would see a part begin.
"""

import base64
import io
import quopri
import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.generator import BytesGenerator
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final
from urllib.parse import unquote

from redaction.charset import decode
from redaction.errors import TooLarge, Unreadable
from redaction.formats.contents import LEAVES, Leaf, opened
from redaction.formats.mail.parts import Heading, Part, Piece, Several, pieces_of, written_mail
from redaction.formats.mail.words import mailboxes, words_of
from redaction.formats.pieces import Slot, Source
from redaction.formats.reading import Opening, Reading
from redaction.media_types import media_type

MAIL_TYPE: Final = "message/rfc822"
_ADDRESSES: Final = {
    name.lower(): name for name in ("From", "Sender", "Reply-To", "To", "Cc", "Bcc")
}  # fmt: skip
_WORDS: Final = {
    name.lower(): name
    for name in ("Subject", "Comments", "Keywords", "Importance", "Priority", "Sensitivity", "X-Protective-Marking")
}
_CONTENT: Final = frozenset({"content-type", "content-transfer-encoding", "content-disposition", "content-id"})
_ONCE: Final = _CONTENT | frozenset(
    {"from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "mime-version"}
)
_CODINGS: Final = frozenset({"", "7bit", "8bit", "binary", "quoted-printable", "base64"})
_PLAIN_CODINGS: Final = frozenset({"", "7bit", "8bit", "binary"})
_NESTED: Final = frozenset({"message/rfc822", "message/global", "message/news"})
_ELSEWHERE: Final = frozenset({"message/partial", "message/external-body"})  # what they hold is not here
_SEALED: Final = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES: Final = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_SHOWN_AS: Final = frozenset({"text/plain", "text/html"})
_STANDARD: Final = re.compile(
    r"\A\s*(?:text/(?:csv|markdown|tab-separated-values)|inline|attachment|[78]bit|binary|quoted-printable|base64)(?=[\s;]|\Z)",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"\([^()]*\)")  # RFC 2045 §5.1
_ENRICHED: Final = frozenset({"text/enriched", "text/richtext"})
_COMMAND: Final = re.compile(r"<param>[^<]*</param>|<(?!<)/?[A-Za-z0-9-]{1,60}>", re.IGNORECASE)  # RFC 1896
_OTHERS: Final = "other header fields"
_CODED: Final = re.compile(r"[A-Za-z0-9+/]{32}|(?:=[0-9A-Fa-f]{2}){4}")
_IDENTIFIERS: Final = frozenset({"message-id", "in-reply-to", "references", "thread-index", "mime-version"})
# What CPython's parser of mail lets escape on malformed input (python/cpython#151857, #83281 and kin).
_NOT_MAIL: Final = (ValueError, LookupError, AttributeError, TypeError, AssertionError)
_NEXT: Final = re.compile(rb"^From [^\n]{1,200}\n[!-9;-~]{1,60}:", re.MULTILINE)


class Mail:
    """See ``formats.reading.Reading``."""

    media_type = written_type = MAIL_TYPE

    def __init__(self, untrusted_data: bytes, opening: Opening, message: Message | None = None) -> None:
        self._opening = opening
        self._asides = Source("other header fields")
        self._heading = Heading()
        self.dropped: list[str] = []
        self.unread: list[str] = []
        self._others = False
        if message is None:
            message = _parsed(untrusted_data, opening)
        try:
            self._fields(message)
            body = self._part(message, shown=True, outermost=True)
        except RecursionError:
            raise TooLarge("parts nested deeper than the limit") from None
        except _NOT_MAIL:
            raise Unreadable("damaged: not a whole mail") from None
        self._body: Part = body or Piece(reading=Leaf(b"", "text/plain", opening.limits), shown=True)
        for piece in pieces_of(self._body):
            self.unread += piece.reading.unread
        found = (self._heading.source, *self._body.sources(), self._asides)
        self.sources = [one for one in found if one.length]

    def _aside(self, text: str) -> None:
        if _CODED.search(text):
            # A signature, or a part that only some readers would find: nobody looked into it.
            self._unseen(_OTHERS)
        for one in dict.fromkeys((text, unquote(text) if "%" in text else text)):
            if one.strip():
                self._asides.add(Slot(one))
                self._asides.separate("\n")

    def _fields(self, message: Message) -> None:
        """The fields of a mail's own header; those that are not written stand among the asides."""
        once: set[str] = set()
        self._aside(message.get_unixfrom() or "")
        for name, raw in message.raw_items():
            key = name.lower()
            if key in _ONCE and key in once:
                raise Unreadable("a header field that may stand once and stands twice")
            once.add(key)
            if key in _ADDRESSES:
                self._heading.addresses(_ADDRESSES[key], mailboxes(raw))
            elif key in _WORDS:
                self._heading.words(_WORDS[key], words_of(raw))
            elif key == "date":
                self._heading.date(words_of(raw), _date(words_of(raw)))
            elif key not in _CONTENT:
                self._others = self._others or key not in _IDENTIFIERS
                # An identifier is no address, and would be taken for one.
                shown = words_of(raw).replace("@", " ") if key in _IDENTIFIERS else words_of(raw)
                self._aside(f"{name}: {shown}" if key not in _IDENTIFIERS else shown)

    def _part(self, part: Message, *, shown: bool, outermost: bool = False) -> Part | None:
        """A part and those within; None: it is dropped."""
        self._opening.budget.members -= 1
        if self._opening.budget.members < 0:
            raise TooLarge("more parts than the limit")
        kind = part.get_content_type()
        if part.defects:
            raise Unreadable("damaged: a part of the mail is not whole")
        self._of_part(part, outermost=outermost)
        if kind in _SEALED:
            raise Unreadable("encrypted, or signed in a way that hides the text")
        if kind in _ELSEWHERE:
            raise Unreadable("a part whose content is elsewhere")
        if kind in _SIGNATURES:
            self._lose("signature")
            return None
        if kind.startswith("message/") and part.is_multipart():
            return self._message(part, kind)
        if part.is_multipart():
            return self._several(part, kind.removeprefix("multipart/"), shown=shown)
        return self._piece(part, kind, shown=shown)

    def _lose(self, what: str) -> None:
        self._unseen(what)
        if what not in self.dropped:
            self.dropped.append(what)

    def _unseen(self, what: str) -> None:
        if what not in self.unread:
            self.unread.append(what)

    def _of_part(self, part: Message, *, outermost: bool) -> None:
        """The fields of one part, as far as nothing else reads them, and what stands around its parts."""
        keys = [name.lower() for name, _ in part.raw_items()]
        if any(keys.count(key) > 1 for key in _CONTENT):
            raise Unreadable("a header field that may stand once and stands twice")
        if _coding(part) not in _CODINGS:
            raise Unreadable("a part in an unknown transfer encoding")
        for name, raw in part.raw_items():
            if not outermost or name.lower() in _CONTENT:
                # A word of the standard is nobody's, and the written part says it again.
                self._aside(_STANDARD.sub("", words_of(raw)))
        for text in (part.preamble, part.epilogue):
            self._aside(words_of(text or ""))

    def _several(self, part: Message, kind: str, *, shown: bool) -> Part | None:
        children = part.get_payload()
        if not isinstance(children, list) or not children:
            raise Unreadable("damaged: a part of the mail is not whole")
        made: list[Part] = []
        for at, child in enumerate(children):
            if not isinstance(child, Message):
                raise Unreadable("damaged: a part of the mail is not whole")
            first = shown and (at == 0 or kind == "alternative")
            one = self._part(child, shown=first or _is_text_to_read(child))
            if one is not None:
                made.append(one)
        if kind == "signed" and len(made) == 1:
            return made[0]
        return Several(kind=kind, parts=made) if made else None

    def _message(self, part: Message, kind: str) -> Part:
        """A mail within, or what is written like one: the parts of a report."""
        held = part.get_payload()
        blocks = [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []
        if kind in _NESTED and len(blocks) == 1:
            if self._opening.depth >= self._opening.limits.max_nesting:
                raise TooLarge("mails nested deeper than the limit")
            if _coding(part) not in _PLAIN_CODINGS:
                return Piece(reading=self._coded(blocks[0], _coding(part)), name=_name_of(part))
            return Piece(reading=Mail(b"", self._opening.deeper(), blocks[0]), name=_name_of(part))
        if _coding(part) not in _PLAIN_CODINGS:
            raise Unreadable("a report in a transfer encoding that hides it")
        texts = [_as_text(one) for one in blocks]
        reading = Leaf("\r\n".join(texts).encode("utf-8"), "text/plain", self._opening.limits, "utf-8")
        return Piece(reading=reading, name=_name_of(part))

    def _coded(self, block: Message, coding: str) -> Reading:
        """A mail within that is coded, as RFC 2046 §5.2.1 forbids and some programs do.

        *block*: what it looks like to who does not undo it.
        """
        raw = io.BytesIO()
        try:
            BytesGenerator(raw, mangle_from_=False, maxheaderlen=0).flatten(block)
            undone = quopri.decodestring if coding == "quoted-printable" else _from_base64
            data = undone(raw.getvalue())
        except _NOT_MAIL as error:
            raise Unreadable("damaged: a part of the mail is not whole") from error
        self._opening.budget.unpacked_bytes -= len(data)
        if self._opening.budget.unpacked_bytes < 0:
            raise TooLarge("more unpacked bytes than the limit")
        return Mail(data, self._opening.deeper())

    def _piece(self, part: Message, kind: str, *, shown: bool) -> Part:
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or part.defects:
            raise Unreadable("damaged: a part of the mail is not whole")
        self._opening.budget.unpacked_bytes -= len(data)
        if self._opening.budget.unpacked_bytes < 0:
            raise TooLarge("more unpacked bytes than the limit")
        name = _name_of(part)
        reading = self._read(data, kind, part.get_content_charset(), named=bool(name))
        text = reading.written_type in _SHOWN_AS and not name
        return Piece(
            reading=reading, name=name, said_type=kind, shown=(shown and text) or bool(part.get("content-id")),
            content_id=words_of(part.get("content-id") or ""),
        )  # fmt: skip

    def _read(self, data: bytes, kind: str, charset: str | None, *, named: bool) -> Reading:
        """By content; but what mail programs show as a text is read as the kind of text that they take it for."""
        if not data:
            return Leaf(b"", "text/plain", self._opening.limits)
        if kind in _ENRICHED and not named:
            self._lose("look of the text")
            plain = _COMMAND.sub("", decode(data, charset)[0]).replace("<<", "<")
            return Leaf(plain.encode("utf-8", "replace"), "text/plain", self._opening.limits, "utf-8")
        found = media_type(data)
        if found in LEAVES and found != "application/pdf":
            if kind == "text/html" or (kind == "text/plain" and not named):
                found = kind
            return opened(data, self._opening, found, charset if kind.startswith("text/") else None)
        return opened(data, self._opening)

    def write(self) -> bytes:
        """The mail with all changes made so far."""
        new = written_mail(self._heading, self._body)
        if self._others or _OTHERS in self.unread:
            self.dropped.append(_OTHERS)
        for piece in pieces_of(self._body):
            self.dropped += [one for one in piece.reading.dropped if one not in self.dropped]
        return new


def _parsed(untrusted_data: bytes, opening: Opening) -> Message:
    if len(untrusted_data) > opening.limits.max_bytes:
        raise TooLarge("more bytes than the limit")
    if untrusted_data.startswith(b"From ") and _NEXT.search(untrusted_data, 5):
        raise Unreadable("several mails in one file")
    try:
        message = message_from_bytes(untrusted_data, policy=policy.compat32)
    except RecursionError:
        raise TooLarge("parts nested deeper than the limit") from None
    except _NOT_MAIL:
        raise Unreadable("damaged: not a whole mail") from None
    if not message.keys():
        raise Unreadable("damaged: a mail without a header")
    return message


def _from_base64(raw: bytes) -> bytes:
    return base64.b64decode(b"".join(raw.split()), validate=True)


def _coding(part: Message) -> str:
    return _COMMENT.sub("", str(part.get("content-transfer-encoding") or "")).strip().lower()


def _date(shown: str) -> str:
    """In the form of RFC 5322 §3.3, without comments; empty: it is no date."""
    try:
        found: datetime = parsedate_to_datetime(shown)
        return format_datetime(found)
    except (*_NOT_MAIL, OverflowError):
        return ""


def _name_of(part: Message) -> str:
    return words_of(part.get_filename() or "")


def _is_text_to_read(part: Message) -> bool:
    """A text between attachments: what stands after a picture, or a footer that a gateway put there."""
    said = str(part.get("content-disposition") or "inline").lower()
    return part.get_content_type() in _SHOWN_AS and said.startswith("inline") and not part.get_filename()


def _as_text(message: Message) -> str:
    """A block of fields as text (RFC 3464 §2.1), with whatever follows it."""
    return "".join(_lines_of(message))


def _lines_of(message: Message) -> Iterator[str]:
    for name, raw in message.raw_items():
        yield f"{name}: {words_of(raw)}\r\n"
    body = message.get_payload(decode=True)
    if message.is_multipart() or (isinstance(body, bytes) and body.strip() and not body.isascii()):
        raise Unreadable("a report with something else in it")
    if isinstance(body, bytes) and body.strip():
        yield "\r\n" + body.decode("ascii")
