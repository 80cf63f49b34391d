"""Whom an approval is for and about, as somebody names them on a telephone."""

from gateway.console.case.form import Choice
from gateway.console.desk import Desk
from gateway.console.pages.governance.shared import own_of
from gateway.console.picking import Meant, person_meant, told_apart
from gateway.console.replies import Viewer, Visit
from gateway.hold.ahead import not_theirs
from gateway.language import mark
from gateway.model.outcome import RecordKind, Scalar
from gateway.model.parties import StaffKind


def workers(desk: Desk, viewer: Viewer) -> dict[str, str]:
    """Those for whom this viewer may approve: address → name."""
    registers = desk.directory().registers
    today = desk.app.clock.now().astimezone(desk.app.settings.timezone).date()
    found = (
        one
        for one in registers.staff.values()
        if one.kind is StaffKind.PERSON and (one.left_on is None or one.left_on > today)
    )
    return {
        one.email: one.name
        for one in sorted(found, key=lambda one: one.name)
        if not_theirs(viewer.account, one, registers, today) is None
    }


def person_of(desk: Desk, viewer: Viewer, text: str) -> Meant:
    """Whose register entry is meant by its id or by a name.

    A whole name leads to anybody; a part of one only to people whose worker this viewer manages (need to know).
    """
    people = desk.directory().registers.people
    managed = workers(desk, viewer)
    own = (one for one in people.values() if one.worker.lower() in managed)
    return person_meant(text, people, own, own_of(desk, viewer))


def choices_of(meant: Meant) -> tuple[Choice, ...]:
    """Those who may be meant, and a way to write another name. Empty: there is nothing to choose."""
    found = tuple(Choice(value=one.id, title=one.name, hint=told_apart(one)) for one in meant.several)
    return (*found, Choice(value="", title=mark("Somebody else"))) if found else ()


def look_up(desk: Desk, visit: Visit) -> Meant:
    """Who is meant by the field `person`; that several people were shown to choose from is recorded."""
    meant = person_of(desk, visit.viewer, visit.said("person"))
    if meant.several:
        facts: list[tuple[str, Scalar]] = [
            ("what", "people"),
            ("count", len(meant.several)),
            ("client", visit.client),
        ]
        desk.record(RecordKind.VIEWED, visit.viewer.account, facts)
    return meant
