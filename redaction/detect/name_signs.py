"""Names that what stands beside them shows: an age in brackets, a relation, a role, a speaker, a list's head."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.name_run import BODIES, COMMON, SURNAMES, plain_word
from redaction.detect.signs import Signs
from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, TITLES, word_list
from redaction.tokens import figures, lines, places, small, tokens

_WORD: Final = r"[A-Z][^\W\d_]*(?:['-][^\W\d_]+)*"
_NAME: Final = rf"(?P<name>{_WORD}(?:[ ](?:(?:de|da|al|el|ap|bin|van|von|der)[ ]){{0,2}}{_WORD}){{0,3}})"
_NAME_BEFORE: Final = re.compile(rf"(?<![\w'-]){_NAME}[ ]?[,:-]?[ ]?(?:\(|-[ ])?\Z")
_WINDOW: Final = 72
_RELATION: Final = (
    r"(?:(?:step|grand|great|god|foster|birth|maternal|paternal|half|older|younger|new|ex)[ -]?){0,2}"
    r"(?:mum|mam|mother|dad|da|father|parent|carer|nan|nana|gran|granny|grandma|grandad|son|daughter|child|baby"
    r"|brother|"
    r"sister|sibling|twin|aunt|auntie|uncle|cousin|niece|nephew|partner|husband|wife|boyfriend|girlfriend|ex|friend|"
    r"neighbour|lodger|landlord|pupil|volunteer|interpreter|teacher|midwife|nurse|sw|fsw|hv|dsl|idva|chair|minutes|"
    r"social worker|family worker|health visitor|key ?worker|foster carer|head(?: ?teacher)?|school nurse|gp|police|"
    r"safe to call|first time)\b"
)
_AGE: Final = r"(?:aged?[ ])?\d{1,2}(?:[ ]?(?:years?|yrs?|months?|mths?|weeks?|wks?|m|y|yo|y/o)(?:[ ]old)?|/12|/52)?"
# Mia (4), Mia Okafor (18 months), Phil (step dad): what an open bracket or a comma goes on with.
_BRACKETED: Final = re.compile(rf"\((?:(?:nearly[ ])?{_AGE}[ ]?[),]|{_RELATION})", re.IGNORECASE)
_HERS: Final = re.compile(rf",[ ](?:her|his|their|my|the)[ ]{_RELATION}", re.IGNORECASE)
# Where an expression looks back after its first character, it is tried at that character alone.
_PHONE: Final = re.compile(r"(?:\+(?<![\w.]\+)44|0(?<![\w.]0))[\d ()-]{9,14}\d")
_SPEAKER: Final = re.compile(rf"\[[\d:/., -]{{4,24}}\][ ]{_NAME}(?=:)")
# my name is Mia, gave her name as Mia, aka Mimi, in the name of MIA OKAFOR
_CALLED: Final = re.compile(
    rf"(?i:names?(?:[ ](?:is|was|as|of)|'s)|aka|a\.k\.a\.|alias|known as|called|named)[ ]\"?{_NAME}"
)
_CALLING: Final = ("name", "aka ", "a.k.a", "alias", "known as", "called")
_SURNAME_FIRST: Final = re.compile(
    r"(?P<name>[A-Z](?<![\w'-][A-Z])[A-Z][A-Z'-]+(?:[ ][A-Z]{2}[A-Z'-]+)?,"
    r"[ ][A-Z][a-z][\w'-]*(?:[ ][A-Z][a-z][\w'-]*)?)"
)
# New worker Anika, her manager Sally Tench.
_OF_WORK: Final = frozenset({
    "worker", "manager", "teacher", "nurse", "midwife", "visitor", "supervisor", "solicitor", "interpreter",
    "volunteer", "chair", "senco", "dsl", "idva", "lead", "sw", "fsw", "hv", "pa", "om", "iro", "ewo", "probation",
    "godmother", "godfather",
})  # fmt: skip
_AFTER_WORK: Final = re.compile(rf"(?:'s)?[ ](?:\(|is[ ])?{_NAME}")
_HOUSEHOLD: Final = frozenset(
    {"family", "household", "children", "kids", "brothers", "sisters", "twins", "boys", "girls"}
)
_SHOWING: Final = Signs(_OF_WORK | _HOUSEHOLD)
_THE_NAME: Final = re.compile(rf"\b(?:[Tt]he|[Oo]f)[ ]{_NAME}[ ]\Z")
_ROLE: Final = frozenset({
    "officer", "manager", "worker", "head", "teacher", "headteacher", "lead", "nurse", "practitioner", "counsellor",
    "coordinator", "co-ordinator", "senco", "sendco", "midwife", "visitor", "advisor", "adviser", "psychologist",
    "therapist", "solicitor", "partner", "director", "administrator", "assistant", "consultant", "registrar", "clerk",
    "coach", "mentor", "advocate", "supervisor", "trustee", "warden", "paediatrician", "idva", "dsl",
})  # fmt: skip
_SIGNATURE: Final = re.compile(rf"{_NAME}[ ]?(?:\r?\n|,[ ]|[ ][|/-][ ])(?P<office>[^\r\n]{{2,60}})")
_HEADINGS: Final = word_list("name_headings")
_HEADING: Final = re.compile(r"[ \t>*-]{0,6}(?:\d{1,2}[.)][ ])?(?P<head>[A-Za-z'/ ]{2,30})[ ]?:[ \t]*")
_ENTRY: Final = re.compile(
    rf"(?:\A|[,;&+/|][ ]?|\band[ ]|\bwith[ ]){_NAME}(?=[ ]?(?:[,;&+/|(<.\d]|\Z|and\b|with\b|[ ]-[ ]))"
)
_LONGEST_HEAD: Final = 36  # characters, the colon included
_LONGEST_LIST: Final = 300
# Words in capitals that stand where a name may, and are none.
_NO_NAME: Final = NEVER_SURNAME | BODIES | word_list("no_name")


def signed_names(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and rule of names that their surroundings show; not in order, and some may overlap."""
    for match, how in _matches(text):
        span = _name_in(text, match.start("name"), match.end("name"))
        if span is not None and _enough(text[slice(*span)], how):
            yield *span, how
    for start, end in lines(text):
        heading = _HEADING.match(text, start, end) if text.find(":", start, start + _LONGEST_HEAD) > 0 else None
        if heading is None or "_".join(heading["head"].lower().split()) not in _HEADINGS:
            continue
        at = heading.end()
        for match in _ENTRY.finditer(text[at : min(end, at + _LONGEST_LIST)]):
            span = _name_in(text, at + match.start("name"), at + match.end("name"))
            if span is not None:
                yield *span, "listed"


