"""`gateway explain`: an interface that users' scripts depend on."""

import json

import pytest

from tests.cli.builders import ABOUT_MIA, DUTY, NEWSLETTER, Place

# design: these keys stay.
DOCUMENT = {"policy", "marked", "effective", "markings", "people", "unreadable", "recipients"}
RECIPIENT = {
    "address",
    "party",
    "treatment",
    "protection",
    "channel",
    "held_for",
    "findings",
    "would",
    "candidate",
    "questions",
    "principles",
}
FINDING = {"clause", "reason", "treatment", "protection", "about", "held_for", "answers"}


def test_the_keys_of_the_document_stay(made: Place) -> None:
    ran = made.run("explain", made.file("mia.eml", ABOUT_MIA), "--json")

    assert (ran.code, ran.err) == (0, "")
    explained = ran.json()
    assert set(explained) == DOCUMENT
    assert explained["marked"] == "internal"
    (recipient,) = explained["recipients"]
    assert set(recipient) == RECIPIENT
    assert (recipient["address"], recipient["treatment"]) == (DUTY, "hold")
    assert recipient["party"] == {"type": "partner", "id": "COUNCIL"}
    assert recipient["held_for"][0] == "line_manager"
    assert all(set(finding) == FINDING for finding in recipient["findings"])
    assert "no-consent" in {finding["reason"] for finding in recipient["findings"]}
    assert {"id", "role", "kinds", "evidence"} == set(explained["people"][0])
    assert {"scheme", "level", "where", "text"} == set(explained["markings"][0])


def test_several_files_are_a_document_a_line(made: Place) -> None:
    files = made.file("mia.eml", ABOUT_MIA), made.file("news.eml", NEWSLETTER)

    ran = made.run("explain", *files, "--json")

    treatments = [json.loads(line)["recipients"][0]["treatment"] for line in ran.out.splitlines()]
    assert treatments == ["hold", "share"]


def test_people_read_a_tree_with_clause_sentence_and_what_was_found(made: Place) -> None:
    ran = made.run("explain", made.file("mia.eml", ABOUT_MIA))

    assert ran.code == 0
    assert f"{DUTY} (partner COUNCIL): hold as internal" in ran.out
    assert "CONS-1 no-consent: hold. The person has not said yes to sharing this with Borough Council." in ran.out
    assert "identifier (nhs_number, register) in text: 999 000 0018" in ran.out.replace(" of part 1", "")
    assert "asked: line_manager; settled by: hide, release, return, refuse" in ran.out


def test_nothing_is_stored(made: Place) -> None:
    made.run("explain", made.file("mia.eml", ABOUT_MIA))

    assert made.run("trace", DUTY, "--json").json() == []
    assert made.run("queue", "list", "--json").json() == []


COMMAS = NEWSLETTER.replace(
    b"To: ",
    b'Cc: "Duty, Team" <duty@COUNCIL.example>,\r\n =?utf-8?q?a=2Cb?= <c@x.example>\r\nBcc: ',
)


@pytest.mark.parametrize(
    ("content", "options", "recipients"),
    [
        pytest.param(NEWSLETTER, (), [DUTY], id="to"),
        pytest.param(NEWSLETTER.replace(b"\r\n", b"\n"), (), [DUTY], id="saved-with-lf"),
        pytest.param(NEWSLETTER, ("--to", "A@X.Example", "--to", DUTY), ["A@x.example", DUTY], id="given"),
        pytest.param(COMMAS, (), [DUTY, "c@x.example"], id="cc-and-bcc-with-commas-in-names"),
    ],
)
def test_the_envelope(made: Place, content: bytes, options: tuple[str, ...], recipients: list[str]) -> None:
    ran = made.run("explain", made.file("one.eml", content), *options, "--json")

    assert [one["address"] for one in ran.json()["recipients"]] == recipients


def test_a_sender_who_is_not_the_author_is_found(made: Place) -> None:
    ran = made.run("explain", made.file("one.eml", NEWSLETTER), "--from", "other@family.example", "--json")

    reasons = {finding["reason"] for finding in ran.json()["recipients"][0]["findings"]}
    assert "sender-mismatch" in reasons


def test_a_message_to_nobody(made: Place) -> None:
    ran = made.run("explain", made.file("one.eml", b"From: a@family.example\r\n\r\nx\r\n"))

    assert (ran.code, "names no recipient; give --to" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        pytest.param("2023-12-31T23:59", "agreement-not-yet", id="a-minute-before-it-begins"),
        pytest.param("2024-01-01T00:00", "no-consent", id="from-its-first-moment"),
        pytest.param("2024-01-01", "no-consent", id="a-day"),
        pytest.param("2023-12-31T23:59-01:00", "no-consent", id="elsewhere-it-is-earlier"),
    ],
)
def test_at_a_time(made: Place, at: str, reason: str) -> None:
    ran = made.run("explain", made.file("mia.eml", ABOUT_MIA), "--at", at, "--json")

    reasons = {finding["reason"] for finding in ran.json()["recipients"][0]["findings"]}
    assert reason in reasons
    assert ("agreement-not-yet" in reasons) == (reason == "agreement-not-yet")


