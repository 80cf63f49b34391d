"""Kept tests as a list shows them: what each stands for, and what was decided of it."""

import json
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from gateway.model.message import ContentId
from gateway.model.parties import PersonId
from gateway.past.from_json import OtherShape
from gateway.past.stored_sheet import pasts
from gateway.spool.sheet_people import people_of
from gateway.store.contents import Contents
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.tables import content, policy_test


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTest:
    """One of them."""

    id: int
    name: str  # empty: retention took it
    policy: str  # version that its answer was given under
    by: str
    at: datetime
    answers: tuple[str, ...]  # of each copy: "hold, content"; empty: it cannot be read any more
    people: frozenset[PersonId]  # whom it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    name: str
    answers: tuple[str, ...]
    people: frozenset[PersonId]


_GONE: Final = _Opened(name="", answers=(), people=frozenset())


class ListedTests:
    """What a list shows of a test is remembered once it was opened; what was known of the email is not.

    Nothing is told of one whose key was destroyed. Safe from any thread.
    """

    def __init__(self, database: Database, keys: KeyRing) -> None:
        self._database: Final = database
        self._keys: Final = keys
        self._contents: Final = Contents(database, keys)
        self._lock: Final = threading.Lock()
        self._kept: dict[ContentId, _Opened] = {}

    def all(self) -> tuple[ListedTest, ...]:
        """Every one, the oldest first.

        Raises:
            TemporaryFailure: database or keys cannot be asked now.
            NotAuthentic: one was tampered with.
        """
        with self._database.read() as connection:
            rows = connection.execute(
                select(policy_test, content.c.period_id)
                .join(content, content.c.id == policy_test.c.content_id)
                .order_by(policy_test.c.id)
            ).all()
        readable = {period: self._keys.holds(period) for period in {row.period_id for row in rows}}
        opened = self._opened([ContentId(row.content_id) for row in rows if readable[row.period_id]])
        return tuple(
            ListedTest(
                id=row.id,
                name=one.name,
                policy=row.policy,
                by=row.kept_by,
                at=row.kept_at,
                answers=one.answers,
                people=one.people,
            )
            for row in rows
            for one in (opened.get(ContentId(row.content_id), _GONE),)
        )

    def _opened(self, wanted: list[ContentId]) -> dict[ContentId, _Opened]:
        with self._lock:
            known = {one: self._kept[one] for one in wanted if one in self._kept}
        read = self._contents.several([one for one in wanted if one not in known])
        found = known | {one: _read(document) for one, document in read.items()}
        with self._lock:
            self._kept = found
        return found


def _read(document: bytes) -> _Opened:
    said = json.loads(document)
    sheet = json.dumps(said["sheet"], ensure_ascii=False).encode("utf-8")
    try:
        answers = tuple(f"{past.treatment.word}, {past.protection.word}" for past in pasts(sheet))
    except OtherShape:
        answers = ()
    return _Opened(name=said["name"], answers=answers, people=people_of(sheet))
