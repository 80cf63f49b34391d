"""Reads the marked texts: ``[[PERSON:Grace Okafor]] lives at [[ADDRESS:4 Mill Lane]]``.

A file holds many texts. Each begins with a line ``=== id`` or ``=== id | Grace Okafor (Gracie); Mia Okafor``: after
the bar stand the people of the register whom the text is about, with the other names they go by.
Texts with an even place in the file are *open*, the others *closed*: whoever works on the rules reads the mistakes of
the open half alone, of the closed half only the figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final


class Gold(StrEnum):
    """What a marked span is."""

    PERSON = "PERSON"  # somebody of a family, or who is no worker: neighbours, friends
    WORKER = "WORKER"  # somebody who is named at work
    ADDRESS = "ADDRESS"  # house, street and what belongs to them, without the postcode
    POSTCODE = "POSTCODE"
    DOB = "DOB"
    AGE = "AGE"  # an age, or a child's year at school
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    NHS = "NHS"  # NHS, CHI and H&C numbers
    NINO = "NINO"
    UTR = "UTR"
    UPN = "UPN"
    ULN = "ULN"
    CASE = "CASE"  # references of a case file, a court, a plan, an incident, the Home Office
    PASSPORT = "PASSPORT"
    LICENCE = "LICENCE"
    VRM = "VRM"
    BANK = "BANK"  # sort code, account number, IBAN
    CARD = "CARD"
    IP = "IP"
    HANDLE = "HANDLE"  # a person's account or page
    ANY = "ANY"  # may be masked or not: a helpline, a shared mailbox; counts for nothing


QUASI: Final = frozenset({Gold.AGE})
"""Tells who somebody is only beside something else: measured, but no direct identifier."""

NUMBERS: Final = frozenset({
    Gold.POSTCODE, Gold.PHONE, Gold.EMAIL, Gold.NHS, Gold.NINO, Gold.UTR, Gold.UPN, Gold.ULN, Gold.CASE,
    Gold.PASSPORT, Gold.LICENCE, Gold.VRM, Gold.BANK, Gold.CARD, Gold.IP, Gold.HANDLE,
})  # fmt: skip
"""Direct identifiers with a form of their own."""

_HEAD: Final = re.compile(r"^=== (?P<id>[\w-]+)(?: \| (?P<people>.+))?$", re.MULTILINE)
_MARK: Final = re.compile(r"\[\[(?P<type>[A-Z]+):(?P<value>.+?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A marked span: half open, in code points of the bare text."""

    start: int
    end: int
    gold: Gold


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody whom the register holds."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text without its marks. Without spans of other kinds than ``ANY`` it is a hard negative."""

    id: str
    text: str
    spans: tuple[Span, ...]
    people: tuple[Known, ...]
    open: bool
    by_hand: bool

    @property
    def negative(self) -> bool:
        """Whether nobody's data stands in it."""
        return all(span.gold is Gold.ANY for span in self.spans)


def read_texts(source: str, *, by_hand: bool) -> Iterator[Text]:
    """The texts of one file's content, in order.

    Raises:
        ValueError: a mark or head that cannot be read; says in which text.
    """
    heads = list(_HEAD.finditer(source))
    if not heads or source[: heads[0].start()].strip():
        raise ValueError("the first line is no head (=== id)")
    for place, head in enumerate(heads, start=1):
        until = heads[place].start() if place < len(heads) else len(source)
        marked = source[head.end() : until].strip("\n") + "\n"
        text, spans = unmark(marked, head["id"])
        yield Text(
            id=head["id"],
            text=text,
            spans=spans,
            people=tuple(_known(one) for one in (head["people"] or "").split(";") if one.strip()),
            open=place % 2 == 0,
            by_hand=by_hand,
        )


def unmark(marked: str, where: str) -> tuple[str, tuple[Span, ...]]:
    """The bare text and its spans.

    Raises:
        ValueError: a mark without end, of no known type, empty, or inside another.
    """
    text, reach = "", 0
    spans: list[Span] = []
    for mark in _MARK.finditer(marked):
        text += marked[reach : mark.start()]
        value = mark["value"]
        if "[[" in value or value != value.strip() or not any(char.isalnum() for char in value):
            raise ValueError(f"{where}: mark {len(spans) + 1} is inside another, or begins or ends with a blank")
        try:
            gold = Gold(mark["type"])
        except ValueError:
            raise ValueError(f"{where}: no type {mark['type']}") from None
        spans.append(Span(start=len(text), end=len(text) + len(value), gold=gold))
        text += value
        reach = mark.end()
    text += marked[reach:]
    if "[[" in text or "]]" in text:
        raise ValueError(f"{where}: a mark has no end")
    return text, tuple(spans)


def _known(entry: str) -> Known:
    name, _, others = entry.strip().partition("(")
    return Known(
        name=name.strip(), aliases=tuple(one.strip() for one in others.strip(" )").split(",") if one.strip())
    )


def read_folder(folder: Path) -> list[Text]:
    """All texts written by hand, in the order of the files' names.

    Raises:
        ValueError: a file cannot be read, or two texts have one id.
    """
    texts = [
        text for path in sorted(folder.glob("*.txt")) for text in read_texts(path.read_text("utf-8"), by_hand=True)
    ]
    if len({text.id for text in texts}) < len(texts):
        raise ValueError("two texts have the same id")
    return texts
