"""What an import would add, change, leave and end."""

from gateway.registers.files.columns import RegisterKind
from tests.registers.builders import cells, planned, row, told

PEOPLE, STAFF = RegisterKind.PEOPLE, RegisterKind.STAFF
HELD = (row(PEOPLE, worker="ana@ours.example"), row(PEOPLE, id="P-2"), row(PEOPLE, id="P-3"))


def test_rows_are_added_changed_and_left() -> None:
    found = planned(
        PEOPLE, cells(PEOPLE, id="P-4"), cells(PEOPLE, id="P-2", name="New"), cells(PEOPLE, id="P-3"), held=HELD
    )

    assert [each.id for each in found.added] == ["P-4"]
    assert [each.id for each in found.changed] == ["P-2"]
    assert found.unchanged == ("P-3",)
    assert found.ended == ()


def test_absent_rows_end_only_when_the_file_replaces() -> None:
    assert planned(PEOPLE, cells(PEOPLE), held=HELD, replace=True).ended == ("P-2", "P-3")
    assert planned(PEOPLE, held=HELD, replace=True).ended == ("P-1", "P-2", "P-3")
    assert planned(PEOPLE, held=HELD).ended == ()


def test_a_column_left_out_keeps_what_the_register_holds_and_an_empty_cell_empties_it() -> None:
    kept = planned(PEOPLE, {"id": "P-1", "name": "Mia"}, held=HELD)
    emptied = planned(PEOPLE, {"id": "P-1", "worker": ""}, held=HELD)

    assert kept.changed[0].named(PEOPLE) == HELD[0].named(PEOPLE) | {"name": "Mia"}
    assert emptied.changed[0].named(PEOPLE) == HELD[0].named(PEOPLE) | {"worker": ""}


def test_a_new_row_cannot_do_without_what_the_file_leaves_out() -> None:
    assert told(planned(PEOPLE, {"id": "P-9", "worker": ""}, held=HELD)) == [
        "row 2, column name: empty; it must be filled in"
    ]


def test_staff_are_one_entry_whatever_the_case_of_their_address() -> None:
    found = planned(STAFF, cells(STAFF, email="ANA@ours.example", name="Ana S"), held=(row(STAFF),))

    assert [each.id for each in found.changed] == ["ana@ours.example"]
    assert found.changed[0].named(STAFF)["email"] == "ANA@ours.example"  # as written, for the next export


def test_an_empty_id_is_a_fault() -> None:
    assert told(planned(PEOPLE, cells(PEOPLE, id=""), cells(PEOPLE, id=""))) == [
        "row 2, column id: empty; it must be filled in",
        "row 3, column id: empty; it must be filled in",
    ]
