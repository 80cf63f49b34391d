"""NHS numbers, and the Scottish and Northern Irish numbers of the same shape."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import after_commerce_word, before, in_link_or_message_id
from redaction.hit import Detector, Evidence, Hit

_GAP = r"(?:[ -]{1,2}|[ \t]?\r?\n(?:> ?)?)"
_GROUPED: Final = re.compile(rf"(?<![\w/=#.+-])(?<!\d[ ,])\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}(?![\w/=-])(?!\.\d)")
_BARE: Final = re.compile(r"(?<![\w/=#.+-])\d{10}(?![\w/=-])(?!\.\d)")
# A label may be followed by any grouping, and by a number whose check digit is wrong through a slip.
_LABELLED: Final = re.compile(
    r"\b(?:NHS|CHI|H&C|HCN|health and care)(?![^\W\d])(?:[ \t]{0,2}(?:number|num|no|id|#))?"
    r"[ \t.:#()=-]{0,6}(?:\r?\n)?[ \t]{0,4}"
    r"(\d(?:[ -]?\d){9})(?!\d)",
    re.IGNORECASE,
)
_CONTEXT: Final = re.compile(r"\b(?:nhs|chi|patient|hospital number|h&c|hcn)\b", re.IGNORECASE)
_TELEPHONE: Final = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|fax|call|ring|text)\b[ \t.:]{0,4}(?:no|number|on|me|us)?[ \t.:]{0,4}\Z",
    re.IGNORECASE,
)


def check_digit_holds(digits: str) -> bool:
    """Whether ten digits satisfy the modulus 11 check. One random number in eleven does."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def nhs_number(text: str) -> Iterator[Hit]:
    """Find NHS numbers: check digit plus 3-3-4 groups or a label, or a label alone.

    Args:
        text: One unit's text, folded. Positions refer to it.

    Yields:
        Hits in rising order. Evidence ``checksum``; ``pattern`` where a label stands before
        ten digits whose check fails: a slip in the number makes it no less that child's.

    Source:
        NHS Data Dictionary, NHS NUMBER (3-3-4 digits; modulus 11). Starting 999: test numbers.
    """
    found: dict[int, Hit] = {}
    for match in _LABELLED.finditer(text):
        start, end = match.span(1)
        good = check_digit_holds(re.sub(r"\D", "", match[1]))
        evidence = Evidence.CHECKSUM if good else Evidence.PATTERN
        found[start] = Hit(start=start, end=end, detector=Detector.NHS_NUMBER, evidence=evidence, how="label")
    for pattern, grouped in ((_GROUPED, True), (_BARE, False)):
        for match in pattern.finditer(text):
            start, end = match.span()
            if start in found or not check_digit_holds(re.sub(r"\D", "", match[0])):
                continue
            if (grouped and _elsewhere(text, start, end)) or (not grouped and not _told(text, start, end)):
                continue
            how = "grouped" if grouped else "context"
            found[start] = Hit(
                start=start, end=end, detector=Detector.NHS_NUMBER, evidence=Evidence.CHECKSUM, how=how
            )
    yield from (found[start] for start in sorted(found))


def _elsewhere(text: str, start: int, end: int) -> bool:
    """Whether the span is plainly something else: a link, an order, a telephone number, a longer run."""
    if re.match(r"[ -]\d", text[end : end + 2]):
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
