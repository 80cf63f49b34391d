"""Signing in with an OpenID provider: a real one in a process of its own, and every way in which it may be wrong."""

import http.client
import json
import re
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from playwright.sync_api import Browser as Chromium
from sqlalchemy import update

from gateway.app import App
from gateway.check.console import sign_in as checked
from gateway.check.result import Level
from gateway.console.serve import Served
from gateway.console.sign_in.sessions import SessionBook
from gateway.demo.certificates import Authority, write_private
from gateway.demo.organisation import PASSWORD, make
from gateway.log import StructuredLog
from gateway.model.errors import TemporaryFailure
from gateway.openid.provider import Provider
from gateway.record.reading import entries
from gateway.settings import Settings
from gateway.sign_in.accounts import AccountRole
from gateway.store.tables import console_session
from tests.console.http import Answered, Browser, free_port
from tests.console.screens import Person, chromium

pytestmark = pytest.mark.xdist_group("console")

MFA = {"amr": ["pwd", "mfa"]}
_UP_SECONDS = 30
_NAMES = iter(f"directory-{number}@family-support.example" for number in range(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The provider's process, and what a test tells it."""

    port: int
    context: ssl.SSLContext

    @property
    def issuer(self) -> str:
        return f"https://localhost:{self.port}"

    def ask(self, method: str, path: str, body: str = "", kind: str = "application/json") -> tuple[int, str]:
        """One request; the status and where it sends the browser."""
        connection = http.client.HTTPSConnection("localhost", self.port, context=self.context, timeout=30)
        with closing(connection):
            connection.request(method, path, body, {"Content-Type": kind})
            reply = connection.getresponse()
            reply.read()
            return reply.status, reply.headers.get("Location", "")

    def wrong(self, **what: object) -> None:
        """About the next token."""
        assert self.ask("POST", "/wrong", json.dumps(what))[0] == 204

    def knows(self, name: str, claims: Mapping[str, object]) -> None:
        """Somebody of its own."""
        assert self.ask("PUT", f"/users/{quote(name)}", json.dumps(claims))[0] == 204

    def lets_in(self, name: str, address: str) -> str:
        """Somebody signs in there, and is sent back: the path and query that their browser then asks us for."""
        parts = urlsplit(address)
        form = "application/x-www-form-urlencoded"
        status, back = self.ask("POST", f"{parts.path}?{parts.query}", urlencode({"sub": name}), form)
        assert status == 302, status
        return f"{urlsplit(back).path}?{urlsplit(back).query}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A console and a provider."""

    app: App
    port: int
    directory: Directory

    def person(self, claims: Mapping[str, object] | None = None) -> str:
        """An account that the provider knows too."""
        name = next(_NAMES)
        self.app.accounts.add(name, PASSWORD, roles=[AccountRole.STAFF], by="test", at=datetime.now(UTC))
        self.directory.knows(name, {"email": name, "email_verified": True, **MFA, **(claims or {})})
        return name

    def told(self) -> list[tuple[str, object, object]]:
        """What the record says of sign-ins: by, what, why."""
        return [(one.by, one.facts.get("what"), one.facts.get("why")) for one in entries(self.app.database)]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    folder = tmp_path_factory.mktemp("provider")
    authority = Authority.made("Directory authority")
    authority.for_host(folder, "provider", "localhost")
    root = folder / "root.pem"
    root.write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    port = free_port()
    command = (sys.executable, "-W", "ignore", "-m", "tests.console.openid_provider", str(port))
    process = subprocess.Popen((*command, str(folder / "provider.pem"), str(folder / "provider.key")))
    found = Directory(port=port, context=ssl.create_default_context(cafile=root))
    try:
        _wait(found, process)
        yield found
    finally:
        process.terminate()
        process.wait(10)


def _wait(directory: Directory, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _UP_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if directory.ask("GET", "/jwks")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the provider does not come up")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, directory: Directory) -> Iterator[Scene]:
    folder: Path = tmp_path_factory.mktemp("with-provider") / "made"
    port = free_port()
    made = make(folder, next_hop=1, port=0, console=port)
    write_private(made.folder / "sign-in.secret", b"kept & secret\n")
    (made.folder / "provider-root.pem").write_bytes(_roots(directory))
    text = (made.folder / "gateway.yaml").read_text()
    added = (
        f', sign_in: {{name: Our directory, issuer: "{directory.issuer}", client_id: the-console, '
        'client_secret: "file:sign-in.secret", ca: provider-root.pem}}'
    )
    (made.folder / "gateway.yaml").write_text(re.sub(r"(console: \{.*)\}", rf"\1{added}", text))
    with closing(App(Settings.load(made.folder))) as app, app.room() as room:
        settings = app.settings.config.console
        assert settings is not None
        served = Served(app, room, settings, StructuredLog())
        served.start()
        try:
            yield Scene(app=app, port=port, directory=directory)
        finally:
            served.stop(10)


def _roots(directory: Directory) -> bytes:
    return "".join(ssl.DER_cert_to_PEM_cert(one) for one in directory.context.get_ca_certs(binary_form=True)).encode()


def go(browser: Browser, path: str = "/sign-in/provider") -> str:
    """To the provider, from the form."""
    browser.get("/sign-in")
    answer = browser.get(path)
    assert answer.status == 303, answer.text[:2000]
    return answer.goes_to


def back(browser: Browser, path: str) -> Answered:
    """The page that the browser comes back to, and its form."""
    page = browser.get(path, {"Sec-Fetch-Site": "cross-site"})
    assert page.status == 200, page.text[:2000]
    query = parse_qs(urlsplit(path).query)
    form = {"form_token": page.token, "code": query["code"][0], "state": query["state"][0]}
    return browser.post("/sign-in/back", form)


def through(scene: Scene, name: str, browser: Browser | None = None) -> Answered:
    """The whole way."""
    browser = browser or Browser(scene.port)
    return back(browser, scene.directory.lets_in(name, go(browser)))


def test_somebody_of_the_directory_with_an_account_is_let_in(scene: Scene) -> None:
    name = scene.person({"auth_time": int(time.time())})
    browser = Browser(scene.port)
    assert through(scene, name, browser).goes_to == "/"
    assert name in browser.get("/account").text
    assert (name, "signed-in-provider", None) in scene.told()


def test_the_request_hangs_on_pkce_nonce_and_state(scene: Scene) -> None:
    asked = parse_qs(urlsplit(go(Browser(scene.port))).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"https://localhost:{scene.port}/sign-in/back"]
    other = parse_qs(urlsplit(go(Browser(scene.port))).query)
    for name in ("state", "nonce", "code_challenge"):
        assert asked[name] != other[name]
        assert len(asked[name][0]) >= 43


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        pytest.param({"claims": {"nonce": "another"}}, "nonce", id="nonce"),
        pytest.param({"claims": {"nonce": None}}, "nonce", id="no-nonce"),
        pytest.param({"claims": {"iss": "https://localhost:1"}}, "issuer", id="issuer"),
        pytest.param({"claims": {"aud": "another-client"}}, "audience", id="audience"),
        pytest.param({"claims": {"aud": ["the-console", "another"]}}, "authorized-party", id="two-audiences"),
        pytest.param({"claims": {"azp": "another-client"}}, "authorized-party", id="authorized-party"),
        pytest.param({"claims": {"exp": 1_700_000_000}}, "expired", id="expired"),
        pytest.param({"claims": {"exp": None}}, "expired", id="never-expires"),
        pytest.param({"claims": {"iat": 4_000_000_000}}, "issued-later", id="from-the-future"),
        pytest.param({"claims": {"nbf": 4_000_000_000}}, "not-yet", id="not-yet"),
        pytest.param({"claims": {"email_verified": False}}, "email-not-verified", id="email-not-verified"),
        pytest.param({"claims": {"email_verified": None}}, "email-not-verified", id="email-verified-unsaid"),
        pytest.param({"claims": {"email_verified": "true"}}, "email-not-verified", id="email-verified-as-text"),
        pytest.param({"claims": {"email": None}}, "no-email", id="no-email"),
        pytest.param({"claims": {"email": "nobody@elsewhere.example"}}, "no-account", id="no-account"),
        pytest.param({"signed": "none"}, "signature", id="unsigned"),
        pytest.param({"signed": "with-the-public-key"}, "signature", id="public-key-as-secret"),
        pytest.param({"signed": "by-somebody-else"}, "signature", id="another-key"),
    ],
)
def test_a_token_with_one_thing_wrong_lets_nobody_in(scene: Scene, wrong: dict[str, object], why: str) -> None:
    name = scene.person()
    browser = Browser(scene.port)
    path = scene.directory.lets_in(name, go(browser))
    scene.directory.wrong(**wrong)
    answer = back(browser, path)
    assert answer.status == 422
    assert "did not let you in here" in answer.text
    assert browser.get("/account").goes_to.startswith("/sign-in")
    assert scene.told()[-1] == ("nobody", "wrong-provider", why)


def test_a_disabled_account_is_not_let_in(scene: Scene) -> None:
    name = scene.person()
    scene.app.accounts.disable(name, by="test", at=datetime.now(UTC))
    assert through(scene, name).status == 422


def test_a_new_key_is_found_without_being_told(scene: Scene) -> None:
    assert through(scene, scene.person()).status == 303
    assert scene.directory.ask("POST", "/new-key")[0] == 204
    assert through(scene, scene.person()).status == 303


def test_a_state_counts_once_and_in_its_own_browser(scene: Scene) -> None:
    name = scene.person()
    browser = Browser(scene.port)
    path = scene.directory.lets_in(name, go(browser))
    cookies = dict(browser.cookies)
    planted = Browser(scene.port)
    planted.get("/sign-in")
    assert back(planted, path).status == 422
    assert back(browser, path).status == 303
    browser.cookies = cookies
    assert back(browser, path).status == 422


def test_a_code_of_somebody_else_does_not_fit_the_own_state(scene: Scene) -> None:
    victim, attacker = Browser(scene.port), Browser(scene.port)
    name = scene.person()
    stolen = parse_qs(urlsplit(scene.directory.lets_in(name, go(victim))).query)["code"][0]
    own = parse_qs(urlsplit(go(attacker)).query)["state"][0]
    answer = back(attacker, f"/sign-in/back?{urlencode({'code': stolen, 'state': own})}")
    assert answer.status == 422
    assert scene.told()[-1] == ("nobody", "wrong-provider", "code")


@pytest.mark.parametrize(
    "query", ["", "error=access_denied&state=x", "code=x", "state=x", "code=x&state=x&iss=https://other.example"]
)
def test_coming_back_without_what_is_needed_says_so(scene: Scene, query: str) -> None:
    browser = Browser(scene.port)
    browser.get("/sign-in")
    answer = browser.get(f"/sign-in/back?{query}")
    assert answer.status == 422
    assert "did not let you in here" in answer.text


def test_coming_back_is_limited_for_one_browser_and_for_no_other(scene: Scene) -> None:
    browser, other = Browser(scene.port), Browser(scene.port)
    form = {"form_token": browser.get("/sign-in").token, "code": "x", "state": "x"}
    statuses = (browser.post("/sign-in/back", form).status for _ in range(40))
    assert next(status for status in statuses if status != 422) == 429
    assert through(scene, scene.person(), other).status == 303


def test_fetching_what_one_comes_back_to_lets_nobody_in(scene: Scene) -> None:
    name = scene.person()
    browser = Browser(scene.port)
    path = scene.directory.lets_in(name, go(browser))
    before = len(scene.told())
    assert browser.get(path).status == 200
    assert browser.get("/account").goes_to.startswith("/sign-in")
    assert len(scene.told()) == before
    assert back(browser, path).status == 303


@pytest.mark.parametrize(
    ("claims", "goes"),
    [
        ({"amr": ["pwd"]}, "/sign-in/set-up"),
        ({"amr": None}, "/sign-in/set-up"),
        ({"amr": "mfa"}, "/sign-in/set-up"),
        ({"amr": [], "acr": "mfa"}, "/"),
    ],
)
def test_without_a_second_factor_of_theirs_ours_is_asked_for(
    scene: Scene, claims: dict[str, object], goes: str
) -> None:
    name = scene.person()
    browser = Browser(scene.port)
    path = scene.directory.lets_in(name, go(browser))
    scene.directory.wrong(claims={**claims, "auth_time": int(time.time())})
    assert back(browser, path).goes_to == goes
    assert (browser.get("/account").status == 200) is (goes == "/")


def test_who_cannot_prove_it_again_sets_up_something_of_ours(scene: Scene) -> None:
    """A provider that does not say when it asked: enough to look, too little for a decision."""
    browser = Browser(scene.port)
    path = scene.directory.lets_in(scene.person(), go(browser))
    scene.directory.wrong(claims={"auth_time": None})
    assert back(browser, path).goes_to == "/sign-in/set-up"


def test_it_goes_on_to_the_page_that_was_asked_for(scene: Scene) -> None:
    name = scene.person({"auth_time": int(time.time())})
    browser = Browser(scene.port)
    path = scene.directory.lets_in(name, go(browser, "/sign-in/provider?next=/help"))
    assert back(browser, path).goes_to == "/help"


def _aged(scene: Scene, name: str) -> None:
    with scene.app.database.write() as connection:
        connection.execute(
            update(console_session)
            .where(console_session.c.account == name)
            .values(checked_at=datetime.now(UTC) - timedelta(minutes=31))
        )


@pytest.mark.parametrize(
    ("who", "wrong", "proved"),
    [
        ("themselves", {"auth_time": "now"}, True),
        ("themselves", {"claims": {"auth_time": 1_700_000_000}}, False),
        ("themselves", {"claims": {"auth_time": None}}, False),
        ("themselves", {"auth_time": "now", "claims": {"amr": ["pwd"]}}, False),
        ("somebody-else", {"auth_time": "now"}, False),
    ],
)
def test_proving_it_again_takes_the_same_person_now_with_a_second_factor(
    scene: Scene, who: str, wrong: dict[str, object], *, proved: bool
) -> None:
    name = scene.person({"auth_time": int(time.time())})
    browser = Browser(scene.port)
    assert through(scene, name, browser).goes_to == "/"
    _aged(scene, name)
    address = browser.get("/sign-in/provider?again=yes").goes_to
    asked = parse_qs(urlsplit(address).query)
    assert (asked["prompt"], asked["max_age"], asked["login_hint"]) == (["login"], ["0"], [name])
    path = scene.directory.lets_in(name if who == "themselves" else scene.person(), address)
    scene.directory.wrong(**wrong)
    assert (back(browser, path).status == 200) is proved
    now = datetime.now(UTC)
    sessions = SessionBook(scene.app.database).of_account(name, now)
    assert [one.fresh(now) for one in sessions] == [proved]


def test_signing_out_tells_of_the_other_door(scene: Scene) -> None:
    name = scene.person({"auth_time": int(time.time())})
    browser = Browser(scene.port)
    through(scene, name, browser)
    assert browser.post("/sign-out", {"form_token": browser.get("/").token}).goes_to == "/signed-out"
    page = browser.get("/signed-out")
    assert f"{scene.directory.issuer}/oauth2/end_session?client_id=the-console" in page.text
    assert browser.get("/account").status == 303


def test_check_asks_the_provider(scene: Scene) -> None:
    found = tuple(checked(scene.app.settings))
    assert [one.level for one in found] == [Level.OK]
    assert f"https://localhost:{scene.port}/sign-in/back" in found[0].what


def _provider(scene: Scene, issuer: str) -> Provider:
    console = scene.app.settings.config.console
    assert console is not None
    assert console.sign_in is not None
    settings = console.sign_in.model_copy(update={"issuer": issuer})
    return Provider(settings, scene.app.settings.folder, "https://console.example/sign-in/back")


def test_a_provider_that_calls_itself_otherwise_is_not_asked(scene: Scene) -> None:
    with pytest.raises(TemporaryFailure, match="for another issuer"):
        _provider(scene, f"{scene.directory.issuer}/").endpoints()
    with pytest.raises(TemporaryFailure, match="answers 404"):
        _provider(scene, f"{scene.directory.issuer}/realms/none").endpoints()
    with pytest.raises(TemporaryFailure, match="does not answer"):
        _provider(scene, f"https://localhost:{free_port()}").endpoints()


def test_a_provider_whose_certificate_nobody_vouches_for_is_not_asked(scene: Scene) -> None:
    provider = _provider(scene, scene.directory.issuer)
    stranger = Provider(
        provider.settings.model_copy(update={"ca": None}), scene.app.settings.folder, "https://x.example"
    )
    with pytest.raises(TemporaryFailure, match="SSLCertVerificationError"):
        stranger.endpoints()


def test_in_a_browser_with_and_without_scripts(scene: Scene, browser: Chromium) -> None:
    for scripts in (True, False):
        name = scene.person({"auth_time": int(time.time())})
        one = Person(browser, scene.port, scripts=scripts)
        one.open("/sign-in")
        if scripts:
            assert one.faults() == []
        one.page.get_by_text("Sign in with Our directory").click()
        one.page.fill("input[name=sub]", name)
        one.page.locator("button").first.click()
        if not scripts:
            assert one.heading == "Signing you in"
            one.press("Continue")
        one.page.wait_for_url(f"https://localhost:{scene.port}/")
        assert one.heading == "Home"
        one.press("Sign out")
        assert one.heading == "You are signed out"
        if scripts:
            assert one.faults() == []
        # Its own page asks for a style sheet from elsewhere, and a browser in a test has no elsewhere.
        assert [text for text in one.complaints if "ERR_NAME_NOT_RESOLVED" not in text] == []
        one.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as made:
        yield made
