"""Ages after a word for who it is: *her son, 9*, *mother (34)*, *the girls are 7, 9*, *M/34*, *his 4th birthday*."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.age_forms import ENDS, MORE, NO_RANGE, NO_SUM, OTHER_COUNT, REST, UNIT
from redaction.detect.number_words import NUMBER, ONES
from redaction.detect.signs import Signs
from redaction.detect.words import word_list
from redaction.tokens import places, tokens

_ONE: Final = word_list("one_person")
_MANY: Final = word_list("many_people")
# "Child 2" and "Victim 1" are numbered, "Mum 34" is not.
_NUMBERED: Final = frozenset({
    "child", "sibling", "twin", "baby", "person", "client", "patient", "pt", "pupil", "student", "victim",
    "perpetrator", "perp", "suspect", "resident", "learner", "applicant", "tenant", "user", "su", "neighbour",
    "friend", "carer", "yp", "ex", "infant", "partner", "boy", "girl",
})  # fmt: skip
_ANY_ONE: Final = "|".join(sorted(_ONE))
_UNNUMBERED: Final = "|".join(sorted(_ONE - _NUMBERED))
_ANY_MANY: Final = "|".join(sorted(_MANY))
# What follows two numbers that count or measure: "children 4 and 5 weeks", "boys 3 and 2 girls".
_COUNTED: Final = (
    r"(?:of|in|out|per|on|at|to|girls?|boys?|adults?|child(?:ren)?|kids|others?|more|new|sessions?|times?|days?|hours?"
    r"|minutes?|weeks?|months?|years?|families|groups?|places|visits|points)\b"
)
# "a mum of 24", "a boy of three"; not "a mother of three", "the eldest of five".
_OF: Final = (
    r"(?: [ ]of[ ](?=[1-9]\d\b) | "
    + "".join(
        rf"(?<!{word})"
        for word in ("mum", "mam", "mom", "dad", "mother", "father", "parent", "grandmother", "gran", "nan", "eldest",
                     "oldest", "youngest", "carer", "widow", "widower")
    )
    + r"[ ]of[ ] )"
)  # fmt: skip
# "daughter, 14", "mother (34)", "a boy of 10", "Mother: 29", "the middle one 9".
_OF_ONE: Final = re.compile(
    rf"""
    (?: (?: {_ANY_ONE} | little[ ]one )
        (?: [ ]?\([ ]? | ,[ ] | {_OF} | (?:,?[ ]is|'s)[ ](?:now[ ])?
          | [ ](?=\d{{1,2}}[ ]?{UNIT}(?:[.,;)\r\n]|\Z)) )
      | (?: {_UNNUMBERED} | (?:middle|older|younger|other)[ ]one )
        (?: [ ] | [ ]?:[ ] ) (?=\d{{1,2}}(?:[.,;)\r\n]|[ ]and\b|\Z|[ ](?!{_COUNTED}|min)(?-i:[a-z]{{3}})))
    )
    (?P<age> (?:(?:nearly|almost|just|rising)[ ])? {NUMBER}{REST} ) {NO_RANGE}
    (?= {ENDS} | [ ](?:and|who)\b | [ ](?!{_COUNTED}|min)(?-i:[a-z]{{3}}) ) {NO_SUM}
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "the baby 10wks": a unit tells more than a number.
_OF_ONE_UNIT: Final = re.compile(
    rf"""
    (?: {_ANY_ONE} ) [ ] (?P<age> \d{{1,2}}[ ]?{UNIT} )\b
    (?! [ ](?:early|later)\b | [ ]{OTHER_COUNT} )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "twins (7)", "twin boys 6": those who have one age.
_OF_TWINS: Final = re.compile(
    rf"""
    (?: twins? | triplets ) (?:[ ][a-z]{{3,14}})?
    (?: [ ]?\([ ]? | ,[ ] | [ ]are[ ](?:now[ ])? | [ ](?=\d) )
    (?P<age> {NUMBER}{REST} ) (?= [ ]?(?:[),.;!?\r\n]|\Z) ) {NO_SUM}
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "three children: 7, 9 and 11", "the boys are 4 and 6", "girls of 8 and 5", "kids 7 5 2", "CHILDREN 6 AND 9 PRESENT".
_OF_MANY: Final = re.compile(
    rf"""
    (?: {_ANY_MANY} | they | and[ ](?-i:[A-Z])[a-z]{{1,20}} | under[ ](?:five|5) )
    (?: (?:[ ]\d)?[ ]?\([ ]? | [ ]?:[ ]? | ,[ ] | \.[ ] | [ ](?:are|r)[ ](?:now[ ])? | [ ]of[ ] | [ ](?=\d) )
    (?P<age> {NUMBER}{REST} (?: {MORE}{{1,6}} | (?:[ ]1?\d(?![\w/:.%-])){{1,5}} ) )
    (?= {ENDS} | [ ](?:who|all|and)\b | [ ]?- | [ ](?!{_COUNTED})[A-Za-z]{{3}} ) (?! ,\d | \.\d | [ ]on\b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "M/34", "F, 7 yrs", "M (7)".
_SEX: Final = re.compile(
    rf"""
    [MF](?: (?:[/,;][ ]?|[ ]?\([ ]?) (?P<years>[1-9]\d?)(?:[ ]?(?:yrs?|y))? (?= {ENDS} ) (?! ,\d | \.\d | / )
          | [ ](?P<age>[1-9]\d?[ ]?(?:yrs?|years|y/?o|mths?|months)(?:[ ]old)?)\b
        )
    """,
    re.VERBOSE,
)
# "need: M 12, F 10", "(7f, 5m)": of two or more the letter is no unit.
_SEXES: Final = re.compile(
    r"[MF][ ]1?\d(?:,?[ ](?:and[ ]|&[ ])?[MF][ ]1?\d)+(?=[ ]?[.,;)\r\n]|\Z)(?![.,]\d)"
    r"|(?<=\()1?\d[ ]?[mf](?:,?[ ](?:and[ ]|&[ ])?1?\d[ ]?[mf])+(?=\))",
    re.IGNORECASE,
)
_RANKS: Final = frozenset({
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
})  # fmt: skip
_BIRTHDAY: Final = re.compile(
    rf"""
    (?: his | her | my | their )[ ]
    (?P<age> (?:1?\d|[2-9]\d)(?:st|nd|rd|th) | {"|".join(sorted(_RANKS))} )
    [ ](?: birthday | b'?-?day )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "since Tobias's third birthday".
_OF_NAMED: Final = re.compile(
    rf"(?<![\w'-])(?!(?:Child|Baby|Person|Adult|Parent)\b)[A-Z][\w-]{{1,20}}(?:'s|(?<=s)')[ ]"
    rf"(?P<age>(?i:(?:1?\d|[2-9]\d)(?:st|nd|rd|th)|{'|'.join(sorted(_RANKS))}))[ ]\Z"
)
# "a girl, maybe 14": somebody stands before.
_ABOUT: Final = re.compile(
    rf"(?: about | abt | around | approx\.? | maybe | circa )[ ] "
    rf"(?P<age> {NUMBER}(?:[ ](?:or|to)[ ]{NUMBER})? ) (?= {ENDS} )"
    rf"{NO_SUM}",
    re.IGNORECASE | re.VERBOSE,
)
_ABOUT_WORDS: Final = Signs({"about", "abt", "around", "approx", "maybe", "circa"})
_SOMEBODY: Final = re.compile(
    r"\b(?:s?he|girl|boy|child|lad|baby|toddler|teenager|kid|looks?|looked|aged?|man|woman|male|female|kids|[MF])\b"
    r"[^.\n]{0,40}\Z",
    re.IGNORECASE,
)
# Each form and the words that it may begin with.
_FORMS: Final = (
    (_OF_ONE, Signs(_ONE | {"little", "middle", "older", "younger", "other"})),
    (_OF_ONE_UNIT, Signs(_ONE)),
    (_OF_MANY, Signs(_MANY | {"they", "and", "under"})),
    (_OF_TWINS, Signs({"twin", "twins", "triplets"})),
    (_SEX, Signs({"m", "f"})),
    (_BIRTHDAY, Signs({"his", "her", "my", "their"})),
)
NUMBER_WORDS: Final = frozenset({
    *ONES.split("|"), "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
})  # fmt: skip
"""The words that an age in words may begin with."""
_NEAR: Final = NUMBER_WORDS | _RANKS


def of_kin(text: str) -> Iterator[tuple[int, int]]:
    """The spans of such ages, in no order."""
    begins, words = places(text), tokens(text)
    for pattern, first in _FORMS:
        for word in first.met(text):
            for at in begins[word]:
                if not any(one.word.isdecimal() or one.word in _NEAR for one in words[at + 1 : at + 5]):
                    continue
                match = pattern.match(text, words[at].start)
                if match is not None and match.lastgroup is not None:
                    yield match.span(match.lastgroup)
    for at in begins.get("birthday", ()):
        named = _OF_NAMED.search(text, max(0, words[at].start - 40), words[at].start)
        if named is not None:
            yield named.span("age")
    if "m" in begins or "f" in begins:
        yield from (match.span() for match in _SEXES.finditer(text))
    for word in _ABOUT_WORDS.met(text):
        for at in begins[word]:
            start = words[at].start
            match = _ABOUT.match(text, start)
            if match is not None and _SOMEBODY.search(text, max(0, start - 60), start) is not None:
                yield match.span("age")
