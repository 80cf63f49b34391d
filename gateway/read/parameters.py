"""Content-Type and Content-Disposition with offsets (RFC 2045 §5.1, RFC 2183, RFC 2231)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from urllib.parse import unquote_to_bytes

from gateway.model.message import UnreadReason
from gateway.read import charsets
from gateway.read.headers import RawField, Value, decode_words, printable, value_text

_NAME: Final = re.compile(rb"[ \t\r\n]*([^\s;=\"]+)[ \t\r\n]*=[ \t\r\n]*")
_QUOTED: Final = re.compile(rb'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_BARE: Final = re.compile(rb'[^;"]*')
_REST: Final = re.compile(rb"[ \t\r\n]*(;|\Z)")
_EMPTY: Final = re.compile(rb"[ \t\r\n]*(;|\Z)")
_SECTION: Final = re.compile(r"([^*]+)(?:\*(\d{1,4}))?(\*)?")
_ESCAPED: Final = re.compile(rb"\\(.)", re.DOTALL)
_LINE_END: Final = re.compile(rb"\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter, or one piece of one, where it stands in the message's bytes."""

    name: str  # lower case, without the asterisks of RFC 2231
    section: int | None  # None: not in pieces
    extended: bool  # charset'language'percent-encoded
    start: int  # of the name
    end: int  # after the value, quotes included
    raw: bytes  # the value, quotes and escapes resolved, folding removed


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A parameter put together from its pieces."""

    label: str  # its name; with an asterisk when written the way of RFC 2231
    pieces: tuple[Parameter, ...]
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """A structured field."""

    value: str  # "text/plain", "attachment": lower case; empty when there is none
    parameters: tuple[Parameter, ...]
    sound: bool  # False: it breaks the grammar, and readers will differ

    def plain(self, name: str) -> str | None:
        """A parameter in its plain form, for those that steer reading (boundary, charset); None: there is none."""
        for parameter in self.parameters:
            if parameter.name == name and parameter.section is None and not parameter.extended:
                return parameter.raw.decode("latin-1")
        return None

    def wholes(self) -> tuple[Whole, ...]:
        """Every parameter, decoded. One written both ways comes twice: readers differ in which one they show."""
        order = {name: index for index, name in reversed(list(enumerate(map(_form, self.parameters))))}
        ordered = sorted(self.parameters, key=lambda piece: (order[_form(piece)], piece.section or 0))
        return tuple(_whole(tuple(pieces)) for _, pieces in groupby(ordered, key=_form))

    @property
    def doubled(self) -> bool:
        """Whether one parameter is given twice in the same way."""
        keys = [(_form(parameter), parameter.section) for parameter in self.parameters]
        return len(set(keys)) < len(keys)


NONE: Final = Parameters(value="", parameters=(), sound=True)


def parse(data: bytes, field: RawField) -> Parameters:
    """Never raises; time is linear in the field."""
    raw = field.raw(data)
    head, _, _ = raw.partition(b";")
    value = head.decode("latin-1").strip(" \t\r\n").lower()
    parameters: list[Parameter] = []
    sound = '"' not in value
    position = len(head) + 1
    while position < len(raw):
        if (empty := _EMPTY.match(raw, position)) is not None:
            position = empty.end()
            continue
        name = _NAME.match(raw, position)
        if name is None:
            sound = False
            position = _after_semicolon(raw, position)
            continue
        content, end, closed = _content(raw, name.end())
        parameter = _parameter(name[1], content, field.value + name.start(1), field.value + end)
        if parameter is None or not closed:
            sound = False
        if parameter is not None:
            parameters.append(parameter)
        position = _after_semicolon(raw, end)
    return Parameters(value=value, parameters=tuple(parameters), sound=sound)


def _content(raw: bytes, start: int) -> tuple[bytes, int, bool]:
    """A value: its content, where it ends, and whether nothing odd stands behind it."""
    quoted = _QUOTED.match(raw, start)
    if quoted is not None:
        content = _ESCAPED.sub(rb"\1", _LINE_END.sub(b"", quoted[1]))
        return content, quoted.end(), _REST.match(raw, quoted.end()) is not None
    bare = _BARE.match(raw, start)
    content = bare[0] if bare is not None else b""
    stripped = content.rstrip(b" \t\r\n")
    end = start + len(stripped)
    return _LINE_END.sub(b"", stripped), end, _REST.match(raw, end) is not None


def _after_semicolon(raw: bytes, position: int) -> int:
    found = raw.find(b";", position)
    return len(raw) if found < 0 else found + 1


def _parameter(name: bytes, content: bytes, start: int, end: int) -> Parameter | None:
    match = _SECTION.fullmatch(name.decode("latin-1"))
    if match is None:
        return None
    section = int(match[2]) if match[2] is not None else None
    return Parameter(
        name=match[1].lower(), section=section, extended=match[3] is not None, start=start, end=end, raw=content
    )


def _form(parameter: Parameter) -> str:
    return parameter.name + ("*" if parameter.extended or parameter.section is not None else "")


def _whole(pieces: tuple[Parameter, ...]) -> Whole:
    label = _form(pieces[0])
    if not label.endswith("*"):
        # The first is what counts; a second one makes the field unsound (`doubled`), yet its words are looked at.
        values = [value_text(piece.raw) for piece in pieces]
        faults = [value.fault for value in values if value.fault]
        text = "\n".join(value.text for value in values)
        return Whole(label=label, pieces=pieces, value=Value(text=text, fault=faults[0] if faults else None))
    charset, octets = _extended(pieces)
    found = charsets.decode(octets, charset)
    # An encoded word in here is wrong twice over, and is still decoded by some readers.
    text, fault = decode_words(printable(found.text))
    return Whole(
        label=label,
        pieces=pieces,
        value=Value(text=text, fault=fault if found.certain else UnreadReason.UNKNOWN_CHARSET),
    )


def _extended(pieces: tuple[Parameter, ...]) -> tuple[str, bytes]:
    """RFC 2231 §4.1: only the first piece names the charset; a piece without an asterisk at its end is literal."""
    charset = ""
    octets: list[bytes] = []
    for index, piece in enumerate(pieces):
        raw = piece.raw
        if piece.extended and index == 0 and raw.count(b"'") >= 2:
            named, _, raw = raw.split(b"'", 2)
            charset = named.decode("latin-1")
        octets.append(unquote_to_bytes(raw) if piece.extended else raw)
    return charset, b"".join(octets)


def in_order(pieces: tuple[Parameter, ...]) -> bool:
    """Whether pieces are numbered 0, 1, 2 … without a gap; readers stop at a gap in different ways."""
    numbers = [piece.section for piece in pieces if piece.section is not None]
    return numbers == list(range(len(numbers)))


def labels(parameters: Parameters) -> Iterator[str]:
    """The names in the order written, in their forms."""
    return (_form(parameter) for parameter in parameters.parameters)
