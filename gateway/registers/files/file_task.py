"""The task that reads a register file in a child with nothing to lose: bytes in, JSON out."""

import json

from gateway.registers.files import on_disk as files
from gateway.registers.files.columns import COLUMNS, RegisterKind, Row
from gateway.registers.files.faults import BadFile


def run(payload: bytes) -> bytes:
    """A request (file_room.py) to the file's header, its rows, or what is wrong with it."""
    head, _, content = payload.partition(b"\n")
    asked = json.loads(head)
    kind, name = RegisterKind(asked["kind"]), str(asked["name"])
    try:
        if asked["chosen"] is None:
            return _json({"header": files.header(kind, name, content)})
        table = files.parse(kind, name, content, asked["chosen"])
    except BadFile as bad:
        return _json({"faults": [[one.row, one.column, one.what] for one in bad.faults]})
    rows = [[one.number, *(one.cells[name] for name in table.columns)] for one in table.rows]
    return _json({"columns": table.columns, "rows": rows})


def _json(answer: dict[str, object]) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode()


# What is loaded when it is first used must be so before the child is confined: there it opens no file any more.
_KIND = RegisterKind.DUTY
for _name in ("a.csv", "a.xlsx"):
    files.parse(_KIND, _name, files.as_bytes(_KIND, _name, [Row(id="D-1", cells=("",) * len(COLUMNS[_KIND]))]))
