"""What an answer would make of a case: decided, treated and searched as a worker would, before the answer counts."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gateway.case.file import CaseFile
from gateway.decide.decide import decide_each
from gateway.decide.modes import in_mode
from gateway.finish import Finisher
from gateway.look import Look, Room
from gateway.model.answers import Answer
from gateway.model.errors import PermanentFailure
from gateway.model.message import Place, Reading, Unit
from gateway.registers.address import normal


class PolicyChanged(PermanentFailure):
    """The case was looked at under another policy than the one in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewCopy:
    """A finished copy, as its readers would have it."""

    recipients: tuple[str, ...]
    cut: frozenset[int]  # FoundHit.id of what it does not show
    content: bytes
    reading: Reading  # of the finished copy itself, not of a plan for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Every copy, and what ties a decision to them."""

    look: Look  # as it would be with the answers
    copies: tuple[PreviewCopy, ...]
    seal: str


def preview(file: CaseFile, answers: Sequence[Answer], finisher: Finisher, room: Room) -> Preview:
    """What the readers would get if these answers counted.

    Raises:
        PolicyChanged: meanwhile another policy came into use.
        TreatFailed: something cannot be cut, or would still be there.
        TemporaryFailure: the reading room cannot be used now.
    """
    policy = file.app.settings.policy.policy
    if policy.version != file.policy:
        raise PolicyChanged("another policy came into use")
    look = file.look
    sheets = tuple(
        replace(
            facts,
            answers=(*facts.answers, *_for(answers, facts.recipient.address, look)),
            answerers={**facts.answerers, file.user: file.roles},
        )
        for facts in look.facts
    )
    decided = zip(decide_each(sheets, policy), sheets, strict=True)
    look = replace(
        look, facts=sheets, decisions=tuple(in_mode(decision, facts, policy) for decision, facts in decided)
    )
    copies = tuple(
        PreviewCopy(recipients=one.recipients, cut=one.cut, content=one.content, reading=room.read(one.content))
        for one in finisher.shown(look)
    )
    return Preview(look=look, copies=copies, seal=_seal(file, answers, look, copies))


def _for(answers: Sequence[Answer], address: str, look: Look) -> list[Answer]:
    # The look was a moment ago, and what is said after it is not known in it yet.
    return [
        replace(answer, at=look.asked.at) for answer in answers if normal(address) in map(normal, answer.recipients)
    ]


def _seal(file: CaseFile, answers: Sequence[Answer], look: Look, copies: Sequence[PreviewCopy]) -> str:
    """Changes with the message, what was found in it, the policy, what others said, what is chosen and what is read.

    By what the copies say, not by their bytes: a document that is written anew has a new date within.
    """
    chosen = [[one.kind, one.value, one.ground, repr(one.more), repr(one.clear)] for one in answers]
    seen = [
        [one.recipients, [[unit.part, unit.place, unit.label, unit.text] for unit in _said(one.reading)]]
        for one in copies
    ]
    stands = [
        [one.recipient, one.treatment, [[found.clause, found.reason] for found in one.findings]]
        for one in look.decisions
    ]
    parts = [file.message.content_hash, file.policy, len(file.message.answers), chosen, stands, seen]
    return hashlib.sha256(json.dumps(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _said(reading: Reading) -> list[Unit]:
    return [unit for unit in reading.units if unit.place is not Place.FIELD]
