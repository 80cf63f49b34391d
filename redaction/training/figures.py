"""Values with numbers: days of birth and other days, ages, codes of somebody and of nobody, in all the ways they are written."""

import random
from calendar import month_name
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from redaction.training.homes import home, home_lines, homes_parts, house_name
from redaction.training.numbers import words
from redaction.training.stock import read

Value = Callable[[random.Random], str]

_MONTHS: Final = list(month_name)[1:]
_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"


@cache
def _stock() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(value.strip() for value in values.split(";")) for kind, values in read("figures")}


def _digits(dice: random.Random, count: int) -> str:
    return "".join(dice.choice("0123456789") for _ in range(count))


def _ending(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _year_in_words(year: int, dice: random.Random) -> str:
    if 2000 <= year < 2010:
        return "two thousand" + (f" and {words(year - 2000, dice)}" if year > 2000 else "")
    first, last = divmod(year, 100)
    said = words(last, dice) if last > 9 else "oh " + words(last, dice)
    return dice.choice(
        (f"{words(first, dice)} {said}", f"{words(first, dice)} {said}", said if last > 9 else "two thousand")
    )


def day(dice: random.Random, year: int) -> str:
    """A day of a year, in any of the ways people write one."""
    number, month = dice.randint(1, 28), dice.randint(1, 12)
    name = _MONTHS[month - 1]
    name = dice.choice((name, name, name[:3], name[:3], name.lower(), name[:3].lower(), name[:3].upper()))
    short = dice.choice((f"{year % 100:02}", f"{year}"))
    two = (f"{number:02}", f"{month:02}")
    one = (str(number), str(month))
    sign = dice.choice(("/", "/", "/", ".", ".", "-", " ", " / ", "|"))
    chance = dice.random()
    if chance < 0.42:
        parts = two if dice.random() < 0.6 else one
        if dice.random() < 0.05:
            parts = (parts[1], parts[0])
        return sign.join((*parts, short))
    if chance < 0.48:
        return dice.choice(
            (f"{number:02}{month:02}{year % 100:02}", f"{number:02}{month:02}{year}", f"{year}{month:02}{number:02}")
        )
    if chance < 0.53:
        return f"{year}{dice.choice('-/.')}{month:02}{dice.choice('-/.')}{number:02}"
    if chance < 0.58:
        return f"{number}{dice.choice('-./')}{name}{dice.choice('-./')}{short}"
    if chance < 0.63:
        the = dice.choice(("", "the "))
        return f"{the}{dice.choice(_stock()['ordinal'][:28])} of {name}{dice.choice((' ', ', '))}{_year_in_words(year, dice)}"
    if chance < 0.66:
        return f"{dice.choice(_stock()['ordinal'][:28])} {name} {_year_in_words(year, dice)}"
    if chance < 0.72:
        return f"{name} {number}{dice.choice(('', _ending(number)))}{dice.choice((', ', ' '))}{year}"
    if chance < 0.75:
        return f"{number} {name} '{year % 100:02}"
    if chance < 0.79:
        return f"the {number}{_ending(number)} of {name} {short}"
    return f"{number}{dice.choice(('', _ending(number)))}{dice.choice((' ', ' ', ' ', ''))}{name}{dice.choice((' ', ' ', ', '))}{short}"


def _birth_year(dice: random.Random) -> int:
    return dice.randint(2007, 2026) if dice.random() < 0.6 else dice.randint(1931, 2006)


def born(dice: random.Random) -> str:
    """A day of birth; now and then as a scanner reads it."""
    found = day(dice, _birth_year(dice))
    if dice.random() < 0.03:
        found = found.replace("1", dice.choice("lI")).replace("0", "O")
    return found


def born_month(dice: random.Random) -> str:
    """The month or the year of a birth alone."""
    year, month = _birth_year(dice), dice.choice(_MONTHS)
    return dice.choice((
        f"{month} {year}", f"{month[:3]} {year}", f"{month[:3]} '{year % 100:02}", f"{dice.randint(1, 12):02}/{year}", str(year),
        f"{month} of {year}", f"{dice.randint(1, 12)}/{year % 100:02}", f"{month[:3].lower()} {year % 100:02}", str(year),
    ))  # fmt: skip


def born_day(dice: random.Random) -> str:
    """A birthday without its year."""
    number, month = dice.randint(1, 28), dice.choice(_MONTHS)
    return dice.choice((
        f"{number} {month}", f"{number}{_ending(number)} {month}", f"{month} {number}{_ending(number)}", f"{number} {month[:3]}",
        f"{number}/{dice.randint(1, 12)}", f"the {number}{_ending(number)}", f"the {number}{_ending(number)} of {month}",
        f"the {dice.choice(_stock()['ordinal'][:28])} of {month}", f"{number}{_ending(number)} {month[:3].lower()}", f"{dice.choice(_stock()['ordinal'][:28])} {month}",
    ))  # fmt: skip


def other_day(dice: random.Random) -> str:
    """A day on which something was or will be, written as days of birth are."""
    if dice.random() < 0.2:
        return born_day(dice)
    return day(dice, dice.choice((dice.randint(2018, 2027), dice.randint(2024, 2027), dice.randint(1975, 2027))))


def child_age(dice: random.Random) -> str:
    """A bare age under eighteen."""
    number = dice.randint(1, 17)
    return words(number, dice) if dice.random() < 0.12 else str(number)


def adult_age(dice: random.Random) -> str:
    """A bare age of a grown person."""
    number = dice.randint(18, 94)
    return words(number, dice) if dice.random() < 0.1 else str(number)


def age(dice: random.Random) -> str:
    """A bare age of anybody, now and then about."""
    found = child_age(dice) if dice.random() < 0.6 else adult_age(dice)
    chance = dice.random()
    if chance < 0.84:
        return found
    if chance < 0.9:
        return f"{dice.choice(('nearly', 'almost', 'just', 'about', 'approx', 'around', 'barely'))} {found}"
    if chance < 0.94:
        return (
            found + dice.choice((" and a half", "½", "ish", "+", "-ish"))
            if found.isdigit()
            else f"{found} and a half"
        )
    low = dice.randint(1, 60)
    return dice.choice(
        (f"{low}-{low + dice.choice((1, 2, 5))}", f"{low} or {low + 1}", f"{low}/{low + 1}", f"{low} to {low + 5}")
    )


def age_with_unit(dice: random.Random) -> str:
    """An age that says in what it is counted."""
    number, months = dice.randint(1, 17), dice.randint(1, 11)
    unit = dice.choice(("years", "years", "yrs", "yr", "y", "yo", "y/o", "y.o.", "Y", "yr old", "years old"))
    blank = "" if unit in {"y", "yo", "y/o", "Y", "y.o."} and dice.random() < 0.7 else dice.choice((" ", " ", ""))
    small = dice.choice(("months", "months", "mths", "mth", "m", "mo", "weeks", "wks", "wk", "days", "week", "month"))
    return dice.choice((
        f"{number}{blank}{unit}", f"{dice.randint(18, 95)}{blank}{unit}", f"{dice.randint(2, 30)}{dice.choice((' ', ''))}{small}",
        f"{number}y {months}m", f"{number} years {months} months", f"{number}yrs {months}mths", f"{number} years and {months} months",
        f"{number};{months}", f"{number}y{months}m", f"{number}:{months:02}", f"{number}.{months}", f"{words(number, dice)} {dice.choice(('years', 'months', 'weeks'))}",
        f"{dice.randint(1, 11)}/12", f"{dice.randint(1, 11)}/52",
    ))  # fmt: skip


def school_year(dice: random.Random) -> str:
    """The school year or class of a child."""
    number = dice.randint(1, 13)
    return dice.choice((
        f"Year {number}", f"Year {number}", f"Yr {number}", f"Y{number}", f"yr{number}", f"year {number}", f"year {words(number, dice)}",
        f"Yr{number}", f"P{dice.randint(1, 7)}", f"S{dice.randint(1, 6)}", f"Primary {dice.randint(1, 7)}", f"{number}{dice.choice('ABCDEKLMNPRSTW')}",
        f"Year {number}{dice.choice('ABCRW')}", f"y{number}", f"NCY {number}", f"yr {number}", f"Year {number}",
    ))  # fmt: skip


def code(dice: random.Random) -> str:
    """A number or code of somebody or of a case about them; any shape."""
    chance = dice.random()
    if chance < 0.32:
        return _digits(dice, dice.choice((4, 5, 6, 6, 7, 7, 7, 8, 8, 9, 10, 11)))
    if chance < 0.4:
        return dice.choice((" ", " ", "-", ".")).join(
            _digits(dice, dice.choice((2, 3, 4))) for _ in range(dice.choice((2, 3, 3, 4)))
        )
    prefix = (
        dice.choice(_stock()["prefix"])
        if dice.random() < 0.5
        else "".join(dice.choice(_LETTERS) for _ in range(dice.choice((1, 1, 2, 2, 3, 4))))
    )
    sign = dice.choice(("", "", "-", "-", "/", " ", "."))
    year = dice.choice(("24", "25", "2024", "2025", "26", "23", "2019"))
    middle = _digits(dice, dice.choice((3, 4, 5, 5, 6, 7)))
    tail = dice.choice(_LETTERS)
    return dice.choice((
        f"{prefix}{sign}{middle}", f"{prefix}{sign}{middle}", f"{prefix}{sign}{middle}", f"{prefix}/{year}/{middle}", f"{middle}/{year}",
        f"{year}/{middle}", f"{prefix}-{year}-{middle}", f"{prefix}{year}/{middle}", f"{middle}{tail}", f"{prefix}{middle}{tail}",
        f"{prefix}{sign}{middle}-{dice.randint(1, 9)}", f"{year}{tail}{middle}", f"{tail}{middle}{dice.choice(_LETTERS)}{dice.choice(_LETTERS)}",
        f"{year}-{middle}", f"{prefix}/{middle}/{dice.choice(_LETTERS)}{dice.choice(_LETTERS)}", f"{dice.randint(1, 60)}{prefix}/{middle}/{year}",
    ))  # fmt: skip


def last_digits(dice: random.Random) -> str:
    """The end of a longer number."""
    return _digits(dice, dice.choice((3, 4, 4, 4))) + ("" if dice.random() < 0.9 else dice.choice(_LETTERS))


def span(dice: random.Random) -> str:
    """How long something lasts, written as ages are."""
    number = dice.choice((str(dice.randint(1, 30)), words(dice.randint(1, 20), dice)))
    return f"{number} {dice.choice(('years', 'months', 'weeks', 'days', 'hours', 'minutes', 'yrs', 'wks', 'mths', 'hrs', 'mins', 'sessions', 'terms'))}"


def amount(dice: random.Random) -> str:
    """A measure, score, dose, share or price."""
    number = dice.randint(1, 99)
    return dice.choice((
        f"{number}mg", f"{number} kg", f"{number}.{dice.randint(0, 9)}kg", f"{number}%", f"£{number}.50", f"£{dice.randint(100, 9000):,}", f"{number} miles",
        f"{number}ml", f"{number} cm", f"{dice.randint(1, 10)}/10", f"{number}/100", f"{number}th centile", f"{dice.randint(36, 41)}.{dice.randint(0, 9)}°C", f"{number}p",
        f"x{number}", f"{number} pages", f"{number} units", f"{dice.randint(90, 180)}/{dice.randint(50, 99)}", f"{number} GB", f"{number}m",
    ))  # fmt: skip


def public_code(dice: random.Random) -> str:
    """A number or code of a thing, a law, a form, an order."""
    return dice.choice((
        _digits(dice, dice.choice((3, 4, 5, 6, 7, 8))), f"{dice.choice(('INV', 'PO', 'SO', 'Q', 'V', 'DOC', 'HR', 'FM', 'SCR', 'CAT', 'BK'))}{dice.choice('-/ ')}{_digits(dice, dice.choice((3, 4, 5, 6)))}",
        f"{dice.choice('ABCDEFGH')}{dice.randint(1, 40)}", f"{dice.choice(_LETTERS)}{dice.choice(_LETTERS)}{_digits(dice, dice.choice((2, 3, 4)))}", f"{dice.randint(1, 12)}.{dice.randint(0, 9)}.{dice.randint(0, 9)}",
        f"{dice.randint(1, 30)}.{dice.randint(1, 9)}", f"{_digits(dice, 4)}-{_digits(dice, 4)}", f"20{dice.randint(10, 26)}/{dice.randint(10, 900)}", _digits(dice, 8),
    ))  # fmt: skip


FIGURES: Final[Mapping[str, tuple[Value, str]]] = {
    "born": (born, "BORN"), "bornm": (born_month, "BORN"), "bornd": (born_day, "BORN"),
    "age": (age, "AGE"), "child": (child_age, "AGE"), "adult": (adult_age, "AGE"), "aged": (age_with_unit, "AGE"), "class": (school_year, "AGE"),
    "code": (code, "CASE"), "tail": (last_digits, "CASE"),
    "live": (home, "ADDRESS"), "livel": (home_lines, "ADDRESS"), "livep": (lambda dice: homes_parts(dice)[0], "ADDRESS"), "house": (house_name, "ADDRESS"),
    "when": (other_day, ""), "last": (span, ""), "amount": (amount, ""), "pub": (public_code, ""), "year7": (school_year, ""),
    "num": (lambda dice: str(dice.choice((dice.randint(1, 20), dice.randint(1, 99), dice.randint(100, 9999)))), ""),
    "numw": (lambda dice: words(dice.randint(1, 40), dice), ""),
    "few": (lambda dice: str(dice.randint(0, 18)) if dice.random() < 0.75 else words(dice.randint(1, 18), dice), ""),
    "sep": (lambda dice: dice.choice((": ", ": ", " ", " ", ":", " - ", "\n", "\t", " = ", " : ", "; ", ", ", ". ", ".: ", " is ", " | ", " # ", "#")), ""),
}  # fmt: skip
"""What each slot holds and how it is labelled; as ``values.SLOTS``."""
