"""What the model may not take for a name by itself: roads, ordinary words, pieces of codes."""

import re
from functools import cache
from typing import Final

from redaction.detect.columns import is_head
from redaction.detect.things import thing
from redaction.detect.words import GIVEN, ORDINARY, PARTICLES, word_list

# What a name does not end with. Streets that are surnames too (Lane, Close, Park, Hill) are not among them.
_NOT_PEOPLE: Final = frozenset({
    "academy", "ave", "avenue", "borough", "center", "centre", "clinic", "college", "council", "cres", "crescent",
    "drive", "estate", "foundation", "gardens", "gdns", "group", "hospital", "hostel", "library", "limited", "ltd",
    "mews", "nursery", "parish", "plc", "primary", "rd", "refuge", "road", "school", "society", "station", "street",
    "surgery", "team", "terrace", "trust", "university", "ward", "acad",
})  # fmt: skip
# What bears a name where the model itself leaves the word out of it: "Ash Grove", "Vaux Farm".
_CALLED_AFTER: Final = frozenset({
    "grove", "close", "way", "walk", "lane", "rise", "row", "court", "lodge", "house", "hub", "farm", "cottage",
    "place", "square", "view", "park", "hill", "green", "hall", "room", "suite", "wing",
})  # fmt: skip
_SURE: Final = 0.85
_WORD: Final = re.compile(r"[^\s]+")
_AT: Final = frozenset({"in", "at", "near", "to", "from", "outside", "towards", "around", "of"})
_TOPICS: Final = (
    "health",
    "sen",
    "safeguarding",
    "education",
    "attendance",
    "finance",
    "immigration",
    "social_care",
    "offence",
)


