"""Markings as words: whether a line, a subject line or a file name is, begins with or ends with one.

What is not delimited is prose: "internal meeting", "official report", "Confidential waste collection". A false
*Confidential* costs a question, a false *Unclassified* may cost somebody's safety, so the lowest class is read
most strictly (domain-uk.md 3.10).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gateway.model.marking import Classification
from gateway.read.lookalike import plain
from gateway.read.schemes import MarkingSchemes, Meaning, Pspf, Scheme, Value, Word

MAX_LINE: Final = 200  # code points; a longer line is prose
MAX_HEADLINE: Final = 1000  # a longer one is looked at in its first and last half

_REPLY: Final = r"(?:re|fw|fwd|aw|wg|sv|vs|tr|rv|rif|antw|odp)(?: ?[\[(]\d+[\])])? ?: ?"
_TAG: Final = r"\[[^\[\]]*\] ?"
_LEAD_IN: Final = re.compile(rf"(?:(?:{_REPLY})|{_TAG}|[*#=~!\"' ]+)+", re.IGNORECASE)
# Beside a marking people write how soon it must be read: "URGENT CONFIDENTIAL: …". Looked past as a reply's "Re:" is.
_SOON: Final = (
    r"(?<!\w)(?:(?:not |non[- ]?|very |most )?urgent|important|immediate|(?:high|top) priority|priority|asap"
    r"|time[- ](?:critical|sensitive))(?!\w)!*"
)
_SOON_FIRST: Final = re.compile(rf"(?:{_SOON}[ ,:;/|&+-]*)+", re.IGNORECASE)
_SOON_LATER: Final = re.compile(rf"(?:[ ,/|&+-]*{_SOON})+", re.IGNORECASE)
_TAIL_TAGS: Final = re.compile(r"(?: ?(?:\[[^\[\]]*\]|\(fwd\)))+$", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"\[([^\[\]]{1,300})\]|\(([^()]{1,300})\)|\{([^{}]{1,300})\}|<([^<>]{1,300})>")
_OPEN: Final = r"[*#=~!\"'<\[({ ]*"
_CLOSE: Final = r"[*#=~!\"'>\])}. ]*"
_AFTER: Final = r"(?= ?[:|*#=~>\])}]| -|- |--| / |[!. ]*$)"
_BEFORE: Final = r"(?:^| -+ ?|- | ?[:;|] ?| ?(?:[*#~]+|==) ?| / )"
_DECORATION: Final = "*#=~_<>[](){}\"'.|+-!•· \t"
_SPACED_OUT: Final = re.compile(r"(?:\S ){3,}\S")
_RUN: Final = re.compile(r"[*#=~]{3,}")
_SET_APART: Final = re.compile(r" (?:-+|\||/) ")
_SEC: Final = re.compile(r" ?SEC ?=", re.IGNORECASE)
_SEC_BRACKET: Final = re.compile(r"\[ ?SEC ?=[^\]]*\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A marking as words say it."""

    scheme: str
    meaning: Meaning
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    scheme: Scheme
    words: dict[str, Word]  # by key
    floors: tuple[tuple[re.Pattern[str], Classification], ...]
    whole: re.Pattern[str]
    start: re.Pattern[str]
    end: re.Pattern[str]
    bare_start: re.Pattern[str]
    bare_end: re.Pattern[str]


def key(text: str) -> str:
    """What two spellings of one word have in common: its letters and digits, caseless."""
    return "".join(char for char in text.casefold().replace("&", "and") if char.isalnum())


def normal(text: str) -> str:
    """*text* with look-alikes folded, blanks and underscores made single blanks, and rows of signs cut short."""
    text = " ".join(_RUN.sub("**", plain(text).replace("_", " ")).split())
    return text.replace(" ", "") if _SPACED_OUT.fullmatch(text) else text


def value_of(text: str, values: tuple[Value, ...]) -> Value | None:
    """The literal of a closed list that *text* is."""
    wanted = key(text)
    return next((value for value in values if key(value.text) == wanted), None)


def _phrase(text: str) -> str:
    tokens = [token for token in re.split(r"[\s:_-]+", text) if token]
    patterns = {"*": r"[\w'.&]+(?: [\w'.&]+){0,3}", "and": "(?:and|&)"}
    joined = r"[ :-]{0,3}".join(patterns.get(token.casefold(), re.escape(token)) for token in tokens)
    return joined.replace(patterns["*"] + r"[ :-]{0,3}", patterns["*"] + " ")


def _alternatives(texts: list[str]) -> str:
    return "|".join(_phrase(text) for text in sorted(texts, key=len, reverse=True))


