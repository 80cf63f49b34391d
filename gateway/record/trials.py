"""What rules stopped, what they would have stopped but for a mode, and where people said that this was wrong.

Read from the record alone: each decision names the team, what stood in the way and what would have (REC-1).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import select

from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.record.decided import Said, Told, by_mail, said, told_since
from gateway.store.database import Database
from gateway.store.tables import record

WRONG: Final = "wrong"  # the fact of an answer that names the rules it calls wrong
_CHANGES: Final = frozenset({"redact", "anonymise"})  # what a rule does to mail that it lets go


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One reason of one clause, for one team, over the mails that were decided in a stretch of time."""

    clause: str
    reason: str
    team: str  # empty: the sender is of no team, or not in the staff register
    looked_at: int  # mails of this team that were decided at all
    would: int  # mails that it would have held, refused or changed, had no mode lowered it
    held: int  # mails that it held or refused
    changed: int  # mails in which it hid details
    stopped: int  # the last three together; a mail that was held and let go later counts once
    wrong: int  # of these, the mails of which somebody said that it was wrong

    @property
    def rate(self) -> float | None:
        """The false-hold rate. None: it stopped nothing."""
        return self.wrong / self.stopped if self.stopped else None


@dataclass(slots=True)
class _Mail:
    """What is known of one mail."""

    team: str = ""
    decided: bool = False
    would: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)

    def add(self, said: Said) -> None:
        """Lay one entry on top."""
        self.wrong |= set(said.wrong)
        if not said.decided:
            return
        self.decided, self.team = True, said.team
        self.would |= {rule for rule, _ in map(_parted, said.would)}
        for rule, treatment in map(_parted, said.findings):
            (self.changed if treatment in _CHANGES else self.held).add(rule)

    def stopped(self) -> set[str]:
        """Every rule that stopped it, or would have."""
        return self.would | self.held | self.changed


def rules_of(database: Database, case: CaseId) -> frozenset[str]:
    """Every rule, as CLAUSE/reason, that ever stood in a case's way or would have.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    mail = _Mail()
    with database.read() as connection:
        rows = connection.execute(
            select(record.c.seq, record.c.kind, record.c.facts).where(
                record.c.case_id == case, record.c.kind == RecordKind.DECIDED.value
            )
        ).all()
    for row in rows:
        mail.add(said(row.seq, row.kind, row.facts))
    return frozenset(mail.stopped())


def tallies(database: Database, since: datetime) -> tuple[Tally, ...]:
    """Every rule that stopped something, or would have, in mail decided from *since* on; by clause, reason and team.

    What was said to be wrong counts whenever it was said, if the mail was decided from *since* on.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    return tallied(told_since(database, since))


def tallied(told: Iterable[Told]) -> tuple[Tally, ...]:
    """The same of entries that were read before."""
    looked_at: Counter[str] = Counter()
    found: dict[tuple[str, str], list[tuple[_Mail, int]]] = {}
    for way, count in by_mail(told).items():
        mail = _Mail()
        for each in way:
            mail.add(each)
        if not mail.decided:
            continue
        looked_at[mail.team] += count
        for rule in mail.stopped():
            found.setdefault((rule, mail.team), []).append((mail, count))
    return tuple(_tally(rule, team, looked_at[team], found[rule, team]) for rule, team in sorted(found))


def _tally(rule: str, team: str, looked_at: int, mails: list[tuple[_Mail, int]]) -> Tally:
    clause, _, reason = rule.partition("/")
    return Tally(
        clause=clause,
        reason=reason,
        team=team,
        looked_at=looked_at,
        would=sum(count for mail, count in mails if rule in mail.would),
        held=sum(count for mail, count in mails if rule in mail.held),
        changed=sum(count for mail, count in mails if rule in mail.changed),
        stopped=sum(count for _, count in mails),
        wrong=sum(count for mail, count in mails if rule in mail.wrong),
    )


def _parted(written: str) -> tuple[str, str]:
    """ "CONS-1/no-consent hold" → rule and treatment."""
    rule, _, treatment = written.partition(" ")
    return rule, treatment
