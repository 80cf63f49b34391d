"""An address that a comma or a town parts from the rest of it is one: *57 Coppice Ct, Block C, 300 Old Kent Road*."""

import re
from collections.abc import Sequence
from typing import Final

from redaction.hit import Detector, Hit

_GAP: Final = re.compile(r"[ ]?,[ ]?|[ ]{0,2}\r?\n[ \t]{0,8}")
_FURTHER: Final = re.compile(r"(?:block|building|entrance|stair(?:case)?|tower|floor|level|wing)\b", re.IGNORECASE)
"""What the second part begins with: after a number another home may begin, *5 Ash Road, 6 Elm Road*."""
_TOWN: Final = re.compile(r"(?:[ ]?,)?[ ]?(?P<town>(?<=[ ,])[A-Z][\w'’-]*(?:[ ][A-Za-z][\w'’-]*){0,3}[!.]?)[ ,]{1,2}")
"""Up to four words between a street and its postcode: *, Westward Ho! EX39 1HH*."""


def addresses_joined(text: str, found: Sequence[Hit]) -> list[Hit]:
    """The hits, with addresses grown over what else of the same address stands right after them.

    Args:
        text: The text, folded.
        found: Hits of one text in any order.
    """
    codes = {hit.start for hit in found if hit.detector is Detector.POSTCODE}
    joined: list[Hit] = []
    last: int | None = None
    for hit in sorted(found, key=lambda one: (one.start, one.end)):
        if hit.detector is Detector.ADDRESS:
            if last is not None and _one(text, joined[last], hit):
                joined[last] = joined[last].at((joined[last].start, max(joined[last].end, hit.end)))
                continue
            last = len(joined)
        joined.append(hit)
    return [_to_code(text, hit, codes) if hit.detector is Detector.ADDRESS else hit for hit in joined]


def _one(text: str, first: Hit, second: Hit) -> bool:
    return (
        _GAP.fullmatch(text, first.end, second.start) is not None and _FURTHER.match(text, second.start) is not None
    )


def _to_code(text: str, hit: Hit, codes: set[int]) -> Hit:
    town = _TOWN.match(text, hit.end) if codes else None
    return hit.at((hit.start, town.end("town"))) if town is not None and town.end() in codes else hit
