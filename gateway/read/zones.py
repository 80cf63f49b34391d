"""Where the greeting, signature, quoted mail, boilerplate and directives stand in a body.

Zones change who counts as a correspondent and whose words a marking is, so they are drawn tight: in doubt a line
belongs to no zone, and what it says is looked at in full.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gateway.model.message import Zone, ZoneKind

_WHITE: Final = " \t\u00a0\u200b\ufeff\r"
_DIRECTIVE_LINES: Final = 12  # filled lines at the top that may hold directives
_GREETING_LINES: Final = 8  # filled own lines, directives and markings above it included
_SIGNATURE_LINES: Final = 20
_SIGNATURE_LINE_CHARS: Final = 120
_PROSE_WORDS: Final = 9
_BLOCK_LINES: Final = 6  # how far the fields of a quoted header may be apart

_DIRECTIVE: Final = re.compile(
    r"[*_ ]*(?:hide(?: (?:the )?details)?[*_ ]*[:=][*_ ]*yes\b|"
    r"(?:(?:sharing )?purpose|(?:statutory |legal )?ground|statement|facts?(?: ?/ ?| or | and )opinions?|about"
    r"|authority)(?:[*_ ]*[:=]|(?<!about) (?:-+|[\u2013\u2014])(?= )))",
    re.IGNORECASE,
)
_MARKING: Final = re.compile(
    r"[^a-z]*|[^\w]*(?:protective(?:ly)? |security )?(?:marking|marked|classification)\b.*"
    r"|[^\w]*(?:unclassified|internal|confidential|official(?:[ -]sensitive)?)[^\w]*",
    re.IGNORECASE,
)
_SALUTATION: Final = (
    r"(?:dear|hi|hiya|hello|hey|morning|afternoon|evening|good (?:morning|afternoon|evening)|greetings)"
)
# Only names and words that address people: "Hi Ana was seen" is a sentence, not a greeting.
_ADDRESSED: Final = (
    r"(?:[A-Z][\w’'-]{0,30}\.?|and|&|\+|/|both|all|everyone|everybody|team|colleagues|there|folks|sir|madam|or)"
)
_GREETING: Final = re.compile(rf"(?i:{_SALUTATION})(?:,? {_ADDRESSED}(?=[ ,!:.;–—-]|$)){{0,10}} ?(?:[,!:;–—-]|\.?$)")
_CLOSING: Final = re.compile(
    r"(?:(?:(?:with )?(?:very |many |my )?(?:kind|kindest|best|warm|warmest|good)(?: personal)? )?"
    r"(?:regards|wishes|thanks)(?: and (?:best |kind )?(?:regards|wishes|thanks))?"
    r"|(?:many )?thanks(?: (?:again|in advance|for your help|very much|so much))?|thank you(?: (?:again|in advance))?"
    r"|all the best|best|yours(?: (?:sincerely|faithfully|truly|ever))?|sincerely|cheers|bw|kr|take care"
    r"|sent from (?:my )?[\w .’'-]{1,40}|get outlook for \w{1,20})[ ,.!]*",
    re.IGNORECASE,
)
_DELIMITER: Final = re.compile(r"-- ?|_{2,60}|-{2,60}")
_POSTSCRIPT: Final = re.compile(r"p\.? ?s\.?\b", re.IGNORECASE)

_INTRO: Final = re.compile(r"(?:on|le|el|am)\b.{5,300}\b(?:wrote|a écrit|escribió|schrieb) ?:", re.IGNORECASE)
_INTRO_START: Final = re.compile(r"on\b.{5,200}", re.IGNORECASE)
_DIVIDER: Final = re.compile(
    r"-{2,20} ?(?:original message|forwarded message|original appointment|forwarded by .{0,80}) ?-{2,20}.*"
    r"|begin forwarded message:|_{20,}",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"[*_ ]*from ?:[*_ ]*\S", re.IGNORECASE)
_SENT: Final = re.compile(r"[*_ ]*(?:sent|date) ?:[*_ ]*\S", re.IGNORECASE)
_TO: Final = re.compile(r"[*_ ]*(?:to|subject|cc) ?:", re.IGNORECASE)

_BOILERPLATE: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:e-?mail|message|communication|transmission|attachments?)\b",
        r"\b(?:confidential|privileged)\b",
        r"\bintended (?:solely |only )?(?:for|recipient)|\bintended for the\b|\baddressee\b",
        r"\bin error\b|\bby mistake\b",
        r"\bdelete\b|\bdestroy\b|\bnotify (?:the sender|us)\b",
        r"\bvirus(?:es)?\b|\bliability\b|\bregistered (?:charity|company|office|in england)\b|\bviews expressed\b",
        r"\bunauthori[sz]ed\b|\bdisclos(?:ure|e)\b|\bcopying\b|\bdistribution\b",
    )
)
_BOILERPLATE_SIGNS: Final = 3
_BOILERPLATE_CHARS: Final = 4000  # of one paragraph; prose that long is no boilerplate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    start: int
    end: int  # without the line end
    text: str  # stripped

    @property
    def filled(self) -> bool:
        return bool(self.text)


def zones(text: str) -> tuple[Zone, ...]:
    """The zones of a body, in rising order; spans in code points, line ends within, not at their end."""
    lines = list(_lines(text))
    quoted = _quoted(lines)
    own = [line for line, is_quoted in zip(lines, quoted, strict=True) if not is_quoted]
    found = [
        *_runs(lines, quoted),
        *_directives(own),
        *_greeting(own),
        *_disclaimers(own),
        *_signature(lines, quoted),
    ]
    return tuple(sorted(found, key=lambda zone: (zone.start, zone.end, zone.kind)))


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    while start <= len(text):
        newline = text.find("\n", start)
        end = len(text) if newline < 0 else newline
        yield _Line(start=start, end=end, text=text[start:end].strip(_WHITE))
        if newline < 0:
            return
        start = newline + 1


def _quoted(lines: list[_Line]) -> list[bool]:
    """For each line whether it is earlier mail."""
    marks = [line.text.startswith(">") for line in lines]
    for index, line in enumerate(lines):
        if not line.filled or marks[index]:
            continue
        if _header_block(lines, index):
            return marks[:index] + [True] * (len(lines) - index)
        length = _intro(lines, index)
        if length:
            after = next((at for at in range(index + length, len(lines)) if lines[at].filled), None)
            if after is not None and not marks[after]:
                # No ">" below it: top-posted mail, and all of the rest is the earlier one.
                return marks[:index] + [True] * (len(lines) - index)
            marks[index : index + length] = [True] * length
    return marks


def _header_block(lines: list[_Line], index: int) -> bool:
    """Whether "From: … Sent: … To: …", or a divider, begins here."""
    line = lines[index]
    if _FROM.match(line.text):
        near = [near.text for near in lines[index + 1 : index + 1 + _BLOCK_LINES]]
        return any(map(_SENT.match, near)) and any(map(_TO.match, near))
    if not _DIVIDER.fullmatch(line.text):
        return False
    if not line.text.startswith("_"):
        return True
    below = next((at for at in range(index + 1, min(index + 4, len(lines))) if lines[at].filled), None)
    return below is not None and not _DIVIDER.fullmatch(lines[below].text) and _header_block(lines, below)


def _intro(lines: list[_Line], index: int) -> int:
    """How many lines "On … wrote:" takes here; 0: it does not stand here."""
    if not _INTRO_START.match(lines[index].text):
        return 0
    joined = ""
    for count, line in enumerate(lines[index : index + 3], 1):
        joined = f"{joined} {line.text}".strip()
        if _INTRO.fullmatch(joined):
            return count
    return 0


def _runs(lines: list[_Line], quoted: list[bool]) -> Iterator[Zone]:
    begin: int | None = None
    last = 0
    for line, is_quoted in zip(lines, quoted, strict=True):
        if is_quoted and line.filled:
            begin = line.start if begin is None else begin
            last = line.end
        elif begin is not None and not is_quoted and line.filled:
            yield Zone(kind=ZoneKind.QUOTED, start=begin, end=last)
            begin = None
    if begin is not None:
        yield Zone(kind=ZoneKind.QUOTED, start=begin, end=last)


def _directives(own: list[_Line]) -> Iterator[Zone]:
    begin: int | None = None
    last = 0
    for line in [line for line in own if line.filled][:_DIRECTIVE_LINES]:
        if _DIRECTIVE.match(line.text):
            begin = line.start if begin is None else begin
            last = line.end
            continue
        if begin is not None:
            yield Zone(kind=ZoneKind.DIRECTIVE, start=begin, end=last)
            begin = None
        if not _MARKING.fullmatch(line.text):
            return
    if begin is not None:
        yield Zone(kind=ZoneKind.DIRECTIVE, start=begin, end=last)


def _greeting(own: list[_Line]) -> Iterator[Zone]:
    for line in [line for line in own if line.filled][:_GREETING_LINES]:
        match = _GREETING.match(line.text)
        if match is not None:
            start = line.start + _indent(line)
            yield Zone(kind=ZoneKind.GREETING, start=start, end=start + match.end())
            return
        if not (_DIRECTIVE.match(line.text) or _MARKING.fullmatch(line.text)):
            return


def _indent(line: _Line) -> int:
    # What was stripped on the left is not known any more; the text's own length and the line's tell it.
    return max(0, line.end - line.start - len(line.text)) if line.text else 0


def _disclaimers(own: list[_Line]) -> Iterator[Zone]:
    paragraph: list[_Line] = []
    for line in [*own, _Line(start=0, end=0, text="")]:
        if line.filled and (not paragraph or line.start == paragraph[-1].end + 1):
            paragraph.append(line)
            continue
        words = " ".join(each.text for each in paragraph)
        signs = sum(1 for sign in _BOILERPLATE if sign.search(words)) if len(words) <= _BOILERPLATE_CHARS else 0
        if signs >= _BOILERPLATE_SIGNS:
            yield Zone(kind=ZoneKind.DISCLAIMER, start=paragraph[0].start, end=paragraph[-1].end)
        paragraph = [line] if line.filled else []


def _signature(lines: list[_Line], quoted: list[bool]) -> Iterator[Zone]:
    """From the last closing words, or "-- ", to the end of own text, as far as no prose comes in between."""
    end = len(lines)
    while end and (quoted[end - 1] or not lines[end - 1].filled):
        end -= 1
    begin = end
    while begin and not quoted[begin - 1] and end - begin < 2 * _SIGNATURE_LINES:
        begin -= 1
    for index in range(end - 1, begin - 1, -1):
        line = lines[index]
        if not (_CLOSING.fullmatch(line.text) or _DELIMITER.fullmatch(line.text)):
            continue
        last = _signature_end(lines, index, end)
        earlier = _closing_above(lines, index, begin)
        yield Zone(kind=ZoneKind.SIGNATURE, start=lines[earlier].start, end=lines[last].end)
        return


def _closing_above(lines: list[_Line], index: int, begin: int) -> int:
    """Closing words and a name right above a delimiter belong to the signature too."""
    for above in range(index - 1, max(begin, index - 5) - 1, -1):
        if _CLOSING.fullmatch(lines[above].text):
            return above
        if _prose(lines[above]):
            break
    return index


def _signature_end(lines: list[_Line], index: int, end: int) -> int:
    last = index
    filled = 0
    for at in range(index + 1, end):
        line = lines[at]
        if not line.filled:
            continue
        filled += 1
        if filled > _SIGNATURE_LINES or _prose(line) or _POSTSCRIPT.match(line.text):
            break
        last = at
    return last


def _prose(line: _Line) -> bool:
    if len(line.text) > _SIGNATURE_LINE_CHARS:
        return True
    words = line.text.split()
    return len(words) >= _PROSE_WORDS or (len(words) > 4 and line.text.endswith((".", "?", "!")))
