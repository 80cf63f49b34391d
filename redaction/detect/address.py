"""Street addresses: a house number before a street's name."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import is_house_number
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover

_TYPE: Final = (
    "road|rd|street|avenue|ave|lane|ln|drive|close|court|crescent|cres|gardens|gdns|grove|place|square|sq|terrace|"
    "way|walk|mews|rise|hill|park|row|view|green|parade|house|lodge|mansions|buildings|estate|quay|wharf|villas|"
    "approach|broadway|embankment|passage|path|vale|yard|st"
)
_UNIT: Final = r"(?i:\b(?:flat|room|unit|apartment|apt|floor)[ ]?[0-9A-Za-z]{1,4}[ ]?,?[ ]{1,2}(?:\r?\n)?)"
_UNIT_BEFORE: Final = re.compile(rf"{_UNIT}\Z")
_STREET: Final = re.compile(
    r"(?<![\w£$/.-])(?P<house>\d{1,4})[A-Ha-h]?,?[ ](?:[A-Z][\w'-]{1,24}[ .]{1,2}){1,4}"
    rf"(?:{'|'.join(word.capitalize() for word in _TYPE.split('|'))}|{_TYPE.upper()})\b\.?"
)
_TOLD: Final = ("live", "living", "mov", "stay", "address")
_LOWER: Final = re.compile(
    rf"\b(?:lives?|living|moved|moving|stays?|staying|address)[ ](?:is[ ])?(?:at|to|in)?[ :]{{0,2}}"
    rf"({_UNIT}?\d{{1,4}}[a-h]?,?[ ](?:[a-z'-]{{2,24}}[ ]){{1,3}}(?:{_TYPE}))\b",
    re.IGNORECASE,
)


def address(text: str) -> Iterator[Hit]:
    """Find house number and street, a flat or room before it included; evidence ``pattern``.

    The street's words need capitals, unless *lives at*, *moved to* or *address* comes before.
    """
    found: dict[int, Hit] = {}
    for match in _STREET.finditer(text):
        start, end = match.span()
        if not is_house_number(text, start):
            continue
        unit = _UNIT_BEFORE.search(text, max(0, start - 24), start)
        start = unit.start() if unit is not None else start
        found[start] = Hit(start=start, end=end, detector=Detector.ADDRESS, evidence=Evidence.PATTERN, how="street")
    taken = Cover((hit.start, hit.end) for hit in found.values())
    lower = text.lower()
    for match in _LOWER.finditer(text) if any(word in lower for word in _TOLD) else ():
        start, end = match.span(1)
        if not taken.touches(start, end):
            found[start] = Hit(start=start, end=end, detector=Detector.ADDRESS, evidence=Evidence.PATTERN, how="told")
    yield from (found[start] for start in sorted(found))
