"""The manager's story on PostgreSQL: the same pages over the other database."""

from pathlib import Path

import pytest

from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from tests.console.conftest import console
from tests.console.http import Answered, Browser
from tests.console.mails import about_daniel, decided
from tests.console.people import IRIS, signed_in
from tests.console.scene import form_of, hidden_fields, words
from tests.e2e.installation import ANA, MANAGER
from tests.postgres import Server

pytestmark = pytest.mark.xdist_group("console")


def _confirmed(browser: Browser, path: str, page: Answered, **said: str) -> None:
    checked = browser.post(f"{path}/check", {"form_token": page.token, **said})
    assert "Check your decision" in words(checked), words(checked)[:1000]
    seal = hidden_fields(checked)["seal"]
    assert browser.post(f"{path}/decide", {"form_token": checked.token, "seal": seal, **said}).status == 303


def test_a_manager_finds_looks_decides_and_hands_on(postgres_server: Server, tmp_path: Path) -> None:
    with postgres_server.database() as url, console(tmp_path / "made", database=url) as running:
        app = running.app
        assert not app.database.sqlite
        hidden = decided(app, "pg-1", "CONFIDENTIAL: Daniel Price", about_daniel("missed a session"))
        let_go = decided(app, "pg-2", "CONFIDENTIAL: Daniel Price", about_daniel("was seen with bruises"))
        manager = signed_in(running, MANAGER)
        queue = manager.get("/held?search=council&whose=mine")
        assert "2 emails wait" in words(queue)
        assert {f'href="/cases/{case}"' in queue.text for case in (hidden, let_go)} == {True}

        page = manager.get(f"/cases/{hidden}")
        assert manager.post(f"/cases/{hidden}/claim", {"form_token": page.token}).status == 303
        looked = manager.post(f"/cases/{hidden}/look", {"form_token": page.token, **form_of(page)})
        assert "[Child A] missed a session" in words(looked)
        _confirmed(manager, f"/cases/{hidden}", page, decision="hide", **form_of(page))

        page = manager.get(f"/cases/{let_go}")
        ground = {"ground": "CA89-47", "informed": "no", "informed_why": "It would put him at risk."}
        why = "The school must know today: he is not safe at home."
        _confirmed(manager, f"/cases/{let_go}", page, decision="release", why=why, **ground)

        decided(app, "pg-3", "Unclassified: hello", "The hall is open.")
        for case, answer in ((hidden, "hide"), (let_go, "release")):
            (traced,) = [one for one in app.queue().trace(case) if one.case == case]
            assert {one.state for one in traced.recipients} == {RecipientState.READY}
            answered = entries(app.database, case=case, kinds=[RecordKind.ANSWERED])
            assert [(one.by, one.facts["answer"]) for one in answered] == [(MANAGER, answer)]
        assert "Some details were hidden" not in words(signed_in(running, ANA).get(f"/cases/{let_go}"))
        assert "hidden" in words(signed_in(running, ANA).get(f"/cases/{hidden}"))

        lead = signed_in(running, IRIS)
        for path in (
            "/governance",
            "/registers/people?search=price",
            "/due?days=365",
            "/reports",
            "/record",
            "/rules",
        ):
            assert lead.get(path).status == 200, path
        assert let_go in lead.get(f"/trace?key={let_go}").text
        assert "Daniel Price" in lead.get("/registers/people?search=price").text
