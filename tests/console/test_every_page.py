"""Every page and form in every state: it is reached, is fit for everybody, names what is wrong and keeps the form.

What has to be walked through stands in every_page.py. `make test` looks at every page in order in a browser, narrow,
and at all else over HTTP; `make soak` at every state in a browser, wide and narrow.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from importlib import import_module
from typing import Final

import pytest
from playwright.sync_api import Browser as Chromium

from gateway.console.permissions import Method
from gateway.console.routes import ROUTES
from tests.console.every_page import ELSEWHERE, EMPTY, NO_PAGE, NORMAL, OTHERWISE, WRONG, Shown, Wrong
from tests.console.filled import CODED, HALF, NOBODY, Filled, empty, fill
from tests.console.http import Answered, Browser
from tests.console.people import token_of
from tests.console.screens import WIDTHS, Person, chromium

pytestmark = pytest.mark.xdist_group("console")

# Markup, a quote that ends an attribute, an entity, and letters that run from right to left with a mark that turns
# around what follows it; then one word of ten thousand characters, which no line has room for.
_HOSTILE: Final = "<img src=x onerror=alert(1)>\"'&amp;\u202eשלום"
_LONG: Final = _HOSTILE + "W" * (9_900 - len(_HOSTILE))
_FIELDS: Final = re.compile(r"<(?:input|textarea)\b[^>]*>")
_SUMMARY: Final = re.compile(r"govuk-error-summary__list.*?</ul>", re.DOTALL)


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    with empty(tmp_path_factory.mktemp("every-page") / "made") as made:
        yield made


@pytest.fixture(scope="module")
def when_empty(new: Filled) -> dict[str, Answered]:
    """What the empty pages said, before anything was there."""
    return {path: _browser(new, shown.to).get(new.address(shown.at)) for path, shown in EMPTY.items()}


@pytest.fixture(scope="module")
def filled(new: Filled, when_empty: dict[str, Answered]) -> Filled:
    assert when_empty
    return fill(new)


def _browser(made: Filled, account: str) -> Browser:
    if account == NOBODY:
        return made.running.browser()
    token = made.tokens[account] if account in {HALF, CODED} else token_of(made.running, account)
    return Browser(made.running.port, {"__Host-session": token})


def _form_page(account: str) -> str:
    """A page with the token of this browser's forms."""
    return {NOBODY: "/sign-in", HALF: "/sign-in/set-up", CODED: "/sign-in/code"}.get(account, "/account")


def test_no_page_and_no_form_is_left_out() -> None:
    for method, tables in ((Method.GET, NORMAL), (Method.POST, {**WRONG, **OTHERWISE})):
        known = {f"{method.value} {path}" for path in tables}
        known |= {one for one in (*ELSEWHERE, *NO_PAGE) if one.startswith(f"{method.value} ")}
        assert {f"{one.method.value} {one.path}" for one in ROUTES if one.method is method} == known
    assert set(EMPTY) <= set(NORMAL)
    assert not set(WRONG) & set(OTHERWISE)
    for where in ELSEWHERE.values():
        module, _, test = where.partition(".")
        assert callable(getattr(import_module(f"tests.console.{module}"), test)), where


def test_every_list_says_what_will_appear(when_empty: dict[str, Answered]) -> None:
    missing = [
        path
        for path, shown in EMPTY.items()
        if when_empty[path].status != 200 or shown.says not in _words(when_empty[path])
    ]
    assert missing == []


def test_every_form_names_what_is_wrong_and_leads_there(filled: Filled) -> None:
    found: list[str] = []
    for path, wrongs in WRONG.items():
        for wrong in wrongs:
            page = _sent(filled, wrong, {})
            if page.status != 422 or filled.address(wrong.says) not in _summary(page):
                found.append(f"{path}: {page.status} {_summary(page)}")
            led = _led_to(page)
            if wrong.names and wrong.names not in led:
                found.append(f"{path}: its summary does not lead to {wrong.names}")
            found += [f"{path}: there is no {name}" for name in led if f' id="{name}"' not in page.text]
            if "<title>Error: " not in page.text:
                found.append(f"{path}: its title does not say that something is wrong")
    assert found == []


def test_every_form_keeps_what_was_written_and_shows_it_as_text(filled: Filled) -> None:
    """All that can be written in it is markup, quotes and text that runs the other way; nothing else is chosen."""
    kept: list[str] = []
    lost: list[str] = []
    for path, wrongs in WRONG.items():
        before = _sent(filled, wrongs[0], {})
        fields = dict.fromkeys(_text_fields(before), _HOSTILE)
        after = _sent(filled, wrongs[0], fields)
        assert after.status < 500, path
        assert "<img src=x" not in after.text, path
        if after.status == 422 and fields and wrongs[0].names:
            lost += [f"{path}: {name}" for name in _text_fields(after) if name in fields and not _keeps(after, name)]
            kept.append(path)
    assert lost == []
    assert len(kept) > 15, kept


