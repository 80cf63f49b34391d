"""Signing in: two factors, nothing told to a stranger, nobody locked out by somebody else."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from gateway.console.sign_in.authenticators import AuthenticatorBook
from gateway.console.sign_in.sessions import HALF, IDLE, LONGEST, SessionBook, form_token
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
_NAMES = iter(f"person-{number}@family-support.example" for number in range(100))


@pytest.fixture
def person(running: RunningConsole) -> str:
    """An account of its own for each test."""
    name = next(_NAMES)
    running.app.accounts.add(
        name, "correct horse battery", roles=[AccountRole.STAFF], by="test", at=datetime.now(UTC)
    )
    return name


def test_a_password_alone_opens_no_page(running: RunningConsole, person: str) -> None:
    browser = running.browser()
    assert browser.password(person).goes_to == "/sign-in/set-up"
    for path in ("/", "/mail", "/held", "/account"):
        assert browser.get(path).status == 303
        assert browser.get(path).goes_to.startswith("/sign-in")


def test_both_factors_open_the_first_page(running: RunningConsole, person: str) -> None:
    browser = running.browser()
    browser.sign_in(person)
    assert browser.get("/").status == 200


def test_a_code_is_taken_once(running: RunningConsole, person: str) -> None:
    book = AuthenticatorBook(running.app.database, running.app.keys.accounts)
    secret = book.begin(person, NOW)
    code = pyotp.TOTP(secret).at(NOW)
    assert book.take(person, code, NOW)
    assert not book.take(person, code, NOW)


@pytest.mark.parametrize(("drift", "right"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_telephone_may_be_half_a_minute_off(
    running: RunningConsole, person: str, drift: int, *, right: bool
) -> None:
    book = AuthenticatorBook(running.app.database, running.app.keys.accounts)
    secret = book.begin(person, NOW)
    assert book.take(person, pyotp.TOTP(secret).at(NOW + timedelta(seconds=drift)), NOW) is right


def test_the_secret_of_an_authenticator_in_use_is_never_shown_again(running: RunningConsole, person: str) -> None:
    browser = running.browser()
    secret = browser.sign_in(person)
    other = running.browser()
    assert other.password(person).goes_to == "/sign-in/code"
    page = other.get("/sign-in/set-up")
    assert page.goes_to == "/sign-in/code"
    assert secret not in page.text


def test_wrong_name_and_wrong_password_read_the_same(running: RunningConsole, person: str) -> None:
    wrong = running.browser().password(person, "not the password")
    nobody = running.browser().password("nobody@family-support.example")
    assert wrong.status == nobody.status == 422
    said = "The email address or the password is wrong, or the account is closed."
    assert said in wrong.text
    assert said in nobody.text


def test_tries_are_limited_for_the_name_that_is_tried_alone(running: RunningConsole, person: str) -> None:
    browser = running.browser()
    # The measure fills by one every six seconds, however slow the machine is.
    answers = (browser.password(person, "not the password").status for _ in range(40))
    assert next(status for status in answers if status != 422) == 429
    other = next(_NAMES)
    running.app.accounts.add(
        other, "correct horse battery", roles=[AccountRole.STAFF], by="test", at=datetime.now(UTC)
    )
    assert running.browser().password(other).status == 303


def test_the_session_before_the_code_is_worth_nothing_after_it(running: RunningConsole, person: str) -> None:
    browser = running.browser()
    browser.password(person)
    before = dict(browser.cookies)
    browser.sign_in(person)
    planted = running.browser()
    planted.cookies = before
    assert planted.get("/").goes_to.startswith("/sign-in")


def test_signing_out_ends_the_session_and_not_the_cookie_alone(running: RunningConsole, person: str) -> None:
    browser = running.browser()
    browser.sign_in(person)
    kept = dict(browser.cookies)
    assert browser.post("/sign-out", {"form_token": browser.get("/").token}).goes_to == "/sign-in"
    browser.cookies = kept
    assert browser.get("/").goes_to.startswith("/sign-in")


def test_a_disabled_account_is_out_at_once(running: RunningConsole, person: str) -> None:
    browser = running.browser()
    browser.sign_in(person)
    running.app.accounts.disable(person, by="test", at=datetime.now(UTC))
    assert browser.get("/").goes_to.startswith("/sign-in")


def test_other_sessions_are_ended_from_the_account_page(running: RunningConsole, person: str) -> None:
    here, there = running.browser(), running.browser()
    secret = here.sign_in(person)
    book = SessionBook(running.app.database)
    assert there.password(person).status == 303
    # The next code would come in half a minute; the second factor is what another test is about.
    fresh = book.checked(there.cookies["__Host-session"], datetime.now(UTC))
    assert secret
    assert fresh is not None
    there.cookies["__Host-session"] = fresh
    assert there.get("/").status == 200
    assert here.post("/account/end-others", {"form_token": here.get("/account").token}).status == 303
    assert there.get("/").status == 303
    assert here.get("/").status == 200


@pytest.mark.parametrize(
    ("checked", "later", "stands"),
    [
        (True, IDLE, True),
        (True, IDLE + timedelta(seconds=1), False),
        (False, HALF, True),
        (False, HALF + timedelta(seconds=1), False),
    ],
)
def test_an_idle_session_ends(
    running: RunningConsole, person: str, later: timedelta, *, checked: bool, stands: bool
) -> None:
    book = SessionBook(running.app.database)
    token = book.open(person, "127.0.0.1", NOW)
    if checked:
        token = book.checked(token, NOW) or ""
    assert (book.find(token, NOW + later) is not None) is stands


def test_a_session_ends_after_a_working_day_however_busy(running: RunningConsole, person: str) -> None:
    book = SessionBook(running.app.database)
    token = book.checked(book.open(person, "127.0.0.1", NOW), NOW) or ""
    at = NOW
    while at - NOW < LONGEST:
        assert book.find(token, at) is not None
        at += timedelta(minutes=20)
    assert book.find(token, NOW + LONGEST + timedelta(seconds=1)) is None


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/cases/GW-12345678", "/cases/GW-12345678"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("https://elsewhere.example", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_it_goes_to_a_page_of_ours(
    running: RunningConsole, person: str, wanted: str, goes: str
) -> None:
    browser = running.browser()
    browser.password(person)
    page = browser.get("/sign-in/set-up")
    secret = AuthenticatorBook(running.app.database, running.app.keys.accounts).begin(person, NOW)
    form = {"form_token": page.token, "code": pyotp.TOTP(secret).now(), "next": wanted}
    assert browser.post("/sign-in/code", form).goes_to == goes


def test_sign_ins_and_failures_are_recorded(running: RunningConsole, person: str) -> None:
    running.browser().password(person, "not the password")
    running.browser().sign_in(person)
    told = [entry for entry in entries(running.app.database) if entry.by == person]
    assert [dict(entry.facts).get("what") for entry in told] == ["wrong-password", "signed-in"]


def test_a_form_token_is_of_one_session() -> None:
    assert form_token("one") != form_token("other")
    assert form_token("one") == form_token("one")
