"""What stands on a person's record: theirs, what they gave for others, and how each stands at a moment."""

import pytest

from gateway.model.parties import PersonId
from gateway.registers.about_person import about_person, rows, who
from gateway.registers.files.columns import RegisterKind
from gateway.registers.rows.entry import Entry
from tests.registers.builders import LONDON, NOON, built, registers

PEOPLE, PARTIES, CONSENTS = RegisterKind.PEOPLE, RegisterKind.PARTIES, RegisterKind.CONSENTS
AGREEMENTS, APPROVALS, RESTRICTIONS = RegisterKind.AGREEMENTS, RegisterKind.APPROVALS, RegisterKind.RESTRICTIONS
REQUESTS, REMEMBERED = RegisterKind.REQUESTS, RegisterKind.REMEMBERED
MIA = PersonId("P-1")


def stands(*entries: Entry) -> list[str]:
    """Register id, part, other and stand of each line about Mia."""
    found = rows(about_person(registers(*entries), MIA, NOON), LONDON)
    return [f"{row[1]} {row[2]} {row[3]}: {row[8]}" for row in found]


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        pytest.param(built(CONSENTS), "C-1 about P-1: in force", id="own-consent"),
        pytest.param(
            built(CONSENTS, person="P-2", given_by="P-1", capacity="parent"),
            "C-1 given by P-2: in force",
            id="consent-given-for-a-child",
        ),
        pytest.param(
            built(CONSENTS, given_by="P-2", capacity="parent"), "C-1 about P-2: in force", id="consent-of-her-mother"
        ),
        pytest.param(built(CONSENTS, withdrawn_on="2026-11-02"), "C-1 about P-1: withdrawn", id="withdrawn-today"),
        pytest.param(built(CONSENTS, withdrawn_on="2026-11-03"), "C-1 about P-1: in force", id="withdrawn-tomorrow"),
        pytest.param(
            built(CONSENTS, given_on="", refused_on="2026-11-01"), "C-1 about P-1: refused", id="consent-refused"
        ),
        pytest.param(built(CONSENTS, expires_on="2026-11-01"), "C-1 about P-1: ended", id="consent-ended-yesterday"),
        pytest.param(built(CONSENTS, expires_on="2026-11-02"), "C-1 about P-1: in force", id="consent-ends-today"),
        pytest.param(built(CONSENTS, given_on="2026-11-03"), "C-1 about P-1: not yet", id="consent-from-tomorrow"),
        pytest.param(built(RESTRICTIONS), "R-1 about : in force", id="restriction"),
        pytest.param(
            built(RESTRICTIONS, person="P-2", from_="P-1"), "R-1 kept from P-2: in force", id="kept-from-her"
        ),
        pytest.param(built(APPROVALS, until="2026-11-01"), "AP-1 about : ended", id="approval-over"),
        pytest.param(
            built(APPROVALS, person="*", until="2026-12-01"), "AP-1 caseload : in force", id="approval-for-everybody"
        ),
        pytest.param(built(REMEMBERED), "RM-1 about : in force", id="a-purpose-that-is-remembered"),
        pytest.param(
            built(REMEMBERED, remembered_on="2026-10-01", until="2026-11-02"),
            "RM-1 about : in force",
            id="remembered-until-today",
        ),
        pytest.param(
            built(REMEMBERED, remembered_on="2026-10-01", until="2026-11-01"),
            "RM-1 about : ended",
            id="remembered-until-yesterday",
        ),
        pytest.param(built(REQUESTS), "S-1 about : in force", id="request"),
        pytest.param(built(REQUESTS, closes="2026-11-01"), "S-1 about : ended", id="request-closed"),
    ],
)
def test_each_stands_as_it_does_now(entry: Entry, line: str) -> None:
    assert stands(entry) == [line]


@pytest.mark.parametrize(
    ("changed", "stand"),
    [
        ({}, "in force"),
        ({"status": "suspended"}, "suspended"),
        ({"status": "ended"}, "ended"),
        ({"starts": "2026-11-03"}, "not yet"),
        ({"ends": "2026-11-01"}, "ended"),
    ],
)
def test_the_agreement_behind_a_consent_is_shown(changed: dict[str, str], stand: str) -> None:
    entries = (built(CONSENTS), built(AGREEMENTS, **changed), built(AGREEMENTS, id="A-2", party="ELM"))

    assert stands(*entries) == ["C-1 about P-1: in force", f"A-1 partner : {stand}"]


def test_nothing_of_others_is_shown() -> None:
    assert (
        stands(built(CONSENTS, person="P-2", given_by="P-3", capacity="carer"), built(REQUESTS, person="P-2")) == []
    )


def test_an_id_that_moved_on_leads_to_who_it_is_now() -> None:
    held = registers(built(PEOPLE))

    assert who(held, {PersonId("P-9"): MIA}, "P-9") == MIA
    assert who(held, {}, "P-1") == MIA
    assert who(held, {}, "P-9") is None
