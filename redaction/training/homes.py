"""Homes of every kind: houses by their name, flats, rooms, sites, boats and halves of addresses."""

import random
from collections.abc import Callable
from functools import cache

from redaction.training.near import bearer, things
from redaction.training.numbers import words
from redaction.training.people import someone
from redaction.training.stock import inventors, places, read
from redaction.training.values import pick, postcode, street, street_line


@cache
def stock() -> dict[str, tuple[str, ...]]:
    """Parts of addresses by kind."""
    return {kind: tuple(value.strip() for value in values.split(";")) for kind, values in read("homes")}


def _one(dice: random.Random, kind: str) -> str:
    return dice.choice(stock()[kind])


def house_name(dice: random.Random) -> str:
    """What a house is called that may have no number."""
    first = _one(dice, "first")
    return dice.choice((
        first + _one(dice, 'last'), first + _one(dice, 'last'), f"{first} {_one(dice, 'kind')}", f"The {_one(dice, 'kind')}",
        f"The Old {_one(dice, 'old')}",
        f"{someone(dice).last}'s {_one(dice, 'kind')}", f"{_one(dice, 'far')}", f"{dice.choice(('Upper', 'Lower', 'Higher', 'Nether', 'Little', 'Great', 'Old', 'New'))} {first} {dice.choice(('Farm', 'Barn', 'End', 'Cottage'))}",
        f"{_one(dice, 'trade')}'s {_one(dice, 'kind')}",
        f"The {dice.choice(things()['plant'])}s", dice.choice(inventors()).name(dice), pick(dice, "house"), f"{first} {_one(dice, 'kind')}",
    ))  # fmt: skip


def way(dice: random.Random) -> str:
    """A street of any kind, of the stock or not."""
    chance = dice.random()
    if chance < 0.35:
        return street(dice)
    if chance < 0.45:
        return f"{_one(dice, 'welshway')} {dice.choice((_one(dice, 'far'), pick(dice, 'town'), 'y Parc', 'yr Ysgol', 'y Bont', 'Fawr'))}"
    if chance < 0.55:
        return f"The {dice.choice((_one(dice, 'way'), _one(dice, 'way'), 'Crescent', 'Avenue', 'Drive', 'Green', 'Mews', 'Lane', 'Close', 'Square'))}"
    kinds = (*stock()["way"], *places()["streettype"], *places()["streettype"])
    name = dice.choice(
        (
            bearer(dice),
            _one(dice, "first") + _one(dice, "last"),
            dice.choice(inventors()).name(dice),
            dice.choice(things()["plant"]),
        )
    )
    return f"{name} {dice.choice(kinds)}"


def _numbered(dice: random.Random) -> str:
    number = dice.randint(1, 220)
    said = (
        words(number, dice)
        if number < 100 and dice.random() < 0.25
        else f"{number}{dice.choice(('', '', '', '', 'a', 'b', 'A', 'C'))}"
    )
    before = (
        dice.choice(("no ", "No. ", "number ", "no. ", "No ", "Number ", "house ", "hse ", "", "", "", "", "", ""))
        if dice.random() < 0.5
        else ""
    )
    after = dice.choice((" ", " ", " ", ", ", ","))
    ranged = f"{number}-{number + 2}" if dice.random() < 0.04 else said
    return f"{before}{ranged}{after}{way(dice)}"


def _unit(dice: random.Random) -> str:
    number = dice.choice(
        (
            str(dice.randint(1, 140)),
            dice.choice("ABCDEF"),
            f"{dice.randint(1, 30)}{dice.choice('ABCabc')}",
            f"{dice.randint(0, 4)}/{dice.randint(1, 4)}",
            words(dice.randint(1, 20), dice),
        )
    )
    kind = dice.choice(
        (
            "Flat",
            "flat",
            "Flt",
            "FLAT",
            "Apt",
            "Apartment",
            "Room",
            "Rm",
            "rm",
            "room",
            "Unit",
            "unit",
            "Studio",
            "Bedsit",
            "Plot",
            "Pod",
            "Bed",
            "Cabin",
        )
    )
    return f"{kind} {number}" if len(number) > 3 or dice.random() < 0.93 else f"{kind}{number}"


