"""Views of what an email says: asked for, granted for hours, over by themselves, taken back; on both databases."""

from datetime import timedelta
from pathlib import Path

import pytest

from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.record.content_views import LONGEST, ContentViews, ViewState
from gateway.record.reading import entries
from gateway.store.database import Database
from tests.store.builders import HOUR, MINUTE, NOON, SECOND, key_ring

CASE = CaseId("GW-12345678")
TOM = "tom@family.example"
IRIS = "iris@family.example"
WHY = "It stops the worker each time it is read."


@pytest.fixture
def book(database: Database, tmp_path: Path) -> ContentViews:
    return ContentViews(database, key_ring(database, tmp_path).casework)


def test_a_view_is_asked_for_granted_and_over_by_itself(book: ContentViews, database: Database) -> None:
    n = book.ask(CASE, WHY, by=TOM, at=NOON)
    asked = book.newest(CASE, TOM, NOON)
    assert asked is not None
    assert (asked.state, asked.why, asked.until) == (ViewState.ASKED, WHY, None)
    book.grant(n, NOON + 2 * HOUR, "It is needed.", by=IRIS, at=NOON + MINUTE)

    def state(at: timedelta) -> ViewState:
        found = book.one(n, NOON + at)
        assert found is not None
        return found.state

    assert state(MINUTE) is ViewState.GRANTED
    assert state(2 * HOUR - SECOND) is ViewState.GRANTED
    assert state(2 * HOUR) is ViewState.OVER
    found = book.one(n, NOON)
    assert found is not None
    assert (found.decided_by, found.answer, found.why) == (IRIS, "It is needed.", WHY)
    told = entries(database, case=CASE, kinds=[RecordKind.CONTENT_VIEW])
    assert [(one.by, one.facts["what"], one.facts["to"]) for one in told] == [
        (TOM, "asked", TOM),
        (IRIS, "granted", TOM),
    ]
    assert told[1].facts["until"] == (NOON + 2 * HOUR).isoformat()
    assert WHY not in str([one.facts for one in told])


def test_it_is_taken_back_at_once_and_only_while_it_lasts(book: ContentViews) -> None:
    n = book.ask(CASE, WHY, by=TOM, at=NOON)
    with pytest.raises(PermanentFailure):
        book.revoke(n, by=IRIS, at=NOON)
    book.grant(n, NOON + HOUR, "Yes.", by=IRIS, at=NOON)
    book.revoke(n, by=IRIS, at=NOON + MINUTE)
    found = book.one(n, NOON + MINUTE)
    assert found is not None
    assert found.state is ViewState.REVOKED
    with pytest.raises(PermanentFailure):
        book.revoke(n, by=IRIS, at=NOON + MINUTE)


def test_nobody_lets_themselves_in_or_lets_anybody_in_for_longer(book: ContentViews) -> None:
    n = book.ask(CASE, WHY, by=TOM, at=NOON)
    for until, by in ((NOON + HOUR, TOM), (NOON + LONGEST + SECOND, IRIS), (NOON, IRIS)):
        with pytest.raises(PermanentFailure):
            book.grant(n, until, "Yes.", by=by, at=NOON)
    with pytest.raises(PermanentFailure):
        book.refuse(n, "No.", by=TOM, at=NOON)
    book.grant(n, NOON + LONGEST, "Yes.", by=IRIS, at=NOON)


def test_one_question_at_a_time_and_an_answer_counts_once(book: ContentViews) -> None:
    n = book.ask(CASE, WHY, by=TOM, at=NOON)
    with pytest.raises(PermanentFailure):
        book.ask(CASE, WHY, by=TOM, at=NOON)
    book.refuse(n, "No.", by=IRIS, at=NOON)
    with pytest.raises(PermanentFailure):
        book.grant(n, NOON + HOUR, "Yes.", by=IRIS, at=NOON)
    other = book.ask(CASE, WHY, by=TOM, at=NOON + MINUTE)
    assert other != n
    assert book.ask(CASE, WHY, by=IRIS, at=NOON + MINUTE) not in (n, other)
    assert [one.n for one in book.all(NOON + MINUTE)][-1] == n
