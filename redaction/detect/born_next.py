"""Dates of birth that follow one that was found: the next of a list, a brother's, one that puts the last right."""

import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from typing import Final

from redaction.dates import Written, dates
from redaction.detect.birth_forms import day_at

OTHER_DAY: Final = re.compile(
    r"""
    \b(?: bred | review | visit | visited | meeting | met | seen | saw | report | referr\w+ | started | moved | left
        | since | until | from | due | dated | came | arrived | placed | died | admitted | discharged | married | call
        | called | received | checked | hearing | between | signed | returned | issued | registered | certificate
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What says that a date is another day than that of a birth."""
# After one date of birth the next, with a name or a few words between.
_NEXT: Final = re.compile(
    r"""
    (?: [ ]?[,;/&] | [ ](?:and|or|also|then|not|but|rather|instead|vs)\b | [ ](?:i\.e\.|=)
      | [ ]\((?:disputed|also|or|not)\b | [ ]{1,2}\Z | [ ](?:in[ ]the[ ])?[a-z]{4,10}[ ]calendar\b | [ ]\(\Z
    )[^\d\n.;]{0,30}\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_BETWEEN: Final = 40
# One that puts the last right: "21/01/23, it's 12/01/23".
_INSTEAD: Final = re.compile(
    r"\b(?:not|or|but|should|it's|its|actually|correct\w*|instead|rather|given[ ]as|recorded|has[ ]\w+[ ]as|vs)\b"
    r"|i\.e|=",
    re.IGNORECASE,
)
_MANY: Final = re.compile(
    r"\b(?:dobs|d\.o\.bs|dob's|dates[ ]of[ ]birth|disputed|assessed|claimed|also[ ]gave|twins|both)\b", re.IGNORECASE
)
_MANY_BEFORE: Final = 80  # characters
# "12.03.2015, 12.04.2015 (conflicting)": two days close by, with nothing said between or behind.
_BARE_BREAK: Final = re.compile(r"[ ]?[,/&][ ]?")
_AND: Final = re.compile(r"[ ](?:and|&)[ ]")  # "born 3.11.1990 and 15.6.2019": of two people
# "Wilf born 31/8/21, Etta 1/9/21": the next of them by name alone.
_NEXT_NAMED: Final = re.compile(r"[ ]?(?:[,;&/]|[ ]and)[ ](?:and[ ])?(?:[A-Z][a-z][\w'-]{1,20}[ ]){1,2}\(?")
_CLOSE_YEARS: Final = 3
_WORD_BEHIND: Final = re.compile(r"[ ](?!and\b|or\b)[a-z]", re.IGNORECASE)
# "… 2015, 2017 and 2019", "… in March 2015 and June 2017": years and months go on as they began.
_YEAR: Final = re.compile(r"(?:[a-z]{3,9}\.?[ ](?:of[ ])?)?(?:19|20)\d\d", re.IGNORECASE)
_AND_YEAR: Final = re.compile(r"(?:,?[ ](?:and|&)[ ]|,[ ]|[ ]?[/&][ ]?)(?:in[ ])?", re.IGNORECASE)
# "… and her youngest in October 2021".
_OF_KIN: Final = re.compile(
    r"""
    ,?[ ](?:(?:and|&|with|while|whilst)[ ])? (?:(?:his|her|their|my|the|a)[ ])?
    (?: eldest | oldest | youngest | middle | son | daughter | brother | sister | sibling | twins? | baby | mum | dad
      | mother | father | husband | wife | partner | other | second | third )
    (?:[ ](?:one|child))? [ ](?:(?:was|were|is)[ ])?(?:born[ ])?(?:in|on)[ ](?:the[ ])?
    """,
    re.IGNORECASE | re.VERBOSE,
)


def next_days(text: str, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans of such days, months and years after the spans of those that were *found*."""
    known = sorted(found)
    if not known:
        return
    for start, end in known:
        yield from _parts_after(text, start, end)
    by_end = {end: start for start, end in known}
    ends = sorted(by_end)
    written_at = {written.end: written for written in dates(text)}
    for written in dates(text):
        if written.end in by_end:
            continue
        place = bisect_right(ends, written.start)
        if place and _follows(text, ends[place - 1], written, written_at.get(ends[place - 1])):
            insort(ends, written.end)
            by_end[written.end] = written.start
            yield written.start, written.end


def _parts_after(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Years and months without a day after one, and what a brother or sister follows."""
    while True:
        between = _OF_KIN.match(text, end)
        if between is None and _YEAR.fullmatch(text, start, end) is not None:
            between = _AND_YEAR.match(text, end)
            if between is not None and _YEAR.match(text, between.end()) is None:
                return
        if between is None:
            return
        reach = day_at(text, between.end())
        if reach is None:
            return
        start, end = between.end(), reach
        yield start, end


def _follows(text: str, last: int, written: Written, before: Written | None) -> bool:
    """Whether dates of birth are listed, and *written* is the next after the one that ended at *last*."""
    between = text[last : written.start]
    if len(between) > _LONGEST_BETWEEN or _NEXT.match(between) is None:
        return False
    if OTHER_DAY.search(between.replace(" and", "")) is not None:
        return False
    # "DOB 3/4/12 (4/3/12 on the passport)", "12/05/1388 in the Persian calendar (2 August 2009)".
    if between.endswith("(") or (
        _INSTEAD.search(between) is not None
        or _MANY.search(text, max(0, last - _MANY_BEFORE), written.start) is not None
    ):
        return True
    return (
        before is not None
        and (
            _NEXT_NAMED.fullmatch(between) is not None
            or _AND.fullmatch(between) is not None
            or (
                _BARE_BREAK.fullmatch(between) is not None
                and abs(before.full_year - written.full_year) <= _CLOSE_YEARS
            )
        )
        and _WORD_BEHIND.match(text, written.end) is None
    )
