"""A case: why it waits, what it says, and what its reader may answer."""

from gateway.case_answers import NotTaken, judged
from gateway.case_file import CaseFile
from gateway.case_wrong import called_wrong
from gateway.console.case_form import (
    DECISIONS,
    NEED_WHY,
    TITLES,
    Choice,
    faults_of,
    ground_of,
    grounds,
    informed_of,
    mended,
    mends,
    offered,
    rule_choices,
    title_of,
    why_of,
    wrong_rules,
)
from gateway.console.desk import Desk
from gateway.console.replies import Fault, Missing, Page, Redirect, Reply, Visit
from gateway.console.shown import ShownCase, open_answers, role_words, shown
from gateway.hold.answers import MIN_JUSTIFICATION
from gateway.model.decision import AnswerKind, Asked
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind


def case(desk: Desk, visit: Visit) -> Reply:
    """The page; what is not held any more shows where it went."""
    message = desk.app.steps().load_message(CaseId(visit.here["case"].upper()))
    if message.hold is None:
        return _past(desk, visit)
    file = desk.case(visit.here["case"], visit.viewer)
    return _page(desk, visit, file, ())


def answer(desk: Desk, visit: Visit) -> Reply:
    """What the sender mends: stored at once, and the case is decided again."""
    file = desk.case(visit.here["case"], visit.viewer)
    values = mended(visit, file)
    if not values:
        return _page(desk, visit, file, (Fault(why="Answer at least one question.", field="mend"),))
    answers = judged(file, values)
    if isinstance(answers, NotTaken):
        return _page(desk, visit, file, tuple(Fault(why=why, field="mend") for why in answers.why))
    desk.app.holding().add_answers(file.message.case, answers, visit.at)
    return Redirect(to=f"/cases/{file.message.case}/done")


def check(desk: Desk, visit: Visit) -> Reply:
    """A decision, to be looked at once more before it counts."""
    file = desk.case(visit.here["case"], visit.viewer)
    faults = faults_of(visit, file)
    if faults:
        return _page(desk, visit, file, faults)
    return _checked(desk, visit, file, ())


def decide(desk: Desk, visit: Visit) -> Reply:
    """The decision counts, if nothing has changed since it was looked at."""
    file = desk.case(visit.here["case"], visit.viewer)
    faults = faults_of(visit, file)
    if faults:
        return _page(desk, visit, file, faults)
    if visit.said("seal") != _seal(file, None if file.unlooked else shown(file)):
        changed = "This case changed while you looked at it. Look at it again, then decide."
        return _page(desk, visit, file, (Fault(why=changed),))
    if Asked.SENDER not in file.roles and not visit.viewer.session.fresh(visit.at):
        code = visit.said("code")
        if not code or not desk.authenticators.take(visit.viewer.account, code, visit.at):
            return _checked(desk, visit, file, (Fault(why="Enter the code that your app shows now.", field="code"),))
    kind = AnswerKind(visit.said("decision"))
    answers = judged(
        file, {kind: ""}, ground=ground_of(visit), why=why_of(visit, file, kind), informed=informed_of(visit)
    )
    if isinstance(answers, NotTaken):
        return _page(desk, visit, file, tuple(Fault(why=why, field="decision") for why in answers.why))
    desk.app.holding().add_answers(file.message.case, answers, visit.at)
    return Redirect(to=f"/cases/{file.message.case}/done")


def wrong(desk: Desk, visit: Visit) -> Reply:
    """A rule was wrong about this email: counted, and it settles nothing."""
    file = desk.case(visit.here["case"], visit.viewer)
    if visit.said("rule") not in wrong_rules(file):
        return _page(desk, visit, file, (Fault(why="Choose the rule that was wrong.", field="rule"),))
    meant = called_wrong(file, visit.said("rule"), visit.said("wrong_why"))
    if isinstance(meant, NotTaken):
        return _page(desk, visit, file, tuple(Fault(why=why, field="rule") for why in meant.why))
    return Redirect(to=f"/cases/{file.message.case}/done")


def done(_desk: Desk, visit: Visit) -> Reply:
    """What was said is stored; a worker decides with it now."""
    return Page(template="done.html", values={"case": visit.here["case"].upper()})


def _past(desk: Desk, visit: Visit) -> Reply:
    """Where each copy of it went. Only its sender sees it here: nobody else is asked about it any more."""
    number = CaseId(visit.here["case"].upper())
    found = next((one for one in desk.view.trace(number) if one.case == number), None)
    if found is None or found.sender.lower() not in visit.viewer.addresses:
        return Missing()
    return Page(template="past-case.html", values={"mail": found})


def _page(desk: Desk, visit: Visit, file: CaseFile, faults: tuple[Fault, ...]) -> Page:
    _record(desk, visit, file)
    kinds = open_answers(file)
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
        "asked": [f"{role_words(one.role)} ({one.email})" for one in file.setting.hold.asked],
        "mends": mends(file, kinds),
        "decisions": decisions,
        "grounds": grounds(file) if any(one.value == AnswerKind.RELEASE for one in decisions) else (),
        "rules": rule_choices(file),
        "said": visit.form,
        "min_why": MIN_JUSTIFICATION,
    }
    return Page(template="case.html", values=values, faults=faults, status=422 if faults else 200)


def _checked(desk: Desk, visit: Visit, file: CaseFile, faults: tuple[Fault, ...]) -> Page:
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
        "needs_code": Asked.SENDER not in file.roles and not visit.viewer.session.fresh(visit.at),
        "recipients": file.recipients,
    }
    return Page(template="check.html", values=values, faults=faults, status=422 if faults else 200)


def _record(desk: Desk, visit: Visit, file: CaseFile) -> None:
    if not file.unlooked:
        facts = [("what", "content"), ("client", visit.client)]
        desk.record(RecordKind.VIEWED, visit.viewer.account, facts, file.message.case)


def _seal(file: CaseFile, seen: ShownCase | None) -> str:
    return file.message.content_hash if seen is None else seen.seal
