"""What keyboards, scanners and mail programs do to texts; pieces keep their labels."""

import random
from typing import Final

from redaction.training.grammar import Piece

_NEIGHBOURS: Final = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk", "k": "jl",
    "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb",
    "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
_SCANNED: Final = {"l": "1", "I": "l", "o": "0", "O": "0", "rn": "m", "m": "rn", "S": "5", "e": "c", "h": "b"}


def disturb(pieces: list[Piece], dice: random.Random) -> list[Piece]:
    """Now and then another case, typing errors, a bad scan, blanks that are missing or too many, quote marks."""
    chance = dice.random()
    if chance < 0.13:
        pieces = [(text.lower(), label) for text, label in pieces]
    elif chance < 0.17:
        pieces = [(text.upper(), label) for text, label in pieces]
    elif chance < 0.20:
        pieces = [(text.lower() if label else text, label) for text, label in pieces]
    elif chance < 0.22:
        pieces = [(text.upper() if label == "PERSON" else text, label) for text, label in pieces]
    elif chance < 0.24:
        pieces = [(text.title() if not label else text, label) for text, label in pieces]
    if dice.random() < 0.10:
        pieces = [(_typed(text, dice), label) for text, label in pieces]
    if dice.random() < 0.04:
        pieces = [(_scanned(text, dice), label) for text, label in pieces]
    if dice.random() < 0.04:
        pieces = [(_blanks(text, dice), label) for text, label in pieces]
    if dice.random() < 0.05:
        pieces = [(text.replace("'", ""), label) for text, label in pieces]
    elif dice.random() < 0.1:
        pieces = [(text.replace("'", "’"), label) for text, label in pieces]
    if dice.random() < 0.08:
        pieces = _quoted(pieces, dice.choice(("> ", "> ", ">", "> > ")))
    return pieces


def _typed(text: str, dice: random.Random) -> str:
    letters = list(text)
    for at in range(len(letters)):
        if dice.random() > 0.015 or not letters[at].isalpha():
            continue
        chance = dice.random()
        if chance < 0.35 and at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif chance < 0.6:
            letters[at] = ""
        elif chance < 0.75:
            letters[at] *= 2
        else:
            letters[at] = dice.choice(_NEIGHBOURS.get(letters[at].lower(), letters[at]))
    return "".join(letters) or text


def _scanned(text: str, dice: random.Random) -> str:
    for wrong, right in _SCANNED.items():
        if wrong in text and dice.random() < 0.15:
            text = text.replace(wrong, right, 1)
    return text


def _blanks(text: str, dice: random.Random) -> str:
    if dice.random() < 0.5:
        return text.replace(", ", ",").replace(". ", ".").replace(": ", ":")
    return text.replace(" ", "  ") if dice.random() < 0.3 else text.replace("\n", " \n")


def _quoted(pieces: list[Piece], mark: str) -> list[Piece]:
    # A mark lies outside any label: what is found is masked, the layout stays.
    made: list[Piece] = [(mark, "")]
    for text, label in pieces:
        made.append((text.replace("\n", "\n" + mark), label))
    return made
