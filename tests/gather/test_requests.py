"""The request that a mail names as its authority, as gathered."""

from dataclasses import replace

import pytest

from gateway.model.parties import PersonId
from gateway.registers.files.columns import RegisterKind
from tests.gather.builders import LOOKED, facts
from tests.registers.builders import built

SAR = built(RegisterKind.REQUESTS, id="S-4", type="sar", person="P-7")
PERSON = built(RegisterKind.PEOPLE, id="P-7")


@pytest.mark.parametrize(
    ("authority", "ids"),
    [
        pytest.param("sar:S-4", ["S-4"], id="by-its-id"),
        # Of another type than said: which counts is for the rules, and what is not on the sheet they cannot see.
        pytest.param("foi:S-4", ["S-4"], id="of-another-type"),
        pytest.param("sar:S-5", [], id="of-no-such-id"),
        pytest.param("approval:S-4", [], id="no-request"),
        pytest.param(None, [], id="nothing-said"),
    ],
)
def test_the_request_named(authority: str | None, ids: list[str]) -> None:
    looked = replace(LOOKED, directives=replace(LOOKED.directives, authority=authority))

    sheet = facts(looked=looked, entries=(SAR, PERSON))

    assert [one.id for one in sheet.requests] == ids
    # Whom it is about stands on the sheet, found in the message or not.
    assert (PersonId("P-7") in sheet.subjects) is bool(ids)
