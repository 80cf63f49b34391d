"""What the clock does once on every working day: each manager's mail about what waits for them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.clock.moved import has_left, is_away
from gateway.config import Config
from gateway.model.decision import Asked
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.model.parties import RegisterSnapshot
from gateway.notices.manager_digest import Waiting, manager_digest
from gateway.notices.reader import for_reader
from gateway.ports import Log
from gateway.registers.clocks import is_working_day
from gateway.sign_in.digest_choice import without_digest
from gateway.spool.bell import Bell
from gateway.spool.holding import Holding
from gateway.spool.once import send_once
from gateway.spool.rows import HeldCase
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.leader import was_done

JOB: Final = "manager-digest"
_MOST: Final = 100_000  # as many as the spool may hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """Everything that the day's work needs."""

    config: Config
    database: Database
    keys: KeyRing
    bell: Bell
    registers: Callable[[], RegisterSnapshot]
    log: Log

    def digest(self, now: datetime) -> None:
        """Tell everybody who is asked to decide what waits for them, once a working day; nobody when nothing does.

        Raises:
            TemporaryFailure: registers or database cannot be asked now; the next round tries again.
        """
        local = now.astimezone(ZoneInfo(self.config.organisation.timezone))
        if not is_working_day(local.date()) or local.time() < self.config.digests.daily:
            return
        stretch = local.date().isoformat()
        if was_done(self.database, JOB, stretch):
            return
        registers, today = self.registers(), local.date()
        held = Holding(self.database, self.keys, self.bell).held(limit=_MOST)
        declined = without_digest(self.database)
        told = {
            to: waiting
            for to, waiting in _by_person(held).items()
            # What is urgent is never left out of somebody's sight (MIN-3).
            if to.lower() not in declined or any(one.until is None for one in waiting)
            if (member := registers.staff.get(to.lower())) is None
            or not (is_away(member, today) or has_left(member, today))
        }
        sent = send_once(
            self.database,
            self.keys,
            self.bell,
            job=JOB,
            stretch=stretch,
            finished=[
                manager_digest(waiting, to, for_reader(self.config, to, registers.staff), now)
                for to, waiting in told.items()
            ],
            records=[
                RecordEntry(
                    kind=RecordKind.NOTIFIED,
                    case=None,
                    by="gateway",
                    facts=(("notice", JOB), ("to", to), ("waiting", len(waiting))),
                )
                for to, waiting in told.items()
            ],
            now=now,
        )
        if sent and told:
            self.log.info("waiting-told", count=len(told))


def _by_person(held: Iterable[HeldCase]) -> dict[str, list[Waiting]]:
    """Who decides → what waits for them, in the order given. Senders have their own notice."""
    found: dict[str, list[Waiting]] = {}
    for case in held:
        until = case.hold.expires_at if case.hold.urgent_at is None else None
        waiting = Waiting(case=case.case, held_at=case.hold.held_at, until=until)
        for to in dict.fromkeys(one.email for one in case.hold.asked if one.role is not Asked.SENDER):
            found.setdefault(to, []).append(waiting)
    return found
