"""Views of the queue: kept, found again, opened first, removed; whose they are; never in the way of urgent mail."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from gateway.console.saved_views import MOST, SavedViews
from gateway.demo.organisation import PASSWORD
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from gateway.store.tables import hold, saved_view
from tests.console.conftest import RunningConsole
from tests.console.http import Answered, Browser
from tests.console.mails import about_daniel, decided
from tests.console.people import signed_in, with_role
from tests.e2e.installation import MANAGER

pytestmark = pytest.mark.xdist_group("console")

FILTERS = {"team": "Early Help", "search": "duty@council.example"}
ADDRESS = "/held?search=duty%40council.example&team=Early+Help"


@pytest.fixture
def me(running: RunningConsole, request: pytest.FixtureRequest) -> Browser:
    """A manager who kept nothing yet."""
    name = f"views{abs(hash(request.node.name))}@family-support.example"
    running.app.accounts.add(name, PASSWORD, roles=[AccountRole.MANAGER], by="test", at=running.app.clock.now())
    return signed_in(running, name)


def sent(browser: Browser, path: str, **said: str) -> Answered:
    return browser.post(path, {"form_token": browser.get("/account").token, **said})


def kept(browser: Browser, name: str, **said: str) -> Answered:
    return sent(browser, "/held/views", view_name=name, **(said or FILTERS))


def id_of(browser: Browser) -> str:
    found = re.search(r'action="/held/views/([0-9a-f]{32})/remove"', browser.get("/held?whose=all").text)
    assert found is not None
    return found[1]


def test_a_view_is_kept_found_opened_first_and_removed(running: RunningConsole, me: Browser) -> None:
    assert "Keep these filters as a view" in me.get(ADDRESS).text
    assert kept(me, "My  team", **FILTERS).goes_to == ADDRESS
    page = me.get(ADDRESS).text
    assert f'href="{ADDRESS.replace("&", "&amp;")}" aria-current="page">My team</a>' in page
    assert "Keep these filters as a view" not in page
    assert me.get("/held").status == 200
    view = id_of(me)
    assert sent(me, f"/held/views/{view}/first", first="yes").goes_to == "/held"
    assert me.get("/held").goes_to == ADDRESS
    assert "Shown first" in me.get("/held?whose=all").text
    assert sent(me, f"/held/views/{view}/first", first="no").goes_to == "/held?whose=all"
    assert me.get("/held").status == 200
    assert sent(me, f"/held/views/{view}/remove").goes_to == "/held?whose=all"
    assert "My team" not in me.get("/held").text
    changes = [one.facts["change"] for one in entries(running.app.database, kinds=[RecordKind.USER_CHANGED])]
    assert changes[-4:] == ["view-kept", "view-first", "view-first", "view-removed"]


def test_the_first_of_them_is_one(me: Browser) -> None:
    kept(me, "One", team="Early Help", view_first="yes")
    kept(me, "Two", whose="mine", view_first="yes")
    assert me.get("/held").goes_to == "/held?whose=mine"
    assert me.get("/held?whose=all").text.count("Shown first") == 1


def test_nobody_has_another_persons(running: RunningConsole, me: Browser) -> None:
    kept(me, "Private to me")
    view, other = id_of(me), with_role(running, AccountRole.SAFEGUARDING)
    assert "Private to me" not in other.get("/held").text
    for what in ("first", "remove"):
        answer = sent(other, f"/held/views/{view}/{what}", first="yes")
        assert (answer.status, "You have no such view any more." in answer.text) == (422, True)
    assert "Private to me" in me.get("/held").text
    assert sent(with_role(running, AccountRole.AUDITOR), "/held/views", view_name="x", **FILTERS).status == 404


def test_it_stands_sealed(running: RunningConsole, me: Browser) -> None:
    kept(me, "A name that somebody wrote", search="karen.price")
    with running.app.database.read() as connection:
        rows = connection.scalars(select(saved_view.c.sealed)).all()
    assert rows
    assert not any(b"karen" in row or b"somebody wrote" in row for row in rows)


@pytest.mark.parametrize(
    ("name", "filters", "told"),
    [
        pytest.param("", FILTERS, "Give the view a name.", id="no-name"),
        pytest.param("x" * 61, FILTERS, "Use 60 letters at most for the name.", id="one-letter-over"),
        pytest.param("All", {"whose": "all"}, "Choose what to show first", id="no-filter"),
        pytest.param("All", {"age": "forty"}, "Choose what to show first", id="no-such-filter"),
        pytest.param("TAKEN", FILTERS, "You have a view with this name.", id="same-name"),
    ],
)
def test_what_is_no_view_says_why_and_keeps_the_form(
    me: Browser, name: str, filters: dict[str, str], told: str
) -> None:
    kept(me, "Taken", urgent="yes")
    answer = kept(me, name, **filters)
    assert (answer.status, told in answer.text) == (422, True)
    if filters is FILTERS:
        assert 'id="view_name"' in answer.text
        assert 'name="team" value="Early Help"' in answer.text
        assert (not name) or f'value="{name}"' in answer.text


def test_so_many_and_no_more(running: RunningConsole, me: Browser) -> None:
    book, now = SavedViews(running.app.database, running.app.keys.accounts), datetime.now(UTC)
    kept(me, "0")
    with running.app.database.read() as connection:
        account = connection.scalar(select(saved_view.c.account).order_by(saved_view.c.made_at.desc()).limit(1))
    assert account is not None
    for number in range(1, MOST):
        book.keep(account, str(number), FILTERS, now, first=False)
    answer = kept(me, "One more")
    assert (answer.status, "You have 20 views. Remove one first." in answer.text) == (422, True)


def test_what_cannot_wait_shows_through_a_narrow_view(running: RunningConsole, me: Browser) -> None:
    case = decided(running.app, "views-urgent", "CONFIDENTIAL: Daniel", about_daniel("did not come home"))
    with running.app.database.write() as connection:
        connection.execute(update(hold).where(hold.c.case_id == case).values(urgent_at=running.app.clock.now()))
    lead = signed_in(running, MANAGER)
    assert "urgent email waits that is not in this list" not in lead.get("/held").text
    kept(lead, "Schools", team="Schools", view_first="yes")
    page = lead.get(lead.get("/held").goes_to).text
    assert "1 urgent email waits that is not in this list." in page
    assert case in lead.get("/held?urgent=yes").text
    assert 'href="/held?urgent=yes"' in lead.get("/").text
    sent(lead, f"/held/views/{id_of(lead)}/remove")


def test_a_filter_that_nothing_is_like_still_shows(me: Browser) -> None:
    page = me.get("/held?team=A+team+that+is+gone&partner=Nobody&reason=bulk").text
    for chosen in ('value="A team that is gone" selected', 'value="Nobody" selected', 'value="bulk" selected'):
        assert chosen in page
    assert "Nothing that waits is like this." in page
