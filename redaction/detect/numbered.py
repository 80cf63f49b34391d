"""Numbers of a person's papers whatever they are of: *eligibility code 50012345678*, *CID 9981 2204*.

Offices have more kinds of number than any list has. So one counts after *no*, *ref*, *ID* and kin of anything that is
not known to be goods, a place or a paper (``lists/numbered_things.txt``), and after a short word in capitals.
"""

import re
from collections.abc import Container, Iterator
from typing import Final

from redaction.detect.context import after_goods_reference, in_link_or_message_id
from redaction.detect.labels import Span
from redaction.detect.signs import Signs
from redaction.detect.words import word_list
from redaction.tokens import codes, places, stands, tokens

_THINGS: Final = word_list("numbered_things")
_CAPITALS: Final = word_list("capital_words")
# "12345 signatures", "16384 MB": a count or a measure.
_COUNTED: Final = re.compile(
    r"[ ](?:signatures|steps|deaths|children|people|families|visitors|views|votes|copies|pages|words|places|homes"
    r"|hits|downloads|followers|subscribers|employees|staff|pupils|residents|members|users|records|rows|lines|items"
    r"|units|miles|hours|days|pounds|euros|lumens|watts|volts|litres|metres|tonnes|calories|[kmgt]b|kwh|mwh|km|kg|mah|rpm|ppm"
    r"|sq[ ](?:m|ft))\b",
    re.IGNORECASE,
)
_KINDS: Final = Signs({
    "no", "num", "number", "nr", "ref", "refs", "reference", "id", "code", "acc", "acct", "account", "pin", "reg",
    "cert", "certificate", "permit", "pass", "card", "licence",
})  # fmt: skip
# What is numbered without a word for it: "payroll 118204", "water 2200 4471 90", "IMEI of her phone 35…".
_NAMED: Final = Signs({
    "imei", "specimen", "sample", "payroll", "hosp", "auth", "authorisation", "mpan", "mprn", "water", "gas",
    "electricity", "electric", "dbs", "permit", "pcn", "seemis", "cust", "customer",
})  # fmt: skip
_FIELD: Final = re.compile(r"(?:\A|[\n|;,.)])[ >*]{0,4}(?P<of>[A-Za-z][A-Za-z '/-]{2,24})[ ]?:[ ]?\Z")
_RECORDED: Final = re.compile(
    r"\b(?:(?:re-?opened|opened|logged|recorded|filed|registered|saved|held|listed|entered|stored|kept|booked|linked"
    r"|closed)(?:[ ][a-z]{2,10}){0,2}[ ](?:under|as|against|with|to)"
    r"|quot(?:e|es|ed|ing)|(?:court|case|police|medical|social[ ]work)[ ](?:register|records?|systems?|file))"
    r"(?:[ ](?:is|was|no|number|ref))?[ ]#?\Z",
    re.IGNORECASE,
)
_RECORDING: Final = frozenset({
    "opened", "reopened", "logged", "recorded", "filed", "registered", "saved", "held", "listed", "entered", "stored",
    "kept", "booked", "linked", "closed", "quote", "quotes", "quoted", "quoting", "register", "record", "records",
    "system", "systems", "file",
})  # fmt: skip
_LEAST_NAMED: Final = 7
_OF_PHONE: Final = re.compile(r"(?:[ ](?:of|for|from|on)[ ][^\d\n.;:]{1,30})?")
_ACCOUNT: Final = re.compile(
    r"\b(?:account|acct|acc|a/c|customer|cust)\b\.?[ ]?(?:number|no|num|id|ref(?:erence)?|code)?\b[ .:#-]{0,4}"
    r"(?:(?:is|was)[ ])?\Z",
    re.IGNORECASE,
)
_ACCOUNT_OF: Final = re.compile(r"(?:account|acct|acc)\b[ ]?(?:number|no|ref)", re.IGNORECASE)
_GAP: Final = re.compile(
    r"(?:[ ]?\([^()\r\n]{1,20}\))?\.?(?:[ ](?:no|num|number|ref|is|was)\b\.?){0,2}"
    r"[ \t]{0,2}[?:=#→>|\[(-]{0,3}[ \t]{0,3}"
    r"(?:(?:is|was)[ ])?(?:\r?\n[ \t]{0,3})?",
    re.IGNORECASE,
)
_VALUE: Final = re.compile(
    r"(?-i:[A-Z]{1,4}[ ])?(?:[A-Z0-9](?:[A-Z0-9]|[/_.,-](?=[A-Z0-9])){2,24}|\d{2,4})(?:[ ]\d{2,5}(?![\w/:]"
    r"|[.,]\d)){0,4}"
    r"(?![\w@%£]|[.,]\d|/\d)",
    re.IGNORECASE,
)
# A day, a span of years or hours, a price: figures that number nobody.
_PLAIN: Final = re.compile(
    r"(?:19|20)\d\d[-/.](?:19|20)?\d\d(?:[-/.]\d\d?)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{3,4}[-/]\d{3,4}"
    r"|\d{1,3}(?:,\d{3})+"
    r"|\d{1,2}[.:]\d{2}[-/]\d{1,2}[.:]\d{2}|\d{1,6}\.\d{1,2}|\d{1,3}0{3,}|(?:19|20)\d\d(?:0[1-9]"
    r"|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
_OF: Final = re.compile(r"(?P<other>[a-z'&/-]{1,24}[ ])?(?P<of>[a-z][a-z'&/-]{0,24})[ /_-]{1,2}\Z", re.IGNORECASE)
_CAPITAL: Final = re.compile(r"(?<![\w/-])(?:[A-Z]{2,6}/)?(?P<word>[A-Z]{2,6})(?:[ ]?[:#=]|[ ])[ ]{0,2}\Z")
# In words all in capitals one tells no more than others do: "RE AMY HOLT 03/04/2012".
_SHOUTED: Final = re.compile(r"[A-Z]{3,}[ ,]{1,2}[A-Z]{2,6}[ ]{1,2}\Z")
_DAY: Final = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2}|(?:19|20)\d{6}T\d{6}"
)
_DAY_ALONE: Final = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])")  # "seen in ED 16/11"
_JOINTS: Final = frozenset(" :#=")
_LETTERS_BEFORE: Final = re.compile(r"(?<![\w/-])[A-Z]{1,3}[ ]\Z")
_LEAST: Final = 5  # figures; with a letter or a mark among them one less
_FARTHEST: Final = 36


