"""How people write the day of a birth: in any order, with any marks, in words, in part.

Far more is read here than is a date elsewhere (``redaction.dates``): *2012 04 03*, *040312*, *3 kwietnia 1990*,
*the fourth of the seventh ninety-two*, *summer 2014*. So it counts only where a word says that somebody was born.
"""

import re
from typing import Final

from redaction.detect.words import word_list

# In words. Each "one" below is a part of an expression, in verbose form.
_ORDINAL: Final = r"""
    (?: (?:(?:twenty|thirty)[ -])?
        (?: first | second | third | fourth | fifth | sixth | seventh | eighth? | ninth | tenth | eleventh | twelfth
          | thirteenth | fourteenth | fifteenth | sixteenth | seventeenth | eighteenth | nineteenth )
      | twentieth | thirtieth )"""
_ONES: Final = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS: Final = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_TENS: Final = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_DAY_COUNTED: Final = rf"(?:(?:twenty|thirty)(?:[ -]{_ONES})?|{_TEENS}|{_ONES})"
_MONTH_COUNTED: Final = rf"(?:{_ONES}|ten|eleven|twelve)"
_BELOW_100: Final = rf"(?:{_TEENS}|{_TENS}(?:[ -]{_ONES})?)"
_NOUGHT: Final = r"(?:oh?|zero|nought)"
_YEAR_WORDS: Final = rf"""
    (?: two[ ]thousand(?:[ ](?:and[ ])?(?:{_BELOW_100}|{_ONES}))?               # two thousand and four
      | (?:nineteen|twenty)[ -](?:{_BELOW_100} | (?:{_NOUGHT}|hundred(?:[ ]and)?)[ -]{_ONES})
      | {_TENS}(?:[ -]{_ONES})?                                                 # ninety-two
      | {_NOUGHT}[ -]{_ONES}                                                    # oh four
    )"""

# In figures and names.
_MONTHS: Final = word_list("months")
_MONTH: Final = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_ROMAN: Final = r"(?:i{1,3}|iv|vi{0,3}|i?x|xi{1,2})"
_YEAR: Final = r"(?:19|20)\d\d"
_YEAR_SHORT: Final = r"(?:'?\d\d(?![\d:]))"
_RANK: Final = r"\d{1,2}[ ]?(?:st|nd|rd|th)"
_MARK: Final = r"(?:[ ]?[/.,_|\\:-][ ]?(?:\r?\n[ >]{0,6})?|[ ])"
_BREAK: Final = r"(?:[ ,./-]{0,3}|[ ]?\r?\n[ >]{0,6})"
_END: Final = r"(?![\w@])(?![/-]\d)"
_SEASON: Final = r"(?:spring|summer|autumn|winter)"
_FEAST: Final = r"""
    (?: (?: christmas | xmas | boxing | new[ ]year'?s | valentine'?s | easter | bonfire
          | st[ ](?:patrick|david|george|andrew)'?s )
        (?:[ ](?:day|eve|night|sunday|monday))?
      | (?:good|black)[ ]friday | ash[ ]wednesday | palm[ ]sunday | maundy[ ]thursday | pancake[ ]day | guy[ ]fawkes
        (?:[ ]night)? | (?:mother|father)'?s'?[ ]day | remembrance[ ](?:day|sunday) | may[ ]day | leap[ ]day
      | halloween | hogmanay | eid | diwali
    )"""


def _form(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE | re.VERBOSE)


def _day(begins: str, expression: str) -> tuple[str, re.Pattern[str]]:
    """A form and what it may begin with: 9 for a figure, A for a letter."""
    return begins, _form(expression)


