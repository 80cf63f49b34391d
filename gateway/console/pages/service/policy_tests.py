"""Tests of the policy: decisions that people rely on, asked about again before a policy changes."""

from dataclasses import dataclass
from typing import Final

from gateway.case.never_asked import named_emails
from gateway.console.desk import Desk
from gateway.console.pages.service.explain import MAX_BYTES, looked_at
from gateway.console.pages.service.trace import TEST_NAME, explained_page, look_of, masked, policy_of
from gateway.console.pages.service.trying import candidate_of
from gateway.console.replies import Fault, Missing, Page, Redirect, Reply, Viewer, Visit
from gateway.decide.reasons import TABLE
from gateway.explain.as_json import sheet
from gateway.explain.tree import draw_past
from gateway.language import Words, mark
from gateway.model.errors import PermanentFailure
from gateway.model.outcome import RecordKind, Scalar
from gateway.model.parties import PersonId
from gateway.model.reasons import Reason
from gateway.past.kept_tests import LONGEST_NAME, MOST, KeptTest, Rerun, run
from gateway.past.stored_sheet import past_look
from gateway.spool.sheet_people import people_of
from gateway.spool.sheets import StoredSheet

_SENSITIVE: Final = frozenset(one.value for one in Reason if TABLE[one].sensitive)
_NEEDS_A_CHECK: Final = mark("a check that only information governance sees")
_DONE: Final = {
    "kept": mark("It is kept as a test."),
    "accepted": mark("The new answer counts as right from now on."),
    "removed": mark("It is removed."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """One copy that would be decided otherwise."""

    recipient: int
    before: str
    after: str
    why: tuple[str | Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRun:
    """What a policy makes of one test."""

    test: KeptTest
    unread: bool
    changes: tuple[ShownChange, ...]
    other_rules: tuple[str | Words, ...]


def policy_tests(desk: Desk, visit: Visit) -> Reply:
    """All of them, and the forms to try and to keep one."""
    return _page(desk, visit, ())


def try_them(desk: Desk, visit: Visit) -> Reply:
    """What a policy makes of all of them."""
    candidate = candidate_of(desk, visit)
    if isinstance(candidate, tuple):
        return _page(desk, visit, candidate)
    came = run(_seen(desk, visit.viewer), candidate)
    facts: list[tuple[str, Scalar]] = [("what", "try-tests"), ("policy", candidate.version), ("tests", len(came))]
    facts += [("changed", sum(one.changed for one in came)), ("client", visit.client)]
    desk.record(RecordKind.OPERATED, visit.viewer.account, facts)
    veiled = masked(visit.viewer)
    return _page(desk, visit, (), came=[_shown(one, veiled=veiled) for one in came], version=candidate.version)


def keep(desk: Desk, visit: Visit) -> Reply:
    """A mail in a file, decided now; its facts are kept and it is not."""
    fault = _name_fault(visit)
    if fault is not None:
        return _page(desk, visit, (fault,))
    look = looked_at(desk, visit, "look-for-test")
    if isinstance(look, Fault):
        return _page(desk, visit, (look,))
    document = sheet(look, desk.app.settings.policy.policy)
    fault = _kept(desk, visit, StoredSheet(look=1, at=visit.at, policy=look.policy, generation=0, document=document))
    return _page(desk, visit, (fault,)) if fault is not None else Redirect(to="/rules/tests?done=kept")


def keep_look(desk: Desk, visit: Visit) -> Reply:
    """A look at a case that came by, as it was decided then."""
    found = look_of(desk, visit)
    if found is None:
        return Missing()
    fault = _name_fault(visit) or _kept(desk, visit, found[1])
    return (
        explained_page(desk, visit, *found, (fault,)) if fault is not None else Redirect(to="/rules/tests?done=kept")
    )


def one_test(desk: Desk, visit: Visit) -> Reply:
    """One of them: what was known, and what the policy in use makes of it."""
    test = _one(desk, visit)
    return Missing() if test is None else _one_page(desk, visit, test, ())


def accept(desk: Desk, visit: Visit) -> Reply:
    """What the policy in use makes of it is right."""
    test = _one(desk, visit)
    if test is None:
        return Missing()
    policy = desk.app.settings.policy.policy
    if visit.said("policy") != policy.version:
        return _one_page(desk, visit, test, (Fault(why=mark("Another policy came into use. Look at it again.")),))
    try:
        desk.app.kept_tests().accept(test, policy, by=visit.viewer.account, at=visit.at)
    except PermanentFailure:
        why = mark("It cannot be read any more. Remove it, and keep another in its place.")
        return _one_page(desk, visit, test, (Fault(why=why),))
    return Redirect(to=f"/rules/tests/{test.id}?done=accepted")


def remove(desk: Desk, visit: Visit) -> Reply:
    """It is forgotten."""
    test = _one(desk, visit)
    if test is None:
        return Missing()
    desk.app.kept_tests().remove(test.id, by=visit.viewer.account, at=visit.at)
    return Redirect(to="/rules/tests?done=removed")


def _kept(desk: Desk, visit: Visit, look: StoredSheet) -> Fault | None:
    book, name = desk.app.kept_tests(), " ".join(visit.said(TEST_NAME).split())
    try:
        book.keep(name, look.document, look.policy, look.at, by=visit.viewer.account, at=visit.at)
    except PermanentFailure:
        return Fault(why=mark("There are {most} tests. Remove one first.", most=MOST), field=TEST_NAME)
    return None


def _name_fault(visit: Visit) -> Fault | None:
    name = " ".join(visit.said(TEST_NAME).split())
    if not name:
        return Fault(why=mark("Say in a few words what the test stands for."), field=TEST_NAME)
    if len(name) > LONGEST_NAME:
        return Fault(why=mark("Use {most} letters at most for the name.", most=LONGEST_NAME), field=TEST_NAME)
    return None


def _seen(desk: Desk, viewer: Viewer) -> list[KeptTest]:
    """Those that are not about the viewer or their household (SAFE-2)."""
    return [one for one in desk.app.kept_tests().all() if not _about(desk, viewer, _people(one))]


def _about(desk: Desk, viewer: Viewer, people: frozenset[PersonId]) -> bool:
    return not named_emails(people, desk.directory()).isdisjoint(viewer.addresses)


def _people(test: KeptTest) -> frozenset[PersonId]:
    return people_of(test.sheet) if test.sheet else frozenset()


def _one(desk: Desk, visit: Visit) -> KeptTest | None:
    number = visit.here["test"]
    test = desk.app.kept_tests().one(int(number)) if number.isdecimal() and len(number) < 10 else None
    return None if test is None or _about(desk, visit.viewer, _people(test)) else test


def _page(
    desk: Desk, visit: Visit, faults: tuple[Fault, ...], *, came: list[ShownRun] | None = None, version: str = ""
) -> Page:
    every = desk.listed_tests.all()
    seen = [one for one in every if not _about(desk, visit.viewer, one.people)]
    values: dict[str, object] = {
        "tests": seen,
        "about": len(every) - len(seen),
        "came": came,
        "tried": version,
        "version": visit.said("version") or visit.query.get("version", "")[:64],
        "in_use": desk.app.settings.policy.policy.version,
        "said": visit.form,
        "most": MAX_BYTES // (1024 * 1024),
        "done": _DONE.get(visit.query.get("done", ""), ""),
    }
    return Page(template="policy-tests.html", values=values, faults=faults, status=422 if faults else 200)


def _one_page(desk: Desk, visit: Visit, test: KeptTest, faults: tuple[Fault, ...]) -> Page:
    veiled, policy = masked(visit.viewer), desk.app.settings.policy.policy
    tree = None
    if test.recipients() is not None:
        past = past_look(test.sheet)
        tree = draw_past(past, "", test.policy, policy_of(desk, test.policy), masked=veiled)
        what = "masked-explanation" if veiled else "explanation"
        facts: list[tuple[str, Scalar]] = [("what", what), ("test", test.id), ("client", visit.client)]
        desk.record(RecordKind.VIEWED, visit.viewer.account, facts)
    (came,) = run([test], policy)
    values: dict[str, object] = {
        "test": test,
        "tree": tree,
        "masked": veiled,
        "came": _shown(came, veiled=veiled),
        "in_use": policy.version,
        "done": _DONE.get(visit.query.get("done", ""), ""),
    }
    return Page(template="policy-test.html", values=values, faults=faults, status=422 if faults else 200)


def _shown(one: Rerun, *, veiled: bool) -> ShownRun:
    return ShownRun(
        test=one.test,
        unread=bool(one.tried.unread),
        changes=tuple(
            ShownChange(
                recipient=each.recipient,
                before=each.before,
                after=each.after,
                why=_told((*each.stricter, *each.milder), veiled=veiled),
            )
            for each in one.tried.changes
        ),
        other_rules=_told(one.other_rules, veiled=veiled),
    )


def _told(rules: tuple[str, ...], *, veiled: bool) -> tuple[str | Words, ...]:
    """Rules by name; what says something of a person is not told to whoever runs the service."""
    return tuple(dict.fromkeys(_NEEDS_A_CHECK if veiled and one in _SENSITIVE else one for one in rules))
