"""Cuts made by splicing into the original bytes: what is not cut leaves exactly as it came.

The same bytes are read again, which gives the same units; every cut becomes an edit of the bytes that its unit came
from, and the edits are applied from the last offset to the first. A message within a message is spliced by itself
and then put back through its own transfer encoding.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import redaction
from gateway.model.message import Place, Reading, TextCut, UnreadReason, with_cuts
from gateway.model.reasons import Reason
from gateway.read import charsets, fields, transfer
from gateway.read.addresses import PieceKind
from gateway.read.headers import RawField
from gateway.read.kept_back import INSIDE_ONLY
from gateway.read.limits import ReadLimits
from gateway.read.mime import body_text, survey
from gateway.read.survey import (
    Between,
    InAddresses,
    InDocument,
    InHtml,
    InPage,
    InParameter,
    InPieces,
    InText,
    InValue,
    Source,
    Survey,
)
from gateway.read.transfer import Transfer
from gateway.read.walk import STEERING, Message, Part
from gateway.treat import other_kind, write_body, write_header, write_values
from gateway.treat.codes import before_decoding
from gateway.treat.edits import Edit, splice
from gateway.treat.errors import StillShown, TreatFailed
from gateway.treat.write_body import Body

_UNCERTAIN: Final = frozenset({UnreadReason.BAD_ENCODING, UnreadReason.UNKNOWN_CHARSET})
# The message as a whole is not known: what is spliced in one reading may stand untouched in another.
_UNKNOWN: Final = frozenset(
    {
        UnreadReason.MALFORMED, UnreadReason.READINGS_DISAGREE, UnreadReason.TOO_LARGE, UnreadReason.TOO_MANY_PARTS,
        UnreadReason.TOO_DEEP, UnreadReason.TOO_SLOW,
    }
)  # fmt: skip
# A signature over what has changed can only fail; a failing one is worse than none at some receivers (RFC 6376 §6.1).
_BROKEN_BY_CHANGE: Final = frozenset({"dkim-signature", "domainkey-signature"})
# They say again who wrote and received a mail within the mail, in grammars that no word is cut from.
_TRACES: Final = frozenset(
    {
        "return-path", "received", "received-spf", "authentication-results", "arc-seal", "arc-message-signature",
        "arc-authentication-results", "x-received",
    }
) | INSIDE_ONLY  # fmt: skip
_IN_BODIES: Final = InText | InHtml | InDocument | InPieces | InPage
_WHITE: Final = b" \t\r\n"
_LINE_END: Final = re.compile(rb"\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cuts:
    """All cuts of one unit, in rising order."""

    source: Source
    text: str
    cuts: tuple[TextCut, ...]

    becomes: str | None = None  # of a file's name: the media type that the file now has; None: as before

    def applied(self) -> str:
        new = with_cuts(self.text, self.cuts)
        return new if self.becomes is None else other_kind.named(new, self.becomes)


def treat(
    raw: bytes,
    cuts: Sequence[TextCut],
    limits: ReadLimits,
    kept: tuple[str, ...] = (),
    rewritten: tuple[str, ...] = (),
) -> bytes:
    """*raw* with the cuts made. Without cuts the same bytes come back.

    *kept*: values that rightly stay, for the check of what is rewritten. *rewritten*: parts that are written anew
    even where nothing is cut, see Reading.rewritten.

    Raises:
        TreatFailed: it cannot be done; the message is held.
        StillShown: a removed value stands in a part that was rewritten.
    """
    return treat_surveyed(survey(raw, limits), cuts, kept, rewritten) if cuts or rewritten else raw


def treat_surveyed(
    found: Survey, cuts: Sequence[TextCut], kept: tuple[str, ...] = (), rewritten: tuple[str, ...] = ()
) -> bytes:
    """The same for a message that was read already."""
    _check_readable(found.reading)
    cuts = before_decoding(found, cuts)
    edits: dict[int, list[Edit]] = defaultdict(list)
    bodies: dict[tuple[int, str], list[_Cuts]] = defaultdict(list)
    for each in _named_anew(found, (*_by_unit(found, cuts), *_anew(found, rewritten))):
        source = each.source
        _check_changeable(found.reading, source)
        if isinstance(source, _IN_BODIES):
            bodies[id(source.message), source.part.content].append(each)
        else:
            edits[id(source.message)] += _header_edits(each)
    for group in bodies.values():
        edits[id(group[0].source.message)] += _body_edits(group, kept)
    return _rebuild(found.message, edits)


def touched_parts(reading: Reading, cuts: Sequence[TextCut], rewritten: tuple[str, ...] = ()) -> frozenset[str]:
    """The part paths that are changed."""
    return frozenset(reading.units[cut.unit].part for cut in cuts if cut.unit < len(reading.units)).union(rewritten)


def _check_readable(reading: Reading) -> None:
    for unread in reading.unread:
        if unread.why in _UNKNOWN:
            raise TreatFailed(Reason.UNREADABLE_ATTACHMENT, unread.part)


def _check_changeable(reading: Reading, source: Source) -> None:
    part = source.part
    if part.signed or (isinstance(source, _IN_BODIES) and part.content in reading.signed):
        raise TreatFailed(Reason.ALREADY_SIGNED, part.content)
    if isinstance(source, InParameter) and source.whole.label in STEERING:
        raise TreatFailed(Reason.UNREADABLE_ATTACHMENT, part.content)  # without it the part could not be read at all
    for unread in reading.unread:
        if unread.why in _UNCERTAIN and unread.part in {part.path, part.content}:
            raise TreatFailed(Reason.UNREADABLE_ATTACHMENT, unread.part)


def _by_unit(found: Survey, cuts: Sequence[TextCut]) -> Iterator[_Cuts]:
    units = found.reading.units
    mine: dict[int, list[TextCut]] = defaultdict(list)
    for cut in cuts:
        if not 0 <= cut.unit < len(units) or not 0 <= cut.start < cut.end <= len(units[cut.unit].text):
            raise TreatFailed(Reason.SYSTEM_FAULT)
        mine[cut.unit].append(cut)
    for unit, unordered in sorted(mine.items()):
        ordered = sorted(unordered, key=lambda cut: cut.start)
        if any(after.start < before.end for before, after in pairwise(ordered)):
            raise TreatFailed(Reason.SYSTEM_FAULT, units[unit].part)
        yield _Cuts(source=found.sources[unit], text=units[unit].text, cuts=tuple(ordered))


def _anew(found: Survey, rewritten: tuple[str, ...]) -> Iterator[_Cuts]:
    """The documents that are written anew, by any stretch of each."""
    for path in rewritten:
        sources = (one for one in found.sources if isinstance(one, InDocument) and one.part.content == path)
        source = next(sources, None)
        if source is None:
            raise TreatFailed(Reason.SYSTEM_FAULT, path)
        yield _Cuts(source=source, text="", cuts=())


def _named_anew(found: Survey, cuts: Sequence[_Cuts]) -> Iterator[_Cuts]:
    """The cuts, and with each document that becomes one of another kind the names of its file."""
    written = {id(each.source.part): kind for each in cuts if (kind := other_kind.becomes(each.source)) is not None}
    named = {
        id(source): _Cuts(source=source, text=unit.text, cuts=(), becomes=written[id(source.part)])
        for source, unit in zip(found.sources, found.reading.units, strict=True)
        if id(source.part) in written and other_kind.names(source)
    }
    for each in cuts:
        name = named.pop(id(each.source), None)
        yield each if name is None else replace(name, cuts=each.cuts)
    yield from named.values()


def _line_end(message: Message) -> bytes:
    return b"\n" if b"\n" in message.data and b"\r\n" not in message.data else b"\r\n"


def _header_edits(cuts: _Cuts) -> Iterator[Edit]:
    source = cuts.source
    new = cuts.applied()
    line_end = _line_end(source.message)
    if isinstance(source, InValue):
        field = source.field
        end = field.value + len(field.raw(source.message.data))
        written = write_header.unstructured(new, len(field.name) + 2, line_end)
        yield Edit(start=field.value, end=end, octets=b" " + written)
    elif isinstance(source, InAddresses):
        write = write_header.phrase if source.kind is PieceKind.PHRASE else write_header.comment
        yield Edit(start=source.start, end=source.end, octets=write(new, line_end))
    elif isinstance(source, InParameter):
        yield from _parameter_edits(source, new, line_end)
    elif isinstance(source, Between):
        yield _between_edit(source, cuts.cuts)


def _parameter_edits(source: InParameter, new: str, line_end: bytes) -> Iterator[Edit]:
    """The first piece takes the whole new value, the others go with the semicolon before them."""
    data = source.message.data
    first, *others = sorted(source.whole.pieces, key=lambda piece: piece.start)
    extended = source.whole.label.endswith("*")
    written = write_header.parameter(first.name, new, line_end, extended=extended)
    yield Edit(start=first.start, end=first.end, octets=written)
    for piece in others:
        before = len(data[source.field.value : piece.start].rstrip(_WHITE)) + source.field.value
        start = before - 1 if data[before - 1 : before] == b";" else piece.start
        yield Edit(start=start, end=piece.end, octets=b"")


def _between_edit(source: Between, cuts: tuple[TextCut, ...]) -> Edit:
    start, end = source.span
    found = charsets.decode(source.message.data[start:end], "")
    new = _apply_to_crlf(found.text, cuts, _line_end(source.message))
    octets, charset = write_body.charset_octets(new, found.codec)
    if charset is not None:  # nobody is shown it, and nothing could name a charset for it
        octets = octets.decode("utf-8").encode("ascii", "replace")
    boundary = (source.part.boundary or "").encode("latin-1")
    if octets.startswith(b"--" + boundary) or b"\n--" + boundary in octets:
        raise TreatFailed(Reason.SYSTEM_FAULT, source.part.path)
    return Edit(start=start, end=end, octets=octets)


def _apply_to_crlf(text: str, cuts: tuple[TextCut, ...], line_end: bytes) -> str:
    """Cuts that were made with LF for CRLF, applied to the text as it came."""
    # The n-th dropped CR stood at this place of the shortened text.
    dropped = [match.start() - number for number, match in enumerate(re.finditer("\r\n", text))]
    crlf = bool(dropped) or ("\n" not in text and line_end == b"\r\n")
    moved = tuple(
        TextCut(
            unit=cut.unit,
            start=cut.start + bisect_right(dropped, cut.start - 1),
            end=cut.end + bisect_right(dropped, cut.end - 1),
            replacement=re.sub(r"\r?\n", "\r\n", cut.replacement) if crlf else cut.replacement,
        )
        for cut in cuts
    )
    return with_cuts(text, moved)


def _body_edits(group: list[_Cuts], kept: tuple[str, ...]) -> Iterator[Edit]:
    source = group[0].source
    if isinstance(source, InDocument):
        yield from _document_edits(source, group, kept)
        return
    message, part = source.message, source.part
    boundaries = _boundaries(message)
    encoding = part.encoding or Transfer.BINARY
    found = body_text(message, part)
    line_end = _line_end(message)
    if isinstance(source, InHtml):
        octets = _LINE_END.sub(line_end, _rewritten(part, found.text, group, kept))
        # The rewritten document names its charset itself, so that the part must name the same.
        named = (part.type_parameters.plain("charset") or "").strip().lower()
        written, used = write_body.fit(octets, encoding, line_end, boundaries)
        body = Body(octets=written, encoding=used, charset=None if named in {"utf-8", "utf8"} else "utf-8")
    else:
        if isinstance(source, InPieces | InPage):
            values = [(each.source, each.text, each.cuts) for each in group]
            text = write_values.written(found.text, values, line_end.decode("ascii"), kept)
        else:
            text = _apply_to_crlf(found.text, group[0].cuts, line_end)
        body = write_body.text_body(text, found, encoding, line_end, boundaries)
    yield _body_edit(message, part, body.octets, body.encoding)
    yield from _said_edits(message, part, body, line_end)


def _body_edit(message: Message, part: Part, octets: bytes, encoding: Transfer) -> Edit:
    # The line end before a boundary is not the part's; a body that runs to the end of the message has its own.
    if encoding is Transfer.BASE64 and message.data[part.body : part.end].endswith(b"\n"):
        octets += _line_end(message)
    return Edit(start=part.body, end=part.end, octets=octets)


def _rewritten(part: Part, text: str, group: list[_Cuts], kept: tuple[str, ...]) -> bytes:
    cuts = tuple(
        redaction.Cut(unit=each.source.unit, start=cut.start, end=cut.end, replacement=cut.replacement)
        for each in group
        if isinstance(each.source, InHtml)
        for cut in each.cuts
    )
    plan = redaction.Plan(cuts=cuts, kept=kept)
    try:
        result = redaction.redact(text.encode("utf-8"), "text/html", plan, "utf-8")
    except redaction.StillThere as error:
        raise StillShown(part.content, Place.HTML) from error
    except (redaction.Unreadable, ValueError) as error:
        raise TreatFailed(Reason.UNREADABLE_ATTACHMENT, part.content) from error
    if result.charset != "utf-8":
        raise TreatFailed(Reason.SYSTEM_FAULT, part.content)
    return result.data


def _document_edits(source: InDocument, group: list[_Cuts], kept: tuple[str, ...]) -> Iterator[Edit]:
    message, part = source.message, source.part
    encoding = part.encoding or Transfer.BINARY
    content = transfer.decode(message.data[part.body : part.end], encoding).content
    cuts = tuple(
        redaction.Cut(unit=each.source.unit, start=cut.start, end=cut.end, replacement=cut.replacement)
        for each in group
        if isinstance(each.source, InDocument)
        for cut in each.cuts
    )
    try:
        result = redaction.redact(content, source.media_type, redaction.Plan(cuts=cuts, kept=kept))
    except redaction.StillThere as error:
        raise StillShown(part.content, Place.DOCUMENT) from error
    except (redaction.Unreadable, ValueError) as error:
        raise TreatFailed(Reason.UNREADABLE_ATTACHMENT, part.content) from error
    octets, used = write_body.fit(result.data, encoding, _line_end(message), _boundaries(message))
    becomes = other_kind.becomes(source)
    if used is not encoding or result.media_type != (becomes or source.media_type):
        raise TreatFailed(Reason.UNREADABLE_ATTACHMENT, part.content)
    yield _body_edit(message, part, octets, used)
    if becomes is not None:
        for start, end, said in other_kind.said(message, part, becomes):
            yield Edit(start=start, end=end, octets=said)


def _said_edits(message: Message, part: Part, body: Body, line_end: bytes) -> Iterator[Edit]:
    """What the part's header says of its body, changed only where it is not true any more."""
    at = part.fields[-1].end if part.fields else part.start
    added = b""
    said = part.named("content-type")
    if body.charset is not None:
        if said is None:
            added += b"Content-Type: " + part.media_type.encode("ascii") + b"; charset=utf-8" + line_end
        else:
            yield _charset_edit(message, part, said)
    if body.encoding is not part.encoding:
        line = b"Content-Transfer-Encoding: " + body.encoding.value.encode("ascii") + line_end
        field = part.named("content-transfer-encoding")
        if field is None:
            added += line
        else:
            yield Edit(start=field.start, end=field.end, octets=line)
    if added and (part.path == "" or part.path.endswith("/")) and part.named("mime-version") is None:
        added = b"MIME-Version: 1.0" + line_end + added
    if added:
        yield Edit(start=at, end=at, octets=added)
    digest = part.named("content-md5")
    if digest is not None and fields.DIGEST.fullmatch(digest.raw(message.data)):
        yield Edit(start=digest.start, end=digest.end, octets=b"")


