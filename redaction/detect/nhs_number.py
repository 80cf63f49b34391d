"""NHS numbers, and the Scottish (CHI) and Northern Irish (H&C) numbers of the same shape."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from redaction.detect.context import after_commerce_word, before, in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import Label
from redaction.detect.spoken_number import spoken_numbers
from redaction.hit import Detector, Evidence, Hit
from redaction.tokens import figures, stands

_GAP = r"(?:[ -]{1,2}|[ \t]?\r?\n(?:> ?)?)"
# A stroke parts the fields of a note as well as those of a link: "04-04-44/999 000 0018/21 The Crescent".
_GROUPED: Final = re.compile(rf"(?<![\w=#.+-])\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}(?![\w=-])(?!\.\d)")
_GOES_ON: Final = re.compile(r"(?<![/.-])(?<![/.-]\d)(?<![/.-]\d\d)(?<![/.-]\d{3})\d[ ,]\Z")
# "3/4/2012 13 999 000 0018", "Mia 13 999 000 0018": an age before it.
_ROW: Final = re.compile(r"(?:(?P<day>[/.-]\d{2,4})|[^\W\d]|[,;|]|\n)[ ]{0,2}\d{1,2}[ ]\Z")
_SYSTEMS: Final = frozenset({"nhs", "chi", "hcn", "nhsno"})
_BARE: Final = re.compile(r"(?<![\w/=#.+-])(?:\d{10}|\d{6}[ -]?\d{4})(?![\w/=-])(?!\.\d)")
_NAMES: Final = (
    r"(?:NHS|N\.H\.S\.?)(?:[ ](?:medical[ ]card|card|medical|patient|spine))?"
    r"|CHI|H[ ]?&[ ]?C|HSC|HCN|community[ ]health[ ]index"
    r"|health[ ]?(?:and|&)[ ]?(?:social[ ])?care|rhif[ ]GIG|spine(?=[ ](?:no|num|id))"
)
_WORDS: Final = (
    "nhs", "n", "nhsno", "nhsnum", "nhsnumber", "nhsid", "chi", "chino", "chinumber", "h", "hcn", "hsc", "community",
    "health", "rhif", "spine",
)  # fmt: skip
# After its label any grouping will do, and a letter that a scanner read for a figure.
_BREAK: Final = r"(?:[ ./_)-]{1,3}|[ \t]{0,2}\r?\n[ \t>]{0,4})?+"
_LABELLED: Final = Label.of(_WORDS, _NAMES, rf"[\dOolIS|](?:{_BREAK}[\dOolIS|]){{9}}")
# Where the label says that it is the number, one figure too few or too many makes it no less that child's.
_MISCOUNTED: Final = Label.of(
    _WORDS, rf"(?:{_NAMES})[ _-]?(?:number|num|no|id)\b", r"\d{3}[ -]?\d{3}[ -]?(?:\d{3}|\d{5})"
)
# "NHS number as it is on the red book that mum showed me is 999 …": far away, if nothing else is numbered between.
_FAR: Final = Label.of(
    _WORDS, rf"(?:{_NAMES})[ _-]?(?:number|num|no)\b[^\d\n]{{1,90}}(?:\bis|:)", r"\d{3}[ -]?\d{3}[ -]?\d{4}"
)
_MOST_MISREAD: Final = 6
_NUMBER_OF: Final = re.compile(r"\b(?:NHS|CHI)(?:[ ](?:number|num|no))?\b[^\d\n]{0,12}\Z", re.IGNORECASE)
_FIGURES_AFTER: Final = re.compile(r"[ -]\d")
# An age or a day, the next field of a row: "999 000 0018 28Y", "999 000 0018 3/4/12".
_FIELD_AFTER: Final = re.compile(
    r"[ ](?:\d{1,2}[ ]?(?:yrs?|y/?o|y|m|f|mths?|wks?)\b|\d{1,2}([/.-])\d{1,2}\1\d{2,4}\b"
    r"|\d{1,2}[ ]?(?-i:[A-Z])[a-z]{2})",
    re.IGNORECASE,
)
_CONTEXT: Final = re.compile(
    r"\b(?:nhs|chi|patient|hospital number|h&c|hcn|spine|pds|emis|systm\w*|boosters?|immunis\w+|vaccin\w+|imms"
    r"|jabs?|prescri\w+|surgery|red book|a&e|ward)\b",
    re.IGNORECASE,
)
_TELEPHONE: Final = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|fax|call|ring|text)\b[ \t.:]{0,4}(?:no|number|on|me|us)?[ \t.:]{0,4}\Z",
    re.IGNORECASE,
)


def check_digit_holds(digits: str) -> bool:
    """Whether ten digits satisfy the modulus 11 check. One random number in eleven does."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def begins_with_date(digits: str) -> bool:
    """Whether a number begins with a day, month and year, as a CHI number does."""
    try:
        # The century is not written: a leap year in either counts.
        date(2000 + int(digits[4:6]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return digits[:4] == "2902" and digits[4:6] == "00"
    return True


def nhs_number(text: str) -> Iterator[Hit]:
    """Find NHS numbers: check digit plus 3-3-4 groups or context, or a label alone.

    Args:
        text: One unit's text, folded. Positions refer to it.

    Yields:
        Hits in rising order. Evidence ``checksum``; ``pattern`` where a label stands before
        ten digits whose check fails: a slip in the number makes it no less that child's, and since November 2025
        some CHI numbers have another check digit.

    Source:
        NHS Data Dictionary, NHS NUMBER (3-3-4 digits; modulus 11). Starting 999: test numbers. Public Health
        Scotland, CHI number (day, month, year, two figures, sex, check digit).
    """
    found = Finds(Detector.NHS_NUMBER)
    for start, end in _LABELLED.values(text):
        digits = re.sub(r"\D", "", text[start:end])
        if len(digits) < 10 - _MOST_MISREAD:
            continue
        good = len(digits) == 10 and check_digit_holds(digits)
        found.add((start, end), "label", Evidence.CHECKSUM if good else Evidence.PATTERN)
    for label in (_MISCOUNTED, _FAR):
        for span in label.values(text):
            found.add(span, "label")
    for number in spoken_numbers(text):
        if _NUMBER_OF.search(text, max(0, number.start - 32), number.start) is not None:
            found.add((number.start, number.end), "spoken")
        elif len(number.digits) == 10 and check_digit_holds(number.digits) and _told(text, number.start, number.end):
            found.add((number.start, number.end), "spoken", Evidence.CHECKSUM)
    for start, stop, _ in figures(text):
        match = _shape(text, start, stop - start)
        how = None if match is None or start in found else _how(text, match)
        if match is not None and how is not None:
            found.add(match.span(), how, Evidence.CHECKSUM)
    yield from found


def _how(text: str, match: re.Match[str]) -> str | None:
    """What tells that figures in the form of a number are one; None: nothing."""
    digits = re.sub(r"\D", "", match[0])
    if not check_digit_holds(digits):
        return None
    if match.re is _GROUPED:
        return None if _elsewhere(text, *match.span()) else "grouped"
    told = _told(text, *match.span()) and (len(match[0]) == 10 or begins_with_date(digits))
    return "context" if told else None


def _shape(text: str, start: int, length: int) -> re.Match[str] | None:
    if length == 3:
        # More figures before make it the middle of a longer number, unless they are a date.
        goes_on = _GOES_ON.search(text, max(0, start - 8), start) is not None and not _in_row(text, start)
        return None if goes_on else _GROUPED.match(text, start)
    return _BARE.match(text, start) if length in {6, 10} else None


def _in_row(text: str, start: int) -> bool:
    """Whether the figures before are an age in a row: after a day, or in a text that tells of such numbers."""
    row = _ROW.search(text, max(0, start - 10), start)
    return row is not None and (row["day"] is not None or stands(text, _SYSTEMS))


def _elsewhere(text: str, start: int, end: int) -> bool:
    """Whether the span is plainly something else: a link, an order, a telephone number, a longer run."""
    if _FIGURES_AFTER.match(text, end) is not None and _FIELD_AFTER.match(text, end) is None:
        return True
    return (
        after_commerce_word(text, start)
        or _TELEPHONE.search(before(text, start)) is not None
        or in_link_or_message_id(text, start, end)
    )


def _told(text: str, start: int, end: int) -> bool:
    near = before(text, start, 60) + " " + text[end : end + 30]
    return _CONTEXT.search(near) is not None and not (
        after_commerce_word(text, start) or in_link_or_message_id(text, start, end)
    )
