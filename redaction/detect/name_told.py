"""Names that the words of a sentence show: whose kin somebody is, what they call themselves, initials with dots."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from redaction.detect.name_run import BODIES, COMMON, DOES, SURNAMES, capital, run
from redaction.detect.signs import GIVEN_NAMES, Signs
from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, TITLES, word_list
from redaction.people.names import beside_date
from redaction.tokens import Token, places, small, tokens, words

Told = tuple[int, int, str]  # start, end, rule

KIN: Final = Signs({
    "mum", "mam", "mother", "dad", "father", "son", "daughter", "brother", "sister", "husband", "wife", "partner",
    "nephew", "niece", "cousin", "aunt", "auntie", "aunty", "uncle", "stepson", "stepdaughter", "stepfather",
    "stepmother", "stepdad", "stepmum", "stepbrother", "stepsister", "grandson", "granddaughter", "nan", "nana",
    "nanna", "gran", "granny", "grandma", "grandad", "granddad", "grandpa", "grandmother", "grandfather",
    "boyfriend", "girlfriend", "ex", "parents", "siblings", "brothers", "sisters", "carer", "carers", "bro", "sis",
    "mums", "dads", "fiance", "fiancee", "godmother", "twin",
})  # fmt: skip
"""Words of the family that follow a possessive: *Rakeem's cousin*."""
BY_LISTS: Final = frozenset({"acting", "small-letters", "family", "file-name"})
"""Rules that tell a name by the lists alone."""
_BETWEEN: Final = frozenset({
    "older", "younger", "elder", "eldest", "youngest", "new", "half", "step", "foster", "birth", "little", "big",
    "late", "maternal", "paternal", "former", "adoptive", "great", "own", "baby", "two", "three",
})  # fmt: skip
_KIN_WORDS: Final = word_list("kin_words")
_NICKNAMES: Final = frozenset(
    {
        "big",
        "little",
        "old",
        "young",
        "wee",
        "lil",
        "fat",
        "mad",
        "cousin",
        "bro",
        "sis",
        "kids",
        "children",
        "siblings",
        "twins",
        "boys",
        "girls",
        "lads",
    }
)
_CALLING: Final = Signs(_KIN_WORDS | _NICKNAMES)
_NOBODY: Final = (
    NEVER_SURNAME | COMMON | TITLES | BODIES | KIN | word_list("no_name") | word_list("person_words")
    | word_list("capital_words") | {"women", "men", "people", "girls", "boys", "god", "whose", "dog", "school"}
)  # fmt: skip
_SELF: Final = re.compile(
    r"(?:(?:calls?|called|calling)[ ](?:(?:him|her|my)self|themselves|themself)|goes[ ]by(?:[ ]the[ ]name(?:[ ]of)?)?"
    r"|nicknamed|nickname(?:[ ](?:is|of))?|street[ ]name(?:[ ]is)?|answers[ ]to|spelt|real[ ]name(?:[ ]is)?)"
    r"[ ][\"']?(?=[A-Z])",
    re.IGNORECASE,
)
_SELF_WORDS: Final = Signs({
    "call", "calls", "called", "calling", "goes", "nicknamed", "nickname", "street", "answers", "spelt", "real",
})  # fmt: skip
# A name that has one of these after it acts; no ordinary word, place or month is asked.
_ACTS: Final = DOES | frozenset({
    "is", "was", "has", "had", "does", "did", "will", "would", "can", "could", "should", "may", "might", "must",
    "needs", "needed", "worries", "worried", "hopes", "hoped", "sleeps", "sees", "saw", "takes", "took", "eats",
    "plays", "speaks", "spoke", "moved", "moves", "signed", "called", "missed", "misses", "settled", "starts",
    "started", "enjoys", "enjoyed", "struggles", "struggled", "cannot", "wrote", "writes", "drew", "drank",
    "drinks", "shouts", "shouted", "brought", "makes", "made", "year", "yr", "helps", "helped", "works", "worked",
    "visits", "visited", "collects", "collected", "who", "whose",
})  # fmt: skip
_NO_ACTOR: Final = frozenset(
    {"the", "a", "an", "st", "saint", "this", "that", "every", "each", "in", "at", "lady", "sir"}
)
_DOTTED: Final = re.compile(r"[A-Z](?<![\w.&/-][A-Z])\.[ ]?[A-Z]\.(?:[ ]?[A-Z]\.)?(?![\w/])")
_DOTS: Final = re.compile(r"\.(?<=[A-Z]\.)[ ]?[A-Z]\.")  # the same from its first dot on, of which there are few
_BARE: Final = re.compile(r"[A-Z](?<![\w.&/'-][A-Z])[A-Z](?![\w&/.-])")
# Degrees, times, countries and Latin with dots, and short forms of the trade, are nobody's initials.
_NO_INITIALS: Final = (
    word_list("short_words")
    | {word for word in word_list("no_name") if len(word) > 2}
    | frozenset({"ba", "bsc", "un", "dob", "rip", "phd", "np", "nk", "vg", "ag", "gcse", "usa", "hmp"})
)
_SMALL_TITLES: Final = Signs({"mr", "mrs", "ms", "miss", "dr", "auntie", "aunty"})
_CAREFUL_TITLES: Final = frozenset({"miss", "dr", "ms"})
_PLACES: Final = frozenset(place for places_ in word_list("places") for place in places_.split("_"))
_SPOKEN: Final = re.compile(r"(?:\[[^\]\n]{4,24}\][ ])?[^:\n]{1,24}:[ ]")
# Without one of these "England v Wales" is a match.
_COURT: Final = frozenset({
    "court", "hearing", "listed", "proceedings", "judge", "solicitors", "counsel", "bundle", "order", "re", "matter",
})  # fmt: skip
_NO_FAMILY: Final = _NOBODY | GIVEN | _PLACES
_SHORTEST_GIVEN: Final = 4  # letters of a first name in small letters


