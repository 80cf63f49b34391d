"""What was held, why, who decided and how long it took: for the IG lead's review. Ids and words only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from gateway.model.outcome import RecordKind
from gateway.record.reading import Entry, Fact
from gateway.reports.report import Report, Sheet

KINDS: Final = (RecordKind.DECIDED, RecordKind.HELD, RecordKind.ANSWERED, RecordKind.EXPIRED)
CASE_COLUMNS: Final = (
    "case", "held_at", "reasons", "asked", "answers", "answered_by", "ground", "settled_at", "hours", "outcome",
)  # fmt: skip
REASON_COLUMNS: Final = (
    "reason", "held", "released", "hidden", "returned", "refused", "expired", "waiting", "median_hours",
)  # fmt: skip

_ENDED: Final = "expired"
_WAITING: Final = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOnce:
    """One case that was held, from its first hold on."""

    case: str
    held_at: datetime
    reasons: tuple[str, ...]
    asked: tuple[str, ...]  # roles
    answers: tuple[str, ...]  # AnswerKind literals
    answered_by: tuple[str, ...]  # accounts
    grounds: tuple[str, ...]
    settled_at: datetime | None  # None: it waits
    outcome: tuple[str, ...]  # RecipientState literals; "expired", "waiting"

    @property
    def hours(self) -> float | None:
        """From hold to settlement. None: it waits."""
        return None if self.settled_at is None else (self.settled_at - self.held_at) / timedelta(hours=1)


def held_cases(entries: Sequence[Entry], since: datetime | None, until: datetime | None) -> tuple[HeldOnce, ...]:
    """The cases first held in a period, in that order.

    Args:
        entries: of KINDS, in order; those after the period too, which tell what became of it.
        since: aware, inclusive; None: from the beginning.
        until: aware, exclusive; None: up to now.
    """
    by_case: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.case is not None:
            by_case.setdefault(entry.case, []).append(entry)
    found = [held for case, rows in by_case.items() if (held := _held(case, rows)) is not None]
    return tuple(
        held
        for held in sorted(found, key=lambda held: (held.held_at, held.case))
        if (since is None or since <= held.held_at) and (until is None or held.held_at < until)
    )


def review(cases: Iterable[HeldOnce], zone: ZoneInfo) -> Report:
    """Each case on a line, and each reason with what came of it."""
    cases = tuple(cases)
    rows = tuple(
        (
            one.case,
            one.held_at.astimezone(zone).isoformat(timespec="minutes"),
            ", ".join(one.reasons),
            ", ".join(one.asked),
            ", ".join(one.answers),
            ", ".join(one.answered_by),
            ", ".join(one.grounds),
            "" if one.settled_at is None else one.settled_at.astimezone(zone).isoformat(timespec="minutes"),
            "" if one.hours is None else f"{one.hours:.1f}",
            ", ".join(one.outcome),
        )
        for one in cases
    )
    reasons = sorted({reason for one in cases for reason in one.reasons})
    return Report(
        name="review",
        sheets=(
            Sheet(name="cases", columns=CASE_COLUMNS, rows=rows),
            Sheet(name="reasons", columns=REASON_COLUMNS, rows=tuple(_figures(reason, cases) for reason in reasons)),
        ),
    )


def _figures(reason: str, cases: Iterable[HeldOnce]) -> tuple[str, ...]:
    mine = [one for one in cases if reason in one.reasons]
    hours = [one.hours for one in mine if one.hours is not None]

    def answered(kind: str) -> str:
        return str(sum(kind in one.answers for one in mine))

    return (
        reason,
        str(len(mine)),
        answered("release"),
        answered("hide"),
        answered("return"),
        answered("refuse"),
        str(sum(_ENDED in one.outcome for one in mine)),
        str(sum(_WAITING in one.outcome for one in mine)),
        f"{median(hours):.1f}" if hours else "",
    )


def _held(case: str, rows: Sequence[Entry]) -> HeldOnce | None:
    holds = [row for row in rows if row.kind == RecordKind.HELD]
    if not holds:
        return None
    after = [
        row
        for row in rows
        if row.seq > holds[-1].seq and row.kind in (RecordKind.DECIDED.value, RecordKind.EXPIRED.value)
    ]
    answers = [row for row in rows if row.kind == RecordKind.ANSWERED]
    return HeldOnce(
        case=case,
        held_at=holds[0].at,
        reasons=_each(text for row in holds for text in _texts(row.facts.get("reasons"))),
        asked=_each(text.split(" ", 1)[0] for row in holds for text in _texts(row.facts.get("asked"))),
        answers=_each(text for row in answers for text in _texts(row.facts.get("answer"))),
        answered_by=_each(row.by for row in answers),
        grounds=_each(text for row in answers for text in _texts(row.facts.get("ground"))),
        settled_at=after[0].at if after else None,
        outcome=_each(_outcome(row) for row in after) or (_WAITING,),
    )


def _outcome(row: Entry) -> str:
    return _ENDED if row.kind == RecordKind.EXPIRED else str(row.facts.get("state", ""))


def _texts(fact: Fact | None) -> tuple[str, ...]:
    if isinstance(fact, list):
        return tuple(fact)
    return (fact,) if isinstance(fact, str) and fact else ()


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
