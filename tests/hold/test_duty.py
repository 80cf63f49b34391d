"""The duty rota, and who is reminded of urgent mail: the instants by name."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from gateway.hold.asked import Circle
from gateway.hold.duty import gaps, on_duty
from gateway.hold.wider import reminded, ring
from gateway.model.decision import Asked
from gateway.model.outcome import AskedPerson
from gateway.model.parties import DutyTurn, StaffMember

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOON.date()
HOUR, SECOND, DAY = timedelta(hours=1), timedelta(seconds=1), timedelta(days=1)


def member(name: str, *roles: str, deputy: str = "") -> StaffMember:
    return StaffMember(email=f"{name}@ours.example", name=name.title(), roles=roles, deputy=deputy)


ANA, MO, DEE, LEE = member("ana"), member("mo", deputy="dee@ours.example"), member("dee"), member("lee")
IG, SAFE, TRUDY = (
    member("ig", "ig"),
    member("safe", "safeguarding", deputy="lee@ours.example"),
    member("trudy", "trustee"),
)
STAFF = {one.email: one for one in (ANA, MO, DEE, LEE, IG, SAFE, TRUDY)}


def turn(name: str, starts: datetime, ends: datetime) -> DutyTurn:
    return DutyTurn(id=f"D-{name}-{starts:%d%H}", staff=f"{name}@ours.example", starts=starts, ends=ends)


NIGHT = turn("mo", NOON, NOON + 8 * HOUR)
OVERLAP = turn("lee", NOON + 7 * HOUR, NOON + DAY)


@pytest.mark.parametrize(
    ("at", "names"),
    [
        pytest.param(NOON - SECOND, "", id="a-second-before"),
        pytest.param(NOON, "mo", id="the-first-instant"),
        pytest.param(NOON + 7 * HOUR, "mo lee", id="two-turns"),
        pytest.param(NOON + 8 * HOUR - SECOND, "mo lee", id="a-second-before-the-end"),
        pytest.param(NOON + 8 * HOUR, "lee", id="the-last-instant"),
    ],
)
def test_on_duty(at: datetime, names: str) -> None:
    assert on_duty((OVERLAP, NIGHT), STAFF, at, TODAY) == tuple(f"{name}@ours.example" for name in names.split())


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param(replace(MO, away_until=TODAY), id="away-today"),
        pytest.param(replace(MO, left_on=TODAY), id="left-today"),
    ],
)
def test_who_is_not_here_is_passed_over(gone: StaffMember) -> None:
    assert on_duty((NIGHT,), STAFF | {MO.email: gone}, NOON, TODAY) == ()
    assert on_duty((turn("nobody", NOON, NOON + HOUR),), STAFF, NOON, TODAY) == ()


@pytest.mark.parametrize(
    ("rota", "expected"),
    [
        pytest.param((), [(0, 24)], id="no-turns"),
        pytest.param((NIGHT, OVERLAP), [], id="overlapping-turns"),
        pytest.param((NIGHT,), [(8, 24)], id="after-the-last"),
        pytest.param((OVERLAP,), [(0, 7)], id="before-the-first"),
        pytest.param((turn("mo", NOON, NOON + HOUR), turn("lee", NOON + HOUR, NOON + DAY)), [], id="end-to-start"),
        pytest.param(
            (turn("mo", NOON, NOON + HOUR), turn("lee", NOON + HOUR + SECOND, NOON + DAY)),
            [(1, 1 + 1 / 3600)],
            id="a-second-between",
        ),
        pytest.param((turn("mo", NOON - DAY, NOON + 2 * DAY),), [], id="from-before-to-after"),
        pytest.param((turn("nobody", NOON, NOON + DAY),), [(0, 24)], id="of-somebody-who-is-not-there"),
    ],
)
def test_gaps(rota: tuple[DutyTurn, ...], expected: list[tuple[float, float]]) -> None:
    found = [((a - NOON) / HOUR, (b - NOON) / HOUR) for a, b in gaps(rota, STAFF, NOON, NOON + DAY)]

    assert found == [pytest.approx(one) for one in expected]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        pytest.param(0, 0, id="at-once"),
        pytest.param(9.99, 0, id="before-the-first"),
        pytest.param(10, 1, id="the-first"),
        pytest.param(20, 2, id="the-second"),
        pytest.param(29.99, 2, id="before-it-is-escalated"),
        pytest.param(30, 3, id="escalated"),
        pytest.param(3000, 3, id="two-days-later"),
    ],
)
def test_how_far(minutes: float, expected: int) -> None:
    assert ring(timedelta(minutes=minutes), 10, 30) == expected


def circle(**changes: object) -> Circle:
    base = Circle(
        sender=ANA.email, staff=STAFF, named=frozenset(), today=TODAY, postmaster="post@ours.example", urgent=True
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # the field names are checked at run time


ASKED = (
    AskedPerson(role=Asked.SENDER, email=ANA.email),
    AskedPerson(role=Asked.LINE_MANAGER, email=MO.email),
    AskedPerson(role=Asked.IG_LEAD, email=IG.email),
)
ALONE = (AskedPerson(role=Asked.SENDER, email=ANA.email), AskedPerson(role=Asked.SAFEGUARDING_LEAD, email=SAFE.email))
AWAY = STAFF | {one.email: replace(one, away_until=TODAY) for one in (MO, DEE, IG, SAFE, LEE, TRUDY)}


@pytest.mark.parametrize(
    ("asked", "where", "far", "names"),
    [
        pytest.param(ASKED, circle(), 0, "mo ig", id="those-who-were-asked"),
        pytest.param(ASKED, circle(on_duty=(LEE.email,)), 0, "mo ig lee", id="whoever-is-on-duty-now"),
        pytest.param(ASKED, circle(), 1, "mo ig dee safe", id="then-deputies-and-leads"),
        pytest.param(ASKED, circle(), 2, "mo ig dee safe trudy", id="then-trustees"),
        pytest.param(ASKED, circle(), 3, "mo ig dee safe trudy post", id="then-the-postmaster"),
        pytest.param(
            ASKED, circle(named=frozenset({MO.email, DEE.email, TRUDY.email})), 3, "ig safe post", id="never-named"
        ),
        pytest.param(
            ASKED, circle(staff=STAFF | {MO.email: replace(MO, away_until=TODAY)}), 0, "ig", id="others-are-here"
        ),
        pytest.param(ASKED, circle(staff=AWAY), 0, "post", id="never-nobody"),
        pytest.param(ALONE, circle(on_duty=(MO.email,)), 1, "safe lee", id="safeguarding-alone-and-their-deputy"),
        pytest.param(ALONE, circle(on_duty=(MO.email,)), 3, "safe lee trudy", id="then-trustees-and-no-manager"),
        pytest.param(ALONE, circle(staff=AWAY), 3, "post", id="never-nobody-there-either"),
    ],
)  # fmt: skip
def test_reminded(asked: tuple[AskedPerson, ...], where: Circle, far: int, names: str) -> None:
    assert reminded(asked, where, far) == tuple(f"{name}@ours.example" for name in names.split())


def test_an_absence_that_ended_yesterday() -> None:
    staff = STAFF | {MO.email: replace(MO, away_until=date(2026, 11, 22))}

    assert on_duty((NIGHT,), staff, NOON, TODAY) == (MO.email,)
