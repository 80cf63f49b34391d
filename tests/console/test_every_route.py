"""Every route of the table, later ones too: who reaches it, what fetching leaves behind, what is refused."""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Error as PlaywrightError

from gateway.console import hurried, security
from gateway.console.permissions import Method, PageRoute, Permission
from gateway.console.routes import ROUTES
from gateway.console.security import MAX_BODY
from gateway.console.sign_in.sessions import SessionBook
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from gateway.sign_in.tokens import Scope, TokenBook
from tests.console.conftest import RunningConsole, console
from tests.console.content import changed, content
from tests.console.http import UNCHECKED, Answered, Browser
from tests.console.people import EVERYBODY, account_of, path_of, with_every_role, with_role
from tests.console.screens import Person, chromium

pytestmark = pytest.mark.xdist_group("console")

# As the manual has it (docs/console.md), written down a second time: a slip in the code's own table shows here.
FOR: dict[Permission, frozenset[AccountRole]] = {
    Permission.ANYBODY: frozenset(AccountRole),
    Permission.HALF: frozenset(AccountRole),
    Permission.SIGNED_IN: frozenset(AccountRole),
    Permission.DECIDES: frozenset(
        {AccountRole.STAFF, AccountRole.MANAGER, AccountRole.SAFEGUARDING, AccountRole.ICT, AccountRole.IG}
    ),
    Permission.GOVERNS: frozenset({AccountRole.IG}),
    Permission.RUNS: frozenset({AccountRole.ICT}),
    Permission.OVERSEES: frozenset({AccountRole.IG, AccountRole.ICT}),
    Permission.AUDITS: frozenset({AccountRole.IG, AccountRole.AUDITOR}),
}
GETS = [one for one in ROUTES if one.method is Method.GET]
POSTS = [one for one in ROUTES if one.method is Method.POST]
TYPED = {"Content-Type": "application/x-www-form-urlencoded"}


def refusals(running: RunningConsole, by: str) -> list[tuple[object, object]]:
    """Why somebody was refused, and where."""
    found = entries(running.app.database, kinds=[RecordKind.REQUEST_REFUSED])
    return [(one.facts["why"], one.facts.get("route")) for one in found if one.by == by]


def ask(browser: Browser, route: PageRoute, token: str) -> Answered:
    """Ask for a route as its own page would."""
    if route.method is Method.GET:
        return browser.get(path_of(route))
    return browser.post(path_of(route), {"form_token": token})


def test_every_permission_is_written_down_here() -> None:
    assert set(FOR) == set(Permission)
    assert {one.permission for one in ROUTES} <= set(Permission)


@pytest.mark.parametrize("role", AccountRole)
def test_a_role_is_denied_what_the_table_denies_and_only_that(running: RunningConsole, role: AccountRole) -> None:
    browser = with_role(running, role)
    token = browser.get("/account").token
    denied = [one for one in ROUTES if role not in FOR[one.permission]]
    before = content(running.app.database)
    answers = [ask(browser, one, token).status for one in denied]
    assert answers == [404] * len(denied)
    assert changed(before, content(running.app.database)) == []
    told = refusals(running, account_of(role))
    assert sorted(told[-len(denied) :] if denied else [], key=str) == sorted(
        [("not-permitted", one.path) for one in denied], key=str
    )
    # What is for it and not for everybody it is not denied; it may still be told that a thing is not there.
    count = len(told)
    for one in GETS:
        if role in FOR[one.permission] and len(FOR[one.permission]) < len(AccountRole):
            assert ask(browser, one, token).status < 500, one.path
    assert len(refusals(running, account_of(role))) == count


def test_half_signed_in_opens_no_page_of_anybody(running: RunningConsole) -> None:
    now = running.app.clock.now()
    with_role(running, AccountRole.STAFF)
    browser = running.browser()
    browser.cookies["__Host-session"] = SessionBook(running.app.database).open(
        account_of(AccountRole.STAFF), "127.0.0.1", now
    )
    token = browser.get("/sign-in").token
    before = content(running.app.database)
    for one in ROUTES:
        if one.permission not in (Permission.ANYBODY, Permission.HALF):
            answer = ask(browser, one, token)
            assert (answer.status, answer.goes_to.partition("?")[0]) == (303, "/sign-in"), one.path
    assert changed(before, content(running.app.database)) == []


def test_fetching_changes_nothing_but_what_is_named(running: RunningConsole) -> None:
    """Whoever it is; every page; and every page a second time, when sessions and caches are warm."""
    everybody, stranger = with_every_role(running), running.browser()
    stranger.get("/sign-in")
    half = running.browser()
    half.cookies["__Host-session"] = SessionBook(running.app.database).open(EVERYBODY, "127.0.0.1", datetime.now(UTC))
    before = content(running.app.database)
    for browser in (everybody, stranger, half):
        statuses = {one.path: browser.get(path_of(one), {"Sec-Fetch-Site": "cross-site"}).status for one in GETS}
        assert [path for path, status in statuses.items() if status >= 500] == []
        if changed(before, content(running.app.database)):
            assert _culprits(running, browser) == []
    assert changed(before, content(running.app.database)) == []
    assert everybody.get("/").status == 200


