"""A message as it came and as it was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

CaseId = NewType("CaseId", str)  # one message, one case number: "GW-" and eight of Crockford's base 32 characters
ContentId = NewType("ContentId", str)  # 32 hex digits; where sealed bytes are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What SMTP said, apart from the content (RFC 5321 §2.3.1).

    Addresses keep the case of the local part; domains are lower case. The null sender is the empty string.
    """

    sender: str
    recipients: tuple[str, ...]
    listener: str  # the name of the listener in gateway.yaml
    client: str  # the peer's IP address
    user: str | None  # the account that signed in; None: a trusted listener
    received_at: datetime  # aware, UTC
    smtputf8: bool = False
    body_8bit: bool = False
    envid: str | None = None
    protocol: str = "ESMTP"  # how it came, for the trace field: ESMTPSA … (RFC 3848, RFC 6531 §4.3)


class Place(StrEnum):
    """Where in a message a unit of text stands."""

    SUBJECT = "subject"
    DISPLAY_NAME = "display-name"  # of From, To, Cc, Reply-To …
    FIELD = "field"  # any other header field that may carry words: Comments, Keywords, Thread-Topic …
    TEXT = "text"  # a text/plain body
    HTML = "html"  # the visible text of an HTML body
    HTML_ATTRIBUTE = "html-attribute"  # title, alt, href, comments …
    DOCUMENT = "document"  # a stretch of an attached document; the label says which
    CODED = "coded"  # what codes in another unit's text say: base64, percent signs …; the label is a field's name
    FILE_NAME = "file-name"
    PREAMBLE = "preamble"
    EPILOGUE = "epilogue"


class ZoneKind(StrEnum):
    """What a stretch of a body is, for roles and markings."""

    GREETING = "greeting"  # "Dear Ana,"
    SIGNATURE = "signature"  # from the closing words or "-- " on
    QUOTED = "quoted"  # earlier mail below or within
    DISCLAIMER = "disclaimer"  # boilerplate such as "this e-mail is confidential"
    DIRECTIVE = "directive"  # "Purpose: …" lines at the top, meant for the gateway


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A half-open span, in code points, of one unit's text."""

    kind: ZoneKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A stretch of text that is found in, decided on and replaced as one."""

    id: int  # its index in Reading.units
    place: Place
    part: str  # MIME part path: "" for the outer header, "1", "2.1"; nested messages go on with "/": "2/1"
    label: str  # the field's name, the attribute's, or the stretch of a document; empty for bodies
    text: str
    zones: tuple[Zone, ...] = ()
    codes_of: int | None = None  # the unit before it in whose text the codes stand; None: it is no decoded text

    @property
    def nested(self) -> bool:
        """Whether it stands in a message within the message."""
        return "/" in self.part


class UnreadReason(StrEnum):
    """Why a part, or the whole, could not be read. A closed list."""

    MALFORMED = "malformed"  # headers or structure break the rules
    READINGS_DISAGREE = "readings-disagree"  # two readers see two different messages
    TOO_LARGE = "too-large"
    TOO_MANY_PARTS = "too-many-parts"
    TOO_DEEP = "too-deep"
    TOO_SLOW = "too-slow"  # the reading room ran out of time or died
    UNKNOWN_CHARSET = "unknown-charset"
    UNKNOWN_TYPE = "unknown-type"  # an attachment of a kind that is not read yet
    ENCRYPTED = "encrypted"
    LOCKED = "locked"  # an attachment that opens with a password
    SIGNED = "signed"  # readable, but nothing in it may be changed
    BAD_ENCODING = "bad-encoding"  # base64 with a tail, broken quoted-printable
    NESTED_CODING = "nested-coding"  # uuencode or similar hidden in text


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A part that could not be read, and why."""

    part: str
    why: UnreadReason
    media_type: str  # as identified by content; empty when it was not got that far


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What a part other than a body is, by its content."""

    part: str
    said_type: str  # media type in the header, lower case
    found_type: str  # media type by content (libmagic)
    size: int  # decoded bytes
    digest: str = ""  # SHA-256 of the decoded bytes, hex: which file is meant, wherever it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One header field of the outer message, unfolded and decoded for reading."""

    name: str  # as written
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a message says, as the reading room answered. Untrusted until its schema was checked."""

    fields: tuple[Field, ...]
    units: tuple[Unit, ...]
    attachments: tuple[Attachment, ...]
    unread: tuple[Unread, ...]
    signed: tuple[str, ...]  # part paths under a signature (multipart/signed, S/MIME, inline PGP)
    encrypted: bool  # the whole body is already S/MIME or OpenPGP encrypted by the sender
    # Part paths of documents with pieces that nobody looked into (a thumbnail, embedded fonts), which rewriting takes
    # out: they never leave the organisation as they came.
    rewritten: tuple[str, ...] = ()
    # Those of them of which a reader may miss something then: an object, a picture, a script, and no thumbnail.
    pieces_left_out: tuple[str, ...] = ()

    def field(self, name: str) -> str | None:
        """The first field of that name, caseless; None: there is none."""
        wanted = name.lower()
        return next((field.value for field in self.fields if field.name.lower() == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCut:
    """What a plan puts in place of a span of one unit."""

    unit: int
    start: int  # code points, half open
    end: int
    replacement: str


def with_cuts(text: str, cuts: Iterable[TextCut]) -> str:
    """A unit's text with its cuts made, in any order. Where two overlap, all of both goes."""
    pieces: list[str] = []
    at = 0
    for cut in sorted(cuts, key=lambda one: one.start):
        if cut.start >= at:
            pieces += (text[at : cut.start], cut.replacement)
        at = max(at, cut.end)
    return "".join((*pieces, text[at:]))
