"""Rows about those who work here: who they are, and when they are on duty."""

from enum import StrEnum

from gateway.language import available
from gateway.model.parties import DutyTurn, StaffKind, StaffMember
from gateway.registers.files import cells as cell
from gateway.registers.files.cells import NO_TIME, Cells


class StaffRole(StrEnum):
    """What a member of staff may do in the console, and be asked."""

    STAFF = "staff"
    MANAGER = "manager"
    SAFEGUARDING = "safeguarding"
    ICT = "ict"
    IG = "ig"
    AUDITOR = "auditor"
    TRUSTEE = "trustee"


def staff_entry(row: Cells) -> StaffMember:
    """The entry; after a fault of the row a placeholder (Cells)."""
    kind = row.one("kind", cell.word(StaffKind), StaffKind.PERSON)
    if row.text("members") and kind is not StaffKind.SHARED:
        row.wrong("members", "only a mailbox of kind shared has members")
    email, aliases = row.required("email", cell.email, ""), row.many("aliases", cell.email)
    manager, deputy = row.one("line_manager", cell.email, ""), row.one("deputy", cell.email, "")
    for column, other in (("line_manager", manager), ("deputy", deputy)):
        # CONS-4: whoever approves or stands in is somebody else.
        if other and other in {email, *aliases}:
            row.wrong(column, "names this mailbox itself; it is somebody else")
    return StaffMember(
        email=email,
        name=row.required("name", cell.plain, ""),
        kind=kind,
        aliases=aliases,
        members=row.many("members", cell.email),
        team=row.text("team"),
        line_manager=manager,
        deputy=deputy,
        team_manager=row.one("team_manager", cell.email, ""),
        trained_on=row.one("trained_on", cell.day, None),
        away_until=row.one("away_until", cell.day, None),
        left_on=row.one("left_on", cell.day, None),
        phone=row.one("phone", cell.phone, ""),
        roles=tuple(role.value for role in row.many("roles", cell.word(StaffRole))),
        delegates=row.many("delegates", cell.email),
        language=_language(row),
    )


def _language(row: Cells) -> str:
    code = row.text("language")
    if code and code not in available():
        row.wrong("language", f"one of {', '.join(available())}; or empty, for the organisation's")
    return code


def duty_entry(row: Cells) -> DutyTurn:
    """The entry; after a fault of the row a placeholder (Cells)."""
    starts, ends = row.start("starts"), row.end("ends")
    for column in ("starts", "ends"):
        if not row.text(column):
            row.wrong(column, "empty; it must be filled in")
    row.in_order(starts, ends, "ends", "starts")
    return DutyTurn(
        id=row.required("id", cell.identifier, ""),
        staff=row.required("staff", cell.email, ""),
        starts=starts or NO_TIME,
        ends=ends or NO_TIME,
    )
