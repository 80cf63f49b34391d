"""Unique learner numbers, which young people have from fourteen on."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import after_commerce_word, before, in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import Label
from redaction.hit import Detector, Evidence, Hit
from redaction.tokens import figures

_LABELLED: Final = Label.of(
    ("uln", "unique", "learner"),
    r"(?:unique[ ])?learner(?:'?s)?[ ](?:reference[ ])?(?=num|no|ref|id)|ULN",
    r"[1-9](?:[ .-]?[\dOolI|]){9}",
)
_BARE: Final = re.compile(r"(?<![\w/=#.+-])[1-9]\d{9}(?![\w/=-])(?!\.\d)")
_CONTEXT: Final = re.compile(r"\b(?:uln|learner|learners|lrs|college|ucas|gcse|btec|apprentice)\b", re.IGNORECASE)


def check_digit_holds(digits: str) -> bool:
    """Whether ten digits satisfy the check: weights 10 to 1, remainder 10 of modulus 11. No NHS number does."""
    return sum(int(digit) * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11 == 10


def uln(text: str) -> Iterator[Hit]:
    """Find unique learner numbers after their label, or by check digit near a word of learning.

    Yields:
        Hits in rising order: ``checksum`` where the digit holds, else ``pattern``.

    Source:
        Learning Records Service; HESA, student record, ULN (ten digits, modulus 11).
    """
    found = Finds(Detector.ULN)
    for start, end in _LABELLED.values(text):
        digits = re.sub(r"\D", "", text[start:end])
        if len(digits) >= 7:
            good = len(digits) == 10 and check_digit_holds(digits)
            found.add((start, end), "label", Evidence.CHECKSUM if good else Evidence.PATTERN)
    for start, end, digits in figures(text):
        if end - start != 10 or start in found or not _BARE.match(text, start) or not check_digit_holds(digits):
            continue
        told = _CONTEXT.search(before(text, start, 60) + " " + text[end : end + 30])
        if told and not after_commerce_word(text, start) and not in_link_or_message_id(text, start, end):
            found.add((start, end), "context", Evidence.CHECKSUM)
    yield from found
