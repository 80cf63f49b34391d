"""The rules in words, with how often each applied in seven days; and those that never did."""

from collections import Counter

from gateway.console.desk import BACK_DAYS, Desk
from gateway.console.permissions import Permission, may
from gateway.console.replies import Page, Reply, Visit
from gateway.explain.rule_list import ListedRule, rule_list
from gateway.record.rule_hits import hits_in
from gateway.record.trials import tallied


def rules(desk: Desk, visit: Visit) -> Reply:
    """The page."""
    told = desk.decided.since(visit.at)
    settings = desk.app.settings
    hits = hits_in(told)
    by_clause: Counter[str] = Counter()
    for one in tallied(told):
        by_clause[one.clause] += one.stopped
    every = rule_list(settings.policy.policy, settings.candidate)
    own = [one for one in every if one.own]
    built_in = [one for one in every if not one.own]
    would: Counter[str] = Counter()
    for (name, _), count in hits.would.items():
        would[name] += count
    return Page(
        template="rules.html",
        values={
            "version": settings.policy.policy.version,
            "in_force": desk.app.policies().in_force(),
            "tests": len(settings.policy.tests),
            "own": [(one, hits.applied[one.name], would[one.name]) for one in own],
            "built_in": [(one, sum(by_clause[clause] for clause in one.cited())) for one in built_in],
            "never": _never(own, built_in, hits.applied + would, by_clause),
            "decisions": hits.decisions,
            "days": BACK_DAYS,
            "runs": may(visit.viewer, Permission.RUNS, half=False),
        },
    )


def _never(
    own: list[ListedRule], built_in: list[ListedRule], applied: Counter[str], by_clause: Counter[str]
) -> tuple[list[str], list[str]]:
    """Own rules that never applied, and clauses under which nothing was stopped."""
    clauses = sorted({clause for one in built_in for clause in one.cited()})
    return (
        [one.name for one in own if not one.candidate and not applied[one.name]],
        [clause for clause in clauses if not by_clause[clause]],
    )
