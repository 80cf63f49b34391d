"""Homes that no kind of road tells: what leads to them and how they are written, in every combination; and others."""

from itertools import product

import pytest

from redaction import find
from redaction.hit import Detector, Evidence

LEADS = (
    "She lives at ", "now living at ", "They moved to ", "Address: ", "home address is ", "conveyed from ",
    "the little boy at ",
    "a bill for ", "h/v to ", "first line of address ", "staying at ", "c/o ",
)  # fmt: skip
HOMES = (
    "33 Larkhill", "22 Mossbank", "9 The Glebe", "1 Ropewalk, Kendal", "Flat 14, Abbeyfields",
    "Blk 4 Flat 16 Sandringham Hts",
    "Willows Care Home, Rm 14", "Trinity House Rm 5", "Rm 22 Travel Inn, A38", "room 22, the Elms Hotel, London Road",
    "flat three, fifty-six Alderson Road", "101–103 Uxbridge Road", "12a Mill Lane", "77 b gloucester road",
    "Vaux Farm, Stow Bardolph", "Apartment 302, The Foundry", "Flat 1 (rear), 88 Queensway",
    "Plot 4, Hawthorn Caravan Park",
)  # fmt: skip


def in_clear(text: str, value: str) -> bool:
    hidden = {
        at
        for hit in find(text)
        if hit.detector in {Detector.ADDRESS, Detector.POSTCODE, Detector.NAME}
        for at in range(hit.start, hit.end)
    }
    lead = text.index(value)
    return any(char.isalnum() and lead + at not in hidden for at, char in enumerate(value.removeprefix("the ")))


@pytest.mark.parametrize("home", HOMES)
def test_whatever_leads_to_a_home(home: str) -> None:
    missed = [lead for lead in LEADS if in_clear(f"Seen today. {lead}{home}. Next seen Monday.", home)]
    assert missed == []


@pytest.mark.parametrize(("who", "joint"), list(product(("Mrs Bhaskaran", "Edwin Bose"), (", ", " - ", " (", " | "))))
def test_a_home_beside_a_name(who: str, joint: str) -> None:
    text = f"Drop off today:\n{who}{joint}9 The Glebe{')' if joint == ' (' else ''}, knock\n"
    assert not in_clear(text, "9 The Glebe")


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Old Mr Petrie at no. 40, knock loud", "40"),
        ("I live with my nan down Albert Street, the blue door", "Albert Street"),
        ("He hid in the cupboard at the Marlborough Road house.", "Marlborough Road"),
        ("not to contact Laura Maycock or go to Windmill Lane. Curfew", "Windmill Lane"),
        ("must not be placed within 10 miles of Bellevue Terrace, Penzance.", "Bellevue Terrace, Penzance"),
        ("always at the Chapel House on Moor Street.", "Chapel House on Moor Street"),
        ("F2 unknown\nall at Vaux Farm, Stow Bardolph", "Vaux Farm, Stow Bardolph"),
    ],
)
def test_homes_by_what_is_said(text: str, home: str) -> None:
    assert not in_clear(text, home)


@pytest.mark.parametrize(
    "text",
    [
        "Training is in Room 12 of the Town Hall.",
        "The family of 4 moved to 2 Mondays a month.",
        "h/v at 3 March and call at 9 Friday.",
        "Road works on Mill Lane, within 10 minutes of Park Road.",
        "Kids at 3 Oaks Academy and 2 Primary schools",
        "moved to 12 Sessions of support",
        "Do not go to the meeting. Do not enter data twice.",
        "visit to Hilltop Primary School, Leeds",
        "We meet at St Mary's Church Hall, Wigan.",
    ],
)
def test_what_is_nobodys_home(text: str) -> None:
    rules = (hit for hit in find(text) if hit.evidence is not Evidence.MODEL)
    assert [text[hit.start : hit.end] for hit in rules if hit.detector is Detector.ADDRESS] == []
