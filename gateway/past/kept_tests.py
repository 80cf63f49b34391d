"""Decisions that the organisation relies on, kept so that another policy can be asked about them before it counts.

What is kept is what was known about an email and what was decided of it: its fact sheet, of which deciding is a pure
function. The email itself is not, and the sheet is sealed with the key of the month of its look, so it goes when the
email's own sheet would (docs/choices/policy-tests.md).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from gateway.decide.decide import decide
from gateway.decide.modes import in_mode
from gateway.decide.policy import Policy
from gateway.explain.as_json import plain
from gateway.model.errors import PermanentFailure
from gateway.model.message import ContentId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.past.from_json import OtherShape
from gateway.past.stored_sheet import Past, pasts, under
from gateway.past.tried_policy import Tried
from gateway.record.entries import insert_entries
from gateway.store.contents import Contents, insert_contents
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.tables import content, content_chunk, policy_test

MOST: Final = 200
LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTest:
    """One of them."""

    id: int
    name: str  # empty: retention took it
    policy: str  # version that its answer was given under
    looked_at: datetime
    by: str
    at: datetime
    sheet: bytes  # as explain.sheet made it; empty: retention took it

    def recipients(self) -> tuple[Past, ...] | None:
        """What was known and decided for each. None: it is gone, or another version of the program wrote it."""
        try:
            return pasts(self.sheet) if self.sheet else None
        except OtherShape:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerun:
    """What a policy makes of one of them."""

    test: KeptTest
    tried: Tried

    @property
    def changed(self) -> bool:
        """Whether somebody's copy would be decided otherwise."""
        return bool(self.tried.changes)

    @property
    def other_rules(self) -> tuple[str, ...]:
        """Rules that would say more or less, where the answer stays."""
        return () if self.changed else tuple(sorted({*self.tried.stricter, *self.tried.milder}))


def run(tests: Sequence[KeptTest], candidate: Policy) -> tuple[Rerun, ...]:
    """Each decided again under another policy, out of what was known then. Pure."""
    return tuple(Rerun(test=one, tried=_tried(one, candidate)) for one in tests)


def _tried(test: KeptTest, candidate: Policy) -> Tried:
    tried, found = Tried(), test.recipients()
    tried.unread += found is None
    for number, past in enumerate(found or (), start=1):
        tried.add(str(test.id), number, past, test.policy, candidate)
    return tried


class KeptTests:
    """Every method is one transaction; all raise TemporaryFailure when database or keys cannot be asked."""

    def __init__(self, database: Database, keys: KeyRing, unsealer: Contents) -> None:
        self._database = database
        self._keys = keys
        self._unsealer = unsealer

    def all(self) -> tuple[KeptTest, ...]:
        """Every one, the oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(policy_test).order_by(policy_test.c.id)).all()
        read = self._unsealer.several([ContentId(row.content_id) for row in rows])
        return tuple(_test(row, read.get(ContentId(row.content_id))) for row in rows)

    def one(self, number: int) -> KeptTest | None:
        """None: there is none."""
        with self._database.read() as connection:
            row = connection.execute(select(policy_test).where(policy_test.c.id == number)).one_or_none()
        if row is None:
            return None
        content = ContentId(row.content_id)
        return _test(row, self._unsealer.several([content]).get(content))

    def keep(self, name: str, sheet: bytes, policy: str, looked_at: datetime, *, by: str, at: datetime) -> int:
        """Keep one; its number.

        Args:
            sheet: as explain.sheet makes it.
            policy: the version that it was decided under.
            looked_at: when that was: it is sealed with the key of that month.

        Raises:
            PermanentFailure: there are as many as may be.
        """
        sealed = self._keys.seal(_document(name, sheet), looked_at)
        with self._database.write() as connection:
            if (connection.scalar(select(func.count()).select_from(policy_test)) or 0) >= MOST:
                raise PermanentFailure(f"there are {MOST} tests; remove one first")
            insert_contents(connection, [sealed], looked_at)
            values = {"content_id": sealed.id, "policy": policy, "looked_at": looked_at, "kept_by": by, "kept_at": at}
            number = connection.execute(insert(policy_test).values(values)).inserted_primary_key
            test = int(number[0]) if number is not None else 0
            insert_entries(connection, [_entry("keep-test", test, policy, by)], at)
        return test

    def accept(self, test: KeptTest, policy: Policy, *, by: str, at: datetime) -> bool:
        """What a policy makes of it is right from now on. False: somebody removed or accepted it meanwhile.

        Raises:
            PermanentFailure: it cannot be read any more.
        """
        sealed = self._keys.seal(_document(test.name, _decided_again(test, policy)), test.looked_at)
        with self._database.write() as connection:
            mine = (policy_test.c.id == test.id) & (policy_test.c.policy == test.policy)
            old = connection.scalar(select(policy_test.c.content_id).where(mine))
            if old is None:
                return False
            insert_contents(connection, [sealed], test.looked_at)
            values = {"content_id": sealed.id, "policy": policy.version}
            connection.execute(update(policy_test).where(mine).values(values))
            _forget(connection, ContentId(old))
            insert_entries(connection, [_entry("accept-test", test.id, policy.version, by)], at)
        return True

    def remove(self, number: int, *, by: str, at: datetime) -> bool:
        """Forget one. False: there is none."""
        with self._database.write() as connection:
            row = connection.execute(select(policy_test).where(policy_test.c.id == number)).one_or_none()
            if row is None:
                return False
            connection.execute(delete(policy_test).where(policy_test.c.id == number))
            _forget(connection, ContentId(row.content_id))
            insert_entries(connection, [_entry("remove-test", number, row.policy, by)], at)
        return True


def _test(row: Row[Any], document: bytes | None) -> KeptTest:  # SQLAlchemy types a row of a table no closer
    """*document*: None: its month's key was destroyed."""
    said = {"name": ""} if document is None else json.loads(document)
    return KeptTest(
        id=row.id,
        name=said["name"],
        policy=row.policy,
        looked_at=row.looked_at,
        by=row.kept_by,
        at=row.kept_at,
        sheet=json.dumps(said["sheet"], ensure_ascii=False).encode("utf-8") if "sheet" in said else b"",
    )


def _decided_again(test: KeptTest, policy: Policy) -> bytes:
    found = test.recipients()
    if found is None:
        raise PermanentFailure("what was known of this test is gone; remove it")
    facts = [under(past.facts, policy.version, test.policy) for past in found]
    decisions = [in_mode(decide(one, policy), one, policy) for one in facts]
    sheet = json.loads(test.sheet)
    sheet |= {"version": 2, "facts": list(map(plain, facts)), "decisions": list(map(plain, decisions))}
    return json.dumps(sheet, ensure_ascii=False).encode("utf-8")


def _document(name: str, sheet: bytes) -> bytes:
    return json.dumps({"name": name, "sheet": json.loads(sheet)}, ensure_ascii=False).encode("utf-8")


def _forget(connection: Connection, old: ContentId) -> None:
    connection.execute(delete(content_chunk).where(content_chunk.c.content_id == old))
    connection.execute(delete(content).where(content.c.id == old))


def _entry(what: str, test: int, policy: str, by: str) -> RecordEntry:
    facts = (("what", what), ("test", test), ("policy", policy))
    return RecordEntry(kind=RecordKind.OPERATED, case=None, by=by, facts=facts)
