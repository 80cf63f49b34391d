"""`gateway rules list` and `gateway rules test`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import counted, document, say, table

if TYPE_CHECKING:
    from gateway.cli.output import Json
    from gateway.decide.policy import Policy
    from gateway.past.kept_tests import Rerun

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


Kept = Annotated[
    bool,
    typer.Option(
        "--kept", help="Try the emails too that were kept as tests in the console: what would be otherwise."
    ),
]


def try_tests(
    policy: PolicyFile = None, kept: Kept = False, config: ConfigDir = None, as_json: AsJson = False
) -> None:
    """Try the organisation's own rules on the tests that stand beside them, and on emails that were kept as tests."""
    from gateway.policy.file import parse, read_text
    from gateway.settings import config_folder

    path = policy if policy is not None else config_folder(config) / "policy.yaml"
    loaded = parse(read_text(path), str(path))
    failed = [test for test in loaded.tests if test.wrong]
    reruns = _kept(config, loaded.policy) if kept else ()
    wrong = bool(failed) or any(one.changed for one in reruns)
    if as_json:
        document(
            {
                "ok": not wrong,
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
                "kept": [_rerun(one) for one in reruns],
            }
        )
        raise typer.Exit(1 if wrong else 0)
    rows = (
        (f"{path}:{test.place[0]}", test.rule, str(test.number), "failed: " + test.wrong if test.wrong else "passed")
        for test in loaded.tests
    )
    table(("where", "rule", "test", ""), rows, nothing="no rule has a test")
    for rule in loaded.untested():
        say(f"{rule.name}: has no test")
    if kept:
        emails = ((str(one.test.id), one.test.name, _came(one)) for one in reruns)
        table(("test", "stands for", ""), emails, nothing="no email is kept as a test")
    say(f"{counted(len(loaded.tests), 'test')}, {len(failed)} failed")
    if kept:
        say(f"{counted(len(reruns), 'kept email')}, {sum(one.changed for one in reruns)} would be decided otherwise")
    raise typer.Exit(1 if wrong else 0)


def _kept(config: Path | None, policy: "Policy") -> "tuple[Rerun, ...]":
    from gateway.app import opened
    from gateway.past.kept_tests import run

    with opened(config) as app:
        return run(app.kept_tests().all(), policy)


def _came(one: "Rerun") -> str:
    if one.tried.unread:
        return "gone: retention took it"
    changes = (f"copy {each.recipient}: {each.before} becomes {each.after}" for each in one.tried.changes)
    return "; ".join(changes) or ("same answer, other rules" if one.other_rules else "as it was")


def _rerun(one: "Rerun") -> "Json":
    return {
        "test": one.test.id,
        "name": one.test.name,
        "gone": bool(one.tried.unread),
        "changes": [
            {
                "recipient": each.recipient,
                "was": each.before,
                "would_be": each.after,
                "stricter": list(each.stricter),
                "milder": list(each.milder),
            }
            for each in one.tried.changes
        ],
        "other_rules": list(one.other_rules),
    }
