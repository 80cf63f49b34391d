"""What the model may not take for a day of birth, an age or somebody's number: pieces of figures, counts, goods."""

import re
from typing import Final

from redaction.detect.context import after_commerce_word, after_goods_reference, in_link_or_message_id
from redaction.detect.number_words import NUMBER
from redaction.hit import Detector

_PIECE_BEFORE: Final = re.compile(
    r"[\w\N{FRACTION SLASH}][.,:/\N{EN DASH}+-]\Z|[£$€#@~\N{MULTIPLICATION SIGN}]\s?\Z|\b[xX][ ]?\Z"
)
_PIECE_AFTER: Final = re.compile(r"[.,:/'+-]\d|[ ]?[%°]")

# Three groups of figures, a month beside a figure, a year, a month and its year, or one long figure.
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_SIGN: Final = r"[ ]?[./|-][ ]?"
_DAY: Final = re.compile(
    rf"""
    \d {_SIGN} (?:[\dOlI]{{1,2}}|[a-z]{{3,9}}) {_SIGN} [\dOlI]
    | \d(?:st|nd|rd|th)?(?:[ ]of)?[ .,/-]{{0,2}}{_MONTH}\b | \b{_MONTH}[ .,/'-]{{0,3}}(?:of[ ])?\d
    | \b[a-z]+(?:st|nd|rd|th)[ ](?:of[ ])?(?:{_MONTH})\b
    | \b[a-z]+(?:st|nd|rd|th)[ ](?:of[ ])?(?:the[ ])?[a-z]+,?[ ][a-z]+
    | (?<!\d)(?:19|20)\d\d(?!\d) | (?<!\d)\d{{1,2}}[ ]\d{{1,2}}[ ]\d{{2}}(?:\d\d)?(?!\d)
    | (?<!\d)(?:\d{{6}}|\d{{8}})(?!\d) | (?<![\d./])(?:0?[1-9]|1[0-2])/\d\d(?:\d\d)?(?![\d./])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CITED: Final = re.compile(r"\((?:19|20)\d\d[a-f]?\)")  # "Munro (2011) says so"
_DAY_BEFORE: Final = re.compile(
    r"(?:\d(?:st|nd|rd|th)?[ ]|\b(?:d|died|dec'?d|deceased)[ .:]{0,2}(?:on[ ])?"
    # "birthdays between 1 September 2011 and …", "date of bail …": a year's children, another day's name.
    r"|\b(?:between(?:[^\n.]{4,24}[ ]and)?|dates?[ ]of[ ](?!birth|their|his|her)[a-z]+)[ ]?(?:was|is|:)?[ ]?)\Z",
    re.IGNORECASE,
)

_AGE: Final = re.compile(
    rf"""
    (?:(?:nearly|almost|just(?:[ ]turned)?|only|about|abt|approx\.?|approximately|around|barely|roughly|circa|c\.
      |aged?|<)[ ]?)?
    {NUMBER}(?:[ ]?[\N{{FRACTION SLASH}}/:;.-][ ]?\d{{1,2}}|½|\d?\N{{FRACTION SLASH}}\d)?
    (?:[ ]?[-]?(?:years?|yrs?|months?|mths?|mnths?|weeks?|wks?|wk|days?|mo|yo|y/o|y\.o\.?|ish|y|m|w|d|f)(?![a-z])\.?
      |[ ](?:and|&)[ ]a[ ](?:half|bit)|[ ]?[-/]?[ ]?(?:old|to|or|and)?\b[ ,]?\d{{1,2}}|\+|[ ]old){{0,6}}
    | (?:year|yr|y|ncy|nc[ ]year|primary|p|s|grade|class|blwyddyn)[ .:]?[ ]?{NUMBER}[A-Z]?(?:[ ]?/[ ]?\d)?
    | {NUMBER}[A-W]
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "34/40" weeks; "10.40"; "s20" and "p54" are parts of laws and books.
_NO_AGE: Final = re.compile(r"\d{1,2}/40|\d{1,2}\.\d\d|s(?:[7-9]|\d\d)|p(?:[89]|\d\d)", re.IGNORECASE)
# A measure, a time or a count of things right after a bare number.
_MEASURED: Final = re.compile(
    r"(?:st|nd|rd|th|s)\b|[ ]?(?:mg|ml|mcg|kg|g|lbs?|oz|cm|mm|km|miles?|metres?|pints?|p|pm|am|hrs?|hours?|h|mins?"
    r"|minutes?|ms|secs?|kb|mb|gb|units?|per[ ]cent|pcm|pw|a[ ]head|each|x|o'?clock|kids?|grandkids|child(?:ren)?"
    r"|adults?|juvs?|ch|chn|people|mothers?|fathers?|families|girls|boys|men|women|ticks?|points?|times|visits?|sessions?"
    r"|calls?|doses?|teeth|tooth|copies|places|cautions?|convictions?|pages?|groups?|characters|digits|terms?|journeys?"
    r"|(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)(?:[ ](?:ago|until|later|left|and[ ]\d+[ ]days)|[ -]olds))\b"
    r"|[ -]?(?:ago)\b|\)[ ][A-Z]",
    re.IGNORECASE,
)
_NAMED_BEFORE: Final = re.compile(
    r"(?:\b(?:page|pp?|line|reg|regulation|sch|schedule|para(?:graph)?|section|s|art(?:icle)?|rule|ch(?:apter)?|vol|table"
    r"|bed|room|rm|ward|bay|platform|port|step|stage|phase|band|q|slot|bus|route|version|v|para|gravida|size|score|seat"
    r"|tape|studio|min|max|mean|median|average|sd|hb|mcv|ferritin|ph|bmi|wt|ht|crp|gcs|news|sats|option"
    r"|(?:teams?|groups?|scale|mums?|dads?|mothers?|fathers?|parents?|carers?|famil(?:y|ies)|households?)[ ]of)"
    r"[ .:=]{0,3}|\d/\d{1,3}[^\n]{0,6}|\d(?:\.\d\d)?[ ]to[ ]|\d[-+])\Z",
    re.IGNORECASE,
)

# "Thu, 19 Nov 2026 at 9:30", "20261124T090000Z": the time of a mail, of a visit or of a machine.
_WEEKDAY_BEFORE: Final = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?[ ]{1,2}(?:the[ ])?\Z", re.IGNORECASE)
_TIME_AFTER: Final = re.compile(r"T\d{4}|,?[ ]{1,2}(?:at[ ])?\d{1,2}[:.]\d\d(?!\d)")
_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]{3,}(?![^\W_])")
_NEAR: Final = 60  # characters

