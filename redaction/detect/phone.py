"""Telephone numbers: British in every usual form, others with their country code."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import after_commerce_word, before, in_link_or_message_id
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover

_SEP = r"(?:[ .()\-]{0,3}|[ \t]?\r?\n(?:> ?)?)"
_EXTENSION = r"(?:[ ,;]{0,3}\(?(?:ext(?:ension|n)?\.?|x)[ :.]?\d{1,6}\)?)?"
_NATIONAL: Final = re.compile(
    rf"(?<![\w/=#+])(?<!\d[.-])\(?0(?!\.\d)(?:{_SEP}\d){{9,10}}(?![\d/])(?![.-]\d|(?:st|nd|rd|th)\b){_EXTENSION}",
    re.IGNORECASE,
)
_PLUS_44: Final = re.compile(
    rf"(?<![\w/=#])\(?(?:\+|00){_SEP}44(?:{_SEP}\d){{9,11}}(?!\d){_EXTENSION}", re.IGNORECASE
)
_ABROAD: Final = re.compile(r"(?<![\w/=#+])\+(?!44)[1-9](?:[ .()\-]{0,2}\d){7,14}(?!\d)")
_LABEL: Final = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|fax|call|ring|text|number|no|t|m)\b[ \t.:()-]{0,6}"
    r"(?:is|on|me|her|him)?[ \t.:]{0,4}\Z",
    re.IGNORECASE,
)


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

    Source:
        Ofcom, National Telephone Numbering Plan (first digits and lengths).
    """
    found: dict[int, Hit] = {}
    for pattern in (_PLUS_44, _NATIONAL, _ABROAD):
        taken = Cover((hit.start, hit.end) for hit in found.values())
        for match in pattern.finditer(text):
            start, end = match.span()
            if taken.touches(start, end) or match[0].count("\n") > 1 or in_link_or_message_id(text, start, end):
                continue
            if pattern is not _ABROAD and not _british(text, match[0], start):
                continue
            if text[start] == "(" and ")" not in match[0]:
                start += 1
            found[start] = Hit(start=start, end=end, detector=Detector.PHONE, evidence=Evidence.PATTERN, how="shape")
    yield from (found[start] for start in sorted(found))


def _british(text: str, number: str, start: int) -> bool:
    main = re.split(r"[ ,;(]*(?:ext|x)", number, maxsplit=1, flags=re.IGNORECASE)[0]
    national = national_digits(main)
    if national is None:
        return False
    labelled = _LABEL.search(before(text, start)) is not None
    if after_commerce_word(text, start) and not labelled:
        return False
    # Ten bare digits starting 0 are as likely a reference; nine national digits need a sign.
    return len(national) == 10 or labelled or not main.strip("()").isdigit()
