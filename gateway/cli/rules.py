"""`gateway rules list` and `gateway rules test`."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import counted, document, say, table
from gateway.cli.rule_words import in_words

if TYPE_CHECKING:
    from gateway.decide.needs import Rule
    from gateway.decide.own_rule import CustomRule

PolicyFile = Annotated[
    Path | None,
    typer.Option(
        "--policy",
        metavar="FILE",
        help="A policy file; policy.yaml of the configuration without it.",
        exists=True,
        dir_okay=False,
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    name: str
    clauses: str
    words: str
    shadow: bool = False
    candidate: bool = False  # of a policy that is only tried out beside the one in use


def list_rules(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """List the rules in their order, in words."""
    from gateway.app import Settings, config_folder
    from gateway.decide.rules import RULES
    from gateway.decide.rules.own_rules import own_rules

    settings = Settings.load(config_folder(config))
    candidate = () if settings.candidate is None else settings.candidate.rules
    rules: list[_Shown] = []
    for rule in RULES:
        rules.extend([_built_in(rule)] if rule.ask is not own_rules else map(_own, settings.policy.policy.rules))
    rules.extend(replace(_own(rule), candidate=True) for rule in candidate)
    if as_json:
        document(
            [
                {
                    "rule": rule.name,
                    "clauses": rule.clauses,
                    "words": rule.words,
                    "shadow": rule.shadow,
                    "candidate": rule.candidate,
                }
                for rule in rules
            ]
        )
        return
    rows = ((str(n), rule.name, rule.clauses, _words(rule)) for n, rule in enumerate(rules, start=1))
    table(("", "rule", "clauses", "what should be true, and what follows"), rows, nothing="there are no rules")


def try_tests(policy: PolicyFile = None, config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Try the organisation's own rules on the tests that stand beside them."""
    from gateway.app import config_folder
    from gateway.policy.file import parse, read_text

    path = policy if policy is not None else config_folder(config) / "policy.yaml"
    loaded = parse(read_text(path), str(path))
    failed = [test for test in loaded.tests if test.wrong]
    if as_json:
        document(
            {
                "ok": not failed,
                "tests": [
                    {
                        "rule": test.rule,
                        "test": test.number,
                        "line": test.place[0],
                        "passed": not test.wrong,
                        "wrong": test.wrong or None,
                    }
                    for test in loaded.tests
                ],
                "untested": [rule.name for rule in loaded.untested()],
            }
        )
        raise typer.Exit(1 if failed else 0)
    rows = (
        (f"{path}:{test.place[0]}", test.rule, str(test.number), "failed: " + test.wrong if test.wrong else "passed")
        for test in loaded.tests
    )
    table(("where", "rule", "test", ""), rows, nothing="no rule has a test")
    for rule in loaded.untested():
        say(f"{rule.name}: has no test")
    say(f"{counted(len(loaded.tests), 'test')}, {len(failed)} failed")
    raise typer.Exit(1 if failed else 0)


def _built_in(rule: "Rule") -> _Shown:
    """A rule's module says "CLAUSES: what should be true." and its function what follows."""
    import inspect

    module = inspect.getmodule(rule.ask)
    clauses, _, stated = (inspect.getdoc(module) or "").partition(": ")
    follows = (inspect.getdoc(rule.ask) or "").partition("\n\n")[0]
    words = f"{stated[:1].upper()}{stated[1:]} {follows}".replace("\n", " ")
    return _Shown(name=rule.ask.__name__, clauses=clauses, words=words)


def _words(rule: _Shown) -> str:
    return (
        f"Of the candidate policy, decided beside the one in use and only recorded. {rule.words}"
        if rule.candidate
        else rule.words
    )


def _own(rule: "CustomRule") -> _Shown:
    return _Shown(name=rule.name, clauses=rule.clause, words=f"Own rule. {in_words(rule)}", shadow=rule.shadow)
