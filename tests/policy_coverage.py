"""docs/policy-coverage.md, made from the tables: `python -m tests.policy_coverage > docs/policy-coverage.md`."""

import inspect
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from gateway.decide.reasons import TABLE
from gateway.decide.rules import RULES
from gateway.policy.clauses import CLAUSES, Clause
from tests.scenarios.loader import scenarios

_ROOT: Final = Path(__file__).parent.parent
_CASES: Final = _ROOT / "tests" / "cases"
_CITED: Final = re.compile(r"\b(?:CLASS|AGREE|PURP|MIN|CONS|SAFE|FAM|NOTICE|FACT|SEC|REC|AWARE|REV)-\d+\b")
_MOST: Final = 6  # cases that a row names; the rest is counted
_OPENING: Final = """\
# The policy's clauses, and what shows that they are kept

This page is made from the tables that the gateway works with and from the cases: `python -m tests.policy_coverage`. A
test fails when a clause has nothing that shows it, or when a case cites a clause that is not there.

*Rules* are modules of `gateway/decide/rules`. *Texts* are reasons whose sentences stand in
[every reason](reasons.md). *Cases* are folders of `tests/cases`, *scenarios* entries of `tests/scenarios`; a few of
each are named. *Tests* are named for what no single mail can show.

| clause | what it asks | rules | kept in | texts | cases and scenarios | tests |
| --- | --- | --- | --- | --- | --- | --- |"""


def rules_of() -> dict[str, list[str]]:
    """The rules that cite each clause in their first words."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for rule in RULES:
        stated = (inspect.getdoc(inspect.getmodule(rule.ask)) or "").partition(": ")[0]
        for clause in _CITED.findall(stated):
            found[clause].append(rule.ask.__name__)
    return dict(found)


def texts_of() -> dict[str, list[str]]:
    """The reasons that cite each clause."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for reason, settling in TABLE.items():
        for clause in settling.clauses:
            found[clause].append(reason.value)
    return dict(found)


@cache
def shown_by() -> dict[str, list[str]]:
    """The cases that cite each clause, in their words or by a reason given, and the scenarios."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for folder in sorted(path for path in _CASES.iterdir() if path.is_dir()):
        said = "".join(
            (folder / name).read_text(encoding="utf-8")
            for name in ("why.md", "expect.yaml")
            if (folder / name).exists()
        )
        for clause in dict.fromkeys(_CITED.findall(said)):
            found[clause].append(folder.name)
    for scenario in scenarios():
        for clause in dict.fromkeys(_CITED.findall(scenario.why)):
            if scenario.waits_for is None:
                found[clause].append(scenario.id)
    return dict(found)


def page() -> str:
    """The whole page, Markdown."""
    rules, texts, shown = rules_of(), texts_of(), shown_by()
    return "\n".join((_OPENING, *(_row(one, rules, texts, shown) for one in CLAUSES))) + "\n"


def _row(one: Clause, rules: dict[str, list[str]], texts: dict[str, list[str]], shown: dict[str, list[str]]) -> str:
    cells = (
        one.id,
        one.says,
        ", ".join(f"`{name}`" for name in rules.get(one.id, ())),
        ", ".join(one.kept_in),
        ", ".join(f"[{name}](reasons.md#{name})" for name in texts.get(one.id, ())),
        ", ".join(_some(shown.get(one.id, []))),
        ", ".join(f"`{path}`" for path in one.tests),
    )
    return f"| {' | '.join(cells)} |"


def _some(names: list[str]) -> Iterator[str]:
    yield from names[:_MOST]
    if len(names) > _MOST:
        yield "and more"  # no count: the page would be out of date with every new case


if __name__ == "__main__":
    sys.stdout.write(page())
