"""Register rows to start from: each in order, so that a test names only what it changes."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.model.parties import RegisterSnapshot
from gateway.registers.files.columns import COLUMNS, RegisterKind, Row
from gateway.registers.files.plan import Onto, Plan, plan
from gateway.registers.files.table import Table, TableRow
from gateway.registers.rows.entry import Entry, entry
from gateway.registers.snapshot import snapshot

LONDON: Final = ZoneInfo("Europe/London")
OWN: Final = frozenset({"ours.example"})
NOON: Final = datetime(2026, 11, 2, 12, tzinfo=UTC)

IN_ORDER: Final[dict[RegisterKind, dict[str, str]]] = {
    RegisterKind.STAFF: {"email": "ana@ours.example", "name": "Ana Sharma"},
    RegisterKind.GROUNDS: {
        "id": "G-1", "title": "Child in need", "law": "Children Act 1989 s.17", "effect": "power",
        "statutory": "yes", "approval": "yes", "active": "yes",
    },
    RegisterKind.PEOPLE: {"id": "P-1", "name": "Mia Okafor"},
    RegisterKind.PARTIES: {"id": "COUNCIL", "name": "Council", "type": "partner", "domains": "council.example"},
    RegisterKind.AGREEMENTS: {
        "id": "A-1", "party": "COUNCIL", "purposes": "early-help", "kinds": "*", "highest": "confidential",
        "basis": "consent", "identifiable": "yes", "starts": "2026-01-01",
    },
    RegisterKind.CONSENTS: {
        "id": "C-1", "person": "P-1", "given_by": "P-1", "capacity": "self", "party": "COUNCIL",
        "purposes": "early-help", "kinds": "*", "given_on": "2026-01-01", "explicit": "yes",
    },
    RegisterKind.RESTRICTIONS: {"id": "R-1", "person": "P-1", "about": "the referral"},
    RegisterKind.APPROVALS: {
        "id": "AP-1", "person": "P-1", "party": "COUNCIL", "purpose": "early-help", "ground": "G-1",
        "approved_by": "mo@ours.example", "approved_on": "2026-01-01", "justification": "risk of harm",
    },
    RegisterKind.REQUESTS: {"id": "S-1", "type": "sar", "requester": "Mia Okafor", "person": "P-1",
                            "opened": "2026-01-01"},
    RegisterKind.MODES: {
        "id": "M-1", "mode": "observe", "team": "*", "clause": "CONS-1", "starts": "2026-11-01", "ends": "2027-01-31",
        "signed_by": "ana@ours.example", "reason": "the register of consents is half filled",
    },
    RegisterKind.DUTY: {"id": "D-1", "staff": "mo@ours.example", "starts": "2026-01-01T17:00+00:00",
                        "ends": "2026-01-02T09:00+00:00"},
    RegisterKind.REMEMBERED: {
        "id": "RM-1", "person": "P-1", "party": "COUNCIL", "purpose": "early-help", "worker": "ana@ours.example",
        "remembered_on": "2026-11-01T09:00+00:00", "until": "2027-01-30", "case": "GW-00000001",
        "rests_on": "C-1 given|R-1",
    },
}  # fmt: skip


def cells(kind: RegisterKind, /, **changed: str) -> dict[str, str]:
    """A row in order, with some cells changed; `from_` stands for the column `from`."""
    return IN_ORDER[kind] | {column.rstrip("_"): cell for column, cell in changed.items()}


def built(kind: RegisterKind, /, **changed: str) -> Entry:
    """The entry that such a row says."""
    found = entry(kind, cells(kind, **changed), LONDON)
    assert not isinstance(found, tuple), found
    return found


def faults(kind: RegisterKind, /, **changed: str) -> list[str]:
    """What is wrong with such a row, as `column: what`."""
    found = entry(kind, cells(kind, **changed), LONDON)
    return [f"{column}: {what}" for column, what in found] if isinstance(found, tuple) else []


def row(kind: RegisterKind, /, **changed: str) -> Row:
    """Such a row as it is stored."""
    named = cells(kind, **changed)
    return Row(id=named[COLUMNS[kind][0]], cells=tuple(named.get(column, "") for column in COLUMNS[kind]))


def registers(*entries: Entry) -> RegisterSnapshot:
    """A snapshot of these entries."""
    return snapshot(1, entries)


def planned(
    kind: RegisterKind,
    *lines: dict[str, str],
    held: tuple[Row, ...] = (),
    beside: tuple[Entry, ...] = (),
    replace: bool = False,
) -> Plan:
    """A file of *lines* laid over a register that holds *held*, with *beside* in the other registers."""
    table = Table(
        columns=COLUMNS[kind],
        rows=tuple(TableRow(number=number, cells=line) for number, line in enumerate(lines, start=2)),
    )
    old = [entry(kind, each.named(kind), LONDON) for each in held]
    entries = [each for each in old if not isinstance(each, tuple)]
    assert len(entries) == len(held)
    onto = Onto(
        rows={each.id: each for each in held},
        registers=snapshot(1, [*beside, *entries]),
        zone=LONDON,
        own_domains=OWN,
    )
    return plan(kind, table, onto, replace=replace)


def told(found: Plan) -> list[str]:
    """The faults as text."""
    return [str(fault) for fault in found.faults]
