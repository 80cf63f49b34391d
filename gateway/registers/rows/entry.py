"""A row's cells → the entry of the model that they say.

What is kept of a row is its cells as they were written; the entry is made from them whenever it is needed. So a bare
date goes out as the bare date that came in, although it stands for an instant.
"""

from collections.abc import Callable, Mapping
from typing import Final
from zoneinfo import ZoneInfo

from gateway.model.modes import ModeEntry
from gateway.model.parties import (
    Agreement,
    Approval,
    Consent,
    DataSubject,
    DutyTurn,
    Ground,
    Party,
    RememberedPurpose,
    Request,
    Restriction,
    StaffMember,
)
from gateway.registers.files.cells import Cells
from gateway.registers.files.columns import RegisterKind
from gateway.registers.remembered_rows import remembered_entry
from gateway.registers.rows.mode_rows import mode_entry
from gateway.registers.rows.party_rows import agreement_entry, approval_entry, ground_entry, party_entry
from gateway.registers.rows.person_rows import consent_entry, person_entry, request_entry, restriction_entry
from gateway.registers.rows.staff_rows import duty_entry, staff_entry

Entry = (
    DataSubject
    | Party
    | Agreement
    | Consent
    | Restriction
    | StaffMember
    | Ground
    | Approval
    | Request
    | ModeEntry
    | DutyTurn
    | RememberedPurpose
)


def entry(kind: RegisterKind, cells: Mapping[str, str], zone: ZoneInfo) -> Entry | tuple[tuple[str, str], ...]:
    """The entry that a row's cells say, or everything wrong with them as (column, what).

    *zone* says when a bare date begins and ends.
    """
    reader = Cells(cells, zone)
    built = _BUILDERS[kind](reader)
    return tuple(reader.faults) or built


_BUILDERS: Final[Mapping[RegisterKind, Callable[[Cells], Entry]]] = {
    RegisterKind.STAFF: staff_entry,
    RegisterKind.GROUNDS: ground_entry,
    RegisterKind.PEOPLE: person_entry,
    RegisterKind.PARTIES: party_entry,
    RegisterKind.AGREEMENTS: agreement_entry,
    RegisterKind.CONSENTS: consent_entry,
    RegisterKind.RESTRICTIONS: restriction_entry,
    RegisterKind.APPROVALS: approval_entry,
    RegisterKind.REQUESTS: request_entry,
    RegisterKind.MODES: mode_entry,
    RegisterKind.DUTY: duty_entry,
    RegisterKind.REMEMBERED: remembered_entry,
}
