"""Somebody of each role, signed in without the forms: those are what test_sign_in.py is about."""

import re
from typing import Final

from gateway.console.permissions import PageRoute
from gateway.console.sign_in.sessions import SessionBook
from gateway.demo.organisation import PASSWORD
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.http import Browser

IRIS: Final = "iris.grant@family-support.example"  # in the staff register an IG lead

EVERYBODY: Final = "every.role@family-support.example"


def account_of(role: AccountRole) -> str:
    """The account that has this role and no other."""
    return f"{role.value}.only@family-support.example"


def token_of(running: RunningConsole, account: str) -> str:
    """A session in which both factors were given just now."""
    now = running.app.clock.now()
    book = SessionBook(running.app.database)
    token = book.checked(book.open(account, "127.0.0.1", now), now)
    assert token is not None
    return token


def signed_in(running: RunningConsole, account: str) -> Browser:
    """A browser in which both factors were given just now."""
    browser = running.browser()
    browser.cookies["__Host-session"] = token_of(running, account)
    return browser


def with_every_role(running: RunningConsole) -> Browser:
    """Somebody for whom every page is."""
    if running.app.accounts.stored(EVERYBODY) is None:
        now = running.app.clock.now()
        running.app.accounts.add(EVERYBODY, PASSWORD, roles=list(AccountRole), by="test", at=now)
    return signed_in(running, EVERYBODY)


def path_of(route: PageRoute) -> str:
    """An address of this route, of something that is not there."""
    return re.sub(r"\{[a-z]+\}", "GW-00000000", route.path)


def with_role(running: RunningConsole, role: AccountRole) -> Browser:
    """Somebody who has this role and no other."""
    return signed_in(running, known(running, role))


def known(running: RunningConsole, role: AccountRole) -> str:
    """The account that has this role and no other, made when it is not there."""
    name = account_of(role)
    if running.app.accounts.stored(name) is None:
        now = running.app.clock.now()
        running.app.accounts.add(name, PASSWORD, roles=[role], by="test", at=now)
    return name
