"""Whom the looks at cases were about, for lists that leave out what is about their reader (SAFE-2)."""

import json
import threading
from collections import defaultdict
from collections.abc import Collection
from typing import Final

from sqlalchemy import select

from gateway.model.message import CaseId, ContentId
from gateway.model.parties import PersonId
from gateway.store.contents import Contents
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.tables import content, sheet

_MOST: Final = 20_000  # sheets whose people are remembered; the oldest go first


class SheetPeople:
    """Register ids out of fact sheets, remembered once a sheet was opened: no sheet ever changes.

    Nothing else of a sheet is kept, and nothing is told of one whose key was destroyed. Safe from any thread.
    """

    def __init__(self, database: Database, keys: KeyRing) -> None:
        self._database: Final = database
        self._keys: Final = keys
        self._contents: Final = Contents(database, keys)
        self._lock: Final = threading.Lock()
        self._kept: dict[ContentId, frozenset[PersonId]] = {}

    def of(self, cases: Collection[CaseId]) -> dict[CaseId, frozenset[PersonId]]:
        """Whom these cases are about, as far as any look that can still be read knew.

        Raises:
            TemporaryFailure: database or keys cannot be asked now.
            NotAuthentic: a sheet was tampered with.
        """
        with self._database.read() as connection:
            rows = connection.execute(
                select(sheet.c.case_id, sheet.c.content_id, content.c.period_id)
                .join(content, content.c.id == sheet.c.content_id)
                .where(sheet.c.case_id.in_(list(cases)))
            ).all()
        readable = {period: self._keys.holds(period) for period in {row.period_id for row in rows}}
        asked = {ContentId(row.content_id): row.period_id for row in rows if readable[row.period_id]}
        people = self._people(list(asked))
        found: defaultdict[CaseId, frozenset[PersonId]] = defaultdict(frozenset)
        for row in rows:
            found[CaseId(row.case_id)] |= people.get(ContentId(row.content_id), frozenset())
        return found

    def _people(self, wanted: Collection[ContentId]) -> dict[ContentId, frozenset[PersonId]]:
        with self._lock:
            known = {one: self._kept[one] for one in wanted if one in self._kept}
        read = self._contents.several([one for one in wanted if one not in known])
        fresh = {one: people_of(document) for one, document in read.items()}
        with self._lock:
            self._kept |= fresh
            while len(self._kept) > _MOST:
                self._kept.pop(next(iter(self._kept)))
        return known | fresh


def people_of(document: bytes) -> frozenset[PersonId]:
    """Whom a look's sheet names."""
    said = json.loads(document)
    found = said.get("explanation", {}).get("people", ()) if isinstance(said, dict) else ()
    return frozenset(PersonId(one["id"]) for one in found if one.get("id"))
