"""Days as people write them after a word of birth: in any order, with any marks, in words, in part.

Far more is read here than is a date elsewhere (``redaction.dates``): *2012 04 03*, *040312*, *3 kwietnia 1990*,
*the fourth of the seventh ninety-two*, *summer 2014*. So it counts only where a word says that somebody was born.
"""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.words import word_list
from redaction.tokens import places, tokens

_MONTHS: Final = word_list("months")
_MONTH: Final = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_YEAR: Final = r"(?:19|20)\d\d"
_ORDINAL: Final = (
    r"(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth?|ninth|tenth|eleventh|"
    r"twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth)|twentieth|thirtieth"
)
_ONES: Final = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS: Final = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_TENS: Final = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_YEAR_WORDS: Final = (
    rf"(?:two[ ]thousand(?:[ ](?:and[ ])?(?:{_TEENS}|{_TENS}(?:[ -]{_ONES})?|{_ONES}))?"
    rf"|(?:nineteen|twenty)[ -](?:{_TEENS}|{_TENS}(?:[ -]{_ONES})?|(?:oh?|hundred(?:[ ]and)?)[ -]{_ONES})"
    rf"|{_TENS}(?:[ -]{_ONES})?)"
)
_YEAR_SHORT: Final = r"(?:'?\d\d(?![\d:]))"
_END: Final = r"(?![\w@])(?![/-]\d)"
_FORMS: Final = (
    # Figures with any marks between, read from paper too (O for a nought, l for a one), a month in Roman figures.
    re.compile(
        r"(?=[^\n]{0,3}\d)[\dIlO]{1,4}(?:[ ]?[/.,_|\\:-][ ]?|[ ])(?:[\dIlO]{1,2}|i{1,3}|iv|vi{0,3}|i?x|xi{1,2})"
        r"(?:[ ]?[/.,_|\\:-][ ]?|[ ])(?:[\dIlO]{4}|'?[\dIlO]{2})(?![\d@])",
        re.IGNORECASE,
    ),
    re.compile(r"(?:\d{8}|\d{6})(?![\w@/-]|\.\d)"),
    # One figure a box, as forms have them; a month and a year.
    re.compile(r"\d(?:[ |]{1,3}\d){5}(?:(?:[ |]{1,3}\d){2})?(?![\w/.-])"),
    re.compile(r"(?:0?[1-9]|1[0-2])[ ]?[/.-][ ]?(?:19|20)\d\d(?![\w/.-])"),
    re.compile(rf"{_YEAR}[ ]?年[ ]?\d{{1,2}}[ ]?月(?:[ ]?\d{{1,2}}[ ]?日)?"),
    # A day before its month: with four figures of a year any word may be the month, else only one of the list.
    re.compile(
        rf"(?:\d{{1,2}}(?:[ ]?(?:st|nd|rd|th|o|a|er))?|{_ORDINAL})[ ,./-]{{0,3}}(?:day[ ])?(?:of[ ]|de[ ])?"
        rf"(?:the[ ])?"
        rf"(?:(?:[^\W\d_]{{3,12}}|{_ORDINAL})[ ,./-]{{1,3}}(?:of[ ]|de[ ])?{_YEAR}"
        rf"|(?:{_MONTH}|{_ORDINAL})(?![a-z])\.?"
        rf"(?:[ ,./-]{{0,3}}(?:{_YEAR}|{_YEAR_SHORT}|(?<![a-z]){_YEAR_WORDS}(?![a-z])))?){_END}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_MONTH}\.?[ ]?(?:the[ ])?\d{{1,2}}(?:st|nd|rd|th)?(?:[ ]?,?[ ]?(?:{_YEAR}|{_YEAR_SHORT}))?{_END}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:(?:{_MONTH}|spring|summer|autumn|winter)\.?,?[ ](?:of[ ])?)?{_YEAR}(?![\w@])(?![/.-]\d)", re.IGNORECASE
    ),
    re.compile(rf"{_MONTH}[ ]\d\d(?![\w/])", re.IGNORECASE),
)
# A day and month alone: after a word for a birthday. "on the 28th" too.
_PART: Final = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[ ]?[/.][ ]?(?:0?[1-9]|1[0-2])(?![\d/])"
    rf"(?!\.\d)|\d{{1,2}}(?:st|nd|rd|th)(?![\w])|(?:{_ORDINAL})(?![\w])"
    r"|(?:christmas|boxing|new[ ]year's|valentine's|easter|bonfire|st[ ](?:patrick|david|george|andrew)'s)"
    r"(?:[ ](?:day|eve|night|sunday|monday))?|halloween|hogmanay|eid|diwali",
    re.IGNORECASE,
)
# Words of birth, with the slips of those who type and the misreadings of those who scan: "date of brith", "D,O.B".
_BIRTH: Final = r"[b8][irthl1]{3,5}"
_SIGN: Final = re.compile(
    r"(?:d[ .,/_-]{0,2}[o0]f?[ .,/_-]{0,2}[b8]s?(?![a-z])\.?"
    rf"|dat[ae]?s?[ _-]{{0,2}}(?:o[fr]?|if|fo)?[ _-]{{0,2}}{_BIRTH}s?(?![a-z0-9])"
    r"|(?:year|place[ ]and[ ]date)[ ]of[ ]birth"
    rf"|{_BIRTH}[ _-]?(?:dates?|year)|born(?![a-z])|birth(?![a-z])|y\.?o\.?b(?![a-z])\.?|d\.?[dg]\.?n?(?![a-z])\.?"
    r"|dyddiad[ ]geni|gan(?:wyd|ed)|geboren|ur\.|urodz\w{1,7}|data[ ](?:urodzenia|na\w{3,8})|nascut[a]?"
    r"|fecha[ ]de[ ]nac\w{5,8}"
    r"|nacid[oa]|date[ ]de[ ]naissance|n(?:[ae]t[oae]|[eé]e?)[ ](?:il|le)|dogum[ ]tarihi)",
    re.IGNORECASE,
)
# "Ned Parrish b.1951", "(b. c.1975)"; "Plan b. 2012" is no birth.
_B: Final = re.compile(r"b(?![a-z'-])(?=[.: ]{0,2}(?:circa|ca?\.?|on|in|about)?[ ]?[\dA-Z])", re.IGNORECASE)
_BEFORE_B: Final = re.compile(
    r"(?:[(\[]|[,;][ ]|\A|\n|(?<!plan)(?<!part)(?<!section)(?<!vitamin)(?<!group)(?<!type)(?<!option)(?<!hepatitis)"
    r"(?<!appendix)(?<!annex)(?<!class)(?<!block)(?<!flat)(?<!unit)[ ])\Z",
    re.IGNORECASE,
)
_BIRTHDAY: Final = re.compile(r"(?:birth[ -]?days?|b[ -]?days?|b'days?)(?:'?s)?(?![a-z])", re.IGNORECASE)
_FIRST: Final = frozenset({
    "d", "dob", "dobs", "dobb", "dat", "data", "date", "dates", "dateofbirth", "birth", "brith", "blrth", "birthdate",
    "birthdates", "birthyear", "year", "place", "born", "yob", "y", "dyddiad", "ganwyd", "ganed", "geboren", "ur",
    "urodzony", "urodzona", "urodzeni", "urodz", "nascut", "nascuta", "fecha", "nacido", "nacida", "ne", "nee",
    "nato", "nata", "dogum", "dg", "ddn",
})  # fmt: skip
_OF_BIRTHDAY: Final = frozenset({"birthday", "birthdays", "bday", "bdays", "b"})
_GAP: Final = re.compile(
    r"(?:[ ]\([^()\n]{1,20}\)(?=[ :;=\n-])|[ ](?:in|at)[ ](?-i:[A-Z])[\w'-]{1,20}"
    r"(?:,?[ ](?-i:[A-Z])[\w'-]{1,20}){0,3}(?=,?[ ](?:in|on)[ ]))?"
    r"(?:[ \t:;=.,_|*(>\"'\[\]/#?~-]{1,40}+|(?<![a-z])(?:is|are|was|were|on|in|of|for|the|as|at|to|be|or|it"
    r"|approx(?:imately)?|about|around|circa|ca|c|est(?:imated)?|unknown|unk|not[ ]known|thought|believed|given"
    r"|recorded|confirmed|claimed|stated|disputed|now|currently|falls|a|an|ar|am|dnia|pe|el|early|late|mid|sometime"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun))(?![a-z])|c(?=\.?\d)|\r?\n){0,14}+",
    re.IGNORECASE,
)
_LINES: Final = 2  # ends of lines between a label and its value


