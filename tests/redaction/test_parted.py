"""Labels of forms that stand glued to other fields are read as labels; ordinary words with capitals stay."""

import pytest

from redaction import find
from redaction.normal import Folded, fold
from redaction.parted import parted


@pytest.mark.parametrize(
    "text",
    [
        "Surname:«Achterberg»Forename:«Jordan»DOB:«06/09/2010»Year:«10»UPN:«F205202494870»",
        "Child's name«Imogen Tarr»DOB:«17/09/2015»NHS No:«9997957520»School yearYear «5»",
        "Name: «Amy Holt»Address: «4 Mill Lane, Leeds»Postcode:«LS9 7BD»Tel:«07700 900123»Gender:F",
        "Name:«Ben Holt»Date of birth:«3/4/2012»Ethnicity:White British",
    ],
)
def test_glued_fields(text: str) -> None:
    plain = text.replace("«", "").replace("»", "")
    hidden = {at for hit in find(plain) for at in range(hit.start, hit.end)}
    at = 0
    for place, piece in enumerate(text.replace("»", "«").split("«")):
        if place % 2:
            assert {at + step for step, char in enumerate(piece) if char.isalnum()} <= hidden, piece
        at += len(piece)


@pytest.mark.parametrize(
    "text",
    [
        "The iPhone 12 and the McGregor school, YouTube: see LinkedIn.",
        'firstName = form.childName("x")',
        "https://www.example.org/aboutSchool:1 and a@bName.example",
        "Surname: Holt\nForename: Amy\nDOB: 3/4/2012",
        "HOUSE NAME: THE ELMS",
        "childFirstName: Jack\nchildLastName: Thornbury",
        '{"parentHomeAddress": "4 Mill Lane", "FirstName": "Jack"}',
    ],
)
def test_what_stays_in_one(text: str) -> None:
    assert parted(fold(text)) == fold(text)


def test_positions_lead_back() -> None:
    made = parted(Folded("JordanDOB:06/09/2010"))

    assert made.text == "Jordan\nDOB:06/09/2010"
    assert made.span(0, 6) == (0, 6)
    assert made.span(7, 10) == (6, 9)
    assert made.span(11, 21) == (10, 20)
