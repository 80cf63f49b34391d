"""Cuts in calendars, cards and tables: what goes, what stays byte for byte, and that other readers open it."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.message import Place, TextCut
from gateway.read.mime import read
from gateway.treat.task import treated
from tests.read.builders import LIMITS, multipart, part

ANA = re.compile("Ana Silva")
CALENDAR = "BEGIN:VCALENDAR\r\nUID:00000000000000000000\r\n{}\r\nX-OTHER:as  it;was\\n,  \r\nEND:VCALENDAR\r\n"


def cut(body: str, media_type: str, replacement: str = "[Child A]") -> str:
    """What the part reads after every place where the name stands was cut."""
    fields = ("Content-Transfer-Encoding: 8bit", f"Content-Type: {media_type}; charset=utf-8")
    raw = multipart("b", part("x"), part(body, *fields))
    cuts = tuple(
        TextCut(unit=unit.id, start=match.start(), end=match.end(), replacement=replacement)
        for unit in read(raw, LIMITS).units
        for match in ANA.finditer(unit.text)
    )
    assert cuts
    result = treated(raw, cuts, LIMITS)
    return result.decode().partition("charset=utf-8\r\n\r\n")[2].removesuffix("\r\n--b--\r\n")


@pytest.mark.parametrize(
    ("line", "new"),
    [
        pytest.param("SUMMARY:x Ana Silva\\, y", "SUMMARY:x [Child A]\\, y", id="text"),
        pytest.param("SUMMARY:x An\r\n a Silva y", "SUMMARY:x [Child A] y", id="over-a-fold"),
        pytest.param('A;CN="Ana Silva";X=1:y', 'A;CN="[Child A]";X=1:y', id="parameter"),
        pytest.param("A;CN=Ana Silva:y", 'A;CN="[Child A]":y', id="parameter-gets-quotes"),
        pytest.param("URL:https://x.example/Ana%20Silva?a=b", "URL:https://x.example/%5BChild%20A%5D?a=b", id="uri"),
        pytest.param("CATEGORIES:Ana Silva,Ben", "CATEGORIES:[Child A],Ben", id="one-of-a-list"),
        pytest.param(
            'X-ALT-DESC;FMTTYPE=text/html:<p title="x">Ana <b>Silva</b>\\, y</p>',
            'X-ALT-DESC;FMTTYPE=text/html:<!DOCTYPE html>\\n<html><body><p title="x">[C\r\n'
            " hild A]<b></b>\\, y</p></body></html>",
            id="page",
        ),
    ],
)
def test_nothing_but_the_value_changes(line: str, new: str) -> None:
    assert cut(CALENDAR.format(line), "text/calendar") == CALENDAR.format(new)


def test_a_long_value_is_folded_without_cutting_a_character() -> None:
    lines = cut(CALENDAR.format("SUMMARY:Ana Silva " + "é" * 100), "text/calendar").split("\r\n")

    assert all(len(line.encode()) <= 75 for line in lines)
    assert "é" * 100 in "".join(lines).replace(" é", "é")


@pytest.mark.parametrize(
    ("body", "new"),
    [
        pytest.param('a,Ana Silva,"b ""c"""\r\n', 'a,[Child A],"b ""c"""\r\n', id="cell"),
        pytest.param('"Ana Silva",  b\r\n', '"[Child A]",  b\r\n', id="quotes-stay"),
        pytest.param(
            "Surname;First name;x\r\nSilva;Ana;y\r\n", "Surname;First name;x\r\n;[Child A];y\r\n", id="two-cells"
        ),
        pytest.param("a,=1+2\r\nAna Silva,b\r\n", "a,=1+2\r\n[Child A],b\r\n", id="formulas-that-were-there-stay"),
    ],
)  # fmt: skip
def test_nothing_but_the_cell_changes(body: str, new: str) -> None:
    assert cut(body, "text/csv") == new


@pytest.mark.parametrize(
    ("replacement", "cell"),
    [("", "'=1+2"), ("@x", "'@x=1+2"), ("a,b", '"a,b=1+2"')],
    ids=["what-is-left", "what-is-put-there", "a-delimiter"],
)
def test_a_cut_makes_no_formula(replacement: str, cell: str) -> None:
    assert cut("Ana Silva=1+2,b\r\n", "text/csv", replacement) == f"{cell},b\r\n"


WORDS = st.text(st.sampled_from('abc ",;\té'), max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4), st.sampled_from(["", "base64", "quoted-printable"]))
def test_another_reader_finds_every_other_cell_as_it_was(rows: list[tuple[str, str]], encoding: str) -> None:
    table = [["name", "note"], *([f"Ana Silva {first}", second] for first, second in rows)]
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(table)

    raw = multipart(
        "b", part("x"), part(written.getvalue(), "Content-Type: text/csv; charset=utf-8", encoding=encoding)
    )
    cuts = tuple(
        TextCut(unit=unit.id, start=match.start(), end=match.end(), replacement="[Child A]")
        for unit in read(raw, LIMITS).units
        if unit.place is not Place.CODED
        for match in ANA.finditer(unit.text)
    )
    after = read(treated(raw, cuts, LIMITS), LIMITS).units
    (unit,) = [unit for unit in after if unit.part == "2" and unit.place is not Place.CODED]

    assert "Ana Silva" not in unit.text
    assert unit.text == "".join("\t".join(row).replace("Ana Silva", "[Child A]") + "\n" for row in table)