_SHORT: Final = word_list("short_words")
_LEADING: Final = frozenset({
    "child", "baby", "son", "daughter", "mum", "dad", "mother", "father", "uncle", "daddy", "twins", "husband",
    "wife", "partner", "nan", "gran", "granny", "grandma", "grandad", "brother", "sister", "aunt", "auntie",
    "cousin", "step", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "ola", "obrigada", "obrigado", "hola",
    "salaam", "hiya", "um",
})  # fmt: skip
_VOWEL: Final = re.compile("[aeiouy]")
# "NCY: 9", "IMEI 356938035643809": what stands before a number and names it. "OYA 9" may be a child and her age.
_PUBLIC: Final = re.compile(
    r"\b(?:(?:family|youth|community|children'?s|health|medical|leisure|sports|day|advice)[ ](?:hub|centre)"
    r"|library|town[ ]hall|church[ ]hall|civic[ ]centre|police[ ]station)\b",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\d[A-Za-z]?,?[ ](?!to\b|and\b|am\b|pm\b)[A-Za-z]", re.IGNORECASE)
_TIMES: Final = re.compile(r"\d[ ]?(?:to|till|until|-)[ ]?\Z")  # "10 to 1, Family Hub"
_INITIALS: Final = 3
# "ghiJKLmn", "TXJzIE1hcmdhcmV0": letters that no name has in such an order, and long words with digits.
_CODE: Final = re.compile(r"[a-z][A-Z]{2,}[a-z]|[A-Z]{2}[a-z][A-Z]")
_DIGIT: Final = re.compile(r"\d")
_STYLE: Final = re.compile(r"\d(?:px|ex|em|rem)[ ;]")  # "border-left:1px solid rgb(204,204,204)"
# "text/html; charset=utf-8": what a part of a mail is, in its own words (RFC 2045 §5.1).
_MEDIA: Final = re.compile(
    r"\b(?:text|application|image|audio|video|multipart|message|font)/[a-z][a-z0-9.+-]*"
    r"(?:;[ \t]*(?:charset|format|boundary)=)?"
)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:[^\s:]*[/(#?]")
_BEFORE_LINKS: Final = frozenset({"", '"', "'", "=", "(", "<", "\n"})
_DISTRICT: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")  # W6, SW1A: of a postcode, as we leave it
_PLUS: Final = re.compile(r"\w\+\d")  # "London W14+8QT" of a link
_LONGEST_NAME: Final = 15
_SHORTEST_HOME: Final = 3
_OF_FORMS: Final = frozenset({"sex", "gender", "veh", "vehicle", "reg", "class", "year", "yr", "status", "grade"})
_OF_VEHICLES: Final = frozenset({"veh", "vehicle", "reg"})
# "A v B", "R (AB) v Croydon": whom a court does not name.
_PARTY: Final = re.compile(r"\bv\.?[ ][A-Z]{1,2}\b|\b[A-Z]{1,2}\)?[ ]v\.?[ ]|\bR[ ]\([A-Z]")
_NUMBER_NAMED: Final = re.compile(r"[ ]?[:=][ ]?\d|[ ]\d{5}")


@cache
def _ordinary() -> frozenset[str]:
    """Words that are nobody's name: everyday words and the terms of all topics."""
    words = word_list("common") | word_list("never_surname")
    # Of a list of terms the marks before a line are none of its words.
    words = words.union(*({word.lstrip("~!").lower() for word in word_list(topic)} for topic in _TOPICS))
    return (words | word_list("person_words") | word_list("capital_words")) - GIVEN - word_list("surnames")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the days, months, codes and ordinary words at its ends: *Haoran Thurs*, *Child Zhao Mei-Lin*."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
    while len(words) > 1 and (
        text[slice(*words[-1])].lower().strip(".") in _edges() or text[words[-1][1] - 1].isdigit()
    ):
        words.pop()
    while len(words) > 1 and text[slice(*words[0])].lower().strip(".") in _LEADING:
        words.pop(0)
    return (words[0][0], words[-1][1]) if words else (start, end)


@cache
def _edges() -> frozenset[str]:
    words = word_list("never_surname") | word_list("person_words")
    # Two letters may be a surname: Do, An, So, He.
    return frozenset(word for word in words - GIVEN - ORDINARY - PARTICLES - word_list("surnames") if len(word) > 2)


def _run(text: str, start: int, end: int) -> str:
    """What stands around a span without a blank, some hundred characters of it at most."""
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    return (
        (before.split()[-1] if before and not before[-1].isspace() else "")
        + text[start:end]
        + (after.split()[0] if after and not after[0].isspace() else "")
    )


def _in_code(text: str, start: int, end: int) -> bool:
    """Whether it is a piece of a message's id, a key or a setting; what a link asks for may be a name."""
    run = _run(text, start, end)
    if "=" in text[start:end] or _STYLE.search(text, max(0, start - 24), end + 12) is not None:
        return True
    if any(
        media.start() <= start and end <= media.end() for media in _MEDIA.finditer(text, max(0, start - 60), end + 60)
    ):
        return True
    # "src=", "cid:a@x.example", "javascript:x()": the key of a setting, and what a link is to.
    keyed = text[end : end + 1] == "=" or (text[end : end + 2] == '":' and text[start - 1 : start] == '"')
    if (text[start:end].islower() and keyed) or -1 < run.find(":") < run.find("@"):
        return True
    if _SCHEME.match(text, start) is not None and text[start - 1 : start] in _BEFORE_LINKS:
        return True
    if _DIGIT.search(run) is None or len(run) <= end - start + 8:
        return False
    return "@" in run or (("+" in run or "=" in run) and not any(sign in run for sign in "?&/:"))


def _alone(word: str) -> bool:
    """Whether a word is no address by itself: *Hotel*, *House*."""
    return word.lower().strip(".,!") in _CALLED_AFTER | _NOT_PEOPLE | {"hotel", "flat", "marina"}


# "a hostel", "the annexe": what kind of home, and not which.
_KIND_ALONE: Final = re.compile(
    r"(?:an?|the|his|her|their|my|our|this)[ ](?:[a-z]+[ ])?(?:hostel|bungalow|annexe?|flat|house|refuge|hotel"
    r"|caravan|cottage|farm|bedsit|block|maisonette|home|lodge|room|kitchen|garden|yard|site|estate|building)"
)


def no_home(text: str, start: int, end: int) -> bool:
    """Whether an address is no home: where anybody may go, a time before a place, one word that tells none."""
    if _PLUS.search(text, start, end) is not None:
        return True
    if _TIMES.search(text, max(0, start - 10), start) is not None and text[start].isdigit():
        return True
    if end - start == len(text[start:end].split(maxsplit=1)[0]) and (
        text[start:end].islower()
        or _alone(text[start:end])
        or (end - start <= _SHORTEST_HOME and text[end : end + 2] == "  ")
    ):
        return True
    if _KIND_ALONE.fullmatch(text, start, end) is not None:
        return True
    # Two blanks part columns: "Jnr      Neglect" is the end of a school and a worry.
    if "   " in text[start:end] and _DIGIT.search(text, start, end) is None:
        return True
    first = text[start:end].split(maxsplit=1)[0].lower().strip(":.")
    if first in _OF_FORMS and (_DIGIT.search(text, start, end) is None or first in _OF_VEHICLES):
        return True
    return _PUBLIC.search(text, start, end) is not None and _NUMBERED.search(text, start, end) is None


def doubtful(text: str, start: int, end: int, share: float, *, small: bool) -> bool:
    """Whether a span that the model takes for a name is left, since what stands there says otherwise.

    Args:
        text: The text.
        start: Where the span begins.
        end: Where it ends.
        share: How sure the model is of its first word.
        small: Whether the whole text is without capitals.
    """
    if thing(text, start, end) or _CODE.search(text, start, end) is not None or _in_code(text, start, end):
        return True
    words = text[start:end].replace("-", " ").split()
    last = words[-1].lower().strip(".,'")
    if last in _NOT_PEOPLE or _next_word(text, end) in _NOT_PEOPLE - {"team", "group", "drive"}:
        return True
    if _next_word(text, end) in _CALLED_AFTER and text[end + 1].isupper():
        return True
    if len(words) > 1:
        return False
    if end - start > _LONGEST_NAME and _DIGIT.search(text, start, end) is not None:
        return True
    if is_head(text, start, end) or last in _ordinary() or text[end : end + 1].isdigit() or last[:1].isdigit():
        return True
    if (
        len(last) == 1
        and text[start].islower()
        and not any(char.isalpha() for char in _line_around(text, start, end))
    ):
        return True
    if len(last) < _INITIALS and (_PARTY.search(text, max(0, start - 12), end + 12) or _of_letters(text, start, end)):
        return True
    if _short_form(text, start, end, small=small) or _town(text, start, last):
        return True
    if _DISTRICT.fullmatch(text, start, end) is not None:
        return True
    # A colour (ffffff), or letters that hold a place in a form.
    if len(last) > 2 and len(set(last)) == 1:
        return True
    # A small letter where the text has capitals: a name is seldom written so.
    return text[start].islower() and not small and (share < _SURE or len(last) < _INITIALS)


def _line_around(text: str, start: int, end: int) -> str:
    """What else stands on the line of a span, some hundred characters of it at most."""
    return text[max(0, start - 60) : start].rpartition("\n")[2] + text[end : end + 60].partition("\n")[0]


def _of_letters(text: str, start: int, end: int) -> bool:
    """Whether a letter is one of several with dots: *D.O.B.*, *a.m.*"""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (len(before) > 1 and before[0].isalpha() and before[1] == ".") or (
        after[:1] == "." and after[1:].isalpha()
    )


def _next_word(text: str, end: int) -> str:
    """The word right after *end*, in lower case; empty where something else than a blank stands between."""
    if text[end : end + 1] != " ":
        return ""
    rest = text[end + 1 : end + 14].split(maxsplit=1)
    return rest[0].lower().strip(".,;:)'") if rest else ""


def _short_form(text: str, start: int, end: int, *, small: bool) -> bool:
    """Whether a word is a short form of the trade in capitals (NASS, FSW), where not all is written so."""
    word = text[start:end]
    if not word.isupper() or small or not 2 <= len(word) <= 5 or text.isupper():
        return False
    low = word.lower()
    # Two letters, or none for a vowel, may be somebody's initials: KD.
    if low in _SHORT or (len(low) > 3 and not _VOWEL.search(low) and low not in GIVEN):
        return True
    return low not in GIVEN and low not in word_list("surnames") and _NUMBER_NAMED.match(text, end) is not None


def _town(text: str, start: int, word: str) -> bool:
    """*in Stranraer*, and a town that nobody is called after."""
    if word not in _places() or word in GIVEN:
        return False
    before = text[max(0, start - 12) : start].lower().split()
    return bool(before) and before[-1] in _AT


@cache
def _places() -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in word_list("places"))
