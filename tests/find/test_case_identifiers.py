"""The organisation's own case numbers, by the forms that policy.yaml gives."""

import pytest

from gateway.find import correspondents, find, people_index
from gateway.policy.file import parse
from tests.find.builders import COUNCIL, REGISTER, envelope, told
from tests.markings.builders import body, reading

POLICY = parse("version: 1\ncase_identifiers: [FSC-####-##]\n", "policy.yaml")


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (POLICY.case_identifiers, ["?1 third-party identifier"]),
        ((), []),
    ],
)
def test_own_case_numbers(forms: tuple[str, ...], expected: list[str]) -> None:
    message = reading(body("The family of FSC-2024-17 will come on Friday."))
    who = correspondents(message, envelope(COUNCIL), REGISTER)

    found = find(message, people_index(REGISTER), REGISTER, who, case_identifiers=forms)

    assert told(found) == expected
