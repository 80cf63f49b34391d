"""The shorter sections of policy.yaml: each with the clause it answers to and its defaults."""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from gateway.decide.policy import StatementRule
from gateway.model.decision import Protection
from gateway.model.found import Evidence
from gateway.model.parties import PartyType
from gateway.policy.defaults import AGES, NOTICE_VERSIONS, ClassWord
from gateway.policy.words import ProtectionWord
from gateway.yaml_file import Section
from redaction.detect.case_patterns import fault_in


def _link_pattern(value: str) -> str:
    if not re.fullmatch(r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?:/[^\s<>\"'*]*)?", value):
        raise ValueError("a host in lower case, *.host or host/path, without https://: files.example/shared")
    return value


def _case_form(value: str) -> str:
    fault = fault_in(value)
    if fault:
        raise ValueError(fault)
    return value


LinkPattern = Annotated[str, AfterValidator(_link_pattern)]
CaseForm = Annotated[str, AfterValidator(_case_form)]
NoteOrHold = Literal["note", "hold"]


class UnmarkedSection(Section):
    """CLASS-2: a class word means: treat it as that class and send it."""

    nothing_found: Literal["unclassified", "internal", "confidential", "hold", "refuse"] = "internal"
    otherwise: Literal["confidential", "hold", "refuse"] = "hold"


class EvidenceSection(Section):
    """On what a find must rest to count."""

    counts: frozenset[Evidence] = frozenset(Evidence)
    name_alone_is_note: frozenset[Evidence] = frozenset({Evidence.PATTERN, Evidence.LIST, Evidence.MODEL})

    @field_validator("counts")
    @classmethod
    def _register_counts(cls, value: frozenset[Evidence]) -> frozenset[Evidence]:
        # Without them the gateway would be silent about people it knows.
        if not {Evidence.REGISTER, Evidence.CHECKSUM} <= value:
            raise ValueError("register and checksum always count")
        return value

    @field_validator("name_alone_is_note")
    @classmethod
    def _register_holds(cls, value: frozenset[Evidence]) -> frozenset[Evidence]:
        if value & {Evidence.REGISTER, Evidence.CHECKSUM}:
            raise ValueError("what rests on register or checksum is never only a note")
        return value


class UnknownRecipientSection(Section):
    """AGREE-2: what may go to an address that no party stands behind; personal data never does by itself."""

    highest: ClassWord = "unclassified"


class StatementSection(Section):
    """FACT-1, by effective class."""

    unclassified: StatementRule = StatementRule.PASS
    internal: StatementRule = StatementRule.REQUIRE
    confidential: StatementRule = StatementRule.REQUIRE


class ProtectionSection(Section):
    """CLASS-4: the least protection, by effective class."""

    unclassified: ProtectionWord = "none"
    internal: ProtectionWord = "transport"
    confidential: ProtectionWord = "content"

    @model_validator(mode="after")
    def _rising(self) -> "ProtectionSection":
        levels = [Protection[word.upper()] for word in (self.unclassified, self.internal, self.confidential)]
        if levels != sorted(levels):
            raise ValueError("the higher the class, the stronger the protection (CLASS-4)")
        return self


class AgeSection(Section):
    """CONS-6: an age, and where it holds."""

    years: Annotated[int, Field(ge=0, le=25)]
    jurisdiction: Annotated[str, Field(min_length=1, max_length=200)]


DEFAULT_AGES: Final = {name: AgeSection(years=years, jurisdiction=where) for name, (years, where) in AGES.items()}


class AnonymousSection(Section):
    """AGREE-5, MIN-2."""

    hidden_as: Literal["label", "generalise"] = "label"

    smallest_group: Annotated[int, Field(ge=1, le=1000)] = 5
    too_few: Literal["coarsen", "hold"] = "coarsen"


class TrainingSection(Section):
    """AWARE-1."""

    months: Annotated[int, Field(ge=1, le=60)] = 12
    overdue: NoteOrHold = "note"


class VisibleRecipientsSection(Section):
    """MIN-1: how many in To and Cc, from which on they should not see each other."""

    people: Annotated[int, Field(ge=2)] = 2
    public: Annotated[int, Field(ge=2)] = 10


class PrivacyNoticeSection(Section):
    """NOTICE-1: what each version of our privacy notice names."""

    versions: dict[str, frozenset[PartyType]] = NOTICE_VERSIONS
    action: NoteOrHold = "note"
