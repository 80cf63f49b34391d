"""Figures of a period, each with its table."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.record.reading import Disclosed
from gateway.reports.foi import FAMILIES, PROTECTED
from gateway.reports.parties import GONE, NOBODY
from gateway.reports.review import HeldOnce
from gateway.reports.trends import Bar, anonymised, held_by_reason, overrides, partners, time_to_decide
from tests.contracts.builders import details
from tests.reports.builders import GRACE, LONDON, MIA, REGISTERS, shared
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


def _copy(person: str, case: str, *, anonymised: bool) -> Disclosed:
    return replace(shared(person, case=case), details=replace(details(), anonymised=anonymised))


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


def test_a_copy_is_without_names_only_if_nobody_can_be_told_from_it() -> None:
    nobody = _copy(MIA, "GW-2", anonymised=True)
    named = _copy(GRACE, "GW-2", anonymised=False)
    alone = _copy(MIA, "GW-3", anonymised=True)
    later = replace(_copy(MIA, "GW-4", anonymised=True), at=alone.at + 60 * DAY)
    bars = anonymised((nobody, named, alone, later), LONDON).bars
    assert [(one.count, one.of, one.percent) for one in bars] == [(1, 2, 50), (1, 1, 100)]
    assert bars[0].what < bars[1].what


def test_people_are_told_of_together_and_a_copy_counts_once() -> None:
    found = (
        shared(MIA, party="COUNCIL"),
        shared(GRACE, party="COUNCIL"),
        shared(MIA, party="GRACE", case="GW-2", party_type="person"),
        shared(MIA, party="LADO", case="GW-3", party_type="protected-disclosure"),
        shared(MIA, party="GONE", case="GW-4"),
        shared(MIA, party="", case="GW-5", party_type="unknown"),
    )
    assert _bars(partners(found, REGISTERS).bars) == {
        "Borough Council": 1,
        FAMILIES: 1,
        PROTECTED: 1,
        GONE: 1,
        NOBODY: 1,
    }
    assert "Okafor" not in str(partners(found, REGISTERS).report)


def test_nothing_makes_empty_charts() -> None:
    for trend in (held_by_reason(()), time_to_decide(()), overrides((), REGISTERS), anonymised((), LONDON)):
        assert trend.bars == ()
        assert trend.report.sheets[0].rows == ()


def test_a_table_says_what_its_chart_shows() -> None:
    sheet = held_by_reason((ONCE,)).report.sheets[0]
    assert (sheet.columns, sheet.rows) == (("what", "count"), (("no-consent", "1"),))
    shares = anonymised((_copy(MIA, "GW-1", anonymised=True),), LONDON).report.sheets[0]
    assert shares.columns == ("what", "count", "of", "percent")