_IN_PARTS: Final = re.compile(
    rf"day[ :|]{{0,3}}\d{{1,2}}[ ,/|]{{0,4}}month[ :|]{{0,3}}\d{{1,2}}[ ,/|]{{0,4}}year[ :|]{{0,3}}(?:{_YEAR}|\d\d)",
    re.IGNORECASE,
)


def told_days(text: str) -> Iterator[tuple[int, int, str]]:
    """The spans of days, years and parts of them right after a word of birth; how each was told."""
    begins, words = places(text), tokens(text)
    for word in _FIRST.intersection(begins):
        for at in begins[word]:
            sign = _SIGN.match(text, words[at].start)
            if sign is not None and not _inside_word(text, words[at].start):
                yield from _after(text, sign.end(), whole=True)
    if "month" in begins and "birth" in begins:
        for parts in _IN_PARTS.finditer(text):
            yield *parts.span(), "parts"
    for word in _OF_BIRTHDAY.intersection(begins):
        for at in begins[word]:
            start = words[at].start
            sign = _BIRTHDAY.match(text, start)
            if sign is None and word == "b" and _BEFORE_B.search(text, max(0, start - 12), start) is not None:
                sign = _B.match(text, start)
                if sign is not None:
                    yield from _after(text, sign.end(), whole=True)
            elif sign is not None:
                yield from _after(text, sign.end(), whole=False)


