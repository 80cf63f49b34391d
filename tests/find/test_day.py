"""Dates beside a name: which are years back hangs on the day on which the message is looked at."""

from datetime import date

import pytest

from gateway.find import correspondents, find, people_index
from tests.find.builders import COUNCIL, REGISTER, envelope, told
from tests.markings.builders import body, reading


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 23), ["?1 third-party date-of-birth+name"]),
        (date(2024, 1, 1), ["?1 third-party name"]),
        (None, ["?1 third-party name"]),
    ],
)
def test_a_small_childs_date_of_birth(today: date | None, expected: list[str]) -> None:
    message = reading(body("Zofia Kowalczyk\n3 March 2023"))
    who = correspondents(message, envelope(COUNCIL), REGISTER)

    found = find(message, people_index(REGISTER), REGISTER, who, today=today)

    assert told(found) == expected
