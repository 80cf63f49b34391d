"""Names of people who need not be in any register: by title, label, greeting or a known given name."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.columns import Column, cells
from redaction.detect.file_names import file_names
from redaction.detect.name_run import BODIES, DOES, capital, institution, may_be_surname, run
from redaction.detect.name_shapes import MOST_SURNAMES, initials, plain, sharing_surname, surname_first
from redaction.detect.name_signs import signed_names
from redaction.detect.name_told import BY_LISTS, told_names
from redaction.detect.name_written import written_names
from redaction.detect.signs import GIVEN_NAMES, Signs
from redaction.detect.speakers import speakers
from redaction.detect.things import thing
from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, PARTICLES, TITLES, word_list
from redaction.hit import ORDER, Detector, Evidence, Hit
from redaction.people.names import beside_date
from redaction.spans import Cover
from redaction.tokens import Token, places, small, starts_sentence, tokens, words

_LABEL: Final = re.compile(
    r"(?:^|(?<=[\n|;,\t(]))[ \t>*-]{0,8}"
    r"(?:(?:full|first|last|family|child'?s?|parent'?s?|carer'?s?|pupil'?s?|client'?s?|"
    r"student'?s?|patient'?s?|service user'?s?|mother'?s?|father'?s?|young person'?s?|"
    r"preferred|previous|maiden|known)[ ])?"
    r"(?:name|surname|forenames?|mum|mother|dad|father|parent|carer|guardian|child|son|daughter|brother|sister"
    r"|sibling|"
    r"partner|husband|wife|pupil|student|client|patient|young person|service user|grandmother|grandfather|nan|"
    r"foster carer|next of kin|emergency contact|contact|referrer|keyworker|social worker|re|known as|alias|aka)"
    r"(?:[ ]?\([^()\n]{1,20}\))?[ ]?[:=][ \t]{0,6}",
    re.IGNORECASE | re.MULTILINE,
)
_SIGN: Final = re.compile("[:=]")
# What stands last in a label.
_LABEL_WORDS: Final = Signs({
    "name", "surname", "forename", "forenames", "mum", "mother", "dad", "father", "parent", "carer", "guardian",
    "child", "son", "daughter", "brother", "sister", "sibling", "partner", "husband", "wife", "pupil", "student",
    "client", "patient", "person", "user", "grandmother", "grandfather", "nan", "kin", "contact", "referrer",
    "keyworker", "worker", "re", "as", "alias", "aka",
})  # fmt: skip
_CALLED: Final = frozenset({
    "son", "daughter", "child", "brother", "sister", "mum", "mother", "dad", "father", "husband", "wife",
    "partner", "baby", "boy", "girl", "nephew", "niece", "cousin", "aunt", "uncle", "stepson", "stepdaughter",
    "stepfather", "stepmother", "stepdad", "stepmum", "stepbrother", "stepsister", "grandson", "granddaughter",
    "auntie", "aunty", "nan", "nana", "nanna", "nanny", "gran", "granny", "grandma", "grandad", "granddad", "grandpa",
    "grandmother", "grandfather", "boyfriend", "girlfriend", "fiance", "fiancee", "ex", "friend", "neighbour",
    "flatmate", "lodger", "foster", "carer", "mam", "mummy", "daddy", "twin", "twins", "pupil",
    "student", "client", "called", "named",
})  # fmt: skip
_KIN: Final = frozenset({
    "son", "daughter", "brother", "sister", "mum", "mother", "dad", "father", "husband", "wife", "nephew", "niece",
    "cousin", "aunt", "auntie", "aunty", "uncle", "stepson", "stepdaughter", "stepfather", "stepmother", "stepdad",
    "stepmum", "stepbrother", "stepsister", "grandson", "granddaughter", "nan", "nana", "nanna", "gran", "granny",
    "grandma", "grandad", "granddad", "grandpa", "grandmother", "grandfather", "boyfriend", "girlfriend",
})  # fmt: skip
_NO_NAMES: Final = ORDINARY | NEVER_SURNAME | word_list("common") | TITLES
_BEFORE_SMALL: Final = _KIN | {"called", "named", "aka"}
_GREETING: Final = frozenset({"dear", "hi", "hello", "hey", "hiya", "morning", "afternoon", "evening"})
_MAY_BE_FIRST: Final = Signs((GIVEN & ORDINARY) | TITLES)
_MAY_BE_BEFORE: Final = Signs(_KIN | _GREETING)
_NO_INITIALS: Final = frozenset({"NO", "NA", "NK", "DK", "OK", "MR", "MS", "DR", "TB", "HV", "SW", "GP"})
_CELL: Final = re.compile(r"[^\W\d_][^\W\d_'. ,&-]*(?:[ '.,&-]{1,2}[^\W\d_]+){0,5}\.?")
_JOINED: Final = re.compile(r"(?:[ ](?:and|&|\+)[ ]|,[ ]|/)([A-Z][a-z]{1,20}(?:-[A-Z][a-z]{1,20})?)(?!\w|-|[ ][A-Z])")
_SIGN_OFF: Final = re.compile(
    r"(?:regards|wishes|thanks|thank you|sincerely|faithfully|cheers|love|best)"
    r"[ \t]?[,.!]?[ \t]*(?:\r?\n[ \t]*){1,2}\Z",
    re.IGNORECASE,
)
_NOT_BEFORE: Final = frozenset({"the", "a", "an", "st", "saint", "this", "that", "every", "each"})
_LETTERS: Final = frozenset("BCDEFGHJKLMNOPQRSTUVWXYZ")
_ENDS_LETTER: Final = re.compile(r"[,;:)]|[ ]\(?\d|[ ]?(?:\r?\n|\Z)")
_STREETS: Final = frozenset({"avenue", "crescent", "drive", "gardens", "lane", "road", "square", "street", "terrace"})
_CARE_OF: Final = re.compile(r"(?<![\w/])c/o\b\.?[ ]{0,2}", re.IGNORECASE)


Found = tuple[int, Evidence, str]  # index of the last word, evidence, rule


def name(text: str) -> Iterator[Hit]:
    """Find names of people: *Mr Patel*, *Mum: Jane Smith*, *Dear Sarah*, *Amina Yusuf*.

    Evidence is ``pattern`` where a title, label or greeting says so, ``list`` where only
    the lists of given names and surnames do. One first name alone in running text is not a hit here:
    it becomes one when the full name stands somewhere in the message (see ``propagate``).
    """
    found = sorted(_by_words(text), key=lambda hit: hit.start)
    cover = Cover((hit.start, hit.end) for hit in found)
    signed: list[Hit] = []
    reach = -1
    shown = (
        *signed_names(text),
        *_in_columns(text),
        *told_names(text),
        *speakers(text),
        *file_names(text),
        *written_names(text),
    )
    for start, end, how in sorted(shown, key=lambda one: (one[0], -one[1])):
        if start < reach or cover.holds(start, end):
            continue
        evidence = Evidence.LIST if how in BY_LISTS else Evidence.PATTERN
        if evidence is Evidence.LIST and thing(text, start, end):
            continue
        reach = end
        signed.append(Hit(start=start, end=end, detector=Detector.NAME, evidence=evidence, how=how))
    ends = [hit.end for hit in (*found, *signed)]
    cover = Cover((hit.start, hit.end) for hit in (*found, *signed))
    signed += [hit for hit in _joined(text, ends) if not cover.holds(hit.start, hit.end)]
    # A shown name that goes on beyond one of the lists takes its place: "Jo Green-Xyloth (mother)".
    whole = Cover((hit.start, hit.end) for hit in signed)
    kept = [
        hit
        for hit in found
        if not whole.holds(hit.start, hit.end)
        and not (hit.evidence is Evidence.LIST and thing(text, hit.start, hit.end))
    ]
    yield from sorted((*kept, *signed), key=ORDER)


def _joined(text: str, ends: list[int]) -> Iterator[Hit]:
    """*Faith Rafferty + Xinyi*, *Tom, Sarah & Jo*: first names of the list that are joined to a name."""
    seen: set[int] = set()
    for end in ends:
        match = _JOINED.match(text, end)
        while match is not None and match.start(1) not in seen and match[1].lower() in GIVEN:
            seen.add(match.start(1))
            yield Hit(
                start=match.start(1), end=match.end(1), detector=Detector.NAME, evidence=Evidence.LIST, how="joined"
            )
            match = _JOINED.match(text, match.end(1))


def _in_columns(text: str) -> Iterator[tuple[int, int, str]]:
    for cell in cells(text):
        value = text[cell.start : cell.end]
        if cell.column is not Column.NAME or not 2 <= len(value) <= 40 or not _CELL.fullmatch(value):
            continue
        initials = len(value) == 2 and value.isupper() and value not in _NO_INITIALS
        if initials or (value.lower() not in _NO_NAMES and value.lower() not in word_list("no_name")):
            yield cell.start, cell.end, "column"


def _by_words(text: str) -> Iterator[Hit]:
    taken = -1
    labelled = _labels(text)
    care_of = {match.end() for match in _CARE_OF.finditer(text)} if "c/o" in small(text) else set()
    may_begin = _beginnings(text, labelled | care_of)
    every = tokens(text) if may_begin else []
    following = 0
    for at in sorted(may_begin):
        found = _at(text, every, at, labelled, care_of) if at >= following else None
        if found is None:
            continue
        last, evidence, how = found
        start, end = every[at].start, every[last].end
        if start >= taken:
            yield Hit(start=start, end=end, detector=Detector.NAME, evidence=evidence, how=how)
            taken = end
        following = last + 1


def _labels(text: str) -> set[int]:
    """Where the value after a label begins; looked for on the lines alone that have a sign for one."""
    ends: set[int] = set()
    if not _LABEL_WORDS.met(text):
        return ends
    at = 0
    while (sign := _SIGN.search(text, at)) is not None:
        line = text.rfind("\n", at, sign.start()) + 1 or at
        at = text.find("\n", sign.end()) + 1 or len(text)
        ends.update([match.end() for match in _LABEL.finditer(text, line, at)])
    return ends


def _beginnings(text: str, shown: set[int]) -> set[int]:
    """The words at which a name may begin: by what they are, the word before, a label, or a comma and a first name.

    A word in small letters is a name after a label or as a first name of the list, and no ordinary one.
    """
    begins, every = places(text), words(text)
    given = GIVEN_NAMES.met(text)
    found = {at for word in given if word not in ORDINARY for at in begins[word]}
    capitals = [at for word in _MAY_BE_FIRST.met(text) for at in begins[word]]
    capitals += [at for word in begins if len(word) == 1 for at in begins[word]]
    capitals += [at + 1 for word in _MAY_BE_BEFORE.met(text) for at in begins[word] if at + 1 < len(every)]
    for at in [at for word in given for at in begins[word]] if "," in text else ():
        start = every[at][0]
        if text[start - 1 : start] in {",", " "} and "," in text[max(0, start - 2) : start]:
            capitals += range(max(0, at - MOST_SURNAMES), at)
    found.update([at for at in capitals if text[every[at][0]].isupper()])
    if shown:
        found.update([at for at, word in enumerate(every) if word[0] in shown])
    return found


def _at(text: str, words: list[Token], at: int, labelled: set[int], care_of: set[int]) -> Found | None:
    if not capital(text, words[at]):
        return (
            _labelled(text, words, at, labelled)
            or plain(text, words, at)
            or _small_kin(text, words, at)
            or _acting(text, words, at)
        )
    if words[at].start in care_of and not _body(text, words, at):
        labelled = care_of
    return (
        _titled(text, words, at)
        or _labelled(text, words, at, labelled)
        or _given(text, words, at)
        or surname_first(text, words, at)
        or _acting(text, words, at)
    )


def _body(text: str, words: list[Token], at: int) -> bool:
    """*c/o Acme Ltd*, *c/o St Mary's School*, *c/o The Manager*: whether the line tells of no person."""
    end = text.find("\n", words[at].start)
    line = {word.word for word in words[at : at + 6] if end < 0 or word.start < end}
    return words[at].word in {"the", "st", "saint"} or not line.isdisjoint(BODIES - _STREETS)


