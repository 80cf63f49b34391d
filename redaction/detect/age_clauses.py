"""Ages by the clause that they stand in: *when I was 5 or 6*, *says he is "nearly twelve"*, *walked at 13 months*."""

import re
from typing import Final

from redaction.detect.age_forms import NO_SUM, REST
from redaction.detect.number_words import NUMBER

HEDGE: Final = (
    r"(?:now|then|aged?|about|abt|approx\.?|approximately|around|roughly|nearly|almost|just|only|still|maybe|perhaps"
    r"|circa|c\.|rising|recently|gone|already|prob(?:ably)?|possibly|say|currently|not[ ]yet|over|under)"
)
"""Words before an age by which it is no less somebody's."""

MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
"""A month by the beginning of its name."""

# What may follow a number alone: an end, a sign, or a word that counts nothing.
_GOES_ON: Final = (
    r"(?:and|&|or|but|who|whose|whom|is|was|were|has|had|have|having|in|on|with|w/|lives?|living|lived|at|from|not|so"
    r"|now|then|all|both|each|attends?|goes|went|go|says?|said|saw|seen|knows?|known|came|comes|because|since|while|whilst"
    r"|when|wen|where|still|also|too|plus|aka|via|under|preg|does|did|doesn't|didn't|isn't|wasn't|hasn't|can|can't|could"
    r"|will|would|should|may|might|must|until|till|by|after|before|next|nxt|today|tomorrow|tmrw|2moro|last|this|if|as|for"
    r"|which|the|his|her|my|their|he|she|they|we|i|it|ok|fine|well|M|F|male|female|boy|girl|[a-z]{3,}ed|[a-z]{3,}ing"
    r"|back[ ](?:then|when)|(?-i:ASD|ADHD|SEND?|EHCP?|LAC|CLA|CIN|CP|FSM|ODD|PDA|EAL|SLCN|SEMH))\b"
)
ENDS: Final = re.compile(
    rf"""
    {NO_SUM}
    (?: ["']?[ ]?(?: [,;)\]|!?"+&=<\r\n#] | \.(?!\d) | \Z | -> | :(?!\d) ) | ['](?!s) | [ ](?:-{{1,2}}|/)[ ](?!\d)
      | /(?=[A-Za-z]) | [ ](?!{MONTH}\b){_GOES_ON} | [ ]{MONTH}[ ](?=[a-z]) )
    (?! [ ]?(?:[&+,]|and|or)?[ ]?\d{{1,2}}[ ]{MONTH}\b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What may follow a number alone that is somebody's age."""

NO_AGE: Final = re.compile(
    r"[ ]?(?:o'clock|[ap]\.?m\b|hrs?\b|hours?\b|mins?\b|minutes?\b|of[ ]|out[ ]of|x\b|%|foot\b|st\b|kg\b"
    r"|(?:in|on)[ ]the[ ](?:list|agenda|queue)|for[ ](?:the|a)[ ](?:price|week)"
    r"|(?:or|and|to|-)[ ](?:over|above|under|below|older|younger|up|more|less|fewer)\b"
    r"|(?:and|or|&)[ ]\d{1,2}[ ](?:weeks?|days?|hours?|minutes?|miles?|sessions?|times)\b)",
    re.IGNORECASE,
)
"""What makes such a number a count or an hour all the same."""

_WHO: Final = r"(?:s?he|i|who|they|you|mine|ours)"
_COPULA: Final = (
    r"(?:'s|'m|'d[ ]be|'ll[ ]be|s|m|[ ](?:is|was|am|wasn't|isn't|turned|turns|hit|got[ ]to|reached|reaches"
    r"|became|becomes"
    r"|(?:will|would|must|may|might|could|should|can't|can[ ]only)[ ](?:have[ ]been|be)|looks?|looked|seems?"
    r"|seemed|says?"
    r"|said|claims|has[ ](?:just[ ])?turned|has[ ]been))"
)
_HEDGES: Final = rf"(?:['\"(]?{HEDGE}[ ]){{0,3}}['\"(]?"
_LIFE: Final = (
    r"(?:walk(?:ed|ing|s)?|talk(?:ed|ing|s)?|crawl(?:ed|ing|s)?|smiled|spoke|weaned|rolled|stood|babbl(?:ed|ing)|adopted"
    r"|fostered|orphaned|widowed|diagnosed|excluded|expelled|cautioned|convicted|arrested|pregnant|married|bereaved|abused"
    r"|assaulted|raped|trafficked|trained|dry|smok(?:ed|ing)|drink(?:ing)?|offend(?:ed|ing)|self-harm(?:ed|ing)?|retired"
    r"|offence|placed|removed|care|home|school|words?|steps?|sentences)"
)
_BEFORE: Final = re.compile(
    rf"""
    (?:
        (?:^|[^\w']) (?:when|since|until|till|before|after|by[ ]the[ ]time|while|cos|because|as|that|if|and|but|bc)[ ]
            {_WHO}{_COPULA}[ ]{_HEDGES}
      | (?:^|[^\w']) (?:s?he|who){_COPULA}[ ]{_HEDGES}
      | (?:^|[^\w']) i(?:'m|m|[ ]am|[ ]was)[ ]{_HEDGES}
      | \bwho\b[^.,;\n\d]{{1,28}}[ ](?:is|was)[ ]{_HEDGES}
      | \b(?:treated|assessed|accepted|recorded|found|thought|believed|judged|deemed|guessed|presents?|presented)[ ]
          (?:(?:him|her|them|his[ ]age|her[ ]age|age)[ ])? (?:as|to[ ]be)[ ]{_HEDGES}
      | \b(?:found|judged|deemed|guessed|thought|think|put|made)[ ](?:him|her)[ ]{_HEDGES}
      | \b(?:remembers?|recalls?|knew|met|had)[ ](?:him|her|them)[ ](?:at|from|when)[ ]{_HEDGES}
      | (?:^|[\n.;|>]|\d{{4}}|\d[/.]\d\d)[ ]{{0,3}} Now[ ]{_HEDGES}
      | \bbirthday\b[^.\n(]{{0,20}} \([ ]?
      | \bdied\b[^.\n(]{{0,32}} \([ ]?{_HEDGES}
      | \b(?:reception|nursery|pre-?school|year[ ]r|yr[ ]r)[ ]\([ ]?{_HEDGES}
    )\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AT: Final = re.compile(
    rf"\b{_LIFE}(?:[ ](?!at\b)[a-z']{{1,12}}){{0,2}},?[ ](?:at|from|by|since|before)[ ]{_HEDGES}\Z", re.IGNORECASE
)
_LAST: Final = re.compile(
    r"(?:[ (\"'](?:is|was|am|'?m|[a-z]{0,4}'s|hes|shes|whos|im|turned|turns|hit|to|reached|reaches|became"
    r"|becomes|be|been"
    r"|looks?|looked|seems?|seemed|says?|said|claims|wasn't|isn't|at|as|for|from|by|since|before|when|found|him|her|them|age|now|then|aged?"
    r"|about|abt|approx\.?|approximately|around|roughly|nearly|almost|just|only|still|maybe|perhaps|circa|c\.|rising"
    r"|recently|gone|already|prob|probably|possibly|say|currently|yet|over|under)[ ]['\"(]?|^Now[ ]"
    r"|[\nN]ow[ ]|\([ ]?)\Z",
    re.IGNORECASE,
)
_VALUE: Final = re.compile(
    rf"(?:{NUMBER})(?![\w%£])(?:{REST})(?:[ ](?:or|and|to"
    rf"|n)[ ](?:maybe[ ])?(?:{NUMBER})(?=[ ]?(?:[,.;)\"'\r\n]|\Z|[ ](?:he|she|i|we|they|when|and|but)\b)))?",
    re.IGNORECASE | re.VERBOSE,
)
_NEXT_BIRTHDAY: Final = re.compile(
    rf"(?:{NUMBER})[\"']?(?=[ ](?:next|this|last)[ ](?:birthday|b'?-?day)\b)", re.IGNORECASE
)
_FARTHEST: Final = 64


def clause_age(text: str, start: int) -> tuple[int, int] | None:
    """The span of the age that begins with the number at *start*, where its clause says whose it is."""
    birthday = _NEXT_BIRTHDAY.match(text, start)
    if birthday is not None:
        return start, birthday.end() - text[start : birthday.end()].count('"')
    if _LAST.search(text, max(0, start - 16), start) is None:
        return None
    match = _VALUE.match(text, start)
    if match is None or NO_AGE.match(text, match.end()) is not None or ENDS.match(text, match.end()) is None:
        return None
    # Last, for these take the longest.
    since = max(0, start - _FARTHEST)
    if _BEFORE.search(text, since, start) is None and _AT.search(text, since, start) is None:
        return None
    return match.span()
