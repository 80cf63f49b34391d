"""Several cases of the queue at once: back to their senders, or to somebody else. Never let go unread."""

from collections.abc import Iterator
from typing import Final

from gateway.case.answers import NotTaken, judged
from gateway.console.desk import Desk
from gateway.console.pages.held import PAGE_SIZE, listed
from gateway.console.queue import Waiting, waiting_for
from gateway.console.replies import Fault, Page, Reply, Visit
from gateway.console.sign_in.fresh import code_faults, needs_code
from gateway.hold.handed import PLACES
from gateway.language import mark
from gateway.model.decision import AnswerKind
from gateway.model.errors import PermanentFailure
from gateway.spool.holding import AnsweredMeanwhile

_TICK: Final = "case-"
_KINDS: Final = (AnswerKind.RETURN, AnswerKind.HAND_OVER)


def check(desk: Desk, visit: Visit) -> Reply:
    """What would be done with which cases, before it is."""
    if not _chosen(visit):
        return listed(desk, visit, (Fault(why=mark("Tick at least one email."), field="cases"),))
    return _shown(desk, visit, ())


def confirm(desk: Desk, visit: Visit) -> Reply:
    """Each case on its own, judged as if it had been opened; what cannot be done is told case by case."""
    kind = _kind(visit)
    if not _chosen(visit) or kind is None:
        return listed(desk, visit, (Fault(why=mark("Tick at least one email."), field="cases"),))
    faults = tuple(_faults(visit, kind))
    if faults:
        return _shown(desk, visit, faults)
    unproved = code_faults(desk, visit)
    if unproved:
        return _shown(desk, visit, unproved)
    told = [(case, _done(desk, visit, case, kind)) for case in _chosen(visit)]
    return Page(
        template="bulk-done.html",
        values={
            "kind": kind.value,
            "done": [case for case, why in told if not why],
            "not_done": [(case, why) for case, why in told if why],
        },
    )


def _done(desk: Desk, visit: Visit, case: str, kind: AnswerKind) -> str:
    """Empty: it is done; else why not."""
    try:
        file = desk.case(case, visit.viewer)
        value = visit.said("to") if kind is AnswerKind.HAND_OVER else ""
        answers = judged(file, {kind: value}, why=visit.said("why"))
        if isinstance(answers, NotTaken):
            return " ".join(answers.why)
        desk.app.holding().add_answers(file.message.case, answers, visit.at, after=len(file.message.answers))
    except AnsweredMeanwhile:
        return mark("Somebody else answered it meanwhile. Look at it again.")
    except PermanentFailure:
        # Not there, not held any more, or not theirs to see: which of these is not told.
        return mark("It does not wait for you any more.")
    return ""


def _faults(visit: Visit, kind: AnswerKind) -> Iterator[Fault]:
    if kind is AnswerKind.RETURN and not visit.said("why"):
        yield Fault(why=mark("Write a note that the senders will read."), field="why")
    if kind is AnswerKind.HAND_OVER and visit.said("to") not in PLACES:
        yield Fault(why=mark("Choose who takes them over."), field="to")


def _shown(desk: Desk, visit: Visit, faults: tuple[Fault, ...]) -> Page:
    chosen = _chosen(visit)
    mine: dict[str, Waiting] = {one.case: one for one in waiting_for(desk, visit.viewer, visit.at)}
    return Page(
        template="bulk-check.html",
        values={
            "kind": (_kind(visit) or AnswerKind.RETURN).value,
            "cases": [mine[case] for case in chosen if case in mine],
            "said": visit.form,
            "needs_code": needs_code(visit),
        },
        faults=faults,
        status=422 if faults else 200,
    )


def _kind(visit: Visit) -> AnswerKind | None:
    return next((kind for kind in _KINDS if kind.value == visit.said("what")), None)


def _chosen(visit: Visit) -> tuple[str, ...]:
    names = (name.removeprefix(_TICK) for name in visit.form if name.startswith(_TICK))
    return tuple(names)[:PAGE_SIZE]