def test_every_other_form_is_answered_as_it_says(filled: Filled) -> None:
    found: dict[str, int] = {}
    for path, other in OTHERWISE.items():
        browser = _browser(filled, other.by)
        found[path] = browser.post(
            filled.address(other.at), {"form_token": browser.get(_form_page(other.by)).token}
        ).status
    assert found == {path: other.status for path, other in OTHERWISE.items()}


@pytest.mark.parametrize("path", NORMAL)
def test_every_page_serves_everybody(filled: Filled, browser: Chromium, people: dict[str, Person], path: str) -> None:
    assert list(_looked_at(filled, browser, people, NORMAL[path], WIDTHS[1:])) == []


@pytest.mark.soak
def test_every_page_serves_everybody_before_anything_is_there(
    browser: Chromium, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with empty(tmp_path_factory.mktemp("every-empty-page") / "made") as made, closed({}) as people:
        assert list(_looked_at(made, browser, people, EMPTY.values(), WIDTHS)) == []


@pytest.mark.soak
@pytest.mark.parametrize("text", ["", _LONG], ids=["nothing", "ten-thousand-characters"])
def test_every_form_serves_everybody_when_something_is_wrong(
    filled: Filled, browser: Chromium, people: dict[str, Person], text: str
) -> None:
    found: list[str] = []
    for path, wrongs in WRONG.items():
        for wrong in wrongs:
            person = _at(filled, browser, wrong.by, people)
            person.open(_form_page(wrong.by))
            # In one field: several of that length are more than a form may be.
            fields = dict.fromkeys(_text_fields(_sent(filled, wrong, {}))[:1], text) if text else {}
            person.send(filled.address(wrong.at), fields)
            if not text and filled.address(wrong.says) not in person.text:
                found.append(f"{path}: {person.heading}")
            found += person.faults(f"wrong{path.replace('/', '-')}")
    assert found == _complaints(people) == []


def _looked_at(
    made: Filled, browser: Chromium, people: dict[str, Person], pages: Iterable[Shown], widths: tuple[int, ...]
) -> Iterator[str]:
    for shown in pages:
        person = _at(made, browser, shown.to, people)
        person.open(made.address(shown.at))
        if made.address(shown.says) not in person.page.inner_text("body"):
            yield f"{shown.at}: it does not say {made.address(shown.says)}"
        yield from person.faults(widths=widths)
    yield from _complaints(people)


def _complaints(people: Mapping[str, Person]) -> list[str]:
    """What their browsers complained of since they were asked last."""
    found = [text for person in people.values() for text in person.complaints]
    for person in people.values():
        person.complaints.clear()
    return found


def _at(made: Filled, browser: Chromium, account: str, people: dict[str, Person]) -> Person:
    if account not in people:
        people[account] = Person(browser, made.running.port)
        if account != NOBODY:
            people[account].enter(_browser(made, account).cookies["__Host-session"])
    return people[account]


def _sent(filled: Filled, wrong: Wrong, fields: Mapping[str, str]) -> Answered:
    browser = _browser(filled, wrong.by)
    token = browser.get(_form_page(wrong.by)).token
    return browser.post(filled.address(wrong.at), {"form_token": token, **fields})


def _words(page: Answered) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page.text)).split())


def _summary(page: Answered) -> str:
    found = _SUMMARY.search(page.text)
    return "" if found is None else " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def _led_to(page: Answered) -> list[str]:
    found = _SUMMARY.search(page.text)
    return [] if found is None else re.findall(r'href="#([^"]+)"', found[0])


def _text_fields(page: Answered) -> list[str]:
    """The names of what can be written in on a page, but for passwords and codes, which no page repeats."""
    found: list[str] = []
    for tag in _FIELDS.findall(page.text):
        name, kind = re.search(r'\bname="([^"]+)"', tag), re.search(r'\btype="([^"]+)"', tag)
        written = tag.startswith("<textarea") or (kind is None or kind[1] in {"text", "search", "email"})
        if name and written and name[1] not in {"code", "password"}:
            found.append(name[1])
    return found


def _keeps(page: Answered, name: str) -> bool:
    """Whether one of the fields of that name does: a page may have the same form for several things."""
    values = re.findall(rf'<input\b[^>]*\bname="{re.escape(name)}"[^>]*>', page.text)
    areas = re.findall(rf'<textarea\b[^>]*\bname="{re.escape(name)}"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)
    return any(_HOSTILE in unescape(one) for one in (*values, *areas))


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as made:
        yield made


@contextmanager
def closed(people: dict[str, Person]) -> Iterator[dict[str, Person]]:
    """Their windows are closed afterwards."""
    try:
        yield people
    finally:
        for person in people.values():
            person.close()


@pytest.fixture(scope="module")
def people(browser: Chromium) -> Iterator[dict[str, Person]]:
    """By account, each at a browser window of their own."""
    with closed({}) as made:
        yield made
