"""`gateway rules`: trying, comparing and counting, on an installation that has not run and one that has."""

import re
from datetime import UTC, datetime, timedelta

from gateway.app import App
from gateway.policy.file import parse
from gateway.record.policies import Policies
from gateway.settings import Settings
from tests.cli.builders import Place

RULE = "rules:\n  - {name: tenders, clause: OWN-1, when: {subject: [tender]}, then: {treatment: refuse}}\n"


def take(place: Place, text: str, version: str, seconds: int) -> None:
    """Have a policy taken into use, as `gateway run` does."""
    app = App(Settings.load(place.config))
    # Asked now, not when the tests began: the record takes nothing older than itself.
    Policies(app.database).take(version, text, datetime.now(UTC) + timedelta(seconds=seconds))
    app.close()


def with_rule(place: Place) -> str:
    """policy.yaml with a rule; its text from before."""
    policy = place.config / "policy.yaml"
    text = policy.read_text()
    policy.write_text(text.replace("rules: []\n", RULE))
    return text


def test_before_it_ran_there_is_nothing_to_compare_with(place: Place) -> None:
    ran = place.run("rules", "diff")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "no policy was in use yet; `gateway run` takes one\n"
    assert place.run("rules", "versions").out == "no policy was in use yet\n"
    assert "no decision would change" in place.run("rules", "try").out
    assert "0 decisions decided again" in place.run("rules", "try", "--since", "4w").out
    assert place.run("rules", "hits").out.splitlines() == ["there are no rules of your own", "0 decisions"]


def test_what_a_change_means_is_told_in_words(place: Place) -> None:
    text = with_rule(place)
    take(place, text, "aaaa1111", 0)

    ran = place.run("rules", "diff")

    assert ran.code == 0
    lines = [line.split() for line in ran.out.splitlines()]
    assert lines[1][:4] == ["rules:", "tenders", "(not", "there)"]
    assert "treatment: refuse" in ran.out
    (found,) = place.run("rules", "diff", "--json").json()["differences"]
    assert found["where"] == "rules: tenders"
    assert place.run("rules", "diff", place.file("next.yaml", text.encode())).out == "the same as policy aaaa1111\n"


def test_an_earlier_version_can_be_compared_with(place: Place) -> None:
    text = with_rule(place)
    take(place, text + "# the first\n", "aaaa1111", 0)
    take(place, text.replace("bulk: 20", "bulk: 7"), "bbbb2222", 1)

    versions = place.run("rules", "versions")
    assert "in force: bbbb2222" in versions.out
    assert [one["version"] for one in place.run("rules", "versions", "--json").json()] == ["bbbb2222", "aaaa1111"]
    assert "bulk" in place.run("rules", "diff").out
    assert "bulk" not in place.run("rules", "diff", "--against", "aaaa").out
    unknown = place.run("rules", "diff", "--against", "cccc")
    assert (unknown.code, unknown.err) == (1, "no one version cccc\n")


def test_hits_name_the_rules_there_are(place: Place) -> None:
    with_rule(place)

    assert place.run("rules", "hits").out.splitlines()[1].split() == ["tenders", "0"]
    assert place.run("rules", "hits", "--json").json() == {
        "decisions": 0,
        "applied": {},
        "would": [],
        "candidate": [],
    }


def test_a_policy_that_cannot_be_read_is_told(place: Place) -> None:
    broken = place.file("next.yaml", b"version: 1\nbulky: 3\n")

    for words in (("rules", "try", "--policy", broken), ("rules", "test", "--policy", broken)):
        ran = place.run(*words)
        assert ran.code == 1
        assert "next.yaml:2:1: bulky: unknown key" in ran.err


def test_a_slip_in_the_policy_keeps_nobody_from_working(place: Place) -> None:
    policy = place.config / "policy.yaml"
    text = policy.read_text()
    policy.write_text(text.replace("bulk: 20", "bulky: 20"))
    assert place.run("held", "list").code == 1
    policy.write_text(text)
    take(place, text, "aaaa1111", 0)
    policy.write_text(text.replace("bulk: 20", "bulky: 20"))

    ran = place.run("held", "list", "--json")

    assert ran.code == 0
    assert ran.json() == []
    assert "policy-refused" in ran.err
    assert "bulky: unknown key" in ran.err
    checked = place.run("check")
    assert checked.code == 1
    assert "bulky: unknown key" in checked.out


def test_a_policy_is_tried_out_whole(place: Place) -> None:
    (place.config / "next.yaml").write_text("version: 1\n" + RULE)
    gateway = place.config / "gateway.yaml"
    text = gateway.read_text()
    gateway.write_text(re.sub(r"(?m)^candidate_policy:.*$", "candidate_policy: next.yaml", text))
    mail = b"From: max@family-support.example\r\nTo: x@y.example\r\nSubject: UNCLASSIFIED tender\r\n\r\nHello.\r\n"

    ran = place.run("explain", place.file("tender.eml", mail), "--json").json()

    (recipient,) = ran["recipients"]
    assert recipient["treatment"] != "refuse"
    assert recipient["candidate"]["treatment"] == "refuse"
    assert len(ran["policy"]) == 16
    assert recipient["candidate"]["policy"] != ran["policy"]


def test_the_rules_of_a_policy_that_is_tried_out_are_listed_and_marked(place: Place) -> None:
    assert not any(rule["candidate"] for rule in place.run("rules", "list", "--json").json())
    (place.config / "next.yaml").write_text("version: 1\n" + RULE)
    gateway = place.config / "gateway.yaml"
    gateway.write_text(re.sub(r"(?m)^candidate_policy:.*$", "candidate_policy: next.yaml", gateway.read_text()))

    rules = place.run("rules", "list", "--json").json()
    lines = place.run("rules", "list").out

    assert [(rule["rule"], rule["clauses"]) for rule in rules if rule["candidate"]] == [("tenders", "OWN-1")]
    assert rules[-1]["rule"] == "tenders"
    assert "Of the candidate policy" in " ".join(lines.split())


def test_an_earlier_policy_is_brought_back_by_the_same_gate(place: Place) -> None:
    file = place.config / "policy.yaml"
    first, second = file.read_text(), file.read_text() + "# a word more\n"
    version, other = (parse(text, "x").policy.version for text in (first, second))
    take(place, first, version, -2)
    take(place, second, other, -1)
    file.write_text(second)

    ran = place.run("rules", "roll-back", version[:8], "--json")

    assert ran.json() == {"in_force": version}
    assert file.read_text() == first
    assert place.run("rules", "versions", "--json").json()[0]["version"] == version
    again = place.run("rules", "roll-back", version)
    assert (again.code, "is the one in use" in again.err) == (1, True)
    nowhere = place.run("rules", "roll-back", "0000")
    assert (nowhere.code, "no one version" in nowhere.err) == (1, True)
