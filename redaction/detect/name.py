"""Names of people who need not be in any register: by title, label, greeting or a known given name."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, PARTICLES, TITLES
from redaction.hit import Detector, Evidence, Hit
from redaction.names import beside_date
from redaction.tokens import Token, starts_sentence, tokens

_LABEL: Final = re.compile(
    r"(?:^|(?<=[\n|;,\t(]))[ \t>*-]{0,8}"
    r"(?:(?:full|first|last|family|child'?s?|parent'?s?|carer'?s?|pupil'?s?|client'?s?|"
    r"student'?s?|patient'?s?|service user'?s?|mother'?s?|father'?s?|young person'?s?|"
    r"preferred|previous|maiden|known)[ ])?"
    r"(?:name|surname|forenames?|mum|mother|dad|father|parent|carer|guardian|child|son|daughter|brother|sister|sibling|"
    r"partner|husband|wife|pupil|student|client|patient|young person|service user|grandmother|grandfather|nan|"
    r"foster carer|next of kin|emergency contact|contact|referrer|keyworker|social worker|re|known as|alias|aka)"
    r"(?:[ ]?\([^()\n]{1,20}\))?[ ]?[:=][ \t]{0,6}",
    re.IGNORECASE | re.MULTILINE,
)
_CALLED: Final = frozenset({
    "son", "daughter", "child", "brother", "sister", "mum", "mother", "dad", "father", "husband", "wife",
    "partner", "baby", "boy", "girl", "nephew", "niece", "cousin", "aunt", "uncle", "stepson", "stepdaughter",
    "stepfather", "stepmother", "twin", "twins", "pupil", "student", "client", "called", "named",
})  # fmt: skip
_GREETING: Final = frozenset({"dear", "hi", "hello", "hey", "hiya", "morning", "afternoon", "evening"})
_SIGN_OFF: Final = re.compile(
    r"(?:regards|wishes|thanks|thank you|sincerely|faithfully|cheers|love|best)"
    r"[ \t]?[,.!]?[ \t]*(?:\r?\n[ \t]*){1,2}\Z",
    re.IGNORECASE,
)
_LONG_LINE: Final = 45  # characters; a shorter line was ended on purpose, not wrapped


def name(text: str) -> Iterator[Hit]:
    """Find names of people: *Mr Patel*, *Mum: Jane Smith*, *Dear Sarah*, *Amina Yusuf*.

    Evidence is ``pattern`` where a title, label or greeting says so, ``list`` where only
    the list of given names does. One first name alone in running text is not a hit here:
    it becomes one when the full name stands somewhere in the message (see ``propagate``).
    """
    words = tokens(text)
    taken = -1
    labelled = {match.end() for match in _LABEL.finditer(text)}
    at = 0
    while at < len(words):
        found = _titled(text, words, at) or _labelled(text, words, at, labelled) or _given(text, words, at)
        if found is None:
            at += 1
            continue
        last, evidence, how = found
        start, end = words[at].start, words[last].end
        if start >= taken:
            yield Hit(start=start, end=end, detector=Detector.NAME, evidence=evidence, how=how)
            taken = end
        at = last + 1


def _capital(text: str, word: Token) -> bool:
    return text[word.start].isupper()


def _shouted(text: str, word: Token) -> bool:
    return word.end - word.start > 1 and text[word.start : word.end].isupper()


def _side_by_side(text: str, left: Token, right: Token) -> bool:
    gap = text[left.end : right.start]
    if gap in {" ", "  ", "-", ". ", "."}:
        # After a whole word a dot ends the sentence; after an initial it belongs to the name.
        return "." not in gap or left.end - left.start == 1
    if gap.strip(" >\t") not in {"\n", "\r\n"}:
        return False
    line_start = text.rfind("\n", max(0, left.end - 200), left.end) + 1
    return left.end - line_start >= _LONG_LINE


def _may_be_surname(text: str, words: list[Token], at: int) -> bool:
    word = words[at]
    if word.end - word.start < 2 or not _capital(text, word) or not word.word.isalpha():
        return False
    if text[word.end : word.end + 3] in {"'s ", "'ll", "'re"} and word.word in NEVER_SURNAME:
        return False
    return word.word not in NEVER_SURNAME or word.word in ORDINARY


def _run(text: str, words: list[Token], at: int, most: int) -> int | None:
    """Index of the last word of the name that goes on after *at*; None: no surname follows."""
    last: int | None = None
    here = at
    for _ in range(most):
        here += 1
        if here >= len(words) or not _side_by_side(text, words[here - 1], words[here]):
            break
        word = words[here]
        # Mia Okafor DOB: capitals throughout after a surname in mixed letters are the next field.
        if last is not None and _shouted(text, word) and not _shouted(text, words[last]):
            break
        if _may_be_surname(text, words, here):
            last = here
        elif not (word.word in PARTICLES or (word.end - word.start == 1 and _capital(text, word))):
            break
    return last


def _titled(text: str, words: list[Token], at: int) -> tuple[int, Evidence, str] | None:
    word = words[at]
    if word.word not in TITLES or not _capital(text, word):
        return None
    here = at
    # "Mr and Mrs Patel": the second title is met on its own. "Dr. Ahmed": the dot is the title's.
    if at + 1 >= len(words):
        return None
    gap = text[word.end : words[at + 1].start]
    if gap not in {" ", ". ", "  ", "."}:
        return None
    if _may_be_surname(text, words, at + 1) or (
        _capital(text, words[at + 1]) and words[at + 1].end - words[at + 1].start == 1
    ):
        here = at + 1
        last = _run(text, words, here, 3)
        if last is not None:
            return last, Evidence.PATTERN, "title"
        if words[here].end - words[here].start > 1:
            return here, Evidence.PATTERN, "title"
        return None
    if words[at + 1].word in PARTICLES:
        last = _run(text, words, at + 1, 3)
        return None if last is None else (last, Evidence.PATTERN, "title")
    return None


def _labelled(text: str, words: list[Token], at: int, labelled: set[int]) -> tuple[int, Evidence, str] | None:
    if words[at].start not in labelled:
        return None
    capital = _capital(text, words[at])
    last = at
    while last + 1 < len(words) and last - at < 3:
        gap, following = text[words[last].end : words[last + 1].start], words[last + 1]
        if gap not in {" ", "  ", "-", ", ", ". "} or not following.word.isalpha():
            break
        if capital != _capital(text, following) and following.word not in PARTICLES:
            break
        if following.word in NEVER_SURNAME and following.word not in ORDINARY:
            break
        last += 1
    first = words[at].word
    if not first.isalpha() or words[last].end - words[at].start < 2 or (first in NEVER_SURNAME and last == at):
        return None
    # A form filled in lower case: the value must be a known name or the line's one or two words.
    ends_line = text[words[last].end : words[last].end + 1] in {"", "\r", "\n", ",", ";", "|", "("}
    if not capital and first not in GIVEN and not (ends_line and 1 <= last - at <= 2 and first not in NEVER_SURNAME):
        return None
    if capital and first in NEVER_SURNAME and first not in ORDINARY:
        return None
    return last, Evidence.PATTERN, "label"


def _given(text: str, words: list[Token], at: int) -> tuple[int, Evidence, str] | None:
    word = words[at]
    if not _capital(text, word):
        return None
    greeted = at > 0 and words[at - 1].word in _GREETING and text[words[at - 1].end : word.start] in {" ", ", "}
    if greeted and _may_be_surname(text, words, at) and _ends_greeting(text, words, at):
        last = _run(text, words, at, 2)
        return (at if last is None else last), Evidence.PATTERN, "greeting"
    if word.word not in GIVEN:
        return _initial(text, words, at)
    last = _run(text, words, at, 3)
    if last is not None and not _institution(text, words, at, last):
        return last, Evidence.LIST, "full-name"
    if _called(text, words, at):
        return at, Evidence.PATTERN, "relation"
    if _SIGN_OFF.search(text[max(0, word.start - 40) : word.start]):
        return at, Evidence.PATTERN, "sign-off"
    return None


def _ends_greeting(text: str, words: list[Token], at: int) -> bool:
    if words[at].word in GIVEN:
        return True
    following = text[words[at].end : words[at].end + 2]
    return following[:1] in {",", "!", "\r", "\n", ""} or (
        at + 1 < len(words) and _may_be_surname(text, words, at + 1)
    )


def _called(text: str, words: list[Token], at: int) -> bool:
    if at == 0 or words[at - 1].word not in _CALLED:
        return False
    if text[words[at - 1].end : words[at].start] not in {" ", ", "} or beside_date(text, words, at):
        return False
    return words[at].word not in ORDINARY or not starts_sentence(text, words[at].start)


def _initial(text: str, words: list[Token], at: int) -> tuple[int, Evidence, str] | None:
    """*S. Hargreaves*, *J.K. Bello*: initials with a dot, then a surname; the dot is the sign."""
    word = words[at]
    if word.end - word.start != 1 or text[word.end : word.end + 1] != "." or not word.word.isalpha():
        return None
    last = _run(text, words, at, 3)
    if last is None or words[last].end - words[last].start < 3:
        return None
    if words[last].word in ORDINARY and starts_sentence(text, word.start):
        return None
    return last, Evidence.PATTERN, "initials"


def _institution(text: str, words: list[Token], at: int, last: int) -> bool:
    """*Victoria Park School*, *12 Albert Road*, *St Mary Abbots Church*: a place or body, not a person."""
    following = words[last + 1].word if last + 1 < len(words) else ""
    follows = following in NEVER_SURNAME and following not in ORDINARY and last + 1 < len(words)
    if follows and _capital(text, words[last + 1]) and _side_by_side(text, words[last], words[last + 1]):
        return words[last + 1].word in _BODIES
    before = words[at - 1].word if at else ""
    if before in {"st", "saint"} and at and text[words[at - 1].end : words[at].start] in {" ", ". "}:
        return True
    if words[at].word in ORDINARY and words[last].word in ORDINARY:
        return starts_sentence(text, words[at].start) or (before.isdigit() and words[last].word in NEVER_SURNAME)
    return before.isdigit() and words[last].word in NEVER_SURNAME


_BODIES: Final = frozenset({
    "academy", "agency", "avenue", "cathedral", "centre", "chapel", "church", "clinic", "college", "community",
    "council", "crescent", "drive", "foundation", "gardens", "hospital", "hotel", "house", "infant",
    "infirmary", "junior", "lane", "library", "lodge", "mosque", "museum", "nursery", "pharmacy", "practice",
    "primary", "road", "school", "secondary", "square", "station", "street", "surgery", "synagogue", "terrace",
    "trust", "university", "fc", "ltd", "limited", "plc",
})  # fmt: skip
