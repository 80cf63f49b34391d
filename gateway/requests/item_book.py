"""What was found for a request, and what becomes of each email in the answer (REC-2).

Who found and who decided is on the record. Why somebody left an email out, and whom they hid besides, is sealed.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Row, insert, select, update

from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.store.database import Database
from gateway.store.seal import SmallSeal
from gateway.store.tables import message, request_item, request_search


class Choice(StrEnum):
    """What becomes of an email."""

    GIVE = "give"  # it goes, without what is about others
    EXEMPT = "exempt"  # it stays back on an exemption in law
    THIRD_PARTY = "third-party"  # it stays back: it tells of others, and without them nothing is left
    KEPT = "kept"  # kept confidential from who asked: not even named to them (CONS-7)


NEED_WHY: Final = frozenset({Choice.EXEMPT, Choice.KEPT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One email."""

    case: CaseId
    received_at: datetime
    sender: str
    choice: Choice | None  # None: nobody decided yet
    decided_by: str  # empty: nobody
    hide: tuple[str, ...] = ()  # FoundPerson.id of who is hidden besides
    why: str = ""  # why it stays back


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """The last search."""

    at: datetime
    by: str
    searched: int  # emails
    unread: int  # emails of which nobody can tell whom they are about


class ItemBook:
    """Every method is one transaction; all raise TemporaryFailure when the database cannot be used now."""

    def __init__(self, database: Database, seal: SmallSeal) -> None:
        self._database = database
        self._seal = seal

    def found(self, request: str, cases: Collection[CaseId], searched: Searched) -> None:
        """Keep what a search found. What was found and decided before stays as it is."""
        with self._database.write() as connection:
            of_request = select(request_item.c.case_id).where(request_item.c.request == request)
            known = set(connection.scalars(of_request))
            new = [case for case in cases if case not in known]
            if new:
                rows = [{"request": request, "case_id": case, "found_at": searched.at} for case in new]
                connection.execute(insert(request_item), rows)
            values = {
                "at": searched.at,
                "by_whom": searched.by,
                "searched": searched.searched,
                "unread": searched.unread,
            }
            changed = connection.execute(
                update(request_search)
                .where(request_search.c.request == request)
                .values(values)
                .returning(request_search.c.request)
            ).first()
            if changed is None:
                connection.execute(insert(request_search).values(request=request, **values))
            facts = (
                ("what", "searched"),
                ("request", request),
                ("emails", searched.searched),
                ("found", len(cases)),
                ("unread", searched.unread),
            )
            entry = RecordEntry(kind=RecordKind.REQUEST, case=None, by=searched.by, facts=facts)
            insert_entries(connection, [entry], searched.at)

    def decide(
        self,
        request: str,
        case: CaseId,
        choice: Choice,
        *,
        hide: tuple[str, ...] = (),
        why: str = "",
        by: str,
        at: datetime,
    ) -> None:
        """Say what becomes of an email.

        Raises:
            PermanentFailure: it was not found for this request.
        """
        words = json.dumps({"hide": list(hide), "why": why}).encode()
        values = {
            "choice": choice.value,
            "decided_by": by,
            "decided_at": at,
            "sealed": self._seal.seal(words, _place(request, case)),
        }
        with self._database.write() as connection:
            changed = connection.execute(
                update(request_item)
                .where(request_item.c.request == request, request_item.c.case_id == case)
                .values(values)
                .returning(request_item.c.case_id)
            ).first()
            if changed is None:
                raise PermanentFailure(f"{case}: it was not found for request {request}")
            facts = (("what", choice.value), ("request", request), ("hidden", len(hide)))
            insert_entries(connection, [RecordEntry(kind=RecordKind.REQUEST, case=case, by=by, facts=facts)], at)

    def items(self, request: str) -> tuple[Item, ...]:
        """All that was found for a request, the oldest first."""
        statement = (
            select(request_item, message.c.received_at, message.c.sender)
            .join(message, message.c.case_id == request_item.c.case_id)
            .where(request_item.c.request == request)
            .order_by(message.c.received_at, request_item.c.case_id)
        )
        with self._database.read() as connection:
            return tuple(self._item(row) for row in connection.execute(statement))

    def searched(self, request: str) -> Searched | None:
        """The last search. None: nobody looked yet."""
        with self._database.read() as connection:
            row = connection.execute(select(request_search).where(request_search.c.request == request)).one_or_none()
        if row is None:
            return None
        return Searched(at=row.at, by=row.by_whom, searched=row.searched, unread=row.unread)

    def _item(self, row: Row[tuple[object, ...]]) -> Item:
        case = CaseId(row.case_id)
        words = {} if row.sealed is None else json.loads(self._seal.unseal(row.sealed, _place(row.request, case)))
        return Item(
            case=case,
            received_at=row.received_at,
            sender=row.sender,
            choice=None if row.choice is None else Choice(row.choice),
            decided_by=row.decided_by or "",
            hide=tuple(words.get("hide", ())),
            why=str(words.get("why", "")),
        )


def _place(request: str, case: CaseId) -> str:
    return f"request {request} {case}"
