"""A draft that was sent to be checked, on its sender's page: what would happen, shown to nobody else."""

from datetime import UTC, datetime

import pytest

from gateway.console.sessions import SessionBook
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from tests.console.conftest import RunningConsole
from tests.console.http import Browser
from tests.console.mails import about_daniel, decided
from tests.console.screens import Person, chromium
from tests.e2e.installation import ANA, BEN, DUTY

pytestmark = pytest.mark.xdist_group("console")

CHECK = "check@family-support.example"


def session_of(running: RunningConsole, name: str) -> str:
    book, now = SessionBook(running.app.database), datetime.now(UTC)
    token = book.checked(book.open(name, "127.0.0.1", now), now)
    assert token is not None
    return token


def test_its_sender_sees_why_and_what_would_be_hidden(running: RunningConsole) -> None:
    case = decided(
        running.app, "draft", "CONFIDENTIAL: a family", f"To: {DUTY}\n{about_daniel('was late')}", to=CHECK
    )
    empty = decided(running.app, "draft-to-nobody", "CONFIDENTIAL: a family", about_daniel("came early"), to=CHECK)
    with chromium() as browser:
        ana = Person(browser, running.port)
        ana.enter(session_of(running, ANA))
        ana.open(f"/cases/{case}")
        assert f"To {DUTY}" in ana.text
        assert "The person has not said yes to sharing this" in ana.text
        assert "With details hidden" in ana.text
        assert "We sent it to nobody." in ana.text
        found = ana.faults("draft")
        ana.open(f"/cases/{empty}")
        assert "It does not say who it is for." in ana.text
        found += ana.faults("draft-to-nobody")
        ana.close()
    assert found == []

    viewed = entries(running.app.database, kinds=(RecordKind.VIEWED,), case=case)
    assert {one.by for one in viewed} == {ANA}
    other = Browser(running.port, {"__Host-session": session_of(running, BEN)}).get(f"/cases/{case}")
    assert other.status == 404
    assert "Daniel" not in other.text
