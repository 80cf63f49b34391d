"""What the detectors of bank details and cards take and leave."""

import pytest

from redaction import Evidence, find
from redaction.detect import account, card, sort_code
from redaction.detect.card import luhn_holds
from tests.redaction.values import values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4111 1111 1111 1111", ["4111 1111 1111 1111"]),
        ("4111-1111-1111-1111, exp 12/27", ["4111-1111-1111-1111"]),
        ("3782 822463 10005", ["3782 822463 10005"]),
        ("paid by visa 4111111111111111", ["4111111111111111"]),
        ("card no. 4111 1111 1111 1112", ["4111 1111 1111 1112"]),
        ("Card number:\n4111111111111111", ["4111111111111111"]),
        ("cvv 123", ["123"]),
        ("4111111111111111", []),
        ("4111 1111 1111 1112", []),
        ("9111 1111 1111 1111", []),
        ("order 4111 1111 1111 1111", []),
        ("tracking number 4111111111111111 for the card", []),
        ("card ending 1111", []),
        ("**** **** **** 1111", []),
        ("https://pay.example/4111111111111111", []),
        ("a card in 2024", []),
    ],
)
def test_card(text: str, expected: list[str]) -> None:
    assert values(card, text) == expected


def test_card_evidence() -> None:
    hits = find("card 4111 1111 1111 1111, card 4111 1111 1111 1112", detectors=(card,))

    assert [hit.evidence for hit in hits] == [Evidence.CHECKSUM, Evidence.PATTERN]


@pytest.mark.parametrize(
    ("digits", "holds"), [("4111111111111111", True), ("79927398713", True), ("79927398710", False)]
)
def test_luhn(digits: str, holds: bool) -> None:
    assert luhn_holds(digits) is holds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IBAN GB33BUKB20201555555556", ["GB33BUKB20201555555556"]),
        ("GB33 BUKB 2020 1555 5555 55 is his", ["GB33 BUKB 2020 1555 5555 55"]),
        ("gb33bukb20201555555555", ["gb33bukb20201555555555"]),
        ("FR14 2004 1010 0505 0001 3M02 606", ["FR14 2004 1010 0505 0001 3M02 606"]),
        ("building society roll number 1/2345678-9", ["1/2345678-9"]),
        ("20 00 00 12345678", ["12345678"]),
        ("account of 20240301 pages", []),
        ("GB33 BUKB 2020 1555 5555", []),
    ],
)
def test_account(text: str, expected: list[str]) -> None:
    assert values(account, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20 00 00 12345678", ["20 00 00"]),
        ("sort code: 20.00.00", ["20.00.00"]),
        ("Sort code | Account\n20-00-00 | 12345678", ["20-00-00"]),
        ("12 03 14", []),
    ],
)
def test_sort_code(text: str, expected: list[str]) -> None:
    assert values(sort_code, text) == expected
