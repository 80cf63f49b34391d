"""Unique pupil numbers."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.hit import Detector, Evidence, Hit

_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S
_NUMBER: Final = re.compile(
    r"(?<![A-Za-z0-9_/=-])[A-HJ-NP-RT-Z][ -]?\d{3}[ -]?\d{4}[ -]?\d{2}[ -]?\d{2}[0-9A-HJ-NP-RT-Z](?![A-Za-z0-9_/=])",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"\b(?:UPN|(?:unique )?pupil (?:number|no))[ \t.:#()=-]{0,6}(?:\r?\n)?[ \t]{0,4}\Z", re.IGNORECASE
)


def check_letter_holds(number: str) -> bool:
    """Whether thirteen characters satisfy the check letter (modulus 23, weights 2 to 13)."""
    total = 0
    for weight, char in enumerate(number[1:], start=2):
        value = int(char) if char.isdigit() else _LETTERS.find(char)
        total += weight * value
    return _LETTERS[total % 23] == number[0]


def upn(text: str) -> Iterator[Hit]:
    """Find unique pupil numbers, temporary ones (final letter) included.

    Yields:
        Hits in rising order: ``checksum`` where the letter holds, ``pattern`` where it does
        not but a label stands before (a vendor's widely copied worked example is wrong too).

    Source:
        UK Government Data Standards Catalogue, UPN (LA 3, school 4, year 2, serial 3).
    """
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        number = re.sub(r"[ -]", "", match[0]).upper()
        if check_letter_holds(number):
            if not in_link_or_message_id(text, start, end):
                yield Hit(start=start, end=end, detector=Detector.UPN, evidence=Evidence.CHECKSUM, how="shape")
        elif _LABEL.search(text[max(0, start - 40) : start]):
            yield Hit(start=start, end=end, detector=Detector.UPN, evidence=Evidence.PATTERN, how="label")
