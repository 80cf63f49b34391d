"""What is decided about a message for one recipient, and why."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from gateway.model.marking import Classification
from gateway.model.reasons import Reason


class Treatment(IntEnum):
    """What is done with the content, in rising strictness."""

    SHARE = 0
    REDACT = 1
    ANONYMISE = 2
    HOLD = 3
    REFUSE = 4

    @property
    def word(self) -> str:
        """The literal value in configuration and JSON."""
        return self.name.lower()


class Protection(IntEnum):
    """How it must travel, in rising strength."""

    NONE = 0
    TRANSPORT = 1
    CONTENT = 2

    @property
    def word(self) -> str:
        """The literal value in configuration, CSV and JSON."""
        return self.name.lower()


class Channel(StrEnum):
    """The way a finished message travels."""

    INTERNAL = "internal"  # to our own mail service; never leaves the organisation
    PLAIN = "plain"  # opportunistic TLS at best
    TLS = "tls"  # TLS proven to the partner's own host, or forced by the smarthost
    SMIME = "smime"
    OPENPGP = "openpgp"
    PORTAL = "portal"
    PDF = "pdf"


class Asked(StrEnum):
    """Who can be asked to settle a finding."""

    SENDER = "sender"
    LINE_MANAGER = "line_manager"
    TEAM_MANAGER = "team_manager"
    IG_LEAD = "ig_lead"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    DUTY_MANAGER = "duty_manager"  # who is on the duty rota now; asked in the fast lane alone (MIN-3)


class AnswerKind(StrEnum):
    """What a person may say to a hold."""

    MARKING = "marking"
    PURPOSE = "purpose"
    STATEMENT = "statement"
    PERSON = "person"  # which of several namesakes
    SEPARATE = "separate"  # a mail of its own for each who reads it outside
    LEAVE_OUT = "leave-out"  # an attachment does not go
    PASSWORD = "password"  # opens an attachment  # noqa: S105 - the kind of answer
    CONFIRM = "confirm"  # the address is the one that is meant
    HIDE = "hide"  # send the version with details hidden
    GO_ON = "go-on"  # send it although a rule that is on trial asked
    RELEASE = "release"  # share on a ground, with a justification
    RETURN = "return"  # back to the sender with a note
    REFUSE = "refuse"
    WRONG = "wrong"  # the rule was wrong here: settles nothing, and is counted
    URGENT = "urgent"  # a child could come to harm while it waits: into the fast lane (MIN-3)
    RECUSE = "recuse"  # somebody else must decide: who says it is too close to it (SAFE-2)
    ASK = "ask"  # the sender wants their manager asked, with a message to them
    HAND_OVER = "hand-over"  # a deputy or a safeguarding lead is asked instead
    QUESTION = "question"  # who decides wants to know something from the sender: settles nothing, and it waits on


class HiddenAs(StrEnum):
    """How those whose details are hidden are shown in a copy (MIN-2, AGREE-5)."""

    LABEL = "label"  # [Child A], anew in every message
    GENERALISE = "generalise"  # the same, and ages and the towns of addresses stay
    PSEUDONYM = "pseudonym"  # a code for each person that stays the same for this party: still personal data


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule's answer. It can only add strictness."""

    clause: str  # id in the policy: "CONS-1"
    reason: Reason
    treatment: Treatment
    protection: Protection = Protection.NONE
    about: tuple[str, ...] = ()  # register ids, or message-local ids such as "?1" for people not in the register
    held_for: tuple[Asked, ...] = ()  # empty: nobody needs to be asked
    answers: tuple[AnswerKind, ...] = ()  # the kinds of answer that settle it
    cut: tuple[int, ...] = ()  # indexes into Facts.hits: what a redacting treatment removes because of this
    detail: str = ""  # ids or literals for the sentence: a purpose, a register id, a part path; no personal data
    channel: Channel | None = None  # it must go this way or wait; None: any that meets the protection
    note: str = ""  # the organisation's own words for its sender; no personal data
    # What would have been done, where a mode changed that, and the mode's register id.
    would: Treatment | None = None  # None: as decided
    mode: str = ""
    afterwards: tuple[Asked, ...] = ()  # who is asked when it has gone: it would have held outside the fast lane


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """All that was found about one recipient, and the strictest of it."""

    recipient: str
    effective: Classification
    treatment: Treatment
    protection: Protection
    findings: tuple[Finding, ...]
    cut: frozenset[int]  # indexes into Facts.hits that a copy for this recipient must not show
    hidden_cut: frozenset[int]  # the same for the version with details hidden, ready when held
    channel: Channel | None = None  # it must go this way; None: any that meets the protection
    would: tuple[Finding, ...] = ()  # of rules that are only tried out: they changed nothing
    hidden_as: HiddenAs = HiddenAs.LABEL  # how those whose details are cut are shown

    def held_for(self) -> tuple[Asked, ...]:
        """Everyone to be asked, each once, in the order the findings name them."""
        return tuple(dict.fromkeys(role for found in self.findings for role in found.held_for))
