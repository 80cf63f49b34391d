"""How sharing goes over a period, in figures without names: what a chart shows and its table says. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Final

from gateway.language import mark
from gateway.model.decision import AnswerKind
from gateway.model.parties import RegisterSnapshot
from gateway.reports.copies import Copies
from gateway.reports.parties import kind_of, partner
from gateway.reports.report import Report, Sheet
from gateway.reports.review import HeldOnce

_MOST_PARTNERS: Final = 10
_STEPS: Final = (
    (mark("within an hour"), 1.0),
    (mark("within 4 hours"), 4.0),
    (mark("within a day"), 24.0),
    (mark("within 3 days"), 72.0),
    (mark("later"), float("inf")),
)
_WAITING: Final = mark("still waiting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of a chart."""

    what: str
    count: int
    of: int = 0  # how many there are in all; 0: the count stands for itself

    @property
    def percent(self) -> int:
        """Of all; 0 where nothing is counted."""
        return round(100 * self.count / self.of) if self.of else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One chart, which is its table too."""

    name: str
    bars: tuple[Bar, ...]
    median_hours: float | None = None

    @property
    def report(self) -> Report:
        """The table, to be taken out."""
        shares = any(one.of for one in self.bars)
        columns = ("what", "count", *(("of", "percent") if shares else ()))
        rows = tuple(
            (one.what, str(one.count), *((str(one.of), str(one.percent)) if shares else ())) for one in self.bars
        )
        return Report(name=self.name, sheets=(Sheet(name=self.name, columns=columns, rows=rows),))


def held_by_reason(cases: Iterable[HeldOnce]) -> Trend:
    """How often each reason held a case; a case with several counts under each."""
    counts = Counter(reason for one in cases for reason in one.reasons)
    return Trend(name="held-by-reason", bars=_ordered(counts))


def time_to_decide(cases: Iterable[HeldOnce]) -> Trend:
    """How long cases waited until they were settled."""
    cases = tuple(cases)
    hours = [one.hours for one in cases if one.hours is not None]
    counts: Counter[str] = Counter()
    for each in hours:
        counts[next(name for name, most in _STEPS if each <= most)] += 1
    waiting = len(cases) - len(hours)
    bars = [Bar(what=name, count=counts[name]) for name, _ in _STEPS]
    return Trend(
        name="time-to-decide",
        bars=(*bars, Bar(what=_WAITING, count=waiting)) if cases else (),
        median_hours=median(hours) if hours else None,
    )


def overrides(cases: Iterable[HeldOnce], registers: RegisterSnapshot) -> Trend:
    """On which ground cases were let go as they were, by people who answer for it (CONS-4)."""
    counts: Counter[str] = Counter()
    for one in cases:
        if AnswerKind.RELEASE.value in one.answers:
            counts.update(_ground(each, registers) for each in one.grounds or ("",))
    return Trend(name="overrides", bars=_ordered(counts))


def anonymised(copies: Counter[Copies]) -> Trend:
    """Of the copies that tell something about people, how many let nobody be told from them, month by month."""
    months: dict[str, list[int]] = {}
    for one, count in copies.items():
        month = months.setdefault(f"{one.day:%Y-%m}", [0, 0])
        month[0] += count if one.anonymised else 0
        month[1] += count
    bars = (Bar(what=month, count=without, of=of) for month, (without, of) in sorted(months.items()))
    return Trend(name="anonymised", bars=tuple(bars))


def partners(copies: Counter[Copies], registers: RegisterSnapshot) -> Trend:
    """To whom most went: copies that tell something about people. People are told of together, never by name."""
    found: Counter[str] = Counter()
    for one, count in copies.items():
        found[partner(one.party, kind_of(one.party, one.party_type, registers), registers)] += count
    return Trend(name="partners", bars=_ordered(found)[:_MOST_PARTNERS])


def _ordered(counts: Counter[str]) -> tuple[Bar, ...]:
    found = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Bar(what=what, count=count) for what, count in found)


def _ground(identity: str, registers: RegisterSnapshot) -> str:
    ground = registers.grounds.get(identity)
    if ground is not None:
        return f"{ground.title} ({ground.law})"
    return identity or "no ground is recorded"
