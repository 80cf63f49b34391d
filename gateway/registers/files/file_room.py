"""Register files that come from a browser are read in a child process, as mail is (an edge)."""

import json
from collections.abc import Iterator
from typing import Final, NoReturn

from gateway.model.errors import TemporaryFailure
from gateway.registers.files import limits
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.files.faults import BadFile, Fault
from gateway.registers.files.table import Chosen, Table, TableRow
from redaction.isolate import Room, RoomError, RoomLimits, RoomRefused, RoomUnavailable

_TASKS: Final = {"table": "gateway.registers.files.file_task:run"}
_MOST_FAULTS: Final = 10_000
_TOO_MUCH: Final = "takes too long to read, or too much memory; import it in parts"
_DAMAGED: Final = "cannot be read; save it again as XLSX or as “CSV UTF-8”"


class FileRoom:
    """Reads one file at a time, each in a child of its own; safe from any thread. The first use starts the server."""

    def __init__(self, room: RoomLimits) -> None:
        self._room = Room(_TASKS, room)

    def header(self, kind: RegisterKind, name: str, untrusted_content: bytes) -> tuple[str, ...]:
        """What the columns of a file are called, as it has them.

        Raises:
            BadFile: it cannot be read as a table at all.
            TemporaryFailure: no child can be started now.
        """
        return opened_header(kind, self._asked(kind, name, None, untrusted_content))

    def table(self, kind: RegisterKind, name: str, untrusted_content: bytes, chosen: Chosen) -> Table:
        """Its rows, with the columns as they were chosen.

        Raises:
            BadFile: every fault that shows before the cells' values are looked at.
            TemporaryFailure: no child can be started now.
        """
        return opened_table(kind, self._asked(kind, name, chosen, untrusted_content))

    def close(self) -> None:
        """End the server and its children."""
        self._room.close()

    def _asked(self, kind: RegisterKind, name: str, chosen: Chosen | None, content: bytes) -> bytes:
        head = {"kind": kind.value, "name": name, "chosen": None if chosen is None else dict(chosen)}
        try:
            return self._room.run("table", json.dumps(head).encode("ascii") + b"\n" + content)
        except RoomUnavailable as error:
            raise TemporaryFailure("the reading room cannot be used now; see `gateway check`") from error
        except RoomRefused as refused:
            too_much = refused.class_name == "MemoryError"
            raise BadFile((Fault(what=_TOO_MUCH if too_much else _DAMAGED),)) from refused
        except RoomError as error:
            raise BadFile((Fault(what=_TOO_MUCH),)) from error


def opened_header(kind: RegisterKind, untrusted_answer: bytes) -> tuple[str, ...]:
    """The header out of an answer.

    Raises:
        BadFile: the faults that it tells, or it follows no schema.
    """
    return tuple(_texts(_opened(kind, untrusted_answer).get("header")))


def opened_table(kind: RegisterKind, untrusted_answer: bytes) -> Table:
    """The rows out of an answer.

    Raises:
        BadFile: the faults that it tells, or it follows no schema.
    """
    answer = _opened(kind, untrusted_answer)
    columns, rows = tuple(_texts(answer.get("columns"))), answer.get("rows")
    if not set(columns) <= set(COLUMNS[kind]) or not isinstance(rows, list) or len(rows) > limits.ROWS:
        _not_ours()
    return Table(columns=columns, rows=tuple(_row(columns, row) for row in rows))


def _opened(kind: RegisterKind, untrusted_answer: bytes) -> dict[str, object]:
    try:
        answer = json.loads(untrusted_answer)
    except ValueError:
        _not_ours()
    if not isinstance(answer, dict):
        _not_ours()
    if "faults" in answer:
        raise BadFile(tuple(_faults(kind, answer["faults"])))
    return answer


def _not_ours() -> NoReturn:
    """The child was taken over, or its reader is wrong: nothing that it says is taken.

    Raises:
        BadFile: always.
    """
    raise BadFile((Fault(what=_DAMAGED),))


def _texts(untrusted: object) -> Iterator[str]:
    if not isinstance(untrusted, list) or not all(isinstance(one, str) for one in untrusted):
        _not_ours()
    yield from untrusted


def _row(columns: tuple[str, ...], untrusted: object) -> TableRow:
    if not isinstance(untrusted, list) or len(untrusted) != len(columns) + 1:
        _not_ours()
    number, *cells = untrusted
    if not isinstance(number, int) or not all(
        isinstance(cell, str) and len(cell) <= limits.CELL_CHARACTERS for cell in cells
    ):
        _not_ours()
    return TableRow(number=number, cells=dict(zip(columns, cells, strict=True)))


def _faults(kind: RegisterKind, untrusted: object) -> Iterator[Fault]:
    if not isinstance(untrusted, list) or not untrusted:
        _not_ours()
    for one in untrusted[:_MOST_FAULTS]:
        if not isinstance(one, list) or [type(each) for each in one] != [int, str, str]:
            _not_ours()
        row, column, what = one
        yield Fault(row=row, column=column if column in COLUMNS[kind] else "", what=what)
