"""How the register's people are found, in all the forms in which they are written."""

from datetime import date
from pathlib import Path

import pytest

from redaction import Detector, Evidence, Hit, People, PersonRow, find, find_all
from tests.redaction.builders import GRACE, MARK, MIA, NAMESAKE, PEOPLE, SIOBHAN


def found(text: str, people: People = PEOPLE) -> list[tuple[str, str, str]]:
    """Value, detector and ids of what the register alone finds."""
    return [(text[hit.start : hit.end], hit.detector.value, " ".join(hit.persons)) for hit in people.lookup(text)]


@pytest.mark.parametrize(
    ("text", "value", "person"),
    [
        ("Mia Okafor", "Mia Okafor", "P-1"),
        ("mia okafor", "mia okafor", "P-1"),
        ("MIA OKAFOR", "MIA OKAFOR", "P-1"),
        ('"Mia" Okafor', 'Mia" Okafor', "P-1"),
        ("Mia Rose Okafor", "Mia Rose Okafor", "P-1"),
        ("Mia R. Okafor", "Mia R. Okafor", "P-1"),
        ("Okafor, Mia", "Okafor, Mia", "P-1"),
        ("Okafor Mia", "Okafor Mia", "P-1"),
        ("OKAFOR, Mia Rose", "OKAFOR, Mia Rose", "P-1"),
        ("M. Okafor", "M. Okafor", "P-1"),
        ("M Okafor", "M Okafor", "P-1"),
        ("Okafor, M.", "Okafor, M", "P-1"),
        ("M.R. Okafor", "M.R. Okafor", "P-1"),
        ("Mia Okafor's", "Mia Okafor", "P-1"),
        ("Mia Okafor’s", "Mia Okafor", "P-1"),
        ("the Mia Okafors", "Mia Okafors", "P-1"),
        ("Mia\nOkafor", "Mia\nOkafor", "P-1"),
        ("Mia\r\n> Okafor", "Mia\r\n> Okafor", "P-1"),
        ("Mia\u00a0Okafor", "Mia\u00a0Okafor", "P-1"),
        ("Mi\u200ba Oka\u00adfor", "Mi\u200ba Oka\u00adfor", "P-1"),
        ("Ｍｉａ Okafor", "Ｍｉａ Okafor", "P-1"),
        ("mia.okafor.docx", "mia.okafor", "P-1"),
        ("mia_okafor", "mia_okafor", "P-1"),
        ("Mia Smith", "Mia Smith", "P-1"),
        ("Siobhán O'Brien-McDonald", "Siobhán O'Brien-McDonald", "P-3"),
        ("Siobhan O’Brien McDonald", "Siobhan O’Brien McDonald", "P-3"),
        ("SIOBHÁN OBRIEN-MCDONALD", "SIOBHÁN OBRIEN-MCDONALD", "P-3"),
        ("Siobha\u0301n O'Brien", "Siobha\u0301n O'Brien", "P-3"),
        ("Siobhan McDonald", "Siobhan McDonald", "P-3"),
        ("Anna van der Berg", "Anna van der Berg", "P-6"),
        ("Anna Vanderberg", "Anna Vanderberg", "P-6"),
        ("Anna Berg", "Anna Berg", "P-6"),
        ("Mark Best", "Mark Best", "P-4"),
    ],
)
def test_name_forms(text: str, value: str, person: str) -> None:
    assert (value, "name", person) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mia came", id="first-name-alone"),
        pytest.param("the Okafor case", id="surname-alone"),
        pytest.param("Mimi", id="one-word-alias-alone"),
        pytest.param("mark best answers in bold", id="ordinary-words-in-small-letters"),
        pytest.param("MO", id="letters-alone"),
        pytest.param("m okafor", id="initial-in-small-letters"),
        pytest.param("Mia. Okafor", id="two-sentences"),
        pytest.param("Mia, Okafor", id="a-list"),
        pytest.param("03/03/2014", id="date-without-context"),
        pytest.param("W6 0HP", id="postcode-alone"),
        pytest.param("1234567789900", id="within-a-longer-number"),
        pytest.param("12345@mail.example and 7_@mail.example", id="addresses-without-a-letter"),
    ],
)
def test_too_little_to_name_a_person(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("spelt", "written"),
    [
        ("Ian McDonald", "Ian MacDonald"),
        ("Ian MacDonald", "Ian Mc Donald"),
        ("Ian Mc Donald", "Ian McDonald"),
        ("Ian O'Neill", "Ian O Neill"),
        ("Maria de Souza", "Maria DeSouza"),
        ("Weiß, Jörg", "Jorg Weiss"),
        ("Jean-Luc Øster", "Jeanluc Oster"),
        ("Mrs Ada Bello", "Ada Bello"),
        ("Łukasz Nowak", "Lukasz Nowak"),
        ("Nguyễn Thị Hoa", "Nguyen Hoa"),
        ("Elizabeth Bello", "Beth Bello"),
        ("Tom Bello", "Thomas Bello"),
    ],
)
def test_spellings(spelt: str, written: str) -> None:
    people = People.from_rows((PersonRow(id="X", name=spelt),))

    assert [(value, ids) for value, _, ids in found(written, people)] == [(written, "X")]


