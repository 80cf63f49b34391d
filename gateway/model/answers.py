"""What a person said to a hold: one more fact, bound to what they were shown."""

from dataclasses import dataclass
from datetime import datetime

from gateway.model.decision import AnswerKind, Asked
from gateway.model.message import Place
from gateway.model.parties import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A find that a choice is about, by kind and place, never by its words. It holds for one content alone."""

    unit: int  # Unit.id
    start: int  # code points, half open
    end: int
    kind: Kind
    place: Place  # of the unit; for the record


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, signed by who gave it.

    It counts only for the content and the recipients it was given for; what else it settles is for the rules.
    """

    kind: AnswerKind
    by: str  # staff email of who answered
    role: Asked  # the role in which they answered
    at: datetime  # aware, UTC
    content_hash: str  # SHA-256 of the message as received
    recipients: tuple[str, ...]  # for whom it was asked
    policy: str  # policy version it was shown under
    value: str = ""  # marking, purpose, statement or register id
    ground: str = ""  # of a release
    justification: str = ""  # of a release; the note of a return or refusal
    urgent: bool = False  # the case was in the fast lane when it was given (MIN-3)
    informed: str = ""  # CONS-5: whether the family was informed, or why not
    more: tuple[Spot, ...] = ()  # of a hide: what is hidden besides all that identifies
    clear: tuple[Spot, ...] | None = None  # of a release: what alone stays in clear. None: all of it
