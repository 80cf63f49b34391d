"""Colleagues and business contacts stay, and nobody else does for their sake."""

from datetime import date
from pathlib import Path

import pytest

from redaction import Document, People, PersonRow, Staff, Style, Unit
from redaction.command.work import Wish, planned
from redaction.plan import apply

REGISTER = (
    "email,name,aliases,phone,team\n"
    "ana.sharma@charity.example,Ana Sharma,a.sharma@charity.example,020 7946 0201,Early Help\n"
    "ben.doyle@charity.example,Ben Doyle,,,Schools\n"
    "referrals@charity.example,Referrals,,,\n"
)


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    file = tmp_path / "staff.csv"
    file.write_text(REGISTER)
    return Staff.from_csv(file)


def redacted(text: str, staff: Staff, *people: PersonRow) -> str:
    wish = Wish(
        register=People.from_rows(people) if people else None,
        detectors=None,
        style=Style.LABEL,
        today=date(2026, 11, 23),
        staff=staff,
    )
    document = Document(media_type="text/plain", units=(Unit(id=0, place="text", text=text),))
    return apply(text, planned(document, wish).plan.for_unit(0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Sharma met Tom Jones.", "Ana Sharma met [Person 1]."),
        ("Sharma, Ana met Tom Jones.", "Sharma, Ana met [Person 1]."),
        ("Dear Ana,\n\nTom Jones came.\n\nKind regards\nBen", "Dear Ana,\n\n[Person 1] came.\n\nKind regards\nBen"),
        ("> Hi Ana and Ben,\n> Tom Jones came.", "> Hi Ana and Ben,\n> [Person 1] came."),
        ("Ben Doyle rang. Ben said no.", "Ben Doyle rang. Ben said no."),
        ("Write to A.Sharma@charity.example", "Write to A.Sharma@charity.example"),
        ("Call 020 7946 0201 or +44 20 7946 0201", "Call 020 7946 0201 or +44 20 7946 0201"),
        # Alone, a surname may be anybody's.
        ("Mr Doyle came.", "[Person 1] came."),
        # Somebody else of that name is there: neither the greeting nor the full name tells them apart.
        ("Ben Doyle saw Ben Carter. Ben cried.", "Ben Doyle saw [Person 1]. [Person 1] cried."),
        ("Dear Ana,\nAna Cole came.", "Dear [Person 1],\n[Person 1] came."),
        ("Call 020 7946 0999", "Call [phone]"),
        ("Write to ana@charity.example", "Write to [email]"),
    ],
)
def test_who_stays(staff: Staff, text: str, expected: str) -> None:
    assert redacted(text, staff) == expected


def test_whom_the_register_knows_is_never_staff(staff: Staff) -> None:
    child = PersonRow(id="P-1", name="Ana Sharma", date_of_birth=date(2015, 1, 2))

    assert redacted("Dear Ana Sharma,", staff, child) == "Dear [Child A],"


def test_without_a_list_nobody_stays() -> None:
    assert redacted("Dear Ana,\nKind regards\nBen Doyle", Staff()) == "Dear [Person 1],\nKind regards\n[Person 2]"


def test_a_list_without_its_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    file.write_text("name\nAna Sharma\n")

    with pytest.raises(ValueError, match=r"staff\.csv: no column email"):
        Staff.from_csv(file)
