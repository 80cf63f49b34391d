"""The rounds of the clock: what each does, given the time."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from gateway.clock.breaches import BreachRound
from gateway.clock.moved import has_left, is_away, moved_from
from gateway.clock.watch import in_answers, in_registers
from gateway.config import Config
from gateway.hold.asked import Circle, deputies, holders_of
from gateway.hold.duty import on_duty
from gateway.hold.wider import reminded, ring
from gateway.log import where
from gateway.model.decision import Asked
from gateway.model.errors import TemporaryFailure
from gateway.model.message import CaseId
from gateway.model.modes import ModeEntry, of_team
from gateway.model.outcome import HoldEntry, RecordEntry, RecordKind
from gateway.model.parties import RegisterSnapshot, StaffMember
from gateway.notices.compose import NoticeKind
from gateway.notices.write import Notice, reminder
from gateway.policy.risks import RiskPolicy
from gateway.ports import Log
from gateway.record.chainer import chain
from gateway.record.cut import cut
from gateway.record.old_work import delete_old_work
from gateway.record.reading import entries
from gateway.record.risks import note_risks
from gateway.registers.erase import delete_ended
from gateway.spool.bell import Bell
from gateway.spool.confirmed import forget_old
from gateway.spool.holding import Holding
from gateway.spool.old_cases import delete_old_cases
from gateway.spool.part_passwords import forget_passwords
from gateway.spool.retention import periods_to_destroy, purge
from gateway.spool.rows import HeldCase
from gateway.store.database import Database
from gateway.store.keys import KeyRing

_DECIDES: Final = frozenset(Asked) - {Asked.SENDER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """Everything that the clock's rounds need."""

    config: Config
    database: Database
    keys: KeyRing
    holding: Holding
    registers: Callable[[], RegisterSnapshot]
    risks: RiskPolicy
    bell: Bell
    log: Log

    def chain(self, now: datetime) -> None:
        """Chain what was committed to the record."""
        chain(self.database, self.keys.record_key, now)

    def people(self, now: datetime) -> None:
        """Remind, escalate and expire: never send."""
        self._move(now)
        hold = self.config.hold
        for case in self.holding.urgent(now - timedelta(minutes=hold.urgent.remind_minutes), now):
            self._one(case.case, partial(self._urgent, case, now))
        for case in self.holding.to_remind(now - timedelta(hours=hold.remind_hours)):
            self._one(case.case, partial(self._remind, case, now))
        for case in self.holding.to_escalate(now - timedelta(hours=hold.escalate_hours)):
            self._one(case.case, partial(self._escalate, case, now))
        for number in self.holding.expired(now):
            self._one(number, partial(self._expire, number, now))
        if forgotten := forget_passwords(self.database):
            self.log.info("passwords-forgotten", count=forgotten)

    def _move(self, now: datetime) -> None:
        """Have the cases of who went away or left decided again: their deputy or manager is asked at once."""
        absent = self._absent(now)
        if not absent:
            return
        today = now.astimezone(ZoneInfo(self.config.organisation.timezone)).date()
        for case in self.holding.held():
            gone = moved_from(case.hold, absent, today)
            if gone:
                self._one(case.case, partial(self._move_on, case.case, gone, now))

    def _absent(self, now: datetime) -> dict[str, StaffMember]:
        """Who is away or has left, by email; nobody is known to be while the registers cannot be asked."""
        try:
            staff = self.registers().staff
        except TemporaryFailure:
            return {}  # reminders and expiry do not wait for the registers
        today = now.astimezone(ZoneInfo(self.config.organisation.timezone)).date()
        return {key: one for key, one in staff.items() if is_away(one, today) or has_left(one, today)}

    def _move_on(self, number: CaseId, gone: tuple[str, ...], now: datetime) -> None:
        moved = RecordEntry(kind=RecordKind.HELD, case=number, by="gateway", facts=(("moved_from", gone),))
        if self.holding.look_again(number, now, records=(moved,)):
            self.log.info("moved", case=number, count=len(gone))

    def housekeeping(self, now: datetime) -> None:
        """Make the next month's key in time, and destroy those whose content nobody needs any more (SEC-3)."""
        self.keys.ensure_period(now)
        before = now - timedelta(days=self.config.retention.content_days)
        for name in periods_to_destroy(self.database, before):
            count = purge(self.database, self.keys, name, now, by="gateway")
            self.log.info("purged", count=count)
        self._forget(now)

    def _forget(self, now: datetime) -> None:
        """Take off and delete what is older than its retention, as far as no legal hold keeps it."""
        retention = self.config.retention
        taken = cut(
            self.database, self.keys.record_key, _years_before(now, retention.record_years), now, by="gateway"
        )
        gone = 0 if taken is None else taken.entries
        gone += delete_old_cases(self.database, _years_before(now, retention.record_years))
        gone += delete_ended(self.database, _years_before(now, retention.register_years), now, by="gateway")
        gone += forget_old(self.database, now)
        gone += delete_old_work(self.database, _years_before(now, retention.risk_years))
        if gone:
            self.log.info("forgotten", count=gone)

    def watch(self, now: datetime) -> None:
        """Remind of breaches whose 72 hours run (REC-4), and open risks that show without any mail (REC-3)."""
        registers = self.registers()
        round_ = BreachRound(config=self.config, database=self.database, keys=self.keys, bell=self.bell)
        reminded = round_.remind(registers, now)
        if reminded:
            self.log.info("breach-reminded", count=reminded)
        since = now - timedelta(days=self.risks.overrides_days)
        answered = entries(self.database, kinds=(RecordKind.ANSWERED,), since=since)
        today = now.astimezone(ZoneInfo(self.config.organisation.timezone)).date()
        seen = (*in_registers(registers, now, today), *in_answers(answered, self.risks))
        if not seen:
            return
        with self.database.write() as connection:
            opened = note_risks(connection, seen, now, quiet=timedelta(days=self.risks.quiet_days))
        if opened:
            self.log.info("risks-opened", count=opened)

    def _one(self, case: CaseId, act: Callable[[], None]) -> None:
        """One case. Whatever is wrong with it, the others are not to wait for it."""
        try:
            act()
        except Exception as error:
            self.log.error("round-fault", case=case, error=type(error).__name__, path=where(error))

    def _remind(self, case: HeldCase, now: datetime) -> None:
        absent = self._absent(now)
        here = [to for to in _deciders(case) if to.lower() not in absent or to == case.sender]
        self._told(case, [self._again(NoticeKind.REMINDER, case, to, now) for to in here], now)

    def _urgent(self, case: HeldCase, now: datetime) -> None:
        """MIN-3: day and night, each time to more people, until somebody answers."""
        lane = self.config.hold.urgent
        waited = max(timedelta(0), now - (case.hold.urgent_at or now))
        far = ring(waited, lane.remind_minutes, lane.escalate_minutes)
        told = self._reminded(case, far, now)
        minutes = int(waited / timedelta(minutes=1))
        self.log.warning("urgent-waits", case=case.case, minutes=minutes, count=len(told))
        first = {person.email for person in case.hold.asked}
        notices = [
            self._again(NoticeKind.REMINDER if to in first else NoticeKind.ESCALATED, case, to, now) for to in told
        ]
        self._told(case, notices, now, escalated=far > 2, urgent=True)

    def _reminded(self, case: HeldCase, far: int, now: datetime) -> tuple[str, ...]:
        # Without the registers, or when it is not known whom it names, nobody new may be told, and somebody must be.
        known = tuple(dict.fromkeys((*_deciders(case), self.config.organisation.postmaster)))
        if case.not_asked is None:
            return known
        try:
            return reminded(case.hold.asked, self._circle(case, now, urgent=True), far)
        except TemporaryFailure:
            return known

    def _escalate(self, case: HeldCase, now: datetime) -> None:
        told = [self._again(NoticeKind.ESCALATED, case, to, now) for to in self._above(case, now)]
        self._told(case, told, now, escalated=True)

    def _above(self, case: HeldCase, now: datetime) -> tuple[str, ...]:
        """Deputies of those who are asked, and the IG lead, if they are here; never the sender or whom it names.

        What the safeguarding lead alone decides goes to trustees in the IG lead's place (SAFE-2).
        """
        circle = self._circle(case, now)
        asked = _deciders(case)
        roles = {person.role for person in case.hold.asked} - {Asked.SENDER}
        leads = holders_of("trustee", circle) if roles == {Asked.SAFEGUARDING_LEAD} else ()
        known = {email.lower() for email in asked}
        # Of a hold from before this was kept it is not known whom it names: then nobody new is told of it.
        above = (*deputies(asked, circle), *(leads or holders_of("ig", circle))) if case.not_asked is not None else ()
        found = dict.fromkeys(email for email in above if email.lower() not in known)
        return tuple(found) or (self.config.organisation.postmaster,)

    def _circle(self, case: HeldCase, now: datetime, *, urgent: bool = False) -> Circle:
        registers = self.registers()
        today = now.astimezone(ZoneInfo(self.config.organisation.timezone)).date()
        return Circle(
            sender=case.sender,
            staff=registers.staff,
            named=case.not_asked or frozenset(),
            today=today,
            postmaster=self.config.organisation.postmaster,
            on_duty=on_duty(registers.duty, registers.staff, now, today),
            urgent=urgent,
        )

    def _told(
        self, case: HeldCase, told: list[Notice], now: datetime, *, escalated: bool = False, urgent: bool = False
    ) -> None:
        records = tuple(_notified(case.case, notice) for notice in told)
        finished = tuple(notice.finished for notice in told)
        if self.holding.told(case.case, now, finished=finished, records=records, escalated=escalated, urgent=urgent):
            self.log.info("escalated" if escalated else "reminded", case=case.case, count=len(told))

    def _expire(self, number: CaseId, now: datetime) -> None:
        case = self.holding.held_case(number)
        if case is None:
            return
        told = [self._again(NoticeKind.EXPIRED, case, case.sender, now)] if case.sender else []
        expired = RecordEntry(
            kind=RecordKind.EXPIRED,
            case=number,
            by="gateway",
            facts=(("reasons", tuple(reason.value for reason in case.hold.reasons)),),
        )
        records = (expired, *(_notified(number, notice) for notice in told))
        if self.holding.expire(number, now, finished=tuple(notice.finished for notice in told), records=records):
            self.log.info("expired", case=number)

    def _again(self, kind: NoticeKind, case: HeldCase, to: str, now: datetime) -> Notice:
        return reminder(
            kind=kind,
            case=case.case,
            to=to,
            sender=case.sender,
            written_at=case.received_at,
            hold=case.hold,
            people=len(case.recipients),
            config=self.config,
            at=now,
            staff=self._staff(),
            modes=self._modes(case.sender),
        )

    def _staff(self) -> Mapping[str, StaffMember]:
        try:
            return self.registers().staff
        except TemporaryFailure:
            return {}  # in which language they are told can be missed; that they are told cannot

    def _modes(self, sender: str) -> tuple[ModeEntry, ...]:
        try:
            registers = self.registers()
        except TemporaryFailure:
            # That a rule is on trial can go unsaid; that mail waits, or has come back, cannot.
            return ()
        member = registers.staff.get(sender.lower())
        return of_team(registers.modes, "" if member is None else member.team)


def _years_before(now: datetime, years: int) -> datetime:
    return now - timedelta(days=math.ceil(years * 365.25))


def _deciders(case: HeldCase) -> tuple[str, ...]:
    """Those who are asked to decide; the sender alone when nobody else is."""
    hold: HoldEntry = case.hold
    found = dict.fromkeys(person.email for person in hold.asked if person.role in _DECIDES)
    return tuple(found) or tuple(dict.fromkeys(person.email for person in hold.asked))


def _notified(case: CaseId, notice: Notice) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.NOTIFIED, case=case, by="gateway", facts=(("notice", notice.kind.value), ("to", notice.to))
    )