def told_names(text: str) -> Iterator[Told]:
    """Start, end and rule of names that a sentence shows; not in order, and some may overlap."""
    begins = places(text)
    kin = KIN.met(text)
    if kin:
        yield from _possessive(text, [at for word in kin for at in begins[word]])
    called = _CALLING.met(text)
    if called:
        yield from _called(text, [at for word in called for at in begins[word]])
    selves = _SELF_WORDS.met(text)
    if selves:
        yield from _self(text, [at for word in selves for at in begins[word]])
    yield from _initials(text)
    if "the" in begins:
        yield from _families(text, begins["the"])
    if "v" in begins and not _COURT.isdisjoint(begins):
        yield from _parties(text, begins["v"])
    yield from _acting(text)
    titles = _SMALL_TITLES.met(text)
    if titles:
        yield from _small_titles(text, [at for word in titles for at in begins[word]])
    yield from _small_lines(text)


def _parties(text: str, against: Sequence[int]) -> Iterator[Told]:
    """*Okafor v Tidewell is listed*: both sides of a case; a title of published law is left later."""
    every = tokens(text)
    for at in against:
        if not 0 < at < len(every) - 1:
            continue
        for token, gap in (
            (every[at - 1], text[every[at - 1].end : every[at].start]),
            (every[at + 1], text[every[at].end : every[at + 1].start].lstrip(".")),
        ):
            town = token.word in _PLACES and token.word not in GIVEN
            if gap == " " and not town and capital(text, token) and _name_word(text, token, token.word):
                yield token.start, token.end, "party"


def _possessive(text: str, kin: list[int]) -> Iterator[Told]:
    """*Rakeem's cousin*, *Tobias' older brother*, *chloes bro*."""
    every = tokens(text)
    for at in kin:
        here = at - 1
        while here >= 0 and at - here < 4 and every[here].word in _BETWEEN:
            here -= 1
        if here < 0:
            continue
        owner = every[here]
        gap = text[owner.end : every[here + 1].start]
        named = _name_word(text, owner, owner.word)
        if gap in {"'s ", "s' ", "' "} and named:
            first = here - 1 if here and _goes_on(text, every, here) else here
            yield every[first].start, owner.end, "kin-of"
        elif gap == " " and named and owner.word not in GIVEN and owner.word.endswith("s"):
            one = owner.word[:-1]
            if one in GIVEN and one not in ORDINARY and one not in _NOBODY:
                yield owner.start, owner.end, "kin-of"


def _goes_on(text: str, every: list[Token], at: int) -> bool:
    """Whether a first name of the list stands right before the word: *Amy Holt's mother*."""
    before = every[at - 1]
    return before.word in GIVEN and capital(text, before) and text[before.end : every[at].start] in {" ", "-"}


def _name_word(text: str, token: Token, word: str) -> bool:
    if not word.isalpha() or len(word) < 3 or word in _NOBODY:
        return False
    if capital(text, token):
        return True
    return word not in ORDINARY and (word in GIVEN or word[:-1] in GIVEN) and len(word) >= _SHORTEST_GIVEN


def _called(text: str, before: list[int]) -> Iterator[Told]:
    """*Hooyo Faduma*, *Big Jim*, *babcia halina*: what follows is a name, in small letters one of the list."""
    every = tokens(text)
    for at in before:
        if at + 1 >= len(every) or text[every[at].end : every[at + 1].start] != " ":
            continue
        title, token = every[at], every[at + 1]
        if (
            not token.word.isalpha()
            or token.word in _NOBODY
            or len(token.word) < 2
            or beside_date(text, every, at + 1)
        ):
            continue
        known = token.word in GIVEN and token.word not in ORDINARY
        small_letters = text[token.start].islower()
        if title.word in _NICKNAMES and not (known and not small_letters):
            continue
        if small_letters and not (known and len(token.word) >= _SHORTEST_GIVEN):
            continue
        last = None if small_letters else run(text, every, at + 1, 2)
        end = at + 1 if last is None else last
        follows = every[end + 1] if end + 1 < len(every) else None
        if follows is not None and follows.word in BODIES and capital(text, follows):
            continue
        yield token.start, every[end].end, "kin-word"


