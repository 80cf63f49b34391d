"""How often the organisation's own rules applied, out of the record."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from gateway.model.outcome import RecordKind
from gateway.store.database import Database
from gateway.store.tables import record


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
        TemporaryFailure: the database cannot be asked now.
    """
    decisions = 0
    hits = RuleHits(decisions=0)
    with database.read() as connection:
        rows = connection.execute(
            select(record.c.facts).where(record.c.kind == RecordKind.DECIDED.value, record.c.at >= since)
        )
        for row in rows:
            decisions += 1
            facts = json.loads(row.facts)
            hits.applied.update(facts.get("rules", ()))
            for said in facts.get("would", ()):
                rule, _, treatment = said.rpartition(" ")
                hits.would[rule, treatment] += 1
            if "candidate" in facts:
                _, treatment = facts["candidate"]
                hits.candidate[facts["treatment"], treatment] += 1
    return RuleHits(decisions=decisions, applied=hits.applied, would=hits.would, candidate=hits.candidate)
