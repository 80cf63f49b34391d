"""Writes lines of calendars and cards: escaped, folded, in quoted-printable where vCard 2.1 needs it."""

import base64
import quopri
import re
from dataclasses import dataclass, field
from typing import Final

from redaction.formats.reading import Reading
from redaction.formats.svg.allowed import written_data

_FOLD_OCTETS: Final = 73  # RFC 5545 §3.1: lines of 75 octets; a blank begins the next
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PLAIN: Final = re.compile(r"[A-Za-z0-9+/_.@-]*")
_CARETS: Final = {"^": "^^", '"': "^'", "\n": "^n"}  # RFC 6868


@dataclass(slots=True)
class Value:
    """A piece of a value, or a parameter's."""

    text: str
    sign: str = ""  # what divides it from the next
    raw: bool = False  # written as it stands


@dataclass(slots=True, kw_only=True)
class Line:
    """A line that stays."""

    name: str
    fixed: str | None = None  # a value of ours; None: see ``values``
    values: list[Value] = field(default_factory=list)
    parameters: list[tuple[str, Value]] = field(default_factory=list)
    reading: Reading | None = None  # of what is embedded
    as_address: bool = False  # as vCard 4.0 embeds it
    old: bool = False  # vCard 2.1, which knows quoted-printable and hardly an escape
    gone: bool = False


def written(line: Line) -> str:
    """The line with its line end."""
    if line.fixed is not None:
        return f"{line.name}:{line.fixed}\r\n"
    parameters = "".join(_parameter(key, value, old=line.old) for key, value in line.parameters)
    if line.reading is not None:
        return _folded(f"{line.name}{parameters}{_embedded(line)}")
    if not line.old:
        value = "".join(
            _CONTROLS.sub("", one.text) if one.raw else _escaped(one.text) + one.sign for one in line.values
        )
        return _folded(f"{line.name}{parameters}:{re.sub(chr(10), '', value)}")
    value = "".join(one.text.replace(";", "\\;") + one.sign for one in line.values)
    if value.isascii() and value.isprintable() and len(value) < _FOLD_OCTETS:
        return f"{line.name}{parameters}:{value}\r\n"
    octets = value.replace("\r", "").replace("\n", "\r\n").encode("utf-8", "replace")
    quoted = quopri.encodestring(octets, quotetabs=True).decode("ascii").replace("\r\n", "=0D=0A=\n")
    coded = quoted.removesuffix("=\n").replace("\n", "\r\n")
    return f"{line.name}{parameters};ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=\r\n{coded}\r\n"


def _parameter(key: str, value: Value, *, old: bool) -> str:
    text = re.sub(r"[\^\"\n]", lambda match: _CARETS[match[0]], _CONTROLS.sub("", value.text.replace("\r", "")))
    if _PLAIN.fullmatch(text) or (old and not re.search(r"[;:,]", text)):
        return f";{key}={text}"
    # Several values of one parameter stand with commas between, each on its own.
    quoted = text if all(_PLAIN.fullmatch(one) for one in text.split(",")) else f'"{text}"'
    return f";{key}={quoted}"


def _embedded(line: Line) -> str:
    if line.reading is None:
        return ":"
    data, kind = line.reading.write(), line.reading.written_type
    if line.as_address:
        return f":{written_data(kind, data)}"
    coded = base64.b64encode(data).decode("ascii")
    if line.name == "ATTACH":
        return f";FMTTYPE={kind};ENCODING=BASE64;VALUE=BINARY:{coded}"
    return f";ENCODING={'BASE64' if line.old else 'b'};TYPE={kind.rpartition('/')[2].upper()}:{coded}"


def _escaped(text: str) -> str:
    backslashed = re.sub(r"([\\;,])", r"\\\1", _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return backslashed.replace("\n", "\\n")


def _folded(line: str) -> str:
    pieces: list[str] = []
    octets = 0
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if octets + size > _FOLD_OCTETS:
            pieces.append("\r\n ")
            octets = 1
        pieces.append(character)
        octets += size
    return "".join((*pieces, "\r\n"))
