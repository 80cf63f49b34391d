"""What answers to a case are judged against: its hold, who is who, and whom it is about."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.hold.answers import Setting
from gateway.hold.duty import on_duty
from gateway.look import Look
from gateway.model.outcome import HoldEntry
from gateway.never_asked import not_asked, recused
from gateway.spool.rows import StoredMessage

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Of a case in which nothing is held: its sender, their manager and the leads may still speak about it.
NOBODY_ASKED: Final = HoldEntry(held_at=_LONG_AGO, expires_at=_LONG_AGO, asked=(), reasons=(), answers=())


def setting_of(message: StoredMessage, look: Look, purposes: frozenset[str], zone: ZoneInfo) -> Setting:
    """Of a case that was looked at.

    Args:
        purposes: that policy.yaml knows.
    """
    registers = look.directory.registers
    today = look.asked.at.astimezone(zone).date()
    return Setting(
        hold=message.hold or NOBODY_ASKED,
        sender=message.envelope.sender or look.facts[0].sender.from_address,
        staff=registers.staff,
        named=not_asked(look),
        grounds=registers.grounds,
        purposes=purposes,
        candidates=frozenset(one for person in look.found.people for one in person.candidates),
        today=today,
        on_duty=on_duty(registers.duty, registers.staff, look.asked.at, today),
        recused=recused(look),
    )
