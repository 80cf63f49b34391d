"""What is due when, and for how long it is told."""

from datetime import date

import pytest

from gateway.policy.reviews import Reviews
from gateway.registers.due import due
from gateway.registers.files.columns import RegisterKind
from gateway.registers.rows.entry import Entry
from tests.decide.builders import POLICY
from tests.registers.builders import LONDON, built, registers

TODAY = date(2026, 11, 10)
AGREEMENTS, CONSENTS, STAFF = RegisterKind.AGREEMENTS, RegisterKind.CONSENTS, RegisterKind.STAFF
RESTRICTIONS, APPROVALS, REQUESTS = RegisterKind.RESTRICTIONS, RegisterKind.APPROVALS, RegisterKind.REQUESTS
PEOPLE, MODES = RegisterKind.PEOPLE, RegisterKind.MODES


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        pytest.param(built(AGREEMENTS, review="2026-11-20"), ["review 2026-11-20"], id="review-in-ten-days"),
        pytest.param(built(AGREEMENTS, review="2026-11-21"), [], id="review-in-eleven"),
        pytest.param(built(AGREEMENTS, review="2020-01-01"), ["review 2020-01-01"], id="review-long-overdue"),
        pytest.param(built(AGREEMENTS, review="2026-11-20", status="ended"), [], id="review-of-what-ended"),
        pytest.param(
            built(AGREEMENTS, assurance_review="2026-11-01", ends="2026-11-15"),
            ["assurance_review 2026-11-01", "ends 2026-11-15"],
            id="assurance-and-end",
        ),
        pytest.param(built(CONSENTS, expires_on="2026-11-20"), ["expires_on 2026-11-20"], id="consent-in-ten-days"),
        pytest.param(built(CONSENTS, expires_on="2026-11-21"), [], id="consent-in-eleven"),
        pytest.param(built(CONSENTS, expires_on="2026-10-31"), ["expires_on 2026-10-31"], id="consent-just-lapsed"),
        pytest.param(built(CONSENTS, expires_on="2026-10-30"), [], id="consent-history"),
        pytest.param(built(CONSENTS, expires_on="2026-11-20", withdrawn_on="2026-05-01"), [], id="consent-withdrawn"),
        pytest.param(built(RESTRICTIONS, until="2026-11-12"), ["until 2026-11-12"], id="restriction"),
        pytest.param(built(APPROVALS, until="2026-11-12"), ["until 2026-11-12"], id="approval"),
        pytest.param(
            built(REQUESTS, opened="2026-10-19", closes="2026-11-12"),
            ["closes 2026-11-12", "answer_by 2026-11-19"],
            id="request",
        ),
        pytest.param(
            built(REQUESTS, opened="2026-10-19", identity_checked_on="2026-10-21"), [], id="request-in-eleven-days"
        ),
        # It does not fall silent when its time is over.
        pytest.param(
            built(REQUESTS, closes="2026-01-31"),
            ["closes 2026-01-31", "answer_by 2026-02-02"],
            id="request-never-answered",
        ),
        pytest.param(
            built(REQUESTS, opened="2026-08-12", extended_on="2026-09-01", extended_why="complex"),
            ["answer_by 2026-11-12"],
            id="request-of-which-they-were-told-that-it-takes-longer",
        ),
        # Its clock stands still; nobody would look at it otherwise.
        pytest.param(
            built(REQUESTS, opened="2026-10-10", clarity_asked_on="2026-10-12"),
            ["ask_again 2026-11-09"],
            id="request-that-waits-for-who-asked",
        ),
        pytest.param(built(REQUESTS, closes="2026-01-31", answered_on="2026-01-30"), [], id="request-answered"),
        pytest.param(
            built(REQUESTS, type="foi", person="", opened="2026-10-19"), ["answer_by 2026-11-16"], id="foi-request"
        ),
        pytest.param(built(MODES, ends="2026-11-20"), ["ends 2026-11-20"], id="a-trial-ends-in-ten-days"),
        pytest.param(built(MODES, ends="2026-11-21"), [], id="a-trial-ends-in-eleven"),
        pytest.param(built(MODES, ends="2026-10-31", starts="2026-10-01"), ["ends 2026-10-31"], id="trial-just-over"),
        pytest.param(built(STAFF), ["trained_on None"], id="never-trained"),
        pytest.param(built(STAFF, trained_on="2025-11-20"), ["trained_on 2026-11-20"], id="trained-a-year-ago"),
        pytest.param(built(STAFF, trained_on="2025-11-21"), [], id="trained-a-day-later"),
        pytest.param(built(STAFF, left_on="2026-11-10"), [], id="has-left"),
        pytest.param(built(STAFF, kind="shared"), [], id="a-mailbox-needs-no-training"),
    ],
)
def test_due(entry: Entry, found: list[str]) -> None:
    assert [f"{each.column} {each.on}" for each in due(registers(entry), TODAY, 10, 12, LONDON)] == found


