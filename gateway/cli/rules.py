"""`gateway rules list` and `gateway rules test`."""

from pathlib import Path
from typing import Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import counted, document, say, table

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


def list_rules(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """List the rules in their order, in words."""
    from gateway.explain.rule_list import rule_list
    from gateway.settings import Settings, config_folder

    settings = Settings.load(config_folder(config))
    rules = rule_list(settings.policy.policy, settings.candidate)
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
    rows = ((str(n), rule.name, rule.clauses, rule.words) for n, rule in enumerate(rules, start=1))
    table(("", "rule", "clauses", "what should be true, and what follows"), rows, nothing="there are no rules")


def try_tests(policy: PolicyFile = None, config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Try the organisation's own rules on the tests that stand beside them."""
    from gateway.policy.file import parse, read_text
    from gateway.settings import config_folder

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
