"""The offset walk: a message as a tree of spans of its own bytes (RFC 2045, RFC 2046).

Nothing is copied into another form, so that a changed part can be spliced in and everything else leaves byte for
byte. The walk accepts what mail readers agree on; where they part, it goes one way and says so (`faults`), and the
message is held.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gateway.model.message import UnreadReason
from gateway.read import cms, parameters, transfer
from gateway.read.headers import HeaderBlock, RawField, header_block, value_text
from gateway.read.limits import ReadLimits
from gateway.read.parameters import Parameters
from gateway.read.transfer import Transfer

NESTED_TYPES: Final = frozenset({"message/rfc822", "message/global", "message/news"})
SIGNED_DATA_TYPES: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})

_TYPE: Final = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
_BOUNDARY: Final = re.compile(r"[ -~]{0,199}[!-~]")
_SINGLE: Final = frozenset(
    {"content-type", "content-transfer-encoding", "content-disposition", "mime-version", "content-id"}
)
# What steers reading must be written in one way that every reader takes (RFC 2231 pieces of a boundary are not).
STEERING: Final = frozenset({"boundary", "charset", "format", "delsp", "protocol", "smime-type"})

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part; the outermost one is the message itself. Offsets are into `Message.data`."""

    path: str  # of its header: "" or "2/" for a message, "1.2" for a part
    content: str  # of what it holds: the same, but "1" for a message that is not multipart
    start: int
    body: int
    end: int
    fields: tuple[RawField, ...]
    media_type: str  # lower case; "text/plain" where none is given
    type_parameters: Parameters
    disposition: Parameters
    encoding: Transfer | None  # None: named, and not known
    boundary: str | None  # None: not a multipart that could be split
    parts: "tuple[Part, ...]"
    preamble: Span | None
    epilogue: Span | None
    inner: "Message | None"  # of message/rfc822, and of what an opaque signature signs
    signed: bool  # stands under a signature
    faults: tuple[UnreadReason, ...]

    @property
    def multipart(self) -> bool:
        """Whether its type says that it holds parts."""
        return self.media_type.startswith("multipart/")

    def named(self, key: str) -> RawField | None:
        """Its first field of that name, given in lower case."""
        return next((field for field in self.fields if field.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message, outermost or nested, and the bytes that it was walked in."""

    data: bytes
    root: Part

    def walk(self) -> Iterator[Part]:
        """Its own parts, the root first, depth first; not those of nested messages."""
        stack = [self.root]
        while stack:
            part = stack.pop()
            yield part
            stack.extend(reversed(part.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What the header of a part says about its body."""

    media_type: str
    type_parameters: Parameters
    disposition: Parameters
    encoding: Transfer | None
    faults: tuple[UnreadReason, ...]


def walk(data: bytes, limits: ReadLimits) -> Message:
    """Walk a whole message; never raises."""
    return _Walk(limits).message(data, "", depth=0, signed=False)


class _Walk:
    """One walk: it counts parts over all nested messages."""

    def __init__(self, limits: ReadLimits) -> None:
        self._limits = limits
        self._parts = 0

    def message(self, data: bytes, prefix: str, *, depth: int, signed: bool) -> Message:
        root = self._part(data, (0, len(data)), prefix, depth=depth, signed=signed, default="text/plain")
        return Message(data=data, root=root)

    def _part(self, data: bytes, span: Span, path: str, *, depth: int, signed: bool, default: str) -> Part:
        start, end = span
        self._parts += 1
        block = header_block(data, start, end, self._limits)
        kind = _kind(data, block, default)
        faults = dict.fromkeys((*block.faults, *kind.faults))
        is_message = path == "" or path.endswith("/")
        multipart = kind.media_type.startswith("multipart/")
        content = path if multipart or not is_message else path + "1"
        split = _Split()
        children: tuple[Part, ...] = ()
        inner: Message | None = None
        beyond: UnreadReason | None = None
        if multipart:
            split = _split(data, block.body, end, kind, outermost=is_message)
            faults |= dict.fromkeys(split.faults)
            beyond = self._beyond(depth) if split.spans else None
            if beyond is None:
                children = tuple(self._children(data, split, path, kind, depth=depth, signed=signed))
                beyond = UnreadReason.TOO_MANY_PARTS if len(children) < len(split.spans) else None
        elif kind.media_type in NESTED_TYPES | SIGNED_DATA_TYPES and block.body < end:
            inner, beyond = self._inner(data[block.body : end], content, kind, depth=depth, signed=signed)
        if beyond is not None:
            faults[beyond] = None
        return Part(
            path=path, content=content, start=start, body=block.body, end=end, fields=block.fields,
            media_type=kind.media_type, type_parameters=kind.type_parameters, disposition=kind.disposition,
            encoding=kind.encoding, boundary=split.boundary, parts=children, preamble=split.preamble,
            epilogue=split.epilogue, inner=inner, signed=signed, faults=tuple(faults),
        )  # fmt: skip

    def _beyond(self, depth: int) -> UnreadReason | None:
        if depth >= self._limits.depth:
            return UnreadReason.TOO_DEEP
        return UnreadReason.TOO_MANY_PARTS if self._parts >= self._limits.parts else None

    def _children(
        self, data: bytes, split: "_Split", path: str, kind: _Kind, *, depth: int, signed: bool
    ) -> Iterator[Part]:
        default = "message/rfc822" if kind.media_type == "multipart/digest" else "text/plain"
        stem = path if path == "" or path.endswith("/") else path + "."
        for number, span in enumerate(split.spans, 1):
            if self._parts >= self._limits.parts:
                return
            below = signed or kind.media_type == "multipart/signed"
            yield self._part(data, span, f"{stem}{number}", depth=depth + 1, signed=below, default=default)

    def _inner(
        self, body: bytes, content: str, kind: _Kind, *, depth: int, signed: bool
    ) -> tuple[Message | None, UnreadReason | None]:
        """The message in a part, through its transfer encoding, and through an opaque signature."""
        decoded = transfer.decode(body, kind.encoding or Transfer.BINARY).content
        nested = kind.media_type in NESTED_TYPES
        held = decoded if nested else cms.signed_content(decoded)
        if held is None:
            return None, None
        if (beyond := self._beyond(depth)) is not None:
            return None, beyond
        return self.message(held, content + "/", depth=depth + 1, signed=signed or not nested), None


def _kind(data: bytes, block: HeaderBlock, default: str) -> _Kind:
    faults: dict[UnreadReason, None] = {}
    first: dict[str, RawField] = {}
    for field in block.fields:
        if field.key in _SINGLE and field.key in first:
            faults[UnreadReason.MALFORMED] = None  # readers differ in which of the two they believe
        first.setdefault(field.key, field)
    said = first.get("content-type")
    type_parameters = parameters.parse(data, said) if said else parameters.NONE
    placed = first.get("content-disposition")
    disposition = parameters.parse(data, placed) if placed else parameters.NONE
    steering_twice = any(label.removesuffix("*") in STEERING and label.endswith("*") for label in
                         parameters.labels(type_parameters))  # fmt: skip
    for structured in (type_parameters, disposition):
        if not structured.sound or structured.doubled:
            faults[UnreadReason.MALFORMED] = None
    media_type = type_parameters.value or default
    if steering_twice or not _TYPE.fullmatch(media_type):
        faults[UnreadReason.MALFORMED] = None
        media_type = media_type if _TYPE.fullmatch(media_type) else "text/plain"
    named = first.get("content-transfer-encoding")
    encoding = transfer.transfer(value_text(named.raw(data)).text) if named else Transfer.SEVEN_BIT
    if encoding is None:
        faults[UnreadReason.BAD_ENCODING] = None
    return _Kind(
        media_type=media_type,
        type_parameters=type_parameters,
        disposition=disposition,
        encoding=encoding,
        faults=tuple(faults),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    """A multipart taken apart at its boundary lines."""

    boundary: str | None = None
    spans: tuple[Span, ...] = ()
    preamble: Span | None = None
    epilogue: Span | None = None
    faults: tuple[UnreadReason, ...] = ()


def _split(data: bytes, body: int, end: int, kind: _Kind, *, outermost: bool) -> _Split:
    faults: dict[UnreadReason, None] = {}
    boundary = kind.type_parameters.plain("boundary")
    if boundary is None or not _BOUNDARY.fullmatch(boundary):
        return _Split(faults=(UnreadReason.MALFORMED,))
    if kind.encoding is None or not kind.encoding.identity:
        faults[UnreadReason.MALFORMED] = None  # RFC 2045 §6.4 forbids it; some readers decode first
    spans: list[Span] = []
    preamble: Span | None = None
    epilogue: Span | None = None
    opened: int | None = None
    for line in _boundary_lines(data, body, end, boundary.encode("latin-1")):
        if not line.exact:
            # RFC 2046 §5.1.1 has readers compare the beginning of a line only; most compare the whole of it.
            faults[UnreadReason.READINGS_DISAGREE] = None
            continue
        if epilogue is not None:
            faults[UnreadReason.READINGS_DISAGREE] = None  # some readers go on after the closing boundary
            break
        before = _without_line_end(data, body if opened is None else opened, line.start)
        if opened is None:
            preamble = (body, before)
        else:
            spans.append((opened, before))
        opened = line.end
        if line.closing:
            epilogue = (line.end, end)
    if opened is None:
        faults[UnreadReason.MALFORMED] = None
        preamble = (body, end)
    elif epilogue is None:
        # Cut short: both readings go to the end, without the line end that a boundary would have taken. Within
        # another multipart that one's boundary has taken it already.
        spans.append((opened, _without_line_end(data, opened, end) if outermost else end))
    if not spans:
        faults[UnreadReason.MALFORMED] = None
    return _Split(boundary=boundary, spans=tuple(spans), preamble=preamble, epilogue=epilogue, faults=tuple(faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class _BoundaryLine:
    start: int
    end: int
    closing: bool
    exact: bool


def _boundary_lines(data: bytes, begin: int, end: int, boundary: bytes) -> Iterator[_BoundaryLine]:
    mark = b"--" + boundary
    position = data.find(mark, begin, end)
    while position >= 0:
        after = position + len(mark)
        if position == begin or data[position - 1] == 0x0A:
            newline = data.find(b"\n", after, end)
            line_end = end if newline < 0 else newline + 1
            rest = data[after:line_end].rstrip(b"\r\n").rstrip(b" \t")
            yield _BoundaryLine(start=position, end=line_end, closing=rest == b"--", exact=rest in {b"", b"--"})
            after = line_end
        position = data.find(mark, after, end)


def _without_line_end(data: bytes, begin: int, end: int) -> int:
    """The line end before a boundary belongs to the boundary (RFC 2046 §5.1.1)."""
    if end > begin and data[end - 1] == 0x0A:
        end -= 1
        if end > begin and data[end - 1] == 0x0D:
            end -= 1
    return end
