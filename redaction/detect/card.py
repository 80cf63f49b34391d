"""Numbers of payment cards."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import after_commerce_word, before, in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import Label
from redaction.hit import Detector, Evidence, Hit
from redaction.tokens import figures

_GROUPED: Final = re.compile(
    r"(?<![\w/=#.+-])(?<!\d[ -])(?:\d{4}([ -.])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{4}([ -])\d{6}\2\d{4,5})"
    r"(?![\w/=])(?![ -]\d|\.\d)"
)
_BARE: Final = re.compile(r"(?<![\w/=#.+-])\d{13,19}(?![\w/=-])(?!\.\d)")
# ISO 7812 ranges of the schemes whose cards people have here.
_SCHEMES: Final = re.compile(
    r"4|5[1-5]|5[06-8]|6(?:011|4[4-9]|5|2|7|3)|3[47]|3(?:0[0-5]|[689])|35|2(?:2[2-9]|[3-6]|7[01]|720)"
)
_CONTEXT: Final = re.compile(
    r"\b(?:cards?|visa|master ?card|maestro|amex|american express|debit|credit|pan|expir(?:y|es)|exp|cvv2?|cvc|bank|"
    r"pay(?:ment|ing)?)\b",
    re.IGNORECASE,
)
_LABELLED: Final = Label.of(
    (
        "card",
        "debit",
        "credit",
        "visa",
        "mastercard",
        "pan",
        "amex",
        "maestro",
        "cardno",
        "cardnumber",
        "payment",
        "long",
    ),
    r"(?:(?:bank|debit|credit|payment|visa|mastercard|long)[ ])?card(?:[ ]number)?|visa|mastercard|maestro|amex|PAN|"
    r"long[ ](?=num)",
    r"\d(?:[ .-]?[\dOolI|]){12,18}",
)
_SECURITY: Final = Label.of(("cvv", "cvc", "cvn", "security"), r"CVV2?|CVC2?|CVN|security[ ](?=code|num)", r"\d{3,4}")


def luhn_holds(digits: str) -> bool:
    """Whether the last digit is the check of the others (ISO/IEC 7812-1 annex B). One random number in ten passes."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def card(text: str) -> Iterator[Hit]:
    """Find card numbers in their groups, bare ones near a word of payment, and security codes after their label.

    Yields:
        Hits in rising order: ``checksum`` where the digit holds, ``pattern`` where a label alone speaks.

    Source:
        ISO/IEC 7812-1 (first digits, lengths, check digit).
    """
    found = Finds(Detector.CARD)
    for start, end in _LABELLED.values(text):
        digits = re.sub(r"\D", "", text[start:end])
        if len(digits) >= 11:
            found.add((start, end), "label", Evidence.CHECKSUM if luhn_holds(digits) else Evidence.PATTERN)
    for span in _SECURITY.values(text):
        found.add(span, "security-code")
    for figure in figures(text):
        length = figure.end - figure.start
        if (length != 4 and not 13 <= length <= 19) or figure.start in found:
            continue
        match = (_GROUPED if length == 4 else _BARE).match(text, figure.start)
        if match is None or in_link_or_message_id(text, *match.span()) or after_commerce_word(text, match.start()):
            continue
        digits = re.sub(r"\D", "", match[0])
        if not _SCHEMES.match(digits) or not luhn_holds(digits):
            continue
        told = _CONTEXT.search(before(text, match.start(), 80) + " " + text[match.end() : match.end() + 40])
        if length == 4 or told is not None:
            found.add(match.span(), "grouped" if length == 4 else "context", Evidence.CHECKSUM)
    yield from found
