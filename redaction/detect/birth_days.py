"""Days, months and years right after a word of birth: *DOB*, *born*, *birthday*."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from redaction.detect.birth_forms import day_at, part_at
from redaction.detect.joints import SIGN
from redaction.detect.signs import Signs
from redaction.tokens import places, tokens

# With the slips of those who type and the misreadings of those who scan: "date of brith", "D,O.B", "Date of 8irth".
_BIRTH: Final = r"[b8][irthl1]{3,5}"
_SIGN: Final = re.compile(
    rf"""
    (?: d[ .,/_-]{{0,2}}[o0]f?[ .,/_-]{{0,2}}[b8]s?(?![a-z])\.?                             # DOB, D.O.B., d/o/b, D0B
      | dat[ae]?s?[ _-]{{0,2}}(?:o[fr]?|if|fo)?[ _-]{{0,2}}{_BIRTH}s?(?![a-z0-9])         # date of birth
      | (?:year|place[ ]and[ ]date)[ ]of[ ]birth
      | {_BIRTH}[ _-]?(?:dates?|year)
      | d[ ]?of[ ]?b(?![a-z])\.? | b/d(?![a-z])\.? | bn(?=[ .:]{1, 2}'?\d)
      | born(?![a-z]) | birth(?![a-z])
      | y\.?o\.?b(?![a-z])\.? | d\.?[dg]\.?n?(?![a-z])\.?
      | dyddiad[ ]geni | gan(?:wyd|ed)                                                      # Welsh
      | geboren                                                                             # German
      | ur\. | urodz\w{{1,7}} | data[ ](?:urodzenia|na\w{{3,8}})                            # Polish, Romanian
      | nascut[a]? | fecha[ ]de[ ]nac\w{{5,8}} | nacid[oa]                                  # Romanian, Spanish
      | date[ ]de[ ]naissance | n(?:[ae]t[oae]|[eé]e?)[ ](?:il|le)                          # French, Italian
      | dogum[ ]tarihi                                                                      # Turkish
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FIRST: Final = Signs({
    "d", "dofb", "bn", "dob", "dobs", "dobb", "dat", "data", "date", "dates", "dateofbirth", "birth", "brith",
    "blrth",
    "birthdate", "birthdates", "birthyear", "year", "place", "born", "yob", "y", "dyddiad", "ganwyd", "ganed",
    "geboren", "ur",
    "urodzony", "urodzona", "urodzeni", "urodz", "nascut", "nascuta", "fecha", "nacido", "nacida", "ne", "nee",
    "nato", "nata", "dogum", "dg", "ddn",
})  # fmt: skip
# "Ned Parrish b.1951", "(b. c.1975)"; "Plan b. 2012" is no birth.
_B: Final = re.compile(r"b(?![a-z'-])(?=[.: ]{0,2}(?:circa|ca?\.?|on|in|about)?[ ]?'?[\dA-Z])", re.IGNORECASE)
_NO_PERSON: Final = (
    "plan", "part", "section", "vitamin", "group", "type", "option", "hepatitis", "appendix", "annex", "class",
    "block", "flat", "unit",
)  # fmt: skip
_BEFORE_B: Final = re.compile(
    rf"(?: [(\[] | [,;][ ] | \A | \n | {''.join(f'(?<!{word})' for word in _NO_PERSON)}[ ] )\Z",
    re.IGNORECASE | re.VERBOSE,
)
_BIRTHDAY: Final = re.compile(
    r"(?:b/d(?=[ :]{1,2}\d)|birth[ -]?days?|b[ -]?days?|b'days?)(?:'?s)?(?![a-z])", re.IGNORECASE
)
_OF_BIRTHDAY: Final = Signs({"birthday", "birthdays", "bday", "bdays", "b"})
# Between the word and the day: a remark, a town, signs, small words, ends of lines.
_REMARK: Final = (
    r"(?:[ ]\([^()\n]{1,24}\)(?=[ :;=\t\n|/?.,→•·-])|[ ]?/[ ]?(?:EDD|age|d\.?o\.?d|sex)\b"
    r"|[ ](?:of|for)(?:[ ][a-z/]{2,12}){1,3}(?=[ ]{0,2}[:=?\t\n(→-]))"
)
_TOWN: Final = r"[ ](?:in|at)[ ](?-i:[A-Z])[\w'-]{1,20}(?:,?[ ](?-i:[A-Z])[\w'-]{1,20}){0,3}(?=,?[ ](?:in|on)[ ])"
_SIGNS: Final = rf"(?:{SIGN}|\]){{1,40}}+"
_SMALL: Final = r"""
    (?<![a-z])
    (?: is | are | was | were | on | in | of | for | the | as | at | to | be | or | it | a | an | both
      | approx(?:imately)? | about | around | circa | ca | c | est(?:imated)? | early | late | mid | sometime
      | unknown | unk | not[ ]known | thought | believed | given | recorded | confirmed | claimed | stated | disputed
      | now | currently | falls | no | (?:last|next|this)[ ](?:week|month) | yesterday | today | tomorrow
      | ar | am | dnia | pe | el
      | (?:mon|tues|wednes|thurs|fri|satur|sun)day | mon | tues? | wed | thu(?:rs)? | fri | sat | sun
    )(?![a-z])"""
_GAP: Final = re.compile(
    rf"(?:{_REMARK}|{_TOWN})? (?: {_SIGNS} | {_SMALL} | c(?=\.?\d) | \r?\n ){{0,14}}+", re.IGNORECASE | re.VERBOSE
)
_SMALL_GAP: Final = re.compile(
    rf"(?: {_SIGNS} | {_SMALL} | c(?=\.?\d) | \r?\n ){{0,14}}+", re.IGNORECASE | re.VERBOSE
)
_LINES: Final = 2  # ends of lines between a label and its value
# "born '87", "b. '92", "born in 92.": nothing may follow that two figures could count.
_TWO_FIGURES: Final = re.compile(r"\d\d(?=[ ]?[,.;)\r\n]|[ ]?\Z|[ ](?:and|in|at)\b)(?!\.\d)")
_YEAR_BEFORE: Final = re.compile(r"(?:'|\bin[ ])\Z", re.IGNORECASE)
# A form's three fields: "Day 03 Month 04 Year 2012".
_BIRTHDAYS: Final = frozenset({"birthdays", "bdays", "birthdates"})
_LONGEST_LIST: Final = 300  # characters
_LIST_ENDS: Final = re.compile(r"\n|[.!?][ ]")
_OF_MANY: Final = re.compile(r"\b(?:between|from|until|before|after|since)\b", re.IGNORECASE)  # a cohort's
_LISTED_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
# A day of a month as a list of birthdays has it, with a name or a comma before.
_LISTED: Final = re.compile(
    rf"(?<=[ :(])(?:\d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?{_LISTED_MONTH}|{_LISTED_MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?"
    rf"|\d{{1,2}}/\d{{1,2}})(?:[/ ](?:(?:19|20)\d\d|'?\d\d))?(?![\w/:])",
    re.IGNORECASE,
)
_FIELD: Final = r"[ :|]{0,3}"
_IN_PARTS: Final = re.compile(
    rf"""
    day{_FIELD}\d{{1,2}} [ ,/|\r\n]{{0,4}} (?:[a-z]{{2,6}}_)? month{_FIELD}\d{{1,2}}
    [ ,/|\r\n]{{0,4}} (?:[a-z]{{2,6}}_)? year{_FIELD}(?:(?:19|20)\d\d|\d\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PARTS_OF: Final = frozenset({"birth", "dob", "born", "b"})


def told_days(text: str) -> Iterator[tuple[int, int, str]]:
    """The spans of days, years and parts of them right after a word of birth; how each was told."""
    begins, words = places(text), tokens(text)
    for word in _FIRST.met(text):
        for at in begins[word]:
            sign = _SIGN.match(text, words[at].start)
            if sign is not None and not _inside_word(text, words[at].start):
                yield from _after(text, sign.end(), whole=True)
    if "month" in begins and "day" in begins and not _PARTS_OF.isdisjoint(begins):
        for parts in _IN_PARTS.finditer(text):
            yield *parts.span(), "parts"
    for word in _OF_BIRTHDAY.met(text):
        for at in begins[word]:
            start = words[at].start
            sign = _BIRTHDAY.match(text, start)
            if sign is None and word == "b" and _BEFORE_B.search(text, max(0, start - 12), start) is not None:
                sign = _B.match(text, start)
                if sign is not None:
                    yield from _after(text, sign.end(), whole=True)
            elif sign is not None:
                yield from _after(text, sign.end(), whole=False)


def listed_birthdays(text: str) -> Iterator[tuple[int, int, str]]:
    """The spans of days on the line after *Birthdays*: *Birthdays at club: Ann 14th Nov, Ben 22nd Nov*."""
    begins, words = places(text), tokens(text)
    for word in _BIRTHDAYS.intersection(begins):
        for at in begins[word]:
            end = _LIST_ENDS.search(text, words[at].end, words[at].end + _LONGEST_LIST)
            until = min(words[at].end + _LONGEST_LIST, len(text) if end is None else end.start())
            if _OF_MANY.search(text, words[at].end, until) is not None:
                continue
            for day in _LISTED.finditer(text, words[at].end, until):
                yield *day.span(), "birthday"


def _after(text: str, at: int, *, whole: bool) -> Iterator[tuple[int, int, str]]:
    # What stands in brackets may be a remark, *(if known)*, or the day itself.
    ends = {gap.end() for form in (_GAP, _SMALL_GAP) if (gap := form.match(text, at)) is not None}
    days = ((one, day_at(text, one)) for one in sorted(ends))
    start, end = next(((one, day) for one, day in days if day is not None), (max(ends, default=at), None))
    if text.count("\n", at, start) > _LINES:
        return
    if end is None and (not whole or text[start : start + 5].count("/") == 1):
        end = part_at(text, start)
    if end is None and whole:
        start, end = _two_figures(text, at, sorted(ends)) or (start, None)
    if end is not None:
        yield start, end, "told" if whole else "birthday"


def _two_figures(text: str, at: int, starts: Sequence[int]) -> tuple[int, int] | None:
    """The span of a year's two figures after an apostrophe or *in*, at one of *starts*."""
    for start in starts:
        year = _TWO_FIGURES.match(text, start)
        if year is not None and _YEAR_BEFORE.search(text, max(at, start - 3), start) is not None:
            return year.span()
    return None


def _inside_word(text: str, start: int) -> bool:
    """Whether letters go on from before: "stubborn"; and our own labels: "[born 2014]"."""
    return start > 0 and (text[start - 1].isalpha() or text[start - 1] == "[")