def _matches(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each begins at what is cheap to look for: a bracket, a number, a word; then the name beside it is read."""
    for mark, form, how in (("(", _BRACKETED, "beside-age"), (", ", _HERS, "beside-relation")):
        for at in _places(text, mark):
            if form.match(text, at):
                yield from _before(text, at + 1, how)
    for start in _phones(text):
        yield from _before(text, start, "beside-phone")
    if any(text[at - 1].isupper() or text[at - 1] in "'-" for at in _places(text, ", ") if at):
        for match in _SURNAME_FIRST.finditer(text):
            yield match, "surname-first"
    yield from _said(text)
    yield from _beside_words(text)
    yield from _lines(text)


def _phones(text: str) -> Iterator[int]:
    """Where telephone numbers begin, as a search for them finds them one after the other."""
    reach = 0
    for start, _, word in figures(text):
        begin = start - 1 if word.startswith("44") and text[start - 1 : start] == "+" else start
        match = _PHONE.match(text, begin) if begin >= reach and (begin < start or word[0] == "0") else None
        if match is not None:
            yield begin
            reach = match.end()


def _said(text: str) -> Iterator[tuple[re.Match[str], str]]:
    lower = small(text)
    for word in _CALLING:
        for at in _places(lower, word):
            called = _CALLED.match(text, at)
            if called is not None:
                yield called, "called"


def _beside_words(text: str) -> Iterator[tuple[re.Match[str], str]]:
    begins = places(text)
    found = _SHOWING.met(text)
    every = tokens(text) if found else []
    for token in [every[at] for word in found for at in begins[word]]:
        if token.word in _OF_WORK:
            after = _AFTER_WORK.match(text, token.end)
            if after is not None:
                yield after, "role"
        else:
            before = _THE_NAME.search(text, max(0, token.start - _WINDOW), token.start)
            if before is not None:
                yield before, "family"


def _lines(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for start, _ in lines(text):
        first = text[start]
        speaker = _SPEAKER.match(text, start) if first == "[" else None
        if speaker is not None:
            yield speaker, "speaker"
        signature = _SIGNATURE.match(text, start) if first.isupper() else None
        if signature is not None and not _ROLE.isdisjoint(re.findall(r"[a-z-]+", signature["office"].lower())):
            yield signature, "signature"


def _before(text: str, end: int, how: str) -> Iterator[tuple[re.Match[str], str]]:
    # Its last word has a capital, or nothing does.
    last = text[max(0, end - _WINDOW) : end].rstrip(" ,:(-").rpartition(" ")[2]
    match = None if last.islower() else _NAME_BEFORE.search(text, max(0, end - _WINDOW), end)
    if match is not None:
        yield match, how


def _places(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _enough(name: str, how: str) -> bool:
    """Whether the sign is strong enough for this name: *worker Will call*, *I Think 07700 900111* are none."""
    if how in {"signature", "beside-phone"}:
        words = re.findall(r"[^\W\d_]+", name)
        return len(words) > 1 and words[0] not in {"I", "A"}
    return how not in {"role", "family"} or " " in name or name.lower() not in ORDINARY


def _name_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name in a run of capitalised words: what cannot belong to it is left off at its ends."""
    parts = [(start + part.start(), start + part.end()) for part in re.finditer(r"[^ ,]+", text[start:end])]
    words = [text[a:b].lower().removesuffix("'s").replace("'", "") for a, b in parts]
    while words and (words[0] in TITLES or _never(words[0])):
        words, parts = words[1:], parts[1:]
    if not words or any(_never(word) and word not in GIVEN for word in words):
        return None
    if len(words) == 1 and (words[0] in ORDINARY or words[0] in COMMON) and words[0] not in GIVEN:
        return None
    shouted = text[parts[0][0] : parts[0][1]].isupper()
    if shouted and len(words) == 1 and words[0] not in GIVEN and words[0] not in SURNAMES and len(words[0]) < 5:
        return None
    if all(plain_word(word) and word not in GIVEN for word in words):
        return None
    last = text[parts[-1][0] : parts[-1][1]]
    return parts[0][0], parts[-1][1] - (2 if last.endswith("'s") else 0)


def _never(word: str) -> bool:
    return (
        (word in _NO_NAME or word in COMMON) and word not in ORDINARY and word not in GIVEN and word not in SURNAMES
    )
