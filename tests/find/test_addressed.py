"""Who corresponds in a message: envelope, address fields, staff and parties."""

import pytest

from gateway.find import Correspondents, correspondents
from gateway.model.message import Place
from tests.find.builders import COUNCIL, REGISTER, SENDER, envelope
from tests.markings.builders import reading, unit


def who(*fields: tuple[str, str], to: tuple[str, ...] = (COUNCIL,)) -> Correspondents:
    message = reading(
        unit("Jo Green", Place.DISPLAY_NAME, "", "To"),
        unit("Tom Reed", Place.DISPLAY_NAME, "2/", "To"),
        fields=fields,
    )
    return correspondents(message, envelope(*to), REGISTER)


def test_addresses_of_envelope_fields_and_staff() -> None:
    found = who(("Cc", '"Lee, Kim" <Kim.Lee@Council.example>, x@y.example'), ("X-Other", "z@z.example"))

    assert {SENDER, COUNCIL, "kim.lee@council.example", "x@y.example", "ben.doyle@family.example"} <= found.addresses
    assert "z@z.example" not in found.addresses
    assert "ben.doyle@family.example" not in found.at_hand


def test_names_of_staff_and_of_the_outer_address_fields() -> None:
    found = who()

    assert found.names == ("Ana Sharma", "Ben Doyle", "Jo Green")
    assert found.present == ("Ana Sharma", "Jo Green")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (SENDER, True),
        (SENDER.upper(), True),
        ("anybody@council.example", True),
        ("anybody@deep.north.council.example", True),
        ("anybody@notcouncil.example", False),
        ("anybody@chat.example", False),
        ("tom@mail.example", False),
        ("no address", False),
        ("", False),
    ],
)
def test_who_writes(address: str, expected: bool) -> None:
    assert who().writes(address) is expected


def test_null_sender_is_nobody() -> None:
    found = correspondents(reading(), envelope(sender=""), REGISTER)

    assert "" not in found.addresses
