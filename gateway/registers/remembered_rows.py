"""A row of the register of remembered purposes → its entry."""

import re
from typing import Final

from gateway.model.parties import ALL, PartyId, PersonId, RememberedPurpose
from gateway.model.remembered import LONGEST
from gateway.registers.files import cells as cell
from gateway.registers.files.cells import NO_TIME, Cells
from gateway.registers.files.faults import BadCell

_STANDING: Final = re.compile(r"[^\s|]+( (given|refused|withdrawn|expired|not-yet))?")


def remembered_entry(row: Cells) -> RememberedPurpose:
    """The entry; after a fault of the row a placeholder (Cells)."""
    since, until = row.start("remembered_on"), row.required("until", cell.day, NO_TIME.date())
    if not row.text("remembered_on"):
        row.wrong("remembered_on", "empty; what is remembered counts from when it was said")
    ends = row.end("until")
    row.in_order(since, ends, "until", "remembered_on")
    if since is not None and ends is not None and ends > since + LONGEST + cell.ONE_DAY:
        row.wrong("until", f"more than {LONGEST.days} days after remembered_on; the sender is asked again then")
    purpose = row.required("purpose", cell.purpose, "")
    if purpose == ALL:
        row.wrong("purpose", "one purpose, as the sender said it; not all of them")
    return RememberedPurpose(
        id=row.required("id", cell.identifier, ""),
        person=PersonId(row.required("person", cell.identifier, "")),
        party=PartyId(row.required("party", cell.identifier, "")),
        purpose=purpose,
        worker=row.required("worker", cell.email, ""),
        remembered_at=since or NO_TIME,
        until=until,
        case=row.required("case", cell.identifier, ""),
        rests_on=frozenset(row.many("rests_on", _standing)),
    )


def _standing(written: str) -> str:
    if not _STANDING.fullmatch(written):
        raise BadCell("neither the reference of a consent with how it stood, nor that of a restriction")
    return written
