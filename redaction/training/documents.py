"""Composes training texts: mails, notes, forms, tables, threads, and texts that name nobody."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from redaction.detect.words import word_list
from redaction.normal import fold
from redaction.training.grammar import Cast, Piece, fill, fragments
from redaction.training.noise import disturb
from redaction.training.stock import word_names

Span = tuple[int, int, str]  # half open, in code points of the text; label


@dataclass(frozen=True, slots=True)
class Labelled:
    """A folded text with the spans of what it names."""

    text: str
    spans: tuple[Span, ...]


_PROSE: Final = ("prose",) * 6 + ("addresses", "plain", "plain", "wordnames")
_SHAPES: Final = {
    "paragraphs": 26, "mail": 18, "form": 10, "lines": 13, "list": 7, "chat": 8, "plain": 16, "address": 6, "public": 7,
    "one": 9, "table": 4, "subject": 9,
}  # fmt: skip


def documents(seed: int, count: int) -> Iterator[Labelled]:
    """*count* texts, the same for the same seed."""
    dice = random.Random(f"names {seed}")
    for _ in range(count):
        pieces = disturb(_composed(dice), dice)
        # As a window of a long mail holds several paragraphs that have little to do with each other.
        while dice.random() < 0.3:
            pieces = [*pieces, ("\n\n" if dice.random() < 0.8 else "\n", ""), *disturb(_composed(dice), dice)]
        yield labelled(pieces)


def labelled(pieces: list[Piece]) -> Labelled:
    """Join and fold pieces."""
    text = ""
    spans: list[Span] = []
    for piece, label in pieces:
        start = len(text)
        text += fold(piece).text
        if label and text[start:].strip():
            # "{c1.first} {c1.last}" is one name.
            joined = spans and spans[-1][2] == label == "PERSON" and text[spans[-1][1] : start] in {" ", "-"}
            spans.append((spans.pop()[0] if joined else start, len(text), label))
    return Labelled(text, tuple(spans))


def _composed(dice: random.Random) -> list[Piece]:
    cast = Cast(dice)
    match dice.choices(tuple(_SHAPES), tuple(_SHAPES.values()))[0]:
        case "mail":
            return _mail(cast)
        case "form":
            return _joined(cast, ["forms"], dice.randint(1, 6), ("\n", "\n", "\n\n", ", ", " "))
        case "lines":
            kinds = ["lists", "lists", "prose", "forms", "letters", "plain", "addresses", "subjects"]
            return _joined(cast, kinds, dice.randint(1, 6), ("\n", "\n", "\n\n", "\n- "))
        case "list":
            return _joined(cast, ["lists"], dice.randint(2, 6), ("\n",))
        case "chat":
            pieces = _joined(
                cast, ["chat", "chat", "chat", "wordnames"], dice.randint(1, 4), ("\n", " ", ". ", "\n\n")
            )
            return [(text.lower(), label) for text, label in pieces] if dice.random() < 0.5 else pieces
        case "plain":
            return _joined(cast, ["plain"], dice.randint(1, 6), (" ", "\n", "\n\n", ". "))
        case "address":
            return _joined(cast, ["addresses"], dice.randint(1, 3), ("\n", " ", "\n\n"))
        case "public":
            return _joined(cast, ["public"], dice.randint(1, 5), (" ", " ", "\n"))
        case "one":
            return _joined(cast, ["prose", "forms", "letters", "lists", "chat", "wordnames", "plain"], 1, ("",))
        case "table":
            return _table(cast)
        case "subject":
            return _subject(cast)
        case _:
            return _paragraphs(cast, dice.randint(1, 3))


def _joined(cast: Cast, kinds: list[str], count: int, between: tuple[str, ...]) -> list[Piece]:
    glue = cast.dice.choice(between)
    pieces: list[Piece] = []
    for number in range(count):
        if number:
            pieces.append((glue, ""))
        pieces += fill(cast.dice.choice(fragments(cast.dice.choice(kinds))), cast)
        # Half the time somebody new comes in, else all lines of a text would tell of one family.
        if cast.dice.random() < 0.3:
            cast.people.pop(cast.dice.choice(("o", "o2", "w2", "p", "q", "t")), None)
    return pieces


def _paragraphs(cast: Cast, count: int) -> list[Piece]:
    pieces: list[Piece] = []
    for number in range(count):
        if number:
            pieces.append((cast.dice.choice(("\n\n", "\n\n", "\n")), ""))
        pieces += _joined(cast, list(_PROSE), cast.dice.randint(1, 4), (" ",))
    return pieces


def _mail(cast: Cast) -> list[Piece]:
    dice = cast.dice
    letters = fragments("letters")
    gap: list[Piece] = [("\n\n" if dice.random() < 0.7 else "\n", "")]
    pieces = fill(dice.choice(letters[:26]), cast) + gap
    pieces += _paragraphs(cast, dice.randint(1, 2)) + gap
    pieces += fill(dice.choice(letters[38:62]), cast)
    if dice.random() < 0.3:
        pieces += [("\n\n", "")]
        pieces += fill(dice.choice(letters[26:38]), cast) + gap
        pieces += _quote(_paragraphs(cast, 1)) if dice.random() < 0.5 else _paragraphs(cast, 1)
    return pieces


def _quote(pieces: list[Piece]) -> list[Piece]:
    return [("> ", ""), *((text.replace("\n", "\n> "), label) for text, label in pieces)]


@cache
def _ordinary() -> tuple[str, ...]:
    """Words that are nobody's name."""
    names = word_list("given") | word_list("surnames") | {word.lower() for words in word_names() for word in words}
    return tuple(sorted((word_list("common") | word_list("never_surname")) - names))


def _subject(cast: Cast) -> list[Piece]:
    """A subject line, a cell or a heading: often one word that has nothing beside it."""
    dice = cast.dice
    if dice.random() < 0.6:
        return _joined(cast, ["subjects"], dice.choice((1, 1, 1, 2)), ("\n", " - ", ", "))
    words = " ".join(dice.choices(_ordinary(), k=dice.choice((1, 1, 2, 3))))
    return [(dice.choice((words, words.capitalize(), words.capitalize(), words.title(), words.upper())), "")]


def _table(cast: Cast) -> list[Piece]:
    """One line of columns many times over, each with people of its own."""
    dice = cast.dice
    rows = [one for one in fragments("forms") if ("\t" in one or "," in one or "|" in one) and "\n" not in one]
    row = dice.choice(rows)
    pieces: list[Piece] = []
    for _ in range(dice.randint(2, 6)):
        pieces += fill(row, Cast(dice))
        pieces.append(("\n", ""))
    return pieces
