"""What codes in a mail's own text say is found; the words beside a code are found where they stand, and once."""

import base64

import pytest

from gateway.find import correspondents, find, people_index
from gateway.model.found import Found
from gateway.model.message import Place, Reading
from gateway.read.mime import read
from tests.find.builders import REGISTER, envelope, told
from tests.read.builders import LIMITS, part

_MIA = base64.b64encode(b"Mia Okafor").decode()


def looked(*lines: str, field: str = "Subject: Visit") -> tuple[Reading, Found]:
    reading = read(part("\n".join(lines), "From: Ana <ana.sharma@family.example>", field), LIMITS)
    who = correspondents(reading, envelope(), REGISTER)
    return reading, find(reading, people_index(REGISTER), REGISTER, who)


@pytest.mark.parametrize(
    "line",
    [
        f"See {_MIA}",
        f"https://forms.example/s/{_MIA}/view",
        "https://forms.example/?who=%4Dia%20Okafor",
        "&#77;ia Okafor",
        "\\u004dia Okafor",
        base64.b32encode(b"Mia Okafor").decode(),
        b"Mia Okafor".hex(),
        "Mia=20Okafor",
    ],
)
def test_a_code_in_the_text(line: str) -> None:
    reading, found = looked("Hello,", line)

    (hit,) = [hit for hit in found.hits if reading.units[hit.unit].place is Place.CODED]
    assert reading.units[hit.unit].text[hit.start : hit.end] == "Mia Okafor"
    assert told(found) == ["P-1 subject name"]


def test_a_code_in_a_subject_line_and_in_a_field() -> None:
    for field in (f"Subject: {_MIA}", f"Comments: {_MIA}"):
        assert told(looked("Hello,", field=field)[1]) == ["P-1 subject name"]


def test_who_is_greeted_beside_a_code_is_greeted() -> None:
    reading, found = looked("Dear Jo Green, see https://council.example/a%20b", "", "Kind regards", "Ana")

    assert [unit.place for unit in reading.units if unit.codes_of is not None] == [Place.CODED]
    assert told(found) == []
    assert all(reading.units[hit.unit].place is not Place.CODED for hit in found.hits)


def test_words_of_a_program_are_nobody() -> None:
    _, found = looked("Hello,", field="X-MS-Exchange-Id: VGVycnkgV2F0ZXJz")

    assert told(found) == []


def test_what_a_safe_link_says_of_its_reader_is_no_third_party() -> None:
    link = "https://eur01.safelinks.example/?url=https%3A%2F%2Fx.example%2F&data=05%7Cjo.green%40council.example%7C0"

    assert told(looked("Dear Jo,", "", link, "", "Ana")[1]) == []
