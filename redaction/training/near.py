"""Values that bear names and are nobody: wards, rooms, streets, schools, funds, laws, firms, and words that some are called."""

import random
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from redaction.detect.words import word_list
from redaction.training.people import someone
from redaction.training.stock import places, read, word_names

Value = Callable[[random.Random], str]


@cache
def things() -> dict[str, tuple[str, ...]]:
    """Values by kind: medicine, system, shop, fund and so on."""
    return {kind: tuple(value.strip() for value in values.split(";")) for kind, values in read("things")}


def _of(kind: str) -> Value:
    return lambda dice: dice.choice(things()[kind])


def bearer(dice: random.Random) -> str:
    """What a place or a room may be called after: a surname, a full name, a first name, a plant, a town."""
    person = someone(dice)
    chance = dice.random()
    if chance < 0.42:
        return person.last
    if chance < 0.46:
        return person.written("full", dice)
    if chance < 0.58:
        return person.first
    if chance < 0.82:
        return dice.choice(things()["plant"])
    return dice.choice(places()[dice.choice(("town", "street"))])


def _after(*kinds: str) -> Value:
    return lambda dice: f"{bearer(dice)} {dice.choice(kinds)}"


def road(dice: random.Random) -> str:
    """A street called after somebody."""
    person = someone(dice)
    name = dice.choice((
        person.last, person.last, person.first, f"{person.first} {person.last}", f"St {person.first}'s",
        f"{dice.choice(('Prince', 'Princess', 'King', 'Queen', 'Lady', 'Lord', 'Sir', 'Duke', 'Old', 'Upper'))} {person.first}",
        dice.choice(places()["street"]), dice.choice(things()["plant"]),
    ))  # fmt: skip
    return f"{name} {dice.choice(places()['streettype'])}"


def school_name(dice: random.Random) -> str:
    """What schools are called where everybody knows that schools are meant."""
    person = someone(dice)
    full = f"{person.first} {person.last}"
    return dice.choice((
        full, f"Sir {full}", f"Lady {person.first}", f"Lord {person.last}", f"Dame {full}", f"Bishop {person.last}",
        f"St {person.first}'s", f"St {full}", f"{person.last} Park", f"{person.last} Hill", f"Ark {person.last}",
        f"Harris {dice.choice(places()['town'])}", f"Dixons {person.last}", f"Oasis {person.last}", person.last,
        f"{full} C of E", f"{person.last} Academy", f"{person.last} Primary", f"{dice.choice(things()['plant'])} Grove",
    ))  # fmt: skip


def fund(dice: random.Random) -> str:
    """A charity, law or prize with somebody's name."""
    person = someone(dice)
    full = f"{person.first} {person.last}"
    ends = "Wish Fund Place Ark Gift House Meals Legacy Law Rule Garden Rainbow Story Trust Hope Kitchen Room Day Way"
    return dice.choice((
        f"{person.first}'s {dice.choice(ends.split())}", f"the {full} {dice.choice(('Foundation', 'Trust', 'Fund', 'Award'))}",
        f"{person.last} {dice.choice(('Trust', 'Foundation', 'Charity', 'Advocacy', 'Associates', 'Family Fund'))}",
        f"{person.first} {dice.choice(('Advocacy', 'Housing', 'Care', 'Homes', 'Counselling', 'House', 'Project', 'UK'))}",
        dice.choice(things()["fund"]),
    ))  # fmt: skip


def firm(dice: random.Random) -> str:
    """A firm with the names of its founders."""
    one, other = someone(dice), someone(dice)
    return dice.choice((
        f"{one.last} & {other.last}", f"{one.last} {other.last} LLP", f"{one.last} Bros", f"{one.last} & Sons", f"{one.first} {one.last} Ltd",
        f"{one.last}, {other.last} & Co", f"{one.first}'s {dice.choice(('Cafe', 'Bakery', 'Taxis', 'Nails', 'Barbers', 'Kitchen', 'Garage'))}",
        f"{one.last}'s {dice.choice(('Butchers', 'Coaches', 'Chemist', 'Garage', 'Carpets', 'Removals'))}", f"{one.last} {dice.choice(('Travel', 'Cars', 'Motors', 'Plumbing', 'Halal Meats', 'Estates', 'Pharmacy'))}",
        dice.choice(things()["shop"]),
    ))  # fmt: skip


def scale(dice: random.Random) -> str:
    """A test, model or theory, called after who made it."""
    name = dice.choice(things()["thinker"]) if dice.random() < 0.7 else someone(dice).last
    return f"{name} {dice.choice(('scale', 'model', 'cycle', 'score', 'review', 'report', 'test', 'profile', 'grid', 'hearing', 'ruling'))}"


@cache
def _short_words() -> tuple[str, ...]:
    return tuple(sorted(word_list("short_words")))


@cache
def _common() -> tuple[str, ...]:
    """Words that are nobody's name."""
    return tuple(
        sorted((word_list("common") | word_list("never_surname")) - word_list("given") - word_list("surnames"))
    )


def short_form(dice: random.Random) -> str:
    """A short form of the trade, in capitals."""
    return dice.choice(_short_words()).upper()


def ordinary(dice: random.Random) -> str:
    """An everyday word, as a line or a cell begins with it."""
    word = dice.choice(_common())
    return dice.choice((word.capitalize(), word.capitalize(), word, word.upper()))


# What each slot holds and how it is labelled.
NEAR: Final[Mapping[str, tuple[Value, str]]] = {
    **{kind: (_of(kind), "") for kind in ("medicine", "system", "story", "food", "plant", "thinker", "illness", "feast", "tongue")},
    "abbr": (short_form, ""),
    "ord": (ordinary, ""),
    "shop": (_of("shop"), "ORG"),
    "fund": (fund, "ORG"),
    "firm": (firm, "ORG"),
    "sch": (school_name, "ORG"),
    "road": (road, "LOC"),
    "borough": (_of("body"), "LOC"),
    "bare": (bearer, ""),
    "room": (_after("Room", "Suite", "Hall", "Lounge", "Kitchen", "Theatre", "Studio", "Wing", "Building", "Block"), ""),
    "ward": (_after("Ward", "ward", "Unit", "Suite", "Ward", "Centre", "Clinic"), "ORG"),
    "home": (_after("House", "Court", "Lodge", "House", "Gardens", "Centre", "Hub", "Library", "Hostel", "Park", "Farm"), "LOC"),
    "scale": (scale, ""),
    "syndrome": (lambda dice: f"{dice.choice(things()['illness'])} {dice.choice(('syndrome', 'disease', 'test', 'palsy', 'score'))}", ""),
    "wordfirst": (lambda dice: dice.choice(word_names()[0]), ""),
    "wordlast": (lambda dice: dice.choice(word_names()[1]), ""),
}  # fmt: skip
