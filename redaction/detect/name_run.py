"""How the words of a name follow each other, and where a name ends."""

from typing import Final

from redaction.detect.context import is_house_number
from redaction.detect.words import NEVER_SURNAME, ORDINARY, PARTICLES, word_list
from redaction.tokens import Token, starts_sentence

SURNAMES: Final = word_list("surnames")
COMMON: Final = word_list("common")
_LONG_LINE: Final = 45  # characters; a shorter line was ended on purpose, not wrapped
_VERBAL: Final = ("ed", "ing", "ly")


def capital(text: str, word: Token) -> bool:
    """Whether a word begins with a capital letter."""
    return text[word.start].isupper()


def shouted(text: str, word: Token) -> bool:
    """Whether a word is in capitals throughout."""
    return word.end - word.start > 1 and text[word.start : word.end].isupper()


def plain_word(word: str) -> bool:
    """Whether a word is an ordinary one, so that only a capital could make it a name."""
    return word not in SURNAMES and (word in COMMON or (len(word) > 4 and word.endswith(_VERBAL)))


def side_by_side(text: str, left: Token, right: Token) -> bool:
    """Whether two neighbouring words may belong to one name."""
    gap = text[left.end : right.start]
    if gap in {" ", "  ", "-", ". ", "."}:
        # After a whole word a dot ends the sentence; after an initial it belongs to the name.
        return "." not in gap or left.end - left.start == 1
    if gap.strip(" >\t") not in {"\n", "\r\n"}:
        return False
    line_start = text.rfind("\n", max(0, left.end - 200), left.end) + 1
    return left.end - line_start >= _LONG_LINE


def may_be_surname(text: str, words: list[Token], at: int) -> bool:
    """Whether the word at index *at* may be a surname after a title or first name."""
    word = words[at]
    if word.end - word.start < 2 or not capital(text, word) or not word.word.isalpha():
        return False
    if text[word.end : word.end + 3] in {"'s ", "'ll", "'re"} and word.word in NEVER_SURNAME:
        return False
    # In a line in capitals a capital tells nothing: "MARGARET CALLED".
    if shouted(text, word) and plain_word(word.word):
        return False
    return word.word not in NEVER_SURNAME or word.word in ORDINARY


def run(text: str, words: list[Token], at: int, most: int) -> int | None:
    """Index of the last word of the name that goes on after *at*; None: no surname follows."""
    last: int | None = None
    here = at
    for _ in range(most):
        here += 1
        if here >= len(words) or not side_by_side(text, words[here - 1], words[here]):
            break
        word = words[here]
        # Mia Okafor DOB: capitals throughout after a surname in mixed letters are the next field.
        if last is not None and shouted(text, word) and not shouted(text, words[last]):
            break
        # "Ray  PA Lynne F", "Adjoa Mensimah  Worries: …": two blanks part the columns of a form.
        if text[words[here - 1].end : word.start] == "  " and (
            text[word.end : word.end + 1] == ":" or (shouted(text, word) and not shouted(text, words[here - 1]))
        ):
            break
        if may_be_surname(text, words, here):
            last = here
        elif not (word.word in PARTICLES or (word.end - word.start == 1 and capital(text, word))):
            break
    return last


def institution(text: str, words: list[Token], at: int, last: int) -> bool:
    """*Victoria Park School*, *12 Albert Road*, *St Mary Abbots Church*: a place or body, not a person."""
    following = words[last + 1].word if last + 1 < len(words) else ""
    follows = following in NEVER_SURNAME and following not in ORDINARY and last + 1 < len(words)
    if follows and capital(text, words[last + 1]) and side_by_side(text, words[last], words[last + 1]):
        return words[last + 1].word in BODIES
    before = words[at - 1].word if at else ""
    housed = before.isdigit() and words[last].word in NEVER_SURNAME and is_house_number(text, words[at - 1].start)
    if before in {"st", "saint"} and at and text[words[at - 1].end : words[at].start] in {" ", ". "}:
        return True
    if words[at].word in ORDINARY and words[last].word in ORDINARY:
        return housed or starts_sentence(text, words[at].start)
    return housed


BODIES: Final = frozenset({
    "academy", "agency", "avenue", "cathedral", "centre", "chapel", "church", "clinic", "college", "community",
    "council", "crescent", "drive", "foundation", "gardens", "hospital", "hotel", "house", "infant",
    "infirmary", "junior", "lane", "library", "lodge", "mosque", "museum", "nursery", "pharmacy", "practice",
    "primary", "road", "school", "secondary", "square", "station", "street", "surgery", "synagogue", "terrace",
    "trust", "university", "fc", "ltd", "limited", "plc",
})  # fmt: skip
"""Words that make a body or a place of the name before them."""
# What people do and no street, school or thing that is called after one.
DOES: Final = frozenset({
    "said", "says", "asked", "asks", "told", "tells", "rang", "phoned", "texted", "emailed", "chose", "refused",
    "cried", "wants", "wanted", "thinks", "thought", "feels", "felt", "knows", "knew", "hates", "loves",
    "likes", "awake", "asleep", "woke", "slept", "didn't", "didnt", "doesn't", "doesnt", "wasn't", "wasnt",
    "hasn't", "hasnt", "won't", "wont", "isn't", "isnt", "can't", "cant", "couldn't", "couldnt", "hit", "bit",
    "kicked", "ran", "smiled", "laughed", "replied", "answered", "agreed", "disclosed", "reported", "explained",
    "denied", "admitted", "attended", "arrived", "left", "lives", "stays", "seems", "seemed", "appeared",
    "became", "got", "gets", "goes", "went", "came", "comes",
})  # fmt: skip
