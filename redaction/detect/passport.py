"""Numbers of passports and of the papers that stand in for one."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.hit import Detector, Evidence, Hit

_AFTER: Final = (
    r"\b(?:'s)?(?:[ ](?:number|num|no|id|ref(?:erence)?)\b\.?|[ ]?#)?(?:[ ]\([^()\r\n]{1,20}\))?(?:[ ](?:is|was))?"
    r"[ \t:.=#|-]{0,5}(?:\r?\n)?[ \t]{0,4}"
)
_PASSPORT: Final = re.compile(
    rf"\bpassports?{_AFTER}(?P<number>[A-Z]{{0,2}}[ ]?\d{{6,9}}|\d{{3}}[ ]\d{{3}}[ ]\d{{3}})(?![A-Za-z0-9-])",
    re.IGNORECASE,
)
_PERMIT: Final = re.compile(
    rf"\b(?:brp|biometric[ ]residence[ ]permit|residence[ ]permit|travel[ ]document){_AFTER}"
    r"(?P<number>[A-Z]{1,3}[ ]?\d{6,8})(?![A-Za-z0-9-])",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"(?<![A-Za-z0-9/-])(?P<number>[A-Z]{0,2}\d{7,9})[ ]?\([^()\r\n]{0,20}passport", re.IGNORECASE
)


def passport(text: str) -> Iterator[Hit]:
    """Find numbers of passports, residence permits and travel documents by their label; evidence ``pattern``.

    Source:
        HM Passport Office (nine digits; other countries' have up to two letters before them); Home Office (permits
        have letters before their digits).
    """
    lower = text.lower()
    if not ("passport" in lower or "brp" in lower or "permit" in lower or "travel document" in lower):
        return
    found: dict[int, Hit] = {}
    for pattern in (_PASSPORT, _PERMIT, _BEFORE):
        for match in pattern.finditer(text):
            start, end = match.span("number")
            found[start] = Hit(
                start=start, end=end, detector=Detector.PASSPORT, evidence=Evidence.PATTERN, how="label"
            )
    yield from (found[start] for start in sorted(found))