_CODE: Final = re.compile(r"(?=[^\n]*\d)(?:[^\W_][ ./-]{0,2}){3}")
_GOODS: Final = re.compile(
    r"\b(?:vat|isbn|issn|doi|sku|sn|serial|build|release|firmware|patch|kb|error|batch|lot|model|asset|track(?:ing)?"
    r"|delivery|dispatched|despatched|charity|company|gias|urn|meeting|conference|passcode|pp|vol|timeout|port|journal"
    r"|quote|quoting|po|inv|invoice|order|grant|code|gc|stock|tender|si|gained|lost|inf|n|budget|review)\b[^\n]{0,4}"
    r"(?:\b(?:no|number|id|note|reg|reference|gb|gr|dn|0x|ref)\b)?[^\n]{0,12}\Z",
    re.IGNORECASE,
)
# A word in another notation (\\u004dia, 4d6961204f6b): what it spells is found where it is read so.
_NOTATION: Final = re.compile(r"\\|(?<![\w-])[0-9a-f]{16,}(?![\w-])", re.IGNORECASE)
_HOURS: Final = re.compile(r"\d{8}T\d{4,6}Z?|(?:[01]\d|2[0-3])[0-5]\d[ ]?[-\N{EN DASH}][ ]?(?:[01]\d|2[0-3])[0-5]\d")
_WEIGHT: Final = re.compile(r"\d+(?:g|kg|ml|mg|mm|cm|ms|p)", re.IGNORECASE)
_AFTER_CODE: Final = re.compile(r"[.,:/-]\d|[ ]?(?:g|kg|ml|mg|mm|cm|ms|%)\b|\([a-z0-9]\)")


def likely(text: str, start: int, end: int, detector: Detector) -> bool:
    """Whether a span may be what the model takes it for.

    Args:
        text: The text, folded.
        start: Where the span begins.
        end: Where it ends.
        detector: ``DATE_OF_BIRTH``, ``AGE`` or ``CASE_ID``.
    """
    ahead = text[max(0, start - _NEAR) : start]
    if _PIECE_BEFORE.search(ahead) is not None or in_link_or_message_id(text, start, end):
        return False
    # What a program wrote by itself, a colour or a place on a page, stands beside no word that tells whose it is.
    if _WORD.search(ahead) is None and _WORD.search(text, end, end + _NEAR) is None:
        return False
    if detector is Detector.CASE_ID:
        return _code(text, start, end, ahead)
    if _PIECE_AFTER.match(text, end) is not None:
        return False
    if detector is Detector.DATE_OF_BIRTH:
        if _CITED.fullmatch(text, start - 1, end + 1) is not None:
            return False
        if _WEEKDAY_BEFORE.search(ahead) is not None or _TIME_AFTER.match(text, end) is not None:
            return False
        return _DAY.search(text, start, end) is not None and _DAY_BEFORE.search(ahead) is None
    if _AGE.fullmatch(text, start, end) is None or _NO_AGE.fullmatch(text, start, end) is not None:
        return False
    return _NAMED_BEFORE.search(ahead) is None and _MEASURED.match(text, end) is None


def _code(text: str, start: int, end: int, ahead: str) -> bool:
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum() or not _told(text, start, end):
        return False
    if _NOTATION.search(text, max(0, start - 1), end) is not None:
        return False
    if _CODE.match(text, start, end) is None or _AFTER_CODE.match(text, end) is not None:
        return False
    if (
        any(one.fullmatch(text, start, end) is not None for one in (_HOURS, _WEIGHT))
        or _GOODS.search(ahead) is not None
    ):
        return False
    return not (after_commerce_word(text, start) or after_goods_reference(text, start))


def _told(text: str, start: int, end: int) -> bool:
    """Whether a word stands on the same line, or on the line before one that holds nothing else."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end, end + _NEAR)
    last = last if last >= 0 else min(len(text), end + _NEAR)
    if _WORD.search(text, max(first, start - _NEAR), last) is not None:
        return True
    alone = not any(char.isalnum() for char in text[max(first, start - _NEAR) : start] + text[end:last])
    return alone and _WORD.search(text, max(0, text.rfind("\n", 0, max(0, first - 1))), first) is not None
