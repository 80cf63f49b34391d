"""Figures of a period, each with its table."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.reports.copies import Copies
from gateway.reports.parties import FAMILIES, GONE, NOBODY, PROTECTED
from gateway.reports.review import HeldOnce
from gateway.reports.trends import Bar, anonymised, held_by_reason, overrides, partners, time_to_decide
from tests.reports.builders import REGISTERS
from tests.store.builders import DAY, HOUR, NOON

ONCE = HeldOnce(
    case="GW-1",
    held_at=NOON,
    reasons=("no-consent",),
    asked=("line-manager",),
    answers=(),
    answered_by=(),
    grounds=(),
    settled_at=None,
    outcome=("waiting",),
)


def _bars(bars: tuple[Bar, ...]) -> dict[str, int]:
    return {one.what: one.count for one in bars}


def test_a_case_counts_under_each_of_its_reasons_the_most_frequent_first() -> None:
    cases = (ONCE, replace(ONCE, reasons=("no-marking", "no-consent")), replace(ONCE, reasons=("bulk",)))
    assert [(one.what, one.count) for one in held_by_reason(cases).bars] == [
        ("no-consent", 2),
        ("bulk", 1),
        ("no-marking", 1),
    ]


@pytest.mark.parametrize(
    ("after", "step"),
    [
        pytest.param(timedelta(), "within an hour", id="at-once"),
        pytest.param(HOUR, "within an hour", id="an-hour"),
        pytest.param(HOUR + timedelta(seconds=1), "within 4 hours", id="a-second-more"),
        pytest.param(24 * HOUR, "within a day", id="a-day"),
        pytest.param(3 * DAY, "within 3 days", id="three-days"),
        pytest.param(30 * DAY, "later", id="a-month"),
    ],
)
def test_times_fall_into_steps(after: timedelta, step: str) -> None:
    trend = time_to_decide((replace(ONCE, settled_at=NOON + after), ONCE))
    assert _bars(trend.bars)[step] == 1
    assert _bars(trend.bars)["still waiting"] == 1
    assert sum(one.count for one in trend.bars) == 2
    assert trend.median_hours == after / HOUR


def test_overrides_are_told_by_the_law_they_were_made_on() -> None:
    released = replace(ONCE, answers=("release",), grounds=("CA89-47",))
    gone = replace(released, grounds=("GONE",))
    unnamed = replace(released, grounds=())
    hidden = replace(ONCE, answers=("hide",), grounds=("CA89-47",))
    assert _bars(overrides((released, released, gone, unnamed, hidden), REGISTERS).bars) == {
        "Significant harm (Children Act 1989 s.47)": 2,
        "GONE": 1,
        "no ground is recorded": 1,
    }


def test_copies_without_names_are_told_month_by_month() -> None:
    named = Copies(day=NOON.date(), party="COUNCIL", party_type="partner", anonymised=False)
    alone = named._replace(anonymised=True)
    elsewhere = alone._replace(party="ELM")
    later = alone._replace(day=(NOON + 60 * DAY).date())
    bars = anonymised(Counter({named: 3, alone: 1, elsewhere: 2, later: 1})).bars
    assert [(one.count, one.of, one.percent) for one in bars] == [(3, 6, 50), (1, 1, 100)]
    assert bars[0].what < bars[1].what


def test_people_are_told_of_together() -> None:
    council = Copies(day=NOON.date(), party="COUNCIL", party_type="partner", anonymised=False)
    found = Counter(
        {
            council: 2,
            council._replace(day=(NOON + DAY).date(), party_type=""): 1,
            council._replace(party="GRACE", party_type="person"): 1,
            council._replace(party="LADO", party_type="protected-disclosure"): 1,
            council._replace(party="GONE"): 1,
            council._replace(party="", party_type="unknown"): 1,
        }
    )
    assert _bars(partners(found, REGISTERS).bars) == {
        "Borough Council": 3,
        FAMILIES: 1,
        PROTECTED: 1,
        GONE: 1,
        NOBODY: 1,
    }
    assert "Okafor" not in str(partners(found, REGISTERS).report)


def test_nothing_makes_empty_charts() -> None:
    for trend in (held_by_reason(()), time_to_decide(()), overrides((), REGISTERS), anonymised(Counter())):
        assert trend.bars == ()
        assert trend.report.sheets[0].rows == ()


def test_a_table_says_what_its_chart_shows() -> None:
    sheet = held_by_reason((ONCE,)).report.sheets[0]
    assert (sheet.columns, sheet.rows) == (("what", "count"), (("no-consent", "1"),))
    shares = anonymised(Counter({Copies(NOON.date(), "", "", anonymised=True): 1})).report.sheets[0]
    assert shares.columns == ("what", "count", "of", "percent")
