"""Reads public labelled text from folders that the caller has; the project holds none of it.

WNUT-17 (CC BY 4.0), the Broad Twitter Corpus (CC BY 4.0), UNER English EWT (CC BY-SA 4.0) and the parts of GUM under
CC BY (interviews, news, academic writing, court). Each text comes once as it is and once with its people replaced.
"""

import hashlib
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from redaction.detect.words import TITLES
from redaction.training.documents import Labelled, labelled
from redaction.training.grammar import Piece
from redaction.training.people import someone

_LABELS: Final = {
    "person": "PERSON", "per": "PERSON", "location": "LOC", "loc": "LOC", "place": "LOC", "geo": "LOC", "gpe": "LOC",
    "org": "ORG", "organization": "ORG", "corporation": "ORG", "group": "ORG",
}  # fmt: skip
_TITLES: Final = TITLES | {
    "mr.",
    "mrs.",
    "ms.",
    "dr.",
    "president",
    "prime",
    "minister",
    "justice",
    "senator",
    "chief",
    "king",
}
_NO_BLANK_BEFORE: Final = frozenset(".,!?;:)]}%'’") | {"n't", "'s", "'m", "'re", "'ve", "'ll", "'d", "...", "’s"}
_NO_BLANK_AFTER: Final = frozenset("([{#@£$")
_GUM: Final = re.compile(r"GUM_(?:interview|news|academic|court)_")

_PEOPLES: Final = frozenset({"Muslim", "Christian", "Jew", "God", "Jewish", "Catholic"})

Word = tuple[str, str, bool]  # word, BIO label, whether a blank follows


def files(folder: Path) -> list[Path]:
    """The files that are read, in order."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in {".conll", ".iob2"} or (path.suffix == ".conllu" and _GUM.match(path.name))
    )


def digest(folder: Path) -> str:
    """SHA-256 over names and contents of what is read: the model card says which data it was."""
    found = hashlib.sha256()
    for path in files(folder):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def texts(path: Path) -> Iterator[list[Piece]]:
    """The texts of one file, a few sentences in each."""
    reader = _gum if path.suffix == ".conllu" else _iob2 if path.suffix == ".iob2" else _conll
    sentences: list[Piece] = []
    for number, words in enumerate(reader(path.read_text("utf-8", "replace"))):
        if sentences and number % 3:
            sentences.append((" ", ""))
        elif sentences:
            yield sentences
            sentences = []
        sentences += _pieces(words)
    if sentences:
        yield sentences


def public(folder: Path, seed: int) -> Iterator[Labelled]:
    """Every text twice: as it is, and with other people in it."""
    dice = random.Random(f"public {seed}")
    for path in files(folder):
        for pieces in texts(path):
            yield labelled(pieces)
            if any(label == "PERSON" for _, label in pieces):
                yield labelled(list(_replaced(pieces, dice)))


def _replaced(pieces: Iterable[Piece], dice: random.Random) -> Iterator[Piece]:
    for text, label in pieces:
        if label != "PERSON" or dice.random() < 0.1:
            yield text, label
            continue
        person = someone(dice)
        words = len(text.split())
        new = person.written(("first" if dice.random() < 0.6 else "last") if words == 1 else "full", dice)
        yield (new.lower() if text.islower() else new.upper() if text.isupper() else new), label


def _pieces(words: list[Word]) -> Iterator[Piece]:
    text, label = "", ""
    for word, tag, blank in words:
        kind = "" if word == "@" or word.lower() in _TITLES else _LABELS.get(tag[2:].lower(), "")
        inside = bool(kind) and kind == label and tag.startswith("I-")
        if text and not inside:
            # The blank after a name is not its own.
            bare = text.rstrip(" ")
            yield bare, label
            if bare != text:
                yield " ", ""
            text = ""
        label = kind
        text += word + (" " if blank else "")
    if text:
        yield text.rstrip(" "), label


def _conll(text: str) -> Iterator[list[Word]]:
    for block in re.split(r"\n[ \t]*\n", text):
        rows = [line.rsplit(None, 1) for line in block.splitlines() if line.strip()]
        pairs = [(row[0].split()[0], row[1]) for row in rows if len(row) == 2]
        words: list[Word] = []
        for at, (word, tag) in enumerate(pairs):
            after = pairs[at + 1][0] if at + 1 < len(pairs) else ""
            words.append((word, tag, after not in _NO_BLANK_BEFORE and word not in _NO_BLANK_AFTER))
        if words:
            yield words


def _iob2(text: str) -> Iterator[list[Word]]:
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        whole = re.search(r"^# text = (.*)$", block, re.MULTILINE)
        words: list[Word] = []
        at = 0
        for row in rows:
            if len(row) < 3 or whole is None:
                continue
            at = whole[1].find(row[1], at) + len(row[1])
            words.append((row[1], row[2], whole[1][at : at + 1] == " "))
        if words:
            yield words


def _gum(text: str) -> Iterator[list[Word]]:
    """Entities are nested and not only named: a proper noun that heads a person, place or body gives the span."""
    opened: list[tuple[str, str]] = []
    for block in text.split("\n\n"):
        rows = [row for line in block.splitlines() if len(row := line.split("\t")) == 10 and row[0].isdigit()]
        words: list[Word] = []
        before = ""
        for row in rows:
            note = re.search(r"Entity=([^|]*)", row[9])
            marks = note[1] if note else ""
            opened += re.findall(r"\((\d+)-([a-z]+)", marks)
            kind = _LABELS.get(opened[-1][1], "") if opened and row[4] == "NNP" and row[1] not in _PEOPLES else ""
            key = opened[-1][0] if kind else ""
            words.append(
                (
                    row[1],
                    f"{'I' if key == before else 'B'}-{opened[-1][1]}" if kind else "O",
                    "SpaceAfter=No" not in row[9],
                )
            )
            before = key
            for number in re.findall(r"(?:^|\)|[^-\w(])(\d+)\)|\((\d+)-[^()]*\)", marks):
                closed = number[0] or number[1]
                opened = [one for one in opened if one[0] != closed]
        if words:
            yield words
