"""Names of accounts: what somebody is called on a social service, in a game or a message program."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import Label, listed
from redaction.detect.url import OF_US
from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, lines, word_list
from redaction.hit import Detector, Hit

_SERVICES: Final = "|".join(line.replace(" ", "[ -]?") for line in lines("services"))
_ACCOUNT: Final = (
    r"(?:user[ ]?(?:name|id)|user|handle|account|profile|page|channel|seller|gamer[ ]?tag|tag|screen[ ]?name|"
    r"log[ ]?in|ID|name|as|"
    r"called|named|of[ ](?:mum|dad|her|him|the[ ]child))"
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
_INVENTED: Final = (
    r"[@$]?(?=[A-Za-z.-]{0,30}[\d_#]|[@$]|[a-z]{2,12}\.[a-z]{2,12}(?![\w.])|(?-i:(?:[A-Z][a-z]{1,14}){3}))"
    r"[A-Za-z0-9](?:[A-Za-z0-9_]|[.:-](?=[A-Za-z0-9_])){2,31}(?:#\d{4})?"
)
# "on Instagram as mia.ok", "his snap mia_2014": without a colon only what no ordinary word looks like.
_CALLED: Final = Label(
    listed("services"),
    rf"{_INVENTED}|@[A-Za-z0-9][\w.]{{2,30}}",
    rf"(?:[ ]{_ACCOUNT}){{0,2}}(?:[ ](?:is|was))?[ ]['\"(]?",
    digits=False,
)
# "a fake profile, jenny_k_loves", "user name mholt22", "the account \"lil_t_ldn\"".
_OWN: Final = Label.of(
    ("account", "accounts", "profile", "profiles", "user", "username", "login", "gamertag", "handle", "handles"),
    r"(?:accounts?|profiles?|user[ -]?name|login(?:[ ](?:ID|name))?|gamer[ -]?tag|handles?)",
    r"@?(?:(?=[A-Za-z0-9.]{1,30}_)|(?=[a-z.]{2,30}\d))[A-Za-z0-9](?:[A-Za-z0-9_]|\.(?=[A-Za-z0-9_])){2,31}",
    r"[ ]{0,2}(?:,|:|[ ](?:is|was|called|named))?[ ]{1,2}['\"(]?",
    digits=False,
)
# "uses the name xX_slayer_Xx on Fortnite", "goes by killa_k online".
_SIGNED: Final = Label.of(
    ("name", "goes", "called", "known", "as"),
    r"name|goes[ ]by|called|known[ ]as|as",
    r"(?:[A-Za-z0-9.]{0,20}_[A-Za-z0-9_.]{1,20}|[A-Za-z]{3,20}\d{1,6})"
    rf"(?=['\"]?[ ](?:on[ ](?:the[ ])?(?:{_SERVICES})|online)\b)",
    r"[ ]{1,2}['\"(]?",
    digits=False,
)
# "acct=tveal_84", "Snap | mia_2014", the next line or cell of a form.
_KEYED: Final = Label(
    {
        **listed("services"),
        **dict.fromkeys(
            ("acct", "account", "user", "username", "userid", "login", "handle", "tag"),
            r"(?:acct|account|user|login|handle|tag)(?:[ _-]?(?:name|id))?",
        ),
    },
    rf"(?=[^\s|;,]{{0,31}}(?-i:[a-z_]{{2}})){_INVENTED}",
    r"[\"']?[ \t]{0,12}(?:[:=|]|\t|[ ]{2}|\r?\n)[ \t|\"'@]{0,12}",
    digits=False,
)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./:-]\d")
_UNDERSCORED: Final = re.compile(
    r"(?<![\w@./\\-])(?=[A-Za-z0-9.]{0,24}_)[A-Za-z0-9_](?:[A-Za-z0-9_]|\.(?=[A-Za-z0-9_])){3,31}(?![\w@-]|\.\w|[(=])"
)
_SIGN: Final = re.compile(r"(?<![\w@.+/-])@[A-Za-z0-9_](?:[A-Za-z0-9_]|[.-](?=[A-Za-z0-9_])){2,30}(?![\w@-]|\.\w)")
_NEAR: Final = re.compile(
    rf"\b(?:{_SERVICES}|handle|username|follows?|follower|followed|DM(?:ed|s)?|posted|tagged|accounts?|profile"
    rf"|online|"
    r"messag(?:ed|ing)|contacted)\b",
    re.IGNORECASE,
)
_MADE_UP: Final = re.compile(r"[\d_]")
# "first_name", "case_file_2", "hub_form": what programs call their fields and people their files.
_FIELD: Final = re.compile(
    r"(?:\A|_)(?:name|id|date|no|number|ref|type|code|field|file|list|form|key|address|email|dob|user|group|hub|copy|"
    r"final|draft|report|plan|notes?|v\d+)(?:_|\Z)",
    re.IGNORECASE,
)
_WORDS: Final = (
    NEVER_SURNAME
    | word_list("common")
    | {
        "not",
        "none",
        "unknown",
        "blocked",
        "deleted",
        "private",
        "yes",
        "link",
        "poor",
        "page",
        "see",
        "cancelled",
        "open",
        "shut",
        "down",
    }
)


def handle(text: str) -> Iterator[Hit]:
    """Find account names after the service's name or a word for one, and *@names* near such words.

    Evidence ``pattern``. *Follow us @name* is an organisation's and is left.
    """
    found = Finds(Detector.HANDLE)
    for label in (_LABELLED, _PLAIN, _CALLED, _OWN, _SIGNED, _KEYED):
        for start, end in label.values(text):
            if (
                _DAY.match(text, start) is None
                and not _is_word(text[start:end])
                and not _of_us(text, start)
                and text[end : end + 2] != "//"
            ):
                found.add((start, end), "label")
    for match in _UNDERSCORED.finditer(text) if "_" in text else ():
        # "a new account, bez_onelove": no name of a file, a column or a form's field.
        if _FIELD.search(match[0]) is not None or in_link_or_message_id(text, *match.span()):
            continue
        if _NEAR.search(text, max(0, match.start() - 60), match.end() + 30):
            found.add(match.span(), "made-up")
    for match in _SIGN.finditer(text) if "@" in text else ():
        start, end = match.span()
        # A figure or a stroke is in no colleague's first name: "@mia_9", but "@Sarah, can you …".
        told = _MADE_UP.search(match[0]) is not None or _NEAR.search(text, max(0, start - 60), end + 30) is not None
        if told and not _of_us(text, start):
            found.add((start, end), "sign")
    yield from found


def _is_word(value: str) -> bool:
    """Whether a word of the sentence stands where an account's name may: "Teams: link below", "Skype is retired"."""
    plain = value.isalpha() and (value.islower() or value.istitle())
    if value.lower() in _WORDS or (plain and value.lower() in ORDINARY and value.lower() not in GIVEN):
        return True
    return plain and value.islower() and value.endswith(("ed", "ing"))


def _of_us(text: str, start: int) -> bool:
    return OF_US.search(text, max(0, start - 80), start) is not None
