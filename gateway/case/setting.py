"""What answers to a case are judged against: its hold, who is who, and whom it is about."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.case.never_asked import not_asked, recused
from gateway.hold.answers import Setting
from gateway.hold.duty import on_duty
from gateway.look import Look
from gateway.model.message import Reading, UnreadReason
from gateway.model.outcome import HoldEntry
from gateway.spool.rows import StoredMessage

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Of a case in which nothing is held: its sender, their manager and the leads may still speak about it.
NOBODY_ASKED: Final = HoldEntry(held_at=_LONG_AGO, expires_at=_LONG_AGO, asked=(), reasons=(), answers=())


def own_files(reading: Reading) -> frozenset[str]:
    """Attachment.digest of what can be left out: attachments of the mail itself that no signature is over."""
    return frozenset(
        one.digest
        for one in reading.attachments
        # A mail that is nothing but a file has nothing else to send.
        if "/" not in one.part and one.part not in reading.signed and _in_multipart(one.part, reading)
    )


def locked_files(reading: Reading) -> frozenset[str]:
    """Of the attachments: what a password would open."""
    locked = {one.part for one in reading.unread if one.why is UnreadReason.LOCKED}
    signed = set(reading.signed)
    return frozenset(
        one.digest
        for one in reading.attachments
        if one.part in locked and "/" not in one.part and one.part not in signed
    )


def _in_multipart(part: str, reading: Reading) -> bool:
    said = (reading.field("Content-Type") or "").strip().lower()
    return part != "1" or said.startswith("multipart/")


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
        files=own_files(look.reading),
        locked=locked_files(look.reading),
        on_duty=on_duty(registers.duty, registers.staff, look.asked.at, today),
        recused=recused(look),
    )