def numbered(text: str, known: Container[int]) -> Iterator[Span]:
    """The spans of such numbers; where one is *known* none begins."""
    yield from _after_kinds(text, known)
    yield from _after_capitals(text, known)
    yield from _after_names(text, known)
    yield from _in_fields(text, known)
    yield from _recorded(text, known)


def _recorded(text: str, known: Container[int]) -> Iterator[Span]:
    """Numbers under which something is kept: *reopened under 2210874*, *please quote 118204-2*."""
    for _, first in codes(text) if stands(text, _RECORDING) else ():
        if text[first - 1 : first] not in {" ", "#"} or _RECORDED.search(text, max(0, first - 44), first) is None:
            continue
        value = _value(text, first, known)
        if value is not None and sum(map(str.isdigit, text[slice(*value)])) > _LEAST:
            yield value


def _in_fields(text: str, known: Container[int]) -> Iterator[Span]:
    """Long numbers after what a form asks for: "Matter: 118820-002"."""
    for _, first in codes(text):
        field = _FIELD.search(text, max(0, first - 32), first) if text[first - 2 : first].strip(" ") == ":" else None
        if field is None or not _THINGS.isdisjoint(field["of"].lower().split()):
            continue
        value = _value(text, first, known)
        if value is not None and sum(map(str.isdigit, text[slice(*value)])) > _LEAST:
            yield value


