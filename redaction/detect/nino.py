"""National Insurance numbers."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.hit import Detector, Evidence, Hit

_SEP = r"[ -]{0,2}"
# HMRC NIM39110: neither letter is D F I Q U V, the second is not O; some pairs are never issued.
_NUMBER: Final = re.compile(
    rf"(?<![A-Za-z0-9_/=-])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{_SEP}"
    rf"\d{{2}}{_SEP}\d{{2}}{_SEP}\d{{2}}{_SEP}[A-D](?![A-Za-z0-9_/=])",
    re.IGNORECASE,
)
# After its label the number counts whatever its letters, with or without the suffix.
_LABELLED: Final = re.compile(
    rf"\b(?:NINO|NI|national insurance)\b(?:[ \t]{{0,2}}(?:number|num|no|id|#))?"
    rf"[ \t.:#()=-]{{0,6}}(?:\r?\n)?[ \t]{{0,4}}"
    rf"([A-Z]{{2}}{_SEP}\d{{2}}{_SEP}\d{{2}}{_SEP}\d{{2}}(?:{_SEP}[A-D])?)(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def nino(text: str) -> Iterator[Hit]:
    """Find National Insurance numbers, grouped or not, in either case; evidence ``pattern``.

    Source:
        HMRC NIM39110 (two letters, six digits, suffix A to D).
    """
    found: dict[int, Hit] = {}
    for match in _LABELLED.finditer(text):
        start, end = match.span(1)
        found[start] = Hit(start=start, end=end, detector=Detector.NINO, evidence=Evidence.PATTERN, how="label")
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if start not in found and not in_link_or_message_id(text, start, end):
            found[start] = Hit(start=start, end=end, detector=Detector.NINO, evidence=Evidence.PATTERN, how="shape")
    yield from (found[start] for start in sorted(found))
