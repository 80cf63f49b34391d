"""The tests beside the organisation's own rules: what they can say, and what becomes of one that fails."""

from pathlib import Path

import pytest

from gateway.model.errors import ConfigurationFaults
from gateway.policy.file import LoadedPolicy, load, parse

RULES = """\
version: 1
rules:
  - name: ours
    clause: OWN-1
    when: {when}
    then: {then}
    tests:
      - {{given: {given}, expect: {expect}}}
"""


def policy_of(
    when: str, given: str, expect: str, then: str = "{treatment: hold, held_for: [ig_lead]}"
) -> LoadedPolicy:
    """A policy with one rule and one test."""
    return parse(RULES.format(when=when, then=then, given=given, expect=expect), "policy.yaml")


@pytest.mark.parametrize(
    ("when", "given", "miss"),
    [
        pytest.param("{sender: ['jo@*']}", "{sender: jo@ours.example}", "{sender: al@ours.example}", id="sender"),
        pytest.param("{from_team: [Intake]}", "{from_team: Intake}", "{from_team: Duty}", id="team"),
        pytest.param("{to_address: ['*@a.example']}", "{to: x@a.example}", "{to: x@b.example}", id="address"),
        pytest.param("{to_domain: [a.example]}", "{to: x@a.example}", "{to: x@b.a.example}", id="domain"),
        pytest.param("{to_party: [ELM]}", "{to_party: ELM}", "{to_party: OAK}", id="party"),
        pytest.param("{to_type: [person]}", "{to_type: person}", "{to_type: provider}", id="type"),
        pytest.param("{to_type: [unknown]}", "{}", "{to_party: ELM}", id="nobody-known"),
        pytest.param("{to_type: [social-media]}", "{to_type: social-media}", "{}", id="social-media"),
        pytest.param("{to: inside}", "{to_type: internal}", "{}", id="inside"),
        pytest.param("{to: outside}", "{}", "{to_type: internal}", id="outside"),
        pytest.param("{to_list: true}", "{mailing_list: true}", "{}", id="list"),
        pytest.param("{to_front_door: true}", "{front_door: true}", "{}", id="front-door"),
        pytest.param("{marked: [confidential]}", "{marked: confidential}", "{marked: internal}", id="marked"),
        pytest.param("{marked: [confidential]}", "{marked: internal, kinds: [health]}", "{}", id="raised"),
        pytest.param("{kinds: [health]}", "{kinds: [health]}", "{kinds: [education]}", id="kinds"),
        pytest.param(
            "{hits_at_least: {health: 2}}", "{kinds: {health: 2}}", "{kinds: {health: 1, sen: 2}}", id="finds"
        ),
        pytest.param("{people_at_least: 3}", "{people: 3}", "{people: 2}", id="people"),
        pytest.param("{purpose: [housing]}", "{purpose: housing support}", "{purpose: audit}", id="purpose"),
        pytest.param("{file_types: [.docm]}", "{files: [application/x .docm]}", "{files: [.docx]}", id="ending"),
        pytest.param("{file_types: [image/*]}", "{files: [image/png]}", "{files: [audio/x]}", id="type"),
        pytest.param("{larger_than_bytes: 10}", "{size_bytes: 11}", "{size_bytes: 10}", id="size"),
        pytest.param("{subject: [tender]}", "{subject: 'New Tender!'}", "{subject: tenderness}", id="subject"),
        pytest.param("{headers: {X-App: [cms]}}", "{headers: {x-app: CMS 1}}", "{headers: {x-b: cms}}", id="header"),
        pytest.param("{weekdays: [sunday]}", "{at: 2026-11-22T10:00}", "{at: 2026-11-23T10:00}", id="weekday"),
        pytest.param("{hours: '18:00-08:00'}", "{at: 2026-11-22T18:00}", "{at: 2026-11-22T17:59}", id="hours"),
        pytest.param("{from_date: 2026-12-01}", "{at: 2026-12-01T00:00}", "{at: 2026-11-30T23:59}", id="from"),
        pytest.param("{until_date: 2026-12-01}", "{at: 2026-12-01T23:59}", "{at: 2026-12-02T00:00}", id="until"),
        pytest.param("{unread: true}", "{unread: true}", "{}", id="unread"),
        pytest.param("{not_to_type: [partner]}", "{}", "{to_party: ELM}", id="exempt-type"),
        pytest.param("{not_sender: ['jo@*']}", "{sender: al@ours.example}", "{sender: jo@ours.example}", id="exempt"),
    ],
)
def test_every_condition_can_be_tested(when: str, given: str, miss: str) -> None:
    assert [test.wrong for test in policy_of(when, given, "hold").tests] == [""]
    assert [test.wrong for test in policy_of(when, given, "nothing").tests] == ["the rule applies"]
    assert [test.wrong for test in policy_of(when, miss, "nothing").tests] == [""]
    assert [test.wrong for test in policy_of(when, miss, "hold").tests] == ["the rule does not apply"]