def _titled(text: str, words: list[Token], at: int) -> Found | None:
    word = words[at]
    if word.word not in TITLES or not capital(text, word):
        return None
    here = at
    # "Mr and Mrs Patel": the second title is met on its own. "Dr. Ahmed": the dot is the title's.
    if at + 1 >= len(words):
        return None
    gap = text[word.end : words[at + 1].start]
    if gap not in {" ", ". ", "  ", "."}:
        return None
    if may_be_surname(text, words, at + 1) or (
        capital(text, words[at + 1]) and words[at + 1].end - words[at + 1].start == 1
    ):
        here = at + 1
        last = run(text, words, here, 3)
        if last is not None:
            return last, Evidence.PATTERN, "title"
        if words[here].end - words[here].start > 1:
            return here, Evidence.PATTERN, "title"
        return None
    if words[at + 1].word in PARTICLES:
        last = run(text, words, at + 1, 3)
        return None if last is None else (last, Evidence.PATTERN, "title")
    return None


def _labelled(text: str, words: list[Token], at: int, labelled: set[int]) -> Found | None:
    if words[at].start not in labelled:
        return None
    capitals = capital(text, words[at])
    last = at
    while last + 1 < len(words) and last - at < 3:
        gap, following = text[words[last].end : words[last + 1].start], words[last + 1]
        if gap not in {" ", "  ", "-", ", ", ". "} or not following.word.isalpha():
            break
        if capitals != capital(text, following) and following.word not in PARTICLES:
            break
        if following.word in NEVER_SURNAME and following.word not in ORDINARY:
            break
        last += 1
    first = words[at].word
    if not first.isalpha() or words[last].end - words[at].start < 2 or (first in NEVER_SURNAME and last == at):
        return None
    # A form filled in lower case: the value must be a known name or the line's one or two words.
    ends_line = text[words[last].end : words[last].end + 1] in {"", "\r", "\n", ",", ";", "|", "("}
    if not capitals and first not in GIVEN and not (ends_line and 1 <= last - at <= 2 and first not in NEVER_SURNAME):
        return None
    if capitals and first in NEVER_SURNAME and first not in ORDINARY:
        return None
    return last, Evidence.PATTERN, "label"


