"""A manager's approval before the mail exists: into the register, and what waits is decided again (CONS-4)."""

import secrets
from dataclasses import dataclass

from gateway.app import App
from gateway.case.never_asked import named_emails
from gateway.hold.ahead import Ahead, cells, why_not
from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.parties import PersonId, RegisterSnapshot
from gateway.registers.files.columns import RegisterKind
from gateway.registers.files.faults import BadFile
from gateway.registers.store import Registers


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An approval that stands now."""

    row: dict[str, str]  # of the approvals register
    woken: tuple[CaseId, ...]  # held mail of the worker that is decided again


def faults_of(app: App, book: Registers, ahead: Ahead) -> tuple[str, ...]:
    """Everything that stands against it, in words for who wants to approve."""
    directory = book.directory()
    named = named_emails([PersonId(ahead.person)], directory)
    return why_not(ahead, directory.registers, named, app.clock.now().astimezone(app.settings.timezone).date())


def approve(app: App, book: Registers, ahead: Ahead) -> Given:
    """Record it; faults_of() found nothing.

    Raises:
        PermanentFailure: the register does not take it.
        TemporaryFailure: the database cannot be used now.
    """
    now = app.clock.now()
    registers = book.directory().registers
    row = cells(ahead, _new_id(registers), now)
    try:
        book.apply(RegisterKind.APPROVALS, [row], replace=False, by=ahead.by, at=now)
    except BadFile as bad:
        raise PermanentFailure(f"nothing was approved: {bad}") from bad
    # The manager may have been phoned about mail that is held already: it must not wait for an answer as well.
    woken = app.holding().look_again_of(_sends_as(ahead.worker, registers), app.clock.now())
    return Given(row=row, woken=woken)


def _sends_as(worker: str, registers: RegisterSnapshot) -> frozenset[str]:
    """Every address that an approval for this worker counts for: their own, and mailboxes that they share."""
    own = {worker, *registers.staff[worker].aliases}
    shared = {
        address
        for mailbox in registers.staff.values()
        if not own.isdisjoint(map(str.lower, mailbox.members))
        for address in (mailbox.email, *mailbox.aliases)
    }
    return frozenset(address.lower() for address in own | shared)


def _new_id(registers: RegisterSnapshot) -> str:
    """An id that the approvals register does not hold."""
    taken = {approval.id for approval in registers.approvals}
    while (identity := f"AP-{secrets.token_hex(4).upper()}") in taken:
        continue
    return identity
