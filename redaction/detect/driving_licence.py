"""Driver numbers, as they stand on driving licences."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.hit import Detector, Evidence, Hit

_PARTS: Final = r"[A-Z9]{5}[ ]?\d{6}[ ]?[A-Z9]{2}[A-Z0-9][A-Z]{2}(?:[ ]?\d\d)?"
_NUMBER: Final = re.compile(rf"(?<![A-Za-z0-9/_=-]){_PARTS}(?![A-Za-z0-9/_=-])")
_LABELLED: Final = re.compile(
    r"\bdriv(?:ing|er(?:'?s)?)[ ](?:licence|license)?[ ]?(?:number|num|no|#)?\.?(?:[ ]is)?[ \t:.=#()-]{0,5}"
    rf"(?:\r?\n)?[ \t]{{0,4}}(?P<number>{_PARTS}|\d{{8}})(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def format_holds(number: str) -> bool:
    """Whether sixteen characters are a driver number of Great Britain.

    Five letters of the surname filled up with 9; the year's ten, the month (50 more for women), the day, the year's
    one; two initials or 9; a figure that tells holders of one birthday apart; two letters computed by DVLA in a way
    that is not published.
    """
    compact = number.replace(" ", "").upper()[:16]
    match = re.fullmatch(r"(?=[A-Z])[A-Z]{1,5}9{0,4}\d(\d\d)(\d\d)\d(?:[A-Z][A-Z9]|99)[A-Z0-9][A-Z]{2}", compact)
    if match is None or not re.match(r"[A-Z9]{5}\d{6}", compact):
        return False
    return int(match[1]) % 50 in range(1, 13) and int(match[1]) < 63 and 1 <= int(match[2]) <= 31


def driving_licence(text: str) -> Iterator[Hit]:
    """Find driver numbers whose format holds; of Northern Ireland's (eight digits) only after a label.

    Evidence ``pattern``.

    Source:
        DVLA, how a driver number is made up.
    """
    found: dict[int, Hit] = {}
    if "driv" in text.lower():
        for match in _LABELLED.finditer(text):
            found[match.start("number")] = _hit(*match.span("number"), "label")
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if start not in found and format_holds(match[0]) and not in_link_or_message_id(text, start, end):
            found[start] = _hit(start, end, "shape")
    yield from (found[start] for start in sorted(found))


def _hit(start: int, end: int, how: str) -> Hit:
    return Hit(start=start, end=end, detector=Detector.DRIVING_LICENCE, evidence=Evidence.PATTERN, how=how)
