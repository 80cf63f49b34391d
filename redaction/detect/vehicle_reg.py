"""Registration marks of vehicles."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import CLOSE, Label
from redaction.detect.words import word_list
from redaction.hit import Detector, Hit
from redaction.tokens import figures

_LETTERS: Final = "[A-HJ-PR-Z]"  # no I, no Q
_AGE: Final = r"(?:0[2-9]|[12]\d|3[0-6]|5[1-9]|[67]\d|8[0-6])"
_GAP: Final = r"[ .-]{0,2}"
# AB12 CDE, since 2001; I and Q are never issued at the end, and are typed there for 1 and O.
_CURRENT: Final = rf"[A-HJ-PR-Y][A-HJ-PR-Y]{_AGE}{_GAP}[A-Z]{{3}}"
_OLDER: Final = (
    rf"[A-HJ-NPQR-TV-Y]\d{{1,3}}[ -]?{_LETTERS}{{3}}"  # A123 BCD, 1983 to 2001, and Q123 BCD, of an age not known
    rf"|[A-HJ-PR-Y]{{2}}\d\d[ ]?[A-Z]{{3}}"  # an age that no mark has yet, or had
    rf"|{_LETTERS}{{3}}[ -]?\d{{1,3}}[A-HJ-NPR-TV-Y]"  # ABC 123D, 1963 to 1983
    rf"|[A-Z]?[A-Z]?[IZ][A-Z]?[ ]?\d{{3,4}}"  # AXZ 1234, Northern Ireland
)
_NOT_BEFORE, _NOT_AFTER = r"(?<![A-Za-z0-9/_-])(?<![^A-Za-z]=)", r"(?![A-Za-z0-9/_=]|-\d)"
_MODERN: Final = re.compile(_NOT_BEFORE + _CURRENT + _NOT_AFTER)
_PLATE: Final = re.compile(rf"{_NOT_BEFORE}(?:{_CURRENT}|{_OLDER}){_NOT_AFTER}")
# In small letters figures and letters stand together, else "on m25 and" would be one.
_SMALL: Final = re.compile(
    rf"{_NOT_BEFORE}(?:[a-z]{{2}}{_AGE}[ ]?[a-z]{{3}}|[a-z]\d{{2,3}}[a-z]{{3}}|[a-z]{{3}}\d{{2,3}}[a-z]){_NOT_AFTER}"
)
# After its label a mark counts in any form: with a letter misread, without the year, of another country.
_MISREAD: Final = r"[A-Z]{2}[0-9OISB]{2}[ .-]{0,2}[A-Z]{3}"
_SHORT: Final = r"[A-Z]{1,3}\d{1,3}[ ]?[A-Z]{1,3}|[A-Z]{1,3}[ ]?\d{1,4}|\d{1,4}[ ]?[A-Z]{1,3}|[A-Z]{2}\d{2}"
_FOREIGN: Final = (
    r"\d{2,3}-[A-Z]{1,2}-\d{1,6}|[A-Z]{1,3}[ -]\d{4,5}[A-Z]{0,2}|[A-Z]{1,3}[ -]\d{2,4}[ -][A-Z]{1,3}"
    r"|\d{3}[ ][DX][ ]\d{3}"
)
_BOXED: Final = r"[A-Z](?:[ ][A-Z]){1,2}[ ]\d(?:[ ]\d){0,2}(?:[ ][A-Z]){1,3}"  # a letter a box, as forms have them
_LABELLED: Final = Label.of(
    ("reg", "registration", "number", "plate", "plates", "vrm", "vrn", "vehicle", "car", "regno"),
    r"(?:(?:vehicle|car)[ ])?(?:reg(?:istration)?(?:[ ](?:mark|plate))?|number[ ]?plate|plates?|VRM|VRN)",
    rf"{_CURRENT}|{_OLDER}|{_MISREAD}|{_FOREIGN}|{_SHORT}|{_BOXED}",
)
# The mark of a car that is told of, in lower case too; only today's form, for "car a12 bcd" may be anything.
_TOLD: Final = Label.of(
    ("drives", "drove", "driving", "car", "van", "vehicle", "index", "motor"),
    r"drives|drove|driving|car|van|vehicle|index(?:[ ]mark)?|motor",
    _CURRENT,
    CLOSE,
)
# "whisky november one two X-ray Yankee Zulu", as a mark is spelt over the telephone.
_CALLED: Final = (
    r"(?:alfa|alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet+|kilo|lima|mike|november|oscar|papa|quebec|romeo"
    r"|sierra|tango|uniform|victor|whisk(?:e)?y|x-?ray|y-?ankee|zulu|nought|zero|one|two|three|four|five|six|seven|eight|nine)"
)
_SPELT: Final = Label.of(
    ("reg", "registration", "plate", "plates", "index", "vrm", "number"),
    r"(?:reg(?:istration)?|number[ ]plate|plates?|index|VRM)",
    rf"{_CALLED}(?:[ ,-]{{1,2}}(?:for[ ])?{_CALLED}){{4,8}}",
    digits=False,
)
# With blanks as it is painted, "LC 19 OTW", or with a nought for its O, "YD19 KZ0": near a word of vehicles alone.
_PAINTED: Final = re.compile(
    rf"{_NOT_BEFORE}(?:[A-HJ-PR-Y]{{2}}[ ]{_AGE}[ ][A-Z]{{3}}|[A-HJ-PR-Y]{{2}}{_AGE}[ ]?(?=[A-Z]{{0,2}}0)[A-Z0]{{3}})"
    rf"{_NOT_AFTER}"
)
# The half that somebody saw: "a grey Seat DG17", "Corsa YD17".
_HALF: Final = re.compile(rf"(?<![\w/-])[A-HJ-PR-Y]{{2}}{_AGE}(?![\w/-]|[ ]?[\dA-Z])")
_VOWELS: Final = frozenset("aeiou")
_INDEX: Final = Label.of(("index",), r"index(?:[ ](?:mark|no\.?))?", rf"{_CURRENT}|{_OLDER}", CLOSE)
_ANY: Final = re.compile(rf"{_CURRENT}|{_OLDER}|{_MISREAD}")
_VEHICLES: Final = word_list("vehicles")
_WORD: Final = re.compile(r"[a-z]+")
_CODE: Final = re.compile(
    r"\b(?:code|course|module|room|unit|ref(?:erence)?|order|voucher|password|passcode|licen[cs]e|serial|part|model|"
    r"flight|train|wifi|key|postcode)(?:[ ](?:no|number|code|is))?[ .:#-]{0,3}\Z",
    re.IGNORECASE,
)
# "VAT reg. GB 123 4567 82": a body's.
_OF_BODY: Final = re.compile(
    r"\b(?:VAT|company|co|charity|gift[ ]aid|firm)\.?[ ]reg\w{0,12}\.?[ ]?\w{0,6}[ .:]{0,4}\Z", re.IGNORECASE
)
_COMMON: Final = word_list("common") | word_list("never_surname")


def vehicle_reg(text: str) -> Iterator[Hit]:
    """Find registration marks after their label, or of today's form in capitals; evidence ``pattern``.

    Older forms, Northern Ireland's and small letters count near a word of vehicles; marks of one's own choice and of
    other countries after a label alone.

    Source:
        DVLA INF104 (current, prefix, suffix and dateless marks; age identifiers 02 to 36 and 51 to 86 until 2037).
    """
    found = Finds(Detector.VEHICLE_REG)
    for span in _after_labels(text):
        found.add(span, "label")
    for figure in figures(text):
        if figure.end - figure.start > 4:
            continue
        start = figure.start
        while start > max(0, figure.start - 4) and text[start - 1].isalpha():
            start -= 1
        for span in _seen(text, figure.start, start):
            found.add(span, "context")
        match = _mark(text, figure.start, start)
        # "DRIVING ON THE M25 AND": a road and a word.
        if match is None or match[0][-3:].lower() in _COMMON or in_link_or_message_id(text, *match.span()):
            continue
        if match.re is _MODERN:
            if _CODE.search(text, max(0, match.start() - 30), match.start()) is None:
                found.add(match.span(), "shape")
        elif _near(text, *match.span()) or _sure(match):
            found.add(match.span(), "context")
    yield from found


def _after_labels(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _LABELLED.values(text):
        of_body = _OF_BODY.search(text, max(0, start - 24), start) is not None
        if any(char.isdigit() for char in text[start:end]) and _is_mark(text[start:end]) and not of_body:
            yield start, end
    yield from _SPELT.values(text)
    for start, end in (*_TOLD.values(text), *_INDEX.values(text)):
        if text[end - 3 : end].lower() not in _COMMON:
            yield start, end


def _seen(text: str, figure: int, start: int) -> Iterator[tuple[int, int]]:
    """The span of a mark as it was painted, or half seen, near a word of vehicles."""
    for form, reach in ((_PAINTED, 60), (_HALF, 16)):
        match = form.match(text, start if start < figure else max(0, start - 3))
        if match is not None and match.end() > figure and _near(text, *match.span(), reach):
            yield match.span()


def _mark(text: str, figure: int, start: int) -> re.Match[str] | None:
    """The mark whose first figure is there and whose letters begin at *start*, or a blank before."""
    if start < figure:
        return _MODERN.match(text, start) or _PLATE.match(text, start) or _SMALL.match(text, start)
    start -= 1
    while start > max(0, figure - 4) and text[start - 1].isalpha():
        start -= 1
    return _PLATE.match(text, start) if start < figure - 1 else None


def _is_mark(value: str) -> bool:
    """Whether a value after a label is no count or clause: "plates and 20", "reg 14 of"."""
    plain = value.replace(" ", "")
    if _ANY.fullmatch(plain.upper()) is not None:
        return True
    return value.isupper() and not any(word in _COMMON for word in _WORD.findall(value.lower()))


def _sure(match: re.Match[str]) -> bool:
    """Whether a mark of today's form in small letters ends with what is no word: *wm68 vst*."""
    return match.re is _SMALL and match[0][2:4].isdigit() and _VOWELS.isdisjoint(match[0][-3:])


def _near(text: str, start: int, end: int, reach: int = 60) -> bool:
    around = f"{text[max(0, start - reach) : start]} {text[end : end + 40] if reach > 20 else ''}".lower()
    return not _VEHICLES.isdisjoint(_WORD.findall(around))