@pytest.mark.parametrize(
    ("then", "expect", "wrong"),
    [
        ("{treatment: refuse}", "refuse", ""),
        ("{treatment: refuse}", "hold", "treatment is refuse, not hold"),
        ("{protection: content}", "{protection: content}", ""),
        ("{protection: transport}", "{protection: content}", "protection is transport, not content"),
        ("{channel: smime}", "{protection: content, treatment: share}", ""),
        ("{treatment: hold, held_for: [ig_lead]}", "{held_for: [ig_lead]}", ""),
        ("{treatment: hold, held_for: [ig_lead]}", "{held_for: [line_manager]}", "held for ig_lead"),
        ("{treatment: redact, redact_kinds: [health]}", "{redacts: [health]}", ""),
        ("{treatment: redact, redact_kinds: [health]}", "{redacts: [name]}", "redacts health"),
        ("{treatment: redact, redact_kinds: [sen]}", "{redacts: [sen]}", "redacts nothing"),
        ("{treatment: anonymise}", "{redacts: [name]}", ""),
        ("{note: Think.}", "{applies: true}", ""),
    ],
)
def test_what_a_rule_adds(then: str, expect: str, wrong: str) -> None:
    (test,) = policy_of("{kinds: [health]}", "{kinds: [health, name]}", expect, then).tests

    assert test.wrong == wrong


def test_a_failing_test_is_a_fault_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    given, then = "{}", "{treatment: refuse}"
    path.write_text(RULES.format(when="{unread: true}", then=then, given=given, expect="refuse"))

    with pytest.raises(ConfigurationFaults) as told:
        load(tmp_path, None)

    assert told.value.faults == (f"{path}:8:9: rule ours, test 1: the rule does not apply",)


def test_which_rules_are_tested_on_one_side_or_not_at_all() -> None:
    text = """\
version: 1
rules:
  - {name: bare, clause: OWN-1, when: {unread: true}, then: {note: Look.}}
  - name: half
    clause: OWN-2
    when: {unread: true}
    then: {note: Look.}
    tests: [{given: {unread: true}, expect: share}]
  - name: both
    clause: OWN-3
    when: {unread: true}
    then: {note: Look.}
    tests: [{given: {unread: true}, expect: share}, {expect: nothing}]
"""
    loaded = parse(text, "policy.yaml")

    assert [rule.name for rule in loaded.untested()] == ["bare"]
    assert loaded.one_sided() == ("half",)
    assert loaded.failed("p") == ()


def test_a_shadow_rule_is_tested_as_if_it_counted() -> None:
    text = RULES.format(when="{unread: true}", then="{treatment: refuse}", given="{unread: true}", expect="refuse")

    (test,) = parse(text.replace("    when", "    shadow: true\n    when"), "p").tests

    assert test.wrong == ""


def test_a_rule_tells_nobody_outside(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    then = "{notify: [ig_lead, Desk@ours.example, x@theirs.example]}"
    path.write_text(RULES.format(when="{unread: true}", then=then, given="{}", expect="nothing"))

    with pytest.raises(ConfigurationFaults) as told:
        load(tmp_path, ["ours.example"])

    assert told.value.faults == (f"{path}:6:12: rules.0.then.notify: must be in one of our own domains",)
    assert load(tmp_path, ["ours.example", "theirs.example"]).policy.rules[0].notify_addresses == (
        "desk@ours.example",
        "x@theirs.example",
    )
