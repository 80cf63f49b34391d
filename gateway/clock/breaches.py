"""The 72 hours of a breach: the IG lead is reminded, once at each hour that was agreed (REC-4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gateway.case.never_asked import named_emails
from gateway.config import Config
from gateway.hold.asked import Circle, asked_people
from gateway.language import Language
from gateway.model.decision import Asked
from gateway.model.lifecycle import Lane
from gateway.model.outcome import Finished, RecordEntry, RecordKind
from gateway.model.parties import PersonId, RegisterSnapshot
from gateway.notices.breach import BreachFacts, breach_reminder
from gateway.notices.reader import for_reader
from gateway.record.breaches import Breach, BreachBook
from gateway.record.entries import insert_entries
from gateway.registers.directory import Directory
from gateway.spool.bell import Bell
from gateway.spool.finished_rows import insert_finished, seal_finished
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.leader import first_time

REMIND_HOURS: Final = (24, 48, 66, 72)  # after we became aware; at the last the time is over


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachRound:
    """Everything that the reminders need."""

    config: Config
    database: Database
    keys: KeyRing
    bell: Bell

    def remind(self, registers: RegisterSnapshot, now: datetime) -> int:
        """Send what is due; how many breaches somebody was reminded of."""
        reminded = 0
        for breach in BreachBook(self.database, self.keys.casework).all():
            passed = [hours for hours in REMIND_HOURS if breach.aware_at + timedelta(hours=hours) <= now]
            if breach.runs and passed:
                reminded += self._remind(breach, passed, registers, now)
        return reminded

    def _remind(self, breach: Breach, passed: list[int], registers: RegisterSnapshot, now: datetime) -> bool:
        told = self._told(breach, registers, now)
        finished = [
            self._notice(breach, to, for_reader(self.config, to, registers.staff).organisation.speaks, now)
            for to in told
        ]
        sealed = seal_finished(self.keys, finished, now)
        with self.database.write() as connection:
            # After a stop several hours may have passed at once: one reminder, of the last.
            new = [first_time(connection, f"breach {breach.id}", f"{hours}h", now) for hours in passed]
            if not new[-1]:
                return False
            insert_finished(connection, sealed, now, case=None, bell=self.bell)
            entries = [
                RecordEntry(
                    kind=RecordKind.NOTIFIED,
                    case=breach.case,
                    by="gateway",
                    facts=(("notice", "breach"), ("to", to), ("breach", breach.id), ("hours", passed[-1])),
                )
                for to in told
            ]
            insert_entries(connection, entries, now)
        self.bell.after_commit(Lane.DELIVER)
        return True

    def _told(self, breach: Breach, registers: RegisterSnapshot, now: datetime) -> tuple[str, ...]:
        # SAFE-2: nobody is notified about what names them or their household.
        named = named_emails([PersonId(one) for one in breach.about], Directory.of(registers))
        circle = Circle(
            sender="",
            staff=registers.staff,
            named=named,
            today=now.astimezone(self._zone).date(),
            postmaster=self.config.organisation.postmaster,
        )
        return tuple(dict.fromkeys(person.email for person in asked_people([Asked.IG_LEAD], circle)))

    def _notice(self, breach: Breach, to: str, language: Language, now: datetime) -> Finished:
        organisation, console = self.config.organisation, self.config.console
        return breach_reminder(
            BreachFacts(
                breach=breach.id,
                case=breach.case or "",
                to=to,
                organisation=organisation.name,
                hostname=organisation.hostname,
                postmaster=organisation.postmaster,
                now=now.astimezone(self._zone),
                aware_at=breach.aware_at.astimezone(self._zone),
                due_at=breach.due_at.astimezone(self._zone),
                link="" if console is None else f"{console.public_url}/breaches/{breach.id}",
                language=language,
            )
        )

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.config.organisation.timezone)
