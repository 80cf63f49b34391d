"""Registration marks of vehicles."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.detect.words import word_list
from redaction.hit import Detector, Evidence, Hit

_LETTERS: Final = "[A-HJ-PR-Z]"  # no I, no Q
_MARK: Final = (
    rf"(?:[A-HJ-PR-Y][A-HJ-PR-Y]\d\d[ ]?{_LETTERS}{{3}}"  # AB12 CDE, since 2001
    rf"|[A-HJ-NPR-TV-Y]\d{{1,3}}[ ]?{_LETTERS}{{3}})"  # A123 BCD, 1983 to 2001
)
_PLATE: Final = re.compile(rf"(?<![A-Za-z0-9/_=-]){_MARK}(?![A-Za-z0-9/_=])")
_LABELLED: Final = re.compile(
    rf"\b(?:reg(?:istration)?(?:[ ](?:number|no|mark|plate)\b)?|number[ ]?plate|plate|vrm|vrn)\b\.?(?:[ ]is)?"
    rf"[ \t:.#=()-]{{0,4}}(?P<mark>{_MARK}|[A-Z]{{3}}[ ]?\d{{1,3}}[A-Z]|[A-Z]{{1,3}}[ ]?\d{{1,4}})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_NEAR: Final = re.compile(
    r"\b(?:cars?|vans?|vehicles?|lorry|taxi|minicab|moped|motor(?:bike|cycle)|reg|registration|plates?|number ?plate|"
    r"drives?|driving|drove|driver|parked|parking|dvla|mot|ford|vauxhall|toyota|nissan|volkswagen|vw|bmw|audi|mercedes|"
    r"honda|kia|hyundai|peugeot|renault|citroen|fiat|skoda|seat|mini|mazda|volvo|tesla|fiesta|corsa|astra|golf)\b",
    re.IGNORECASE,
)
_COMMON: Final = word_list("common") | word_list("never_surname")


def vehicle_reg(text: str) -> Iterator[Hit]:
    """Find registration marks after their label, or in capitals near a word of vehicles; evidence ``pattern``.

    Source:
        DVLA INF104 (current and prefix marks); older and Irish marks only after a label.
    """
    found: dict[int, Hit] = {}
    lower = text.lower()
    for match in _LABELLED.finditer(text) if any(word in lower for word in ("reg", "plate", "vrm", "vrn")) else ():
        start, end = match.span("mark")
        if any(char.isdigit() for char in match["mark"]):
            found[start] = _hit(start, end, "label")
    for match in _PLATE.finditer(text):
        start, end = match.span()
        # "DRIVING ON THE M25 AND": a road and a word.
        if start in found or match[0][-3:].lower() in _COMMON or in_link_or_message_id(text, start, end):
            continue
        if _NEAR.search(text, max(0, start - 60), start) or _NEAR.search(text, end, end + 40):
            found[start] = _hit(start, end, "context")
    yield from (found[start] for start in sorted(found))


def _hit(start: int, end: int, how: str) -> Hit:
    return Hit(start=start, end=end, detector=Detector.VEHICLE_REG, evidence=Evidence.PATTERN, how=how)
