"""One look at a message, committed whole: recipients moved, results stored, the record written."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from gateway.model.lifecycle import RecipientState, may_move
from gateway.model.message import CaseId
from gateway.model.outcome import FinishedKind, HoldEntry, Outcome
from gateway.store.seal import Sealed
from gateway.store.tables import hold, recipient, sheet, told_once


class UnlawfulOutcome(ValueError):
    """An outcome that would lose a recipient or leave the lifecycle table: a bug of who made it."""


def check(outcome: Outcome, states: dict[str, RecipientState]) -> None:
    """Pass only what answers for every recipient that waits; pure.

    Args:
        outcome: what is to be committed.
        states: address → state, of every recipient of the case.

    Raises:
        UnlawfulOutcome: somebody would be forgotten, sent to twice, or moved where no way leads.
    """
    moves = {each.address: each.state for each in outcome.recipients}
    if len(moves) != len(outcome.recipients):
        raise UnlawfulOutcome("a recipient is named twice")
    if not moves.keys() <= states.keys():
        raise UnlawfulOutcome("a recipient is named that the case does not have")
    for address, new in moves.items():
        if not may_move(states[address], new):
            raise UnlawfulOutcome(f"no way leads from {states[address]} to {new}")
    # The step goes with this commit: whoever is not answered for now never would be.
    waiting = {who for who, state in states.items() if state in {RecipientState.RECEIVED, RecipientState.HELD}}
    if not waiting <= moves.keys():
        raise UnlawfulOutcome("a recipient who waits is not named")
    if (RecipientState.HELD in moves.values()) != (outcome.hold is not None):
        raise UnlawfulOutcome("a hold and held recipients go together")
    ready = sorted(address for address, state in moves.items() if state is RecipientState.READY)
    mail = sorted(who for each in outcome.finished if each.kind is FinishedKind.MAIL for who in each.recipients)
    if ready != mail:
        raise UnlawfulOutcome("recipients that are ready and those of the finished mail are not the same, each once")
    if not {each.recipient for each in outcome.disclosures} <= set(ready):
        raise UnlawfulOutcome("a disclosure to somebody to whom nothing goes")
    if not {each.recipient for each in outcome.printed} <= set(ready):
        raise UnlawfulOutcome("a print of what goes to nobody")


def states_of(connection: Connection, case: CaseId) -> dict[str, RecipientState]:
    """Address → state, of every recipient of a case."""
    rows = connection.execute(select(recipient.c.address, recipient.c.state).where(recipient.c.case_id == case))
    return {row.address: RecipientState(row.state) for row in rows}


def places_of(connection: Connection, case: CaseId) -> dict[str, int]:
    """Address → number within the case."""
    rows = connection.execute(select(recipient.c.address, recipient.c.n).where(recipient.c.case_id == case))
    return {row.address: row.n for row in rows}


def move_recipients(connection: Connection, case: CaseId, outcome: Outcome, look: int) -> None:
    """Move each named recipient; the ways were checked."""
    for each in outcome.recipients:
        connection.execute(
            update(recipient)
            .where(recipient.c.case_id == case, recipient.c.address == each.address)
            .values(state=each.state.value, reasons=tuple(reason.value for reason in each.reasons), look=look)
        )


def next_look(connection: Connection, case: CaseId) -> int:
    """The number of the look that is being committed."""
    return (connection.scalar(select(func.max(sheet.c.n)).where(sheet.c.case_id == case)) or 0) + 1


def insert_sheet(
    connection: Connection, case: CaseId, look: int, sealed: Sealed, outcome: Outcome, now: datetime
) -> None:
    """Store under what this look was decided, so that a past case can be explained again."""
    values = {
        "case_id": case,
        "n": look,
        "at": now,
        "policy": outcome.policy,
        "generation": outcome.generation,
        "content_id": sealed.id,
    }
    connection.execute(insert(sheet).values(values))


def first_told(connection: Connection, case: CaseId, key: str, now: datetime) -> bool:
    """Note that something goes once for a case, with the case locked. False: it went before."""
    known = select(told_once.c.key).where(told_once.c.case_id == case, told_once.c.key == key)
    if connection.execute(known).first() is not None:
        return False
    connection.execute(insert(told_once).values(case_id=case, key=key, at=now))
    return True


def set_hold(connection: Connection, case: CaseId, entry: HoldEntry | None, not_asked: bytes | None = None) -> None:
    """The hold as it is now; who was reminded stays reminded, unless others are asked.

    In the fast lane the clock goes on whoever else is asked: they are told by a notice of their own.

    Args:
        not_asked: as sealed_emails.py has it; None: what was stored before stands.
    """
    if entry is None:
        connection.execute(delete(hold).where(hold.c.case_id == case))
        return
    values = {
        "held_at": entry.held_at,
        "expires_at": entry.expires_at,
        "asked": tuple(f"{each.role.value} {each.email}" for each in entry.asked),
        "reasons": tuple(reason.value for reason in entry.reasons),
        "answers": tuple(kind.value for kind in entry.answers),
        "urgent_at": entry.urgent_at,
    } | ({} if not_asked is None else {"not_asked": not_asked})
    old = connection.execute(select(hold.c.asked).where(hold.c.case_id == case)).first()
    if old is None:
        connection.execute(insert(hold).values(case_id=case, **values))
        return
    same = old.asked == values["asked"] or entry.urgent_at is not None
    others = {} if same else {"reminded_at": None, "escalated_at": None}
    connection.execute(update(hold).where(hold.c.case_id == case).values(**values, **others))
