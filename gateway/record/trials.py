"""What rules stopped, what they would have stopped but for a mode, and where people said that this was wrong.

Read from the record alone: each decision names the team, what stood in the way and what would have (REC-1).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from pydantic import BaseModel, TypeAdapter, ValidationError
from sqlalchemy import select

from gateway.model.errors import TemporaryFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.store.database import Database
from gateway.store.tables import record

WRONG: Final = "wrong"  # the fact of an answer that names the rules it calls wrong
_WINDOW: Final = 20_000  # rows: by kind and time they come out of an index, and are sorted anew for each window
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


class _Facts(BaseModel):
    """The facts of a record entry, as far as they matter here; entries of earlier versions lack some."""

    team: str = ""
    findings: tuple[str, ...] = ()
    would: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


_FACTS: Final[TypeAdapter[_Facts]] = TypeAdapter(_Facts)


@dataclass(slots=True)
class _Mail:
    """What is known of one mail."""

    team: str = ""
    decided: bool = False
    would: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)

    def add(self, facts: _Facts) -> None:
        """Lay one decision on top."""
        self.decided, self.team = True, facts.team
        self.would |= {rule for rule, _ in map(_parted, facts.would)}
        for rule, treatment in map(_parted, facts.findings):
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
            select(record.c.seq, record.c.facts).where(
                record.c.case_id == case, record.c.kind == RecordKind.DECIDED.value
            )
        ).all()
    for row in rows:
        mail.add(_facts(row.seq, row.facts))
    return frozenset(mail.stopped())


def tallies(database: Database, since: datetime) -> tuple[Tally, ...]:
    """Every rule that stopped something, or would have, in mail decided from *since* on; by clause, reason and team.

    What was said to be wrong counts whenever it was said, if the mail was decided from *since* on.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    mails: dict[str, _Mail] = {}
    for case, kind, facts in _entries(database, since):
        mail = mails.setdefault(case, _Mail())
        if kind == RecordKind.DECIDED.value:
            mail.add(facts)
        mail.wrong |= set(facts.wrong)
    decided = [mail for mail in mails.values() if mail.decided]
    looked_at: dict[str, int] = {}
    found: dict[tuple[str, str], list[_Mail]] = {}
    for mail in decided:
        looked_at[mail.team] = looked_at.get(mail.team, 0) + 1
        for rule in mail.stopped():
            found.setdefault((rule, mail.team), []).append(mail)
    return tuple(_tally(rule, team, looked_at[team], found[rule, team]) for rule, team in sorted(found))


def _tally(rule: str, team: str, looked_at: int, mails: list[_Mail]) -> Tally:
    clause, _, reason = rule.partition("/")
    return Tally(
        clause=clause,
        reason=reason,
        team=team,
        looked_at=looked_at,
        would=sum(rule in mail.would for mail in mails),
        held=sum(rule in mail.held for mail in mails),
        changed=sum(rule in mail.changed for mail in mails),
        stopped=len(mails),
        wrong=sum(rule in mail.wrong for mail in mails),
    )


def _entries(database: Database, since: datetime) -> Iterator[tuple[str, str, _Facts]]:
    """Decisions and answers, oldest first; no transaction stays open between windows."""
    kinds = (RecordKind.DECIDED.value, RecordKind.ANSWERED.value)
    last = 0
    while True:
        with database.read() as connection:
            rows = connection.execute(
                select(record.c.seq, record.c.case_id, record.c.kind, record.c.facts)
                .where(record.c.seq > last, record.c.at >= since, record.c.kind.in_(kinds))
                .where(record.c.case_id.is_not(None))
                .order_by(record.c.seq)
                .limit(_WINDOW)
            ).all()
        if not rows:
            return
        for row in rows:
            yield row.case_id, row.kind, _facts(row.seq, row.facts)
        last = rows[-1].seq


def _facts(seq: int, written: str) -> _Facts:
    try:
        return _FACTS.validate_json(written)
    except ValidationError as error:
        raise TemporaryFailure(f"record: row {seq} cannot be read; `gateway record verify` tells more") from error


def _parted(written: str) -> tuple[str, str]:
    """ "CONS-1/no-consent hold" → rule and treatment."""
    rule, _, treatment = written.partition(" ")
    return rule, treatment
