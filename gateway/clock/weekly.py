"""What the clock does once a week: the mail about what is due (REV-1, AWARE-1)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.config import Config
from gateway.hold.asked import Circle, asked_people
from gateway.model.decision import Asked
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.model.parties import PartyType, RegisterSnapshot, StaffMember
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
        local = now.astimezone(ZoneInfo(self.config.organisation.timezone))
        year, number, _ = local.isocalendar()
        stretch = f"{year}-W{number:02}"
        if not self._has_begun(local) or was_done(self.database, JOB, stretch):
            return
        registers = self.registers()
        week = self._week(registers, local.date())
        if week is None:
            return
        if self._tell(week, self._leads(registers, local.date()), registers.staff, stretch, now):
            self.log.info("due-told", count=len(week.found))

    def _has_begun(self, local: datetime) -> bool:
        """Whether it is a working day, and not before the week's moment; *local*: of the organisation's time zone."""
        digests = self.config.digests
        begins = (_WEEKDAYS.index(digests.weekly_day), digests.weekly)
        return is_working_day(local.date()) and (local.weekday(), local.time()) >= begins

    def _week(self, registers: RegisterSnapshot, today: date) -> Week | None:
        """What there is to tell. None: nothing is due and nothing waits."""
        rules, zone = self.policy.policy, ZoneInfo(self.config.organisation.timezone)
        found = due(registers, today, DAYS, rules.training_months, zone, rules.ages, self.policy.reviews)
        held = Holding(self.database, self.keys, self.bell).held(limit=_MOST)
        if not found and not held:
            return None
        return Week(
            found=found,
            waiting=len(held),
            oldest=min((one.hold.held_at for one in held), default=None),
            head=str(head_of(self.database)),
            partners=dict(_partners(registers)),
        )

    def _leads(self, registers: RegisterSnapshot, today: date) -> tuple[str, ...]:
        """Who is told: addresses, each once."""
        circle = Circle(
            sender="",
            staff=registers.staff,
            named=frozenset(),
            today=today,
            postmaster=self.config.organisation.postmaster,
        )
        return tuple(dict.fromkeys(one.email for one in asked_people((Asked.IG_LEAD,), circle)))

    def _tell(
        self, week: Week, leads: Sequence[str], staff: Mapping[str, StaffMember], stretch: str, now: datetime
    ) -> bool:
        """Send it, if it did not go in this week yet; whether it did now."""
        due_and_waiting = (("due", len(week.found)), ("waiting", week.waiting))
        return send_once(
            self.database,
            self.keys,
            self.bell,
            job=JOB,
            stretch=stretch,
            finished=[due_digest(week, to, for_reader(self.config, to, staff), now) for to in leads],
            records=[
                RecordEntry(
                    kind=RecordKind.NOTIFIED,
                    case=None,
                    by="gateway",
                    facts=(("notice", JOB), ("to", to), *due_and_waiting),
                )
                for to in leads
            ],
            now=now,
        )


def _partners(registers: RegisterSnapshot) -> Iterator[tuple[str, str]]:
    """Agreement → the name of whom it is with; of families a mailbox holds none."""
    for one in registers.agreements:
        party = registers.parties.get(one.party)
        if party is not None and party.type is not PartyType.PERSON:
            yield one.id, party.name
