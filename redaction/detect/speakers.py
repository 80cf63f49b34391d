"""Who speaks in a chat or a transcript: what stands before the colon of line after line."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from redaction.detect.name_run import COMMON, SURNAMES
from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, TITLES, word_list
from redaction.tokens import lines

Told = tuple[int, int, str]  # start, end, rule

_LINE: Final = re.compile(
    r"[> \t*-]{0,6}(?:\[[\d:/., -]{4,24}\][ ])?(?P<who>[^\W\d_][\w.'-]{0,20}(?:[ ][^\W\d_][\w.'-]{0,20}){0,2})"
    r"(?P<sign>[ ][^\w\s:()/-]{1,6})?(?:[ ]\(?\d{1,2}[:.]\d\d\)?)?[ ]?:(?=[ \t]|\Z)"
)
_LONGEST_HEAD: Final = 48  # characters to the colon
_NOBODY: Final = (
    NEVER_SURNAME | COMMON | word_list("no_name") | word_list("name_headings") | word_list("person_words")
    | word_list("capital_words") | word_list("short_words")
    | {"interviewer", "interpreter", "me", "q", "a", "note", "dob"}
) - ORDINARY  # fmt: skip
_NOT_STRANGE: Final = _NOBODY | ORDINARY
# A measure before a colon, line after line, is rather somebody's initials.
_SHORT: Final = word_list("short_words") - {
    "km",
    "kg",
    "mm",
    "cm",
    "ml",
    "mg",
    "lb",
    "oz",
    "qc",
    "kc",
    "jp",
    "rj",
    "sj",
    "kb",
    "ms",
}
_FEWEST_LINES: Final = 2
_INITIALS: Final = 2  # letters


def speakers(text: str) -> Iterator[Told]:
    """Start, end and rule of the names of those who speak.

    A line alone may be a form's ("Grace: 4 days"), so two lines at least must begin so, and one of the speakers must
    be met again. What is no known name, title or initials counts where such a one speaks too.
    """
    if text.count(":") < _FEWEST_LINES:
        return
    met = [
        match
        for start, end in lines(text)
        if text.find(":", start, start + _LONGEST_HEAD) > 0 and (match := _LINE.match(text, start, end)) is not None
    ]
    heads = Counter(match["who"].lower() for match in met)
    # Who has a picture beside the name has it in a chat.
    named = {match["who"] for match in met if match["sign"] or _person(match["who"])}
    if len(met) < _FEWEST_LINES or not named or not any(heads[head.lower()] > 1 for head in {m["who"] for m in met}):
        return
    for match in met:
        start, end = match.span("who")
        words = match["who"].split()
        if match["who"] in named:
            shift = len(words[0]) + 1 if words[0].lower().strip(".") in TITLES and len(words) > 1 else 0
            yield start + shift, end, "speaker"
        elif heads[match["who"].lower()] > 1 and _strange(match["who"]):
            yield start, end, "speaker"


def _person(head: str) -> bool:
    """Whether a head is somebody's by itself: initials, a first name of the list, a title and a word."""
    words = [word.lower().strip(".'") for word in head.split()]
    if len(words) > 1 and words[0] in TITLES:
        return words[-1] not in _NOBODY
    if len(words) == 1 and head.isupper() and len(words[0]) == _INITIALS:
        return words[0] not in _SHORT
    if any(word in _NOBODY for word in words):
        return False
    return words[0] in GIVEN or (len(words) == 1 and words[0] in SURNAMES and words[0] not in ORDINARY)


def _strange(head: str) -> bool:
    """Whether a head that is met again is one word with a capital that is no ordinary one."""
    return head.isalpha() and head[0].isupper() and not head.isupper() and head.lower() not in _NOT_STRANGE
