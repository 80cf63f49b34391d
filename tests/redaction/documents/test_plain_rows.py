"""Rows of plain cells are read from what libxml2 writes of them, all others node by node: both say the same."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redaction import Cut, Plan, StillThere, read, redact
from redaction.media_types import media_type
from tests.redaction.documents.builders import strings, xlsx

WORDS = st.sampled_from(
    ["Grace Okafor", "open", "a &amp; b", "&lt;b&gt;", "Tel", "NHS number", " x ", "7700900123", "ΣΑΣ", "é"]
)
VALUES = st.one_of(
    st.tuples(st.just("s"), st.sampled_from(["0", "1", "9"])),
    st.tuples(st.sampled_from(["", "n"]), st.sampled_from(["7700900123", "1.5", "999.0", "9.99E9", "41000", "x"])),
    st.tuples(st.just("str"), WORDS),
    st.tuples(st.sampled_from(["b", "e", "d"]), st.sampled_from(["1", "#N/A", "2014-05-03"])),
    st.tuples(st.just("inlineStr"), WORDS),
)
ROWS = st.lists(st.lists(VALUES, min_size=1, max_size=4), min_size=1, max_size=4)


def sheet(rows: list[list[tuple[str, str]]], between: str) -> bytes:
    """A workbook of such rows, *between* in each of them after its first cell."""
    written = ""
    for number, row in enumerate(rows, 1):
        cells = []
        for column, (kind, value) in enumerate(row):
            inner = f"<is><t>{value}</t></is>" if kind == "inlineStr" else f"<v>{value}</v>"
            said = f' t="{kind}"' if kind else ""
            cells.append(f'<c r="{"ABCD"[column]}{number}"{said}>{inner}</c>')
        written += f'<row r="{number}">{cells[0]}{between}{"".join(cells[1:])}</row>'
    return xlsx(written, {"xl/sharedStrings.xml": strings("<t>Grace Okafor</t>", "<t>Phone</t>")})


def said(data: bytes) -> list[str]:
    """The texts of the workbook."""
    return [unit.text for unit in read(data, media_type(data)).units]


def cut(data: bytes) -> bytes:
    """The sheet with every word of a name and every long number gone, or that it is held, for one is found again."""
    units = read(data, media_type(data)).units
    found = [
        Cut(unit=unit.id, start=at, end=at + len(value), replacement="[Person 1]")
        for unit in units
        for value in ("Grace Okafor", "7700900123", "b")
        if (at := unit.text.find(value)) >= 0 and unit.place == "worksheet"
    ]
    try:
        result = redact(data, media_type(data), Plan(cuts=tuple(sorted(found, key=lambda one: one.start))))
    except StillThere:
        return b"held"
    with zipfile.ZipFile(io.BytesIO(result.data)) as package:
        return package.read("xl/worksheets/sheet1.xml") if "xl/worksheets/sheet1.xml" in package.namelist() else b""


@settings(max_examples=25, deadline=None)
@given(rows=ROWS)
def test_a_plain_row_says_and_keeps_what_any_other_does(rows: list[list[tuple[str, str]]]) -> None:
    # A line end between two cells is nobody's text, and no plain row.
    plain, other = sheet(rows, ""), sheet(rows, "\n")
    assert said(plain) == said(other)
    assert cut(plain) == cut(other).replace(b"</c>\n", b"</c>").replace(b"\n</row>", b"</row>")


@pytest.mark.parametrize(
    "row",
    [
        pytest.param('<row r="1"><c r="A1" hint="Grace Okafor"><v>1</v></c></row>', id="an attribute of a cell"),
        pytest.param('<row r="1"><c r="A1"><v hint="Grace Okafor">1</v></c></row>', id="an attribute of a value"),
        pytest.param('<row r="1" hint="Grace Okafor"><c r="A1"><v>1</v></c></row>', id="an attribute of the row"),
        pytest.param('<row r="1"><c r="A1"><v>1</v></c>Grace Okafor</row>', id="between cells"),
        pytest.param('<row r="1"><c r="A1"><v>1</v><!--Grace Okafor--></c></row>', id="a comment"),
        pytest.param('<row r="1"><c r="A1"><v>1<?Grace Okafor?></v></c></row>', id="an instruction"),
        pytest.param('<row r="1"><c r="A1"><f>"Grace Okafor"</f><v>1</v></c></row>', id="a formula"),
        pytest.param('<row r="1"><c r="A1"><v><![CDATA[Grace Okafor]]></v></c></row>', id="marked text"),
        pytest.param('<row r="1"><c r="A1"><is><t>Grace</t></is><is><t> Okafor</t></is></c></row>', id="two texts"),
    ],
)
def test_what_is_no_plain_row_is_read_all_the_same(row: str) -> None:
    assert any("Grace Okafor" in text or "Okafor" in text for text in said(xlsx(row)))
