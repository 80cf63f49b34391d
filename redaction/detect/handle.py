"""Names of accounts: what somebody is called on a social service, in a game or a message program."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.finds import Finds
from redaction.detect.labels import Label, listed
from redaction.detect.url import OF_US
from redaction.detect.words import NEVER_SURNAME, lines, word_list
from redaction.hit import Detector, Hit

_SERVICES: Final = "|".join(line.replace(" ", "[ -]?") for line in lines("services"))
_ACCOUNT: Final = (
    r"(?:user[ ]?(?:name|id)|handle|account|profile|page|gamer[ ]?tag|tag|screen[ ]?name|log[ ]?in|ID|name|as|called)"
)
_NAME: Final = r"@?[A-Za-z0-9](?:[A-Za-z0-9_]|[.-](?=[A-Za-z0-9_])){2,31}(?:#\d{4})?"
_BETWEEN: Final = r"[ \t]{0,2}(?:[:=]|[ ](?:is|was)\b[ :]?|-|[(])[ \t\"'(]{0,4}"
_LABELLED: Final = Label(listed("services", rf"(?:[ ]{_ACCOUNT}){{0,2}}"), _NAME, _BETWEEN, digits=False)
_PLAIN: Final = Label.of(
    ("username", "user", "handle", "gamertag", "gamer", "screenname", "screen", "login"),
    r"user[ -]?name|handle|gamer[ -]?tag|screen[ -]?name|login",
    _NAME,
    _BETWEEN,
    digits=False,
)
# "on Instagram as mia.ok", "his snap mia_2014": without a colon only what no ordinary word looks like.
_CALLED: Final = Label(
    listed("services"),
    r"@?(?=[a-z.]{0,30}[\d_#]|@)[A-Za-z0-9](?:[A-Za-z0-9_]|[.-](?=[A-Za-z0-9_])){2,31}(?:#\d{4})?|@[A-Za-z0-9][\w.]{2,30}",
    rf"(?:[ ]{_ACCOUNT}){{0,2}}(?:[ ](?:is|was))?[ ]['\"(]?",
    digits=False,
)
_SIGN: Final = re.compile(r"(?<![\w@.+/-])@[A-Za-z0-9_](?:[A-Za-z0-9_]|\.(?=[A-Za-z0-9_])){2,30}(?![\w@-]|\.\w)")
_NEAR: Final = re.compile(
    rf"\b(?:{_SERVICES}|handle|username|follows?|follower|followed|DM(?:ed|s)?|posted|tagged|accounts?|profile|online|"
    r"messag(?:ed|ing)|contacted)\b",
    re.IGNORECASE,
)
_MADE_UP: Final = re.compile(r"[\d_]")
_WORDS: Final = (
    NEVER_SURNAME | word_list("common") | {"not", "none", "unknown", "blocked", "deleted", "private", "yes"}
)


def handle(text: str) -> Iterator[Hit]:
    """Find account names after the service's name or a word for one, and *@names* near such words.

    Evidence ``pattern``. *Follow us @name* is an organisation's and is left.
    """
    found = Finds(Detector.HANDLE)
    for label in (_LABELLED, _PLAIN, _CALLED):
        for start, end in label.values(text):
            if text[start:end].lower() not in _WORDS and not _of_us(text, start) and text[end : end + 2] != "//":
                found.add((start, end), "label")
    for match in _SIGN.finditer(text) if "@" in text else ():
        start, end = match.span()
        # A figure or a stroke is in no colleague's first name: "@mia_9", but "@Sarah, can you …".
        told = _MADE_UP.search(match[0]) is not None or _NEAR.search(text, max(0, start - 60), end + 30) is not None
        if told and not _of_us(text, start):
            found.add((start, end), "sign")
    yield from found


def _of_us(text: str, start: int) -> bool:
    return OF_US.search(text, max(0, start - 80), start) is not None
