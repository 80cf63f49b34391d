"""Whom an approval is for and about, as somebody names them on a telephone."""

from gateway.console.desk import Desk
from gateway.console.replies import Viewer
from gateway.hold.ahead import not_theirs
from gateway.language import mark
from gateway.model.parties import DataSubject, PersonId, StaffKind
from gateway.registers.shelf import folded


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


def person_of(desk: Desk, text: str) -> tuple[PersonId | None, str]:
    """Whose register entry is meant by its id or by the whole name; else why it is nobody's."""
    people = desk.directory().registers.people
    if PersonId(text) in people:
        return PersonId(text), ""
    wanted = " ".join(folded(text).split())
    if not wanted:
        return None, mark("Give the register number or the whole name.")
    found = [one.id for one in people.values() if wanted in {" ".join(folded(name).split()) for name in _names(one)}]
    if len(found) == 1:
        return found[0], ""
    if found:
        return None, mark("Several people have this name. Give the register number.")
    return None, mark("Nobody of that name or number is in the register.")


def _names(one: DataSubject) -> tuple[str, ...]:
    return (one.name, *one.aliases)
