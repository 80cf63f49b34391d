"""Calendars and cards (ics, vcf): lines unfolded, values decoded, pictures and files in them opened; written anew."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import unquote

from redaction.charset import decode
from redaction.errors import TooLarge, Unreadable
from redaction.formats.content_lines.names import (
    COMPONENTS,
    DATE,
    DATES,
    KEPT,
    LINK,
    LISTS,
    NOT_LOOKED_INTO,
    PARAMETERS,
    PEOPLE,
    PICTURES,
    RAW,
    RECURRENCE,
    RULE,
    SPOKEN,
    STRUCTURED,
    TEXTS,
)
from redaction.formats.content_lines.writing import Line, Value, written
from redaction.formats.contents import opened
from redaction.formats.picture.frames import PICTURE_TYPES
from redaction.formats.pieces import Change, Place, Slot, Source
from redaction.formats.reading import Opening, Reading
from redaction.formats.svg.allowed import embedded

CALENDAR_TYPE: Final = "text/calendar"
CARD_TYPE: Final = "text/vcard"
_DEEPEST: Final = 10
_HEAD: Final = re.compile(
    r"(?:([A-Za-z0-9-]{1,60})\.)?([A-Za-z0-9-]{1,60})((?:;[^\":]*(?:\"[^\"]*\"[^\":]*)*)?):", re.DOTALL
)
_OF_TEXT: Final = re.compile(
    r"(?:[A-Za-z0-9-]{1,60}\.)?(?:DESCRIPTION|SUMMARY|LOCATION|COMMENT|NOTE)[;:]", re.IGNORECASE
)
_PARAMETER: Final = re.compile(r";([A-Za-z0-9-]{1,60})(?:=((?:\"[^\"]*\"|[^\";])*))?")
_FOLD: Final = re.compile(r"\r?\n[ \t]")
_QUOTED: Final = re.compile(r"^[^\r\n:]{0,300};(?:ENCODING=)?QUOTED-PRINTABLE[;:]", re.IGNORECASE)
_CODED: Final = re.compile(r"[A-Za-z0-9+/]{60}")
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_CARETS: Final = {"^n": "\n", "^'": '"', "^^": "^"}  # RFC 6868
_PIECE: Final = {sign: re.compile(rf"((?:\\.|[^\\{sign}])*)([{sign}]|\Z)", re.DOTALL) for sign in (";", ",", ";,")}


class _Said(NamedTuple):
    """A line as it is written: its name, parameters and value."""

    name: str
    parameters: list[tuple[str, str]]
    value: str
    group: str = ""  # what the line says it belongs to; not written

    def has(self, key: str, *values: str) -> bool:
        """Whether a parameter says one of *values*; vCard 2.1 gives some without their name."""
        return any((one == key or not one) and text.strip('"').upper() in values for one, text in self.parameters)

    def of(self, key: str) -> str | None:
        """A parameter; None: it is not there."""
        return next((text.strip('"') for one, text in self.parameters if one == key), None)


@dataclass(slots=True)
class _Open:
    """A component that has begun."""

    name: str
    kept: bool
    version: str = ""


class ContentLines:
    """See ``formats.reading.Reading``."""

    def __init__(self, untrusted_data: bytes, opening: Opening) -> None:
        if len(untrusted_data) > opening.limits.max_bytes:
            raise TooLarge("more bytes than the limit")
        text, _, _ = decode(untrusted_data, None)
        if len(text) > opening.limits.max_chars:
            raise TooLarge("more characters than the limit")
        if "\0" in text:
            raise Unreadable("a NUL character: not text")
        start = text.lstrip("\ufeff \t\r\n")
        self.media_type = CALENDAR_TYPE if start[:15].upper() == "BEGIN:VCALENDAR" else CARD_TYPE
        self.written_type = self.media_type
        self._opening = opening
        self._main, self._left = Source("text"), Source("left out")
        self._lines: list[Line] = []
        self._lost: dict[str, None] = {}
        self._readings: list[Reading] = []
        self.dropped: list[str] = []
        self.unread: list[str] = []
        self._stack: list[_Open] = []
        for said in _logical(start):
            self._line(said)
        if self._stack:
            raise Unreadable("damaged: a calendar or card that is cut off")
        self.sources = [one for one in (self._main, self._left) if one.length or one is self._main]
        self.sources += [source for reading in self._readings for source in reading.sources]
        self.unread += [one for reading in self._readings for one in reading.unread if one not in self.unread]

    def _line(self, said: _Said) -> None:
        if said.group:
            self._left.add(Slot(f"{said.group} "))
        if said.name == "BEGIN":
            self._begin(said.value.strip().upper())
            return
        if not self._stack:
            raise Unreadable("damaged: text outside of the calendar or card")
        component = self._stack[-1]
        if said.name == "END":
            if said.value.strip().upper() != component.name:
                raise Unreadable("damaged: parts of a calendar or card that overlap")
            self._stack.pop()
            self._main.separate("\n")
            if component.kept:
                self._lines.append(Line(name="END", fixed=component.name))
            return
        if said.name == "VERSION":
            component.version = said.value.strip()
        if said.name == "PRODID":
            self._aside(said)
            self._lines.append(Line(name="PRODID", fixed="-//redact//EN"))
        elif not component.kept or said.name not in KEPT:
            self._lose(said)
        else:
            self._keep(said, component)

    def _begin(self, name: str) -> None:
        if len(self._stack) >= _DEEPEST:
            raise TooLarge("parts of a calendar nested deeper than the limit")
        kept = name in COMPONENTS and (not self._stack or self._stack[-1].kept)
        version = self._stack[-1].version if self._stack else ""
        self._stack.append(_Open(name, kept, version))
        if kept:
            self._lines.append(Line(name="BEGIN", fixed=name))
        else:
            self._left.add(Slot(name.title()))
            self._left.separate("\n")
            self._lost["unknown parts"] = None

    def _lose(self, said: _Said) -> None:
        self._lost["unknown properties"] = None
        unseen = (
            said.name in NOT_LOOKED_INTO or _CODED.search(said.value) is not None or said.has("FMTTYPE", "TEXT/HTML")
        )
        if unseen or said.value.lower().startswith("data:"):
            word = "HTML within" if said.has("FMTTYPE", "TEXT/HTML") else "keys, sounds and other data"
            self.unread += [] if word in self.unread else [word]
        self._aside(said)

    def _aside(self, said: _Said) -> None:
        name = (
            "" if said.name == "PRODID" or said.name in KEPT else said.name.title()
        )  # the format's words are nobody's
        texts = [name, *(text for _, text in said.parameters), _unescaped(_decoded(said))]
        for text in dict.fromkeys((*texts, unquote(texts[-1]))):
            self._left.add(Slot(text))
            self._left.separate("\n")

    def _keep(self, said: _Said, component: _Open) -> None:
        line = Line(name=said.name, old=component.version == "2.1")
        self._main.separate(f"{SPOKEN.get(said.name, said.name.lower())}: ")
        if said.has("ENCODING", "BASE64", "B") or said.has("VALUE", "BINARY") or _is_data(said.value):
            self._binary(said, line, component)
        elif said.name in PICTURES or (said.name not in TEXTS and LINK.fullmatch(said.value.strip())):
            self._address(said, line)
        elif said.name in TEXTS:
            self._text(said, line)
        elif said.name == "UID":
            self._whole(line, said.value.replace("@", " "), said.value, instead=f"removed-{len(self._lines)}")
        elif said.name in DATES and (date := DATE.fullmatch(said.value.strip())):
            self._whole(line, f"{date[1]}-{date[2]}-{date[3]}", said.value.strip(), instead=None)
        elif said.name in RAW and RECURRENCE.fullmatch(said.value.strip()):
            line.values.append(Value(said.value.strip(), raw=True))
        elif said.name in RAW and RULE.fullmatch(said.value.strip()):
            self._whole(line, said.value.strip(), said.value.strip(), instead="")
        else:
            self._text(said, line)
        self._parameters(said, line)
        self._main.separate("\n")
        self._lines.append(line)

    def _whole(self, line: Line, shown: str, written: str, *, instead: str | None) -> None:
        """A value that stays as it is, or goes as a whole. *instead*: what then stands there; None: what is cut."""
        value = Value(written, raw=True)
        line.values.append(value)

        def put(change: Change) -> None:
            value.text = change.made() if instead is None else instead
            value.raw = instead is not None
            line.gone = instead == ""

        self._main.add(Slot(shown, put))

    def _text(self, said: _Said, line: Line) -> None:
        signs = (";" if said.name in STRUCTURED else "") + ("," if said.name in LISTS else "")
        pieces = list(_pieces(_decoded(said), signs)) if signs else [(_decoded(said), "")]
        line.values = [Value(_unescaped(text), sign=sign) for text, sign in pieces]
        order = list(range(len(line.values)))
        if said.name == "N" and "," not in {value.sign for value in line.values}:
            order.sort(key=lambda at: STRUCTURED["N"].index(at) if at < len(STRUCTURED["N"]) else at)
        apart = " " if said.name == "N" else ", "
        for at in order:
            value = line.values[at]
            if value.text.strip():
                self._main.add(Slot(value.text, _value_place(value)))
                self._main.separate(apart)

    def _address(self, said: _Said, line: Line) -> None:
        address = said.value.strip()
        shown = unquote(address)
        if LINK.fullmatch(address) is None:
            self._lost["links to files"] = None
            self._left.add(Slot(shown))
            self._left.separate("\n")
            line.gone = True
            return
        # Outlook writes this for who has no address.
        self._whole(line, shown, address, instead="invalid:nomail" if said.name in PEOPLE else "")

    def _binary(self, said: _Said, line: Line, component: _Open) -> None:
        data = embedded(said.value) if _is_data(said.value) else _from_base64(said.value)
        if data is None:
            raise Unreadable("data of a calendar or card that is not whole")
        reading = opened(data, self._opening)
        if said.name in PICTURES and reading.media_type not in PICTURE_TYPES:
            raise Unreadable("a drawing or picture of a kind that cannot be read yet")
        self._readings.append(reading)
        line.reading = reading
        line.as_address = component.version.startswith("4")

    def _parameters(self, said: _Said, line: Line) -> None:
        for key, text in said.parameters:
            shown = re.sub(r"\^[n'^]", lambda caret: _CARETS[caret[0]], text.replace('"', ""))
            if (key or "TYPE") not in PARAMETERS or line.gone or (line.reading is not None and key != "X-FILENAME"):
                self._left.add(Slot(f"{key} {shown}"))
                self._left.separate("\n")
                continue
            value = Value(shown)
            line.parameters.append((key or "TYPE", value))
            self._main.separate(f" ({(key or 'TYPE').lower()}: ")
            self._main.add(Slot(unquote(shown) if "%" in shown else shown, _value_place(value)))
            self._main.separate(")")

    def write(self) -> bytes:
        """The calendar or card with all changes made so far, in UTF-8."""
        new = "".join(written(line) for line in self._lines if not line.gone)
        self.dropped += self._lost
        self.dropped += [one for reading in self._readings for one in reading.dropped if one not in self.dropped]
        return new.encode("utf-8", "replace")


def _value_place(value: Value) -> Place:
    def put(change: Change) -> None:
        value.text = change.made()

    return put


def _is_data(value: str) -> bool:
    return value.lstrip()[:5].lower() == "data:"


def _logical(text: str) -> Iterator[_Said]:
    """Lines as they are meant: folds undone, those of quoted-printable too.

    Raises:
        Unreadable: a line is none of the format.
    """
    lines = _FOLD.sub("", text).splitlines() if "=" not in text else _unfolded(text)
    for line in _with_their_rest(lines):
        if not line.strip():
            continue
        head = _HEAD.match(line)
        if head is None:
            raise Unreadable("damaged: a line that is none of a calendar or card")
        said = [
            (match[1].upper(), match[2]) if match[2] is not None else ("", match[1])
            for match in _PARAMETER.finditer(head[3])
        ]
        if "".join(match[0] for match in _PARAMETER.finditer(head[3])) != head[3]:
            raise Unreadable("damaged: a parameter that cannot be read")
        yield _Said(head[2].upper(), said, line[head.end() :], head[1] or "")


def _with_their_rest(lines: list[str]) -> list[str]:
    """Lines, and what programs wrote below a text without folding it as an escaped line end of that text."""
    whole: list[str] = []
    for line in lines:
        if whole and line.strip() and _HEAD.match(line) is None and _OF_TEXT.match(whole[-1]):
            whole[-1] += f"\\n{line}"
        else:
            whole.append(line)
    return whole


def _unfolded(text: str) -> list[str]:
    found: list[str] = []
    more = False
    for line in re.split(r"\r?\n|\r", text):
        if found and more:
            found[-1] = found[-1].rstrip(" \t")[:-1] + line.removeprefix(" ").removeprefix("\t")
        elif found and line[:1] in {" ", "\t"}:
            found[-1] += line[1:]
        else:
            found.append(line)
        more = found[-1].rstrip(" \t").endswith("=") and _QUOTED.match(found[-1]) is not None
    return found


def _decoded(said: _Said) -> str:
    if not said.has("ENCODING", "QUOTED-PRINTABLE"):
        return said.value
    octets = quopri.decodestring(said.value.encode("utf-8"))
    return decode(octets, said.of("CHARSET"))[0].replace("\r\n", "\n")


def _from_base64(value: str) -> bytes | None:
    try:
        return base64.b64decode(re.sub(r"\s", "", value), validate=True)
    except (binascii.Error, ValueError):
        return None


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)


def _pieces(value: str, signs: str) -> Iterator[tuple[str, str]]:
    """What stands between the signs that are not escaped, each with the sign after it."""
    at = 0
    while True:
        match = _PIECE[signs].match(value, at)
        if match is None:  # it ends in half an escape
            yield value[at:], ""
            return
        yield match[1], match[2]
        if not match[2]:
            return
        at = match.end()
