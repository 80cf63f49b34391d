"""Who may approve a mail before it is written, and what then stands in the register (CONS-4)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from gateway.decide.approvals import is_ahead
from gateway.hold.ahead import Ahead, cells, why_not
from gateway.model.parties import (
    DataSubject,
    Ground,
    GroundEffect,
    Party,
    PartyId,
    PartyType,
    PersonId,
    RegisterSnapshot,
    StaffKind,
    StaffMember,
)
from gateway.registers.files.columns import RegisterKind
from tests.decide.builders import APPROVAL, GROUNDS, HARM, NOON
from tests.registers.builders import built

TODAY = date(2026, 11, 18)
WORKER, LINE, DEPUTY, TEAM = (f"{name}@family-support.example" for name in ("ana", "mo", "sam", "tess"))
SAFE, OTHER, GONE, SHARED = (f"{name}@family-support.example" for name in ("kit", "lee", "gil", "team"))

STAFF = {
    one.email: one
    for one in (
        StaffMember(
            email=WORKER, name="Ana", aliases=("a@family-support.example",), line_manager=LINE, team_manager=TEAM
        ),
        StaffMember(email=LINE, name="Mo", deputy=DEPUTY, roles=("manager",)),
        StaffMember(email=DEPUTY, name="Sam"),
        StaffMember(email=TEAM, name="Tess"),
        StaffMember(email=SAFE, name="Kit", roles=("safeguarding",)),
        StaffMember(email=OTHER, name="Lee", roles=("manager", "ig")),
        StaffMember(email=GONE, name="Gil", roles=("safeguarding",), left_on=TODAY),
        StaffMember(email=SHARED, name="Team", kind=StaffKind.SHARED, members=(WORKER,), line_manager=LINE),
    )
}
LATER = replace(HARM, id="NEW", effective_from=TODAY + timedelta(days=1))
TODAYS = replace(HARM, id="TODAY", effective_from=TODAY)
REGISTERS = RegisterSnapshot(
    generation=1,
    people={PersonId("P-3"): DataSubject(id=PersonId("P-3"), name="Daniel Price")},
    parties={PartyId("COUNCIL"): Party(id=PartyId("COUNCIL"), name="Council", type=PartyType.PARTNER)},
    staff=STAFF,
    grounds={**GROUNDS, LATER.id: LATER, TODAYS.id: TODAYS},
)
FINE = Ahead(
    by=LINE,
    worker=WORKER,
    person="P-3",
    party="COUNCIL",
    ground="CA89-17",
    hours=4,
    why="The placement starts tonight; no consent in time.",
)


@pytest.mark.parametrize(
    ("ahead", "begins"),
    [
        pytest.param(FINE, [], id="the-line-manager"),
        pytest.param(replace(FINE, by=DEPUTY), [], id="the-deputy"),
        pytest.param(replace(FINE, by=TEAM), [], id="the-team-manager"),
        pytest.param(replace(FINE, by=SAFE), [], id="safeguarding"),
        pytest.param(replace(FINE, by=LINE.upper()), [], id="however-it-is-written"),
        pytest.param(replace(FINE, by=OTHER), ["Only the worker's line manager"], id="another-manager"),
        pytest.param(replace(FINE, by=WORKER), ["Nobody approves for themselves"], id="the-worker"),
        pytest.param(replace(FINE, by="A@family-support.example"), ["Nobody approves"], id="the-worker-by-alias"),
        pytest.param(replace(FINE, worker=SAFE, by=SAFE), ["Nobody approves"], id="safeguarding-for-themselves"),
        pytest.param(replace(FINE, by=GONE), ["You are not in the staff register"], id="who-left-today"),
        pytest.param(replace(FINE, by="x@other.example"), ["You are not in the staff"], id="somebody-unknown"),
        pytest.param(replace(FINE, worker=GONE), ["--worker"], id="a-worker-who-left"),
        pytest.param(replace(FINE, worker=SHARED), ["--worker"], id="a-shared-mailbox-is-no-worker"),
        pytest.param(replace(FINE, worker="x@other.example"), ["--worker"], id="a-worker-unknown"),
        pytest.param(replace(FINE, person="P-9"), ["--person"], id="a-person-unknown"),
        pytest.param(replace(FINE, person="*"), ["--person"], id="a-caseload-is-not-ahead"),
        pytest.param(replace(FINE, party="ELM"), ["--party"], id="a-party-unknown"),
        pytest.param(replace(FINE, party="*"), ["--party"], id="no-party-in-particular"),
        pytest.param(replace(FINE, ground="NONE"), ["--ground"], id="a-ground-unknown"),
        pytest.param(replace(FINE, ground="ONE-OFF"), ["--ground"], id="a-ground-not-statutory"),
        pytest.param(replace(FINE, ground="NEW"), ["--ground"], id="a-ground-from-tomorrow"),
        pytest.param(replace(FINE, ground="TODAY"), [], id="a-ground-from-today"),
        pytest.param(replace(FINE, hours=0), ["--hours"], id="no-hours"),
        pytest.param(replace(FINE, hours=24), [], id="a-day"),
        pytest.param(replace(FINE, hours=25), ["--hours"], id="an-hour-more-than-a-day"),
        pytest.param(replace(FINE, why="needed" + " " * 20), ["--why"], id="no-justification"),
        pytest.param(
            replace(FINE, by=OTHER, person="P-9", hours=0), ["Only", "--person", "--hours"], id="all-at-once"
        ),
    ],
)
def test_why_not(ahead: Ahead, begins: list[str]) -> None:
    faults = why_not(ahead, REGISTERS, frozenset(), TODAY)

    assert len(faults) == len(begins)
    assert all(fault.startswith(begin) for fault, begin in zip(faults, begins, strict=True))


def test_nobody_approves_what_is_about_them_or_their_household() -> None:
    (fault,) = why_not(replace(FINE, by=LINE.upper()), REGISTERS, frozenset({LINE}), TODAY)

    assert "another person must approve it" in fault


def test_an_inactive_ground_is_none() -> None:
    ended = Ground(
        id="OLD",
        title="Old",
        law="Old Act",
        effect=GroundEffect.POWER,
        statutory=True,
        approval=True,
        effective_from=None,
        active=False,
    )

    assert why_not(replace(FINE, ground="OLD"), replace(REGISTERS, grounds={"OLD": ended}), frozenset(), TODAY)


def test_the_row_is_one_of_the_approvals_register() -> None:
    at = datetime(2026, 11, 18, 21, 5, 7, 250_000, tzinfo=UTC)

    approval = built(RegisterKind.APPROVALS, **cells(FINE, "AP-0A1B2C3D", at))

    expected = replace(
        APPROVAL,
        id="AP-0A1B2C3D",
        person="P-3",
        party="COUNCIL",
        purpose="*",
        ground="CA89-17",
        approved_by=LINE,
        worker=WORKER,
        # In force at once, not up to a second later.
        approved_at=datetime(2026, 11, 18, 21, 5, 7, tzinfo=UTC),
        until=datetime(2026, 11, 19, 1, 5, 7, tzinfo=UTC),
        justification=FINE.why,
    )
    assert approval == expected


@pytest.mark.parametrize(
    ("changed", "ahead"),
    [
        pytest.param({"worker": WORKER, "until": NOON + timedelta(hours=24)}, True, id="a-day"),
        pytest.param({"worker": WORKER, "until": NOON + timedelta(hours=24, seconds=1)}, False, id="a-second-more"),
        pytest.param({"until": NOON + timedelta(hours=1)}, False, id="for-no-worker"),
        pytest.param({"worker": WORKER, "until": None}, False, id="without-an-end"),
    ],
)
def test_is_ahead(changed: dict[str, object], ahead: bool) -> None:
    approval = replace(APPROVAL, approved_at=NOON, **changed)  # type: ignore[arg-type]  # fields by name, checked by the dataclass

    assert is_ahead(approval) is ahead
