"""Pages that are seldom seen: on the way to a provider, with a second factor asked for again, before a merge."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser
from sqlalchemy import update

from gateway.console.rendering import Renderer
from gateway.console.replies import Page, Visit
from gateway.console.sign_in.authenticators import AuthenticatorBook
from gateway.store.tables import console_session
from tests.console.conftest import RunningConsole
from tests.console.mails import about_daniel, decided
from tests.console.people import IRIS, token_of
from tests.console.screens import Person, chromium
from tests.e2e.installation import MANAGER


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


def somebody(running: RunningConsole, browser: Browser, account: str) -> Person:
    person = Person(browser, running.port)
    person.enter(token_of(running, account))
    return person


def proved_long_ago(running: RunningConsole, account: str) -> None:
    with running.app.database.write() as connection:
        connection.execute(
            update(console_session)
            .where(console_session.c.account == account)
            .values(checked_at=datetime.now(UTC) - timedelta(minutes=31))
        )


def test_a_decision_that_asks_again_who_it_is(running: RunningConsole, browser: Browser) -> None:
    case = decided(running.app, "seldom-1", "CONFIDENTIAL: Daniel", about_daniel("plays the drums on Mondays"))
    manager = somebody(running, browser, MANAGER)
    manager.give_passkeys()
    manager.open("/account/passkeys")
    manager.press("Add a passkey")
    manager.page.wait_for_url("**/account/passkeys?done=added")
    found: list[str] = []
    manager.open("/account/app")
    found += manager.faults("app")
    proved_long_ago(running, MANAGER)
    manager.open("/held")
    manager.page.check(f"#case-{case}")
    manager.press("Send the ticked ones back")
    found += manager.faults("bulk-again")
    manager.open("/approvals")
    manager.page.get_by_role("button", name="End it").first.click()
    assert manager.heading == "End this approval"
    found += manager.faults("confirm-again")
    # With a passkey alone its own button is the only one: the plain one could only ask for it. An earlier test may
    # have given this manager an app too, whose code the plain one takes.
    has_app = AuthenticatorBook(running.app.database, running.app.keys.accounts).has(MANAGER)
    assert manager.page.get_by_role("button", name="End it now").count() == int(has_app)
    assert manager.page.get_by_role("button", name="Confirm with a passkey").is_visible()
    manager.page.evaluate("document.querySelector('main form').submit()")
    manager.page.wait_for_url("**/approvals/withdraw")
    found += manager.faults("confirm-again-error")
    assert found == []
    assert manager.complaints == []
    manager.close()


def test_two_entries_that_are_one(running: RunningConsole, browser: Browser) -> None:
    iris = somebody(running, browser, IRIS)
    iris.open("/registers/people/merge?old=P-5&new=P-6")
    found = iris.faults("merge")
    iris.press("Continue")
    assert iris.heading != "Page not found"
    found += iris.faults("merge-check")
    assert found == []
    iris.close()


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("back.html", {"name": "Our directory", "code": "c", "state": "s"}),
        ("proved.html", {}),
        ("old-form.html", {"kept": ""}),
        ("too-large.html", {}),
        ("refused.html", {"status": 413}),
        ("too-often.html", {}),
        ("later.html", {}),
        ("fault.html", {}),
    ],
)
def test_pages_between(running: RunningConsole, browser: Browser, template: str, values: dict[str, object]) -> None:
    visit = Visit(at=running.app.clock.now(), path="/sign-in/back", client="127.0.0.1", stamp="0" * 64)
    page = Renderer(running.app.settings.config).render(Page(template=template, values=values), visit, lambda: None)
    stranger = Person(browser, running.port)
    stranger.open("/help")
    # What stands here goes on by itself where scripts run.
    stranger.page.set_content(page.replace(" data-continue", ""))
    assert stranger.faults(template.removesuffix(".html")) == []
    stranger.close()
