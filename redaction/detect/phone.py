"""Telephone numbers: British in every usual form, others with their country code."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from redaction.detect.context import after_commerce_word, before, in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import Label
from redaction.detect.spoken_number import spoken_numbers
from redaction.detect.words import word_list
from redaction.hit import Detector, Hit
from redaction.spans import Cover
from redaction.tokens import Token, figures, stands

_SEP = r"(?:[ .()\-]{0,3}|[ \t]?\r?\n(?:> ?)?)"
_EXTENSION = r"(?:[ ,;]{0,3}\(?(?:ext(?:ension|n)?\.?|x)[ :.]?\d{1,6}\)?)?"
_NATIONAL: Final = re.compile(
    rf"(?<![\w#+])(?<![^A-Za-z]=)(?<!\d[.-])\(?0(?!\.\d)(?:{_SEP}\d){{9,10}}(?!\d)(?![.-]\d|(?:st|nd|rd|th)\b)"
    rf"{_EXTENSION}"
    r"(?:[ ]?/[ ]?\d{1,4}(?![\d/]|[ ]\d))?",
    re.IGNORECASE,
)
_SLASHED: Final = re.compile(r"(?<![\w/=#+.-])0\d{2,4}[ ]?/[ ]?\d{3,4}[ /]{0,3}\d{3,4}(?![\d/-])")
_PLUS_44: Final = re.compile(
    rf"(?<![\w/])\(?(?:\+|00){_SEP}44(?:{_SEP}\(0\))?(?:{_SEP}\d){{9,10}}(?!\d){_EXTENSION}", re.IGNORECASE
)
_ABROAD: Final = re.compile(r"(?<![\w/=#+])\(?\+(?![ ]?44)[1-9](?:[ .()\-]{0,2}\d){7,14}(?!\d)")
_DIALLED: Final = re.compile(r"(?<![\w/=#+.-])00(?!44)[1-9]\d{0,2}[ -](?:[ ().-]{0,2}\d){7,12}(?![\d/-])")
_DATE: Final = re.compile(r"\(?\d\d([ ./-])\d\d\1(?:19|20)\d\d\b|\d\d/\d\d/\d\d\b")
# A scanner's noughts and ones: a mobile number of six figures more, half of them at least read right.
_MISREAD: Final = re.compile(
    r"(?<![\w/=#+.-])(?:O7|07(?=[\dOolI ]{0,12}?[OolI]))[\dOolI]{3}[ ]?(?=(?:[OolI]{0,3}[ ]?\d){3})"
    r"[\dOolI]{3}[ ]?[\dOolI]{3}(?![\w/=-])"
)
# Without its sign or with nothing between, only a mobile's or a long one's: "44 7700 900123", "0048512345678".
_UNSIGNED: Final = re.compile(r"(?<![\w/=#+.-])44[ ]?7\d{3}[ ]?\d{3}[ ]?\d{3}(?![\w/=-])")
_RUN_ABROAD: Final = re.compile(r"(?<![\w/=#+.-])00(?!44)[1-9]\d{9,12}(?![\w/=-])")
# "07700 900123 or 900124": the end of a second number.
_SECOND: Final = re.compile(r"[ ](?:or|and|/)[ ](?P<second>\d{3}[ ]?\d{3})(?![\w./-]|[ ]\d)")
# A spreadsheet takes the zero away, a scanner reads letters for figures, and those of one town leave out its code.
_NAMES: Final = (
    r"(?:(?:home|work|mobile|mob|daytime|day|evening|contact|emergency|direct)[ ])?"
    r"(?:tele?phone|tel|phone|mobile|mob|cell|landline|whats[ ]?app|fax)(?:[ ](?:home|work|mobile))?|"
    r"contact(?=[ ](?:no|num))|home(?=[ :]{1,2}[2-9]\d{3}[ ]\d{4}\b)"
)
_BEGINNINGS: Final = (
    "tel", "telephone", "phone", "mobile", "mob", "cell", "landline", "whatsapp", "whats", "fax", "home", "work",
    "daytime", "day", "evening", "contact", "emergency", "direct", "telno", "phoneno", "phonenumber", "mobileno",
    "mobilenumber",
)  # fmt: skip
_FIGURE: Final = r"[\dOolI|]"
_LABELLED: Final = Label.of(
    _BEGINNINGS,
    _NAMES,
    rf"\(?[0O1-9+](?:[ .,/_()-]{{0,3}}{_FIGURE}){{8,12}}|[2-9]\d{{2,3}}[ -]?\d{{3,4}}(?![ ./-]?\d)",
)
# "Number: 960 771 (local)", "No: 960 417 (code 01632)": of the same town, and what says so.
_LOCAL: Final = re.compile(
    r"\b(?:no|number|num|tel|ring|call|on)\b\.?[ ]?:?[ ]{1,2}(?P<local>[2-9]\d{2}[ -]?\d{3,4})"
    r"[ ]?\((?:local|code(?:[ :]{1,2}(?P<code>0\d{2,4}))?|STD[ ]?(?P<std>0\d{2,4})?)\)",
    re.IGNORECASE,
)
# "ring me on ext 4471": of the writer's own exchange.
_EXTENSION_ALONE: Final = re.compile(
    r"\b(?:on|me|my|his|her|our|via|dial|call|ring|phone|tel|internal|desk)[ ]?:?[ ](?:ext(?:ension"
    r"|n)?)\b\.?[ ]?:?[ ]?"
    r"(?P<number>\d{3,6})(?![\w/:-]|[.,]\d)",
    re.IGNORECASE,
)
_EXTENSION_WORDS: Final = frozenset({"ext", "extn", "extension"})
_SPOKEN: Final = re.compile(r"0[12378]\d{8,9}")
_LOCAL_WORDS: Final = frozenset({"local", "code", "std"})
_SURE: Final = frozenset({_ABROAD, _DIALLED, _RUN_ABROAD, _UNSIGNED, _MISREAD})
_LABEL: Final = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|fax|call|ring|text|number|no|t|m)\b[ \t.:()-]{0,6}"
    r"(?:is|on|me|her|him)?[ \t.:]{0,4}\Z",
    re.IGNORECASE,
)
# "/home/files/07700900123", not "dau/07700900123".
_PATH: Final = re.compile(r"(?:\A|\s)[.~]{0,2}/[\w./-]*\Z")
_MAIN: Final = re.compile(r"[ ,;(]*(?:ext|x)|/", re.IGNORECASE)


@cache
def _helplines() -> frozenset[str]:
    return word_list("helplines")


def national_digits(number: str) -> str | None:
    """The digits of a British number without country code or trunk zero; None: not a British number.

    Nine digits (some 01 and 0800 numbers) or ten; an extension must have been taken off.
    """
    digits = re.sub(r"\D", "", number)
    plus = number.lstrip(" (").startswith("+")
    if digits.startswith("0044"):
        digits = digits[4:]
    elif plus or (digits.startswith("44") and len(digits) >= 11):
        if not digits.startswith("44"):
            return None
        digits = digits[2:]
    elif not digits.startswith("0"):
        return None
    digits = digits[1:] if digits.startswith("0") else digits
    if len(digits) == 10 and digits[0] in "1235789":
        return digits
    return digits if len(digits) == 9 and digits[0] in "18" else None


def phone(text: str) -> Iterator[Hit]:
    """Find telephone numbers, extension included; evidence ``pattern``.

    Short numbers (999, 111) and the helplines of ``lists/helplines.txt``, which everybody may ring, are left.

    Source:
        Ofcom, National Telephone Numbering Plan (first digits and lengths).
    """
    found = Finds(Detector.PHONE)
    reach = 0
    for figure in figures(text):
        if figure.start < reach:
            continue
        match = _number_at(text, figure)
        if match is None:
            continue
        start, end = match.span()
        if text[start] == "(" and ")" not in match[0]:
            start += 1
        reach = end
        if not _is_helpline(match[0]):
            found.add((start, end), "shape")
            second = _SECOND.match(text, end)
            if second is not None:
                found.add(second.span("second"), "second")
    taken = Cover((hit.start, hit.end) for hit in found)
    for start, end in _LABELLED.values(text):
        digits = re.sub(r"\D", "", text[start:end])
        plain = len(digits) >= 6 and not _is_helpline(digits) and not _DATE.match(text, start)
        if plain and not taken.touches(start, end):
            found.add((start, end), "label")
    for span, how in (*_local(text), *_extensions(text)):
        found.add(span, how)
    for number in spoken_numbers(text):
        if _SPOKEN.fullmatch(number.digits) is not None and not _is_helpline(number.digits):
            found.add((number.start, number.end), "spoken")
    yield from found


def _extensions(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The spans of extensions that stand without a number before them."""
    for match in _EXTENSION_ALONE.finditer(text) if stands(text, _EXTENSION_WORDS) else ():
        yield match.span("number"), "extension"


