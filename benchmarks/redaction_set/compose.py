"""Makes the texts that are not written by hand: templates and names of the set's own, drawn with a fixed seed.

Neither is used to train anything. All texts of one template are in one half, so that the closed half has forms of
words that nobody looked at.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.redaction_set import invented
from benchmarks.redaction_set.notation import Text, read_texts

_HERE: Final = Path(__file__).parent
_EACH: Final = 6
_SEED: Final = 20251122
_VALUE: Final = re.compile(r"\[\[([A-Z]+):(.+?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An invented person; templates ask for the forms by attribute."""

    first: str
    last: str
    title: str

    @property
    def full(self) -> str:
        """Adaora Pugh."""
        return f"{self.first} {self.last}"

    @property
    def swap(self) -> str:
        """PUGH, Adaora."""
        return f"{self.last.upper()}, {self.first}"

    @property
    def caps(self) -> str:
        """ADAORA PUGH."""
        return self.full.upper()

    @property
    def initials(self) -> str:
        """A. Pugh."""
        return f"{self.first[0]}. {self.last}"


@cache
def _pools() -> dict[str, tuple[str, ...]]:
    parts = re.split(r"^\[(\w+)\]$", (_HERE / "pools.txt").read_text("utf-8"), flags=re.MULTILINE)
    return {
        name: tuple(word.replace("_", " ") for word in words.split())
        for name, words in zip(parts[1::2], parts[2::2], strict=True)
    }


def composed() -> list[Text]:
    """Every composed text; the same on every call and machine.

    Raises:
        ValueError: a template cannot be read.
    """
    made: list[Text] = []
    heads = re.split(r"^=== ([\w-]+)$", (_HERE / "templates.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]
    for place, (name, body) in enumerate(zip(heads[::2], heads[1::2], strict=True)):
        for number in range(_EACH):
            dice = random.Random(f"{_SEED} {name} {number}")
            marked = _in_case(_filled(body, dice), number, place)
            (text,) = read_texts(f"=== {name}-{number}\n{marked}", by_hand=False)
            made.append(replace(text, open=place % 2 == 0))
    return made


def _filled(body: str, dice: random.Random) -> str:
    """The template with one family, its workers and everything else that it asks for."""
    family = dice.choice(_pools()["surnames"])
    names = dice.sample(_pools()["given"], 7)
    lasts = [family, family, family, *dice.sample([one for one in _pools()["surnames"] if one != family], 4)]
    people = dict(zip("csmdnwv", map(_person, names, lasts, [dice] * 7), strict=True))
    slots = dict(_values(dice))
    text = body
    for key, person in people.items():
        for form in ("full", "swap", "caps", "initials", "first", "last"):
            text = text.replace(f"{{{key}.{form}}}", str(getattr(person, form)))
        # The mark holds the name; the title stands before it.
        for form, title in (("titled", person.title), ("ranked", "DC")):
            text = re.sub(rf"(\[\[[A-Z]+:)\{{{key}\.{form}\}}", rf"{title} \g<1>{person.last}", text)
    return re.sub(r"\{(\w+)\}", lambda match: slots[match[1]], text)


def _person(first: str, last: str, dice: random.Random) -> Person:
    return Person(first=first, last=last, title=dice.choice(("Mr", "Mrs", "Ms", "Miss", "Dr")))


def _values(dice: random.Random) -> Iterator[tuple[str, str]]:
    today = date(2025, 11, 20)
    pools = _pools()
    for key in ("dob", "dob2"):
        yield key, _written(today - timedelta(days=dice.randint(400, 16000)), dice)
    for key in ("pc", "pc2"):
        yield key, invented.postcode(dice)
    for key in ("tel", "tel2"):
        yield key, invented.phone(dice)
    years = dice.randint(3, 17)
    yield "age", dice.choice((str(years), f"aged {years}", f"{years} years old", f"{years}yo", f"{years} yrs"))
    yield "small", dice.choice(("14 months", "2", "aged 2", "18/12", "3 yrs"))
    yield "grown", dice.choice(("19", "aged 24", "37 years", "41"))
    yield "year", f"{dice.choice(('Year ', 'Y', 'yr '))}{dice.randint(1, 11)}"
    yield "addr", _address(dice)
    yield "date", _written(today - timedelta(days=dice.randint(-60, 200)), dice)
    yield "day", dice.choice(("Monday", "Tues", "Wednesday", "Thurs", "Friday"))
    for key in ("town", "school"):
        yield key, dice.choice(pools[key])
    for number in (1, 2, 3):
        yield f"n{number}", str(dice.randint(3, 9) * 10 ** (3 - number) + dice.randint(0, 9))
    yield "order", "".join(str(dice.randint(1, 9)) for _ in range(9))
    word = dice.choice(pools["surnames"]).lower()
    host = dice.choice(("mailbox.example", "inbox.example"))
    yield "mail", f"{dice.choice(('', 'mum.', 'x_'))}{word}{dice.randint(1, 99)}@{host}"
    yield "wmail", f"{dice.choice(pools['given']).lower()}.{word}@service.example.org"
    yield "handle", f"@{word}{dice.choice(('_', '.'))}{dice.randint(1, 999)}"
    yield from invented.values(dice)


def _written(day: date, dice: random.Random) -> str:
    return dice.choice((
        f"{day:%d/%m/%Y}", f"{day:%d/%m/%y}", f"{day.day}.{day.month}.{day:%y}", f"{day.day} {day:%B %Y}",
        f"{day:%d-%m-%Y}", f"{day:%Y-%m-%d}", f"{day.day} {day:%b} {day:%y}", f"{day:%d %b %Y}",
    ))  # fmt: skip


def _address(dice: random.Random) -> str:
    pools = _pools()
    street = f"{dice.choice(pools['street'])} {dice.choice(pools['kind'])}"
    number, town = dice.randint(1, 240), dice.choice(pools["town"])
    return dice.choice((
        f"{number} {street}", f"{number} {street}, {town}", f"Flat {dice.randint(1, 40)}, {number} {street}",
        f"{dice.choice(pools['house'])}, {street}, {town}", f"{number}{dice.choice('abc')} {street}",
        f"Room {dice.randint(1, 30)}, {dice.choice(pools['street'])} House, {number} {street}, {town}",
        f"Flat {dice.choice('ABCD')}, {dice.choice(pools['street'])} Court, {street}", f"{number} {street}, {town}",
        f"{number} {street}\n{town}", f"{dice.randint(0, 3)}/{dice.randint(1, 4)}, {number} {street}, {town}",
    ))  # fmt: skip


def _in_case(marked: str, number: int, place: int) -> str:
    """One text of six in small letters, one of twelve in capitals: many people type so."""
    if number == _EACH - 2:
        return _VALUE.sub(lambda mark: f"[[{mark[1].upper()}:{mark[2]}]]", _cased(marked, upper=False))
    if number == _EACH - 1 and place % 4 < 2:
        return _cased(marked, upper=True)
    return marked


def _cased(marked: str, *, upper: bool) -> str:
    pieces = re.split(r"(\[\[[A-Z]+:)", marked)
    change = str.upper if upper else str.lower
    return "".join(piece if piece.startswith("[[") else change(piece) for piece in pieces)
