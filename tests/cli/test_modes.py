"""`gateway modes`, `held answer --go-on` and `--wrong`: rules on trial, as those who use them see it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.model.message import CaseId
from tests.cli.builders import ABOUT_MIA, DEE, DUTY, IRIS, MAX, NEWSLETTER, WEN, Place, accept, states, work

WRONG = {"clause": "CONS-1", "reason": "no-consent", "team": "Early Help"}


def on_trial(place: Place, mode: str, clause: str = "CONS-1") -> None:
    """Import a mode that is in force today, in the way an IG lead does."""
    today = datetime.now(UTC).date()
    file = place.folder / "modes.csv"
    file.write_text(
        "id,mode,team,clause,starts,ends,signed_by,reason\n"
        f"M-1,{mode},*,{clause},{today - timedelta(days=2)},{today + timedelta(days=20)},{IRIS},New here\n"
    )
    ran = place.run("register", "import", "modes", file)
    assert (ran.code, ran.out) == (0, "modes: 1 added, 0 changed, 0 ended, 0 unchanged\n")


@pytest.fixture(autouse=True)
def safe_channel(place: Place) -> None:
    """A safe way to the council, so that a missing consent alone is in the way."""
    config = place.config / "gateway.yaml"
    config.write_text(config.read_text().replace("forces_tls_to: []", "forces_tls_to: [council.example]"))


def sent(place: Place, content: bytes = ABOUT_MIA) -> CaseId:
    """A mail, decided."""
    case = accept(place, content)
    work(place)
    return case


def reported(place: Place) -> list[dict[str, object]]:
    rules: list[dict[str, object]] = place.run("modes", "report", "--json").json()["rules"]
    return rules


def test_observe(place: Place) -> None:
    on_trial(place, "observe")
    case = sent(place)
    assert states(place, case) == {DUTY: "ready"}
    (would,) = reported(place)
    assert would == WRONG | {"looked_at": 1, "would": 1, "held": 0, "changed": 0, "wrong": 0, "rate": 0.0}

    said = place.run(
        "held", "answer", case, *place.signed(WEN), "--wrong", "cons-1", "--why", "She signed.", "--json"
    )

    assert said.json() == {"case": case, "wrong": ["CONS-1/no-consent"], "by": WEN}
    sent(place, NEWSLETTER)
    (would,) = reported(place)
    assert would == WRONG | {"looked_at": 2, "would": 1, "held": 0, "changed": 0, "wrong": 1, "rate": 1.0}
    table = place.run("modes", "report", "--since", "36h").out
    assert "no-consent" in table
    assert "100%" in table


def test_coach(place: Place) -> None:
    on_trial(place, "coach")
    case = sent(place)
    (listed,) = place.run("held", "list", "--json").json()
    assert [one["role"] for one in listed["asked"]] == ["sender"]
    assert place.run("held", "list").out.startswith("We are trying this rule out until ")
    assert "We are trying this rule out" in place.run("held", "show", case, *place.signed(WEN)).out

    ran = place.run("held", "answer", case, *place.signed(WEN), "--go-on")
    work(place)

    assert (ran.code, ran.out) == (0, f"{case}: go-on taken; it is decided again now\n")
    assert states(place, case) == {DUTY: "ready"}
    (would,) = reported(place)
    assert would == WRONG | {"looked_at": 1, "would": 1, "held": 1, "changed": 0, "wrong": 0, "rate": 0.0}


def test_nobody_goes_on_where_no_rule_is_on_trial(place: Place) -> None:
    case = sent(place)

    ran = place.run("held", "answer", case, *place.signed(WEN), "--go-on")

    assert ran.code == 1
    assert ran.err.splitlines()[0] == "No rule on trial asks you here, so this would change nothing."
    assert states(place, case) == {DUTY: "held"}


@pytest.mark.parametrize("rule", ["CONS-1", "no-consent", "CONS-1/no-consent"])
def test_wrong_on_a_held_case_settles_nothing(place: Place, rule: str) -> None:
    case = sent(place)

    ran = place.run("held", "answer", case, *place.signed(MAX), "--wrong", rule)
    work(place)

    noted = f"{case}: noted that CONS-1/no-consent was wrong here; it settles nothing by itself\n"
    assert (ran.code, ran.out, ran.err) == (0, noted, "")
    assert states(place, case) == {DUTY: "held"}
    assert [(one["held"], one["wrong"]) for one in reported(place)] == [(1, 1)]


@pytest.mark.parametrize("rule", ["CONS-2", "no-such-reason", "", "SAFE-1/no-contact"])
def test_only_what_stopped_it_can_be_wrong(place: Place, rule: str) -> None:
    case = sent(place)

    ran = place.run("held", "answer", case, *place.signed(MAX), "--wrong", rule)

    assert ran.code == 1
    assert ran.err == "no such rule stopped this email, as far as you may see\nnothing was recorded\n"


def test_a_reason_that_is_not_told_cannot_be_found_out(place: Place) -> None:
    today = datetime.now(UTC).date()
    file = place.folder / "consents.csv"
    file.write_text(
        "id,person,given_by,capacity,party,purposes,kinds,refused_on,explicit\n"
        f"C-1,P-1,P-1,self,COUNCIL,early-help,*,{today - timedelta(days=3)},yes\n"
    )
    assert place.run("register", "import", "consents", file).code == 0
    case = sent(place)

    to_sender = place.run("held", "answer", case, *place.signed(WEN), "--wrong", "consent-refused")
    to_manager = place.run("held", "answer", case, *place.signed(MAX), "--wrong", "consent-refused")

    assert to_sender.err == "no such rule stopped this email, as far as you may see\nnothing was recorded\n"
    assert to_manager.code == 0


def test_who_is_named_has_no_say(place: Place) -> None:
    on_trial(place, "observe", "*")
    case = sent(place, ABOUT_MIA.replace(b"Mia Okafor", b"Max Hill").replace(b"999 000 0018", b"none"))

    ran = place.run("held", "answer", case, *place.signed(MAX), "--wrong", "CONS-1")

    assert (ran.code, ran.err) == (1, "this case is not one that you are asked about\n")
    assert place.run("held", "answer", case, *place.signed(DEE), "--wrong", "CONS-1").code == 0


def test_wrong_stands_alone(place: Place) -> None:
    ran = place.run("held", "answer", "GW-00000001", *place.signed(MAX), "--wrong", "CONS-1", "--hide")

    assert ran.code == 2
    assert "--wrong stands alone" in ran.err


def test_list_check_due_and_explain_name_it(place: Place, tmp_path: Path) -> None:
    assert place.run("modes", "list").out == "there is no entry: every clause is enforced\n"
    on_trial(place, "observe")
    mail = tmp_path / "mail.eml"
    mail.write_bytes(ABOUT_MIA)

    (listed,) = place.run("modes", "list", "--json").json()
    assert (listed["id"], listed["mode"], listed["in_force"], listed["signed_by"]) == ("M-1", "observe", True, IRIS)
    assert place.run("modes", "list").out.startswith("We are trying this rule out until ")
    assert "M-1 is observe, the rule CONS-1, every team" in place.run("check").out
    beside = {"staff", "policy", "privacy-notice"}
    assert {"modes"} == {one["register"] for one in place.run("register", "due", "--json").json()} - beside
    assert "We are trying this rule out until " in place.run("explain", mail).out
    (recipient,) = place.run("explain", mail, "--json").json()["recipients"]
    findings = {one["reason"]: one for one in recipient["findings"]}
    assert recipient["treatment"] == "share"
    assert (findings["no-consent"]["treatment"], findings["no-consent"]["would"]) == ("share", "hold")
    assert "would" not in findings["in-order"]


@pytest.mark.parametrize("back", ["7", "d", "0d", "7 days", "-1d"])
def test_how_far_back_is_a_number_and_a_unit(place: Place, back: str) -> None:
    ran = place.run("modes", "report", f"--since={back}")

    assert ran.code == 2
    assert "36h, 7d, 4w" in ran.err
