"""Fills the fragments: choices, people in their forms, values; keeps what each piece of text is."""

import random
import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

from redaction.training.figures import FIGURES
from redaction.training.near import NEAR
from redaction.training.people import Someone, an_origin, someone
from redaction.training.stock import Origin, word_names
from redaction.training.values import SLOTS

Piece = tuple[str, str]  # text, label; an empty label: none

_VALUES: Final = {**SLOTS, **NEAR, **FIGURES}
_MANY: Final = re.compile(r"\{many:([a-z]+)((?:[.:][a-z0-9]+)?)\}")
_BETWEEN: Final = (", ",) * 6 + ("; ", " / ", "\n", "\n- ", "\n", " | ", ". ", "\t", " + ", ",")
_CHOICE: Final = re.compile(r"<([^<>\n]*\|[^<>\n]*)>")
_SLOT: Final = re.compile(r"\{([a-z]+\d?)(?:[.:]([a-z0-9]+))?(?:\.(up))?(?:\|(U))?\}")
_FAMILY: Final = frozenset({"c1", "c2", "c3", "m", "f", "g"})
_PRONOUNS: Final = {"he": ("he", "she"), "his": ("his", "her"), "him": ("him", "her"), "sex": ("M", "F")}


@cache
def fragments(name: str) -> tuple[str, ...]:
    """The fragments of one file."""
    text = resources.files("redaction.training").joinpath("fragments", f"{name}.txt").read_text("utf-8")
    return tuple(
        line.replace("\\n", "\n").replace("\\t", "\t")
        for line in text.splitlines()
        if line.strip() and not line.startswith("# ")
    )


@dataclass
class Cast:
    """The people of one text, made as they are called for; a family shares its origin and mostly its surname."""

    dice: random.Random
    people: dict[str, Someone] = field(default_factory=dict)
    origin: Origin | None = None
    last: str | None = None

    def __getitem__(self, role: str) -> Someone:
        if role not in self.people:
            self.people[role] = self._made(role)
        return self.people[role]

    def _made(self, role: str) -> Someone:
        if role not in _FAMILY:
            return someone(self.dice)
        if self.origin is None:
            self.origin = an_origin(self.dice)
        if self.dice.random() < 0.25:
            return someone(self.dice, self.origin)
        made = someone(self.dice, self.origin, self.last)
        self.last = made.last
        return made


def fill(fragment: str, cast: Cast) -> list[Piece]:
    """One fragment as pieces of text with their labels."""
    dice = cast.dice
    fragment = _MANY.sub(lambda match: _row(match[1], match[2], dice), fragment)
    # Addresses of mail stand in angle brackets, so a choice is what holds a bar.
    while _CHOICE.search(fragment):
        fragment = _CHOICE.sub(lambda match: dice.choice(match[1].split("|")), fragment, count=1)
    pieces: list[Piece] = []
    at = 0
    for match in _SLOT.finditer(fragment):
        pieces.append((fragment[at : match.start()], ""))
        pieces.append(_slot(match, cast))
        at = match.end()
    pieces.append((fragment[at:], ""))
    return [piece for piece in pieces if piece[0]]


def _row(name: str, form: str, dice: random.Random) -> str:
    """``{many:sch}`` and ``{many:k.first}`` as two to nine slots with one sign between them; people are others each time."""
    count = dice.choice((2, 3, 3, 4, 4, 5, 6, 7, 8))
    slots = [f"{{{name}{form}}}" if name in _VALUES else f"{{{name}{at}{form}}}" for at in range(count)]
    between = dice.choice(_BETWEEN)
    last = dice.choice((" and ", " & ", ", ")) if between == ", " and dice.random() < 0.5 else between
    return between.join(slots[:-1]) + last + slots[-1]


def _slot(match: re.Match[str], cast: Cast) -> Piece:
    name, form, upper, capital = match.groups()
    dice = cast.dice
    if name in _VALUES:
        value, label = _VALUES[name]
        return value(dice), label
    if name == "email":
        return _mail(cast[form or "w"], dice), ""
    if name in _PRONOUNS:
        said = _PRONOUNS[name][cast[form or "c1"].woman]
        return (said.capitalize() if capital else said), ""
    if name.rstrip("2") in {"x", "y"}:
        text = dice.choice(word_names()[0 if name[0] == "x" else 1])
        return (text.upper() if capital else text), "PERSON"
    person = cast[name]
    if form == "title":
        return person.title + ("." if dice.random() < 0.05 else ""), ""
    text = person.written("" if form in {None, "up"} else form or "", dice)
    return (text.upper() if upper or form == "up" or capital else text), "PERSON"


def _mail(person: Someone, dice: random.Random) -> str:
    first, last = (part.lower().replace(" ", "").replace("'", "") for part in (person.first, person.last))
    user = dice.choice((f"{first}.{last}", f"{first[0]}{last}", f"{first}{dice.randint(1, 99)}", f"{last}{first[0]}"))
    return (
        f"{user}@{dice.choice(('council.example', 'school.example', 'nhs.example', 'mail.example', 'example.org'))}"
    )
