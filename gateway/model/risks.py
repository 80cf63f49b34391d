"""Risks that the gateway sees by itself, and those that people enter (REC-3)."""

from dataclasses import dataclass
from enum import StrEnum

from gateway.model.message import CaseId


class RiskKind(StrEnum):
    """What kind of risk."""

    UNDER_MARKED = "under-marked"  # a sender marks lower than the content needs (CLASS-3)
    NEAR_MISS_RECIPIENT = "near-miss-recipient"  # an address that could be taken for a known one
    AGREEMENT_LAPSED = "agreement-lapsed"  # a party with none in force (AGREE-2)
    ASSURANCE_OVERDUE = "assurance-overdue"  # a party's safeguards are to be looked at again (AGREE-3)
    UNREADABLE_ATTACHMENT = "unreadable-attachment"
    NOTICE_NOT_GIVEN = "notice-not-given"  # the privacy notice does not name such a recipient (NOTICE-1)
    REPEATED_OVERRIDES = "repeated-overrides"  # one manager releases over and over what one rule holds
    OTHER = "other"  # entered by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSeen:
    """That a risk shows. While one of the same kind and subject is open, it is counted there."""

    kind: RiskKind
    subject: str  # ids that tell two of a kind apart: a party, a person, an account
    about: tuple[str, ...]  # the same as ids of registers, for whoever works it
    case: CaseId | None  # where it showed; None: in the registers or the record


class RiskStatus(StrEnum):
    """Where the work on a risk stands."""

    OPEN = "open"
    TREATED = "treated"  # something is being done about it
    ACCEPTED = "accepted"  # somebody decided to live with it
    CLOSED = "closed"


class Likelihood(StrEnum):
    """What a breach may do to the people it is about (UK GDPR Art. 33, 34)."""

    UNLIKELY = "unlikely"  # no risk to them: the ICO need not be told
    RISK = "risk"
    HIGH = "high"  # they are to be told too, without undue delay


class Told(StrEnum):
    """Who is told of a breach."""

    ICO = "ico"
    PEOPLE = "people"  # those whom the data is about
    PARTNER = "partner"
    TRUSTEES = "trustees"
    COMMISSION = "commission"  # Charity Commission: a serious incident
    OTHER = "other"
