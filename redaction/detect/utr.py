"""Unique taxpayer references."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import Label
from redaction.hit import Detector, Evidence, Hit
from redaction.tokens import figures

_CHECK: Final = "21987654321"
_WEIGHTS: Final = (6, 7, 8, 9, 10, 5, 4, 3, 2)
_LABELLED: Final = Label.of(
    ("utr", "unique", "tax", "taxpayer", "self"),
    r"UTR|(?:unique[ ])?tax[ ]?payer(?:'?s)?(?:[ ]unique)?[ ](?=ref|num|no|id)|tax[ ](?=ref|id)"
    r"|self[ -]?assessment(?:[ ]tax)?[ ](?=ref|num|no)",
    r"K?[ ]?\d(?:[ .-]?[\dOolI|]){9}[ ]?K?",
)

_TAX: Final = re.compile(
    r"\b(?:hmrc|self[ -]?employ\w{0,6}|self[ -]?assess\w{0,5}|tax[ ]return|taxpayer)\b", re.IGNORECASE
)
_LENGTH: Final = 10


def check_digit_holds(digits: str) -> bool:
    """Whether the first of ten digits is the check of the others (modulus 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[1:], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == digits[0]


def utr(text: str) -> Iterator[Hit]:
    """Find unique taxpayer references after their label, or near HMRC and the like where the check digit holds.

    One in eleven NHS numbers passes their check, so a number without such words is none.

    Yields:
        Hits in rising order: ``checksum`` where the digit holds, else ``pattern``.

    Source:
        HMRC; OECD, taxpayer identification numbers, United Kingdom (ten digits, the first a check).
    """
    found = Finds(Detector.UTR)
    for start, end in _LABELLED.values(text):
        digits = re.sub(r"\D", "", text[start:end])
        if len(digits) >= 7:
            good = len(digits) == 10 and check_digit_holds(digits)
            found.add((start, end), "label", Evidence.CHECKSUM if good else Evidence.PATTERN)
    for figure in figures(text):
        start, end = figure.start, figure.end
        near = text[max(0, start - 40) : start] + " " + text[end : end + 30] if end - start == _LENGTH else ""
        told = bool(near) and start not in found and _TAX.search(near) is not None and check_digit_holds(figure.word)
        if told and text[start - 1 : start] not in {"/", "-", "."} and not in_link_or_message_id(text, start, end):
            found.add((start, end), "context", Evidence.CHECKSUM)
    yield from found