REVIEWS = Reviews(policy=date(2026, 11, 20), privacy_notice=None, approval_months=12)


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        pytest.param(built(APPROVALS, approved_on="2025-11-20", until=""), ["AP-1 2026-11-20"], id="stands-a-year"),
        pytest.param(built(APPROVALS, approved_on="2025-11-21", until=""), [], id="a-day-less"),
        pytest.param(
            built(APPROVALS, approved_on="2024-11-20", until="2027-11-19"), ["AP-1 2025-11-20"], id="long-overdue"
        ),
        pytest.param(
            built(APPROVALS, approved_on="2025-10-20", until="2026-10-20"), [], id="ended-before-it-was-looked-at"
        ),
    ],
)
def test_approvals_that_stand_are_looked_at_again(entry: Entry, found: list[str]) -> None:
    told = due(registers(entry), TODAY, 10, 12, LONDON, reviews=REVIEWS)

    assert [f"{one.id} {one.on}" for one in told if one.column == "review"] == found


def test_the_policy_and_the_privacy_notice_are_reviewed() -> None:
    told = due(registers(), TODAY, 10, 12, LONDON, reviews=REVIEWS)
    assert [(one.kind.value, one.column, one.on) for one in told] == [
        ("privacy-notice", "reviews.privacy_notice", None),
        ("policy", "reviews.policy", date(2026, 11, 20)),
    ]
    assert [one.kind.value for one in due(registers(), TODAY, 9, 12, LONDON, reviews=REVIEWS)] == ["privacy-notice"]
    assert due(registers(), TODAY, 10, 12, LONDON) == ()


@pytest.mark.parametrize(
    ("born", "found"),
    [
        # Ten days ahead of 10 November 2026, and as many back.
        pytest.param("2008-11-21", ["C-1 adult 2026-11-20"], id="eighteen-in-eleven-days"),
        pytest.param("2008-11-22", [], id="eighteen-in-twelve"),
        pytest.param("2010-11-11", ["R-1 own_limit 2026-11-10"], id="sixteen-tomorrow"),
        pytest.param("2013-11-01", ["P-1 youth_support 2026-10-31"], id="thirteen-ten-days-ago"),
        pytest.param("2013-10-31", [], id="thirteen-is-history"),
        pytest.param("2014-11-11", ["P-1 presumed_competent 2026-11-10"], id="twelve-tomorrow"),
        pytest.param("", [], id="of-no-known-age"),
    ],
)
def test_birthdays_are_due(born: str, found: list[str]) -> None:
    entries = (
        built(PEOPLE, id="P-1", date_of_birth=born),
        built(PEOPLE, id="P-2"),
        built(CONSENTS, id="C-1", person="P-1", given_by="P-2", capacity="parent", expires_on=""),
        built(CONSENTS, id="C-2", person="P-1", given_by="P-1", capacity="self", expires_on=""),
        built(RESTRICTIONS, id="R-1", person="P-1", only_kinds="name", until=""),
    )

    told = due(registers(*entries), TODAY, 10, 12, LONDON, POLICY.ages)
    assert [f"{each.id} {each.column} {each.on}" for each in told] == found


