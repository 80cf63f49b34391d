"""What a sender asked to be remembered: into the register, and out of it again (PURP-1)."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from gateway.app import App
from gateway.case.file import CaseFile
from gateway.hold.remembering import About, ToRemember, cells, rememberable, to_remember
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind
from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.model.parties import RegisterSnapshot
from gateway.record.entries import insert_entries
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.files.table import Table, TableRow
from gateway.registers.store import Registers


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What stands in the register now."""

    rows: tuple[dict[str, str], ...]  # empty: nothing could be remembered
    woken: tuple[CaseId, ...]  # other held mail of the same sender that is decided again


def could_remember(file: CaseFile) -> tuple[About, ...]:
    """About whom, and for which partners, the sender of a case could ask to have the purpose remembered."""
    if file.unlooked:
        return ()
    look = file.look
    found = (one for pair in zip(look.facts, look.decisions, strict=True) for one in rememberable(*pair))
    return tuple(dict.fromkeys(found))


def remember(app: App, book: Registers, file: CaseFile, answers: Sequence[Answer]) -> Remembered:
    """Put it into the register. What the sender said before of the same people and partner ends with it.

    Raises:
        PermanentFailure: the register does not take it.
        TemporaryFailure: the database cannot be used now.
    """
    now = app.clock.now()
    policy, zone = app.settings.policy.policy, app.settings.timezone
    looked = tuple(zip(file.look.facts, file.look.decisions, strict=True))
    wanted = {
        (one.about.person, one.about.party): one
        for answer in answers
        if answer.kind is AnswerKind.PURPOSE
        for one in to_remember(looked, answer, policy, zone)
    }
    if not wanted:
        return Remembered(rows=(), woken=())
    registers = book.directory().written
    at = now.replace(microsecond=0).isoformat()
    taken = {one.id for one in registers.remembered}
    rows = tuple(cells(one, _new_id(taken), file.message.case, at) for one in wanted.values())
    _lay(book, rows, _before(wanted.values(), registers), by=file.user, at=now)
    _note(app, "remembered", rows, by=file.user, case=file.message.case)
    worker = rows[0]["worker"]
    mailboxes = {worker, *registers.staff[worker].aliases}
    woken = app.holding().look_again_of(frozenset(one.lower() for one in mailboxes), app.clock.now())
    return Remembered(rows=rows, woken=woken)


def forget(app: App, book: Registers, ids: Collection[str], *, by: str) -> None:
    """End what was remembered; whose it is, is for the caller to know. What has gone has gone.

    Raises:
        PermanentFailure: the register does not take it.
        TemporaryFailure: the database cannot be used now.
    """
    rows = tuple(
        row.named(RegisterKind.REMEMBERED) for row in book.export_rows(RegisterKind.REMEMBERED) if row.id in ids
    )
    if not rows:
        return
    _lay(book, (), tuple(row["id"] for row in rows), by=by, at=app.clock.now())
    _note(app, "forgotten", rows, by=by, case=None)


def _before(wanted: Collection[ToRemember], registers: RegisterSnapshot) -> tuple[str, ...]:
    """What the same sender asked to be remembered of the same people and partners before."""
    same = {(one.about.person, one.about.party, one.worker) for one in wanted}
    return tuple(one.id for one in registers.remembered if (one.person, one.party, one.worker) in same)


def _lay(book: Registers, rows: Sequence[dict[str, str]], end: Collection[str], *, by: str, at: datetime) -> None:
    lines = tuple(TableRow(number=number, cells=row) for number, row in enumerate(rows, start=2))
    kind = RegisterKind.REMEMBERED
    report = book.lay(kind, Table(columns=COLUMNS[kind], rows=lines), end=end, by=by, at=at)
    if report.faults:
        raise PermanentFailure(f"nothing was changed: {'; '.join(fault.what for fault in report.faults)}")


def _note(app: App, what: str, rows: Sequence[dict[str, str]], *, by: str, case: CaseId | None) -> None:
    entries = [
        RecordEntry(
            kind=RecordKind.REMEMBERED,
            case=case or CaseId(row["case"]),
            by=by,
            facts=(
                ("what", what),
                ("id", row["id"]),
                ("person", row["person"]),
                ("party", row["party"]),
                ("purpose", row["purpose"]),
                ("until", row["until"]),
            ),
        )
        for row in rows
    ]
    with app.database.write() as connection:
        insert_entries(connection, entries, app.clock.now())


def _new_id(taken: set[str]) -> str:
    """An id that the register does not hold; it counts as taken from now on."""
    while (identity := f"RM-{secrets.token_hex(4).upper()}") in taken:
        continue
    taken.add(identity)
    return identity
