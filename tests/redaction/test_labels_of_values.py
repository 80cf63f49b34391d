"""Values that a label tells of: forms, tables, the next line; and what stands near one by chance."""

import pytest

from redaction.detect import account, case_id, nhs_number, nino, phone, sort_code, uln, upn, utr
from redaction.detect.tables import Tables
from tests.redaction.values import values


@pytest.mark.parametrize(
    "text",
    [
        "NHS No\t999 123 4567",
        "NHS NO: 999 123 4567",
        "NHS number:\n999 123 4567",
        "NHS Number\n\n999 123 4567",
        "nhs_number=999 123 4567",
        "nhsNumber: 999 123 4567",
        "NHS number ........ 999 123 4567",
        "NHS number (if known): 999 123 4567",
        "NHS number for Mia Okafor is 999 123 4567.",
        "her NHS number was given as 999 123 4567",
        "> NHS no\n> 999 123 4567",
        "| NHS number | 999 123 4567 |",
        "**NHS number:** 999 123 4567",
        "Name\tNHS number\tSchool\nMia Okafor\t999 123 4567\tElm Park",
        "Name,NHS number\nMia Okafor,999 123 4567\n",
        'Name;"NHS number"\n"Okafor, Mia";"999 123 4567"\n',
        "| Name | NHS number |\n| --- | --- |\n| Mia Okafor | 999 123 4567 |",
        "Name          NHS number      Seen\nMia Okafor    999 123 4567    today",
    ],
)
def test_where_a_value_stands(text: str) -> None:
    assert values(nhs_number, text) == ["999 123 4567"]


def test_a_comma_in_quotes_parts_no_cells() -> None:
    assert values(nhs_number, 'Name,NHS number\n"Okafor, Mia",9991234567\n') == ["9991234567"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("NHS number to follow.\n\n\n\nCall 999 123 4567", id="four-lines-further"),
        pytest.param("Name,NHS number\n\nTom,9991234567", id="a-line-between"),
        pytest.param("Name,NHS number,Cost\nMia,-,9991234567\n", id="another-column"),
        pytest.param("The NHS, 20 people and 9991234567 reasons", id="a-word-of-the-label"),
    ],
)
def test_what_no_label_tells_of(text: str) -> None:
    assert values(nhs_number, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NHS number 999 OOO OO18", ["999 OOO OO18"]),
        ("NHS number: l234567890", ["l234567890"]),
        ("NINO: AB l2 34 56 C", ["AB l2 34 56 C"]),
        ("ULN 9276308O86", ["9276308O86"]),
        ("mobile: O7700 9OO123", ["O7700 9OO123"]),
        ("sort code 2O-00-00", ["2O-00-00"]),
        ("NHS 99900OOI8", []),
        ("999 OOO OO18", []),
        ("sort code OO-OO-OO", []),
    ],
)
def test_letters_that_a_scanner_read_for_figures(text: str, expected: list[str]) -> None:
    found = [value for one in (nhs_number, nino, uln, phone, sort_code) for value in values(one, text)]
    assert found == expected


@pytest.mark.parametrize(
    ("detector", "text", "expected"),
    [
        (upn, "UPN\nD205000024001", ["D205000024001"]),
        (upn, "Pupil,UPN\nMia,Z205000024001\n", ["Z205000024001"]),
        (upn, "unique pupil number 205000024001", ["205000024001"]),
        (uln, "ULN 9276308686", ["9276308686"]),
        (uln, "Unique Learner Number: 1234567890", ["1234567890"]),
        (uln, "at college her number is 9276308686", ["9276308686"]),
        (uln, "at college, 9276308687", []),
        (uln, "9276308686", []),
        (uln, "college invoice no 9276308686", []),
        (uln, "a slow learner 10 years old", []),
        (utr, "UTR: 1955839661K", ["1955839661K"]),
        (utr, "Unique Taxpayer Reference 11234 56789", ["11234 56789"]),
        (utr, "self assessment reference no. 2955839661", ["2955839661"]),
        (utr, "1955839661", []),
        (utr, "tax of 1955839661 pounds", []),
        (case_id, "LCS_ID,Name\n1234567,Mia\n2345678,Tom", ["1234567", "2345678"]),
        (account, "Sort code\tAccount\n20-00-00\t12345678", ["12345678"]),
        (phone, "Name,Mobile\nMia,7700900123\n", ["7700900123"]),
    ],
)  # fmt: skip
def test_labels(detector: object, text: str, expected: list[str]) -> None:
    assert callable(detector)
    assert values(detector, text) == expected


def test_a_table_is_asked_by_place() -> None:
    tables = Tables("a\tbb\nccc\t d \n\nx, y")
    heading = tables.cell_at(2)

    assert heading is not None
    assert (heading.row, heading.column) == (0, 1)
    assert [(cell.start, cell.end) for cell in tables.below(heading)] == [(10, 11)]
    assert tables.cell_at(13) is None