def _grammar(scheme: Scheme, words: list[Word]) -> str:
    prefix = f"(?:(?:{_alternatives(list(scheme.prefixes))}) )?" if scheme.prefixes else ""
    after = _alternatives([descriptor.text for descriptor in scheme.descriptors])
    tail = rf"(?:(?: ?[-:/|,]{{0,2}} ?[\[(]?(?:{after})(?!\w)[\])]?)*)" if after else ""
    # Atomic groups: what begins as OFFICIAL-SENSITIVE must never be read as OFFICIAL because the rest of the line
    # does not fit.
    return rf"(?>{prefix}(?P<word>{_alternatives([word.text for word in words])})(?!\w))(?P<tail>(?>{tail}))"


@lru_cache(maxsize=16)
def _compiled(schemes: MarkingSchemes) -> tuple[_Compiled, ...]:
    return tuple(_compile(scheme) for scheme in schemes.schemes)


def _compile(scheme: Scheme) -> _Compiled:
    grammar = _grammar(scheme, list(scheme.words))
    bare = [word for word in scheme.words if word.bare]
    bare_grammar = _grammar(scheme, bare) if bare else r"(?!)(?P<word>)(?P<tail>)"

    def pattern(text: str) -> re.Pattern[str]:
        return re.compile(text, re.IGNORECASE)

    return _Compiled(
        scheme=scheme,
        words={key(word.text): word for word in scheme.words},
        floors=tuple(
            (pattern(rf"(?<!\w)(?:{_phrase(descriptor.text)})(?!\w)"), descriptor.floor)
            for descriptor in scheme.descriptors
            if descriptor.floor is not None
        ),
        whole=pattern(grammar),
        start=pattern(rf"{_OPEN}{grammar}{_AFTER}"),
        end=pattern(rf"{_BEFORE}{_OPEN}{grammar}{_CLOSE}$"),
        bare_start=pattern(rf"{_OPEN}{bare_grammar}"),
        bare_end=pattern(rf"(?<!\w)(?<!NOT ){bare_grammar}{_CLOSE}$"),
    )


def _from(scheme: Scheme, domains: frozenset[str]) -> bool:
    return not scheme.from_domains or any(
        domain == wanted.lstrip(".") or domain.endswith("." + wanted.lstrip("."))
        for wanted in scheme.from_domains
        for domain in domains
    )


def _read(compiled: _Compiled, match: re.Match[str], *, deliberate: bool) -> Read | None:
    """*deliberate*: in brackets, after a label or in a header field, where no prose stands."""
    written, tail = match["word"], match["tail"]
    word = compiled.words[key(written)]
    if word.capitals and not deliberate and not tail and written != written.upper():
        return None
    meaning = word.meaning
    if meaning is not None:
        meaning = max([meaning, *(floor for pattern, floor in compiled.floors if pattern.search(tail))])
    text = match.string[match.start("word") : match.end("tail")]
    return Read(scheme=compiled.scheme.name, meaning=meaning, text=text)


def whole(text: str, schemes: MarkingSchemes, domains: frozenset[str], *, deliberate: bool = False) -> Iterator[Read]:
    """The markings that all of *text* is; *domains* are the sender's."""
    text = text.strip(_DECORATION) if not text.endswith(("]", ")")) else text.lstrip(_DECORATION)
    text = _SOON_LATER.sub("", _SOON_FIRST.sub("", text, count=1) if _SOON_FIRST.match(text) else text)
    for compiled in _compiled(schemes):
        if not _from(compiled.scheme, domains):
            continue
        match = compiled.whole.fullmatch(text) or compiled.whole.fullmatch(text.strip(_DECORATION))
        if match is not None and (read := _read(compiled, match, deliberate=deliberate)) is not None:
            yield read


@lru_cache(maxsize=16)
def _labels(labels: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives(list(labels))})(?: ?[:=>|-] ?| is | as | )+", re.IGNORECASE)


