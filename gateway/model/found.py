"""Whose personal data was found, of which kinds, and in which role."""

from dataclasses import dataclass
from enum import StrEnum

from gateway.model.parties import Kind, PersonId


class Role(StrEnum):
    """What a person found is to this message (MIN-1)."""

    CORRESPONDENT = "correspondent"
    SUBJECT = "subject"
    RELATION = "relation"
    CONCERNED = "concerned"
    THIRD_PARTY = "third-party"


class Evidence(StrEnum):
    """On what a hit rests, strongest first; policy says which count."""

    REGISTER = "register"
    CHECKSUM = "checksum"
    PATTERN = "pattern"
    LIST = "list"
    MODEL = "model"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundHit:
    """One detector's find, tied to whom it is about."""

    id: int  # its index in Found.hits
    unit: int  # Unit.id
    start: int  # code points, half open
    end: int
    detector: str  # "nhs_number", "name" …
    kind: Kind
    evidence: Evidence
    about: str  # FoundPerson.id
    sentence: tuple[int, int] | None = None  # the whole sentence of a mention in free text: what a plan may cut


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A person the message tells something about."""

    id: str  # the register id; "?1", "?2" … for people who are not in the register
    candidates: tuple[PersonId, ...]  # register ids it may be; empty: not in the register; several: namesakes
    role: Role
    kinds: frozenset[Kind]
    evidence: frozenset[Evidence]
    relation: str = ""  # "mother of P-1" by the register, when the role is relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Everything found in one message. People are the same for all recipients; roles too."""

    hits: tuple[FoundHit, ...]
    people: tuple[FoundPerson, ...]
