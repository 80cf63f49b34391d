"""`gateway risk` and `gateway breach`: worked by those who may, nothing that people wrote is shown to others."""

import json
import stat
from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.builders import ABOUT_MIA, IRIS, MAX, WEN, Place, accept, work


@pytest.fixture
def risky(place: Place) -> Place:
    """A mail was decided that shows two risks: no safeguards looked at, and a notice that names nobody."""
    accept(place, ABOUT_MIA)
    work(place)
    return place


def test_a_mail_opens_risks_and_the_ig_lead_works_them(risky: Place) -> None:
    kinds = {one["kind"]: one["id"] for one in risky.run("risk", "list", "--json").json()}
    assert set(kinds) == {"assurance-overdue", "notice-not-given"}
    risk = kinds["notice-not-given"]
    words = "Mia's mother gets the notice on Monday."

    changed = risky.run(
        *("risk", "set", risk, *risky.signed(IRIS), "--owner", MAX, "--mitigation", words),
        *("--status", "treated", "--review", "2027-01-15"),
    )
    shown = risky.run("risk", "show", risk, *risky.signed(IRIS), "--json").json()
    listed = risky.run("risk", "list")

    assert (changed.code, changed.out) == (0, f"{risk}: changed; it is treated\n")
    assert (shown["owner"], shown["mitigation"], shown["review"], shown["about"]) == (
        MAX,
        words,
        "2027-01-15",
        ["P-1"],
    )
    assert "P-1" in listed.out
    assert "Mia" not in listed.out
    assert risky.run("risk", "close", risk, *risky.signed(IRIS), "--why", "given").code == 0
    assert [one["id"] for one in risky.run("risk", "list", "--json").json()] == [kinds["assurance-overdue"]]
    assert len(risky.run("risk", "list", "--all", "--json").json()) == 2
    assert "Mia" not in risky.run("record", "export").out
    file = risky.folder / "risks.json"
    assert risky.run("risk", "export", file, *risky.signed(IRIS)).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert words in file.read_text()


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        pytest.param(("risk", "set", "RK-1", "--owner", MAX), 1, "role ig", id="not-the-ig-lead"),
        pytest.param(("risk", "show", "RK-1"), 1, "role auditor or ig", id="not-to-read"),
        pytest.param(("breach", "show", "BR-1"), 1, "role auditor or ig or safeguarding", id="breach-not-to-read"),
        pytest.param(("breach", "close", "BR-1", "--why", "x"), 1, "role ig", id="breach-not-to-close"),
        pytest.param(("risk", "set", "RK-1"), 2, "say what changes", id="nothing-to-change"),
        pytest.param(("risk", "set", "RK-1", "--status", "closed"), 2, "risk close", id="closed-by-status"),
        pytest.param(("risk", "set", "RK-1", "--review", "soon"), 2, "not a day", id="no-day"),
        pytest.param(("breach", "set", "BR-1", "--likelihood", "unlikely"), 2, "needs --note", id="unlikely-why"),
        pytest.param(("breach", "told", "BR-1", "--whom", "mum"), 2, "one of ico", id="nobody-of-that-name"),
        pytest.param(("breach", "open", "--what", "x", "--about", "P-77"), 1, "P-77: not in", id="no-such-person"),
        pytest.param(("breach", "open", "--what", "x", "--aware", "noon"), 2, "not a time", id="no-time"),
    ],
)
def test_refused(made: Place, words: tuple[str, ...], code: int, err: str) -> None:
    ran = made.run(*words, *made.signed(WEN))

    assert (ran.code, ran.out) == (code, "")
    assert err in " ".join(ran.err.replace("│", " ").split())


def test_a_breach_from_a_case_to_its_end(risky: Place) -> None:
    (case,) = {one["case"] for one in risky.run("risk", "list", "--json").json()}
    what = "Mia's letter went to the wrong address."
    aware = (datetime.now(UTC) - timedelta(hours=80)).isoformat()

    opened = risky.run(
        *("breach", "open", *risky.signed(WEN), "--case", case, "--what", what, "--about", "P-1", "--aware", aware)
    )
    (listed,) = risky.run("breach", "list", "--json").json()

    assert opened.out.startswith("BR-1: opened\nthe ICO must be told by ")
    assert opened.out.endswith("-8 overdue hours\n")
    assert (listed["case"], listed["about"], listed["overdue"], listed["opened_by"]) == (case, ["P-1"], True, WEN)
    assert listed["hours_left"] in (-8, -9)
    assert "Mia" not in risky.run("breach", "list").out
    iris = risky.signed(IRIS)
    assert "the ICO was not told" in risky.run("breach", "close", "BR-1", *iris, "--why", "over").err
    told = risky.run("breach", "told", "BR-1", *iris, "--whom", "ico", "--note", "IC-1", "--json").json()
    assert told["overdue"] is False
    assert risky.run("breach", "close", "BR-1", *iris, "--why", "learnt").code == 0
    shown = risky.run("breach", "show", "BR-1", *iris)
    assert what in shown.out
    assert "IC-1" in shown.out
    assert risky.run("breach", "list").out == "no breach is open\n"
    changes = [
        one["facts"]["change"]
        for one in risky.run("record", "show", case, "--json").json()["entries"]
        if one["kind"] == "breach"
    ]
    assert changes == ["opened", "told", "closed"]
    file = risky.folder / "breaches.csv"
    assert risky.run("breach", "export", file, *iris).out == f"1 breach written to {file}\n"
    exported = [json.loads(line) for line in risky.run("record", "export").out.splitlines()]
    assert "breaches" in [one["facts"].get("report") for one in exported if one.get("kind") == "exported"]
