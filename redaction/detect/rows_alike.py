"""Rows of a list that are written alike: where one holds a date of birth, its neighbours' dates are births too.

A nursery's or a club's list has no head, and half its names are in no list: "1 Ottilie 9/4/22 peanut allergy".
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from redaction.dates import dates
from redaction.detect.born_next import OTHER_DAY
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover
from redaction.tokens import lines

_LEAD: Final = re.compile(
    r"[ \t>*•-]{0,4}(?:\d{1,3}[.)]?[ \t]{1,3})?(?:[^\W\d_][\w'-]{1,20},?[ \t]{1,3}){1,2}[-(]?[ ]?"
)
_LONGEST_LEAD: Final = 90  # characters
_ROWS: Final = 2  # neighbours on each side that are asked


def rows_alike(text: str, hits: Collection[Hit]) -> Iterator[Hit]:
    """Find the dates of rows beside those whose date is somebody's birth; evidence ``pattern``.

    A row begins with a word or two, a number before them or none, and its first date.
    """
    born = [(hit.start, hit.end) for hit in hits if hit.detector is Detector.DATE_OF_BIRTH]
    if not born:
        return
    cover = Cover(born)
    first = {}
    for written in dates(text):
        since = max(0, written.start - _LONGEST_LEAD)
        start = text.rfind("\n", since, written.start) + 1
        # The line began farther away than a row's head reaches: searching it whole would take the square of it.
        if since and not start:
            continue
        if start in first or OTHER_DAY.search(text, start, written.start) is not None:
            continue
        if _LEAD.fullmatch(text, start, written.start) is not None:
            first[start] = (written.start, written.end)
    rows = [first.get(start) for start, _ in lines(text)]
    known = [row is not None and cover.touches(*row) for row in rows]
    for place, row in enumerate(rows):
        if row is None or known[place]:
            continue
        if any(known[max(0, place - _ROWS) : place]) or any(known[place + 1 : place + 1 + _ROWS]):
            yield Hit(
                start=row[0],
                end=row[1],
                detector=Detector.DATE_OF_BIRTH,
                evidence=Evidence.PATTERN,
                how="row",
            )
