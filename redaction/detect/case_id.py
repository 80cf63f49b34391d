"""Case and client numbers of social-care systems, known by the label before them."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.hit import Detector, Evidence, Hit
from redaction.tokens import tokens

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
_FIRST_WORDS: Final = frozenset(name.split()[0] for name in _SYSTEM.split("|"))
_OWN_NAME: Final = frozenset({"mosaic", "liquidlogic", "lcs", "ehm", "crn", "pnc", "urn"})


def case_id(text: str) -> Iterator[Hit]:
    """Find case ids after *Mosaic ID*, *LCS no*, *case ref* and kin; evidence ``pattern``.

    No national format exists, so the label decides; the id must hold a digit. Only a
    system's own name needs neither *id* nor a colon.
    """
    reach = 0
    for word in tokens(text):
        # Asked at the words that begin a label alone: searching for all of them takes ten times as long.
        if word.word not in _FIRST_WORDS or word.start < reach:
            continue
        match = LABELLED.match(text, word.start)
        if match is None:
            continue
        reach = match.end()
        value = match["id"]
        digits = sum(char.isdigit() for char in value)
        named = match[0].split(maxsplit=1)[0].lower() in _OWN_NAME
        if digits < 2 or not (match["word"] or match["mark"] or (named and digits >= 4)):
            continue
        start, end = match.span("id")
        yield Hit(start=start, end=end, detector=Detector.CASE_ID, evidence=Evidence.PATTERN, how="label")
