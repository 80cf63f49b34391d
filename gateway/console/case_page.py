"""A case's page and the page on which a decision about it is looked at once more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.case_file import CaseFile
from gateway.console.case_form import (
    DECISIONS,
    NEED_WHY,
    TITLES,
    Choice,
    grounds,
    informed_of,
    mends,
    offered,
    rule_choices,
    takeovers,
    title_of,
)
from gateway.console.desk import Desk
from gateway.console.fresh import needs_code
from gateway.console.queue import name_of
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.console.shown import ShownCase, open_answers, role_words, shown
from gateway.hold.answers import MIN_JUSTIFICATION
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import AskedPerson, RecordKind
from gateway.spool.holding import AnsweredMeanwhile

CHANGED: Final = Fault(why="This case changed while you looked at it. Look at it again, then decide.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Where one recipient's copy is, and who can move it on."""

    address: str
    state: str  # lifecycle.RecipientState
    who: tuple[str, ...]  # names with their roles, while it waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody wrote to those who are asked."""

    by: str
    at: datetime
    text: str


def stored(desk: Desk, visit: Visit, file: CaseFile, answers: Sequence[Answer]) -> Reply:
    """Keep the answers, unless somebody else gave one since the case was opened."""
    try:
        desk.app.holding().add_answers(file.message.case, answers, visit.at, after=len(file.message.answers))
    except AnsweredMeanwhile:
        return page(desk, visit, desk.case(file.message.case, visit.viewer), (CHANGED,))
    return Redirect(to=f"/cases/{file.message.case}/done")


def seal_of(file: CaseFile) -> str:
    """What a decision is bound to."""
    return _seal(file, None if file.unlooked else shown(file))


def page(desk: Desk, visit: Visit, file: CaseFile, faults: tuple[Fault, ...]) -> Page:
    """The case as its reader may see it; that they saw it is recorded."""
    _record(desk, visit, file)
    kinds = open_answers(file)
    claim = desk.claims.of(file.message.case, visit.at)
    decisions = [
        Choice(value=kind.value, title=title_of(kind, file), hint=TITLES[kind][1])
        for kind in DECISIONS
        if offered(kind, kinds, file)
    ]
    values: dict[str, object] = {
        "case": file.message.case,
        "sender": file.message.envelope.sender,
        "received_at": file.message.envelope.received_at,
        "hold": file.setting.hold,
        "roles": [role_words(role) for role in file.roles],
        "is_sender": Asked.SENDER in file.roles,
        "unlooked": file.unlooked,
        "shown": None if file.unlooked else shown(file),
        "copies": tuple(_copies(file)),
        "words": tuple(_words(file)),
        "claim": claim,
        "claimed_by": "" if claim is None else name_of(claim.by, file.setting.staff),
        "can_ask": Asked.SENDER in file.roles and _may_ask(file),
        "takeovers": takeovers(file),
        "mends": mends(file, kinds),
        "decisions": decisions,
        "grounds": grounds(file) if any(one.value == AnswerKind.RELEASE for one in decisions) else (),
        "rules": rule_choices(file),
        "said": visit.form,
        "min_why": MIN_JUSTIFICATION,
    }
    return Page(template="case.html", values=values, faults=faults, status=422 if faults else 200)


def checked(desk: Desk, visit: Visit, file: CaseFile, faults: tuple[Fault, ...]) -> Page:
    """The decision, with what would be read; it counts once it is confirmed."""
    _record(desk, visit, file)
    kind = AnswerKind(visit.said("decision"))
    seen = None if file.unlooked else shown(file)
    ground = file.setting.grounds.get(visit.said("ground"))
    values: dict[str, object] = {
        "case": file.message.case,
        "shown": seen,
        "title": title_of(kind, file),
        "kind": kind.value,
        "ground": ground if kind is AnswerKind.RELEASE else None,
        "why": visit.said("why") if kind in NEED_WHY else "",
        "informed": informed_of(visit) if kind is AnswerKind.RELEASE else "",
        "said": visit.form,
        "seal": _seal(file, seen),
        "needs_code": Asked.SENDER not in file.roles and needs_code(visit),
        "recipients": file.recipients,
    }
    return Page(template="check.html", values=values, faults=faults, status=422 if faults else 200)


def _record(desk: Desk, visit: Visit, file: CaseFile) -> None:
    if not file.unlooked:
        facts = [("what", "content"), ("client", visit.client)]
        desk.record(RecordKind.VIEWED, visit.viewer.account, facts, file.message.case)


def _seal(file: CaseFile, seen: ShownCase | None) -> str:
    return file.message.content_hash if seen is None else seen.seal


def _copies(file: CaseFile) -> Iterator[Copy]:
    roles: dict[str, tuple[Asked, ...]] = {}
    if not file.unlooked:
        roles = {one.recipient: one.held_for() for one in file.look.decisions}
    asked = file.setting.hold.asked
    for one in file.message.recipients:
        waits = one.state is RecipientState.HELD
        about = [each for each in asked if each.role in roles.get(one.address, ())] or list(asked)
        who = tuple(dict.fromkeys(_who(each, file) for each in about)) if waits else ()
        yield Copy(address=one.address, state=one.state.value, who=who)


def _who(one: AskedPerson, file: CaseFile) -> str:
    if one.email.lower() == file.user:
        return "you"
    return f"{name_of(one.email, file.setting.staff)}, {role_words(one.role)}"


def _words(file: CaseFile) -> Iterator[Words]:
    for one in file.message.answers:
        if one.kind in {AnswerKind.ASK, AnswerKind.HAND_OVER, AnswerKind.URGENT} and one.justification:
            yield Words(by=name_of(one.by, file.setting.staff), at=one.at, text=one.justification)


def _may_ask(file: CaseFile) -> bool:
    """Whether a manager is not asked already, and the sender has one to ask."""
    asked = any(one.role is Asked.LINE_MANAGER for one in file.setting.hold.asked)
    return not asked and not file.unlooked
