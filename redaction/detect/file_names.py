"""Names of people in the names of files: *Okafor_Mia_referral.docx*, *photo-of-mia.jpg*."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.name_run import COMMON, SURNAMES
from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, word_list

Told = tuple[int, int, str]  # start, end, rule

_ENDING: Final = re.compile(
    r"\.(?:docx?|pdf|xlsx?|pptx?|jpe?g|png|heic|msg|eml|txt|csv|mp[34]|mov|m4a|wav|zip|odt|rtf)(?![\w.])",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[\w.()&'+-]*\Z")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 100
_NOT_NAMES: Final = NEVER_SURNAME | COMMON | word_list("no_name") | word_list("capital_words") | frozenset({
    "chronology", "photo", "scan", "genogram", "draft", "final", "img", "image", "version", "copy", "signed",
    "bruise", "contract", "rota", "invoice", "minutes", "timeline", "template", "leaflet", "poster", "screenshot",
    "video", "audio", "chart", "budget", "ehcp", "new", "old", "latest", "redacted", "v", "agenda", "recording",
    "transcript", "birth",
})  # fmt: skip


def file_names(text: str) -> Iterator[Told]:
    """Start, end and rule of each word of a file's name that is a person's."""
    for ending in _ENDING.finditer(text):
        match = _NAME.search(text, max(0, ending.start() - _LONGEST), ending.start())
        if match is None:
            continue
        words = [(one.start(), one.end()) for one in _WORD.finditer(text, match.start(), ending.start())]
        given = [_given(text, *word, alone=len(words) == 1) for word in words]
        for at, (start, end) in enumerate(words):
            beside = any(given[other] for other in (at - 1, at + 1) if 0 <= other < len(words))
            if given[at] or (beside and _beside_given(text, start, end)):
                yield start, end, "file-name"


def _given(text: str, start: int, end: int, *, alone: bool) -> bool:
    word = text[start:end].lower()
    if word in _NOT_NAMES or word in ORDINARY or len(word) < 3:
        return False
    return word in GIVEN or (word in SURNAMES and not alone)


def _beside_given(text: str, start: int, end: int) -> bool:
    """Whether a word next to a first name is its surname: with a capital, and no word of office."""
    word = text[start:end]
    return word[0].isupper() and len(word) > 1 and word.lower() not in _NOT_NAMES
