"""A form that was sent after its session had ended: nothing counts, and no word is lost but what is secret."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

import gateway
from gateway.console.kept_forms import KEPT_FOR, KEPT_PATH, MAX_BYTES, KeptForm, KeptForms
from gateway.console.replies import MAX_FIELD, Visit
from gateway.console.sign_in.sessions import SessionBook
from gateway.store.seal import SmallSeal
from tests.console.conftest import RunningConsole
from tests.console.http import Browser
from tests.console.people import IRIS, signed_in, token_of
from tests.console.screens import Person, chromium
from tests.e2e.installation import MANAGER

pytestmark = pytest.mark.xdist_group("console")

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PAGE, FORM = "/keep", "/keep/check"
WORDS = 'They moved out.\nHe must not read "where" & why.'
_MAKER = re.compile(r'name="filled_by" value="([\w-]+)"')
_KEPT = re.compile(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', re.DOTALL)


def filled(browser: Browser) -> dict[str, str]:
    """A form of theirs, with words and with what is secret."""
    page = browser.get(PAGE)
    maker = _MAKER.search(page.text)
    assert maker is not None
    secret = {"code": "123456", "credential": "{}", "file_password": "hunter2"}
    return {"form_token": page.token, "filled_by": maker[1], "phrases": WORDS, "other": "", **secret}


def offered(text: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _KEPT.findall(text)}


def end(running: RunningConsole) -> None:
    SessionBook(running.app.database).end_all(MANAGER)


def test_it_is_offered_once_after_signing_in_and_never_what_is_secret(running: RunningConsole) -> None:
    browser = signed_in(running, MANAGER)
    form = filled(browser)
    end(running)
    answer = browser.post(FORM, form)
    assert (answer.status, answer.goes_to) == (303, f"/sign-in?next={KEPT_PATH}")
    assert "is kept for 15 minutes" in browser.get(answer.goes_to).text

    browser.cookies["__Host-session"] = token_of(running, MANAGER)
    for _ in range(2):  # a reload takes nothing away
        page = browser.get(KEPT_PATH)
        assert offered(page.text) == {"phrases": WORDS}
        assert f'action="{FORM}"' in page.text
        assert '<dt class="govuk-summary-list__key">Which words would tell it?</dt>' in page.text
        assert "hunter2" not in page.text
        assert "123456" not in page.text

    again = browser.post(FORM, {"form_token": page.token, **offered(page.text)})
    assert again.status == 422  # its page, which asks for what is not filled in yet
    assert "They moved out." in again.text
    assert browser.get(KEPT_PATH).status == 404


def test_it_is_nobody_elses(running: RunningConsole) -> None:
    browser = signed_in(running, MANAGER)
    form = filled(browser)
    end(running)
    browser.post(FORM, form)
    browser.cookies["__Host-session"] = token_of(running, IRIS)
    page = browser.get(KEPT_PATH)
    assert page.status == 404
    assert "They moved out." not in page.text

    # Nor where somebody else signed in meanwhile, in the same browser.
    answer = browser.post(FORM, form)
    assert (answer.status, offered(answer.text)) == (403, {})
    assert "They moved out." not in answer.text


def test_who_signed_in_anew_in_another_window_is_offered_it_at_once(running: RunningConsole) -> None:
    browser = signed_in(running, MANAGER)
    form = filled(browser)
    browser.cookies["__Host-session"] = token_of(running, MANAGER)
    answer = browser.post(FORM, form)
    assert (answer.status, offered(answer.text)) == (403, {"phrases": WORDS})
    assert answer.token != form["form_token"]


@pytest.mark.parametrize(
    ("change", "headers", "goes_to"),
    [
        (lambda form: {**form, "filled_by": ""}, {}, "/sign-in"),
        (lambda form: {**form, "filled_by": form["filled_by"][:-4] + "AAAA"}, {}, "/sign-in"),
        (lambda form: {**form, "filled_by": "no seal"}, {}, "/sign-in"),
        (lambda form: {**form, "phrases": "", "form_token": ""}, {}, "/sign-in"),
        (lambda form: form, {"Sec-Fetch-Site": "cross-site"}, ""),
    ],
    ids=["nobodys", "changed", "no-seal", "only-secrets", "another-site"],
)
def test_what_is_not_ours_to_keep(
    running: RunningConsole,
    change: Callable[[dict[str, str]], dict[str, str]],
    headers: dict[str, str],
    goes_to: str,
) -> None:
    browser = signed_in(running, MANAGER)
    form = change(filled(browser))
    running_kept = browser.get(KEPT_PATH).text
    end(running)
    assert browser.post(FORM, form, headers).goes_to == goes_to
    browser.cookies["__Host-session"] = token_of(running, MANAGER)
    assert offered(browser.get(KEPT_PATH).text) == offered(running_kept)


def kept(**fields: str) -> Visit:
    return Visit(path="/cases/GW-1/answer", at=NOW, client="127.0.0.1", form=fields)


def forms() -> KeptForms:
    return KeptForms(SmallSeal(bytes(32)))


def test_it_is_kept_for_minutes_and_in_its_place_alone() -> None:
    book = forms()
    assert book.keep("ana", kept(why="one"))
    assert book.keep("ana", kept(why="two"))
    assert book.find("ana", NOW + KEPT_FOR - timedelta(seconds=1)) == KeptForm(
        action="/cases/GW-1/answer", fields={"why": "two"}
    )
    assert book.find("ana", NOW + KEPT_FOR) is None
    assert book.find("ben", NOW) is None
    book.sent("ana", "/elsewhere")
    assert book.find("ana", NOW) is not None
    book.sent("ana", "/cases/GW-1/answer")
    assert book.find("ana", NOW) is None


def test_what_is_kept_is_bounded() -> None:
    book = forms()
    many = {f"field-{number}": "W" * MAX_FIELD for number in range(MAX_BYTES // MAX_FIELD + 1)}
    assert not book.keep("ana", kept(**many))
    for number in range(65):
        assert book.keep(f"person-{number}", kept(why="mine"))
    assert [number for number in range(65) if book.find(f"person-{number}", NOW) is None] == [0]


def test_every_field_of_a_password_is_called_one() -> None:
    """What is never kept is told by its name."""
    tags = re.compile(r'<input[^>]*type="password"|text_field\([^\n]*?type="password"')
    folder = Path(gateway.__file__).parent / "console" / "templates"
    found = [tag for file in folder.rglob("*.html") for tag in tags.findall(file.read_text())]
    assert len(found) >= 2
    assert all(re.search(r'(?:name="|text_field\(")\w*password"', tag) for tag in found), found


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_in_a_browser_with_and_without_scripts(running: RunningConsole, *, scripts: bool) -> None:
    with chromium() as browser:
        person = Person(browser, running.port, scripts=scripts)
        person.enter(token_of(running, MANAGER))
        person.open(PAGE)
        person.page.fill("textarea[name=phrases]", WORDS)
        end(running)
        person.page.locator("main form[action='/keep/check'] button[type=submit]").first.click()
        assert person.heading == "Sign in"
        person.enter(token_of(running, MANAGER))
        person.open(KEPT_PATH)
        assert person.heading == "Nothing was sent yet"
        faults = person.faults("kept-form") if scripts else []
        person.press("Send it now")
        assert person.page.input_value("textarea[name=phrases]") == WORDS
        assert (faults, person.complaints) == ([], [])
        person.close()
