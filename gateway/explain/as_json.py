"""A look as JSON: what users' scripts read (`gateway explain --json`), and the sealed sheet of a case."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import IntEnum, StrEnum
from typing import Final

from gateway.decide.concern import concerned
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.questions import Answered, principles, questions
from gateway.decide.recipient import party_type
from gateway.look import Look
from gateway.model.decision import Decision, Finding, Treatment
from gateway.model.found import FoundPerson, Role
from gateway.model.marking import Marking
from gateway.notices.questions import PRINCIPLES, QUESTIONS
from gateway.protect.ladder import ChosenChannel, walk_ladder
from gateway.read.markings import marked

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

SHEET_VERSION: Final = 2  # 1: without what was decided, and without what rules of the organisation's own ask


def explanation(look: Look, policy: Policy) -> dict[str, Json]:
    """The document of `gateway explain --json`; its keys are an interface and stay."""
    first = look.facts[0] if look.facts else None
    level = marked(first.markings) if first else None
    concern = {
        told.id for facts in look.facts for told in told_about(facts, policy) if concerned(facts, policy, told)
    }
    effective = max((decision.effective for decision in look.decisions), default=None)
    return {
        "policy": look.policy,
        "marked": None if level is None else level.word,
        "effective": None if effective is None else effective.word,
        "markings": [_marking(marking) for marking in (first.markings if first else ())],
        "people": [_person(person, concerned=person.id in concern) for person in look.found.people],
        "unreadable": [{"part": unread.part, "why": unread.why.value} for unread in look.reading.unread],
        "recipients": [
            {**_recipient(sheet, decision, policy), "candidate": _candidate(look, n)}
            for n, (sheet, decision) in enumerate(zip(look.facts, look.decisions, strict=True))
        ],
    }


def sheet(look: Look, policy: Policy) -> bytes:
    """The fact sheet, to be stored sealed with the decision so that a past case can be explained again."""
    document: dict[str, Json] = {
        "version": SHEET_VERSION,
        "explanation": explanation(look, policy),
        "facts": [plain(facts) for facts in look.facts],
        "decisions": [plain(decision) for decision in look.decisions],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _marking(marking: Marking) -> dict[str, Json]:
    return {
        "scheme": marking.scheme,
        "level": None if marking.level is None else marking.level.word,
        "where": marking.where,
        "text": marking.text,
    }


def _person(person: FoundPerson, *, concerned: bool) -> dict[str, Json]:
    return {
        "id": None if person.id.startswith("?") else person.id,
        "role": Role.CONCERNED.value if concerned else person.role.value,
        "kinds": [*sorted(kind.value for kind in person.kinds)],
        "evidence": [*sorted(evidence.value for evidence in person.evidence)],
    }


def _recipient(facts: Facts, decision: Decision, policy: Policy) -> dict[str, Json]:
    party = facts.recipient.party
    chosen = walk_ladder(decision.protection, facts.channels, decision.channel)
    channel = chosen.channel if isinstance(chosen, ChosenChannel) else decision.channel or facts.channels.asked
    return {
        "address": decision.recipient,
        "party": {
            "type": party_type(facts, policy).value,
            "id": party.id if party is not None and party.id else None,
        },
        "treatment": decision.treatment.word,
        "protection": decision.protection.word,
        "channel": None if channel is None else channel.value,
        # Of what is refused nobody is asked, whatever would have been asked besides.
        "held_for": [role.value for role in decision.held_for()] if decision.treatment is Treatment.HOLD else [],
        "findings": [_finding(found) for found in decision.findings],
        "questions": _answered(questions(facts, decision, policy, decision.findings), QUESTIONS),
        "principles": _answered(principles(facts, decision, policy, decision.findings), PRINCIPLES),
        # Rules that are only tried out: what they would have added.
        "would": [{"rule": found.detail, **_finding(found)} for found in decision.would],
    }


def _candidate(look: Look, number: int) -> Json:
    """What a policy that is only tried out would have decided. None: none is tried out."""
    if not look.would:
        return None
    would = look.would[number]
    return {"policy": look.candidate, "treatment": would.treatment.word, "protection": would.protection.word}


def _answered(answered: Sequence[Answered], texts: Sequence[str]) -> list[Json]:
    return [
        {"number": one.number, "text": text, "reply": one.reply.value, "evidence": list(one.evidence)}
        for one, text in zip(answered, texts, strict=True)
    ]


def _finding(found: Finding) -> dict[str, Json]:
    document: dict[str, Json] = {
        "clause": found.clause,
        "reason": found.reason.value,
        "treatment": found.treatment.word,
        "protection": found.protection.word,
        "about": list(found.about),
        "held_for": [role.value for role in found.held_for],
        "answers": [answer.value for answer in found.answers],
    }
    # Only where a mode lowered it: what would have been done (design.md, Modes).
    if found.would is not None:
        document["would"] = found.would.word
    return document


def plain(value: object) -> Json:
    """A model value as JSON: enums by their word, dates in ISO form, sets sorted."""
    match value:
        case None | bool() | StrEnum():
            return value
        case IntEnum():
            return value.name.lower()
        case int() | str():
            return value
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case frozenset() | set():
            return sorted((plain(item) for item in value), key=str)
        case tuple() | list():
            return [plain(item) for item in value]
        case _ if is_dataclass(value):
            return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    raise TypeError(f"no JSON form: {type(value).__name__}")
