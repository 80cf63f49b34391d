"""Nobody is shown a case that names them or somebody of their household, whatever their role (SAFE-2)."""

from collections.abc import Collection

from gateway.case.never_asked import named_emails
from gateway.console.desk import Desk
from gateway.console.replies import Viewer
from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.spool.sheet_people import people_of
from gateway.spool.sheets import StoredSheet, sheets


def sheets_of(desk: Desk, case: CaseId) -> tuple[StoredSheet, ...]:
    """Every look at a case. Empty: there was none yet, or retention made them unreadable."""
    try:
        return sheets(desk.app.database, desk.app.contents(), case)
    except PermanentFailure:
        return ()


def names(desk: Desk, viewer: Viewer, case: CaseId, looks: tuple[StoredSheet, ...]) -> bool:
    """Whether it is about the viewer or their household, as far as any look at it knew."""
    return not named_in(desk, case, looks).isdisjoint(viewer.addresses)


def about(desk: Desk, viewer: Viewer, cases: Collection[CaseId]) -> frozenset[CaseId]:
    """Those of these cases that are about the viewer or their household: the same for a list, asked for together."""
    held, people, directory = desk.held.not_asked(cases), desk.sheet_people.of(cases), desk.directory()
    nobody: frozenset[str] = frozenset()
    return frozenset(
        case
        for case in cases
        if not viewer.addresses.isdisjoint(held.get(case, nobody) | named_emails(people.get(case, ()), directory))
    )


def named_in(desk: Desk, case: CaseId, looks: tuple[StoredSheet, ...]) -> frozenset[str]:
    """Emails of those whom it is about and of their households, as far as any look at it knew; lower case."""
    held = desk.not_asked(case)
    people = {identity for look in looks for identity in people_of(look.document)}
    return held | named_emails(people, desk.directory())
