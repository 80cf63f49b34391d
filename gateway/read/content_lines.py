"""Calendars and cards: content lines to values and where each stands (RFC 5545 §3.1, RFC 6350 §3.3).

Every value is read but those that are written for programs in a form with no room for words. What is coded within
(pictures, files) is not read, and says so.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from gateway.model.message import UnreadReason
from gateway.read.values import Form, Piece, Value, Values

CALENDAR_TYPES: Final = frozenset({"text/calendar", "application/ics", "text/x-vcalendar"})
CARD_TYPES: Final = frozenset({"text/vcard", "text/x-vcard", "text/directory"})
_BEGINS: Final = re.compile(r"\s*BEGIN:(?:VCALENDAR|VCARD)[ \t]*\r?\n", re.IGNORECASE)

_FOLD: Final = re.compile(r"\r?\n[ \t]")
_LINE: Final = re.compile(r"(?:[^\r\n]|\r(?!\n)|\r?\n[ \t])*")
_NAME: Final = re.compile(r"[A-Za-z0-9.-]{1,100}")
_PARAMETER: Final = re.compile(r';([A-Za-z0-9-]{1,100})=((?:"[^"]*"|[^":;,]*)(?:,(?:"[^"]*"|[^":;,]*))*)')
_OLD_PARAMETER: Final = re.compile(r";([A-Za-z0-9-]{1,100})(?=[;:])")  # vCard 2.1: ";HOME"
_ESCAPED: Final = re.compile(r"\\([\\;,nN:])")
_CARETS: Final = {"^n": "\n", "^'": '"', "^^": "^"}  # RFC 6868
_URI: Final = re.compile(r"(?:mailto|https?|tel|sip|urn|ftp|geo|xmpp):", re.IGNORECASE)

# For programs: not read when the value has just the form that is meant, which has no room for words.
_TECHNICAL: Final = re.compile(
    r"BEGIN|END|VERSION|CALSCALE|DTSTART|DTEND|DTSTAMP|CREATED|LAST-MODIFIED|SEQUENCE|STATUS|TRANSP"
    r"|PRIORITY|CLASS|RRULE|RDATE|EXDATE|RECURRENCE-ID|DURATION|TRIGGER|ACTION|TZID|TZNAME|TZOFFSETFROM|TZOFFSETTO|REPEAT"
    r"|FREEBUSY|GEO|PERCENT-COMPLETE|COMPLETED|DUE|REQUEST-STATUS|REV|KIND|X-MICROSOFT-[A-Z-]+|X-MS-[A-Z-]+|X-WR-TIMEZONE"
)
_TECHNICAL_VALUE: Final = re.compile(r"(?!.*[0-9]{9})[A-Z0-9:;=,+./_-]{0,200}")  # no number as long as a person's
_MADE_UP: Final = re.compile(r"[0-9A-Fa-f-]{16,200}(?:@[a-z0-9.-]{1,100})?")
_TECHNICAL_PARAMETERS: Final = frozenset(
    {
        "ROLE", "PARTSTAT", "CUTYPE", "RSVP", "VALUE", "TZID", "LANGUAGE", "FMTTYPE", "RELTYPE", "RELATED", "RANGE",
        "FBTYPE", "TYPE", "PREF", "SCHEDULE-AGENT", "SCHEDULE-STATUS", "CHARSET", "ENCODING", "X-NUM-GUESTS",
    }
)  # fmt: skip
# Capitals and numbers as programs write them, or a media type or language in small letters: no name is written so.
_TECHNICAL_PARAMETER: Final = re.compile(
    r"[A-Z0-9;=,_.+-]{0,100}|(?:text|image|application)/[a-z-]{2,20}|[a-z]{2}(?:-[A-Za-z]{2})?"
)
_STRUCTURED: Final = frozenset({"N", "ADR", "ORG"})
_HTML: Final = re.compile(r"text/html", re.IGNORECASE)


def is_content_lines(text: str) -> bool:
    """Whether a text begins as a calendar or a card does."""
    return _BEGINS.match(text.lstrip("\ufeff")) is not None


def content_lines(text: str) -> Values:
    """The values of a calendar or card, in the order written; never raises."""
    if not is_content_lines(text):
        return Values(values=(), faults=(UnreadReason.MALFORMED,))
    values: list[Value] = []
    faults: dict[UnreadReason, None] = {}
    for line in _lines(text):
        taken = _taken(line)
        if isinstance(taken, UnreadReason):
            faults[taken] = None
        else:
            values.extend(taken)
    return Values(values=tuple(values), faults=tuple(faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Logical:
    """A content line without its folding, and where each character of it stood."""

    text: str
    begins: tuple[int, ...]  # of each folded piece, in the logical line
    stood: tuple[int, ...]  # of the same, in the text

    def at(self, index: int) -> int:
        """Where the character at *index* stands in the text."""
        piece = bisect_right(self.begins, index) - 1
        return self.stood[piece] + index - self.begins[piece]

    def end(self, index: int) -> int:
        """Where a span that ends before *index* ends in the text."""
        return self.at(index - 1) + 1 if index else self.stood[0]


def _lines(text: str) -> Iterator[_Logical]:
    position = 1 if text.startswith("\ufeff") else 0
    while position < len(text):
        match = _LINE.match(text, position)
        end = position if match is None else match.end()
        begins, stood, pieces, length, at = [0], [position], [], 0, position
        for fold in _FOLD.finditer(text, position, end):
            pieces.append(text[at : fold.start()])
            length += len(pieces[-1])
            at = fold.end()
            begins.append(length)
            stood.append(at)
        pieces.append(text[at:end])
        joined = "".join(pieces)
        if joined.strip():
            yield _Logical(text=joined, begins=tuple(begins), stood=tuple(stood))
        position = end + (2 if text.startswith("\r\n", end) else 1)


def _taken(line: _Logical) -> list[Value] | UnreadReason:
    name = _NAME.match(line.text)
    if name is None:
        return UnreadReason.MALFORMED
    key = name[0].rpartition(".")[2].upper()  # vCard groups: "item1.TEL"
    found: list[Value] = []
    said: dict[str, str] = {}
    at = name.end()
    while match := (_PARAMETER.match(line.text, at) or _OLD_PARAMETER.match(line.text, at)):
        parameter = match[1].upper()
        value = match[2] if match.re is _PARAMETER else ""
        said[parameter] = value
        if parameter not in _TECHNICAL_PARAMETERS or not _TECHNICAL_PARAMETER.fullmatch(value.strip('"')):
            found.extend(_parameter(line, f"{key};{parameter}", match.start(2), match.end(2)) if value else ())
        at = match.end()
    if line.text[at : at + 1] != ":":
        return UnreadReason.MALFORMED
    written = line.text[at + 1 :]
    if said.get("ENCODING", "").upper() in {"B", "BASE64", "QUOTED-PRINTABLE"} or written.lower().startswith("data:"):
        return UnreadReason.NESTED_CODING
    if written and not _for_programs(key, written):
        found.extend(_values(line, key, at + 1, html="FMTTYPE" in said and _HTML.search(said["FMTTYPE"]) is not None))
    return found


def _for_programs(key: str, written: str) -> bool:
    if key == "UID":
        return _MADE_UP.fullmatch(written) is not None
    return _TECHNICAL.fullmatch(key) is not None and _TECHNICAL_VALUE.fullmatch(written) is not None


def _parameter(line: _Logical, label: str, start: int, end: int) -> Iterator[Value]:
    at = start
    for match in re.finditer(r'"[^"]*"|[^",]+', line.text[start:end]):
        at = start + match.start()
        stop = start + match.end()
        text = re.sub(r"\^[n'^]", lambda caret: _CARETS[caret[0]], match[0].strip('"'))
        piece = Piece(at=0, end=len(text), start=line.at(at), stop=line.end(stop), form=Form.PARAMETER)
        yield Value(label=label, text=text, pieces=(piece,))


def _values(line: _Logical, key: str, start: int, *, html: bool) -> Iterator[Value]:
    written = line.text[start:]
    first, last = line.at(start), line.end(len(line.text))
    if html:
        piece = Piece(at=0, end=0, start=first, stop=last, form=Form.HTML)
        yield Value(label=key, text=_unescaped(written), pieces=(piece,))
        return
    if _URI.match(written):
        text = unquote(written)
        yield Value(label=key, text=text, pieces=(Piece(at=0, end=len(text), start=first, stop=last, form=Form.URI),))
        return
    yield _divided(line, key, start)


def _divided(line: _Logical, key: str, start: int) -> Value:
    """A text value taken apart at what divides it: the commas of a list, the semicolons of a name or address."""
    pieces: list[Piece] = []
    text = ""
    structured = key in _STRUCTURED
    at = start
    for match in re.finditer(r"((?:\\.|[^\\,;]|\\$)*)([,;]|$)", line.text[start:], re.DOTALL):
        begin, stop = start + match.start(1), start + match.end(1)
        if stop > begin:
            said = _unescaped(match[1])
            pieces.append(
                Piece(
                    at=len(text),
                    end=len(text) + len(said),
                    start=line.at(begin),
                    stop=line.end(stop),
                    form=Form.TEXT,
                )
            )
            text += said
        divider = match[2]
        if structured:
            text += ", " if divider and text and not text.endswith(", ") else ""
        else:
            text += divider
        at = stop + 1
        if at > len(line.text):
            break
    return Value(label=key, text=text, pieces=tuple(pieces))


def _unescaped(written: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], written)
