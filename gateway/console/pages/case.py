"""A case: why it waits, what it says, and what its reader may answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from gateway.case.answers import NotTaken, judged
from gateway.case.file import CaseFile
from gateway.case.remember import remember
from gateway.case.said_wrong import called_wrong
from gateway.console.case.attachments import FILES, said_of_files
from gateway.console.case.decision import PREVIEWED, answers_of, as_if, faults_of, meant
from gateway.console.case.form import REMEMBER, mended, wrong_rules
from gateway.console.case.page import CHANGED, checked, page, previewed, seal_of, stored
from gateway.console.case.shown import Stretch, written_of
from gateway.console.case.ticks import stale
from gateway.console.desk import Desk
from gateway.console.gone import gone, notices_to
from gateway.console.pages.arrived import went
from gateway.console.pages.draft import draft, is_draft
from gateway.console.replies import Fault, Missing, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults
from gateway.language import mark
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.errors import PermanentFailure, TemporaryFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.notices.compose import NoticeKind
from gateway.spool.rows import TracedCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody wrote to the sender."""

    by: str
    at: datetime
    text: str


def case(desk: Desk, visit: Visit) -> Reply:
    """The page; what is not held any more shows where it went."""
    message = desk.app.steps().load_message(CaseId(visit.here["case"].upper()))
    if message.hold is None:
        return _past(desk, visit)
    file = desk.case(visit.here["case"], visit.viewer)
    return page(desk, visit, file, ())


def answer(desk: Desk, visit: Visit) -> Reply:
    """What the sender mends: stored at once, and the case is decided again."""
    file = desk.case(visit.here["case"], visit.viewer)
    files = said_of_files(desk, visit, file)
    if isinstance(files, NotTaken):
        return page(desk, visit, file, tuple(Fault(why=why, field=FILES) for why in files.why))
    values = {**mended(visit, file), **files.values}
    asks = visit.said(REMEMBER) == "yes"
    if asks and AnswerKind.PURPOSE not in values:
        why = mark("Say what it is shared for, so that we can remember it.")
        return page(desk, visit, file, (Fault(why=why, field="purpose"),))
    if not values:
        return page(desk, visit, file, (Fault(why=mark("Answer at least one question."), field="mend"),))
    answers = judged(file, values)
    if isinstance(answers, NotTaken):
        return page(desk, visit, file, tuple(Fault(why=why, field="mend") for why in answers.why))
    desk.app.holding().add_answers(file.message.case, answers, visit.at, passwords=files.passwords)
    return Redirect(to=f"/cases/{file.message.case}/done{_kept(desk, file, answers) if asks else ''}")


def _kept(desk: Desk, file: CaseFile, answers: Sequence[Answer]) -> str:
    """What came of asking to have the purpose remembered. The answer itself counts, whatever came of it."""
    try:
        kept = remember(desk.app, desk.registers, file, answers)
    except (PermanentFailure, TemporaryFailure):
        return "?remembered=failed"
    return f"?remembered={'yes' if kept.rows else 'no'}"


def look(desk: Desk, visit: Visit) -> Reply:
    """What would be read with the boxes as they are now ticked; nothing is decided."""
    file = desk.case(visit.here["case"], visit.viewer)
    if file.unlooked or stale(visit, file):
        return page(desk, visit, file, (CHANGED,))
    answers = as_if(visit, file)
    if isinstance(answers, NotTaken):
        return page(desk, visit, file, tuple(Fault(why=why, field="boxes") for why in answers.why))
    seen = previewed(desk, file, answers)
    if isinstance(seen, Fault):
        return page(desk, visit, file, (seen,))
    return page(desk, visit, file, (), seen)


def check(desk: Desk, visit: Visit) -> Reply:
    """A decision, to be looked at once more before it counts.

    A button beside the boxes decides by itself, whatever is chosen below it: a sender has two minutes.
    """
    if visit.said("at_once"):
        visit = replace(visit, form={**visit.form, "decision": visit.said("at_once")})
    return _decision(desk, visit, confirmed=False)


def decide(desk: Desk, visit: Visit) -> Reply:
    """The decision counts, if nothing has changed since it was looked at."""
    return _decision(desk, visit, confirmed=True)