@pytest.mark.parametrize(
    ("text", "value", "detector", "person"),
    [
        ("9990000018", "9990000018", "nhs_number", "P-1"),
        ("ref 999-000 0018", "999-000 0018", "nhs_number", "P-1"),
        ("99 90 00 00 18", "99 90 00 00 18", "nhs_number", "P-1"),
        ("d205 0000 24001", "d205 0000 24001", "upn", "P-1"),
        ("ab 12 34 56 c", "ab 12 34 56 c", "nino", "P-2"),
        ("LCS12345", "LCS12345", "case_id", "P-1"),
        ("lcs 12345", "lcs 12345", "case_id", "P-1"),
        ("about 778899 today", "778899", "case_id", "P-1"),
        ("+44 (0)7700 900-123", "+44 (0)7700 900-123", "phone", "P-2"),
        ("07700900123", "07700900123", "phone", "P-2"),
        ("(020) 7946 0123", "(020) 7946 0123", "phone", "P-2"),
        ("GRACE.OKAFOR@example.org", "GRACE.OKAFOR@example.org", "email", "P-2"),
        ("flat 2, 12 example rd", "flat 2, 12 example rd", "address", "P-1"),
        ("Flat 2\n12 Example Road", "Flat 2\n12 Example Road", "address", "P-1"),
        ("at 7 Hidden Lane.", "7 Hidden Lane", "address", "P-2"),
        ("DOB 3.3.14", "3.3.14", "date_of_birth", "P-1"),
        ("born 3rd March 2014", "3rd March 2014", "date_of_birth", "P-1"),
    ],
)
def test_identifiers(text: str, value: str, detector: str, person: str) -> None:
    assert (value, detector, person) in found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mia Okafor came. Mia was well, mia said.", ["Mia Okafor", "Mia", "mia"]),
        ("Mia Okafor: Mimi is her name at home.", ["Mia Okafor", "Mimi"]),
        ("999 000 0018: Mia was seen.", ["999 000 0018", "Mia"]),
        ("Mia Okafor, W6 0HP, 03/03/2014", ["Mia Okafor", "W6 0HP", "03/03/2014"]),
        ("Mia Okafor and 03/03/2015", ["Mia Okafor"]),
        ("Mark Best came. Mark is well. Mark the date.", ["Mark Best", "Mark"]),
        ("Grace Okafor came. By the grace of God. Tell Grace.", ["Grace Okafor", "Grace"]),
        ("Mia Okafor. The Okafors left.", ["Mia Okafor", "Okafors"]),
    ],
)
def test_what_counts_beside_another_sign(text: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(value for value, _, _ in found(text))) == expected


def test_title_and_surname_may_mean_the_relation() -> None:
    text = "Mia Okafor came with Mrs Okafor"

    assert found(text)[-1] == ("Mrs Okafor", "name", "P-2 P-1")


