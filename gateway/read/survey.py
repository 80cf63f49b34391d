"""A reading together with where each unit stands in the bytes: what the treat stage splices by."""

from dataclasses import dataclass

from gateway.model.message import Reading
from gateway.read.addresses import PieceKind
from gateway.read.headers import RawField
from gateway.read.parameters import Whole
from gateway.read.values import Piece
from gateway.read.walk import Message, Part, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class InValue:
    """The whole value of a header field."""

    message: Message
    part: Part
    field: RawField


@dataclass(frozen=True, slots=True, kw_only=True)
class InAddresses:
    """A display name or comment in an address field; offsets are into the message's bytes."""

    message: Message
    part: Part
    field: RawField
    kind: PieceKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InParameter:
    """A parameter of a structured field, all its pieces."""

    message: Message
    part: Part
    field: RawField
    whole: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class InText:
    """A plain text body. The unit has LF for every CRLF of the body."""

    message: Message
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class InHtml:
    """A unit of an HTML body, by its number in the redaction package's reading."""

    message: Message
    part: Part
    unit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InDocument:
    """A unit of an attached document, by its number in the redaction package's reading."""

    message: Message
    part: Part
    unit: int
    media_type: str  # by content


@dataclass(frozen=True, slots=True, kw_only=True)
class InPieces:
    """A value of a calendar, card or table; the pieces' spans are of the part's text as it came."""

    message: Message
    part: Part
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InPage:
    """A unit of a value that is a page of HTML, by its number in the redaction package's reading."""

    message: Message
    part: Part
    piece: Piece
    page: str
    unit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A preamble or epilogue. LF for CRLF, too."""

    message: Message
    part: Part
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class InCodes:
    """What the codes in another unit's text say, by that unit's id."""

    message: Message
    part: Part
    unit: int


Source = InValue | InAddresses | InParameter | InText | InHtml | InDocument | InPieces | InPage | InCodes | Between


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a message says, and where."""

    reading: Reading
    message: Message
    sources: tuple[Source, ...]  # by Unit.id
