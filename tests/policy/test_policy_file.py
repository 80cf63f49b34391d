"""policy.yaml: the sample shows every default, and no fault is passed over."""

from dataclasses import fields
from pathlib import Path

import pytest

from gateway import yaml_file
from gateway.decide.policy import StatementRule
from gateway.model.decision import Asked, Protection, Treatment
from gateway.model.errors import ConfigurationFaults
from gateway.model.marking import Classification
from gateway.model.parties import Kind, PartyType
from gateway.policy.file import load, parse
from gateway.policy.schema import PolicyFile

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "config" / "policy.yaml"
BAD = ROOT / "tests" / "bad_config" / "policy"
CASES = sorted(path.stem for path in BAD.glob("*.yaml"))


def test_the_sample_shows_every_key_with_its_default() -> None:
    sample = yaml_file.load(SAMPLE, PolicyFile)

    assert sample == PolicyFile(version=1)
    text = SAMPLE.read_text(encoding="utf-8")
    assert [name for name in PolicyFile.model_fields if f"\n{name}:" not in text] == []


def test_load_reads_policy_and_markings() -> None:
    loaded = load(ROOT / "config", ["ours.example"])

    assert loaded.policy.protection[Classification.CONFIDENTIAL] is Protection.CONTENT
    assert loaded.policy.floors[Kind.HEALTH] is Classification.CONFIDENTIAL
    assert loaded.policy.statement[Classification.UNCLASSIFIED] is StatementRule.PASS
    assert loaded.policy.clean_unmarked.treated_as is Classification.INTERNAL
    assert next(scheme.name for scheme in loaded.markings.schemes) == "own"


def test_the_version_is_of_the_bytes() -> None:
    one, other = parse("version: 1\n", "p"), parse("version: 1 # changed\n", "p")

    assert one.policy.version != other.policy.version
    assert parse("version: 1\n", "elsewhere").policy.version == one.policy.version


def test_a_missing_file_is_told() -> None:
    with pytest.raises(ConfigurationFaults, match=r"policy\.yaml:1:1: cannot be read: FileNotFoundError"):
        load(ROOT / "tests" / "policy", None)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_bytes(b"version: 1 # \xff\n")

    with pytest.raises(ConfigurationFaults, match="cannot be read: UnicodeDecodeError"):
        load(tmp_path, None)


@pytest.mark.parametrize(
    ("word", "treatment", "treated_as"),
    [
        ("unclassified", Treatment.SHARE, Classification.UNCLASSIFIED),
        ("confidential", Treatment.SHARE, Classification.CONFIDENTIAL),
        ("hold", Treatment.HOLD, Classification.INTERNAL),
        ("refuse", Treatment.REFUSE, Classification.INTERNAL),
    ],
)
def test_unmarked(word: str, treatment: Treatment, treated_as: Classification) -> None:
    unmarked = parse(f"version: 1\nunmarked: {{nothing_found: {word}}}\n", "p").policy.clean_unmarked

    assert (unmarked.treatment, unmarked.treated_as) == (treatment, treated_as)


@pytest.mark.parametrize(
    ("key", "value", "field", "treatment"),
    [
        ("marking_conflict", "hold", "marking_conflict", Treatment.HOLD),
        ("marking_conflict", "note", "marking_conflict", Treatment.SHARE),
        ("uncovered_person", "redact", "uncovered_person", Treatment.REDACT),
        ("without_consent", "anonymise", "without_consent", Treatment.ANONYMISE),
        ("no_agreement", "anonymise", "no_agreement", Treatment.ANONYMISE),
        ("category_not_covered", "hold", "category_not_covered", Treatment.HOLD),
        ("third_parties", "hold", "third_parties", Treatment.HOLD),
        ("assurance_overdue", "hold", "assurance_overdue", Treatment.HOLD),
        ("training", "{overdue: hold}", "training_overdue", Treatment.HOLD),
        ("look_alike_recipient", "note", "look_alike_recipient", Treatment.SHARE),
        ("first_time_recipient", "hold", "first_time_recipient", Treatment.HOLD),
        ("mailing_list", "note", "mailing_list", Treatment.SHARE),
        ("privacy_notice", "{action: hold}", "notice_not_given", Treatment.HOLD),
    ],
)
def test_choices(key: str, value: str, field: str, treatment: Treatment) -> None:
    policy = parse(f"version: 1\n{key}: {value}\n", "p").policy

    assert getattr(policy, field) is treatment


def test_a_rule_of_the_organisations_own() -> None:
    text = """\
version: 1
rules:
  - name: health-to-schools
    clause: OWN-1
    when: {to_party: [ELM], to_type: [partner], kinds: [health], marked: [internal], people_at_least: 2}
    then: {treatment: hold, held_for: [line_manager, line_manager], protection: content}
"""
    (rule,) = parse(text, "p").policy.rules

    assert rule.name == "health-to-schools"
    assert rule.to_type == {PartyType.PARTNER}
    assert rule.kinds == {Kind.HEALTH}
    assert rule.marked == {Classification.INTERNAL}
    assert rule.held_for == (Asked.LINE_MANAGER,)
    assert (rule.treatment, rule.protection) == (Treatment.HOLD, Protection.CONTENT)


def test_no_setting_is_left_at_nothing() -> None:
    policy = parse("version: 1\n", "p").policy

    assert [field.name for field in fields(policy) if getattr(policy, field.name) in ({}, frozenset())] == []


@pytest.mark.parametrize("case", CASES)
def test_each_fault_is_told_with_its_place(case: str) -> None:
    with pytest.raises(ConfigurationFaults) as told:
        parse((BAD / f"{case}.yaml").read_text(encoding="utf-8"), "policy.yaml")

    assert str(told.value) + "\n" == (BAD / f"{case}.error").read_text(encoding="utf-8")


def test_there_are_cases() -> None:
    assert len(CASES) >= 20
    assert sorted(path.stem for path in BAD.glob("*.error")) == CASES
