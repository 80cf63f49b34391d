"""The policies that were ever in use, whole: a decision names its version, and a diff can be made with any."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, select, update
from sqlalchemy.dialects import postgresql, sqlite

from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.store.database import Database
from gateway.store.tables import policy_version


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPolicy:
    """One version."""

    version: str
    first_used_at: datetime
    taken_at: datetime  # when it was last taken into use
    text: str  # policy.yaml, whole


class Policies:
    """All raise TemporaryFailure when the database cannot be used now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, version: str, text: str, now: datetime, *, by: str = "gateway") -> bool:
        """Note that this version is in use from now on, and in the record too. False: it was already.

        Args:
            by: the account that brought it back; "gateway": policy.yaml was changed.
        """
        values = {"version": version, "first_used_at": now, "taken_at": now, "text": text}
        with self._database.write() as connection:
            newest = connection.scalar(_newest().with_only_columns(policy_version.c.version))
            if newest == version:
                return False
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            added = dialect.insert(policy_version).values(values).on_conflict_do_nothing()
            connection.execute(added)
            connection.execute(update(policy_version).where(policy_version.c.version == version).values(taken_at=now))
            entry = RecordEntry(
                kind=RecordKind.POLICY_CHANGED,
                case=None,
                by=by,
                facts=(("policy", version), ("before", newest or "")),
            )
            insert_entries(connection, (entry,), now)
            return True

    def in_force(self) -> StoredPolicy | None:
        """The one last taken into use. None: none ever was."""
        with self._database.read() as connection:
            row = connection.execute(_newest()).first()
        return None if row is None else _stored(row)

    def of(self, version: str) -> StoredPolicy | None:
        """A version by its name, or by the beginning of it when that is one version's alone."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(policy_version).where(policy_version.c.version.startswith(version, autoescape=True)).limit(2)
            ).all()
        return _stored(rows[0]) if len(rows) == 1 else None

    def every(self) -> tuple[StoredPolicy, ...]:
        """All, the one in force first."""
        with self._database.read() as connection:
            rows = connection.execute(select(policy_version).order_by(*_ORDER)).all()
        return tuple(map(_stored, rows))


_ORDER = (policy_version.c.taken_at.desc(), policy_version.c.version)


def _newest() -> Select[tuple[str, datetime, datetime, str]]:
    return select(policy_version).order_by(*_ORDER).limit(1)


def _stored(row: Row[tuple[str, datetime, datetime, str]]) -> StoredPolicy:
    return StoredPolicy(version=row.version, first_used_at=row.first_used_at, taken_at=row.taken_at, text=row.text)
