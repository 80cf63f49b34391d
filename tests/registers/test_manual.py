"""docs/registers.md and the code say the same columns, and the manual's examples pass."""

import re
from pathlib import Path

import pytest

from gateway.registers.files import limits
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.rows.entry import entry
from tests.registers.builders import LONDON

MANUAL = (Path(__file__).parents[2] / "docs" / "registers.md").read_text(encoding="utf-8")
LINE = re.compile(r"^\| `(\w+)` \| (.*?) \| ?(?:`(.*)` )?\|$", re.MULTILINE)


def section(kind: RegisterKind) -> list[tuple[str, str, str]]:
    """The lines of one register's table: column, meaning, example."""
    text = re.split(rf"^## {kind}$", MANUAL, flags=re.MULTILINE)[1].split("\n## ")[0]
    return LINE.findall(text)


@pytest.mark.parametrize("kind", RegisterKind)
def test_every_column_is_described_in_order(kind: RegisterKind) -> None:
    assert tuple(column for column, _, _ in section(kind)) == COLUMNS[kind]


@pytest.mark.parametrize("kind", RegisterKind)
def test_the_example_row_has_no_fault(kind: RegisterKind) -> None:
    cells = {column: example.replace("\\|", "|") for column, _, example in section(kind)}

    assert not isinstance(entry(kind, cells, LONDON), tuple)


@pytest.mark.parametrize("kind", RegisterKind)
def test_what_is_needed_is_said(kind: RegisterKind) -> None:
    # A row of nothing has a fault for every column that must be filled in; some say so only in their own way.
    empty = entry(kind, {}, LONDON)
    assert isinstance(empty, tuple)
    faulty = {column for column, what in empty if what.startswith("empty")}

    assert {column for column, meaning, _ in section(kind) if re.search(r"needed(?! for)\b", meaning)} - {
        "given_on"
    } == faulty


def test_the_order_of_import_is_that_of_the_code() -> None:
    assert ", ".join(RegisterKind) in " ".join(MANUAL.split())


def test_the_limits_are_those_of_the_code() -> None:
    said = f"Up to {limits.FILE_BYTES // 2**20} MiB, a million rows, and {limits.CELL_CHARACTERS:,} characters"

    assert said in MANUAL
    assert limits.ROWS == 1_000_000