def line(text: str, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    """The markings of a line of its own: "CONFIDENTIAL", "*** Internal ***", "Classification: Confidential".

    A marking in square brackets that begins or ends a line of prose counts too, unless it is of the lowest class.
    """
    if len(text) > MAX_LINE:
        return
    text = normal(text)
    label = _labels(schemes.line_labels).match(text.lstrip(_DECORATION)) if schemes.line_labels else None
    if label is not None:
        yield from whole(label.string[label.end() :], schemes, domains, deliberate=True)
        return
    bracketed = text.startswith("[") and text.endswith("]")
    found = [*whole(text, schemes, domains, deliberate=bracketed), *_pspf_in(text, schemes.pspf)]
    yield from found
    if found:
        return
    for match in _BRACKETED.finditer(text):
        if match[1] is not None and (match.start() == 0 or match.end() == len(text)):
            yield from (
                read
                for read in whole(match[1], schemes, domains, deliberate=True)
                if read.meaning is not Classification.UNCLASSIFIED
            )


def headline(text: str, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    """The markings of a subject line or file name, each once.

    It is one in brackets; or alone; or at either end, set off by a colon, a dash, a bar or asterisks; or between two
    dashes or bars; or, for words
    that are never prose, at either end in capitals beside text that is not. Reply prefixes and tags such as
    "[EXTERNAL]" are looked past.
    """
    text = normal(text)
    if len(text) > MAX_HEADLINE:
        text = text[: MAX_HEADLINE // 2] + " " + text[-MAX_HEADLINE // 2 :]
    ends = _SEC_BRACKET.sub("", text).rstrip()
    yield from dict.fromkeys(
        (
            *_bracketed(text, schemes, domains),
            *_at_ends(ends, schemes, domains),
            *_between(ends, schemes, domains),
        )
    )


def _between(text: str, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    """A marking alone between two dashes or bars: "Agenda - CONFIDENTIAL - Friday".

    The lowest class never, the middle one in capitals only: "Rota - internal - week 3" is about what is internal.
    """
    for middle in _SET_APART.split(text)[1:-1]:
        for read in whole(middle, schemes, domains):
            high = read.meaning is None or read.meaning is Classification.CONFIDENTIAL
            if high or (read.meaning is Classification.INTERNAL and read.text == read.text.upper()):
                yield read


def _bracketed(text: str, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    for match in _BRACKETED.finditer(text):
        inner = next(group for group in match.groups() if group is not None)
        before = _LEAD_IN.sub("", text[: match.start()])
        at_edge = not before.strip() or not _TAIL_TAGS.sub("", text[match.end() :]).strip()
        yield from _pspf_in(match[0], schemes.pspf)
        for read in whole(inner, schemes, domains, deliberate=True):
            if at_edge or read.meaning is not Classification.UNCLASSIFIED:
                yield read


def _at_ends(text: str, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    body = _past_lead_in(text)
    yield from _at_ends_of(body, schemes, domains)
    calm = _SOON_LATER.sub("", body)
    if calm != body:
        yield from _at_ends_of(calm, schemes, domains)


def _past_lead_in(text: str) -> str:
    while (lead_in := _LEAD_IN.match(text) or _SOON_FIRST.match(text)) is not None:
        text = text[lead_in.end() :]
    return text


def _at_ends_of(body: str, schemes: MarkingSchemes, domains: frozenset[str]) -> Iterator[Read]:
    for compiled in _compiled(schemes):
        if not _from(compiled.scheme, domains):
            continue
        # The tags at the end are looked past only where they are not the marking's own: "… [PERSONAL]".
        matches = [
            compiled.start.match(body),
            compiled.end.search(body) or compiled.end.search(_TAIL_TAGS.sub("", body)),
        ]
        for match in matches:
            if match is not None and (read := _read(compiled, match, deliberate=False)) is not None:
                yield read
        for match in (compiled.bare_start.match(body), compiled.bare_end.search(body)):
            if match is not None and _stands_out(match, body):
                read = _read(compiled, match, deliberate=False)
                if read is not None:
                    yield read


def _stands_out(match: re.Match[str], text: str) -> bool:
    """Whether a marking in capitals stands beside text that is not."""
    rest = text[: match.start("word")] + text[match.end("tail") :]
    return match["word"] == match["word"].upper() and any(char.islower() for char in rest)


def pspf(text: str, scheme: Pspf, unknown: Classification = Classification.CONFIDENTIAL) -> Iterator[Read]:
    """Read `SEC=…, ACCESS=…` pairs, in any namespace; a class that is not in the table counts as *unknown*.

    DOWNTO and EXPIRES are not acted on: only who made a marking may lower it.
    """
    classes: list[str] = []
    access: list[str] = []
    for pair in plain(text).split(","):
        name, equals, value = pair.partition("=")
        if equals and key(name) == "sec":
            classes.append(" ".join(value.split()))
        elif equals and key(name) == "access":
            access.append(" ".join(value.split()))
    for written in classes:
        known = value_of(written, scheme.classes)
        meaning: Meaning = unknown if known is None else known.meaning
        if meaning is not None:
            floors = [found.meaning for value in access if (found := value_of(value, scheme.access)) is not None]
            meaning = max([meaning, *(floor for floor in floors if floor is not None)])
        shown = ", ".join([f"SEC={written}", *(f"ACCESS={value}" for value in access)])
        yield Read(scheme=scheme.name, meaning=meaning, text=shown[:MAX_LINE])


def _pspf_in(text: str, scheme: Pspf) -> Iterator[Read]:
    inner = text[1:-1] if text.startswith("[") and text.endswith("]") else ""
    if _SEC.match(inner):
        yield from pspf(inner, scheme)
