"""What a detector or the register found in a text: a span, a kind and why it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """The kinds of personal data that a policy speaks of."""

    NAME = "name"
    CONTACT = "contact"
    ADDRESS = "address"
    DATE_OF_BIRTH = "date-of-birth"
    IDENTIFIER = "identifier"
    FAMILY = "family"
    EDUCATION = "education"
    ATTENDANCE = "attendance"
    FINANCE = "finance"
    HEALTH = "health"
    SEN = "sen"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    SEXUAL_LIFE = "sexual-life"
    OFFENCE = "offence"
    IMMIGRATION = "immigration"
    SOCIAL_CARE = "social-care"
    SAFEGUARDING = "safeguarding"


class Detector(StrEnum):
    """What finds a span; the module of that name in ``redaction.detect`` says what it takes."""

    NAME = "name"
    ADDRESS = "address"
    POSTCODE = "postcode"
    DATE_OF_BIRTH = "date_of_birth"
    AGE = "age"
    NHS_NUMBER = "nhs_number"
    NINO = "nino"
    UPN = "upn"
    ULN = "uln"
    UTR = "utr"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    HANDLE = "handle"
    CASE_ID = "case_id"
    PASSPORT = "passport"
    DRIVING_LICENCE = "driving_licence"
    SORT_CODE = "sort_code"
    ACCOUNT = "account"
    CARD = "card"
    VEHICLE_REG = "vehicle_reg"
    IP = "ip"
    MAC = "mac"
    FAMILY = "family"
    EDUCATION = "education"
    ATTENDANCE = "attendance"
    FINANCE = "finance"
    HEALTH = "health"
    SEN = "sen"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    SEXUAL_LIFE = "sexual_life"
    OFFENCE = "offence"
    IMMIGRATION = "immigration"
    SAFEGUARDING = "safeguarding"
    SOCIAL_CARE = "social_care"


KINDS: Final[Mapping[Detector, Kind]] = MappingProxyType({
    Detector.NAME: Kind.NAME,
    Detector.ADDRESS: Kind.ADDRESS,
    Detector.POSTCODE: Kind.ADDRESS,
    Detector.DATE_OF_BIRTH: Kind.DATE_OF_BIRTH,
    Detector.AGE: Kind.DATE_OF_BIRTH,
    Detector.NHS_NUMBER: Kind.IDENTIFIER,
    Detector.NINO: Kind.IDENTIFIER,
    Detector.UPN: Kind.IDENTIFIER,
    Detector.ULN: Kind.IDENTIFIER,
    Detector.UTR: Kind.IDENTIFIER,
    Detector.CASE_ID: Kind.IDENTIFIER,
    Detector.PASSPORT: Kind.IDENTIFIER,
    Detector.DRIVING_LICENCE: Kind.IDENTIFIER,
    Detector.VEHICLE_REG: Kind.IDENTIFIER,
    Detector.IP: Kind.IDENTIFIER,
    Detector.MAC: Kind.IDENTIFIER,
    Detector.PHONE: Kind.CONTACT,
    Detector.EMAIL: Kind.CONTACT,
    Detector.URL: Kind.CONTACT,
    Detector.HANDLE: Kind.CONTACT,
    Detector.SORT_CODE: Kind.FINANCE,
    Detector.ACCOUNT: Kind.FINANCE,
    Detector.CARD: Kind.FINANCE,
    Detector.FAMILY: Kind.FAMILY,
    Detector.EDUCATION: Kind.EDUCATION,
    Detector.ATTENDANCE: Kind.ATTENDANCE,
    Detector.FINANCE: Kind.FINANCE,
    Detector.HEALTH: Kind.HEALTH,
    Detector.SEN: Kind.SEN,
    Detector.ETHNICITY: Kind.ETHNICITY,
    Detector.RELIGION: Kind.RELIGION,
    Detector.SEXUAL_LIFE: Kind.SEXUAL_LIFE,
    Detector.OFFENCE: Kind.OFFENCE,
    Detector.IMMIGRATION: Kind.IMMIGRATION,
    Detector.SAFEGUARDING: Kind.SAFEGUARDING,
    Detector.SOCIAL_CARE: Kind.SOCIAL_CARE,
})  # fmt: skip
"""The kind of what each detector finds."""

MENTIONS: Final = frozenset({
    Detector.FAMILY,
    Detector.EDUCATION,
    Detector.ATTENDANCE,
    Detector.FINANCE,
    Detector.HEALTH,
    Detector.SEN,
    Detector.ETHNICITY,
    Detector.RELIGION,
    Detector.SEXUAL_LIFE,
    Detector.OFFENCE,
    Detector.IMMIGRATION,
    Detector.SAFEGUARDING,
    Detector.SOCIAL_CARE,
})  # fmt: skip
"""Detectors of a topic, not a value: the hit is the term, a plan may cut its whole sentence."""


class Evidence(StrEnum):
    """Why a hit counts. A kind of proof, not a score: the caller's policy says which are enough."""

    REGISTER = "register"  # matches a person of the register
    CHECKSUM = "checksum"  # the check digit or letter holds, in context
    PATTERN = "pattern"  # shape or label words
    LIST = "list"  # a word of a maintained list
    MODEL = "model"  # a trained model alone


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Hit:
    """One find: a half-open span of code points in the text that was searched.

    ``persons`` holds register ids, several for namesakes, none when it is not known whose
    data this is. ``how`` names the rule that fired (a word of ours, never of the text).
    """

    start: int
    end: int
    detector: Detector
    evidence: Evidence
    persons: tuple[str, ...] = ()
    how: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of personal data, by what found it."""
        return KINDS[self.detector]

    def at(self, span: tuple[int, int]) -> "Hit":
        """The same find at another span; ``replace`` is slow, and every hit of a folded text would pay for it."""
        return Hit(
            start=span[0],
            end=span[1],
            detector=self.detector,
            evidence=self.evidence,
            persons=self.persons,
            how=self.how,
        )


ORDER: Final = attrgetter("start", "end", "detector", "evidence", "persons", "how")
"""The order of hits as a key for ``sorted``: the same as their own, in a tenth of the time."""
