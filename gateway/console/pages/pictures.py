"""An attachment's pages, before and after, side by side."""

from gateway.console.case import pictures
from gateway.console.desk import Desk
from gateway.console.replies import Download, Missing, Page, Reply, Visit
from gateway.hold.answers import roles_of
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind, Scalar


def pages(desk: Desk, visit: Visit) -> Reply:
    """The page with the pictures; its text layer in letters, so that nothing hides behind a picture."""
    file = desk.case(visit.here["case"], visit.viewer)
    number = visit.here["number"]
    if file.unlooked or not number.isdecimal() or not 1 <= int(number[:4]) <= len(file.look.reading.attachments):
        return Missing()
    one = file.look.reading.attachments[int(number[:4]) - 1]
    _record(desk, visit, file.message.case, [("what", "pages"), ("part", one.part)])
    return Page(
        template="pages.html",
        values={
            "case": file.message.case,
            "attachment": pictures.listed(file)[int(number[:4]) - 1],
            "before": pictures.before(desk, visit, file, one),
            "after": pictures.after(desk, visit, file, one),
        },
    )


def picture(desk: Desk, visit: Visit) -> Reply:
    """One page as PNG, for the session that was just shown the page with it, while the case is theirs to see."""
    case, source, number = CaseId(visit.here["case"]), visit.here["source"], visit.here["page"]
    if not pictures.opens(visit, case, source) or not number.isdecimal() or len(number) > 4:
        return Missing()
    if not _still_theirs(desk, visit, case):
        return Missing()
    found = desk.pages.page(case, source, int(number) - 1)
    if found is None:
        return Missing()
    _record(desk, visit, case, [("what", "page"), ("page", int(number)), ("source", source)])
    return Download(name=f"page-{int(number)}.png", media_type="image/png", content=found)


def _still_theirs(desk: Desk, visit: Visit, case: CaseId) -> bool:
    """SAFE-2, by what the last look found: another look for every picture would make each page wait."""
    held = desk.app.holding().held_case(case)
    if held is None:
        return False
    named = desk.not_asked(case)
    if visit.viewer.account == held.sender.lower():
        # Who wrote it stands among them, for they decide nothing; that it is not about them, the look had found.
        named -= {visit.viewer.account}
    return bool(roles_of(visit.viewer.account, desk.setting_of(held, named, visit.at)))


def _record(desk: Desk, visit: Visit, case: CaseId, facts: list[tuple[str, Scalar]]) -> None:
    desk.record(RecordKind.VIEWED, visit.viewer.account, [*facts, ("client", visit.client)], case)