def _decision(desk: Desk, visit: Visit, *, confirmed: bool) -> Reply:
    file = desk.case(visit.here["case"], visit.viewer)
    if not file.unlooked and stale(visit, file):
        return page(desk, visit, file, (CHANGED,))
    said = meant(visit, file)
    faults = faults_of(visit, file)
    if said is None or faults:
        return page(desk, visit, file, faults)
    answers = answers_of(visit, file, said)
    if isinstance(answers, NotTaken):
        return page(desk, visit, file, tuple(Fault(why=why, field="decision") for why in answers.why))
    seen = previewed(desk, file, answers) if said.kind in PREVIEWED else None
    if isinstance(seen, Fault):
        return page(desk, visit, file, (seen,))
    if not confirmed:
        return checked(desk, visit, file, said, seen, ())
    if visit.said("seal") != seal_of(file, seen):
        return page(desk, visit, file, (CHANGED,))
    unproved = () if Asked.SENDER in file.roles else code_faults(desk, visit)
    if unproved:
        return checked(desk, visit, file, said, seen, unproved)
    return stored(desk, visit, file, answers)


def wrong(desk: Desk, visit: Visit) -> Reply:
    """A rule was wrong about this email: counted, and it settles nothing."""
    file = desk.case(visit.here["case"], visit.viewer)
    if visit.said("rule") not in wrong_rules(file):
        return page(desk, visit, file, (Fault(why=mark("Choose the rule that was wrong."), field="rule"),))
    meant = called_wrong(file, visit.said("rule"), visit.said("wrong_why"))
    if isinstance(meant, NotTaken):
        return page(desk, visit, file, tuple(Fault(why=why, field="rule") for why in meant.why))
    return Redirect(to=f"/cases/{file.message.case}/done")


def done(_desk: Desk, visit: Visit) -> Reply:
    """What was said is stored; a worker decides with it now."""
    return Page(
        template="done.html",
        values={"case": visit.here["case"].upper(), "remembered": visit.query.get("remembered", "")},
    )


def _past(desk: Desk, visit: Visit) -> Reply:
    """Where each copy of it went, for its sender and for whoever a notice led here."""
    number = CaseId(visit.here["case"].upper())
    found = next((one for one in desk.view.trace(number) if one.case == number), None)
    if found is None:
        return Missing()
    if found.sender.lower() not in visit.viewer.addresses:
        told = notices_to(desk, visit.viewer, number)
        return _past_of_others(desk, visit, found, told) if told else Missing()
    if is_draft(found):
        return draft(desk, visit, found)
    notes = tuple(_notes(desk, number))
    if notes:  # their words may name people
        desk.record(RecordKind.VIEWED, visit.viewer.account, (("what", "note"),), number)
    return _where_it_went(desk, found, notes=notes)


def _past_of_others(desk: Desk, visit: Visit, found: TracedCase, told: frozenset[NoticeKind]) -> Reply:
    """What it says is shown to whoever approved it before it was written: they could not see it then (CONS-4)."""
    if NoticeKind.APPROVED_AHEAD_USED not in told:
        return _where_it_went(desk, found, own=False)
    try:
        file = desk.case(found.case, visit.viewer, held=False)
    except PermanentFailure:
        return _where_it_went(desk, found, own=False)
    desk.record(RecordKind.VIEWED, visit.viewer.account, (("what", "content"), ("client", visit.client)), found.case)
    return _where_it_went(desk, found, own=False, written=written_of(file.look))


def _where_it_went(
    desk: Desk,
    mail: TracedCase,
    *,
    own: bool = True,
    notes: tuple[Note, ...] = (),
    written: tuple[Stretch, ...] = (),
) -> Page:
    values: dict[str, object] = {"mail": mail, "copies": gone(desk, mail, own=own), "own": own, "went": went(mail)}
    return Page(template="past-case.html", values={**values, "notes": notes, "written": written})


def _notes(desk: Desk, number: CaseId) -> Iterator[Note]:
    """What was written to the sender by who sent it back or refused it."""
    for answer in desk.app.steps().load_message(number).answers:
        if answer.kind in {AnswerKind.RETURN, AnswerKind.REFUSE} and answer.role is not Asked.SENDER:
            member = desk.member(answer.by)
            yield Note(by=answer.by if member is None else member.name, at=answer.at, text=answer.justification)
