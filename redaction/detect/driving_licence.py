"""Driver numbers, as they stand on driving licences."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import Label
from redaction.hit import Detector, Hit
from redaction.tokens import figures

_SEP: Final = r"[ /-]?"
_PARTS: Final = rf"[A-Z9]{{5}}{_SEP}\d{{6}}{_SEP}[A-Z9]{{2}}{_SEP}[A-Z0-9]{_SEP}?[A-Z]{{2}}(?:[ ]?\d\d)?"
_NUMBER: Final = re.compile(rf"(?<![A-Za-z0-9_/-])(?<![^A-Za-z]=){_PARTS}(?![A-Za-z0-9_/=-])", re.IGNORECASE)
_LABELLED: Final = Label.of(
    ("driving", "driver", "drivers", "driver's", "provisional", "dvla", "dva", "dl"),
    r"(?:driving|driver'?s?|provisional|DVLA|DVA)(?:[ ]licen[cs]e)?(?:[ ]number)?|DL(?=[ ]?(?:no|num|#))",
    rf"{_PARTS}|\d{{8}}",
)


def format_holds(number: str) -> bool:
    """Whether sixteen characters are a driver number of Great Britain.

    Five letters of the surname filled up with 9; the year's ten, the month (50 more for women), the day, the year's
    one; two initials or 9; a figure that tells holders of one birthday apart; two letters computed by DVLA in a way
    that is not published.
    """
    compact = re.sub(r"[ /-]", "", number).upper()[:16]
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
    found = Finds(Detector.DRIVING_LICENCE)
    for span in _LABELLED.values(text):
        found.add(span, "label")
    for figure in figures(text):
        # The birthday's six digits, or the nines that fill up a short surname before them.
        if figure.end - figure.start < 6 and figure.word[0] != "9":
            continue
        start = _surname_before(text, figure.start)
        match = _NUMBER.match(text, start)
        if (
            match is not None
            and start not in found
            and format_holds(match[0])
            and not in_link_or_message_id(text, *match.span())
        ):
            found.add(match.span(), "shape")
    yield from found


def _surname_before(text: str, start: int) -> int:
    """Where five letters at most begin that stand before *start*."""
    at = start - 1 if text[start - 1 : start] in {" ", "-", "/"} else start
    least = max(0, at - 5)
    while at > least and text[at - 1].isalpha():
        at -= 1
    return at
