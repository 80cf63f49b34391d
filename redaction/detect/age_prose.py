"""Ages by how running text tells them: *will be 15 in a fortnight*, *the others are 8 and 5 months*, *a fitter, 33,*.

What goes before says whose the number is, what follows that it counts nothing else; both must fit.
"""

import re
from typing import Final

from redaction.detect.age_clauses import ENDS, HEDGE, MONTH, NO_AGE
from redaction.detect.age_forms import MORE, NO_RANGE, NO_SUM, REST
from redaction.detect.number_words import NUMBER

_COUNT: Final = r"(?:two|three|four|five|six|seven|[2-7])"
_MANY: Final = (
    r"(?:child(?:ren)?|kids|kiddies|boys|girls|lads|sons|daughters|siblings|brothers|sisters|cousins|grandchildren"
    r"|grandkids|nephews|nieces|others|little[ ]ones|bairns|toddlers|teenagers|half-siblings|stepchildren)"
)
_SOON: Final = (
    r"(?:soon|shortly|any[ ]day|imminently|before|after|come|(?:with)?in[ ](?:an?|the|one|two|three"
    r"|four|five|six|\d{1,2}"
    r"|under|just)[ ](?:few[ ]|couple[ ]of[ ]|new[ ])?(?:days?|weeks?|months?|fortnight|year))\b"
)
_BECOMING: Final = re.compile(
    r"(?:\b(?:s?he|who|they|i|we|mum|dad|\w+(?='))(?:'ll|'d|[ ](?:will|would|must))[ ](?:(?:also|only"
    r"|just)[ ])?(?:be|turn)"
    r"|\b(?!there|it|this|that|total|cost|what)(?-i:[A-Z])[a-z]{1,20}[ ]will[ ]be|\d,?[ ]will[ ]be"
    r"|\b(?:about|going|due|soon|next)[ ]to[ ](?:be|turn)|\bturn(?:s|ed|ing)?|\bcoming[ ]up(?:[ ]to)?)"
    rf"(?:[ ]{HEDGE})?[ ]\Z",
    re.IGNORECASE,
)
_TURNING: Final = re.compile(
    r"\b(?:(?:s?he|who|they)(?:'s|[ ]is|[ ]are)[ ](?:now[ ])?(?:coming[ ]up(?:[ ]to)?|about[ ]to[ ](?:be|turn))"
    r"|(?:will|'ll|to)[ ]turn)[ ]\Z",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    rf"\b(?:when|since|until|till|before|after|by[ ]the[ ]time)[ ](?:s?he|they|i|we)[ ](?:was|were|turned|is)"
    rf"(?:[ ]{HEDGE})?[ ]\Z",
    re.IGNORECASE,
)
_FIRST_BORN: Final = re.compile(
    r"\b(?:had|having|birth[ ]to)[ ](?:(?:her|his|my|their|the|a)[ ])(?:(?:first|eldest|oldest|own)[ ]?)?"
    r"(?:baby|child|one|son|daughter|boy|girl)?[ ]?at[ ]\Z"
    r"|\bhad[ ](?:two|three|four|five|[2-6])[ ](?:children|kids|babies)[ ]by[ ](?:the[ ]age[ ]of[ ])?\Z"
    r"|\b(?:youngest|oldest|eldest)(?:[ ]of[ ](?:two|three|four|five|six|[2-8]))?[ ]at[ ]\Z",
    re.IGNORECASE,
)
# "the others are", "the other three (", "her older two (", "her children, who are now", "three children in the
# home, ".
_OF_SEVERAL: Final = re.compile(
    rf"""
    \b (?: (?:the|her|his|my|their|our|all)[ ](?:others|rest)
         | (?:other|older|oldest|eldest|younger|youngest|my|her|his|their)[ ]{_COUNT}(?:[ ]{_MANY})?
         | (?:mum|mam|mom|mother|dad|father|parent|carer)[ ]of[ ]{_COUNT}
         | (?:other|older|younger|both)[ ]{_MANY} | {_MANY}(?=,?[ ]who)
       )
       (?: [ ]?\([ ]? | [ ]?:[ ] | [ ][-–][ ] | ,?[ ](?:who[ ])?are[ ] ) (?:(?:{HEDGE}|aged)[ ])?
    | \b{_MANY}[ ](?:in|at|of|on|with|here|living|still|left|under)\b[a-z' ]{{0,28}}(?:,[ ]|[ ]?\(|:[ ])
    """
    r"\Z",
    re.IGNORECASE | re.VERBOSE,
)
_SEVERAL: Final = re.compile(
    rf"{NUMBER}{REST} {MORE}{{1,6}} (?=[ ]?(?:[.,;)\r\n]|\Z)|[ ](?:and|are|were|who|with|stay|live|at"
    rf"|so|but)\b) {NO_SUM}",
    re.IGNORECASE | re.VERBOSE,
)
_SOMEBODY: Final = (
    r"(?:lad|boy|girl|man|woman|lady|gentleman|teenager|youth|child|kid|bloke|fella|male|female|student|pupil|toddler"
    r"|youngster|lass|mum|mother|dad|father)"
)
# "He is a fitter, 33, and", "the lad we talked about, 15, ".
_APPOSED: Final = re.compile(
    rf"\b(?:(?:s?he|who|mum|dad|mother|father|partner|brother|sister)(?:'s|[ ]is|[ ]was)[ ](?:an?|the|our|my)"
    rf"|(?:the|an?|that|this|another|our)[ ](?:[a-z-]{{3,12}}[ ])?{_SOMEBODY})[ ][A-Za-z][A-Za-z' -]{{2,40}},[ ]\Z",
    re.IGNORECASE,
)
_BETWEEN_COMMAS: Final = re.compile(r"[1-9]\d?(?=,[ ](?![\d£]))")
_ONE: Final = re.compile(rf"{NUMBER}(?![\w%£])(?:{REST}){NO_RANGE}", re.IGNORECASE | re.VERBOSE)
_AND_SOON: Final = re.compile(rf"[ ]{_SOON}", re.IGNORECASE)
_NEXT_WORD: Final = re.compile(rf"[ ](?!(?i:{MONTH})\b)[A-Z][a-z]+\b(?<!Miles)(?<!Mile)(?<!Hours)")
# "Shay is 13, nearly 14".
_NEARLY: Final = re.compile(
    r"(?<![\w.,/-])(?P<low>[1-9]\d?),?[ ](?:(?:and|but)[ ])?(?:nearly|almost|coming[ ]up(?:[ ]to)?"
    r"|going[ ]on|soon|not[ ]quite)[ ]\Z"
)
_COUNTS: Final = re.compile(r",?[ ](?:weeks?|days?|hours?|minutes?|sessions?|miles?|o'clock)\b", re.IGNORECASE)
_LAST: Final = frozenset(
    {"be", "turn", "turns", "turned", "turning", "up", "to", "are", "was", "were", "is", "at", "by", "now"}
)
_FARTHEST: Final = 72


