"""What a ground is for, where the register leaves it open."""

import csv
from pathlib import Path

import pytest

from gateway.registers.ground_words import is_for_protection

SHIPPED = Path(__file__).parents[2] / "config" / "registers" / "grounds.csv"


@pytest.mark.parametrize(
    ("title", "law"),
    [
        ("Safeguarding children", "Working Together 2023"),
        ("Child protection enquiry", "Children Act 1989"),
        ("Enquiries", "Children Act 1989 s.47"),
        ("Enquiries", "Children Act 1989, section 47"),
        ("Prevention and detection of crime", "DPA 2018 Sch 2 para 2"),
        ("Disclosure to a relevant authority", "Crime and Disorder Act 1998 s.115"),
        ("Vital interests", "UK GDPR Art 6(1)(d)"),
    ],
)
def test_for_protection(title: str, law: str) -> None:
    assert is_for_protection(title, law)


@pytest.mark.parametrize(
    ("title", "law"),
    [
        ("Child in need", "Children Act 1989 s.17"),
        ("Help that a council asks for", "Children Act 1989 s.27"),
        ("Co-operation to improve well-being", "Children Act 2004 s.10"),
        ("School attendance", "Education Act 1996 s.444"),
        ("Order of a court", "The order itself"),
        ("Regulated credit", "Consumer Credit Act 1974 s.47"),
    ],
)
def test_near_misses(title: str, law: str) -> None:
    assert not is_for_protection(title, law)


def test_what_we_ship_says_the_same() -> None:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert is_for_protection(row["title"], row["law"]) is (row["safeguarding"] == "yes"), row["id"]
