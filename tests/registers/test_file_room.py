"""Register files read in a child: what comes back, what is refused, and what is not believed."""

import json
from collections.abc import Iterator

import pytest

from gateway.registers.files import file_task
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.files.faults import BadFile
from gateway.registers.files.file_room import FileRoom, opened_header, opened_table
from redaction.isolate import RoomLimits

PEOPLE = RegisterKind.PEOPLE


@pytest.fixture(scope="module")
def room() -> Iterator[FileRoom]:
    made = FileRoom(RoomLimits(seconds=20))
    yield made
    made.close()


def test_a_file_is_read_in_a_child(room: FileRoom) -> None:
    content = "Ref,Name,Höhe\nP-1,Zoë,3\n".encode()
    assert room.header(PEOPLE, "a.csv", content) == ("Ref", "Name", "Höhe")
    table = room.table(PEOPLE, "a.csv", content, {"ref": "id", "höhe": ""})
    assert [(row.number, row.cells) for row in table.rows] == [(2, {"id": "P-1", "name": "Zoë"})]


def test_faults_come_back_with_row_and_column(room: FileRoom) -> None:
    with pytest.raises(BadFile) as bad:
        room.table(PEOPLE, "a.csv", b"id,nonsense\nP-1,x\n", {})
    assert "column 2" in str(bad.value) or "nonsense" in str(bad.value)


def test_what_takes_too_long_is_refused() -> None:
    room = FileRoom(RoomLimits(seconds=0.001))
    try:
        with pytest.raises(BadFile, match="too long"):
            room.table(PEOPLE, "a.csv", b"id,name\n" + b"P-1,x\n" * 200_000, {})
    finally:
        room.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"\xff",
        b"{}",
        json.dumps({"columns": ["id"], "rows": "P-1"}).encode(),
        json.dumps({"columns": ["id", "not-ours"], "rows": []}).encode(),
        json.dumps({"columns": ["id"], "rows": [["2", "P-1"]]}).encode(),
        json.dumps({"columns": ["id"], "rows": [[2, "P-1", "more"]]}).encode(),
        json.dumps({"columns": ["id"], "rows": [[2, "x" * 10_001]]}).encode(),
        json.dumps({"columns": ["id"], "rows": [[2, None]]}).encode(),
        json.dumps({"faults": []}).encode(),
        json.dumps({"faults": [[1, "id"]]}).encode(),
    ],
)
def test_an_answer_that_follows_no_schema_is_not_believed(answer: bytes) -> None:
    with pytest.raises(BadFile):
        opened_table(PEOPLE, answer)
    with pytest.raises(BadFile):
        opened_header(PEOPLE, answer)


def test_the_child_answers_by_the_schema() -> None:
    head = json.dumps({"kind": "people", "name": "a.csv", "chosen": {}}).encode()
    answer = file_task.run(head + b"\n" + ",".join(COLUMNS[PEOPLE]).encode() + b"\n")
    assert opened_table(PEOPLE, answer).columns == COLUMNS[PEOPLE]