def test_a_time_that_is_none(made: Place) -> None:
    ran = made.run("explain", made.file("mia.eml", ABOUT_MIA), "--at", "tomorrow")

    assert (ran.code, "--at takes a date or a time" in ran.err) == (2, True)


def test_a_message_cannot_command_the_terminal(made: Place) -> None:
    hostile = ABOUT_MIA.replace(
        b"Subject: Internal: Mia Okafor", b"Subject: Internal: =?utf-8?b?G1sySg==?= Mia Okafor"
    )

    ran = made.run("explain", made.file("mia.eml", hostile))

    assert "\x1b" not in ran.out + ran.err


def test_rules_in_words(made: Place) -> None:
    rules = made.run("rules", "list", "--json").json()

    assert rules[0]["rule"] == "marked"
    assert rules[0]["words"].startswith("The message is marked before it is shared.")
    assert {"rule", "clauses", "words", "shadow", "candidate"} == set(rules[0])
    assert "CONS-1 to CONS-4" in {rule["clauses"] for rule in rules}
    assert "agreement_in_force" in made.run("rules", "list").out


def test_own_rules_stand_among_them(place: Place) -> None:
    policy = place.config / "policy.yaml"
    own = (
        "rules:\n  - name: health-to-schools\n    clause: OWN-1\n    when: {to_party: [ELM], kinds: [health]}\n"
        "    then: {treatment: hold, held_for: [line_manager], protection: content}\n"
    )
    policy.write_text(policy.read_text().replace("rules: []\n", own))

    (rule,) = [rule for rule in place.run("rules", "list", "--json").json() if rule["rule"] == "health-to-schools"]

    assert rule == {
        "rule": "health-to-schools",
        "clauses": "OWN-1",
        "shadow": False,
        "candidate": False,
        "words": "Own rule. Mail to the party ELM; telling health: "
        "hold for line_manager, protection at least content.",
    }


OWN = """\
rules:
  - name: tenders
    clause: OWN-1
    shadow: {shadow}
    when: {{subject: [tender]}}
    then: {{treatment: refuse}}
    tests:
      - {{given: {{subject: A tender}}, expect: refuse}}
      - {{given: {{subject: Tenderness}}, expect: {expect}}}
"""


def with_rule(place: Place, *, shadow: str = "false", expect: str = "nothing") -> None:
    """Put the rule into the policy."""
    policy = place.config / "policy.yaml"
    policy.write_text(policy.read_text().replace("rules: []\n", OWN.format(shadow=shadow, expect=expect)))


def test_rules_are_tried_on_their_tests(place: Place) -> None:
    assert place.run("rules", "test").out.splitlines() == ["no rule has a test", "0 tests, 0 failed"]
    with_rule(place)

    ran = place.run("rules", "test", "--json")

    assert ran.code == 0
    assert [(test["rule"], test["test"], test["passed"]) for test in ran.json()["tests"]] == [
        ("tenders", 1, True),
        ("tenders", 2, True),
    ]


def test_a_rule_that_fails_its_test_stops_everything(place: Place) -> None:
    with_rule(place, expect="refuse")
    line = next(
        n for n, line in enumerate((place.config / "policy.yaml").read_text().splitlines(), 1) if "Tenderness" in line
    )

    ran = place.run("rules", "test")

    assert ran.code == 1
    assert f"policy.yaml:{line}" in ran.out
    assert "failed: the rule does not apply" in ran.out
    listed = place.run("rules", "list")
    assert listed.code == 1
    assert f"policy.yaml:{line}:9: rule tenders, test 2: the rule does not apply" in listed.err
    checked = place.run("check")
    assert checked.code == 1
    assert "rule tenders, test 2: the rule does not apply" in checked.out


def test_what_is_tried_out_is_shown(place: Place) -> None:
    with_rule(place, shadow="true")
    file = place.file("news.eml", NEWSLETTER.replace(b"Subject: ", b"Subject: Tender, "))

    (recipient,) = place.run("explain", file, "--json").json()["recipients"]

    assert recipient["treatment"] == "share"
    assert [(one["rule"], one["treatment"]) for one in recipient["would"]] == [("tenders", "refuse")]
    assert "tried out: tenders (OWN-1) would have: refuse" in place.run("explain", file).out
    assert "Tried out only, changes nothing." in place.run("rules", "list").out
