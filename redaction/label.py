"""What stands in place of a removed value: one person, one label, throughout a message."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from redaction.dates import age_on, dates
from redaction.detect.words import short_forms
from redaction.hit import Detector, Hit
from redaction.names import NameParts, parts_of
from redaction.normal import fold
from redaction.person import PersonRow


class Style(StrEnum):
    """How a removed value is shown."""

    MASK = "mask"  # a block for each character: same length, no meaning
    LABEL = "label"  # [Child A], [aged 9], W6
    REMOVE = "remove"  # nothing


# None of these words may be a term of a list: what is redacted once must stay as it is the second time.
_VALUES: Final = {
    Detector.NAME: "name",
    Detector.ADDRESS: "address",
    Detector.POSTCODE: "postcode",
    Detector.DATE_OF_BIRTH: "date of birth",
    Detector.AGE: "age",
    Detector.NHS_NUMBER: "NHS number",
    Detector.NINO: "National Insurance number",
    Detector.UPN: "UPN",
    Detector.PHONE: "phone",
    Detector.EMAIL: "email",
    Detector.CASE_ID: "case number",
    Detector.PASSPORT: "passport",
    Detector.DRIVING_LICENCE: "driving licence",
    Detector.SORT_CODE: "sort code",
    Detector.ACCOUNT: "account",
    Detector.VEHICLE_REG: "vehicle",
    Detector.IP: "IP address",
    Detector.FAMILY: "relatives",
    Detector.EDUCATION: "schooling",
    Detector.ATTENDANCE: "presence",
    Detector.FINANCE: "money",
    Detector.HEALTH: "health",
    Detector.SEN: "learning needs",
    Detector.ETHNICITY: "ethnic group",
    Detector.RELIGION: "faith",
    Detector.SEXUAL_LIFE: "private life",
    Detector.OFFENCE: "offence",
    Detector.IMMIGRATION: "residence",
    Detector.SAFEGUARDING: "welfare",
    Detector.SOCIAL_CARE: "support",
}
_OF_A_CHILD: Final = frozenset({
    "mother", "father", "parent", "carer", "guardian", "stepmother", "stepfather", "step-mother", "step-father",
    "foster-carer", "grandmother", "grandfather", "grandparent",
})  # fmt: skip
_ADULT_AT: Final = 18


@dataclass(slots=True)
class _Stranger:
    """A name that the register does not hold, as it was met: its parts and, once used, its label."""

    parts: NameParts
    label: str = ""

    def fits(self, other: NameParts) -> bool:
        """Whether *other* is the same name, or a part or the initials of it."""
        if other.last and self.parts.last and not _alike(other.last[0], self.parts.last[0]):
            return False
        if not other.first:
            return bool(other.last) and other.last in {self.parts.last, self.parts.first}
        if not self.parts.first:
            return bool(other.last)
        return _alike(self.parts.first[0], other.first[0])


def _alike(one: str, other: str) -> bool:
    """Whether two words are the same, forms of one given name, or one is the other's first letter."""
    return one == other or other in short_forms(one) or (1 in {len(one), len(other)} and one[0] == other[0])


