"""What the clock does once a week: the mail about what is due (REV-1, AWARE-1)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.config import Config
from gateway.hold.asked import Circle, asked_people
from gateway.model.decision import Asked
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.model.parties import RegisterSnapshot
from gateway.notices.due_digest import DAYS, Week, due_digest
from gateway.notices.reader import for_reader
from gateway.policy.file import LoadedPolicy
from gateway.ports import Log
from gateway.record.chainer import head_of
from gateway.registers.clocks import is_working_day
from gateway.registers.due import due
from gateway.spool.bell import Bell
from gateway.spool.holding import Holding
from gateway.spool.once import send_once
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.leader import was_done

JOB: Final = "due-digest"
_MOST: Final = 100_000  # cases: as many as the spool may hold
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """Everything that the week's work needs."""

    config: Config
    policy: LoadedPolicy
    database: Database
    keys: KeyRing
    bell: Bell
    registers: Callable[[], RegisterSnapshot]
    log: Log

    def digest(self, now: datetime) -> None:
        """Tell the IG lead what is due and what waits, once in a calendar week; nothing when nothing does.

        Raises:
            TemporaryFailure: registers or database cannot be asked now; the next round tries again.
        """
        zone = ZoneInfo(self.config.organisation.timezone)
        local = now.astimezone(zone)
        digests = self.config.digests
        begins = _WEEKDAYS.index(digests.weekly_day)
        if not is_working_day(local.date()) or (local.weekday(), local.time()) < (begins, digests.weekly):
            return
        year, week, _ = local.isocalendar()
        stretch = f"{year}-W{week:02}"
        if was_done(self.database, JOB, stretch):
            return
        registers, rules = self.registers(), self.policy.policy
        today = local.date()
        found = due(registers, today, DAYS, rules.training_months, zone, rules.ages, self.policy.reviews)
        held = Holding(self.database, self.keys, self.bell).held(limit=_MOST)
        if not found and not held:
            return
        week_now = Week(
            found=found,
            waiting=len(held),
            oldest=min((one.hold.held_at for one in held), default=None),
            head=str(head_of(self.database)),
            partners={
                one.id: registers.parties[one.party].name
                for one in registers.agreements
                if one.party in registers.parties
            },
        )
        circle = Circle(
            sender="",
            staff=registers.staff,
            named=frozenset(),
            today=today,
            postmaster=self.config.organisation.postmaster,
        )
        leads = tuple(dict.fromkeys(one.email for one in asked_people((Asked.IG_LEAD,), circle)))
        sent = send_once(
            self.database,
            self.keys,
            self.bell,
            job=JOB,
            stretch=stretch,
            finished=[due_digest(week_now, to, for_reader(self.config, to, registers.staff), now) for to in leads],
            records=[
                RecordEntry(
                    kind=RecordKind.NOTIFIED,
                    case=None,
                    by="gateway",
                    facts=(("notice", JOB), ("to", to), ("due", len(found)), ("waiting", len(held))),
                )
                for to in leads
            ],
            now=now,
        )
        if sent:
            self.log.info("due-told", count=len(found))
