"""Unique pupil numbers."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import Label
from redaction.hit import Detector, Evidence, Hit
from redaction.tokens import figures

_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S
_SHAPE: Final = r"[A-HJ-NP-RT-Z][ -]?\d{3}[ -]?\d{4}[ -]?\d{2}[ -]?\d{2}[0-9A-HJ-NP-RT-Z]"
_NUMBER: Final = re.compile(rf"(?<![A-Za-z0-9_/=-]){_SHAPE}(?![A-Za-z0-9_/=])", re.IGNORECASE)
# A label vouches for a wrong check letter, a letter that a scanner read for a figure, and a lost first letter.
_LABELLED: Final = Label.of(
    ("upn", "upm", "u", "unique", "pupil", "former"),
    r"(?:former[ ])?(?:UPN|UPM|U\.[ ]?P\.[ ]?N\.?|(?:unique[ ])?pupil[ ](?=num|no|ref|id))",
    r"[A-Z](?:[ ./-]{0,2}[\dOolI|]){11}[ ./-]{0,2}[0-9A-Z]|\d{12}",
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
    found = Finds(Detector.UPN)
    for start, end in _LABELLED.values(text):
        number = re.sub(r"[ ./-]", "", text[start:end]).upper()
        if sum(char.isdigit() for char in number) < 8:
            continue
        good = _NUMBER.fullmatch(number) is not None and check_letter_holds(number)
        found.add((start, end), "label", Evidence.CHECKSUM if good else Evidence.PATTERN)
    for figure in figures(text):
        start = figure.start - 1 if text[figure.start - 1 : figure.start] not in {" ", "-"} else figure.start - 2
        if figure.end - figure.start < 3 or start < 0 or not text[start].isalpha() or start in found:
            continue
        match = _NUMBER.match(text, start)
        if (
            match is not None
            and check_letter_holds(re.sub(r"[ -]", "", match[0]).upper())
            and not in_link_or_message_id(text, *match.span())
        ):
            found.add(match.span(), "shape", Evidence.CHECKSUM)
    yield from found
