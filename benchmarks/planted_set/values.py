"""Invented people, a value of one of them, and the disguises that it may wear in a text of any format."""

import base64
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from redaction import PersonRow

_FIRST: Final = ("Zebedee", "Ottoline", "Peregrine", "Clementina", "Barnabas", "Thomasina", "Leofric", "Wilhelmina")
_LAST: Final = (
    "Quillfeather", "Thistlewaite", "Brackenbury", "Wolstencroft", "Ravenshaw", "Pennyfather", "Marchbanks",
)  # fmt: skip
_ROADS: Final = ("Marrowbone Gardens", "Gossamer Lane", "Larkspur Terrace", "Candlewick Close")
_KINDS: Final = ("name", "name", "name", "NHS number", "phone", "email", "address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What is planted. ``needles``: any of them found again tells of it."""

    kind: str
    text: str
    needles: tuple[str, ...]
    person: PersonRow


def drawn(chance: random.Random) -> Value:
    """A value of an invented person."""
    first, last = chance.choice(_FIRST), chance.choice(_LAST)
    name = f"{first} {last}"
    phone = f"07700 900{chance.randrange(100, 1000)}"
    nhs = _nhs_number(chance)
    email = f"{first}.{last}@mail.example".lower()
    road = f"{chance.randrange(11, 190)} {chance.choice(_ROADS)}"
    person = PersonRow(
        id="P-1", name=name, phones=(phone,), nhs_number=nhs, emails=(email,), addresses=(f"{road}, Leeds LS9 7QN",),
        date_of_birth=date(2014, 3, 3),
    )  # fmt: skip
    kind = chance.choice(_KINDS)
    text = {"name": name, "phone": phone, "NHS number": nhs, "email": email, "address": road}[kind]
    needles = (last, name) if kind == "name" else (email, last) if kind == "email" else (text,)
    return Value(kind=kind, text=text, needles=needles, person=person)


def _nhs_number(chance: random.Random) -> str:
    """Of the range for tests, with its check digit (NHS Data Dictionary)."""
    while True:
        digits = f"999{chance.randrange(1_000_000):06}"
        check = 11 - sum(int(one) * weight for one, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            digits += str(check % 11)
            return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def _word(text: str) -> str:
    return re.sub(r"\W+", "", text) if text[0].isalpha() and "@" not in text else re.sub(r"\s+", "", text)


DISGUISES: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType({
    "plain": str,
    "capitals": str.upper,
    "small letters": str.lower,
    "in one": _word,
    "underscores": lambda text: re.sub(r"\s+", "_", text),
    "no-break space": lambda text: text.replace(" ", "\u00a0"),
    "zero width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
    "percent signs": lambda text: "".join(f"%{one:02X}" for one in text.encode()),
    "escapes": lambda text: "".join(f"\\u{ord(one):04x}" for one in text),
    "entities": lambda text: "".join(f"&#{ord(one)};" for one in text),
    "quoted-printable": lambda text: "".join(f"={one:02X}" for one in text.encode()),
    "in a sentence": lambda text: f"Please ask {text} about it.",
})  # fmt: skip
"""Name: the text in that disguise. The first is twice as likely as all others."""


def disguised(text: str, chance: random.Random) -> tuple[str, str]:
    """The disguise's name, and the text in it."""
    name = "plain" if chance.random() < 2 / 3 else chance.choice(tuple(DISGUISES))
    return name, DISGUISES[name](text)
