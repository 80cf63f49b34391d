"""Surnames that stand for a family, names that share a surname, and names run together."""

from dataclasses import replace
from datetime import date

import pytest

from redaction import People, PersonRow, find, find_all

ADDRESS = "3 Larch Road, London W6 0HP"
MIA = PersonRow(id="A1", name="Mia Okafor", addresses=(ADDRESS,), relations=(("mother", "A2"),))
GRACE = PersonRow(id="A2", name="Grace Okafor", emails=("grace@mail.example",))
LEO = PersonRow(id="A3", name="Leo Okafor", addresses=(ADDRESS,))
OTHER = PersonRow(id="B1", name="Tunde Okafor")
YOUNG = PersonRow(id="C1", name="Ada Young")
JONES = PersonRow(id="D1", name="Sian Jones")
DOUBLE = PersonRow(id="E1", name="Zoe Bello-Grant")
JAMES = PersonRow(id="F1", name="Petra James")
VAN = PersonRow(id="G1", name="Anna van der Berg")
ONE_FAMILY = People.from_rows((MIA, GRACE, LEO, YOUNG, JONES, DOUBLE, JAMES, VAN))
TWO_FAMILIES = People.from_rows((MIA, GRACE, LEO, OTHER))


def found(text: str, people: People = ONE_FAMILY) -> list[tuple[str, str]]:
    """Each value with the ids of its hits: "A1 A2" are two hits, "A1|B1" one that may be either."""
    by_value: dict[str, list[str]] = {}
    for hit in people.lookup(text):
        by_value.setdefault(text[hit.start : hit.end], []).append("|".join(hit.persons))
    return [(value, " ".join(ids)) for value, ids in by_value.items()]