def test_a_sign_in_one_unit_counts_in_the_others() -> None:
    hits = PEOPLE.lookup_all(("Mia was seen", "NHS 999 000 0018"))

    assert [[hit.persons for hit in unit] for unit in hits] == [[("P-1",)], [("P-1",)]]


def test_namesakes_are_all_named() -> None:
    people = People.from_rows((MIA, NAMESAKE))

    assert found("Mia Okafor", people) == [("Mia Okafor", "name", "P-1 P-5")]
    assert ("01/07/2011", "date_of_birth", "P-5") in found("Mia Okafor 01/07/2011", people)


def test_a_list_of_people_is_not_read_as_surname_first() -> None:
    people = People.from_rows((PersonRow(id="A", name="Ada Bello"), PersonRow(id="B", name="Cora Bello")))

    assert [ids for _, _, ids in found("Ada Bello, Cora Bello", people)] == ["A", "B"]


def test_register_hits_absorb_what_detectors_find() -> None:
    text = "Grace Okafor, AB123456C"

    assert find(text, PEOPLE) == [
        Hit(start=0, end=12, detector=Detector.NAME, evidence=Evidence.REGISTER, persons=("P-2",), how="full-name"),
        Hit(start=14, end=23, detector=Detector.NINO, evidence=Evidence.REGISTER, persons=("P-2",), how="id"),
    ]


def test_a_strangers_full_name_is_not_the_child_of_that_first_name() -> None:
    text = "Mia Okafor plays with Mia Patel"

    hits = find(text, PEOPLE)

    assert [(text[hit.start : hit.end], hit.persons) for hit in hits] == [
        ("Mia Okafor", ("P-1",)),
        ("Mia Patel", ()),
    ]


def test_an_empty_register_finds_nobody() -> None:
    assert People.from_rows(()).lookup("Mia Okafor 07700 900123 W6 0HP DOB 1/1/2001") == []


def test_spans_are_in_the_text_given() -> None:
    text = "ﬁne: Mi\u200ba Oka\u00adfor\u200b!"
    hit = find_all((text,), PEOPLE)[0][0]

    assert text[hit.start : hit.end] == "Mi\u200ba Oka\u00adfor\u200b"


CSV = """id,name,aliases,date_of_birth,nhs_number,upn,nino,case_ids,addresses,emails,phones,relations,worker
P-1,Mia Okafor,Mimi|Mia Smith,2014-03-03,9990000018,,,LCS-12345|778899,"12 Example Road, London W6 0HP",,,mother:P-2,X
P-2,Grace Okafor,,03/12/1985,,,AB123456C,,,grace@example.org,07700 900123|020 7946 0123,,
"""


def test_from_csv(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("\ufeff" + CSV, "utf-8")

    people = People.from_csv(file)

    assert len(people) == 2
    assert people.rows[0].relations == (("mother", "P-2"),)
    assert people.rows[1].date_of_birth == date(1985, 12, 3)
    assert [row.id for row in people.household({"P-2", "gone"})] == ["P-2", "P-1"]
    assert ("Mia Smith", "name", "P-1") in found("Mia Smith", people)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,aliases\n1,x\n", "people.csv: no column name"),
        ("id,name\nP-1,\n", "people.csv:2: id and name must not be empty"),
        ("id,name,date_of_birth\nP-1,Mia,31/02/2014\n", "people.csv:2: date_of_birth is not a date"),
        ("id,name,relations\nP-1,Mia,mother\n", "people.csv:2: relations are written relation:id"),
        ("", "people.csv: no column id, name"),
    ],
)
def test_from_csv_says_what_is_wrong_and_where(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "people.csv"
    file.write_text(text, "utf-8")

    with pytest.raises(ValueError, match=problem):
        People.from_csv(file)


def test_a_person_of_one_word_is_known_by_it() -> None:
    people = People.from_rows((PersonRow(id="K", name="Khadijatou"), MARK, GRACE, SIOBHAN))

    assert found("Khadijatou came", people) == [("Khadijatou", "name", "K")]
