"""The first pages after a start, while the registers are being read: what needs them says so, all else is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from gateway.console import warming
from gateway.console.desk import Desk
from gateway.console.serve import Served
from gateway.console.warming import StillReading
from gateway.log import StructuredLog
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.http import Browser, free_port
from tests.console.mails import about_daniel, decided
from tests.console.people import account_of, known, token_of


@contextmanager
def starting(running: RunningConsole) -> Iterator[tuple[Desk, int]]:
    """A second console on the same database, whose registers cannot be read before the block ends."""
    settings = running.app.settings.config.console
    assert settings is not None
    port = free_port()
    settings = settings.model_copy(update={"port": port, "public_url": f"https://localhost:{port}"})
    with running.app.room() as room:
        served = Served(running.app, room, settings, StructuredLog())
        desk = served._desk
        with desk.registers._loading:
            served.start()
            yield desk, port
        # Until it has ended, however long that takes: tests make the patience of pages as short as can be.
        assert desk.warming._over.wait(120)
        assert (
            Browser(port, {"__Host-session": token_of(running, known(running, AccountRole.IG))})
            .get("/governance")
            .status
            == 200
        )
        served.stop(10)


def test_large_registers_keep_nobody_waiting(running: RunningConsole, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "_SOON", -1)
    monkeypatch.setattr(warming, "_PATIENCE_SECONDS", 0.01)
    lead = token_of(running, known(running, AccountRole.IG))
    # What waits for the lead is counted on the first page, and may be about anybody in the registers.
    case, now = decided(running.app, "warming", "CONFIDENTIAL: Daniel", about_daniel("was seen")), datetime.now(UTC)
    running.app.content_views().ask(case, "It stops the worker.", by=account_of(AccountRole.ICT), at=now)
    with starting(running) as (desk, port):
        browser = Browser(port, {"__Host-session": lead})
        for path in ("/", "/help", "/mail", "/modes", "/rules", "/record", "/users", "/health"):
            assert browser.get(path).status == 200, path
        # That nobody asks is not said while nobody can tell.
        assert "Who asks to look into an email shows here in a moment." in browser.get("/").text
        for path in ("/governance", "/held", "/registers/people", "/due"):
            page = browser.get(path)
            assert (page.status, "The registers are being read" in page.text) == (503, True), path
        with pytest.raises(StillReading):
            desk.directory()


def test_small_ones_are_waited_for(running: RunningConsole, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "_LONGEST_SECONDS", 0.01)
    with starting(running) as (desk, _), pytest.raises(StillReading):
        desk.directory()