def test_whom_somebody_acts_for_comes_of_age() -> None:
    entries = (built(PEOPLE, date_of_birth="2008-11-11"), built(PEOPLE, id="P-2", acts_for="P-1"))

    told = due(registers(*entries), TODAY, 10, 12, LONDON, POLICY.ages)
    assert [f"{each.id} {each.column} {each.on}" for each in told] == ["P-1 adult 2026-11-10"]


@pytest.mark.parametrize(
    ("age", "last_day"),
    [
        pytest.param("presumed_competent", date(2020, 2, 28), id="twelve-in-a-leap-year"),
        pytest.param("youth_support", date(2021, 2, 28), id="thirteen"),
        pytest.param("own_limit", date(2024, 2, 28), id="sixteen-in-a-leap-year"),
        pytest.param("adult", date(2026, 2, 28), id="eighteen"),
    ],
)
def test_birthdays_of_who_was_born_on_a_leap_day(age: str, last_day: date) -> None:
    entries = (
        built(PEOPLE, date_of_birth="2008-02-29"),
        built(PEOPLE, id="P-2"),
        built(CONSENTS, person="P-1", given_by="P-2", capacity="parent", expires_on=""),
        built(RESTRICTIONS, only_kinds="name", until=""),
    )

    told = due(registers(*entries), last_day, 5, 12, LONDON, POLICY.ages)
    assert [(each.column, each.on) for each in told] == [(age, last_day)]


def test_training_of_the_leap_day_lasts_to_the_end_of_february() -> None:
    member = built(STAFF, trained_on="2024-02-29")

    assert due(registers(member), TODAY, 10, 12, LONDON)[0].on == date(2025, 2, 28)


def test_a_last_day_is_local() -> None:
    # In summer the day ends at 23:00 UTC.
    consent = built(CONSENTS, expires_on="2026-07-10")

    assert due(registers(consent), date(2026, 7, 1), 30, 12, LONDON)[0].on == date(2026, 7, 10)


def test_the_earliest_comes_first_and_what_never_was_before_all() -> None:
    found = due(
        registers(built(STAFF), built(APPROVALS, until="2026-11-12"), built(CONSENTS, expires_on="2026-11-11")),
        TODAY, 10, 12, LONDON,
    )  # fmt: skip

    assert [each.kind for each in found] == [STAFF, CONSENTS, APPROVALS]


@pytest.mark.parametrize(
    ("left_on", "until", "found"),
    [
        pytest.param("2026-11-10", "2027-11-12", ["approved_by 2026-11-10"], id="left-today"),
        pytest.param("2026-11-11", "2027-11-12", [], id="leaves-tomorrow"),
        pytest.param("", "2027-11-12", [], id="is-here"),
        pytest.param("2020-01-01", "2027-11-12", ["approved_by 2020-01-01"], id="left-long-ago"),
        pytest.param("2026-11-01", "2026-10-01", [], id="the-approval-is-over"),
    ],
)
def test_approvals_of_who_left_are_up_for_review(left_on: str, until: str, found: list[str]) -> None:
    manager = built(
        STAFF, email="mo@ours.example", left_on=left_on, line_manager="tess@ours.example", trained_on="2026-11-01"
    )
    approval = built(APPROVALS, approved_on="2020-01-01", until=until, approved_by="Mo@ours.example")

    listed = due(registers(manager, approval), TODAY, 10, 12, LONDON)

    assert [f"{one.column} {one.on}" for one in listed if one.kind is APPROVALS] == found
    assert {one.owner for one in listed if one.kind is APPROVALS} <= {"tess@ours.example"}