_FORMS: Final = (
    # Figures with any marks between, read from paper too (O for a nought, l for a one), a month in Roman figures.
    _day(
        "9A",
        rf"""
        (?=[^\n]{{0,9}}\d) [\dIlO]{{1,4}} {_MARK}
        (?:[\dIlO]{{1,2}}|{_ROMAN}) {_MARK}
        (?:[\dIlO]{{4}}|'?[\dIlO]{{2}}) (?![\d@])
        """,
    ),
    # 03042012, 030412
    _day("9", r"(?:\d{8}|\d{6})(?![\w@/-]|\.\d)"),
    # One figure a box, as forms have them.
    _day("9", r"\d(?:[ |]{1,3}\d){5}(?:(?:[ |]{1,3}\d){2})?(?!\w)(?![/.-]\w)"),
    # The same with strokes between the boxes: 0 3 / 0 4 / 2 0 1 2
    _day("9", r"\d[ ]\d[ ]?[/.-][ ]?\d[ ]\d[ ]?[/.-][ ]?\d[ ]\d(?:[ ]\d[ ]\d)?(?!\w)(?![/.-]\w)"),
    # 04/12: a month and its year
    _day("9", r"(?:0?[1-9]|1[0-2])[ ]?[/-][ ]?'?\d\d(?![\w/-])(?![.:]\d)"),
    # 04/2012
    _day("9", r"(?:0?[1-9]|1[0-2])[ ]?[/.-][ ]?(?:19|20)\d\d(?![\w/-])(?!\.\d)"),
    # 2012年4月3日
    _day("9", rf"{_YEAR}[ ]?年[ ]?\d{{1,2}}[ ]?月(?:[ ]?\d{{1,2}}[ ]?日)?"),
    # A day before its month: with four figures of a year any word may be the month, else only one of the list.
    _day(
        "9A",
        rf"""
        (?: \d{{1,2}}(?:[ ]?(?:st|nd|rd|th|o|a|er))? | {_ORDINAL} ) {_BREAK}
        (?:day[ ])? (?:of[ ]|de[ ])? (?:the[ ])?
        (?: (?:[^\W\d_]{{3,12}} | {_ORDINAL}) [ ,./-]{{1,3}} (?:of[ ]|de[ ])? {_YEAR}
          | (?:{_MONTH} | {_ORDINAL})(?![a-z])\.?
            (?: {_BREAK} (?:{_YEAR} | {_YEAR_SHORT} | (?<![a-z])(?:{_YEAR_WORDS}|(?:last|this
              |next)[ ]year)(?![a-z])) )?
        ) {_END}
        """,
    ),
    # 30th of the 6th 2010
    _day(
        "9", rf"{_RANK} {_BREAK} (?:of[ ])?(?:the[ ])? {_RANK} {_BREAK} (?:of[ ])? (?:{_YEAR}|{_YEAR_SHORT}) {_END}"
    ),
    # one one ninety nine; third of June oh nine
    _day(
        "A",
        rf"""
        (?:{_DAY_COUNTED} | {_ORDINAL}) [ ,-]{{1,2}} (?:of[ ])?(?:the[ ])?
        (?:{_MONTH_COUNTED} | {_ORDINAL} | {_MONTH}) [ ,-]{{1,2}} {_YEAR_WORDS}(?![a-z])
        """,
    ),
    # April 3, 2012
    _day("A", rf"{_MONTH}\.?[ ]?(?:the[ ])?\d{{1,2}}(?:st|nd|rd|th)?(?:[ ]?,?[ ]?(?:{_YEAR}|{_YEAR_SHORT}))?{_END}"),
    # 2012, April 2012, summer of 2012, Christmas Day 2012
    _day("9A", rf"(?:(?:{_MONTH}|{_SEASON}|{_FEAST})\.?,?[ ](?:of[ ])?)?{_YEAR}(?![\w@])(?![/.-]\d)"),
    # April 12, May '17
    _day("A", rf"{_MONTH}[ ](?:\d\d|'[ ]?\d\d)(?![\w/])"),
)
_OF_FIGURES: Final = tuple(form for begins, form in _FORMS if "9" in begins)
_OF_LETTERS: Final = tuple(form for begins, form in _FORMS if "A" in begins)
# A day and month alone: after a word for a birthday. "on the 28th" too.
_PART: Final = _form(
    rf"""
    (?:0?[1-9]|[12]\d|3[01])[ ]?[/.][ ]?(?:0?[1-9]|1[0-2])(?![\d/])(?!\.\d)
    | \d{{1,2}}(?:st|nd|rd|th)(?!\w)
    | {_ORDINAL}(?!\w)
    | {_FEAST}
    """
)
# What is no date elsewhere, and beside a name hardly anything but a birth: 3-v-17, 3rd of the 5th 17, May '17.
_ODD: Final = (
    _form(rf"\d{{1,2}}[ ]?[/.-][ ]?{_ROMAN}[ ]?[/.-][ ]?(?:{_YEAR}|{_YEAR_SHORT}) {_END}"),
    _form(rf"{_RANK} {_BREAK} (?:of[ ])?(?:the[ ])? {_RANK} {_BREAK} (?:of[ ])? (?:{_YEAR}|{_YEAR_SHORT}) {_END}"),
    _form(rf"{_MONTH}\.?[ ](?:{_YEAR}|'[ ]?\d\d) {_END}"),
)
_BOXES: Final = re.compile(r"\d(?:(?:[ |]{1,3}|[ ]?[/.-][ ]?)\d)+(?<=[ ]\d)")


def day_at(text: str, at: int) -> int | None:
    """The end of the day, month or year of a birth that is written at *at*; None: none is."""
    first = text[at : at + 1]
    forms = _OF_FIGURES if first.isdecimal() else _OF_LETTERS if first.isalpha() else ()
    ends = [match.end() for form in forms if (match := form.match(text, at)) is not None and _may_be(match[0])]
    return max(ends, default=None)


def odd_day_at(text: str, at: int) -> int | None:
    """The end of a day or month at *at* that is written as nothing but a birth is; None: none is."""
    return max((match.end() for form in _ODD if (match := form.match(text, at)) is not None), default=None)


def part_at(text: str, at: int) -> int | None:
    """The end of a day of some month that is written at *at*: *12/6*, *28th*; None: none is."""
    match = _PART.match(text, at)
    return None if match is None else match.end()


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
