"""What stands in place of a removed value: one person, one label, throughout a message."""

import hmac
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from redaction.dates import age_on
from redaction.generalise import aged, born, outward, town
from redaction.hit import Detector, Hit
from redaction.people.name_forms import name_forms
from redaction.people.names import parts_of
from redaction.people.person import PersonRow
from redaction.strangers import Strangers, alike


class Style(StrEnum):
    """How a removed value is shown."""

    MASK = "mask"  # five blocks, whatever stood there: not even its length is told
    LABEL = "label"  # [Child A], [aged 9], W6, [address]
    GENERALISE = "generalise"  # as a label, and ages and the towns of addresses stay: [aged 9], [address in Leeds]
    PSEUDONYM = "pseudonym"  # as a label, but people of the register keep theirs from message to message
    REMOVE = "remove"  # nothing


VALUES: Final = {
    Detector.NAME: "name",
    Detector.ADDRESS: "address",
    Detector.POSTCODE: "postcode",
    Detector.DATE_OF_BIRTH: "date of birth",
    Detector.AGE: "age",
    Detector.NHS_NUMBER: "NHS number",
    Detector.NINO: "National Insurance number",
    Detector.UPN: "UPN",
    Detector.ULN: "ULN",
    Detector.UTR: "UTR",
    Detector.PHONE: "phone",
    Detector.EMAIL: "email",
    Detector.URL: "web address",
    Detector.HANDLE: "online name",
    Detector.CASE_ID: "case number",
    Detector.PASSPORT: "passport",
    Detector.DRIVING_LICENCE: "driving licence",
    Detector.SORT_CODE: "sort code",
    Detector.ACCOUNT: "account",
    Detector.CARD: "payment card",
    Detector.VEHICLE_REG: "vehicle",
    Detector.IP: "IP address",
    Detector.MAC: "device address",
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
"""What each value is called in square brackets."""

_OF_A_CHILD: Final = frozenset({
    "mother", "father", "parent", "carer", "guardian", "stepmother", "stepfather", "step-mother", "step-father",
    "foster-carer", "grandmother", "grandfather", "grandparent",
})  # fmt: skip
# The register's word goes into the label only when it is one of these: a relation may be written as "mother (Grace)".
RELATIONS: Final = frozenset({
    "mother", "father", "parent", "carer", "guardian", "stepmother", "stepfather", "step-parent", "foster carer",
    "foster mother", "foster father", "adoptive mother", "adoptive father", "grandmother", "grandfather",
    "grandparent", "great-grandmother", "great-grandfather", "brother", "sister", "sibling", "half-brother",
    "half-sister", "stepbrother", "stepsister", "twin", "son", "daughter", "child", "grandchild", "aunt", "uncle",
    "cousin", "niece", "nephew", "husband", "wife", "partner", "former partner", "spouse", "godparent", "friend",
    "neighbour", "relative",
})  # fmt: skip
"""The relations that a label may name."""

_PLAIN_RELATIONS: Final = {"".join(filter(str.isalpha, word)): word for word in RELATIONS}
MASK: Final = "█████"
_CONSONANTS: Final = "BCDFGHJKLMNPQRSTVWXZ"  # neither vowels nor digits: a code is no word and no number
PSEUDONYM: Final = rf"[{_CONSONANTS}]{{4}}(?:-[{_CONSONANTS}]{{4}}){{2}}"
"""The pattern of a pseudonym's code."""

SHORTEST_KEY: Final = 16
"""Bytes of a pseudonym's key: a shorter one could be tried out."""
_ADULT_AT: Final = 18
_SLIP: Final = 0.7  # of the letters of two spellings in common


def _near(one: str, other: str) -> bool:
    """The same, or but for a slip of the keyboard."""
    if alike(one, other) or sorted(one) == sorted(other):
        return True
    return one[0] == other[0] and SequenceMatcher(None, one, other).ratio() >= _SLIP


class Labels:
    """The labels of one message and its attachments, given out in the order they are asked for.

    Args:
        rows: The register's rows of the people found and of their relations; others are strangers.
        style: How values are shown.
        today: The day that ages are counted on; None: a date of birth becomes its year.
        coarse: Whether not even an age, a town or half a postcode is left, where too few people share them.
        key: Of pseudonyms, for one reader alone: with another key the same person has another code.

    Raises:
        ValueError: pseudonyms are asked for and the key is missing or shorter than 16 bytes.

    Example:
        >>> from redaction.hit import Evidence
        >>> hit = Hit(start=0, end=10, detector=Detector.NAME, evidence=Evidence.REGISTER, persons=("P-1",))
        >>> Labels([PersonRow(id="P-1", name="Mia Okafor")]).replacement("Mia Okafor came", hit)
        '[Person 1]'
    """

    def __init__(
        self,
        rows: Iterable[PersonRow] = (),
        *,
        style: Style = Style.LABEL,
        today: date | None = None,
        coarse: bool = False,
        key: bytes = b"",
    ) -> None:
        if style is Style.PSEUDONYM and len(key) < SHORTEST_KEY:
            raise ValueError(f"pseudonyms need a key of at least {SHORTEST_KEY} bytes")
        self.style: Final = style
        self._coarse = coarse
        self._today = today
        self._key = key
        self._rows = {row.id: row for row in rows}
        self._known: dict[str, str] = {}  # by register id; labels without brackets
        self._strangers = Strangers()
        self._children = 0
        self._others = 0

    def learn(self, texts: Sequence[str], hits: Sequence[Sequence[Hit]]) -> None:
        """Meet all full names before any is replaced, so that *Dear Sarah* gets Sarah Jones's label."""
        for text, found in zip(texts, hits, strict=True):
            for hit in sorted(found):
                if hit.detector is Detector.NAME and not hit.persons:
                    parts = parts_of(text[hit.start : hit.end])
                    if parts is not None and parts.first and parts.last:
                        self._strangers.met(parts)

    def replacement(self, text: str, hit: Hit) -> str:
        """What stands for *hit* of *text*; of several candidates the first gives the label."""
        if self.style is Style.REMOVE:
            return ""
        if self.style is Style.MASK:
            return MASK
        if hit.detector is Detector.NAME:
            value = text[hit.start : hit.end]
            meant = self._meant(value, hit.persons)
            return f"[{self._named(value) if meant is None else self._person(meant)}]"
        if hit.detector is Detector.POSTCODE and not self._coarse:
            return outward(text[hit.start : hit.end]) or f"[{VALUES[hit.detector]}]"
        return f"[{self._rough(text, hit) or VALUES[hit.detector]}]"

    def _rough(self, text: str, hit: Hit) -> str:
        """What may be left of a value, without brackets; empty: nothing."""
        value = text[hit.start : hit.end]
        if self._coarse:
            return ""
        if hit.detector is Detector.DATE_OF_BIRTH:
            return born(value, self._today)
        if self.style is not Style.GENERALISE:
            return ""
        if hit.detector is Detector.AGE:
            return aged(value)
        if hit.detector is Detector.ADDRESS and (known := town(text, hit.start, hit.end)):
            return f"address in {known}"
        return ""

    def _meant(self, value: str, persons: Sequence[str]) -> str | None:
        """The first candidate who may be called so. None: nobody of the register is.

        A surname is a sign of everybody who has it; beside a first name that is none of theirs it is a stranger's.
        """
        parts = parts_of(value)
        if parts is None or not (parts.first and parts.last):
            return next(iter(persons), None)
        return next((person for person in persons if self._may_be(person, parts.words)), None)

    def _may_be(self, person: str, words: Sequence[str]) -> bool:
        row = self._rows.get(person)
        if row is None:
            return True
        names = [forms for name in (row.name, *row.aliases) if (forms := name_forms(name)) is not None]
        firsts = {word for forms in names for word in (*forms.first, *forms.between)}
        return any(_near(word, first) for word in words for first in firsts)

    def _person(self, person: str) -> str:
        if person not in self._known:
            self._known[person] = self._new_label(person)
        return self._known[person]

    def _new_label(self, person: str) -> str:
        row = self._rows.get(person)
        if row is None:
            return self._next_person()
        if self.style is Style.PSEUDONYM:
            return f"{'Child' if self._is_child(row) else 'Person'} {_code(self._key, person)}"
        if self._is_child(row):
            self._children += 1
            return f"Child {_letter(self._children)}"
        for other in self._rows.values():
            for relation, whose in other.relations:
                if whose == person and self._is_child(other):
                    return self._relation(relation, self._person(other.id))
        return self._next_person()

    def _relation(self, relation: str, child: str) -> str:
        word = _PLAIN_RELATIONS.get("".join(filter(str.isalpha, relation.lower())), "relative").capitalize()
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
        stranger = self._strangers.met(parts)
        if not stranger.label:
            stranger.label = self._next_person()
        return stranger.label


def _letter(number: int) -> str:
    """A to Z, then 27, 28 and so on: two letters could be somebody's name."""
    return chr(ord("A") + number - 1) if number <= 26 else str(number)


def _code(key: bytes, person: str) -> str:
    """Twelve consonants, about 52 bits: among a million people two share one in less than one case in 8,000."""
    number = int.from_bytes(hmac.digest(key, b"person 1\0" + person.encode(), "sha256")[:16])
    word = ""
    for _ in range(12):
        number, rest = divmod(number, len(_CONSONANTS))
        word += _CONSONANTS[rest]
    return f"{word[:4]}-{word[4:8]}-{word[8:]}"