def _culprits(running: RunningConsole, browser: Browser) -> list[str]:
    """Which pages it was, when they are fetched once more."""
    found = []
    for one in GETS:
        before = content(running.app.database)
        browser.get(path_of(one))
        found += [f"{one.path}: {what}" for what in changed(before, content(running.app.database))]
    return found


def test_asking_for_the_head_alone_changes_nothing_either(running: RunningConsole) -> None:
    browser = with_every_role(running)
    before = content(running.app.database)
    assert max(browser.ask("HEAD", path_of(one), b"", {}).status for one in GETS[::3]) < 500
    assert changed(before, content(running.app.database)) == []


@pytest.mark.parametrize(
    ("headers", "form"),
    [
        pytest.param({"Sec-Fetch-Site": "cross-site"}, "right", id="another-site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, "right", id="a-neighbour"),
        pytest.param({"Origin": "https://elsewhere.example"}, "right", id="an-old-browser-elsewhere"),
        pytest.param({}, "right", id="nothing-said"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, "", id="no-token"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, "0" * 64, id="made-up-token"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, "another", id="another-sessions-token"),
    ],
)
def test_no_form_counts_from_elsewhere_or_without_its_token(
    running: RunningConsole, headers: dict[str, str], form: str
) -> None:
    browser, other = with_every_role(running), with_every_role(running)
    tokens = {"right": browser.get("/account").token, "another": other.get("/account").token}
    body = f"form_token={tokens.get(form, form)}".encode()
    before = content(running.app.database)
    statuses = {browser.ask("POST", path_of(one), body, {**TYPED, **headers}).status for one in POSTS}
    assert statuses == {403}
    assert changed(before, content(running.app.database)) == []
    assert browser.get("/account").status == 200
    by, why = (EVERYBODY, "form-token") if "same-origin" in headers.values() else ("nobody", "cross-site")
    assert why in {reason for reason, _ in refusals(running, by)}


def test_no_form_counts_without_a_session_and_that_is_recorded(running: RunningConsole) -> None:
    stranger = running.browser()
    token = stranger.get("/sign-in").token
    body = f"form_token={token}".encode()
    before = content(running.app.database)
    for one in POSTS:
        if one.permission is not Permission.ANYBODY:
            answer = stranger.ask("POST", path_of(one), body, {**TYPED, "Sec-Fetch-Site": "same-origin"})
            assert (answer.status, answer.goes_to) == (303, "/sign-in"), one.path
            assert ("no-session", one.path) in refusals(running, "nobody")
    assert changed(before, content(running.app.database)) == []


def test_a_token_of_a_session_that_ended_is_worth_nothing(running: RunningConsole) -> None:
    browser = with_every_role(running)
    token, cookies = browser.get("/account").token, dict(browser.cookies)
    assert browser.post("/sign-out", {"form_token": token}).status == 303
    browser.cookies = cookies
    before = content(running.app.database)
    for one in POSTS:
        if one.permission not in (Permission.ANYBODY, Permission.HALF):
            assert browser.post(path_of(one), {"form_token": token}).goes_to == "/sign-in", one.path
    assert changed(before, content(running.app.database)) == []


@pytest.mark.parametrize(
    "change", [lambda text: text[:-1], lambda text: text + "A", str.swapcase, lambda _: "x" * 5000], ids=range(4)
)
def test_a_changed_cookie_is_nobody(running: RunningConsole, change: Callable[[str], str]) -> None:
    browser = with_every_role(running)
    browser.cookies["__Host-session"] = change(browser.cookies["__Host-session"])
    assert browser.get("/account").goes_to.startswith("/sign-in")


def test_no_form_takes_more_than_it_may(running: RunningConsole) -> None:
    browser = with_every_role(running)
    headers = {**TYPED, "Sec-Fetch-Site": "same-origin"}
    for one in POSTS:
        size = MAX_BODY + one.upload_bytes + 1
        assert browser.ask("POST", path_of(one), b"", {**headers, "Content-Length": str(size)}).status == 413, (
            one.path
        )
    assert "too-large" in {reason for reason, _ in refusals(running, "nobody")}
    large = browser.ask("POST", "/keep/check", b"", {**headers, "Content-Length": str(MAX_BODY + 1)})
    assert large.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1" in large.text
    assert "too large" in large.text
    program = browser.ask("POST", "/api/v1/explain", b"", {"Content-Length": "999999999"})
    assert (program.status, program.text) == (413, "Refused: too large.")
    stranger = browser.ask("POST", "/keep/check", b"", {**headers, "Host": "elsewhere.example"})
    assert (stranger.status, stranger.text) == (421, "Refused: wrong host.")


def _raw(running: RunningConsole, sent: bytes, *, seconds: float = 10) -> bytes:
    """What comes back for bytes that no browser sends; empty: it hung up."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", running.port), timeout=seconds) as plain,
        context.wrap_socket(plain) as wrapped,
        contextlib.suppress(ConnectionResetError, BrokenPipeError, ssl.SSLEOFError),
    ):
        wrapped.sendall(sent)
        return wrapped.recv(4096)
    return b""


HOST = b"Host: localhost:PORT\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
MIXED = b"Content-Type: multipart/form-data; boundary=x\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
        b"\x16\x03\x01\x00\x00 no request at all\r\n\r\n",
        b"GET " + b"/" * 70_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"x" * 300_000 + b"\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n",
        b"POST /sign-in HTTP/1.1\r\n" + HOST + MIXED + b"Content-Length: 9\r\n\r\n--x\r\nabc\r",
        b"POST /sign-in HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 12\r\n\r\n%ff%00%zz&&&",
        b"POST /sign-in HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 2000\r\n\r\n" + b"a=1&" * 500,
    ],
    ids=lambda sent: sent[:24].decode("latin-1").encode("ascii", "replace").decode(),
)
def test_what_no_browser_sends_is_refused_and_the_next_is_served(running: RunningConsole, sent: bytes) -> None:
    before = content(running.app.database)
    came = _raw(running, sent.replace(b"PORT", str(running.port).encode()))
    assert came == b"" or came.split(b" ")[1][:1] == b"4", came[:200]
    assert b"Traceback" not in came
    assert changed(before, content(running.app.database)) == []
    assert running.browser().get("/sign-in").status == 200


def test_who_says_nothing_is_hung_up_on(running: RunningConsole, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hurried, "HEADER_SECONDS", 0.5)
    assert _raw(running, b"", seconds=30) == b""
    assert _raw(running, b"GET / HTTP/1.1\r\nHost: x", seconds=30) == b""
    assert running.browser().get("/sign-in").status == 200
    _until_refused(running, "endless-header")


def test_a_browser_that_stays_connected_does_not_keep_the_console_from_ending(tmp_path: Path) -> None:
    """TLS would wait half a minute for its goodbye, and whoever stops the gateway for the console."""
    before = set(threading.enumerate())
    with console(tmp_path / "made") as running:
        connection = http.client.HTTPSConnection("127.0.0.1", running.port, context=UNCHECKED)
        connection.request("GET", "/sign-in", headers={"Host": f"localhost:{running.port}"})
        assert connection.getresponse().read()
    connection.close()
    assert {one.name for one in set(threading.enumerate()) - before} & {"web"} == set()


def test_what_is_no_http_is_written_down(running: RunningConsole) -> None:
    assert _raw(running, b"\x16\x03\x01\x00\x00 no request at all\r\n\r\n").startswith(b"HTTP/1.1 400")
    _until_refused(running, "not-http")


def _until_refused(running: RunningConsole, why: str) -> None:
    """The line is written beside the connection, which does not wait for it."""
    for _ in range(200):
        if why in {reason for reason, _ in refusals(running, "nobody")}:
            return
        time.sleep(0.05)
    pytest.fail(f"nothing was written down: {why}")


@pytest.mark.parametrize("path", [b"/sign-in", b"/registers/people/import", b"/api/v1/explain"])
def test_a_body_that_does_not_come_to_its_end_is_refused(
    running: RunningConsole, monkeypatch: pytest.MonkeyPatch, path: bytes
) -> None:
    monkeypatch.setattr(security, "BODY_SECONDS", 0.5)
    token = TokenBook(running.app.database).add(
        "slow", list(Scope), until=running.app.clock.now() + timedelta(days=1), by="test", at=running.app.clock.now()
    )[1]
    known = f"Cookie: __Host-session={with_every_role(running).cookies['__Host-session']}\r\n"
    known += f"Authorization: Bearer {token}\r\n"
    head = (
        b"POST " + path + b" HTTP/1.1\r\n" + known.encode() + HOST.replace(b"PORT", str(running.port).encode()) + FORM
    )
    came = _raw(running, head + b"Content-Length: 100\r\n\r\nname=", seconds=30)
    assert came.startswith(b"HTTP/1.1 408")
    assert "too-slow" in {reason for reason, _ in refusals(running, "nobody")}


def test_no_page_makes_a_browser_complain(running: RunningConsole, browser: Chromium) -> None:
    """0 messages of Content-Security-Policy, and nothing wider than a telephone, on every page for everybody."""
    found: list[str] = []
    for who in (with_every_role(running), None):
        person = Person(browser, running.port)
        if who is not None:
            person.enter(who.cookies["__Host-session"])
        for one in GETS:
            if one.path.startswith("/static"):
                continue
            with contextlib.suppress(PlaywrightError):  # what is brought as a file is no page
                person.open(path_of(one))
        found += person.complaints
        person.close()
    assert found == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as made:
        yield made