def day_at(text: str, at: int) -> int | None:
    """The end of the day, month or year of a birth that is written at *at*; None: none is."""
    ends = [match.end() for form in _FORMS if (match := form.match(text, at)) is not None and _may_be(match[0])]
    return max(ends, default=None)


def part_at(text: str, at: int) -> int | None:
    """The end of a day of some month that is written at *at*: *12/6*, *28th*; None: none is."""
    match = _PART.match(text, at)
    return None if match is None else match.end()


def _after(text: str, at: int, *, whole: bool) -> Iterator[tuple[int, int, str]]:
    gap = _GAP.match(text, at)
    start = at if gap is None else gap.end()
    if text.count("\n", at, start) > _LINES:
        return
    end = day_at(text, start)
    if end is None and (not whole or text[start : start + 5].count("/") == 1):
        end = part_at(text, start)
    if end is not None:
        yield start, end, "told" if whole else "birthday"


_BOXES: Final = re.compile(r"\d(?:[ |]{1,3}\d)+")


def _inside_word(text: str, start: int) -> bool:
    """Whether letters go on from before: "stubborn"; and our own labels: "[born 2014]"."""
    return start > 0 and (text[start - 1].isalpha() or text[start - 1] == "[")


def _may_be(written: str) -> bool:
    """Whether the figures can be a day, a month and a year, in one order or another."""
    if _BOXES.fullmatch(written) is not None:
        written = re.sub(r"\D", "", written)
    figures = [int(one) for one in re.findall(r"\d+", written)]
    if written.isdigit() and len(written) > 4:
        figures = _cut(written)
    # A year of 1300 to 1450 is one of the calendars of Iran and Afghanistan.
    return all(
        one <= 31 or 1880 <= one <= 2100 or 1300 <= one <= 1450 or (one <= 99 and place == len(figures) - 1)
        for place, one in enumerate(figures)
    ) and (any(figures) or not figures)


def _cut(run: str) -> list[int]:
    """A run of six or eight figures as day, month and year; year first where only that can be."""
    if len(run) == 8 and run[:2] in {"19", "20"} and int(run[4:6]) <= 12 and int(run[6:]) <= 31:
        return [int(run[6:]), int(run[4:6]), int(run[:4])]
    day, month, year = int(run[:2]), int(run[2:4]), int(run[4:])
    return [day, month, year] if min(day, month) >= 1 and min(day, month) <= 12 else [9999, 1]
