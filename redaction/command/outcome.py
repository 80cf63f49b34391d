"""What became of one file, as a line for a person and as a JSON document."""

import json
import os
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from redaction.document import Unit
from redaction.hit import Hit
from redaction.label import Style


class Why(StrEnum):
    """Why nothing was written for a file."""

    NOT_OPENED = "not-opened"  # the system does not let it be read
    TOO_LARGE = "too-large"  # a limit was passed
    UNREADABLE = "unreadable"  # unknown, damaged, encrypted, or with a part that cannot be looked into
    STILL_THERE = "still-there"  # a removed value was found again in the result
    NAME_TAKEN = "name-taken"  # a document loses its macros, and there is one of the name it would then have
    NOT_WRITTEN = "not-written"  # the disk is full, or the folder closed to us: the file itself is fine


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """That nothing was written, and why; the text holds nothing of the file's."""

    why: Why
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file."""

    name: str  # as given; "-" for standard input
    written: Path | None = None  # None: held, given out on standard output, or only previewed
    held: Held | None = None  # None: not held
    media_type: str | None = None  # of the result; None: not known
    style: Style
    hits: tuple[tuple[Unit, Hit], ...] = ()  # with the unit each stands in
    cuts: int = 0
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # of each unit that was read
    group: int | None = None  # people of the register it could be about; None: it cannot be said
    enough: int  # so many must they be

    @property
    def called(self) -> str | None:
        """What the result may be called: only what passes the count is anonymised (MIN-2). None: nothing was made."""
        if self.held is not None:
            return None
        return "anonymised" if self.group is not None and self.group >= self.enough else "redacted"

    def as_json(self) -> str:
        """One line; places and kinds, never the values."""
        by_place: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for unit, hit in self.hits:
            by_place[unit.place][hit.kind.value] += 1
        return json.dumps(
            {
                "file": self.name,
                "media_type": self.media_type,
                "written": None if self.written is None else str(self.written),
                "held": None if self.held is None else self.held.text,
                "why": None if self.held is None else self.held.why.value,
                "style": self.style.value,
                "called": self.called,
                "group": self.group,
                "read": dict(Counter(self.places)),
                "kinds": dict(Counter(hit.kind.value for _, hit in self.hits)),
                "places": {place: dict(kinds) for place, kinds in by_place.items()},
                "cuts": self.cuts,
                "hits": [
                    {
                        "unit": unit.id,
                        "place": unit.place,
                        "start": hit.start,
                        "end": hit.end,
                        "kind": hit.kind.value,
                        "detector": hit.detector.value,
                        "evidence": hit.evidence.value,
                        "persons": list(hit.persons),
                    }
                    for unit, hit in self.hits
                ],
                "dropped": list(self.dropped),
                "notes": list(self.notes),
            }
        )

    def as_text(self) -> str:
        """One line for a person."""
        name = printable(self.name)
        if self.held is not None:
            return f"{name}: held: {self.held.text}"
        count = len(self.hits)
        where = "standard output" if self.written is None else printable(str(self.written))
        return f"{name}: {count} find{'' if count == 1 else 's'}, {self.called}, written to {where}"


def printable(name: str) -> str:
    """A file's name as a terminal may have it: what is no UTF-8, and what a terminal obeys, written as \\x1b."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)