def _given(text: str, words: list[Token], at: int) -> Found | None:
    word = words[at]
    if not capital(text, word):
        return None
    greeted = at > 0 and words[at - 1].word in _GREETING and text[words[at - 1].end : word.start] in {" ", ", "}
    if greeted and may_be_surname(text, words, at) and _ends_greeting(text, words, at):
        last = run(text, words, at, 2)
        return (at if last is None else last), Evidence.PATTERN, "greeting"
    if word.word not in GIVEN:
        return _kin_called(text, words, at) or initials(text, words, at)
    if beside_date(text, words, at) and at + 1 < len(words) and words[at + 1].word in GIVEN:
        return None  # "on 3 May Jane Thornton came": the name begins after the month
    last = run(text, words, at, 3)
    if last is not None and not institution(text, words, at, last):
        return last, Evidence.LIST, "full-name"
    if sharing_surname(text, words, at):
        return at, Evidence.LIST, "shared-surname"
    if _called(text, words, at):
        return at, Evidence.PATTERN, "relation"
    if _with_letter(text, words, at):
        return at + 1, Evidence.LIST, "first-initial"
    if _SIGN_OFF.search(text[max(0, word.start - 40) : word.start]):
        return at, Evidence.PATTERN, "sign-off"
    return None


def _with_letter(text: str, words: list[Token], at: int) -> bool:
    """*Denise W*, *Sharon M.*: a first name and the letter of a surname; *I* and *A* are words."""
    if at + 1 >= len(words) or text[words[at].end : words[at + 1].start] != " ":
        return False
    letter = text[words[at + 1].start : words[at + 1].end]
    # "Poppy A, Reception", "Bertie A 14th Nov": what follows makes no sentence of it.
    if letter in {"A", "I"} and _ENDS_LETTER.match(text, words[at + 1].end) is not None:
        return True
    if words[at].word in ORDINARY:
        return False
    return len(letter) == 1 and letter in _LETTERS and text[words[at + 1].end : words[at + 1].end + 1] != "'"


