"""Whether what was decided about a mail still stands when it is its turn (CONS-2)."""

import json
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.ports import Unsealer
from gateway.registers.changes import Changes, Seen, change, concerns, has_passed
from gateway.registers.files.columns import RegisterKind
from gateway.registers.rows.entry import Entry
from gateway.registers.store import Registers
from gateway.spool.rows import StoredOutgoing
from gateway.spool.sheets import sheets
from gateway.store.database import Database
from gateway.store.tables import register_row

MOST_ROWS: Final = 2_000  # a change of more is not looked at row by row: everything is decided again
JUST_NOW: Final = timedelta(minutes=1)
_KEPT: Final = 8  # differences between two generations that are remembered


class Waiting:
    """Asked before each attempt to deliver; safe from several threads."""

    def __init__(self, database: Database, registers: Registers, unsealer: Unsealer, timezone: ZoneInfo) -> None:
        self._database = database
        self._registers = registers
        self._unsealer = unsealer
        self._zone = timezone
        self._known: dict[tuple[int, int], Changes] = {}

    def stands(self, mail: StoredOutgoing, now: datetime) -> bool:
        """Whether neither a change of the registers nor time took anything from under the decision.

        False in doubt: then it is decided again, which costs time and never lets anything through.

        Raises:
            TemporaryFailure: database or keys cannot be asked now.
        """
        generation = self._registers.generation()
        if generation == mail.generation and timedelta(0) <= now - mail.created_at < JUST_NOW:
            return True
        seen = self._seen(mail)
        if seen is None:
            return False
        today = now.astimezone(self._zone).date()
        if any(has_passed(one, now, today) for one in seen):
            return False
        if generation == mail.generation:
            return True
        changes = self._changes(mail.generation, generation)
        return not any(concerns(changes, one) for one in seen)

    def _seen(self, mail: StoredOutgoing) -> list[Seen] | None:
        """What was known of each recipient that still waits, when it was last decided. None: that cannot be told."""
        if mail.case is None:
            return None
        try:
            stored = sheets(self._database, self._unsealer, CaseId(mail.case))
        except PermanentFailure:
            return None
        latest: dict[str, Seen] = {}
        try:
            for sheet in stored:
                if sheet.generation > mail.generation:
                    continue
                for facts in json.loads(sheet.document).get("facts", ()):
                    seen = Seen.of(facts)
                    latest[seen.address] = seen
        except (KeyError, TypeError, ValueError):
            return None
        if any(address not in latest for address in mail.pending()):
            return None
        return [latest[address] for address in mail.pending()]

    def _changes(self, since: int, until: int) -> Changes:
        found = self._known.get((since, until))
        if found is None:
            found = self._compared(since, until)
            self._known = dict([*self._known.items(), ((since, until), found)][-_KEPT:])
        return found

    def _compared(self, since: int, until: int) -> Changes:
        if until < since:  # a database that was restored from a backup
            return Changes(everything=True)
        row = register_row.c
        with self._database.read() as connection:
            rows = connection.execute(
                select(row.kind, row.id, row.from_generation, row.to_generation, row.data)
                .where(or_(row.from_generation > since, row.to_generation > since), row.from_generation <= until)
                .limit(MOST_ROWS + 1)
            ).all()
        explained = {each.from_generation for each in rows} | {each.to_generation for each in rows}
        if len(rows) > MOST_ROWS or any(one not in explained for one in range(since + 1, until + 1)):
            # A generation without a row: something beside the rows was changed, such as a restricted document.
            return Changes(everything=True)
        old: dict[tuple[str, str], Entry] = {}
        new: dict[tuple[str, str], Entry] = {}
        for each in rows:
            entry = self._registers.entry_of(RegisterKind(each.kind), each.id, each.from_generation, each.data)
            if entry is None:
                return Changes(everything=True)
            if each.from_generation <= since:
                old[each.kind, each.id] = entry
            if each.to_generation is None or each.to_generation > until:
                new[each.kind, each.id] = entry
        moved = self._registers.directory().moved
        whole = Changes()
        for key in {(each.kind, each.id) for each in rows}:
            if key in old or key in new:
                whole |= change(old.get(key), new.get(key), moved)
        return whole