def _after_names(text: str, known: Container[int]) -> Iterator[Span]:
    begins, words = places(text), tokens(text)
    for name in _NAMED.met(text):
        for at in begins[name]:
            between = _OF_PHONE.match(text, words[at].end)
            gap = _GAP.match(text, words[at].end if between is None else between.end())
            value = None if gap is None else _value(text, gap.end(), known)
            if value is not None and (
                sum(map(str.isdigit, text[slice(*value)])) >= _LEAST_NAMED or not text[slice(*value)].isdigit()
            ):
                yield value


def _after_kinds(text: str, known: Container[int]) -> Iterator[Span]:
    begins, words = places(text), tokens(text)
    for kind in _KINDS.met(text):
        for at in begins[kind]:
            start, end = words[at].start, words[at].end
            near = words[at + 1 : at + 5]
            if not any(one.word.isdecimal() and one.start - end < _FARTHEST for one in near):
                continue
            gap = _GAP.match(text, end)
            first = end if gap is None else gap.end()
            value = _value(text, first, known)
            if value is not None and _of_somebody(text, start):
                yield value


def _of_somebody(text: str, start: int) -> bool:
    """Whether what the number is of, before *start*, may be a person's."""
    match = _OF.search(text, max(0, start - 52), start)
    if match is None:
        return _ACCOUNT_OF.match(text, start) is not None
    words = {match["of"].lower(), (match["other"] or "").strip().lower()}
    return words.isdisjoint(_THINGS)


def _after_capitals(text: str, known: Container[int]) -> Iterator[Span]:
    last = -1
    for _, begin in codes(text):
        if begin <= last or text[begin - 1 : begin] not in _JOINTS or not _capital_before(text, begin):
            continue
        letters = _LETTERS_BEFORE.search(text, max(0, begin - 5), begin)
        for first in (begin if letters is None else letters.start(), begin):
            head = _CAPITAL.search(text, max(0, first - 12), first)
            if head is None or head["word"].lower() in _CAPITALS:
                continue
            if _SHOUTED.search(text, max(0, first - 24), first) is not None:
                continue
            value = _value(text, first, known)
            if value is not None and _DAY_ALONE.fullmatch(text, *value) is None:
                last = value[1]
                yield value
                break


def _capital_before(text: str, begin: int) -> bool:
    """Whether a capital stands before, with no more than a colon and blanks between."""
    at = begin - 1
    while at > 0 and begin - at < 4 and text[at] in _JOINTS:
        at -= 1
    return 0 <= at < begin - 1 and text[at].isupper()


def is_of_goods(word: str) -> bool:
    """Whether a number after *word* is known to be of goods, a place or a paper."""
    return word.lower() in _THINGS or word.lower() in _CAPITALS


def number_at(text: str, start: int) -> Span | None:
    """The span of the number that begins at *start*; None: what stands there is a day, a count, a price or short."""
    match = _VALUE.match(text, start)
    if match is None:
        return None
    value = match[0]
    digits = sum(map(str.isdigit, value))
    least = _LEAST if value.isdigit() else _LEAST - 1
    if digits < least or _PLAIN.fullmatch(value) is not None or _DAY.match(value) is not None:
        return None
    if _COUNTED.match(text, match.end()) is not None:
        return None
    if in_link_or_message_id(text, *match.span()):
        return None
    # "REF 13250448817", "ID STM25/0447": the word before is no part of the number.
    word = value.split(" ", 1)[0]
    start += len(word) + 1 if word.isalpha() and (is_of_goods(word) or word.lower() in _KINDS) else 0
    return start, match.end()


def _value(text: str, start: int, known: Container[int]) -> Span | None:
    span = number_at(text, start) if start not in known else None
    if span is None:
        return None
    if after_goods_reference(text, start) and _ACCOUNT.search(text, max(0, start - 32), start) is None:
        return None
    return span
