"""Names and addresses without the words of the form around them: *Adjoa Mensimah  Nationality*, *Canal Wharf Sex*.

In a form the next label follows a value with nothing but a blank between, and a short code fills a cell as a name
would: whatever took such a word for a part of a name, it is none.
"""

import re
from typing import Final

from redaction.detect.words import GIVEN, ORDINARY, TITLES, word_list
from redaction.hit import Detector, Evidence, Hit

_NAMES: Final = GIVEN | ORDINARY | word_list("surnames")
_LABELS: Final = word_list("form_labels") - _NAMES
_CODES: Final = word_list("form_codes") - _NAMES
# What follows an address in a form; of the other labels some are parts of houses.
_AFTER_ADDRESS: Final = frozenset({
    "postcode", "tel", "telephone", "mobile", "mob", "email", "sex", "gender", "veh", "dob", "relationship",
    "ethnicity", "religion", "nationality", "allergies",
})  # fmt: skip
_BORN: Final = re.compile(r"[ ]b\.?\Z")
_WORD: Final = re.compile(r"\S+")
_SIGNS: Final = ".,:;()/'\"’"


def without_labels(text: str, found: list[Hit]) -> list[Hit]:
    """The hits, those of names and addresses cut at labels of forms; what was nothing else is left out."""
    return [
        kept
        for hit in found
        if (kept := _cut(text, hit) if hit.detector in {Detector.NAME, Detector.ADDRESS} else hit) is not None
    ]


def _cut(text: str, hit: Hit) -> Hit | None:
    value = text[hit.start : hit.end]
    pieces = list(_WORD.finditer(value))
    words = [piece[0].strip(_SIGNS).lower() for piece in pieces]
    labels = _LABELS if hit.detector is Detector.NAME else _AFTER_ADDRESS
    # "Cerys b. 14/7/2011": a small letter before a date, no surname's.
    if hit.detector is Detector.NAME and len(words) > 1 and _BORN.search(value) is not None:
        labels = labels | {"b"}
    if labels.isdisjoint(words):
        return None if _coded(hit, value, words) else hit
    first, last = 0, len(pieces)
    while first < last and words[first] in labels:
        first += 1
    while last > first and words[last - 1] in labels:
        last -= 1
    if first == last or (hit.detector is Detector.NAME and TITLES.issuperset(words[first:last])):
        return None
    if last - first == len(pieces):
        return hit
    return hit.at((hit.start + pieces[first].start(), hit.start + pieces[last - 1].end()))


def _coded(hit: Hit, value: str, words: list[str]) -> bool:
    """Whether it is one code in capitals that the model, or a greeting, takes for somebody's name."""
    return (
        hit.detector is Detector.NAME
        and hit.how != "column"
        and (hit.evidence is Evidence.MODEL or len(words) == 1 < len(value.strip(_SIGNS)))
        and value.isupper()
        and _CODES.issuperset(words)
    )
