"""Dates of birth and case numbers that tell nothing by themselves, and do right beside a person's name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from redaction.dates import dates
from redaction.detect.birth_forms import odd_day_at
from redaction.detect.born_next import OTHER_DAY
from redaction.detect.words import GIVEN
from redaction.hit import Detector, Evidence, Hit

# "Mia Okafor (mother), b. ": what may stand between a name and a date of birth.
_TO_DATE: Final = re.compile(
    r"(?:(?<=[ ][A-Z])\.)?(?:[ ]?\([A-Za-z /]{1,20}\)|[ ](?:[FMfm]|female|male)(?=[ ,]))?"
    r"(?P<gap>[ ]?[,;|\t:/=@][ ]{0,2}|[ ]--?[ ]|[ ]?<|[ ]{1,2}[(\[]?"
    r"|[ ]?[(\[](?:(?:[A-Za-z ]{1,20}|(?:Y|Yr|Year|P|S)?[ ]?\d{1,2}(?:[ ]?(?:yrs?|y/?o"
    r"|mths?))?),[ ])?)[ ]?(?:b\.[ ]?|b[ ]|born[ ]|both[ ]|\*)?\Z",
)
_FARTHEST: Final = 30  # characters
_TO_ODD: Final = re.compile(
    r"(?:[ ]?\([A-Za-z /]{1,20}\)|[ ](?:[FMfm]|female|male)(?=[ ,]))?,?"
    r"(?:[ ]?[,;|\t:/=@][ ]{0,2}|[ ]--?[ ]|[ ]{1,2}[(\[]?)(?:b\.?[ ])?"
)
_SECOND: Final = re.compile(r"[ ]?(?:,|&|/|and)[ ]?(?:and[ ]|&[ ])?")
_AFTER_DATE: Final = re.compile(r"[ ]?(?:[,;.)|\]>\t\r\n]|\Z|[ ])")
_ENTRY: Final = re.compile(
    r"(?:(?:\A|[:\n|\t;])[ \t>*•-]{0,8}(?:\d{1,3}[.)]?[ ])?|\bre:?[ ]|\b(?:mum|dad|mother|father|child|son|daughter|"
    r"brother|sister|siblings?|children|aka|baby|twins?|partner|parent|carer|gran|pupil|patient|client|name|yp"
    r"|victim|"
    r"perp|suspect|subject)[ :]{1,2})\Z",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"[ ]?[-:/][ ]?\Z")
_LINE_ENDS: Final = re.compile(r"[ ]?(?:[\r\n|/,;)]|\Z|[ ]?-[ ]|[ ](?:and|[MF])\b)")
_SIGNED: Final = re.compile(r"\b(?:signed|signature|sign|dated|date|completed by|by)\b[^\n]{0,24}\Z", re.IGNORECASE)
_AT_WORK: Final = re.compile(
    r"(?:dr|prof|professor|cllr|pc|dc|ds|di|sgt|nurse|sister|s/n|midwife|rev)\b", re.IGNORECASE
)
# "HOLT, Amy (204417)", "Amy Holt - 1204477", "Amy Holt #204417", "Amy Holt, EH/24/0098,".
_PARTED: Final = r"[A-Z]{1,6}[/-](?:[A-Z0-9]{1,8}[/-]){0,3}[A-Z0-9]{2,8}|[A-Z]{1,5}\d{4,9}"
_BORDER: Final = r"(?:[ ]?(?:\[|\(|[ ][-/|][ ]?|[/|;#_\t]|-[ ]|,[ ](?=[A-Z]))[ ]?"
_TOLD: Final = r"(?:(?:ID|no|ref|number|case|file|person)\b\.?[ :#]{0,3}|#)?|[ ]#)"
_CASE: Final = re.compile(
    rf"{_BORDER}{_TOLD}(?P<case>\d{{5,9}}|{_PARTED})"
    r"(?![\w£%]|[.,/-]\d|[ ]?(?:miles|people|words|steps|pounds|am|pm)\b)",
    re.IGNORECASE,
)
# "204417 - Amy Holt", "204417_Holt" at the beginning of a line, a subject or a cell.
_CASE_BEFORE: Final = re.compile(
    rf"(?:(?:\A|[\n\t|;(/])[ >*]{{0,8}}|:[ ]{{1,2}})(?P<case>\d{{5,9}}|{_PARTED})(?:[ ]?[-/:|;,\t][ ]{{0,2}}|_)\Z",
    re.IGNORECASE,
)
_LONGEST_BEFORE: Final = 50
# "Hector (2012), Dulcie (2015)", "Lukas Holt (son) 19990403", "Amy Holt M 060715": a year or a day without marks.
_YEAR: Final = re.compile(
    r"[ ]\((?:born[ ]|b\.?[ ]?)?(?:c\.?[ ]?)?(?P<born>(?:19|20)\d\d)\)(?=[ ]?(?:[,;.\n|+=/]|\Z|and\b|&|->))"
)
# "Chidi '09, Ada '12": two figures of a year, which only the apostrophe tells.
_YEAR_SHORT: Final = re.compile(
    r"[ ]\(?(?:born[ ]|b\.?[ ]?)?'(?P<born>\d\d)(?=[ ]?[,.;)(|&\r\n]|\Z|[ ](?:and|[MF])\b)(?!\.\d)"
)
# "CARLY MATHER 190295.", "Dean Wardle, 021290": six figures after a whole name, and nothing that they could count.
_SIX: Final = re.compile(
    r",?[ ](?P<born>(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d)"
    r"(?=[ ]?[.,;)\r\n]|[ ]?\Z|[ ]{1,2}[1-9]?\d[ ]?[MFmfy])(?![.,]\d)"
)
_HOUSEHOLD: Final = re.compile(
    r"^(?:family|household|children|siblings|kids|sibs)\b[^\n:]{0,20}:", re.I | re.MULTILINE
)
_UNMARKED: Final = re.compile(
    r"(?:[ ]\([A-Za-z ]{1,20}\)|[ ][FMfm](?=[ ,]))?(?:[ ]?[,;|\t:][ ]?|[ ]-[ ]|[ ]\(?)"
    r"(?P<born>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]"
    r"|1[0-2])(?:19|20)\d\d"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d(?=[ ]?[,-]?[ ](?:NHS|UPN|CHI|NI|[FM])\b))(?![\w/.-])"
)


def beside_name(text: str, named: Iterable[tuple[int, int]], born: Iterable[tuple[int, int]] = ()) -> Iterator[Hit]:
    """Find dates of birth right after the spans of names, case numbers on both sides; evidence ``pattern``.

    *Mia Okafor (3.3.14)*, *Mia Okafor, 3 March 2014,*, *Mia Okafor - 1204477*. A date after a bare blank
    counts where the name begins an entry, for people are also "seen 3.3.14"; after a signature it never does.
    """
    spans = sorted(named)
    starts = {end: start for start, end in spans}
    ends = sorted(starts)
    last = -1
    known = sorted(end for _, end in born)
    for written in dates(text):
        near = ends[bisect_left(ends, written.start - _FARTHEST) : bisect_right(ends, written.start)]
        found = (_TO_DATE.match(text, end, written.start) for end in near)
        match = next((one for one in found if one is not None), None)
        if last >= 0 and _SECOND.fullmatch(text, last, written.start) is not None:
            last = written.end
            yield _hit(written.start, written.end, Detector.DATE_OF_BIRTH)
        if match is None or not _AFTER_DATE.match(text, written.end):
            continue
        start = starts[match.start()]
        # "Dr T. Okonjo 14/11/2025": who signs at work puts the day after the name.
        if not match["gap"].strip() and _AT_WORK.match(text, start) is not None:
            continue
        if _SIGNED.search(text, max(0, start - 40), start):
            continue
        gap = match["gap"].strip()
        if _LIST.fullmatch(gap) is not None and _LINE_ENDS.match(text, written.end) is None:
            continue
        place = bisect_right(known, start)
        last = max(last, known[place - 1] if place else -1)
        # "Amy Holt 3.4.12 and Ben Holt 5.6.14": what one of a line's names has the next has too.
        listed = last >= 0 and "\n" not in text[last:start]
        if gap or listed or _ENTRY.search(text, max(0, start - 14), start):
            last = written.end
            yield _hit(written.start, written.end, Detector.DATE_OF_BIRTH)
    yield from _unmarked(text, spans)
    yield from _odd(text, spans)


def _odd(text: str, spans: list[tuple[int, int]]) -> Iterator[Hit]:
    """Days in forms that are read as dates nowhere else: "Amy Holt, 3-v-17", "Amy Holt (May '17)"."""
    for start, end in spans:
        gap = _TO_ODD.match(text, end)
        reach = None if gap is None else odd_day_at(text, gap.end())
        if gap is None or reach is None or not _AFTER_DATE.match(text, reach):
            continue
        if OTHER_DAY.search(text, end, reach) is None and not _SIGNED.search(text, max(0, start - 40), start):
            yield _hit(gap.end(), reach, Detector.DATE_OF_BIRTH)


def _unmarked(text: str, spans: list[tuple[int, int]]) -> Iterator[Hit]:
    """Years and days in figures alone, and case numbers, right beside names."""
    listed = _lines_with_years(text, spans)
    for start, end in spans:
        known = _first_name(text[start:end]) in GIVEN or text.rfind("\n", 0, start) in listed
        match = _YEAR.match(text, end) if known else None
        match = match or _YEAR_SHORT.match(text, end) or _UNMARKED.match(text, end)
        if match is None and " " in text[start:end]:
            match = _SIX.match(text, end)
        if match is not None:
            yield _hit(*match.span("born"), Detector.DATE_OF_BIRTH)
            continue
        match = _CASE.match(text, end)
        if match is not None and _is_case(match["case"]):
            yield _hit(*match.span("case"), Detector.CASE_ID)
    for start, _ in spans:
        match = _CASE_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
        if match is not None and _is_case(match["case"]):
            yield _hit(*match.span("case"), Detector.CASE_ID)


def _lines_with_years(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """Before which lines a first name of the list has a year in brackets: there a rare name has one too.

    *Xanthippe (2015) + Kwame (2017)*; of names alone that no list has, *Howe (2005)*, a year is rather a book's.
    """
    begins = {
        text.rfind("\n", 0, start)
        for start, end in spans
        if _first_name(text[start:end]) in GIVEN and _YEAR.match(text, end) is not None
    }
    return begins | {match.start() - 1 for match in _HOUSEHOLD.finditer(text)}


def _first_name(name: str) -> str:
    return name.split(" ", 1)[0].lower()


def _is_case(value: str) -> bool:
    return sum(char.isdigit() for char in value) >= 3 and not value.endswith("000")


def _hit(start: int, end: int, detector: Detector) -> Hit:
    return Hit(start=start, end=end, detector=detector, evidence=Evidence.PATTERN, how="beside-name")
