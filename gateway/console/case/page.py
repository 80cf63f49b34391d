"""A case's page and the page on which a decision about it is looked at once more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.case.asked_back import letters_about
from gateway.case.file import CaseFile
from gateway.case.preview import PolicyChanged, Preview
from gateway.case.remember import could_remember
from gateway.console.case import past, pictures
from gateway.console.case.attachments import PASSWORD, file_form
from gateway.console.case.decision import Meant, informed_of
from gateway.console.case.form import (
    DECISIONS,
    NEED_WHY,
    Choice,
    grounds,
    hint_of,
    may_question,
    mends,
    offered,
    rule_choices,
    takeovers,
    title_of,
)
from gateway.console.case.like_cases import like_cases
from gateway.console.case.seen import seen_copies
from gateway.console.case.shown import open_answers, role_words, shown
from gateway.console.case.ticks import FIELD, GROUPS, ticks
from gateway.console.desk import Desk
from gateway.console.pages.approvals.people import workers
from gateway.console.queue import name_of
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import needs_code
from gateway.hold.answers import MIN_JUSTIFICATION
from gateway.hold.handed import open_questions, written_to_others
from gateway.language import all_of, joined, mark
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import AskedPerson, RecordKind
from gateway.model.remembered import LONGEST
from gateway.spool.holding import AnsweredMeanwhile
from gateway.treat.errors import TreatFailed

CHANGED: Final = Fault(why=mark("This case changed while you looked at it. Look at it again, then decide."))


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
    case, letters = file.message.case, letters_about(file, answers, visit.at)
    try:
        desk.app.holding().add_answers(case, answers, visit.at, after=len(file.message.answers), letters=letters)
    except AnsweredMeanwhile:
        return page(desk, visit, desk.case(case, visit.viewer), (CHANGED,))
    return Redirect(to=f"/cases/{case}/done")


def seal_of(file: CaseFile, seen: Preview | None) -> str:
    """What a decision is bound to: what was shown of it, to the letter."""
    if seen is not None:
        return seen.seal
    return file.message.content_hash if file.unlooked else shown(file).seal


def previewed(desk: Desk, file: CaseFile, answers: Sequence[Answer]) -> Preview | Fault:
    """What would be read, treated and searched; or why that cannot be."""
    try:
        return desk.preview(file, answers)
    except PolicyChanged:
        return CHANGED
    except TreatFailed:
        why = mark("We could not take these details out and prove that they are gone, so it cannot go like this.")
        return Fault(why=why, field="boxes")


def page(desk: Desk, visit: Visit, file: CaseFile, faults: tuple[Fault, ...], seen: Preview | None = None) -> Page:
    """The case as its reader may see it; that they saw it is recorded.

    Args:
        seen: what would be read with the boxes as they are. None: it was not asked for.
    """
    _record(desk, visit, file)
    kinds = open_answers(file)
    claim = desk.claims.of(file.message.case, visit.at)
    decisions = [
        Choice(value=kind.value, title=title_of(kind, file), hint=hint_of(kind, file))
        for kind in DECISIONS
        if offered(kind, kinds, file)
    ]
    is_sender = Asked.SENDER in file.roles
    values: dict[str, object] = {
        "case": file.message.case,
        "sender": name_of(file.message.envelope.sender, file.setting.staff),
        "received_at": file.message.envelope.received_at,
        "hold": file.setting.hold,
        "roles": all_of(role_words(role) for role in file.roles),
        "is_sender": is_sender,
        "unlooked": file.unlooked,
        "shown": None if file.unlooked else shown(file),
        "attachments": () if file.unlooked else pictures.listed(file),
        "copies": tuple(_copies(file)),
        "history": past.history(file),
        "earlier": past.earlier(file),
        "like": like_cases(file),
        "words": tuple(_words(file)),
        "claim": claim,
        "claimed_by": "" if claim is None else name_of(claim.by, file.setting.staff),
        "can_ask": is_sender and not file.unlooked,
        "manager_asked": any(one.role is Asked.LINE_MANAGER for one in file.setting.hold.asked),
        "questions": tuple(name_of(one.by, file.setting.staff) for one in open_questions(file.message.answers)),
        "may_question": may_question(file),
        "may_keep": not is_sender
        and not file.unlooked
        and file.setting.sender.lower() in workers(desk, visit.viewer),
        "takeovers": takeovers(file),
        "mends": mends(file, kinds),
        "remember": all_of(dict.fromkeys(one.party_name for one in could_remember(file))) if is_sender else "",
        "remember_days": LONGEST.days,
        "files": file_form(visit, file, kinds),
        "decisions": decisions,
        "ticks": ticks(visit, file) if any(one.value == AnswerKind.HIDE for one in decisions) else None,
        "seen": None if seen is None else seen_copies(file, seen),
        "grounds": grounds(file) if any(one.value == AnswerKind.RELEASE for one in decisions) else (),
        "rules": rule_choices(file),
        "said": {name: value for name, value in visit.form.items() if name != PASSWORD},
        "min_why": MIN_JUSTIFICATION,
    }
    return Page(template="case.html", values=values, faults=faults, status=422 if faults else 200)


def checked(
    desk: Desk, visit: Visit, file: CaseFile, said: Meant, seen: Preview | None, faults: tuple[Fault, ...]
) -> Page:
    """The decision, with what would be read; it counts once it is confirmed."""
    _record(desk, visit, file)
    claim = desk.claims.of(file.message.case, visit.at)
    others = claim is not None and claim.by != visit.viewer.account
    values: dict[str, object] = {
        "case": file.message.case,
        "title": said.title,
        "kind": said.kind.value,
        "ground": file.setting.grounds.get(visit.said("ground")) if said.kind is AnswerKind.RELEASE else None,
        "why": visit.said("why") if said.kind in NEED_WHY else "",
        "informed": informed_of(visit, said),
        "carried": {name: value for name, value in visit.form.items() if _is_carried(name)},
        "seen": None if seen is None else seen_copies(file, seen),
        "drawn": () if seen is None else pictures.decided(desk, visit, file, seen),
        "in_clear": _in_clear(visit, file, said),
        "seal": seal_of(file, seen),
        "needs_code": Asked.SENDER not in file.roles and needs_code(visit),
        "recipients": file.recipients,
        "claimed_by": name_of(claim.by, file.setting.staff) if claim is not None and others else "",
    }
    return Page(template="check.html", values=values, faults=faults, status=422 if faults else 200)


def _is_carried(name: str) -> bool:
    """Whether a field goes on from the case's form to that which confirms it."""
    return name in {"decision", "ground", "informed", "informed_why", "why", GROUPS} or name.startswith(FIELD)


def _in_clear(visit: Visit, file: CaseFile, said: Meant) -> tuple[str, ...]:
    """What somebody left unticked, in words."""
    if said.choice.clear is None:
        return ()
    people = ticks(visit, file).people
    return tuple(f"{person.title}: {one.title}" for person in people for one in person.ticks if not one.ticked)


def _record(desk: Desk, visit: Visit, file: CaseFile) -> None:
    if not file.unlooked:
        facts = [("what", "content"), ("client", visit.client)]
        desk.record(RecordKind.VIEWED, visit.viewer.account, facts, file.message.case)


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
        return mark("you")
    role = role_words(one.role, to_sender=Asked.SENDER in file.roles)
    return joined(", ", (name_of(one.email, file.setting.staff), role))


def _words(file: CaseFile) -> Iterator[Words]:
    for one in written_to_others(file.message.answers):
        yield Words(by=name_of(one.by, file.setting.staff), at=one.at, text=one.justification)
