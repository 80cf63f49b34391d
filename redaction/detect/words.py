"""The maintained word lists, read once from the package's own files."""

from functools import cache
from importlib import resources
from typing import Final


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of ``lists/NAME.txt``: lower case, any number on a line, ``#`` starts a comment line."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of ``lists/NAME.txt`` that are neither empty nor a comment."""
    text = resources.files("redaction.detect").joinpath("lists", f"{name}.txt").read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))


def short_forms(given: str) -> frozenset[str]:
    """The other forms of a given name: *thomas* is *tom*; empty for most names."""
    return _families().get(given, frozenset())


@cache
def _families() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in lines("short_forms"):
        family = frozenset(line.split())
        for form in family:
            found[form] = (found.get(form, frozenset()) | family) - {form}
    return found


GIVEN: Final = word_list("given")
ORDINARY: Final = word_list("ordinary")
NEVER_SURNAME: Final = word_list("never_surname")

TITLES: Final = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "master", "dr", "doctor", "prof", "professor", "sir", "dame", "lady",
    "lord", "rev", "reverend", "fr", "father", "sister", "brother", "imam", "rabbi", "pastor", "cllr",
    "councillor", "judge", "pc", "dc", "ds", "di", "sgt",
})  # fmt: skip
"""Forms of address before a surname."""

PARTICLES: Final = frozenset({
    "al", "ap", "bin", "bint", "binti", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn",
    "la", "le", "mac", "mc", "o", "ou", "san", "st", "ter", "ul", "ur", "van", "von",
})  # fmt: skip
"""Small words inside a surname; with or without a capital."""
