"""The rules in their order, in words: those that come with the gateway and the organisation's own."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gateway.decide.needs import Rule
from gateway.decide.own_rule import CustomRule
from gateway.decide.policy import Policy
from gateway.decide.rules import RULES
from gateway.decide.rules.own_rules import own_rules
from gateway.policy.rule_words import in_words

_CLAUSE: Final = re.compile(r"([A-Z]+)-(\d+)(?: to \1-(\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRule:
    """One of them."""

    name: str
    clauses: str
    words: str  # what should be true, and what follows
    own: bool = False  # of policy.yaml
    shadow: bool = False  # only tried out
    candidate: bool = False  # of a policy that is only tried out beside the one in use

    def cited(self) -> frozenset[str]:
        """Its clauses one by one: "CONS-1 to CONS-3" are three."""
        found: set[str] = set()
        for name, first, last in _CLAUSE.findall(self.clauses):
            found |= {f"{name}-{number}" for number in range(int(first), int(last or first) + 1)}
        return frozenset(found) or frozenset({self.clauses})


def rule_list(policy: Policy, candidate: Policy | None) -> tuple[ListedRule, ...]:
    """Every rule that is asked of a message, in order; those of a candidate policy last."""
    return tuple(_listed(policy, candidate))


def _listed(policy: Policy, candidate: Policy | None) -> Iterator[ListedRule]:
    for rule in RULES:
        if rule.ask is own_rules:
            yield from map(_own, policy.rules)
        else:
            yield _built_in(rule)
    for own in () if candidate is None else candidate.rules:
        said = _own(own)
        yield ListedRule(
            name=said.name,
            clauses=said.clauses,
            words=f"Of the candidate policy, decided beside the one in use and only recorded. {said.words}",
            own=True,
            shadow=said.shadow,
            candidate=True,
        )


def _built_in(rule: Rule) -> ListedRule:
    """A rule's module says "CLAUSES: what should be true." and its function what follows."""
    module = inspect.getmodule(rule.ask)
    clauses, _, stated = (inspect.getdoc(module) or "").partition(": ")
    follows = (inspect.getdoc(rule.ask) or "").partition("\n\n")[0]
    words = f"{stated[:1].upper()}{stated[1:]} {follows}".replace("\n", " ")
    return ListedRule(name=rule.ask.__name__, clauses=clauses, words=words)


def _own(rule: CustomRule) -> ListedRule:
    words = f"Own rule. {in_words(rule)}"
    return ListedRule(name=rule.name, clauses=rule.clause, words=words, own=True, shadow=rule.shadow)
