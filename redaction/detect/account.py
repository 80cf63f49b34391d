"""Bank account numbers, international ones included."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import CLOSE, Label
from redaction.detect.sort_code import sort_code
from redaction.hit import Detector, Evidence, Hit
from redaction.tokens import figures

_NUMBER: Final = r"(?P<number>\d{8}|\d{4}[ -]\d{4})(?![\d-])"
_LABELLED: Final = Label.of(
    ("account", "acct", "acc", "ac", "a", "bank", "accountno", "accountnumber", "accno"),
    r"(?:bank[ ])?(?:account|acct|acc|a/c|AC(?=[ ]?[:=]))(?![^\W_])\.?",
    r"\d{8}(?![\d-])|\d{4}[ -]\d{4}(?![\d-])|\d(?:[\dOolI|]){7}(?![\d-])|\d(?:[ ]\d){7}(?![ ]?\d)",
    CLOSE,
)
_ENDING: Final = Label.of(
    ("account", "acct", "acc", "a", "card"),
    r"(?:account|acct|acc|a/c|card)[ ]ending(?:[ ]in)?",
    r"\d{4}(?![\d/-])",
    CLOSE,
)
_ROLL: Final = Label.of(
    ("roll", "building"),
    r"(?:building[ ]society[ ])?roll[ ](?=num|no|ref)",
    r"[A-Z0-9](?:[A-Z0-9]|[/.-](?=[A-Z0-9])){5,17}",
)
_AFTER_CODE: Final = re.compile(r"[^\d\r\n]{0,40}(?:\r?\n[^\d\r\n]{0,40})?" + _NUMBER)
_IBAN_SHAPE: Final = r"[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?"
_IBAN: Final = re.compile(rf"(?<![A-Za-z0-9]){_IBAN_SHAPE}(?![A-Za-z0-9])", re.IGNORECASE)
# Checked digits or not: a slip in the number makes it no less somebody's account.
_IBAN_LABELLED: Final = Label.of(("iban",), "IBAN", r"[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?\d{1,3})?")
_SHORTEST_IBAN: Final = 15
# ISO 13616 register: how many characters each country's numbers have.
_LENGTHS: Final = {
    country: int(length)
    for length, countries in (
        line.split(":")
        for line in (
            "15:NO", "16:BE", "18:DK FI FO GL NL", "19:MK SI", "20:AT BA EE KZ LT LU XK", "21:CH HR LI LV",
            "22:BG BH CR DE GB GE IE ME RS VA", "23:AE GI IL IQ TL", "24:AD CZ ES MD PK RO SA SE SK TN VG",
            "25:PT ST", "26:IS TR", "27:FR GR IT MC MR SM", "28:AL AZ BY CY DO GT HU LB PL SV", "29:BR EG PS QA UA",
            "30:JO KW MU", "31:MT SC", "32:LC",
        )
    )
    for country in countries.split()
}  # fmt: skip


def iban_holds(number: str) -> bool:
    """Whether an international number without blanks satisfies its check (ISO 13616, modulus 97)."""
    turned = (number[4:] + number[:4]).upper()
    return len(number) >= _SHORTEST_IBAN and int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def account(text: str) -> Iterator[Hit]:
    """Find account numbers: eight digits after their label or a sort code, and IBANs.

    Yields:
        Hits in rising order: ``checksum`` for an IBAN, else ``pattern``.

    Source:
        UK Payments (eight digits); ISO 13616 (IBAN).
    """
    found = Finds(Detector.ACCOUNT)
    for span in _LABELLED.values(text):
        found.add(span, "label")
    for span in _ENDING.values(text):
        found.add(span, "ending")
    for span in _ROLL.values(text):
        if any(char.isdigit() for char in text[slice(*span)]):
            found.add(span, "label")
    for code in sort_code(text):
        after = _AFTER_CODE.match(text, code.end)
        if after is not None:
            found.add(after.span("number"), "sort-code")
    for figure in figures(text):
        start = figure.start - 2
        if figure.end - figure.start < 2 or start < 0 or not text[start : figure.start].isalpha():
            continue
        match = _IBAN.match(text, start)
        end = start + _iban_length(match[0]) if match is not None else start
        if end > start and not in_link_or_message_id(text, start, end):
            found.add((start, end), "iban", Evidence.CHECKSUM)
    for span in _IBAN_LABELLED.values(text):
        found.add(span, "label")
    yield from found


def _iban_length(written: str) -> int:
    """How many characters of *written* are an international number, a word after it left out; 0: none is."""
    wanted, end = _LENGTHS.get(written[:2].upper(), 0), 0
    compact = ""
    while end < len(written) and (not wanted or len(compact) < wanted):
        compact += written[end] if written[end].isalnum() else ""
        end += 1
    whole = end == len(written) or not written[end].isalnum()
    return end if whole and len(compact) >= wanted and iban_holds(compact) else 0
