"""What somebody said in an answer to their notice: one word, alone on the first line. Pure.

The words protect and never let anything go as it is: they cancel, hide, or say what the gateway would ask. Whatever
can be read in two ways is no answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gateway.model.decision import AnswerKind
from gateway.model.message import Place, Reading, Unit, ZoneKind
from gateway.model.outcome import HoldEntry
from gateway.read.lookalike import plain

CANCELLED: Final = "Its sender cancelled it."


class NotTaken(StrEnum):
    """Why an answer by mail does not count."""

    NOT_OURS = "not-ours"  # the address is none that we gave to who writes
    NOT_PROVEN = "not-proven"  # it is not sure that it comes from inside
    TOO_LATE = "too-late"
    CHANGED = "changed"  # answered before, or something about it changed
    SETTLED = "settled"  # nothing waits any more
    NO_WORD = "no-word"  # the first line is not one of the words
    TWO_WORDS = "two-words"
    NOT_ASKED = "not-asked"  # nobody asks that about this email


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One word and what it answers."""

    word: str
    kind: AnswerKind
    value: str = ""


VERBS: Final = (
    Verb(word="CANCEL", kind=AnswerKind.RETURN),
    Verb(word="HIDE", kind=AnswerKind.HIDE),
    Verb(word="FACT", kind=AnswerKind.STATEMENT, value="fact"),
    Verb(word="OPINION", kind=AnswerKind.STATEMENT, value="opinion"),
    Verb(word="BOTH", kind=AnswerKind.STATEMENT, value="both"),
    # There is no word for unclassified: it is the one marking that protects nothing.
    Verb(word="INTERNAL", kind=AnswerKind.MARKING, value="internal"),
    Verb(word="CONFIDENTIAL", kind=AnswerKind.MARKING, value="confidential"),
)
_BY_WORD: Final = {one.word: one for one in VERBS}
_AROUND: Final = " \t*_.!\"'“”‘’"
_OUTSIDE: Final = re.compile(r"\b(?:dmarc|compauth|spf)\s*=\s*fail\b", re.IGNORECASE)
_ANONYMOUS: Final = ("x-ms-exchange-organization-authas", "x-ms-exchange-crosstenant-authas")


def offered(hold: HoldEntry) -> tuple[Verb, ...]:
    """The words that mean something for this hold; a sender may always cancel."""
    return tuple(one for one in VERBS if one.kind is AnswerKind.RETURN or one.kind in hold.answers)


def verb_of(reading: Reading) -> Verb | NotTaken:
    """The one word that an answer says."""
    if reading.unread or reading.encrypted:
        return NotTaken.NO_WORD
    said = [_said(unit) for unit in _bodies(reading)]
    if not said or any(isinstance(one, NotTaken) for one in said):
        return next((one for one in said if isinstance(one, NotTaken)), NotTaken.NO_WORD)
    # The plain form and the page of one mail must say the same: people see one of them, programs the other.
    return said[0] if len(set(said)) == 1 else NotTaken.TWO_WORDS


def says_outside(reading: Reading) -> bool:
    """Whether our own mail service noted that it is not sure who sent it (RFC 8601 §2.7; Exchange's AuthAs).

    Such a field is believed only where it speaks against the mail: anybody can write one that speaks for it.
    """
    for field in reading.fields:
        name = field.name.strip().lower()
        if name == "authentication-results" and _OUTSIDE.search(field.value):
            return True
        if name in _ANONYMOUS and field.value.strip().lower() == "anonymous":
            return True
    return False


def _bodies(reading: Reading) -> Iterator[Unit]:
    attached = {attachment.part for attachment in reading.attachments}
    for unit in reading.units:
        if (
            unit.place in {Place.TEXT, Place.HTML}
            and not unit.nested
            and unit.part not in attached
            and unit.text.strip()
        ):
            yield unit


def _said(unit: Unit) -> Verb | NotTaken:
    own = list(_own_lines(unit))
    first = _BY_WORD.get(own[0]) if own else None
    if first is None:
        return NotTaken.NO_WORD
    others = {line for line in own[1:] if line in _BY_WORD and line != first.word}
    return NotTaken.TWO_WORDS if others else first


def _own_lines(unit: Unit) -> Iterator[str]:
    """The filled lines above what is quoted, in capitals; none when it begins with something quoted."""
    quoted = min((zone.start for zone in unit.zones if zone.kind is ZoneKind.QUOTED), default=len(unit.text))
    for line in unit.text[:quoted].splitlines():
        folded = " ".join(plain(line[:200]).split())
        if folded.startswith((">", "|")):
            return
        if folded:
            yield folded.strip(_AROUND).upper()