def prose_age(text: str, start: int) -> tuple[int, int] | None:
    """The span of the age that begins with the number at *start*, where running text tells it."""
    since = max(0, start - _FARTHEST)
    mark = text[start - 2 : start]
    last = text[max(0, start - 14) : max(0, start - 1)].rsplit(" ", 1)[-1].lower()
    listing = mark in {", ", ": ", "- ", "– "} or mark[-1:] == "("
    if not listing and last not in _LAST and not _hedged(last):
        return None
    # What follows is looked at first: it is matched in one place, what goes before is searched for.
    if mark == ", ":
        match = _BETWEEN_COMMAS.match(text, start)
        if match is not None and _APPOSED.search(text, since, start) is not None:
            return match.span()
    match = _SEVERAL.match(text, start)
    if match is not None and _OF_SEVERAL.search(text, since, start) is not None:
        return None if NO_AGE.match(text, match.end()) is not None else match.span()
    return None if listing else _of_one(text, since, start)


def _of_one(text: str, since: int, start: int) -> tuple[int, int] | None:
    match = _ONE.match(text, start)
    if match is None or NO_AGE.match(text, match.end()) is not None:
        return None
    end = match.end()
    return match.span() if _is_one(text, since, match) or _soon(text, since, start, end) else None


def _soon(text: str, since: int, start: int, end: int) -> bool:
    if _AND_SOON.match(text, end) is not None:
        return _BECOMING.search(text, since, start) is not None
    return _NEXT_WORD.match(text, end) is not None and _WHEN.search(text, since, start) is not None


def _is_one(text: str, since: int, match: re.Match[str]) -> bool:
    start, end = match.span()
    if ENDS.match(text, end) is None:
        return False
    if _TURNING.search(text, since, start) or _FIRST_BORN.search(text, since, start):
        return True
    nearly = _NEARLY.search(text, since, start)
    return nearly is not None and match[0] == str(int(nearly["low"]) + 1) and _COUNTS.match(text, end) is None


def _hedged(last: str) -> bool:
    return re.fullmatch(HEDGE, last, re.IGNORECASE) is not None