def _charset_edit(message: Message, part: Part, field: RawField) -> Edit:
    for parameter in part.type_parameters.parameters:
        if parameter.name == "charset":
            return Edit(start=parameter.start, end=parameter.end, octets=b"charset=utf-8")
    value = field.raw(message.data).rstrip(_WHITE)
    at = field.value + len(value)
    return Edit(start=at, end=at, octets=b" charset=utf-8" if value.endswith(b";") else b"; charset=utf-8")


def _boundaries(message: Message) -> tuple[bytes, ...]:
    """Of every multipart of the message: more than are around a part, which does no harm."""
    return tuple(part.boundary.encode("latin-1") for part in message.walk() if part.boundary is not None)


def _rebuild(message: Message, edits: dict[int, list[Edit]]) -> bytes:
    mine = list(edits.get(id(message), ()))
    for part in message.walk():
        if part.inner is None:
            continue
        inner = _rebuild(part.inner, edits)
        if inner != part.inner.data:
            mine.append(_inner_edit(message, part, inner))
    if not mine:
        return message.data
    gone = _BROKEN_BY_CHANGE | _TRACES if "/" in message.root.path else _BROKEN_BY_CHANGE
    mine += [Edit(start=field.start, end=field.end, octets=b"") for field in message.root.fields if field.key in gone]
    return splice(message.data, mine)


def _inner_edit(message: Message, part: Part, inner: bytes) -> Edit:
    """A changed message put back into the part that holds it, in the transfer encoding that it had."""
    encoding = part.encoding or Transfer.BINARY
    if encoding.identity:
        # Every part within fits as it is, and RFC 2046 §5.2.1 lets no message be encoded anew: strict readers would
        # not open it.
        return Edit(start=part.body, end=part.end, octets=inner)
    octets, used = write_body.fit(inner, encoding, _line_end(message), _boundaries(message))
    if used is not encoding:
        raise TreatFailed(Reason.SYSTEM_FAULT, part.content)
    return _body_edit(message, part, octets, used)
