"""Requests that no form of ours makes, and what every answer carries."""

import http.client
import re
import ssl

import pytest

from gateway.console.pages import provider
from gateway.console.permissions import Method, Permission
from gateway.console.routes import ROUTES
from gateway.console.security import MAX_BODY
from gateway.demo.organisation import PASSWORD
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.http import Browser
from tests.console.people import EVERYBODY, path_of, with_every_role

PROVIDERS = frozenset(one.path for one in provider.ROUTES if one.method is Method.GET)  # this console has none
STAFF = "ben.doyle@family-support.example"


@pytest.fixture(scope="module")
def staff(running: RunningConsole) -> Browser:
    browser = running.browser()
    browser.sign_in(STAFF)
    return browser


@pytest.fixture(scope="module")
def everybody(running: RunningConsole) -> Browser:
    return with_every_role(running)


def test_the_table_names_every_route_once_and_a_get_is_never_a_form() -> None:
    assert len({(one.method, one.path) for one in ROUTES}) == len(ROUTES)
    assert {one.method for one in ROUTES} == {Method.GET, Method.POST}


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: f"{one.method} {one.path}")
def test_a_stranger_gets_no_further_than_signing_in(running: RunningConsole, route: object) -> None:
    one = next(each for each in ROUTES if each is route)
    path = path_of(one)
    browser = running.browser()
    answer = browser.get(path) if one.method is Method.GET else browser.post(path, {})
    if one.permission is Permission.ANYBODY:
        # A form without the token of this browser is not a form of ours.
        if one.method is Method.GET and one.path in PROVIDERS:
            assert (answer.status, answer.goes_to) in ((404, ""), (303, "/sign-in"))
        else:
            assert answer.status == (200 if one.method is Method.GET else 403)
    else:
        assert answer.status == 303
        assert answer.goes_to.startswith("/sign-in")


@pytest.mark.parametrize("route", [one for one in ROUTES if one.method is Method.POST], ids=lambda one: one.path)
def test_a_form_of_another_session_is_refused(running: RunningConsole, everybody: Browser, route: object) -> None:
    one = next(each for each in ROUTES if each is route)
    assert everybody.post(path_of(one), {"form_token": "0" * 64}).status == 403
    kinds = [RecordKind.REQUEST_REFUSED]
    last = entries(running.app.database, kinds=kinds)[-1]
    assert (last.by, last.facts["why"], last.facts["route"]) == (EVERYBODY, "form-token", one.path)
    assert everybody.get("/").status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "ours"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
    ],
)
def test_a_form_sent_from_another_site_is_refused(
    running: RunningConsole, staff: Browser, headers: dict[str, str], status: int
) -> None:
    form = {"form_token": staff.get("/account").token}
    headers = {name: value.replace("ours", f"https://localhost:{running.port}") for name, value in headers.items()}
    assert staff.post("/account/end-others", form, headers).status == status


def test_a_browser_too_old_for_fetch_metadata_says_where_it_comes_from(
    running: RunningConsole, staff: Browser
) -> None:
    token = staff.get("/account").token
    body = f"form_token={token}".encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    ours = {"Origin": f"https://localhost:{running.port}"}
    assert staff.ask("POST", "/account/end-others", body, {**kind, **ours}).status == 303
    assert staff.ask("POST", "/account/end-others", body, {**kind, "Origin": "https://x.example"}).status == 403
    assert staff.ask("POST", "/account/end-others", body, kind).status == 403


def test_another_host_name_is_not_answered(running: RunningConsole) -> None:
    assert running.browser().get("/sign-in", {"Host": "elsewhere.example"}).status == 421


def test_a_body_larger_than_any_form_is_refused(staff: Browser) -> None:
    assert staff.post("/account/end-others", {"form_token": "x" * MAX_BODY}).status == 413


def test_a_body_without_a_length_is_bounded_too(running: RunningConsole, staff: Browser) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", running.port, context=context, timeout=60)
    cookies = "; ".join(f"{name}={value}" for name, value in staff.cookies.items())
    headers = {
        "Host": f"localhost:{running.port}",
        "Cookie": cookies,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    chunks = (b"x" * 65536 for _ in range(2 * MAX_BODY // 65536))
    try:
        connection.request("POST", "/account/end-others", chunks, headers, encode_chunked=True)
        assert connection.getresponse().status in (400, 413)
    except (BrokenPipeError, ConnectionResetError):
        pass  # it hung up before we had said all: refused as well
    finally:
        connection.close()
    assert staff.get("/account").status == 200


@pytest.mark.parametrize("path", ["/", "/sign-in", "/no-such-page", "/mail"])
def test_every_answer_is_kept_nowhere_and_runs_nothing_foreign(staff: Browser, path: str) -> None:
    answer = staff.get(path)
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "server" not in answer.headers
    assert re.findall(r"<script(?! src=\"/static/)", answer.text) == []
    assert " style=" not in answer.text


def test_cookies_are_for_this_host_over_tls_and_for_no_script(running: RunningConsole) -> None:
    raw = running.browser().get("/sign-in").headers["set-cookie"]
    assert raw.startswith("__Host-")
    for word in ("Secure", "HttpOnly", "Path=/", "SameSite=lax"):
        assert word.lower() in raw.lower()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_find_nothing(staff: Browser, method: str) -> None:
    assert staff.ask(method, "/account", b"", {"Sec-Fetch-Site": "same-origin"}).status in (404, 405)


@pytest.mark.parametrize(
    "path",
    [
        "/cases/GW-00000000",
        "/cases/..%2f..%2fetc%2fpasswd",
        "/cases/<script>alert(1)</script>".replace("<", "%3C").replace(">", "%3E"),
        "/static/../routes.py",
        "/static/%2e%2e/routes.py",
        "/" + "a" * 5000,
    ],
)
def test_what_is_not_there_is_a_plain_page_without_an_echo(staff: Browser, path: str) -> None:
    answer = staff.get(path)
    assert answer.status == 404
    assert "script>alert" not in answer.text
    assert "ROUTES" not in answer.text


def test_nothing_is_changed_by_fetching(running: RunningConsole, staff: Browser, everybody: Browser) -> None:
    before = _changes(running)
    for one in ROUTES:
        for browser in (staff, everybody, running.browser()):
            browser.get(path_of(one))
    assert _changes(running) == before
    assert staff.get("/").status == 200
    assert everybody.get("/").status == 200


def _changes(running: RunningConsole) -> list[tuple[str, str]]:
    """All that is recorded, but that somebody looked, or asked for what is not for them: neither changes anything."""
    looked = {RecordKind.REQUEST_REFUSED.value, RecordKind.VIEWED.value}
    return [(entry.kind, entry.by) for entry in entries(running.app.database) if entry.kind not in looked]


def test_an_auditor_does_not_see_the_queue(running: RunningConsole) -> None:
    name = "auditor@family-support.example"
    now = running.app.clock.now()
    running.app.accounts.add(name, PASSWORD, roles=[AccountRole.AUDITOR], by="test", at=now)
    browser = running.browser()
    browser.sign_in(name)
    assert browser.get("/held").status == 404
    assert "Waiting for a decision" not in browser.get("/").text
    refused = entries(running.app.database, kinds=[RecordKind.REQUEST_REFUSED])[-1]
    assert (refused.by, refused.facts["why"]) == (name, "not-permitted")
