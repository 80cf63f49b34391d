"""Case and client numbers of social-care systems, known by the label before them."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.hit import Detector, Evidence, Hit

_SYSTEM: Final = (
    r"mosaic|liquidlogic|lcs|llc|cin|ehm|pid|cla|lac|yot|urn|crn|pnc|uprn|ehcp|cad|fwi|"
    r"case|client|service user|child|pupil|student|family|person|referral|crime|police|court|home office|our|your"
)
LABELLED: Final = re.compile(
    rf"\b(?:{_SYSTEM})\b(?:'s)?[ ]{{0,2}}"
    r"(?P<word>(?:id|no|num|number|ref|reference|file)\b\.?(?:[ ](?:no|number)\b\.?)?)?"
    r"[ ]{0,2}(?P<mark>[:#=]|is\b)?[ ]{0,3}(?P<id>[A-Za-z0-9](?:[A-Za-z0-9]|[/_-](?=[A-Za-z0-9])){2,23})(?![\w@])",
    re.IGNORECASE,
)
_OWN_NAME: Final = frozenset({"mosaic", "liquidlogic", "lcs", "ehm", "crn", "pnc", "urn"})


def case_id(text: str) -> Iterator[Hit]:
    """Find case ids after *Mosaic ID*, *LCS no*, *case ref* and kin; evidence ``pattern``.

    No national format exists, so the label decides; the id must hold a digit. Only a
    system's own name needs neither *id* nor a colon.
    """
    for match in LABELLED.finditer(text):
        value = match["id"]
        digits = sum(char.isdigit() for char in value)
        named = match[0].split(maxsplit=1)[0].lower() in _OWN_NAME
        if digits < 2 or not (match["word"] or match["mark"] or (named and digits >= 4)):
            continue
        start, end = match.span("id")
        yield Hit(start=start, end=end, detector=Detector.CASE_ID, evidence=Evidence.PATTERN, how="label")
