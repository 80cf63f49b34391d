"""In a language whose every word stands in brackets, no page of the console shows a word without, but data."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from gateway.console.permissions import Method
from gateway.console.routes import ROUTES
from gateway.language import PSEUDO
from gateway.model.risks import Likelihood
from gateway.registers.files.columns import COLUMNS, RegisterKind
from tests.console.conftest import RunningConsole, console
from tests.console.held_rows import held_and_let_go
from tests.console.http import Browser
from tests.console.mails import about_daniel, decided, put_off
from tests.console.people import EVERYBODY, signed_in, with_every_role
from tests.e2e.installation import ANA, MANAGER

pytestmark = pytest.mark.xdist_group("console")

SUBJECTS = ("INTERNAL: the hall", "CONFIDENTIAL: Daniel", "Mia")
HALL = "Dear colleagues,\n\nThe hall is open on Sunday.\n"
UNMARKED = "Purpose: early-help\nFact/opinion: fact\n\nMia Okafor will come on Thursday.\n\nAna\n"
SAID = ("A letter was opened.", "No agreement.")
_SHOWN = frozenset({"aria-label", "alt", "placeholder", "data-title", "data-label"})
_VOID = frozenset({"meta", "link", "input", "br", "img", "hr", "rect"})
_WORD = re.compile(r"[A-Za-z]{2}")
# What is no word of a sentence: addresses, case numbers, hashes, what Unicode writes for days, names of formats.
_VALUES = re.compile(
    r"\[[^\]]+\]|\S+@\S+|GW-\w{8}|https?://\S+|\b[0-9a-f]{12,}\b|[A-Z]+\d*-\d+|\b[A-Z]{2,}\d*\b|"
    r"\d+ (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
    r"(?: at \d+:\d+[ap]m)?|\d+[ap]m|policy\.yaml|OpenPGP|S/MIME|TLSv\S+"
)


class Outside(HTMLParser):
    """What a page says outside the brackets; what is marked as English is left out, and so is code."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._open: list[str] = []  # of an element that is left out
        self.said = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.said += "\n"
        self.said += "".join(f"\n{known[name]}\n" for name in _SHOWN & known.keys() if not self._open)
        foreign = tag != "html" and (known.get("lang") == "en-GB" or tag in {"script", "style", "code"})
        if (self._open or foreign) and tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open:
            self.said += data

    @property
    def left(self) -> list[str]:
        """Line by line."""
        text = self.said
        while (less := re.sub(r"⟦[^⟦⟧]*⟧", "\n", text)) != text:
            text = less
        return [one for line in text.splitlines() if _WORD.search(one := line.strip())]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningConsole]:
    with console(tmp_path_factory.mktemp("language") / "made", language=PSEUDO) as running:
        yield running


@pytest.fixture(scope="module")
def cases(running: RunningConsole) -> dict[str, str]:
    """Account → a case that it may see."""
    app, now = running.app, running.app.clock.now()
    decided(app, "words-0", SUBJECTS[0], HALL)
    put_off(app)
    daniel = decided(app, "words-1", SUBJECTS[1], about_daniel("has a new bicycle"))
    mia = decided(app, "words-2", SUBJECTS[2], UNMARKED)
    held_and_let_go(app, now)
    app.breach_book().open(
        SAID[0], aware_at=now, case=None, about=("P-1",), likelihood=Likelihood.RISK, by="test", at=now
    )
    app.risk_book().open(("HOUSING",), SAID[1], by="test", at=now)
    policy = app.settings.policy
    app.policies().take(policy.policy.version, policy.text, now)
    return {ANA: mia, MANAGER: daniel, EVERYBODY: daniel}


def data(running: RunningConsole) -> str:
    """All that people of the organisation wrote: registers, configuration, mails."""
    app = running.app
    rows = (row for kind in RegisterKind for row in app.registers().export_rows(kind))
    cells = [cell for row in rows for value in row.cells for cell in value.split("|")]
    files = [path.read_text() for path in app.settings.folder.glob("*.yaml")]
    written = [*SUBJECTS, HALL, UNMARKED, about_daniel("has a new bicycle"), *SAID, "Sharing gateway"]
    columns = [name for names in COLUMNS.values() for name in names]
    return "\n".join([*cells, *files, *written, *columns])


def paths(running: RunningConsole, case: str) -> Iterator[str]:
    """Every page, of something that is there."""
    version = running.app.settings.policy.policy.version
    for route in ROUTES:
        if route.method is not Method.GET or route.path.startswith("/sign"):
            continue
        path = route.path.replace("/breaches/{id}", "/breaches/BR-1").replace("/risks/{id}", "/risks/RK-1")
        filled = {"case": case, "look": "1", "number": "1", "account": EVERYBODY, "version": version}
        for name, value in filled.items():
            path = path.replace(f"{{{name}}}", value)
        if path == "/people/about":
            path += "?id=P-2"
        for kind in RegisterKind if "{kind}" in path else ():
            rows = running.app.registers().export_rows(kind)
            wants = path.endswith(("/entry", "/change", "/end"))
            yield path.replace("{kind}", kind.value) + (f"?id={rows[0].id}" if rows and wants else "")
        if "{kind}" not in path:
            yield path


def test_every_word_of_every_page_is_in_a_catalogue(running: RunningConsole, cases: dict[str, str]) -> None:
    known = " ".join(data(running).split()).casefold()
    found: dict[str, str] = {}
    everybody = with_every_role(running)
    browsers: list[tuple[str, Browser]] = [(EVERYBODY, everybody)]
    browsers += [(name, signed_in(running, name)) for name in (ANA, MANAGER)]
    seen = set[str]()
    for name, browser in browsers:
        for path in paths(running, cases[name]):
            if name != EVERYBODY and not path.startswith("/cases/"):
                continue
            answer = browser.get(path)
            if answer.status != 200:
                continue
            seen.add(path)
            for text in Outside(answer.text).left:
                rest = _VALUES.sub("\n", text)
                for part in re.split(r"[\n;,:()–•·→]+|\. |\.$", rest):
                    said = " ".join(part.split()).strip(".!? \"'")
                    if _WORD.search(said) and said.casefold() not in known:
                        found.setdefault(said, path)
    assert found == {}
    assert len(seen) > 60
