"""Filters of the queue that somebody keeps under a name: theirs alone, on whatever device they sign in."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, delete, insert, select, update

from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.store.database import Database
from gateway.store.seal import SmallSeal
from gateway.store.tables import saved_view

MOST: Final = 20  # of one person: more is a list that has to be searched itself
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """One of them."""

    id: str
    name: str
    filters: Mapping[str, str]  # as in the address of the queue (queue.Narrowed)
    first: bool  # the queue opens with it


class SavedViews:
    """Every method is one transaction; all raise TemporaryFailure when the database cannot be asked."""

    def __init__(self, database: Database, seal: SmallSeal) -> None:
        self._database = database
        self._seal = seal

    def of(self, account: str) -> tuple[SavedView, ...]:
        """Somebody's, by name."""
        mine = saved_view.c.account == account
        with self._database.read() as connection:
            rows = connection.execute(select(saved_view).where(mine)).all()
        return tuple(sorted(map(self._view, rows), key=lambda one: one.name.lower()))

    def keep(self, account: str, name: str, filters: Mapping[str, str], now: datetime, *, first: bool) -> None:
        """Keep one more.

        Args:
            first: the queue opens with it from now on, instead of with another.
        """
        id_ = secrets.token_hex(16)
        sealed = self._seal.seal(json.dumps([name, dict(filters)]).encode(), _place(id_))
        with self._database.write() as connection:
            connection.execute(
                insert(saved_view).values(id=id_, account=account, sealed=sealed, first=False, made_at=now)
            )
            if first:
                _make_first(connection, account, id_)
            insert_entries(connection, [_entry(account, "view-kept")], now)

    def open_with(self, account: str, view: str, now: datetime) -> bool:
        """Open the queue with it. *view*: empty: with everything. False: they have no such view."""
        with self._database.write() as connection:
            if view and not _has(connection, account, view):
                return False
            _make_first(connection, account, view)
            insert_entries(connection, [_entry(account, "view-first")], now)
        return True

    def remove(self, account: str, view: str, now: datetime) -> bool:
        """Forget it. False: they have no such view."""
        with self._database.write() as connection:
            if not _has(connection, account, view):
                return False
            connection.execute(delete(saved_view).where(saved_view.c.id == view))
            insert_entries(connection, [_entry(account, "view-removed")], now)
        return True

    def _view(self, row: Row[tuple[object, ...]]) -> SavedView:
        name, filters = json.loads(self._seal.unseal(row.sealed, _place(row.id)))
        return SavedView(id=row.id, name=name, filters=filters, first=row.first)


def _has(connection: Connection, account: str, view: str) -> bool:
    found = select(saved_view.c.id).where(saved_view.c.id == view, saved_view.c.account == account)
    return connection.scalar(found) is not None


def _make_first(connection: Connection, account: str, view: str) -> None:
    mine = saved_view.c.account == account
    connection.execute(update(saved_view).where(mine).values(first=saved_view.c.id == view))


def _place(view: str) -> str:
    return f"saved-view/{view}"


def _entry(account: str, change: str) -> RecordEntry:
    facts = (("account", account), ("change", change))
    return RecordEntry(kind=RecordKind.USER_CHANGED, case=None, by=account, facts=facts)
