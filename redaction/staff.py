"""Who is at work in a text: staff and business contacts, whose names and numbers at work stay."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from redaction.detect.phone import national_digits
from redaction.hit import Detector, Hit
from redaction.people.names import NameParts, parts_of
from redaction.spans import Cover

_NEEDED: Final = frozenset({"name", "email"})
_GREETING: Final = re.compile(
    r"(?:\A|\n)[ \t>]{0,9}(?:dear|hi|hello|hey|good (?:morning|afternoon|evening))[ \t]{1,3}"
    r"(?:[\w'-]{1,30}(?:,| and| &)?[ \t]{1,3}){0,3}\Z",
    re.IGNORECASE,
)
_SIGN_OFF: Final = re.compile(
    r"(?:regards|wishes|sincerely|faithfully|thanks|thank you|best)[ \t,.!]{0,5}\r?\n[ \t>\r\n]{0,9}\Z", re.IGNORECASE
)
_LEAST_SEEN: Final = 120  # characters before a name in which its greeting or sign-off stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """People at work, by their names, mail addresses and telephone numbers."""

    names: frozenset[tuple[str, str]] = frozenset()  # first name and surname, folded
    emails: frozenset[str] = frozenset()  # lower case
    phones: frozenset[str] = frozenset()  # national digits

    @classmethod
    def from_csv(cls, path: Path | str) -> "Staff":
        """Read a staff register or a list of contacts: UTF-8, a header row with ``name`` and ``email``.

        ``aliases`` are further addresses, with ``|`` between them, ``phone`` a number; other columns are left.

        Raises:
            OSError: the file cannot be opened.
            ValueError: a column is missing.
        """
        names: set[tuple[str, str]] = set()
        emails: set[str] = set()
        phones: set[str] = set()
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="", restval="")
            missing = _NEEDED - set(reader.fieldnames or ())
            if missing:
                raise ValueError(f"{Path(path).name}: no column {', '.join(sorted(missing))}")
            for row in reader:
                parts = parts_of(row["name"] or "")
                if parts is not None and parts.first and parts.last:
                    names.add((parts.first[0], parts.last[0]))
                addresses = f"{row['email']}|{row.get('aliases') or ''}".lower().split("|")
                emails.update(address.strip() for address in addresses if address.strip())
                phones.update(filter(None, (national_digits(row.get("phone") or ""),)))
        return cls(names=frozenset(names), emails=frozenset(emails), phones=frozenset(phones))

    def apart(self, texts: Sequence[str], hits: Sequence[Sequence[Hit]]) -> tuple[list[list[Hit]], tuple[str, ...]]:
        """The hits that are not of people at work, and the values of those that are.

        Whom the register knows as a person is never taken for staff. A lone first name or surname is a colleague's
        in a greeting, under a sign-off, or where their full name stands in one of the texts; in none of these cases
        when somebody else's full name with that word does.
        """
        here, others = self._words(texts, hits)
        going: list[list[Hit]] = []
        kept: dict[str, None] = {}
        for text, found in zip(texts, hits, strict=True):
            stay = [hit for hit in found if self._stays(text, hit, here, others)]
            # A name that is found within a colleague's address is a part of it.
            cover = Cover((hit.start, hit.end) for hit in stay)
            mine = [hit for hit in found if hit.persons or not cover.holds(hit.start, hit.end)]
            kept.update((text[start:end], None) for start, end in cover)
            going.append(mine)
        return going, tuple(kept)

    def _stays(self, text: str, hit: Hit, here: set[str], others: set[str]) -> bool:
        if hit.persons:
            return False
        ahead = text[max(0, hit.start - _LEAST_SEEN) : hit.start]
        addressed = _GREETING.search(ahead) or _SIGN_OFF.search(ahead)
        words = {word for name in self.names for word in name} if addressed else here
        return self._at_work(text[hit.start : hit.end], hit.detector, words - others)

    def _words(self, texts: Sequence[str], hits: Sequence[Sequence[Hit]]) -> tuple[set[str], set[str]]:
        """Of the full names found the words: of colleagues', and of everybody else's."""
        here: set[str] = set()
        others: set[str] = set()
        for text, found in zip(texts, hits, strict=True):
            for hit in found:
                parts = parts_of(text[hit.start : hit.end]) if hit.detector is Detector.NAME else None
                if parts is None or not (hit.persons or (parts.first and parts.last)):
                    continue
                (here if not hit.persons and self._named(parts) else others).update(parts.words)
        return here, others

    def _named(self, parts: NameParts) -> bool:
        return bool(parts.first and parts.last) and (parts.first[0], parts.last[0]) in self.names

    def _at_work(self, value: str, detector: Detector, known: set[str]) -> bool:
        if detector is Detector.EMAIL:
            return value.lower() in self.emails
        if detector is Detector.PHONE:
            return national_digits(value) in self.phones
        if detector is not Detector.NAME:
            return False
        parts = parts_of(value)
        if parts is None:
            return False
        return self._named(parts) or (not (parts.first and parts.last) and known.issuperset(parts.words))
