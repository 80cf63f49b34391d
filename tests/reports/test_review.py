"""What was held and who decided: from the rows of the record, in ids."""

from collections.abc import Mapping
from datetime import timedelta

from gateway.model.message import CaseId
from gateway.record.reading import Entry, Fact
from gateway.reports.review import held_cases, review
from tests.reports.builders import LONDON
from tests.store.builders import DAY, HOUR, NOON

ONE, TWO = "GW-00000001", "GW-00000002"


class Book:
    """Rows of a record, numbered as they come."""

    def __init__(self) -> None:
        self.rows: list[Entry] = []

    def add(
        self, case: str, kind: str, after: timedelta, facts: Mapping[str, Fact] | None = None, by: str = "gateway"
    ) -> None:
        """One more."""
        row = Entry(
            seq=len(self.rows) + 1,
            at=NOON + after,
            kind=kind,
            case=CaseId(case),
            by=by,
            facts=facts or {},
            batch=None,
        )
        self.rows.append(row)


def book() -> Book:
    """One case released after six hours, one that waits."""
    made = Book()
    made.add(ONE, "decided", 0 * HOUR, {"state": "held"})
    made.add(ONE, "held", 0 * HOUR, {"reasons": ["no-consent"], "asked": ["line_manager max@family.example"]})
    made.add(TWO, "held", 1 * HOUR, {"reasons": ["no-consent", "no-marking"], "asked": ["sender wen@family.example"]})
    made.add(ONE, "answered", 5 * HOUR, {"answer": "release", "ground": "G-1"}, by="max@family.example")
    made.add(ONE, "decided", 6 * HOUR, {"state": "ready"})
    return made


def test_a_case_from_hold_to_settlement() -> None:
    one, two = held_cases(book().rows, None, None)

    assert (one.case, one.reasons, one.asked) == (ONE, ("no-consent",), ("line_manager",))
    assert (one.answers, one.answered_by, one.grounds) == (("release",), ("max@family.example",), ("G-1",))
    assert (one.hours, one.outcome) == (6.0, ("ready",))
    assert (two.hours, two.outcome) == (None, ("waiting",))


def test_the_period_is_that_of_the_first_hold() -> None:
    rows = book().rows

    assert [one.case for one in held_cases(rows, NOON, NOON + HOUR)] == [ONE]
    assert [one.case for one in held_cases(rows, NOON + timedelta(microseconds=1), None)] == [TWO]


def test_held_again_and_expired() -> None:
    made = book()
    made.add(TWO, "decided", 2 * HOUR, {"state": "held"})
    made.add(TWO, "held", 2 * HOUR, {"reasons": ["which-person"], "asked": []})
    made.add(TWO, "expired", 3 * DAY)
    _, two = held_cases(made.rows, None, None)

    assert two.reasons == ("no-consent", "no-marking", "which-person")
    assert (two.hours, two.outcome) == (71.0, ("expired",))


def test_the_figures_of_each_reason() -> None:
    cases, reasons = review(held_cases(book().rows, None, None), LONDON).sheets

    assert [row[0] for row in cases.rows] == [ONE, TWO]
    assert reasons.rows == (
        ("no-consent", "2", "1", "0", "0", "0", "0", "1", "6.0"),
        ("no-marking", "1", "0", "0", "0", "0", "0", "1", ""),
    )
