"""Protective markings: what is written, and what it means (CLASS-1, CLASS-2)."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Classification(IntEnum):
    """What a marking means, in rising order (CLASS-1)."""

    UNCLASSIFIED = 0
    INTERNAL = 1
    CONFIDENTIAL = 2

    @property
    def word(self) -> str:
        """The literal value as it stands in configuration, CSV and JSON."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> "Classification":
        """The class a literal names, caseless.

        Raises:
            ValueError: the word names no class.
        """
        try:
            return cls[word.upper()]
        except KeyError:
            raise ValueError(f"not a classification: {word!r}") from None


class MarkingOrigin(StrEnum):
    """Who wrote a marking: the sender now, or somebody earlier."""

    OWN = "own"  # header, subject line, first or last lines of what the sender wrote
    QUOTED = "quoted"  # in quoted or forwarded text
    ATTACHED = "attached"  # in an attachment or a nested message


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """One marking found, with where it stood."""

    scheme: str  # the scheme's name in policy.yaml: "own", "gsc", "pspf" …
    level: Classification | None  # None: a national-security class that we may not handle at all (secret)
    where: str  # "subject", "header:sensitivity", "first-lines", "last-lines" …
    text: str  # as written
    origin: MarkingOrigin = MarkingOrigin.OWN
