"""A stored fact sheet → what was known and decided then, as values that rules can be asked about again. Pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from gateway.decide.facts import Facts
from gateway.model.decision import Decision, Finding, Protection, Treatment
from gateway.model.reasons import Reason
from gateway.past.from_json import OtherShape, from_json

_READABLE: Final = frozenset({1, 2})


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One recipient of a past look."""

    facts: Facts
    treatment: Treatment  # what was decided then
    protection: Protection
    findings: tuple[Finding, ...]  # of sheets of the first version without detail: a rule's name is not known
    decision: Decision | None = None  # None: the sheet is of the first version, which does not hold it whole


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPerson:
    """Somebody who was found, as the sheet has them."""

    known_as: str  # register id; "?1", "?2" … for people who are not in the register
    role: str
    kinds: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLook:
    """A whole past look, to be explained again. No word of the message stands in it."""

    people: tuple[PastPerson, ...]
    unreadable: tuple[tuple[str, str], ...]  # part, why
    recipients: tuple[Past, ...]


def pasts(document: bytes) -> tuple[Past, ...]:
    """Every recipient of a sheet, as explain.sheet wrote it. Empty: nothing was decided in that look.

    Raises:
        OtherShape: it is of a version that this program cannot read.
    """
    try:
        sheet = json.loads(document)
    except ValueError as error:
        raise OtherShape("sheet: no JSON") from error
    if sheet == {}:
        return ()
    if not isinstance(sheet, dict) or sheet.get("version") not in _READABLE:
        raise OtherShape("sheet: another version")
    facts = [from_json(Facts, one) for one in _list(sheet.get("facts"))]
    return tuple(
        Past(facts=one, treatment=treatment, protection=protection, findings=findings, decision=decision)
        for one, (treatment, protection, findings, decision) in zip(facts, _decided(sheet), strict=True)
    )


def past_look(document: bytes) -> PastLook:
    """A sheet, to be explained again.

    Raises:
        OtherShape: it is of a version that this program cannot read.
    """
    recipients = pasts(document)
    explanation = json.loads(document).get("explanation", {})
    if not isinstance(explanation, dict):
        raise OtherShape("sheet: no explanation")
    strangers = count(1)
    people = [
        PastPerson(
            # A sheet has no id of those who are not in the register; they are numbered as they were when it was made.
            known_as=_text(one.get("id")) or f"?{next(strangers)}",
            role=_text(one.get("role")),
            kinds=tuple(map(_text, _list(one.get("kinds")))),
            evidence=tuple(map(_text, _list(one.get("evidence")))),
        )
        for one in _dicts(explanation.get("people", []))
    ]
    unreadable = [
        (_text(one.get("part")), _text(one.get("why"))) for one in _dicts(explanation.get("unreadable", []))
    ]
    return PastLook(people=tuple(people), unreadable=tuple(unreadable), recipients=recipients)


def under(facts: Facts, version: str, was: str) -> Facts:
    """The same facts, with what people said under the policy *was* taken as said under *version*.

    An answer counts only for the policy it was shown under; to ask what another policy would have made of a case is
    to ask what it would have made of the same answers.
    """
    answers = tuple(replace(one, policy=version) if one.policy == was else one for one in facts.answers)
    return replace(facts, answers=answers)


_Decided = tuple[Treatment, Protection, tuple[Finding, ...], Decision | None]


def _decided(sheet: dict[str, object]) -> Iterator[_Decided]:
    if "decisions" in sheet:
        for raw in _list(sheet["decisions"]):
            decision = from_json(Decision, raw)
            yield decision.treatment, decision.protection, decision.findings, decision
        return
    explanation = sheet.get("explanation")
    if not isinstance(explanation, dict):
        raise OtherShape("sheet: no explanation")
    for raw in _list(explanation.get("recipients")):
        if not isinstance(raw, dict):
            raise OtherShape("sheet: another type")
        findings = tuple(from_json(Finding, one) for one in _list(raw.get("findings")))
        treatment, protection = (raw.get(name) for name in ("treatment", "protection"))
        yield from_json(Treatment, treatment), from_json(Protection, protection), findings, None


def _list(raw: object) -> list[object]:
    if not isinstance(raw, list):
        raise OtherShape("sheet: another type")
    return raw


def _dicts(raw: object) -> list[dict[str, object]]:
    found = _list(raw)
    if not all(isinstance(one, dict) for one in found):
        raise OtherShape("sheet: another type")
    return [one for one in found if isinstance(one, dict)]


def _text(raw: object) -> str:
    return raw if isinstance(raw, str) else ""


def rule_of(found: Finding) -> str:
    """Which rule a finding is of, as people know it: the organisation's own by name, another by its reason."""
    return f"rule {found.detail}" if found.reason is Reason.CUSTOM_RULE and found.detail else found.reason.value
