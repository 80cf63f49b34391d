"""Two policies beside each other, in words."""

import pytest

from gateway.model.errors import ConfigurationFaults
from gateway.policy.difference import differences

RULE = "  - {{name: ours, clause: OWN-1, when: {{subject: [{words}]}}, then: {{treatment: {then}}}}}\n"


def policy(rest: str = "") -> str:
    """A policy file."""
    return "version: 1\n" + rest


def rule(words: str = "tender", then: str = "refuse") -> str:
    """A policy with one rule."""
    return policy("rules:\n" + RULE.format(words=words, then=then))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        pytest.param(policy(), policy("# a word\n"), [], id="comments"),
        pytest.param(policy(), policy("bulk: 20\n"), [], id="a-default-written-out"),
        pytest.param(policy(), policy("bulk: 21\n"), [("bulk", "20", "21")], id="a-number"),
        pytest.param(
            policy(),
            policy("statement: {internal: pass}\n"),
            [("statement.internal", "require", "pass")],
            id="a-key-within",
        ),
        pytest.param(
            policy(),
            policy("identifying: [name, identifier, contact, address, date-of-birth, family]\n"),
            [("identifying", "", "family")],
            id="a-list",
        ),
        pytest.param(
            policy(), rule(), [("rules: ours", "", "clause: OWN-1; when: subject: tender; then: treatment: refuse")],
            id="a-rule-came",
        ),
        pytest.param(
            rule(), policy(), [("rules: ours", "clause: OWN-1; when: subject: tender; then: treatment: refuse", "")],
            id="a-rule-went",
        ),
        pytest.param(
            rule(), rule(then="anonymise"), [("rules: ours.then.treatment", "refuse", "anonymise")], id="rule-changed"
        ),
        pytest.param(
            rule(), rule(words="tender, bid"), [("rules: ours.when.subject", "", "bid")], id="a-rule-got-a-word"
        ),
    ],
)  # fmt: skip
def test_differences(before: str, after: str, found: list[tuple[str, str, str]]) -> None:
    assert [(one.where, one.before, one.after) for one in differences(before, after)] == found


def test_tests_beside_a_rule_change_nothing() -> None:
    tested = rule().replace("}}\n", "}, tests: [{expect: nothing}]}\n")

    assert differences(rule(), tested) == ()


def test_faults_are_told_with_the_name_of_the_file() -> None:
    with pytest.raises(ConfigurationFaults, match=r"next\.yaml:2:1: bulky: unknown key"):
        differences(policy(), policy("bulky: 3\n"), ("now", "next.yaml"))
