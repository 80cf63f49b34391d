"""How often the organisation's own rules applied, out of the record."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from gateway.record.decided import Told, told_since
from gateway.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHits:
    """Decisions, one for each recipient, that a rule had a part in."""

    decisions: int  # all that were recorded in the time
    applied: Counter[str] = field(default_factory=Counter)  # by rule
    would: Counter[tuple[str, str]] = field(default_factory=Counter)  # of rules tried out: (rule, treatment)
    candidate: Counter[tuple[str, str]] = field(default_factory=Counter)  # of a policy tried out: (was, would be)


def rule_hits(database: Database, since: datetime) -> RuleHits:
    """Count from an instant on.

    Raises:
        TemporaryFailure: the database cannot be asked now, or an entry cannot be read.
    """
    return hits_in(told_since(database, since))


def hits_in(told: Iterable[Told]) -> RuleHits:
    """The same of entries that were read before."""
    decisions = 0
    hits = RuleHits(decisions=0)
    for said in (one.said for one in told if one.said.decided):
        decisions += 1
        hits.applied.update(said.rules)
        for words in said.would:
            rule, _, treatment = words.rpartition(" ")
            hits.would[rule, treatment] += 1
        if said.candidate:
            hits.candidate[said.treatment, said.candidate[-1]] += 1
    return RuleHits(decisions=decisions, applied=hits.applied, would=hits.would, candidate=hits.candidate)
