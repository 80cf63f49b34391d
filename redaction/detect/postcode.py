"""Postcodes of the United Kingdom."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from redaction.detect.context import after_commerce_word, in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import CLOSE, Label
from redaction.detect.street import is_place
from redaction.hit import Detector, Hit
from redaction.tokens import Prepared, figures

_AREAS: Final = frozenset({
    "AB", "AL", "B", "BA", "BB", "BD", "BF", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH", "CM",
    "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EH", "EN",
    "EX", "FK", "FY", "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX", "IG", "IM", "IP",
    "IV", "JE", "KA", "KT", "KW", "KY", "L", "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M", "ME", "MK", "ML",
    "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM",
    "S", "SA", "SE", "SG", "SK", "SL", "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF",
    "TN", "TQ", "TR", "TS", "TW", "UB", "W", "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE",
})  # fmt: skip
POSTCODE: Final = re.compile(
    r"(?<![A-Za-z0-9_/=#-])([A-PR-UWYZ][A-HK-Y]?)(\d[A-HJKMNPR-Y]?|\d\d)([ \t]{0,2}|[ \t]?\r?\n|-)"
    r"(\d(?:[ABD-HJLNP-UW-Z]{2}|(?-i:[ ][ABD-HJLNP-UW-Z]{2})))(?![A-Za-z0-9_/=])",
    re.IGNORECASE,
)
# After its label with a letter misread, or a stroke between.
_LABELLED: Final = Label.of(
    ("postcode", "post", "postcodes", "p", "pcode", "pc"),
    r"post[ ]?codes?|p/?[ ]?code|pc(?=[ ]?:)",
    r"[A-Z](?:[ ][A-Z])?[ ]\d(?:[ ][A-Z\d])?[ ]{1,3}\d[ ][A-Z][ ][A-Z]|"
    r"(?<!\w)[A-PR-UWYZ][A-HK-Y]?[\dOI][\dA-Z]?[ ]?-?[ ]?[\dOISB][A-Z]{2}",
    CLOSE,
    digits=False,
)
_LAST_WORDS: Final = re.compile(r"(?:[A-Za-z'-]+[ ])?(?P<last>[A-Za-z'-]+)(?=[ ]\Z)")
_ADDRESS_WORD: Final = re.compile(
    r"(?:post ?code|address|lives? (?:at|in)|road|rd|street|st|avenue|ave|lane|close|court|london)\b[ \t,.:-]{0,4}\Z",
    re.IGNORECASE,
)


def postcodes(text: str) -> Sequence[re.Match[str]]:
    """What is written as a postcode, in order: as ``POSTCODE.finditer`` gives it, tried at figures alone."""
    if not isinstance(text, Prepared):
        return tuple(_postcodes(text))
    if text.postcodes is None:
        text.postcodes = tuple(_postcodes(text))
    return text.postcodes


def _postcodes(text: str) -> Iterator[re.Match[str]]:
    reach = 0
    for figure in figures(text):
        # One letter or two stand right before its first figure.
        for start in (figure.start - 2, figure.start - 1):
            match = POSTCODE.match(text, start) if start >= reach and text[figure.start - 1].isalpha() else None
            if match is not None:
                yield match
                reach = match.end()


def postcode(text: str) -> Iterator[Hit]:
    """Find postcodes: full, in a real postcode area, with or without the space.

    Without the space and in lower case (*w60hp*) it looks like any code, so it then needs
    an address word or a comma before it, or a line of its own. Evidence ``pattern``.

    Source:
        Royal Mail format rules; the list of postcode areas.
    """
    found = Finds(Detector.POSTCODE)
    for match in postcodes(text):
        start, end = match.span()
        if match[1].upper() not in _AREAS or in_link_or_message_id(text, start, end):
            continue
        if match[3] in {"", "-"} and not _plain_enough(text, start, end):
            continue
        found.add((start, end), "shape")
    for start, end in _LABELLED.values(text):
        if any(char.isdigit() for char in text[start:end]):
            found.add((start, end), "label")
    yield from found


def _plain_enough(text: str, start: int, end: int) -> bool:
    if after_commerce_word(text, start):
        return False
    if text[start:end].isupper() and end - start >= 6:
        return True
    before = text[max(0, start - 40) : start]
    if _ADDRESS_WORD.search(before) or before.rstrip(" ").endswith(","):
        return True
    town = _LAST_WORDS.search(before)
    if town is not None and (is_place(town[0]) or is_place(town["last"])):
        return True
    line_start = not before.rstrip(" \t") or before.rstrip(" \t")[-1] in "\r\n"
    return line_start and text[end : end + 1] in {"", "\r", "\n"}
