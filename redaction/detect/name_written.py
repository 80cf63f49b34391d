"""Names as records, forms and feeds write them: OKONEDO Winifred, last_name=Okafor, #justiceforjaydon."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.name_run import BODIES, COMMON, SURNAMES, shouted
from redaction.detect.signs import GIVEN_NAMES
from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, TITLES, word_list
from redaction.tokens import places, small, tokens, words

Told = tuple[int, int, str]  # start, end, rule

_NOBODY: Final = (
    NEVER_SURNAME | COMMON | TITLES | BODIES | word_list("no_name") | word_list("person_words")
    | word_list("capital_words") | word_list("short_words")
)  # fmt: skip
_FIELD: Final = re.compile(
    r"(?<![^\W\d_])(?:first|last|sur|fore|given|family|full|middle|child|parent|carer|mother|father)[_-]?name['\"]?"
    r"(?:=|%3D)[\"']?(?P<name>[A-Za-z][\w'.+-]{1,40})",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"#(?P<tag>[A-Za-z]{5,40})(?![\w-])")
_CALL: Final = re.compile(
    r"(?:justicefor|prayfor|findour|find|free|missing|happybirthday|rip|team|love)", re.IGNORECASE
)
_SHORTEST: Final = 5  # letters of a name that begins a tag
_HYPHENED: Final = re.compile(r"[A-Z](?<![\w-][A-Z])-[A-Z]\.?[ ](?P<last>[A-Z][a-z]{2,20})(?!\w)")


def written_names(text: str) -> Iterator[Told]:
    """Start, end and rule of each; not in order."""
    yield from _surname_in_capitals(text)
    if "name" in small(text):
        for match in _FIELD.finditer(text):
            if match["name"].lower() not in _NOBODY:
                yield *match.span("name"), "field"
    if "#" in text:
        for match in _TAG.finditer(text):
            if _begins_with_name(match["tag"]):
                yield *match.span("tag"), "tag"
    for match in _HYPHENED.finditer(text):
        if match["last"].lower() not in _NOBODY:
            yield *match.span(), "initials"


def _surname_in_capitals(text: str) -> Iterator[Told]:
    """*OKONEDO Winifred*, *SANTANA Kyle*: a word in capitals before a first name of the list in mixed letters."""
    begins = places(text)
    for word in GIVEN_NAMES.met(text):
        for at in begins[word]:
            start, end, _ = words(text)[at]
            if not at or not text[start].isupper() or text[start:end].isupper():
                continue
            before = tokens(text)[at - 1]
            if not shouted(text, before) or text[before.end : start] != " " or before.end - before.start < 3:
                continue
            if before.word in _NOBODY or before.word in GIVEN or not before.word.isalpha():
                continue
            # "EHCP Mia": what could be a short form must be a surname of the list.
            if before.end - before.start < _SHORTEST and before.word not in SURNAMES:
                continue
            if before.word not in ORDINARY:
                yield before.start, end, "surname-first"


def _begins_with_name(tag: str) -> bool:
    """Whether a tag is a first name of the list, or begins with one or has one after a call."""
    called = _CALL.match(tag)
    rest = tag[called.end() :].lower() if called is not None else tag.lower()
    return any(
        rest[:end] in GIVEN and rest[:end] not in ORDINARY and rest[:end] not in _NOBODY
        for end in range(min(len(rest), 12), _SHORTEST - 1, -1)
    )  # fmt: skip
