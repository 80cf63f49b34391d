"""What a detector or the register found in a text: a span, a kind and why it counts."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of personal data a span holds; each value is the name of a detector."""

    NAME = "name"
    ADDRESS = "address"
    POSTCODE = "postcode"
    DATE_OF_BIRTH = "date_of_birth"
    AGE = "age"
    NHS_NUMBER = "nhs_number"
    NINO = "nino"
    UPN = "upn"
    PHONE = "phone"
    EMAIL = "email"
    CASE_ID = "case_id"
    PASSPORT = "passport"
    DRIVING_LICENCE = "driving_licence"
    SORT_CODE = "sort_code"
    ACCOUNT = "account"
    VEHICLE_REG = "vehicle_reg"
    IP = "ip"
    URL = "url"
    ORGANISATION = "organisation"
    HEALTH = "health"
    SEN = "sen"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    SEXUAL_LIFE = "sexual_life"
    OFFENCE = "offence"
    IMMIGRATION = "immigration"
    SAFEGUARDING = "safeguarding"
    SOCIAL_CARE = "social_care"


MENTIONS = frozenset(
    {
        Kind.HEALTH,
        Kind.SEN,
        Kind.ETHNICITY,
        Kind.RELIGION,
        Kind.SEXUAL_LIFE,
        Kind.OFFENCE,
        Kind.IMMIGRATION,
        Kind.SAFEGUARDING,
        Kind.SOCIAL_CARE,
    }
)
"""Kinds that are a topic, not a value: the hit is the term, a plan may cut its whole sentence."""


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
    kind: Kind
    evidence: Evidence
    persons: tuple[str, ...] = ()
    how: str = ""

    @property
    def detector(self) -> str:
        """The detector's name, as scripts and JSON print it; always the value of ``kind``."""
        return self.kind.value
