"""National Insurance numbers, and the temporary reference numbers that stand in for them."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import after_commerce_word, in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import Label
from redaction.hit import Detector, Hit
from redaction.tokens import figures, small

_SEP = r"[ .-]{0,2}"
_GAP: Final = r"[ -]?"
# After "=" only where the letters of a key stand before it.
_NOT_BEFORE: Final = r"(?<![A-Za-z0-9_/-])(?<![^A-Za-z]=)"
_UNUSED: Final = "BG|GB|KN|NK|NT|TN|ZZ"
# HMRC NIM39110: neither letter is D F I Q U V, the second is not O; some pairs are never issued.
_NUMBER: Final = re.compile(
    rf"{_NOT_BEFORE}(?!{_UNUSED})[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{_SEP}"
    rf"\d{{2}}{_SEP}\d{{2}}{_SEP}\d{{2}}{_SEP}[A-D](?![A-Za-z0-9_/=])",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(r"[A-Za-z]{2}(?:\d{6}|[ -]\d\d[ -]\d\d[ -]\d\d[ -]|[ -]\d{6}[ -])[A-Da-d]")
# After its label the number counts whatever its letters, with or without the suffix, figures misread by a scanner
# too; so does HMRC's stand-in of TN, a date of birth and the sex.
_FIGURE: Final = r"[\dOolI|SBZ]"
_WIDE: Final = r"(?:[ ./,-]{0,3}|[ \t]{0,2}\r?\n[ >]{0,4})"
# "S for Sierra": as people spell it out.
_LETTER: Final = r"[A-Z](?:[ ](?:for|as[ ]in)[ ][a-z]{3,10})?"
_LABELLED: Final = Label.of(
    ("nino", "ni", "n", "nin", "national", "natins", "nat", "insurance", "rhif"),
    r"NINO|NIN|NI|national[ _-]?insurance|nat\.?[ ]?ins\.?|insurance|N\.[ ]?I\.?"
    r"|rhif[ ]yswiriant[ ]gwladol|rhif[ ]YG|NI[ ]?N",
    rf"{_LETTER}[ ,]{{0,2}}{_LETTER}(?:{_WIDE}{_FIGURE}[ ]?{_FIGURE}){{3}}"
    rf"(?:{_WIDE}[A-DFM8](?![A-Za-z])(?:[ ](?:for|as[ ]in)[ ][a-z]{{3,10}})?)?",
)
# Two figures, a letter, five figures; in any case, but never without its label.
_TEMPORARY: Final = Label.of(
    ("trn", "temporary", "nino", "ni", "national"),
    r"TRN|temporary[ ](?:reference|NI|national[ ]insurance)|NINO|NI|national[ ]insurance",
    r"\d{2}[ -]?[A-Z][ -]?\d{1,2}[ -]?\d{1,2}[ -]?\d{1,2}(?<=\d)",
)
# "her national insurance is, she thinks, WK 20 44 71": in pairs and without its last letter, where it is spoken of.
_UNFINISHED: Final = re.compile(
    rf"{_NOT_BEFORE}(?!{_UNUSED})[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ ]?\d\d[ ]\d\d[ ]\d\d(?![\w/-])"
)
_SPOKEN_OF: Final = re.compile(r"\b(?:national[ ]insurance|NI(?:NO)?|nat\.?[ ]ins)\b", re.IGNORECASE)
_FAR: Final = 60  # characters
# Where the label is stuck to its number.
_JOINED: Final = re.compile(r"\bNINO(?P<number>[A-Z]{2}\d{6}[A-D]?)\b", re.IGNORECASE)
# As people write it, with a letter or two that a scanner read for figures.
_SCANNED: Final = re.compile(
    rf"{_NOT_BEFORE}(?!{_UNUSED})[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{_GAP}(?=(?:[\dOI][ -]?){{0,5}}[OI])"
    rf"(?=(?:[OI -]{{0,3}}\d){{4}})[\dOI]{{2}}{_GAP}[\dOI]{{2}}{_GAP}[\dOI]{{2}}{_GAP}[A-D](?![A-Za-z0-9_/=])"
)
_TEMPORARY_DIGITS: Final = 7


def nino(text: str) -> Iterator[Hit]:
    """Find National Insurance numbers, grouped or not, in either case; evidence ``pattern``.

    Source:
        HMRC NIM39110 (two letters, six digits, suffix A to D); NIM39115 (temporary reference numbers).
    """
    found = Finds(Detector.NINO)
    for span in _LABELLED.values(text):
        if sum(char.isdigit() for char in text[slice(*span)]) >= 4:
            found.add(span, "label")
    for span in _TEMPORARY.values(text):
        if sum(char.isdigit() for char in text[slice(*span)]) == _TEMPORARY_DIGITS:
            found.add(span, "label")
    if "nino" in small(text):
        for joined in _JOINED.finditer(text):
            found.add(joined.span("number"), "label")
    for figure in figures(text):
        if figure.end - figure.start > 6:
            continue
        start = _letters_before(text, figure.start)
        match = (_NUMBER.match(text, start) or _SCANNED.match(text, start)) if start >= 0 else None
        if match is None and start >= 0:
            match = _UNFINISHED.match(text, start)
            spoken_of = match is not None and _SPOKEN_OF.search(text, max(0, start - _FAR), start) is not None
            match = match if spoken_of else None
        if match is None or start in found or in_link_or_message_id(text, *match.span()):
            continue
        # A part or an order is numbered like this by chance; written as people write it, it is one.
        if not (after_commerce_word(text, start) and _PLAIN.fullmatch(match[0])):
            found.add(match.span(), "shape")
    yield from found


def _letters_before(text: str, start: int) -> int:
    """Where two letters begin that stand before *start*, two separators between at most; -1: none do."""
    at = start - 1
    while at > start - 3 and at >= 0 and text[at] in " .-":
        at -= 1
    return at - 1 if at >= 1 and text[at].isalpha() and text[at - 1].isalpha() else -1
