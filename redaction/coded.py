"""Stretches of a document that are written for programs: styles, class names, attributes, names of parts.

What the model takes for a name there is none: "Georgia" is a font, "MsoNormal" a style, a class name full of digits a
mail program's own. Whoever of the register stands there is found all the same, and so is what a reader is shown:
text that a style sheet puts on the page, or that one mail program alone reads out of a comment.
"""

import re
from collections.abc import Sequence
from typing import Final

from redaction.document import Unit
from redaction.formats.content_lines.names import KEPT, PARAMETERS
from redaction.hit import Detector, Evidence, Hit

_STYLE: Final = frozenset({"presentation", "style"})
_CHOSEN: Final = frozenset(
    {Detector.NAME, Detector.CASE_ID, Detector.HANDLE}
)  # what class names and colours look like
_OF_FORMATS: Final = frozenset({
    "exif", "html", "http", "https", "jfif", "ldap", "mailto", "tel", "uri", "utf", "www", "xml",
    *(name.lower() for name in (*KEPT, *PARAMETERS)),
})  # fmt: skip
_SHOWN: Final = re.compile(r"content\s*:[^;{}]*", re.IGNORECASE)  # CSS 2.2 §12.2: text that the page is given
_FOR_PROGRAMS: Final = frozenset(
    {
        "attributes",
        "extended-properties",
        "part names",
        "content types",
        "instruction",
        "names of elements and attributes",
    }
)
_BESIDE: Final = (" attributes", " codes")


def meant(place: str, text: str, hit: Hit) -> bool:
    """Whether a hit is more than what a program's own words look like.

    *place* and *text* are those of its unit.
    """
    if hit.persons:
        return True
    if hit.evidence is Evidence.MODEL and text[hit.start : hit.end].lower() in _OF_FORMATS:
        return False
    if place in _STYLE:
        by_pattern = hit.evidence is not Evidence.MODEL and hit.detector not in _CHOSEN
        return by_pattern or any(one.start() <= hit.start < one.end() for one in _SHOWN.finditer(text))
    if hit.evidence is not Evidence.MODEL:
        return True
    if place in _FOR_PROGRAMS or place.endswith(_BESIDE):
        return False
    # Word's own elements in a comment; what stands between them Outlook shows.
    return not place.endswith(("comment", "comments")) or not _in_tag(text, hit.start)


def meant_in(units: Sequence[Unit], found: Sequence[Sequence[Hit]]) -> list[list[Hit]]:
    """Of the hits of each unit those that are."""
    return [
        [hit for hit in hits if meant(unit.place, unit.text, hit)] for unit, hits in zip(units, found, strict=True)
    ]


def _in_tag(text: str, at: int) -> bool:
    return text.rfind("<", 0, at) > text.rfind(">", 0, at)