class Labels:
    """The labels of one message and its attachments, given out in the order they are asked for.

    Args:
        rows: The register's rows of the people found and of their relations; others are strangers.
        style: How values are shown.
        today: The day that ages are counted on; None: a date of birth becomes its year.
        coarse: Whether not even an age or half a postcode is left, where too few people share them.
    """

    def __init__(
        self,
        rows: Iterable[PersonRow] = (),
        *,
        style: Style = Style.LABEL,
        today: date | None = None,
        coarse: bool = False,
    ) -> None:
        self.style: Final = style
        self._coarse = coarse
        self._today = today
        self._rows = {row.id: row for row in rows}
        self._known: dict[str, str] = {}  # by register id; labels without brackets
        self._strangers: list[_Stranger] = []
        self._children = 0
        self._others = 0

    def learn(self, texts: Sequence[str], hits: Sequence[Sequence[Hit]]) -> None:
        """Meet all full names before any is replaced, so that *Dear Sarah* gets Sarah Jones's label."""
        for text, found in zip(texts, hits, strict=True):
            for hit in sorted(found):
                if hit.detector is Detector.NAME and not hit.persons:
                    parts = parts_of(text[hit.start : hit.end])
                    if parts is not None and parts.first and parts.last:
                        self._stranger(parts)

    def replacement(self, text: str, hit: Hit) -> str:
        """What stands for *hit* of *text*; of several candidates the first gives the label."""
        value = text[hit.start : hit.end]
        if self.style is Style.REMOVE:
            return ""
        if self.style is Style.MASK:
            return re.sub(r"[^\r\n]", "█", value)
        if hit.detector is Detector.NAME:
            return f"[{self._person(hit.persons[0]) if hit.persons else self._named(value)}]"
        if hit.detector is Detector.DATE_OF_BIRTH and not self._coarse:
            return f"[{self._birth(value)}]"
        if hit.detector is Detector.POSTCODE and not self._coarse:
            return _outward(value)
        return f"[{_VALUES[hit.detector]}]"

    def _person(self, person: str) -> str:
        if person not in self._known:
            self._known[person] = self._new_label(person)
        return self._known[person]

    def _new_label(self, person: str) -> str:
        row = self._rows.get(person)
        if row is None:
            return self._next_person()
        if self._is_child(row):
            self._children += 1
            return f"Child {_letters(self._children)}"
        for other in self._rows.values():
            for relation, whose in other.relations:
                if whose == person and self._is_child(other):
                    return self._relation(relation, self._person(other.id))
        return self._next_person()

    def _relation(self, relation: str, child: str) -> str:
        word = relation.capitalize()
        label, number = f"{word} of {child}", 1
        while label in self._known.values():
            number += 1
            label = f"{word} {number} of {child}"
        return label

    def _is_child(self, row: PersonRow) -> bool:
        if row.date_of_birth is not None and self._today is not None:
            return age_on(row.date_of_birth, self._today) < _ADULT_AT
        return any(relation in _OF_A_CHILD for relation, _ in row.relations)

    def _next_person(self) -> str:
        self._others += 1
        return f"Person {self._others}"

    def _named(self, value: str) -> str:
        parts = parts_of(value)
        if parts is None:
            return self._next_person()
        stranger = self._stranger(parts)
        if not stranger.label:
            stranger.label = self._next_person()
        return stranger.label

    def _stranger(self, parts: NameParts) -> _Stranger:
        for stranger in self._strangers:
            if stranger.fits(parts):
                return stranger
        self._strangers.append(_Stranger(parts))
        return self._strangers[-1]

    def _birth(self, value: str) -> str:
        folded = fold(value).text
        written = next(dates(folded), None)
        if written is None:
            year = re.search(r"(?:19|20)\d\d", folded)
            return f"born {year[0]}" if year else _VALUES[Detector.DATE_OF_BIRTH]
        year_born = written.full_year
        if self._today is None:
            return f"born {year_born}"
        if written.year < 100 and year_born > self._today.year:
            year_born -= 100
        try:
            age = age_on(date(year_born, written.month, written.day), self._today)
        except ValueError:
            age = age_on(date(year_born, 3, 1), self._today)  # 29 February written with two digits
        return f"aged {age}" if 0 <= age <= 120 else f"born {year_born}"


def _outward(value: str) -> str:
    """The postcode's first half: the district, several thousand households."""
    compact = re.sub(r"\s", "", fold(value).text).upper()
    return compact[:-3] if len(compact) > 4 else f"[{_VALUES[Detector.POSTCODE]}]"


def _letters(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    word = ""
    while number:
        number, rest = divmod(number - 1, 26)
        word = chr(ord("A") + rest) + word
    return word
