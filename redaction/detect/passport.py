"""Numbers of passports and of the papers that stand in for one."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.finds import Finds
from redaction.detect.labels import CLOSE, Label
from redaction.hit import Detector, Hit
from redaction.tokens import places

_PASSPORT: Final = Label.of(
    ("passport", "passports", "ppt", "pp"),
    r"passports?(?:'s)?(?:[ ](?:details|expire[sd]|expiry|issued|valid|book)(?:[ ](?:19|20)\d\d)?,?)?"
    r"(?:[ ](?:is[ ])?(?-i:[A-Z])[a-z]{2,14})?(?:,(?=[ ]n))?|ppt"
    r"|pp(?=[^\w]{1,8}(?:no[^\w]{1,8})?(?:is[^\w]{1,4})?(?:[A-Z]{1,2}\d{6}|\d{9}))",
    r"[A-Z]{0,2}[ ]?\d(?:[\dOolI|]){5,8}|\d{3}[ ]\d{3}[ ]\d{3}|\d{4}[ ]\d{5}|\d{6}[A-Z]",
)
_PERMIT: Final = Label.of(
    ("brp", "brc", "biometric", "residence", "travel", "evisa"),
    r"BRP|BRC|biometric[ ]residence[ ](?:permit|card)|residence[ ](?:permit|card)|travel[ ]doc(?:ument)?",
    r"[A-Z]{1,3}[ ]?\d(?:[\dOolI|]){5,7}|\d{9}",
)
_IDENTITY: Final = Label.of(
    ("id", "identity"), r"(?:national[ ])?(?:identity|ID)(?:[ ]card)?(?:[ ]only)?", r"[A-Z]{2,3}[ ]?\d{6,7}", CLOSE
)
_BEFORE: Final = re.compile(
    r"(?<![A-Za-z0-9/-])(?P<number>[A-Z]{0,2}\d{7,9})[ ]?\([^()\r\n]{0,20}passport", re.IGNORECASE
)
# The two lines that a machine reads: whose it is, then number, nationality, day of birth, sex and expiry.
_NAMED_LINE: Final = re.compile(r"\b[PIACV][A-Z<][A-Z]{3}[A-Z]{1,38}<[A-Z<]{0,38}(?<=<)")
_NUMBER_LINE: Final = re.compile(r"\b[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[FMX<]\d{7}[A-Z0-9<]{2,16}")


def passport(text: str) -> Iterator[Hit]:
    """Find numbers of passports, residence permits and travel documents by their label; evidence ``pattern``.

    The two lines at the foot of a passport's page are found by themselves.

    Source:
        HM Passport Office (nine digits; other countries' have up to two letters before them); Home Office (permits
        have letters before their digits); ICAO 9303 (machine-readable lines).
    """
    found = Finds(Detector.PASSPORT)
    for label in (_PASSPORT, _PERMIT, _IDENTITY):
        for span in label.values(text):
            found.add(span, "label")
    if "passport" in places(text):
        for match in _BEFORE.finditer(text):
            found.add(match.span("number"), "label")
    if "<" in text:
        for pattern in (_NAMED_LINE, _NUMBER_LINE):
            for match in pattern.finditer(text):
                if match[0].count("<") > 1:
                    found.add(match.span(), "machine-readable")
    yield from found