ALL = "A1 A2 A3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Okafor family", [("Okafor", ALL)]),
        ("Okafor family: neglect", [("Okafor", ALL)]),
        ("the okafor family", [("okafor", ALL)]),
        ("OKAFOR FAMILY", [("OKAFOR", ALL)]),
        ("the Okafors came", [("Okafors", ALL)]),
        ("The Okafors' home", [("Okafors", ALL)]),
        ("the Okafor's are late", [("Okafor", ALL)]),
        ("Okafor children", [("Okafor", ALL)]),
        ("Okafor siblings and the Okafor household", [("Okafor", f"{ALL} {ALL}")]),
        ("Family: Okafor", [("Okafor", ALL)]),
        ("family of Okafor", [("Okafor", ALL)]),
        ("Family name: Okafor\n", [("Okafor", ALL)]),
        ("the Okafor and Jones families", [("Okafor", ALL), ("Jones", "D1")]),
        ("the Okafor/Bello-Grant family", [("Okafor", ALL), ("Bello-Grant", "E1")]),
        ("the Bello-Grant family", [("Bello-Grant", "E1")]),
        ("the Joneses", [("Joneses", "D1")]),
        ("the van der Berg family", [("van der Berg", "G1")]),
        ("the Young family", [("Young", "C1")]),
        ("Young family: neglect", [("Young", "C1")]),
        ("the James family", [("James", "F1")]),
        # Grown-ups of the name, whoever of the family they are.
        ("Mr and Mrs Okafor", [("Mrs Okafor", "A1|A2|A3")]),
        ("Mr & Mrs J Jones", [("Mrs J Jones", "D1")]),
    ],
)
def test_a_family_by_its_surname(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(found(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the Okafor case", id="no-family-word"),
        pytest.param("the young family and young children", id="ordinary-words"),
        pytest.param("Young children learn. The Youngs.", id="ordinary-word-at-a-sentence-start"),
        pytest.param("James's family, the James children", id="a-first-name"),
        pytest.param("Okafor. Family matters", id="two-sentences"),
        pytest.param("the family came, Okafor", id="a-comma"),
        pytest.param("Okafors", id="plural-without-the"),
        pytest.param("Family Young People's Service", id="a-service"),
    ],
)
def test_a_surname_that_stands_for_no_family(text: str) -> None:
    assert found(text) == []


def test_of_several_families_of_the_name_it_may_be_any() -> None:
    assert found("the Okafor family", TWO_FAMILIES) == [("Okafor", "A1|A2|A3|B1")]


def test_it_is_the_family_of_who_is_named() -> None:
    assert found("Mia Okafor: the Okafor family", TWO_FAMILIES) == [("Mia Okafor", "A1"), ("Okafor", ALL)]


def test_a_surname_that_many_bear_needs_the_word_family() -> None:
    people = People.from_rows(PersonRow(id=f"P{n}", name=f"Sam{n} Smithson".replace("0", "o")) for n in range(25))

    assert found("the Smithsons", people) == []
    assert found("Mr and Mrs Smithson", people) == []
    assert len(people.lookup("the Smithson family")[0].persons) == 25


def test_a_surname_that_very_many_bear_tells_of_those_alone_who_are_named_otherwise() -> None:
    people = People.from_rows(
        PersonRow(id=f"P{n}", name=f"A{'b' * (n // 8)}{'c' * (n % 8)} Smithson") for n in range(60)
    )

    assert found("the Smithson family", people) == []
    assert found("Family: Smithson", people) == []
    assert found("Abbcc Smithson: the Smithson family", people) == [("Abbcc Smithson", "P18"), ("Smithson", "P18")]


def test_first_names_of_the_family_count_beside_it() -> None:
    assert [value for value, _ in found("The Okafor family: Leo was late")] == ["Okafor", "Leo"]


@pytest.mark.parametrize(
    ("links", "persons"),
    [
        pytest.param("", [("1", "2", "3", "4")], id="strangers-of-one-surname"),
        pytest.param("1>2 2>3 3>4", [("1",), ("2",), ("3",), ("4",)], id="related-from-one-to-the-next"),
        pytest.param("1>x 2>x 3>x 4>x", [("1",), ("2",), ("3",), ("4",)], id="one-mother-of-another-name"),
        pytest.param("m>1 m>2 m>3 4>m", [("1",), ("2",), ("3",), ("4",)], id="a-mother-who-names-her-children"),
        pytest.param("1@A 2@A 2@B 3@B 4@B", [("1",), ("2",), ("3",), ("4",)], id="two-homes-with-one-child-in-both"),
        pytest.param("1@A 2@A 3@B 4@B", [("1", "2", "3", "4")], id="two-homes"),
        pytest.param("1>2 3@B 4@B", [("1", "2", "3", "4")], id="relations-and-a-home"),
    ],
)
def test_a_family_is_who_is_related_or_lives_together(links: str, persons: list[tuple[str, ...]]) -> None:
    rows = {one: PersonRow(id=one, name=f"Ada{one} Okafor") for one in "1234"}
    rows["x"], rows["m"] = PersonRow(id="x", name="Mary Bello"), PersonRow(id="m", name="Maud Bello")
    for one, sign, other in map(tuple, links.split()):
        row = rows[one]
        if sign == ">":
            rows[one] = replace(row, relations=(*row.relations, ("mother", other)))
        else:
            rows[one] = replace(row, addresses=(*row.addresses, f"{ord(other)} Example Road, London W6 0HP"))

    hits = People.from_rows(rows.values()).lookup("the Okafor family")

    assert sorted(hit.persons for hit in hits) == persons


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mia and Grace Okafor", [("Mia", "A1"), ("Grace Okafor", "A2")]),
        ("Leo, Mia & Grace Okafor", [("Leo", "A3"), ("Mia", "A1"), ("Grace Okafor", "A2")]),
        ("Leo, Tom and Grace Okafor", [("Leo", "A3"), ("Grace Okafor", "A2")]),
        ("leo/mia okafor", [("leo", "A3"), ("mia okafor", "A1")]),
        ("Mia was there. And Grace Okafor", [("Mia", "A1"), ("Grace Okafor", "A2")]),
        ("we met grace and mia okafor", [("mia okafor", "A1")]),
        ("MiaOkafor_report.docx", [("MiaOkafor", "A1")]),
        ("ReportMiaOkafor2.docx", [("MiaOkafor", "A1")]),
        ("OkaforMia.docx", [("OkaforMia", "A1")]),
        ("JavaScript and OpenOffice", []),
        ("to mia.okafor@mail.example", [("mia.okafor", "A1")]),
        ("to m.okafor@mail.example", [("m.okafor", "A1")]),
        ("to miaokafor14@mail.example", [("miaokafor", "A1")]),
        ("to mokafor@mail.example", [("mokafor", "A1")]),
        ("to okafor.mia@mail.example", [("okafor.mia", "A1")]),
        ("to ada-young@mail.example", [("ada-young", "C1")]),
        ("to grace@mail.example", [("grace@mail.example", "A2")]),
        ("to info@mail.example, okafor@mail.example", []),
    ],
)
def test_names_that_share_or_run_together(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(found(text)) == sorted(expected)


@pytest.mark.parametrize(
    "sign",
    [
        pytest.param("Okafor family", id="family-in-the-subject-line"),
        pytest.param("Mia Okafor.docx", id="file-name"),
        pytest.param("MiaOkafor_plan.pdf", id="file-name-run-together"),
        pytest.param("mia.okafor@mail.example", id="address"),
        pytest.param("> Mia Okafor wrote", id="quoted-part"),
        pytest.param("DOB unknown, 3 Larch Road", id="home"),
    ],
)
def test_a_lone_first_name_counts_beside_a_sign_in_another_unit(sign: str) -> None:
    for texts in (("Mia was well.", sign), (sign, "Mia was well.")):
        hits = find_all(texts, ONE_FAMILY)[texts.index("Mia was well.")]

        assert [(hit.start, hit.end) for hit in hits if "A1" in hit.persons] == [(0, 3)]


def test_a_register_family_absorbs_the_title_that_the_detector_finds() -> None:
    hits = find("Mr and Mrs Okafor came", ONE_FAMILY)

    assert [hit.persons for hit in hits] == [("A1", "A2", "A3")]


HOUSEHOLD = (
    PersonRow(id="1", name="Grace Okafor", addresses=("4 Example Road, London W6 0HP",)),
    PersonRow(id="2", name="William Bello", relations=(("mother", "1"),), date_of_birth=date(2014, 5, 6)),
    PersonRow(id="3", name="Tunde Bello", relations=(("mother", "1"),)),
    PersonRow(id="4", name="Ada Smith", addresses=("4 Example Road, London W6 0HP",)),
    PersonRow(id="5", name="Farah Khan"),
)


@pytest.mark.parametrize(
    ("text", "household"),
    [
        pytest.param("Grace Okafor rang. Tunde is well.", [("Tunde", "3")], id="a-child-of-who-is-named"),
        pytest.param("Tunde Bello is well. Billy was out.", [("Billy", "2")], id="a-brother-by-a-short-form"),
        pytest.param("Grace Okafor rang. Ada was in.", [("Ada", "4")], id="who-lives-there"),
        pytest.param("Farah Khan rang. Tunde is well.", [], id="another-family"),
        pytest.param("Tunde is well. Ada was in.", [], id="no-other-sign"),
        pytest.param("Grace Okafor rang. Ada Jones was in.", [], id="a-strangers-name"),
        pytest.param("mum, grace okafor, rang. tunde is well.", [("tunde", "3")], id="small-letters"),
    ],
)
def test_a_first_name_counts_beside_another_of_the_household(text: str, household: list[tuple[str, str]]) -> None:
    hits = find(text, People.from_rows(HOUSEHOLD))

    assert [(text[one.start : one.end], *one.persons) for one in hits if one.how == "household"] == household


def test_a_date_of_birth_counts_beside_another_of_the_household() -> None:
    hits = People.from_rows(HOUSEHOLD).lookup("Grace Okafor, and 06/05/2014")

    assert [hit.persons for hit in hits] == [("1",), ("2",)]