def _kin_called(text: str, words: list[Token], at: int) -> Found | None:
    """*her stepdad Kev*, *auntie Bea*: after a word of the family any capitalised word that is no common one."""
    word = words[at]
    if at == 0 or words[at - 1].word not in _KIN or text[words[at - 1].end : word.start] != " ":
        return None
    if (
        not word.word.isalpha()
        or not 2 <= len(word.word) <= 14
        or word.word in _NO_NAMES
        or beside_date(text, words, at)
    ):
        return None
    if text[word.start : word.end].isupper() and len(word.word) < 5:
        return None  # "mum NHS number"
    last = run(text, words, at, 2)
    return (at if last is None else last), Evidence.PATTERN, "relation"


def _small_kin(text: str, words: list[Token], at: int) -> Found | None:
    """*mum nabeela*, *a man called efua*: a first name in small letters after a word of the family."""
    word = words[at]
    if not at or words[at - 1].word not in _BEFORE_SMALL or text[words[at - 1].end : word.start] != " ":
        return None
    if word.word not in GIVEN or word.word in _NO_NAMES or word.word in ORDINARY or len(word.word) < 3:
        return None
    return at, Evidence.LIST, "relation"


def _acting(text: str, words: list[Token], at: int) -> Found | None:
    """*agata chose the sand tray*, *[10:02] eirlys: hi*: a first name alone that says or does something."""
    word = words[at]
    if word.word not in GIVEN or word.word in _NO_NAMES or word.end - word.start < 4:
        return None
    if at and words[at - 1].word in _NOT_BEFORE:
        return None
    following = words[at + 1] if at + 1 < len(words) else None
    # With a capital in ordinary writing it is left to the model, which sees the sentence.
    written = text[word.start : word.end]
    acting = following is not None and text[word.end : following.start] == " " and following.word in DOES
    if acting and (written.islower() or written.isupper()):
        return at, Evidence.LIST, "acting"
    line = text[max(0, word.start - 14) : word.start].rpartition("\n")[2]
    if text[word.end : word.end + 1] == ":" and not any(char.isalpha() for char in line):
        return at, Evidence.LIST, "acting"
    return None


def _ends_greeting(text: str, words: list[Token], at: int) -> bool:
    if words[at].word in GIVEN:
        return True
    following = text[words[at].end : words[at].end + 2]
    return following[:1] in {",", "!", "\r", "\n", ""} or (
        at + 1 < len(words) and may_be_surname(text, words, at + 1)
    )


def _called(text: str, words: list[Token], at: int) -> bool:
    if at == 0 or words[at - 1].word not in _CALLED:
        return False
    if text[words[at - 1].end : words[at].start] not in {" ", ", "} or beside_date(text, words, at):
        return False
    return words[at].word not in ORDINARY or not starts_sentence(text, words[at].start)
