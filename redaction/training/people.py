"""Invented people and the many ways in which their names are written."""

import random
from dataclasses import dataclass
from typing import Final

from redaction.detect.words import short_forms
from redaction.training.stock import Origin, inventors, origins, word_names

_MEN: Final = ("Mr", "Mr", "Mr", "Dr", "Rev")
_WOMEN: Final = ("Mrs", "Ms", "Miss", "Mrs", "Dr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """One invented person."""

    first: str
    middle: str
    last: str
    nick: str
    woman: bool
    title: str
    usual: str  # how this text calls them where nothing else is asked for

    def written(self, form: str, dice: random.Random) -> str:
        """The name in one form; an empty form is the usual one."""
        first, last = self.first, self.last
        match form or self.usual:
            case "first":
                return first
            case "last":
                return last
            case "nick":
                return self.nick
            case "lf":
                return f"{last}, {first}"
            case "il":
                return f"{first[0]}{dice.choice(('', '', '.'))} {last}"
            case "inits":
                return first[0] + last[0].upper()
            case "initials":
                return dice.choice(("{}{}", "{}.{}.", "{}.{}", "{} {}")).format(first[0], last[0].upper())
            case "mid":
                return f"{first} {dice.choice((self.middle, self.middle[0] + '.', self.middle[0]))} {last}"
            case "fi":
                return f"{first} {last[0].upper()}{dice.choice(('', '.'))}"
            case "dots" | "one" | "small" | "nicksmall" | "fismall" | "file":
                return self._short(form, dice)
            case _:
                if dice.random() < 0.12:
                    return self.written("mid", dice)
                return f"{first} {last}"

    def _short(self, form: str, dice: random.Random) -> str:
        """As notes, messages and the names of files write it."""
        first, last = self.first, self.last
        if form == "file":
            words = [one.replace(" ", "_") for one in (first, last, first[0])]
            words = [one.lower() for one in words] if dice.random() < 0.5 else words
            shape = dice.choice(("{0}_{1}", "{0}-{1}", "{1}_{0}", "{0}{1}", "{1}{2}", "{2}_{1}", "{0}"))
            return shape.format(*words)
        return {
            "one": first[0],
            "dots": f"{first[0]}.{last[0].upper()}.",
            "small": first.lower(),
            "nicksmall": self.nick.lower(),
            "fismall": f"{first} {last[0]}".lower(),
        }[form]


def someone(dice: random.Random, origin: Origin | None = None, last: str | None = None) -> Someone:
    """Somebody of *origin*, or of any; with the surname *last*, or one of their own."""
    known, weights = origins()
    origin = origin or dice.choices(known, weights)[0]
    woman = dice.random() < 0.52
    first = _given(dice, origin, woman=woman)
    last = last or _surname(dice, origin)
    others = sorted(short_forms(first.lower()))
    nick = dice.choice(others).title() if others else dice.choice((first[:3], first[:4], first[0] + "J", first + "y"))
    return Someone(
        first=first,
        middle=_given(dice, origin, woman=woman),
        last=last,
        nick=nick,
        woman=woman,
        title=dice.choice(_WOMEN if woman else _MEN),
        usual=dice.choices(("full", "first", "il", "initials", "mid", "fi"), (45, 40, 3, 4, 4, 4))[0],
    )


def an_origin(dice: random.Random) -> Origin:
    """One origin for a family."""
    known, weights = origins()
    return dice.choices(known, weights)[0]


def _given(dice: random.Random, origin: Origin, *, woman: bool) -> str:
    chance = dice.random()
    if chance < 0.10:
        return dice.choice(inventors()).name(dice)
    if chance < 0.15:
        return dice.choice(word_names()[0])
    return dice.choice(origin.women if woman else origin.men)


def _surname(dice: random.Random, origin: Origin) -> str:
    chance = dice.random()
    if chance < 0.15:
        return dice.choice(inventors()).name(dice)
    if chance < 0.20:
        return dice.choice(word_names()[1])
    last = dice.choice(origin.surnames)
    if dice.random() < 0.05:
        last = f"{last}{dice.choice(('-', '-', ' '))}{dice.choice(origin.surnames)}"
    return last