def _local(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The spans of numbers without their town's code, and of the code that is told behind."""
    for match in _LOCAL.finditer(text) if stands(text, _LOCAL_WORDS) else ():
        yield from ((match.span(part), "local") for part in ("local", "code", "std") if match[part] is not None)


def _number_at(text: str, figure: Token) -> re.Match[str] | None:
    """The number that begins with *figure*, its plus sign or bracket included."""
    start, before_it = figure.start, text[figure.start - 1 : figure.start]
    if before_it == "+":
        start -= 2 if text[figure.start - 2 : figure.start - 1] == "(" else 1
        patterns: tuple[re.Pattern[str], ...] = (_PLUS_44, _ABROAD)
    elif figure.word[0] == "0":
        start -= before_it == "("
        patterns = (
            (_PLUS_44, _DIALLED, _RUN_ABROAD, _NATIONAL)
            if figure.word.startswith("00")
            else (_NATIONAL, _SLASHED, _MISREAD)
        )
    elif figure.word.startswith("44"):
        patterns = (_UNSIGNED,)
    elif figure.word[0] == "7" and before_it == "O":
        start, patterns = start - 1, (_MISREAD,)
    else:
        return None
    for pattern in patterns:
        match = pattern.match(text, start)
        if match is None or match[0].count("\n") > 1 or in_link_or_message_id(text, *match.span()):
            continue
        if text[match.start() - 1 : match.start()] == "/" and _PATH.search(before(text, match.start())) is not None:
            continue
        number = match[0].replace("/", " ") if pattern is _SLASHED else match[0]
        if pattern in _SURE or _british(text, number, match.start()):
            return match
    return None


def _is_helpline(number: str) -> bool:
    digits = re.sub(r"\D", "", _MAIN.split(number, maxsplit=1)[0])
    return digits in _helplines() or f"0{national_digits(number)}" in _helplines()


def _british(text: str, number: str, start: int) -> bool:
    main = _MAIN.split(number, maxsplit=1)[0]
    national = national_digits(main)
    if national is None or _DATE.match(number):
        return False
    goods = after_commerce_word(text, start)
    # Ten bare digits starting 0 are as likely a reference; nine national digits need a sign.
    if not goods and (len(national) == 10 or not main.strip("()").isdigit()):
        return True
    return _LABEL.search(before(text, start)) is not None
