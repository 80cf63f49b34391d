"""`gateway approve`: said yes to before the mail exists, used, and told afterwards."""

import json

import pytest

from gateway.app import opened
from gateway.model.outcome import RecordKind
from tests.cli.builders import ABOUT_MIA, DEE, DUTY, IRIS, MAX, WEN, Place, accept, states, work

WHY = "The school asked, and waiting would leave her without lunch."
WHAT = ("--worker", WEN, "--person", "P-1", "--party", "COUNCIL", "--ground", "CA89-17")


def approve(place: Place, user: str = MAX, *more: str) -> tuple[int, str, str]:
    ran = place.run("approve", *place.signed(user), *WHAT, "--hours", "4", "--why", WHY, *more)
    return ran.code, ran.out, ran.err


def reasons(place: Place) -> set[str]:
    file = place.file("mia.eml", ABOUT_MIA)
    (recipient,) = place.run("explain", file, "--json").json()["recipients"]
    return {found["reason"] for found in recipient["findings"]}


def test_a_mail_approved_ahead_needs_no_consent(place: Place) -> None:
    assert "no-consent" in reasons(place)

    code, out, err = approve(place, MAX, "--informed", "not yet")

    assert (code, err) == (0, "")
    assert out.startswith("AP-")
    assert "you will be told when it is used" in out
    assert "no-consent" not in reasons(place)
    with opened(place.config) as app:
        (approval,) = app.registers().snapshot().approvals
    assert (approval.approved_by, approval.worker, approval.informed) == (MAX, WEN, "not yet")


def test_it_is_recorded_by_whom(place: Place) -> None:
    assert approve(place, DEE)[0] == 0

    exported = [json.loads(line) for line in place.run("record", "export", "--json").out.splitlines()]

    changed = [one for one in exported if one["kind"] == RecordKind.REGISTER_CHANGED.value]
    assert changed[-1]["by"] == DEE


@pytest.mark.parametrize(
    ("user", "why"),
    [
        pytest.param(WEN, "Nobody approves for themselves", id="the-worker"),
        pytest.param(IRIS, "Only the worker's line manager", id="somebody-elses-manager"),
    ],
)
def test_what_is_refused_changes_nothing(place: Place, user: str, why: str) -> None:
    code, out, err = approve(place, user)

    assert (code, out) == (1, "")
    assert why in err
    assert err.endswith("nothing was approved\n")
    with opened(place.config) as app:
        assert app.registers().snapshot().approvals == ()


def test_nobody_approves_what_is_about_them(place: Place) -> None:
    ran = place.run(
        *("approve", *place.signed(MAX), "--worker", WEN, "--person", "P-2", "--party", "COUNCIL"),
        *("--ground", "CA89-17", "--hours", "4", "--why", WHY),
    )

    assert (ran.code, ran.out) == (1, "")
    assert "This is about you" in ran.err


def test_a_wrong_password_approves_nothing(place: Place) -> None:
    ran = place.run(
        "approve", *place.signed(MAX, "something else entirely"), *WHAT, "--hours", "4", "--why", WHY, "--json"
    )

    assert (ran.code, ran.out) == (1, "")
    assert "name or password is wrong" in ran.err


def test_it_wakes_what_is_held_already(place: Place) -> None:
    """CONS-4: the manager is phoned about mail that waits already; saying yes is enough to let it go."""
    case = accept(place, ABOUT_MIA)
    work(place)
    assert states(place, case) == {DUTY: "held"}

    code, out, err = approve(place)

    assert (code, err) == (0, "")
    assert f"1 held mail of theirs is decided again now: {case}" in out
    work(place)
    with opened(place.config) as app:
        reasons = {one.value for row in app.steps().load_message(case).recipients for one in row.reasons}
    assert "no-consent" not in reasons
