"""From `gateway init` to the first page, and what a new person is told there."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium

from gateway.app import App
from gateway.cli.first_config import Organisation
from gateway.cli.installation import Administrator, make
from gateway.console.first_steps import guides
from gateway.console.permissions import Method, Permission
from gateway.console.routes import ROUTES
from gateway.console.serve import Served
from gateway.demo.organisation import PASSWORD
from gateway.log import StructuredLog
from gateway.settings import Settings
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.http import Browser, free_port
from tests.console.people import EVERYBODY, path_of, with_every_role
from tests.console.screens import Person, chromium
from tests.console.test_every_route import FOR

pytestmark = pytest.mark.xdist_group("console")

ADMIN = "Admin@charity.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """An installation that nobody has put anything into."""

    app: App
    port: int


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Iterator[New]:
    folder: Path = tmp_path_factory.mktemp("new") / "config"
    organisation = Organisation(
        name="Example Charity",
        domains=("charity.example",),
        hostname="gateway.charity.example",
        postmaster="postmaster@charity.example",
        smarthost="smart.charity.example",
        emergency=("Call 999.",),
        tls=None,
        smime=None,
    )
    make(folder, organisation, Administrator(email=ADMIN, password=PASSWORD))
    port = free_port()
    with closing(App(Settings.load(folder))) as app, app.room() as room:
        made = app.settings.config.console
        assert made is not None
        assert made.public_url == "https://gateway.charity.example:8443"
        here = {"host": "127.0.0.1", "port": port, "public_url": f"https://localhost:{port}"}
        served = Served(app, room, made.model_copy(update=here), StructuredLog())
        served.start()
        try:
            yield New(app=app, port=port)
        finally:
            served.stop(10)


def test_the_first_administrator_signs_in_and_every_page_of_theirs_opens(new: New) -> None:
    browser = Browser(new.port)
    browser.sign_in(ADMIN)
    home = browser.get("/")
    assert home.status == 200
    assert "See what to do first" in home.text
    roles = {AccountRole.ICT, AccountRole.IG}
    for one in ROUTES:
        if one.method is Method.GET and not FOR[one.permission].isdisjoint(roles):
            assert browser.get(path_of(one)).status < 500, one.path
    guide = browser.get("/help/first").text
    assert "Fill the lists" in guide
    assert "Add accounts" in guide
    assert "You send email" not in guide


def test_the_guide_leads_to_pages_that_the_role_may_open() -> None:
    pages = {one.path: one.permission for one in ROUTES if one.method is Method.GET}
    for role in AccountRole:
        for guide in guides(frozenset({role})):
            for step in guide.steps:
                assert not step.path or role in FOR[pages[step.path]], step
    assert [len(tuple(guides(frozenset({role})))) for role in AccountRole] == [2] * len(AccountRole)


def test_the_guide_serves_everybody(running: RunningConsole) -> None:
    person_token = with_every_role(running).cookies["__Host-session"]
    with chromium() as made:
        browser: Chromium = made
        person = Person(browser, running.port)
        person.enter(person_token)
        for path in ("/help/first", "/help", "/"):
            person.open(path)
            assert person.faults() == []
        assert person.complaints == []
        person.close()
    assert running.app.accounts.stored(EVERYBODY) is not None


def test_a_stranger_is_not_guided(running: RunningConsole) -> None:
    assert running.browser().get("/help/first").goes_to == "/sign-in?next=/help/first"
    assert Permission.SIGNED_IN in FOR
