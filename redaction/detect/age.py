"""Ages of a person, not age ranges of a service."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.columns import Column, cells
from redaction.detect.labels import Label
from redaction.detect.number_words import NUMBER, ONES
from redaction.detect.school_year import school_years
from redaction.detect.words import word_list
from redaction.hit import Detector, Evidence, Hit
from redaction.tokens import figures, places, tokens

_UNIT: Final = r"(?:years?|yrs?|months?|mths?|mnths?|mo|weeks?|wks?)"
# "7 years 3 months", "7y 3m", "7;3", "7:03", "18/12".
_FRACTION: Final = (
    r"(?:\d?\u2044\d\b|\.5\b|[ ](?:and|&|n)[ ](?:an?[ ])?(?:half|bit|quarter)\b"
    r"|[ ]and[ ](?:three[ ]quarters|\d/\d)\b)"
)
_PARTS: Final = (
    rf"(?:{_FRACTION}|[ ]?(?:{_UNIT}|y)(?:,?[ ]?(?:and[ ])?\d{{1,2}}[ ]?(?:months?|mths?|m|weeks?|wks?))?\b"
    rf"|[ ]?[;:]\d{{1,2}}\b"
    r"|[ ]?/(?:12|52)\b|[ ]?ish\b)?"
)
# A range or an open end is a service's age group: 5-11, 16+, 18 and over, under 5.
_RANGE_AFTER: Final = (
    r"(?![ ]?(?:[-+]|/(?![ ]?[MF]\b)|to\b|(?:and|or) (?:over|under|above|below|older|younger|up)\b|%|\.\d))"
)
_MORE: Final = rf"(?:(?:,[ ]?|,?[ ](?:and|&|or)[ ]|[ ]?&[ ]?)(?:{NUMBER})\b{_PARTS}{_RANGE_AFTER})"
_AGED: Final = re.compile(
    rf"\b(?:aged?[ ]?:?[ ]?(?:of[ ])?(?:just[ ]|only[ ]|about[ ]|nearly[ ])?0?{NUMBER}(?:\b"
    rf"|(?=y)){_PARTS}{_RANGE_AFTER}{_MORE}{{0,5}}"
    rf"|aged?[ ]{NUMBER}(?:/{NUMBER}){{1,5}}(?![\d/])|ages[ ]?:?[ ]{NUMBER}{_PARTS}{_MORE}{{1,5}}{_RANGE_AFTER})",
    re.IGNORECASE,
)
_OLD: Final = re.compile(
    rf"(?<![\w.,£$/+-]){NUMBER}(?:[ -]{{0,2}}{_UNIT}(?:,?[ ](?:and[ ])?\d{{1,2}}[ ]?{_UNIT})?[ -](?:olds?|of[ ]age)"
    r"|[ -]{0,2}days?[ -]old|[ ](?:mlwydd[ ])?oed|[ ]and[ ]a[ ](?:half|bit)[ -]years?[ -]old|[ ]?y[/.]?o"
    r"|[ ]?yrs?[ ]old|[ ]?(?:years?|yrs?|months?|mths?|wks?"
    r"|weeks?)(?=[ -](?:boy|"
    r"girl|lad|lady|man|woman|male|female|baby|infant|child|son|daughter|pupil|gentleman|patient)\b)|[ ]?/(?:12"
    r"|52)[ ](?:old|of[ ]age))\b",
    re.IGNORECASE,
)
_END: Final = r"(?=[ ]?(?:[.,;)(!?\"\r\n]|\Z)"
# "I am 71", "she is 16 now": not "she is one of", "he is 20 minutes late".
_SPOKEN: Final = re.compile(
    rf"{NUMBER}[ ]?(?:{_UNIT}|y/?o)\b(?![ ](?:late|away|ago|older|younger|into|pregnant|sober|clean|behind|of"
    rf"|since|post|"
    r"without|in|long|on|to|from|before|after)\b)|"
    rf"{NUMBER}{_FRACTION}|{NUMBER}{_END}|[ ](?:and|not|or[ ]so|already|today|tomorrow|now|but|next|on|so|when|wen"
    rf"|at[ ]the[ ]time|last|this|n|i|he|she|they"
    rf"|we)\b)(?!,\d|\.\d)",
    re.IGNORECASE,
)
_WHO_IS: Final = re.compile(
    r"\b(?:i[ ](?:am|was)|i'?m|(?:she|he|who|now|child|baby|son|daughter|brother|sister|mum|dad)(?:[ ]is|'?s"
    r"|[ ]was)|is[ ]now|"
    r"(?:is|was)[ ](?:she|he)|turn(?:s|ed|ing)|(?:s?he|who|they)(?:'ll|[ ]will|[ ]must|[ ]might|[ ]may|[ ]could"
    r"|'d|[ ]would)[ ]be|(?:looks?|seems?|appears?)(?:[ ](?:like"
    r"|to[ ]be))?|"
    r"(?:assessed|recorded|given|accepted|treated)[ ](?:as|to[ ]be)|(?:him|her|them)[ ](?:to[ ]be|down[ ]as)"
    r"|age[ ](?:at|as)|"
    r"(?:cautioned|convicted|arrested|pregnant|married|diagnosed|excluded|adopted|left[ ](?:school|home|care)|"
    r"had[ ](?:him|her|them|(?:her|his|my)[ ]first)|a[ ](?:mum|mother|dad|father|carer))[ ]at)"
    r"(?:[ ](?:now|only|just|nearly|almost|about|around|still|rising|gone|not[ ]yet|barely|approx|coming[ ]up[ ]to"
    r"|going[ ]on)){0,2}[ ]\Z",
    re.IGNORECASE,
)
_WILL_BE: Final = re.compile(
    r"(?:\b(?:turns|turning|will[ ]turn)|(?<!there[ ])(?<!it[ ])(?<!this[ ])(?<!that[ ])(?<!time[ ])(?<!total[ ])"
    r"\bwill[ ]be"
    r"|'ll[ ]be)[ ]\Z",
    re.IGNORECASE,
)
_IN_MONTH: Final = re.compile(
    rf"{NUMBER}(?=[ ](?:in|on|next|by|this|tomorrow)\b[ ](?:the[ ]\d|\d|week|month|year|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|summer|spring|autumn|winter))",
    re.IGNORECASE,
)
_ONE: Final = word_list("one_person")
_MANY: Final = word_list("many_people")
# "daughter, 14", "mother (34)", "a boy of 10"; "three children: 7, 9 and 11", "the boys are 4 and 6".
# "Child 2" and "Victim 1" are numbered, "Mum 34" is not.
_NUMBERED: Final = frozenset({
    "child", "sibling", "twin", "baby", "person", "client", "patient", "pt", "pupil", "student", "victim",
    "perpetrator", "perp", "suspect", "resident", "learner", "applicant", "tenant", "user", "su", "neighbour",
    "friend", "carer", "yp", "ex", "infant", "partner", "boy", "girl",
})  # fmt: skip
_OF_ONE: Final = re.compile(
    rf"(?:(?:{'|'.join(sorted(_ONE))}|little[ ]one)(?:[ ]?\([ ]?|,[ ]|[ ]of[ ]|(?:,?[ ]is|'s)[ ](?:now[ ])?"
    rf"|[ ](?=\d{{1,2}}[ ]?{_UNIT}(?:[.,;)\r\n]|\Z)))"
    rf"|(?:{'|'.join(sorted(_ONE - _NUMBERED))})[ ](?=\d{{1,2}}(?:[.,;)\r\n]|\Z)))"
    rf"(?P<age>(?:nearly[ ]|almost[ ]|just[ ])?{NUMBER}{_PARTS}){_RANGE_AFTER}{_END}|[ ]and\b|[ ]who\b)(?!,\d|\.\d)",
    re.IGNORECASE,
)
# "the baby 10wks", "twins (7)": with a unit, or of those who have one age.
_OF_ONE_UNIT: Final = re.compile(
    rf"(?:{'|'.join(sorted(_ONE))})[ ](?P<age>\d{{1,2}}[ ]?{_UNIT})\b"
    r"(?![ ](?:late|away|ago|early|behind|pregnant|into|older|younger|of|in|on|to|clean|sober|later|before"
    r"|after|since)\b)",
    re.IGNORECASE,
)
_TWINS: Final = re.compile(
    rf"(?:twins?|triplets)(?:[ ][a-z]{{3,14}})?(?:[ ]?\([ ]?|,[ ]|[ ]are[ ](?:now[ ])?)(?P<age>{NUMBER}{_PARTS})"
    r"(?=[ ]?(?:[),.;!?\r\n]|\Z))(?!,\d|\.\d)",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    rf"(?:about|around|approx|maybe)[ ](?P<age>{NUMBER}(?:[ ](?:or|to)[ ]{NUMBER})?){_END})(?!,\d|\.\d)",
    re.IGNORECASE,
)
_OF_CHILD: Final = re.compile(
    r"\b(?:s?he|girl|boy|child|lad|baby|toddler|teenager|kid|looks?|looked|aged?|man|woman|male"
    r"|female)\b[^.\n]{0,40}\Z",
    re.IGNORECASE,
)
_OF_MANY: Final = re.compile(
    rf"(?:{'|'.join(sorted(_MANY))}|they|and[ ](?-i:[A-Z])[a-z]{{1,20}}|under[ ](?:five|5))"
    r"(?:[ ]?\([ ]?|[ ]?:[ ]?|,[ ]"
    r"|[ ]are[ ](?:now[ ])?|[ ](?=\d))"
    rf"(?P<age>{NUMBER}{_PARTS}{_MORE}{{1,6}}){_END}|[ ](?:who|all|and)\b|[ ]?-)(?!,\d|\.\d|[ ]on\b)",
    re.IGNORECASE,
)
_SEX: Final = re.compile(
    rf"[MF](?:[/,][ ]?(?P<years>[1-9]\d?)(?:[ ]?(?:yrs?|y))?{_END})(?!,\d|\.\d|/)"
    r"|[ ](?P<age>[1-9]\d?[ ]?(?:yrs?|years|y/?o|mths?|months)(?:[ ]old)?)\b)"
)
_BIRTHDAY: Final = re.compile(
    r"(?:his|her|my|their)[ ](?P<age>(?:1?\d|[2-9]\d)(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|"
    r"eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth"
    r"|eighteenth)[ ](?:birthday|b'?-?day)",
    re.IGNORECASE,
)
_SAID: Final = frozenset({
    "age", "aged", "ages", *ONES.split("|"), "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
    "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
})  # fmt: skip
_RANKS: Final = frozenset({
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
})  # fmt: skip
# The words right before a number that may tell that it is an age: most numbers have none of them there.
_LAST: Final = frozenset({
    "am", "im", "i'm", "was", "is", "be", "she", "he", "hes", "shes", "whos", "turn", "turns", "turned", "turning",
    "look", "looks", "seem", "seems", "appear", "appears", "like", "as", "at", "only", "just", "nearly", "almost",
    "about", "around", "still", "rising", "gone", "yet", "barely", "approx", "to", "on", "now",
})  # fmt: skip
# Each form and the words that it may begin with.
_FIRST: Final = (
    (_OF_ONE, _ONE | {"little"}),
    (_OF_ONE_UNIT, _ONE),
    (_OF_MANY, _MANY | {"they", "and", "under"}),
    (_TWINS, frozenset({"twin", "twins", "triplets"})),
    (_SEX, frozenset({"m", "f"})),
    (_BIRTHDAY, frozenset({"his", "her", "my", "their"})),
)
_LABELLED: Final = Label.of(
    ("age", "ages", "chronological", "ca"),
    r"(?:chronological[ ]age|ages?|CA(?=[ ]?:))(?:[ ]?/[ ]?[a-z]{3,6})?(?:[ ](?:now|on|at|in"
    r"|when)(?:[ ][a-z]{2,12}){0,2})?",
    rf"{NUMBER}(?![\w%]){_PARTS}{_MORE}{{0,5}}{_RANGE_AFTER}(?!,\d|\.\d)",
    r"(?:[ ]\([^()\r\n]{1,20}\))?[ \t.]{0,40}+(?:[:=|?]|-[ ]|(?<=[ \t.]{2})|\r?\n)[ \t|*._]{0,12}",
)
_LONGEST: Final = 4  # figures; no age has three, but for the very old
_RANGE_BEFORE: Final = re.compile(
    r"(?:\b(?:under|over|above|below|minimum|maximum|ages|from|between|until|reach|legal|school|working"
    r"|pension)[ ]{1,2}"
    r"(?:the[ ])?|\d[ ]?(?:-|to|or)[ ]?)\Z",
    re.IGNORECASE,
)


def age(text: str) -> Iterator[Hit]:
    """Find ages: *aged 9*, *9-year-old*, *age: nine*, *she is 9*, *her son, 9*, *the girls are 7 and 9*, a cell below
    *Age*; and a child's year at school; evidence ``pattern``.

    Ranges and limits (*aged 5-11*, *under 18*) tell of nobody and are left. *[aged 9]*, by which a date of birth is
    replaced, never comes here (``redaction.placeholder``); other brackets say what they say.
    """
    found: list[tuple[int, int, str]] = []
    reach = -1
    begins, words = places(text), tokens(text)
    starts = [words[at].start for word in _SAID.intersection(begins) for at in begins[word]]
    starts += [figure.start for figure in figures(text) if figure.end - figure.start < _LONGEST]
    for start in sorted(starts):
        if start < reach:
            continue
        span = _at(text, start)
        if span is not None and _RANGE_BEFORE.search(text[max(0, span[0] - 20) : span[0]]) is None:
            found.append((*span, "shape"))
            reach = span[1]
    found += [(start, end, "told") for start, end in _told(text)]
    found += [(start, end, "school-year") for start, end in school_years(text)]
    found += [
        (cell.start, cell.end, "column")
        for cell in cells(text)
        if cell.column is Column.AGE and cell.end - cell.start < 12
    ]
    reach = -1
    for start, end, how in sorted(found, key=lambda one: (one[0], -one[1])):
        if end > reach:
            yield Hit(start=start, end=end, detector=Detector.AGE, evidence=Evidence.PATTERN, how=how)
            reach = end


def _at(text: str, start: int) -> tuple[int, int] | None:
    """The span of the age that begins with the word at *start*: *aged*, or its number."""
    match = _AGED.match(text, start) or _OLD.match(text, start)
    last = text[max(0, start - 12) : max(0, start - 1)].rsplit(" ", 1)[-1].lower()
    told = last in _LAST or last.endswith("'s")
    if match is None and told and _WHO_IS.search(text, max(0, start - 32), start) is not None:
        match = _SPOKEN.match(text, start)
    if match is None and told and _WILL_BE.search(text, max(0, start - 12), start) is not None:
        match = _IN_MONTH.match(text, start)
    return None if match is None else match.span()


def _told(text: str) -> Iterator[tuple[int, int]]:
    """Ages after a label, or after a word for who it is: tried at those words alone."""
    for start, end in _LABELLED.values(text):
        if _RANGE_BEFORE.search(text, max(0, start - 20), start) is None:
            yield start, end
    begins, words = places(text), tokens(text)
    for pattern, first in _FIRST:
        for word in first.intersection(begins):
            for at in begins[word]:
                near = words[at + 1 : at + 5]
                if not any(one.word.isdecimal() or one.word in _SAID or one.word in _RANKS for one in near):
                    continue
                match = pattern.match(text, words[at].start)
                if match is not None and match.lastgroup is not None:
                    yield match.span(match.lastgroup)
    for word in {"about", "around", "approx", "maybe"}.intersection(begins):
        for at in begins[word]:
            start = words[at].start
            match = _ABOUT.match(text, start)
            if match is not None and _OF_CHILD.search(text, max(0, start - 60), start) is not None:
                yield match.span("age")
