"""Whether the record is as it was chained: computed again beside the page, its result in words, with its age."""

from gateway.console.desk import Desk
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.language import mark
from gateway.model.outcome import RecordKind
from gateway.record.chain import Head
from gateway.record.chainer import head_of, verify
from gateway.record.verdict import fault_words, in_order


def verifying(desk: Desk, visit: Visit) -> Reply:
    """The last result."""
    return _page(desk, visit, ())


def begin(desk: Desk, visit: Visit) -> Reply:
    """Compute the chain again; with a head that was kept elsewhere, a cut-off end shows too."""
    head: Head | None = None
    if visit.said("head"):
        try:
            head = Head.parse(visit.said("head"))
        except ValueError:
            why = mark("That is no head of the record: it is a number, a colon and 64 hex digits.")
            return _page(desk, visit, (Fault(why=why, field="head"),))
    app = desk.app
    if not desk.verifications.begin(lambda: verify(app.database, app.keys.record_key, head)):
        return _page(desk, visit, (Fault(why=mark("One is under way. Wait until it is done.")),))
    facts = [("what", "verify"), ("head", visit.said("head") or None), ("client", visit.client)]
    desk.record(RecordKind.OPERATED, visit.viewer.account, facts)
    return Redirect(to="/record/verify")


def _page(desk: Desk, visit: Visit, faults: tuple[Fault, ...]) -> Page:
    state = desk.verifications.state()
    came = state.came
    return Page(
        template="verify.html",
        values={
            "state": state,
            "came": came,
            "lines": () if came is None or not came.ok else in_order(came),
            "fault": "" if came is None or came.ok else fault_words(came),
            "head": str(head_of(desk.app.database)),
            "said": visit.said("head"),
        },
        faults=faults,
        status=422 if faults else 200,
    )