def _self(text: str, before: list[int]) -> Iterator[Told]:
    """*calls himself Rizz*, *goes by Ash*, *real name Craig*."""
    every = tokens(text)
    for first in before:
        match = _SELF.match(text, every[first].start)
        if match is None or not text[match.end()].isupper():
            continue
        at = next(one for one in range(first, len(every)) if every[one].start >= match.end())
        if every[at].word not in _NOBODY and len(every[at].word) > 1:
            last = run(text, every, at, 2)
            yield every[at].start, every[at if last is None else last].end, "called"


def _families(text: str, articles: Sequence[int]) -> Iterator[Told]:
    """*placed with the Penroses*: a surname of the list in the plural."""
    every = tokens(text)
    for at in articles:
        if at + 1 >= len(every):
            continue
        token = every[at + 1]
        if not (capital(text, token) and token.word.endswith("s") and text[every[at].end : token.start] == " "):
            continue
        one = token.word.removesuffix("es") if token.word.removesuffix("s") not in SURNAMES else token.word[:-1]
        plural = one in SURNAMES and one not in ORDINARY and one not in _NOBODY
        if plural and token.word not in _NO_FAMILY:
            yield token.start, token.end, "family"


def _acting(text: str) -> Iterator[Told]:
    """*Betsy worries about*, *Biddy Ann will ring*: first names of the list, with a capital, that do something."""
    every = tokens(text)
    begins = places(text)
    for word in GIVEN_NAMES.met(text):
        if word in ORDINARY or word in _NOBODY or word in _PLACES or len(word) < 3:
            continue
        for at in begins[word]:
            if not capital(text, every[at]) or (at and every[at - 1].word in _NO_ACTOR):
                continue
            last = at
            if last + 1 < len(every) and every[last + 1].word in GIVEN and capital(text, every[last + 1]):
                last += text[every[at].end : every[at + 1].start] == " "
            after = every[last + 1] if last + 1 < len(every) else None
            if after is not None and text[every[last].end : after.start] == " " and after.word in _ACTS:
                yield every[at].start, every[last].end, "acting"


def _initials(text: str) -> Iterator[Told]:
    """*T.W.'s mother*, *R.D. denies it*; without dots (*TW said*) where what somebody does follows."""
    for match in _DOTTED.finditer(text) if _DOTS.search(text) is not None else ():
        letters = "".join(char for char in match[0].lower() if char.isalpha())
        if letters not in _NO_INITIALS:
            yield *match.span(), "initials"
    if text.isupper():
        return
    begins, every = places(text), words(text)
    for at in [at for word in begins if len(word) == 2 and word not in _NO_INITIALS for at in begins[word]]:
        start, end, _ = every[at]
        after = text[end : end + 16] if _BARE.match(text, start) is not None else ""
        if after[:1] == " " and after.strip() and after.split()[0].strip(".,") in DOES:
            yield start, end, "initials"


def _small_titles(text: str, titles: list[int]) -> Iterator[Told]:
    """*mrs okwuosa*, *dr anand*: a title in small letters and a word that is no ordinary one."""
    every = tokens(text)
    for at in titles:
        if (
            at + 1 >= len(every)
            or text[every[at].start].isupper()
            or text[every[at].end : every[at + 1].start] not in {" ", ". "}
        ):
            continue
        token = every[at + 1]
        if len(token.word) < 3 or not token.word.isalpha() or token.word in _NOBODY:
            continue
        known = token.word in SURNAMES or token.word in GIVEN
        if known or every[at].word not in _CAREFUL_TITLES:
            yield token.start, token.end, "title"


def _small_lines(text: str) -> Iterator[Told]:
    """*did chiamaka bring the twins*: a first name of the list in a line without capitals, and no other word."""
    every, begins = words(text), places(text)
    found = sorted([
        at
        for word in GIVEN_NAMES.met(text) if len(word) >= _SHORTEST_GIVEN and word not in ORDINARY
        for at in begins[word] if text[every[at][0]].islower()
    ])  # fmt: skip
    for at in found:
        start, end, _ = every[at]
        word = small(text)[start:end].removesuffix("'s")
        if word in _NOBODY or word in _PLACES or word in SURNAMES:
            continue
        # "st luke's", "victoria centre"
        if (at and every[at - 1][2] in {"st", "saint", "the"}) or (
            at + 1 < len(every) and every[at + 1][2] in BODIES
        ):
            continue
        begin = text.rfind("\n", 0, start) + 1
        until = text.find("\n", end)
        line = text[begin : until if until >= 0 else len(text)]
        # Who speaks may have a capital: "Nat: did chiamaka bring them".
        # and a telephone gives one to the first letter.
        head = _SPOKEN.match(line)
        said = line[head.end() :] if head is not None else line
        if said.count(" ") > 2 and said[1:].islower() and begin + len(line) - len(said) <= start:
            yield start, start + len(word), "small-letters"