def homes_parts(dice: random.Random) -> list[str]:
    """The parts of an address of any kind."""
    name = dice.choice((house_name, house_name, lambda one: pick(one, "block")))(dice)
    number = dice.randint(1, 90)
    kinds: tuple[Callable[[], list[str]], ...] = (
        lambda: [_numbered(dice)], lambda: [_numbered(dice)], lambda: [_numbered(dice)],
        lambda: [house_name(dice), way(dice)], lambda: [house_name(dice), way(dice)],
        lambda: [house_name(dice), pick(dice, "town") if dice.random() < 0.6 else dice.choice(inventors()).name(dice)],
        lambda: [_unit(dice), _numbered(dice)], lambda: [_unit(dice), name], lambda: [_unit(dice), name, way(dice)],
        lambda: [f"{number} {name}"], lambda: [f"{number} {name}", way(dice)], lambda: [f"{_unit(dice)} {name}"],
        lambda: [_one(dice, 'floor'), _numbered(dice)], lambda: [f"{number}/{dice.randint(1, 6)} {way(dice)}"],
        lambda: [_unit(dice), f"{bearer(dice)} {_one(dice, 'hostel')}"], lambda: [_unit(dice), f"{bearer(dice)} {_one(dice, 'hostel')}", _numbered(dice)],
        lambda: [f"{dice.choice(('Plot', 'Pitch', 'Plot', 'Bay', 'Static', 'Van', 'Caravan', 'Lodge', 'Chalet'))} {number}", f"{bearer(dice)} {_one(dice, 'site')}"],
        lambda: [f"{dice.choice(('Berth', 'Mooring', 'Pontoon', 'Boat'))} {number}", f"{bearer(dice)} {_one(dice, 'water')}"],
        lambda: [f"{dice.choice(('narrowboat', 'the boat', 'NB', 'houseboat', 'Houseboat', 'barge'))} {dice.choice(things()['plant'])}", f"{bearer(dice)} {_one(dice, 'water')}"],
        lambda: [f"{dice.choice(('Flat', 'flat', 'the flat', 'flat ' + str(number), 'rooms'))} {dice.choice(('above', 'over', 'behind'))} {_one(dice, 'above')}", _numbered(dice) if dice.random() < 0.5 else way(dice)],
        lambda: [_one(dice, 'called'), way(dice)],
        lambda: [f"{dice.choice(('Block', 'Blk', 'block', 'Stair', 'Tower'))} {dice.choice('ABCDEF12345')}", _unit(dice), f"{bearer(dice)} {dice.choice(('Point', 'Heights', 'Estate', 'Tower', 'House', 'Quarter'))}"],
        lambda: [f"{number} {bearer(dice)} {dice.choice(('Estate', 'Cottages', 'Farm Cottages', 'Buildings', 'Almshouses', 'Villas', 'Flats', 'Maisonettes'))}"],
        lambda: [street_line(dice)],
    )  # fmt: skip
    return dice.choice(kinds)()


def home(dice: random.Random) -> str:
    """A whole or half address of any kind on one line."""
    parts = homes_parts(dice)
    chance = dice.random()
    if chance < 0.45:
        parts.append(pick(dice, "town") if dice.random() < 0.7 else dice.choice(inventors()).name(dice))
        if chance < 0.2:
            parts.append(postcode(dice))
    found = dice.choice((", ", ", ", ", ", " ", ",", "; ")).join(parts)
    return found.lower() if dice.random() < 0.15 else found


def home_lines(dice: random.Random) -> str:
    """The same over several lines."""
    parts = [
        *homes_parts(dice),
        *([pick(dice, "town")] if dice.random() < 0.8 else []),
        *([postcode(dice)] if dice.random() < 0.7 else []),
    ]
    return dice.choice((",\n", "\n", "\n", "\n")).join(parts)
