"""Stretches of a document that are written for programs: styles, fonts, settings, class names, names of parts.

What only looks like a name or a number there is none: "Georgia" is a font, "MsoNormal" a style, a class name full of
digits a mail program's own. Whoever of the register stands there is found all the same, and a value found elsewhere
in the document is taken out of them too.
"""

import re
from collections.abc import Sequence
from typing import Final

from redaction.document import Unit
from redaction.hit import Detector, Evidence, Hit

_CODE: Final = frozenset({"presentation", "style", "styles", "script", "instruction", "part names", "content types"})
_PARTS: Final = re.compile(
    r"(?:styles(?:witheffects)?|fonttable|theme|themeoverride|settings|websettings|numbering|presprops|viewprops"
    r"|tablestyles|printersettings|calcchain|metadata of a picture)(?: (?:attributes|codes|views|comments))?",
    re.IGNORECASE,
)
_BESIDE: Final = (" attributes", " codes")
_COMMENTS: Final = (" comments", "comment")
# What Word writes for itself between a page's elements.
_CONDITIONAL: Final = re.compile(r"\s*(?:\[(?:if|endif)\b|/?\*|<!\[)", re.IGNORECASE)
_TWO_WORDS: Final = re.compile(r"[^\W\d_]{2,} +[^\W\d_]{2,}")


def meant(place: str, text: str, hit: Hit) -> bool:
    """Whether a hit is more than what a program's own words look like.

    *place* and *text* are those of its unit. What the model alone says counts only where people write.
    """
    if hit.persons:
        return True
    if place in _CODE or _PARTS.fullmatch(place) is not None:
        return hit.detector is Detector.EMAIL
    if place.endswith(_COMMENTS) and _CONDITIONAL.match(text) is not None:
        return hit.detector is Detector.EMAIL
    if hit.evidence is not Evidence.MODEL:
        return True
    if place == "extended-properties" or place == "attributes" or place.endswith(_BESIDE):
        return False
    return not place.endswith(_COMMENTS) or _TWO_WORDS.search(text) is not None


def meant_in(units: Sequence[Unit], found: Sequence[Sequence[Hit]]) -> list[list[Hit]]:
    """Of the hits of each unit those that are."""
    return [
        [hit for hit in hits if meant(unit.place, unit.text, hit)] for unit, hits in zip(units, found, strict=True)
    ]
