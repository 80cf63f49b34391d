"""Checks of the address that notices come from: an out-of-office reply to one says who is away (`replies.py`)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gateway.check.result import Area, Result, ok, problem, warning
from gateway.clock.daily import JOB as DAILY
from gateway.clock.weekly import JOB as WEEKLY
from gateway.config import Config
from gateway.model.parties import RegisterSnapshot
from gateway.store.database import Database
from gateway.store.leader import last_done

_LONGEST_WITHOUT: Final = timedelta(days=6)  # Christmas: two weekend days, two bank holidays, and a day to look


def notices(config: Config, registers: RegisterSnapshot | None) -> Iterator[Result]:
    """Whether replies to notices could come back here, as far as this side can tell.

    The mail service's route is its own: what it would have to route to is looked at, and that nothing of ours says
    that the address is somebody's mailbox.
    """
    address = config.organisation.notices.lower()
    if not address:
        yield warning(
            Area.NOTICES,
            "organisation.notices is not set: out-of-office replies to notices cannot be taken, so whoever is away "
            "must be entered in the staff register by hand",
        )
        return
    # Automatic replies have no sender, which nobody who signs in may leave out (intake/admission.py).
    trusted = [listener.name for listener in config.listeners if listener.trust is not None]
    if not trusted:
        yield problem(
            Area.NOTICES,
            f"no listener takes replies to {address}: they come without a sender, which only a listener with trust "
            "may take; give one trust and route the address there",
        )
        return
    if registers is not None and _mailbox(address, registers):
        yield problem(
            Area.NOTICES,
            f"{address} stands in the staff register: the mail service delivers to that mailbox and not here, so no "
            "out-of-office reply is taken; end the entry or choose another address",
        )
        return
    yield ok(
        Area.NOTICES,
        f"replies to {address} can be taken by listener {', '.join(trusted)}; your mail service must route it there, "
        "with every address that has a plus and more before the @ (answers by mail, docs/notices.md)",
    )


def drafts(config: Config, registers: RegisterSnapshot | None) -> Iterator[Result]:
    """Whether a draft sent to be checked could come here."""
    address = config.organisation.check.lower()
    if not address:
        return
    if registers is not None and _mailbox(address, registers):
        yield problem(
            Area.NOTICES,
            f"{address} stands in the staff register: drafts go to that mailbox and are not checked; end the entry "
            "or choose another address",
        )
        return
    yield ok(Area.NOTICES, f"drafts to {address} are checked; your mail service must route it to this gateway")


def digests(database: Database, now: datetime, timezone: ZoneInfo) -> Iterator[Result]:
    """When the clock last went through the digests: that none came is right only when it did."""
    for job, name in ((DAILY, "daily digest to managers"), (WEEKLY, "weekly digest to the information lead")):
        last = last_done(database, job)
        if last is None:
            yield ok(Area.DIGESTS, f"{name}: none was sent yet")
            continue
        said = f"{name}: last done {last.astimezone(timezone):%A %d %B %Y at %H:%M}"
        if job == DAILY and now - last > _LONGEST_WITHOUT:
            yield warning(Area.DIGESTS, f"{said}; it goes every working day: look whether role clock runs")
        else:
            yield ok(Area.DIGESTS, said)


def _mailbox(address: str, registers: RegisterSnapshot) -> bool:
    return any(
        address == known.lower() for member in registers.staff.values() for known in (member.email, *member.aliases)
    )
