"""Which earlier case is like one that waits."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gateway.console.case.like_cases import Likeness, is_like
from gateway.model.message import CaseId
from gateway.record.reading import Entry, Fact

WANTED = Likeness(
    parties=frozenset({"borough"}),
    purposes=frozenset({"early-help"}),
    reasons=frozenset({"no-consent", "no-marking"}),
    teams=frozenset({"Early Help"}),
)
FACTS: dict[str, Fact] = {
    "state": "held",
    "party": "borough",
    "purposes": ["early-help"],
    "reasons": ["no-consent"],
    "team": "Early Help",
}
NO_PURPOSE = replace(WANTED, purposes=frozenset())


def entry(**facts: Fact) -> Entry:
    """A decision that was recorded; *facts* differ from one that is like."""
    return Entry(
        seq=1,
        at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        kind="decided",
        case=CaseId("GW-00000000"),
        by="gateway",
        facts={**FACTS, **facts},
        batch=None,
    )


@pytest.mark.parametrize(
    ("decided", "wanted", "like"),
    [
        pytest.param(entry(), WANTED, True, id="the-same"),
        pytest.param(entry(state="ready"), WANTED, False, id="nobody-was-asked"),
        pytest.param(entry(party="school"), WANTED, False, id="another-partner"),
        pytest.param(entry(purposes=["attendance"]), WANTED, False, id="another-purpose"),
        pytest.param(entry(purposes=[]), WANTED, False, id="no-purpose-then"),
        pytest.param(entry(purposes=[]), NO_PURPOSE, True, id="no-purpose-then-and-now"),
        pytest.param(entry(), NO_PURPOSE, False, id="no-purpose-now"),
        pytest.param(entry(reasons=["kept-from-subject"]), WANTED, False, id="a-reason-that-is-not-told-here"),
        pytest.param(entry(reasons=["kept-from-subject", "no-marking"]), WANTED, True, id="one-of-the-reasons"),
        pytest.param(entry(team="Housing"), WANTED, False, id="another-team"),
        pytest.param(entry(team="Housing"), replace(WANTED, teams=None), True, id="another-team-for-the-lead"),
    ],
)
def test_is_like(decided: Entry, wanted: Likeness, like: bool) -> None:
    assert is_like(decided, wanted) is like
