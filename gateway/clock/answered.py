"""What the clock does about requests for information: one is answered when its answer has arrived (REC-2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.ports import Log
from gateway.record.reading import entries
from gateway.registers.files.columns import RegisterKind
from gateway.registers.history import History
from gateway.registers.store import Registers
from gateway.spool.view import QueueView
from gateway.store.database import Database

_BY: Final = "gateway"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Everything that it needs."""

    database: Database
    registers: Registers
    history: History
    queue: QueueView
    timezone: ZoneInfo
    log: Log

    def note(self, now: datetime) -> None:
        """Write down which open requests were answered by an email of ours that reached who asked.

        Raises:
            TemporaryFailure: registers or database cannot be asked now; the next round tries again.
            BadFile: the entry as it stands does not pass the checks of today.
        """
        waiting = {one.id: one.opened for one in self.registers.snapshot().requests if one.answered_on is None}
        if not waiting:
            return
        rows = []
        for request, day in sorted(self._arrived(waiting).items()):
            # Whoever took the day out again, because more is to follow, is not overruled.
            if day >= waiting[request] and not self._was_noted(request):
                rows.append({"id": request, "answered_on": day.isoformat()})
        if rows:
            self.registers.apply(RegisterKind.REQUESTS, rows, replace=False, by=_BY, at=now)
            self.log.info("requests-answered", count=len(rows))

    def _arrived(self, waiting: Mapping[str, date]) -> dict[str, date]:
        """Request → the day on which the last answer to it arrived; *waiting*: the day on which each was opened."""
        found: dict[str, date] = {}
        for request, case in self._sent(min(waiting.values())):
            at = self._arrived_at(case) if request in waiting else None
            if at is not None:
                found[request] = at.astimezone(self.timezone).date()
        return found

    def _sent(self, first: date) -> Iterator[tuple[str, CaseId]]:
        since = datetime.combine(first, time.min, self.timezone)
        for one in entries(self.database, kinds=(RecordKind.EXPORTED,), since=since):
            request = one.facts.get("request")
            if one.facts.get("what") == "sent" and isinstance(request, str) and one.case is not None:
                yield request, one.case

    def _arrived_at(self, case: CaseId) -> datetime | None:
        """When the last of those it went to had it. None: somebody has not."""
        traced = next((one for one in self.queue.trace(case) if one.case == case), None)
        if traced is None or any(one.state is not RecipientState.DELIVERED for one in traced.recipients):
            return None
        told = entries(self.database, case=case, kinds=(RecordKind.DELIVERED,))
        return max((one.at for one in told), default=None)

    def _was_noted(self, request: str) -> bool:
        return any(one.by == _BY for one in self.history.versions(RegisterKind.REQUESTS, request))
