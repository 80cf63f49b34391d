"""`gateway rules`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import document, table

if TYPE_CHECKING:
    from gateway.decide.policy import CustomRule
    from gateway.decide.rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    name: str
    clauses: str
    words: str


def list_rules(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """List the rules in their order, in words."""
    from gateway.app import Settings, config_folder
    from gateway.decide.rules import RULES
    from gateway.decide.rules.own_rules import own_rules

    own = Settings.load(config_folder(config)).policy.policy.rules
    rules: list[_Shown] = []
    for rule in RULES:
        rules.extend(map(_own, own) if rule is own_rules else [_built_in(rule)])
    if as_json:
        document([{"rule": rule.name, "clauses": rule.clauses, "words": rule.words} for rule in rules])
        return
    rows = ((str(n), rule.name, rule.clauses, rule.words) for n, rule in enumerate(rules, start=1))
    table(("", "rule", "clauses", "what should be true, and what follows"), rows, nothing="there are no rules")


def _built_in(rule: "Rule") -> _Shown:
    """A rule's module says "CLAUSES: what should be true." and its function what follows."""
    import inspect

    module = inspect.getmodule(rule)
    clauses, _, stated = (inspect.getdoc(module) or "").partition(": ")
    follows = (inspect.getdoc(rule) or "").partition("\n\n")[0]
    return _Shown(
        name=rule.__name__, clauses=clauses, words=f"{stated[:1].upper()}{stated[1:]} {follows}".replace("\n", " ")
    )


def _own(rule: "CustomRule") -> _Shown:
    conditions = [
        ("to the party", sorted(rule.to_party)),
        ("to the type", sorted(kind.value for kind in rule.to_type)),
        ("to the domain", sorted(rule.to_domain)),
        ("from the team", sorted(rule.from_team)),
        ("telling", sorted(kind.value for kind in rule.kinds)),
        ("marked or raised to", [level.word for level in sorted(rule.marked)]),
        ("that could not all be read", ["yes"] if rule.unread else []),
        ("about people, at least", [str(rule.people_at_least)] if rule.people_at_least else []),
    ]
    when = "; ".join(f"{what} {' or '.join(values)}" for what, values in conditions if values)
    then = rule.treatment.word
    if rule.held_for:
        then += f" for {', '.join(role.value for role in rule.held_for)}"
    if rule.protection:
        then += f", protection at least {rule.protection.word}"
    return _Shown(name=rule.name, clauses=rule.clause, words=f"Own rule. Mail {when}: {then}.")
