"""First name and surname on two lines of a form, or in two values of a data file, are one person's."""

import pytest

from redaction import People, PersonRow, find

JACK = PersonRow(id="H-50", name="Jack Thornbury")
ELLIE = PersonRow(id="H-52", name="Ellie Thornbury")


def persons(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (text[hit.start : hit.end], hit.persons) for hit in find(text, People.from_rows([JACK, ELLIE])) if hit.persons
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Forename: Jack\nSurname: Thornbury\nReason: excluded",
        "Surname: THORNBURY\nFirst name: Jack",
        "first_name: Jack\ndate_of_birth: 2012-01-15\nlast_name: Thornbury",
        "Child's given name = Jack\nTitle: Master\nFamily name = Thornbury",
        "childFirstName: Jack\nchildLastName: Thornbury",
        "| First name | Jack |\n| Surname | Thornbury |",
    ],
)
def test_one_person_in_two_fields(text: str) -> None:
    found = persons(text)

    assert [value.lower() for value, _ in found] in (["jack", "thornbury"], ["thornbury", "jack"])
    assert {ids for _, ids in found} == {("H-50",)}


@pytest.mark.parametrize(
    "text",
    [
        "Forename: Peter\nSurname: Thorn",
        "Forename: Jack\nSurname: Smith",
        "Forename: Jack\n\n\n\n\n\nSurname: Thornbury of another form\n",
        "Surnames are sorted.\nFirst names are not.",
    ],
)
def test_nobody_of_the_register(text: str) -> None:
    assert not [value for value, _ in persons(text) if value == "Jack"]


def test_two_forms_one_below_the_other() -> None:
    text = "Forename: Jack\nSurname: Thornbury\n\nForename: Ellie\nSurname: Thornbury\n"

    assert [(value, ids) for value, ids in persons(text) if value in {"Jack", "Ellie"}] == [
        ("Jack", ("H-50",)),
        ("Ellie", ("H-52",)),
    ]
