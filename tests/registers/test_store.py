"""Registers in the database, on each engine: sealed, whole or not at all, with history."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from gateway.model.errors import TemporaryFailure
from gateway.model.parties import PersonId
from gateway.registers.files import on_disk as files
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.files.faults import BadFile
from gateway.registers.files.import_report import Change
from gateway.registers.people.index import SharedPeople, packed
from gateway.registers.store import Registers
from gateway.store.database import Database
from gateway.store.seal import RegisterSeal
from gateway.store.tables import register_generation, register_row
from tests.registers.builders import LONDON, NOON, OWN, cells

PEOPLE, PARTIES, CONSENTS = RegisterKind.PEOPLE, RegisterKind.PARTIES, RegisterKind.CONSENTS
SHIPPED = Path(__file__).parents[2] / "config" / "registers"


def registers_on(database: Database, key: bytes = b"k" * 32) -> Registers:
    return Registers(database, RegisterSeal(key), timezone=LONDON, own_domains=OWN)


@pytest.fixture
def registers(database: Database) -> Registers:
    return registers_on(database)


def applied(registers: Registers, kind: RegisterKind, *rows: dict[str, str], replace: bool = False) -> Change:
    return registers.apply(kind, rows, replace=replace, by="iris@ours.example", at=NOON)


def test_nothing_is_in_a_new_register(registers: Registers) -> None:
    assert registers.generation() == 0
    assert registers.snapshot().people == {}
    assert registers.snapshot().generation == 0


def test_every_change_is_a_generation(registers: Registers) -> None:
    first = applied(registers, PEOPLE, cells(PEOPLE), cells(PEOPLE, id="P-2"))
    second = applied(registers, PEOPLE, cells(PEOPLE, name="Mia"))
    nothing = applied(registers, PEOPLE, cells(PEOPLE, name="Mia"))
    third = applied(registers, PEOPLE, cells(PEOPLE, name="Mia"), replace=True)

    assert (first.added, first.generation) == (("P-1", "P-2"), 1)
    assert (second.changed, second.added, second.generation) == (("P-1",), (), 2)
    assert (nothing.changed, nothing.generation) == ((), 2)
    assert (third.ended, third.generation) == (("P-2",), 3)
    assert registers.generation() == 3


def test_who_changed_since_a_generation(registers: Registers) -> None:
    applied(registers, PEOPLE, cells(PEOPLE), cells(PEOPLE, id="P-2"), cells(PEOPLE, id="P-3"))
    applied(registers, PARTIES, cells(PARTIES))
    applied(registers, PEOPLE, cells(PEOPLE, id="P-2", name="Mia"))
    applied(registers, PEOPLE, cells(PEOPLE), cells(PEOPLE, id="P-2", name="Mia"), replace=True)

    assert [registers.changed_people(since) for since in range(5)] == [
        {"P-1", "P-2", "P-3"},
        {"P-2", "P-3"},
        {"P-2", "P-3"},
        {"P-3"},
        set(),
    ]
    assert registers.people_count() == 2


def test_people_alone_are_those_of_all_registers(registers: Registers) -> None:
    applied(registers, PEOPLE, cells(PEOPLE), cells(PEOPLE, id="P-2", merged_into="P-1"))
    applied(registers, PARTIES, cells(PARTIES))

    alone, whole = registers.people_alone(), registers.directory()

    assert alone.registers.people == whole.registers.people
    assert (alone.moved, alone.registers.generation) == (whole.moved, 2)
    assert alone.registers.parties == {}


def test_an_index_follows_the_store_through_a_merge_and_back(registers: Registers) -> None:
    applied(registers, PEOPLE, cells(PEOPLE, name="Mia Okafor"), cells(PEOPLE, id="P-2", name="Ada Bello"))
    file = packed(registers.people_alone())
    shared = SharedPeople(lambda: file, registers.changed_people)
    found = []
    for name, merged_into in (("Ada Bello", ""), ("Ada Bello", "P-1"), ("Ada Smith", "P-1"), ("Ada Smith", "")):
        applied(registers, PEOPLE, cells(PEOPLE, id="P-2", name=name, merged_into=merged_into))
        people = shared.of(registers.directory())
        hits = people.lookup("Ada Bello; Ada Smith; Mia Okafor")
        found.append([hit.persons for hit in hits if hit.how == "full-name"])

    assert found == [[("P-2",), ("P-1",)], [("P-1",), ("P-1",)], [("P-1",), ("P-1",)], [("P-2",), ("P-1",)]]


def test_a_snapshot_is_kept_until_the_generation_changes(registers: Registers) -> None:
    applied(registers, PEOPLE, cells(PEOPLE))
    before = registers.snapshot()

    assert registers.snapshot() is before
    applied(registers, PEOPLE, cells(PEOPLE, id="P-2"))
    assert list(registers.snapshot().people) == ["P-1", "P-2"]
    assert list(before.people) == ["P-1"]


def test_another_process_sees_additions_changes_and_ends(database: Database, registers: Registers) -> None:
    other = registers_on(database)
    applied(registers, PEOPLE, cells(PEOPLE), cells(PEOPLE, id="P-2"))
    assert list(other.snapshot().people) == ["P-1", "P-2"]

    applied(registers, PEOPLE, cells(PEOPLE, name="Mia"), cells(PEOPLE, id="P-3"), replace=True)
    applied(registers, PEOPLE, cells(PEOPLE, id="P-2", name="Back"))

    seen = other.snapshot()
    assert {one.id: one.name for one in seen.people.values()} == {"P-1": "Mia", "P-2": "Back", "P-3": "Mia Okafor"}
    assert seen == registers_on(database).snapshot()


def test_history_is_kept(database: Database, registers: Registers) -> None:
    applied(registers, PEOPLE, cells(PEOPLE))
    applied(registers, PEOPLE, cells(PEOPLE, name="Mia"))
    applied(registers, PEOPLE, replace=True)

    with database.read() as connection:
        found = connection.execute(
            select(
                register_row.c.from_generation,
                register_row.c.to_generation,
                register_row.c.by_whom,
                register_row.c.at,
            )
        ).all()
    assert sorted(map(tuple, found)) == [(1, 2, "iris@ours.example", NOON), (2, 3, "iris@ours.example", NOON)]
    assert registers.snapshot().people == {}


def test_a_fault_changes_nothing(registers: Registers) -> None:
    with pytest.raises(BadFile, match="row 3, column name: empty; it must be filled in"):
        applied(registers, PEOPLE, cells(PEOPLE), cells(PEOPLE, id="P-2", name=""))

    assert registers.generation() == 0


def test_nothing_stands_in_the_database_in_clear(database: Database, registers: Registers) -> None:
    applied(registers, PEOPLE, cells(PEOPLE, name="Mia Okafor"))

    with database.read() as connection:
        data = connection.scalar(select(register_row.c.data))
    assert data is not None
    assert b"Okafor" not in data


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"data": b"\0" * 40}, id="changed"),
        pytest.param({"id": "P-2"}, id="moved-to-another-id"),
        pytest.param({"kind": "parties"}, id="moved-to-another-register"),
        pytest.param({"from_generation": 2}, id="brought-forward"),
        pytest.param({"kind": "payments"}, id="a-register-nobody-knows"),
    ],
)
def test_a_row_that_is_not_as_sealed_stops_everything(
    database: Database, registers: Registers, change: dict[str, str | int | bytes]
) -> None:
    applied(registers, PEOPLE, cells(PEOPLE))
    with database.write() as connection:
        connection.execute(update(register_row).values(**change))

    with pytest.raises(TemporaryFailure, match="registers: "):
        registers_on(database).snapshot()


def test_another_key_reads_nothing(database: Database, registers: Registers) -> None:
    applied(registers, PEOPLE, cells(PEOPLE))

    with pytest.raises(TemporaryFailure, match="not as it was sealed"):
        registers_on(database, b"x" * 32).snapshot()


def test_rows_of_laxer_days_stop_everything_until_they_are_imported_right(
    database: Database, registers: Registers
) -> None:
    applied(registers, PEOPLE, cells(PEOPLE))
    seal = RegisterSeal(b"k" * 32)
    with database.write() as connection:
        data = seal.seal(b'{"id":"P-1","name":"Mia","upn":"1"}', "people/P-1/1")
        connection.execute(update(register_row).values(data=data))
    later = registers_on(database)

    with pytest.raises(TemporaryFailure, match=r"1 rows no longer pass their checks \(people\)"):
        later.snapshot()
    assert later.export_rows(PEOPLE)[0].named(PEOPLE)["upn"] == "1"

    applied(later, PEOPLE, cells(PEOPLE, upn=""))
    assert later.snapshot().people[PersonId("P-1")].upn == ""


def test_a_database_that_cannot_be_asked_is_a_temporary_failure(tmp_path: Path) -> None:
    nowhere = Database(f"postgresql://gateway@/gateway?host={tmp_path}")

    with pytest.raises(TemporaryFailure):
        registers_on(nowhere).snapshot()
    nowhere.close()


def test_a_database_restored_from_a_backup_is_read_anew(database: Database, registers: Registers) -> None:
    applied(registers, PEOPLE, cells(PEOPLE))
    applied(registers, PEOPLE, cells(PEOPLE, id="P-2"))
    assert len(registers.snapshot().people) == 2
    with database.write() as connection:
        connection.execute(delete(register_row).where(register_row.c.from_generation == 2))
        connection.execute(update(register_generation).values(generation=1))

    assert list(registers.snapshot().people) == ["P-1"]


def test_two_imports_at_once_both_count(database: Database) -> None:
    failed: list[Exception] = []

    def add(number: int) -> None:
        try:
            applied(registers_on(database), PEOPLE, cells(PEOPLE, id=f"P-{number}"))
        except TemporaryFailure as error:
            failed.append(error)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    registers = registers_on(database)
    assert len(registers.snapshot().people) + len(failed) == 4
    assert registers.generation() == len(registers.snapshot().people) >= 1


def test_a_dry_run_tells_and_does_nothing(tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,name\nP-1,Mia\n")
    applied(registers, PEOPLE, cells(PEOPLE, id="P-2"))

    report = registers.import_file(PEOPLE, path, dry_run=True, replace=True, by="iris@ours.example", at=NOON)

    assert (report.added, report.ended, report.generation) == (("P-1",), ("P-2",), None)
    assert registers.generation() == 1


def test_a_file_that_cannot_be_read_is_told_not_raised(tmp_path: Path, registers: Registers) -> None:
    report = registers.import_file(
        PEOPLE, tmp_path / "people.csv", dry_run=False, replace=False, by="iris@ours.example", at=NOON
    )

    assert [str(fault) for fault in report.faults] == ["cannot be read: No such file or directory"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_shipped_registers_come_out_as_they_went_in(database: Database, tmp_path: Path, suffix: str) -> None:
    registers = Registers(database, RegisterSeal(b"k" * 32), timezone=LONDON, own_domains={"family-support.example"})
    for kind in RegisterKind:
        report = registers.import_file(
            kind, SHIPPED / f"{kind}.csv", dry_run=False, replace=False, by="iris@ours.example", at=NOON
        )
        assert report.faults == ()
        assert report.added
    generation = registers.generation()

    for kind in RegisterKind:
        path, again = tmp_path / f"{kind}{suffix}", tmp_path / f"again{suffix}"
        files.write(kind, path, registers.export_rows(kind))
        report = registers.import_file(kind, path, dry_run=False, replace=True, by="iris@ours.example", at=NOON)
        assert (report.faults, report.added, report.changed, report.ended) == ((), (), (), ())
        files.write(kind, again, registers.export_rows(kind))
        assert again.read_bytes() == path.read_bytes()
    assert registers.generation() == generation


@pytest.mark.parametrize("kind", RegisterKind)
def test_the_shipped_files_have_every_column(kind: RegisterKind) -> None:
    assert files.read(kind, SHIPPED / f"{kind}.csv").columns == COLUMNS[kind]


def test_what_is_due(registers: Registers) -> None:
    applied(registers, PARTIES, cells(PARTIES))
    applied(registers, PEOPLE, cells(PEOPLE))
    applied(registers, CONSENTS, cells(CONSENTS, expires_on="2026-11-20"))

    found = registers.due(datetime(2026, 11, 10, tzinfo=UTC), 10)
    assert [(each.kind, each.id, each.column, str(each.on)) for each in found] == [
        ("consents", "C-1", "expires_on", "2026-11-20")
    ]
    assert registers.due(datetime(2026, 11, 10, tzinfo=UTC) - timedelta(days=1), 10) == ()
