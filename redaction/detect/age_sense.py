"""Ages that neither a label nor a form of their own tells, but whose they are: *Debbie 44 = Carl*, *the lad's 9 and*.

A grammar of three parts: somebody (a name that was found, a word of kin, a pronoun), what joins, and a number that
counts nothing else. What follows decides as much as what goes before: *Amy 9 and Ben 4*, but not *Amy 9 sessions*.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from redaction.detect.age_clauses import ENDS, NO_AGE
from redaction.detect.number_words import NUMBER, ONES
from redaction.detect.signs import Signs
from redaction.detect.words import word_list
from redaction.hit import MENTIONS, Detector, Evidence, Hit
from redaction.spans import Cover
from redaction.tokens import Token, figures, places, tokens

_ONE: Final = word_list("one_person")
_MANY: Final = word_list("many_people")
_KIN: Final = Signs(_ONE | _MANY)
# "Child 2", "Victim 1", "visits to client 4": after these a number alone counts people.
_NUMBERED: Final = frozenset({
    "child", "sibling", "twin", "baby", "person", "client", "patient", "pt", "pupil", "student", "victim",
    "perpetrator", "perp", "suspect", "resident", "learner", "applicant", "tenant", "user", "su", "neighbour",
    "friend", "carer", "yp", "ex", "infant", "partner", "ch", "children", "kids", "boys", "girls", "babies", "male",
    "female", "families", "toddler", "teen", "teenager", "youth", "lo",
})  # fmt: skip
_HEDGE: Final = (
    r"(?:now|then|aged?|about|abt|approx\.?|approximately|around|roughly|nearly|almost|just|only|still|maybe|perhaps"
    r"|circa|c\.|rising|recently|gone|already|prob(?:ably)?|looks?|possibly|say|currently|not[ ]yet|turned|turns"
    r"|turning|is|was|are|were|be|will[ ]be|must[ ]be|who[ ]is|who's|who[ ]was|he's|she's|both|all|today|of|also|r)"
)
_SEX: Final = r"(?:[MFmf]|male|female|boy|girl)"
_JOINT: Final = re.compile(
    rf"""
    (?:'s)? (?: [ ](?-i:[A-Z])(?=[, (]) )? (?: [ ]?\([A-Za-z][A-Za-z /-]{{0,20}}\) )?
    (?P<mark> [ ]?(?: [,:;|/=(\[~] | --? )[ ]? | [ ](?=['"]) | [ ] )
    (?: {_SEX}[ ,/-]{{1,2}} )? (?: {_HEDGE}[ ] | [~"'] ){{0,4}}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MOVED: Final = (
    r"(?:early|late|later|ago|away|pregnant|sober|clean|overdue|behind|into|left|notice|apart|older|younger)"
)
_YEARS: Final = r"(?:years?|yrs?|yr|y)"
_UNIT: Final = rf"(?:{_YEARS}|y/?o|y\.o\.?|months?|mths?|mnths?|mo|m|weeks?|wks?|wk|w)"
# With its unit, its sex or its fraction an age needs little more.
_STRONG: Final = re.compile(
    rf"""
    (?: {NUMBER}
        (?: [ ]?{_YEARS}[ ,]{{0,2}}(?:and[ ])?\d{{1,2}}[ ]?(?:/12|m|mths?|mo|months?)
          | [ ]days?(?:[ -]old|(?=[ ]?[,;)])) | [ -]?{_UNIT}(?:[ -]olds?|[ ]of[ ]age)?
          | [ ]?/[ ]?(?:12|52)(?:[ ]old)? | ;\d{{1,2}} | [ ]?-?ish | \.5 | \d?\u2044\d | [ ][13]/[24]
          | [ -](?:and|&|n)[ -](?:an?[ -])?(?:half|bit|quarter) | [ -]and[ -](?:three[ -]quarters|\d/\d)
        )
        (?:[ ]?/?[MFmf])?
      | [1-9]\d?[ ]?/?[MFmf] | [1-9]\d?Y(?:rs?)?
      | (?:(?:early|mid|late)[ -])?(?:[1-9]0'?s|teens|twenties|thirties|forties|fifties|sixties|seventies
        |eighties|nineties)
      | under[ ](?:1|one)
    )(?![\w'])
    (?![ ]{_MOVED}\b | [/.-]\d | [ ]?- [ ]?\d )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Of somebody of whom one cannot be sure: "Jessa 4-5", "approx 30/35", "6 or 7".
_BETWEEN: Final = re.compile(
    r"(?P<low>[1-9]\d?)(?:[ ]?[/-][ ]?|[ ](?:or|to)[ ](?:maybe[ ])?)(?P<high>[1-9]\d?)(?:[ ]?(?:yrs?|years|ish))?"
    r"(?![\w/:%-]|[.,]\d)"
)
_BARE: Final = re.compile(rf"{NUMBER}(?![\w%£'])", re.IGNORECASE)
_FEW: Final = re.compile(
    rf"(?:1?\d|{ONES}|ten|eleven|twelve)(?![\w-]|\.\d|[ ](?:years?|yrs?|months?|mths?|weeks?|wks?|days?)\b)",
    re.IGNORECASE,
)
_OF_HOW_MANY: Final = re.compile(
    r"\b(?:mum|mam|mom|dad|mother|father|parent|grandmother|grandfather|gran|nan|grandad|eldest|oldest|youngest|carer"
    r"|widow|widower|siblings?|children|kids|family)\Z",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(
    r"\b(?:class|room|rm|flat|unit|form|group|level|tier|team|step|stage|phase|part|page|item|section|ward|bed|no|number|zone"
    r"|platform|week|day|session|question|q|case|box|line|point|risk|action|option|plan|appendix|schedule|lot|bus|route"
    r"|hub|studio|desk|bay|band|grade|key|safe|ext|extn|extension)\.?[ ]?\Z",
    re.IGNORECASE,
)
# Heads of columns whose cells count something: "ward,count" above "Hill,12".
_COUNTS: Final = frozenset({
    "count", "counts", "total", "totals", "sum", "number", "n", "qty", "quantity", "amount", "cost", "score",
    "points", "hours", "days", "sessions", "visits", "calls", "cases", "referrals", "places", "people",
    "families", "children", "pupils", "households", "attendees", "staff", "volunteers", "rank", "percent",
    "budget", "spend", "copies",
})  # fmt: skip
_CELL_MARKS: Final = ",;|\t"
_MOST_ROWS: Final = 500  # from a cell up to the head of its column
_NO_NAME: Final = re.compile(r"[ ](?:[FM]|\d[\w-]{0,9})\Z")
_NUMBER_WORDS: Final = Signs({
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
    "sixty", "seventy", "eighty", "ninety", "early", "mid", "late", "teens", "twenties", "thirties", "forties",
    "fifties", "sixties", "seventies", "eighties", "nineties", "under",
})  # fmt: skip
_MORE: Final = re.compile(r"[ ]?[/,+&][ ]?(?:and[ ])?|,?[ ](?:and|n|or)[ ]")
_WIDEST: Final = 44  # characters from somebody to the number
_MOST_LISTED: Final = 8
_OLDEST_CHILD: Final = 19
_WIDEST_RANGE: Final = 5


def sensed(text: str, named: Iterable[tuple[int, int]], hits: Iterable[Hit]) -> Iterator[Hit]:
    """Find such ages after names and words of kin; evidence ``pattern``. What *hits* take already is left.

    An age that was found in part is given whole: *4y 2m*, of which another rule saw *4y*.
    """
    people = _People(text, sorted(named))
    hits = list(hits)
    known = Cover((hit.start, hit.end) for hit in hits if hit.detector is Detector.AGE)
    taken = Cover(
        (hit.start, hit.end)
        for hit in hits
        if hit.detector not in MENTIONS and hit.detector not in {Detector.AGE, Detector.NAME}
    )
    reach = -1
    for token in _numbers(text):
        if token.start < reach or taken.touches(token.start, token.end):
            continue
        who = people.before(token.start)
        if who is None:
            continue
        for start, end in _ages(text, who, token.start):
            if not taken.touches(start, end) and not known.holds(start, end):
                yield Hit(start=start, end=end, detector=Detector.AGE, evidence=Evidence.PATTERN, how="sense")
            reach = end


def _numbers(text: str) -> list[Token]:
    """The words that an age may begin with, in rising order."""
    begins, every = places(text), tokens(text)
    found = [figure for figure in figures(text) if figure.end - figure.start < 3 and figure.word[0] != "0"]
    found += [every[at] for word in _NUMBER_WORDS.met(text) for at in begins[word]]
    return sorted(found)


class _Who:
    """Somebody right before a number: where the word ends, and how plainly it tells of a person."""

    __slots__ = ("end", "many", "named", "numbered")

    def __init__(self, end: int, *, named: bool, many: bool, numbered: bool) -> None:
        self.end = end
        self.named = named
        self.many = many
        self.numbered = numbered


class _People:
    """The names and words of kin of a text, by where they end."""

    def __init__(self, text: str, names: list[tuple[int, int]]) -> None:
        found: dict[int, _Who] = {}
        begins, every = places(text), tokens(text)
        for word in _KIN.met(text):
            many, numbered = word in _MANY, word in _NUMBERED
            for at in begins[word]:
                found[every[at].end] = _Who(every[at].end, named=False, many=many, numbered=numbered)
        for start, end in names:
            # "Corinne Vale F 43", "Corinne Vale 9M": the sex or the age is taken for a part of the name.
            more = _NO_NAME.search(text, max(start, end - 12), end)
            ends = end if more is None else more.start()
            found[ends] = _Who(ends, named=True, many=False, numbered=False)
        self._ends: Final = sorted(found)
        self._found: Final = found

    def before(self, start: int) -> _Who | None:
        place = bisect_right(self._ends, start) - 1
        if place < 0 or start - self._ends[place] > _WIDEST:
            return None
        return self._found[self._ends[place]]


def _ages(text: str, who: _Who, start: int) -> Iterator[tuple[int, int]]:
    joint = _JOINT.fullmatch(text, who.end, start)
    if joint is None or _counts_children(text, who.end, start):
        return
    mark = joint["mark"].strip()
    # "child 2", "pupil 3": numbered people; with a mark or a verb between, theirs is an age.
    plain = not mark and joint.end() - joint.end("mark") == 0
    if who.many:
        yield from _several(text, start, plain=plain and who.numbered)
        return
    strong = _STRONG.match(text, start)
    if strong is not None:
        yield strong.span()
        return
    between = _BETWEEN.match(text, start)
    if (
        between is not None
        and 0 < int(between["high"]) - int(between["low"]) <= _WIDEST_RANGE
        and not between[0].endswith("/40")
    ):
        if ENDS.match(text, between.end()) is not None and NO_AGE.match(text, between.end()) is None:
            yield between.span()
        return
    if plain and who.numbered:
        return
    bare = _bare(text, start)
    if bare is not None:
        yield bare


def _counts_children(text: str, end: int, start: int) -> bool:
    """Whether it is how many somebody has or is of: *a mother of three*, *the eldest of five*; not *a mum of 24*."""
    few = _FEW.match(text, start) is not None
    return few and text[end:start] == " of " and _OF_HOW_MANY.search(text, max(0, end - 16), end) is not None


def _bare(text: str, start: int) -> tuple[int, int] | None:
    match = _BARE.match(text, start)
    if match is None or NO_AGE.match(text, match.end()) is not None or ENDS.match(text, match.end()) is None:
        return None
    if _SECTION.search(text, max(0, start - 12), start) is not None or _counts(text, start):
        return None
    return match.span()


def _counts(text: str, start: int) -> bool:
    """Whether a number is a cell below a head that says what is counted in its column."""
    begin = text.rfind("\n", 0, start) + 1
    row = text[begin:start].rstrip()
    mark = row[-1:]
    if not mark or mark not in _CELL_MARKS:
        return False
    column, head = row.count(mark), ""
    for _ in range(_MOST_ROWS):
        above = text.rfind("\n", 0, max(begin - 1, 0)) + 1
        line = text[above : max(begin - 1, 0)]
        if begin == 0 or line.count(mark) < column:
            break
        begin, head = above, line
    return bool(head) and head.split(mark)[column].strip(' "\r').lower() in _COUNTS


def _several(text: str, start: int, *, plain: bool) -> Iterator[tuple[int, int]]:
    """The ages of a list after a word for several: *boys 6 + 10*, *kids 7/5/2*."""
    found: list[tuple[int, int]] = []
    at = start
    while len(found) < _MOST_LISTED:
        match = _STRONG.match(text, at) or _BARE.match(text, at)
        if match is None or (match[0].isdigit() and int(match[0]) > _OLDEST_CHILD):
            break
        found.append(match.span())
        more = _MORE.match(text, match.end())
        if more is None:
            break
        at = more.end()
    if not found or NO_AGE.match(text, found[-1][1]) is not None or ENDS.match(text, found[-1][1]) is None:
        return
    if len(found) > 1 or (not plain and _STRONG.fullmatch(text, *found[0]) is not None):
        yield found[0][0], found[-1][1]
