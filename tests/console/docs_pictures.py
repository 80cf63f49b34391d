"""The pictures of the manual, out of the sample organisation: `python -m tests.console.docs_pictures`.

Writes docs/pictures/NAME-1280.png and NAME-375.png. Run it when a page that is shown there has changed, and look.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page

from gateway.demo.mails import SAMPLES
from gateway.demo.organisation import PASSWORD
from gateway.model.risks import Likelihood
from gateway.registers.files.columns import RegisterKind
from gateway.sign_in.accounts import AccountRole
from tests.console.held_rows import held_and_let_go
from tests.console.mails import about_daniel
from tests.console.scene import LEAD, Scene, playing
from tests.console.screens import WIDTHS, Person, chromium
from tests.e2e.installation import ANA, BEN, MANAGER, mail

FOLDER: Final = Path(__file__).parents[2] / "docs" / "pictures"
ICT: Final = "tom.reed@family-support.example"
AUDITOR: Final = "ada.cole@family-support.example"
_TALLEST: Final = 1600  # pixels: what is below is much like what is above
_COLOURS: Final = 96
_FORGOTTEN: Final = (
    "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
    "Mia Okafor will come to the breakfast club on Thursday. Her mother, Grace Okafor, brings her.\n\n"
    "Kind regards\nAna\n"
)
_WAITING: Final = (
    (ANA, "CONFIDENTIAL: Daniel Price", about_daniel("was seen with bruises on his arm by his teacher")),
    (BEN, "CONFIDENTIAL: Daniel Price, school", about_daniel("missed two sessions this week").replace("Ana", "Ben")),
    (ANA, "CONFIDENTIAL: Leila", about_daniel("and Leila Haddad share a taxi").replace("His mother", "The mother")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """What waits."""

    forgotten: str  # its sender is asked for a marking
    bruises: str  # its manager decides


def main() -> None:
    """Make all of them anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, playing(Path(folder)) as scene, chromium() as browser:
        cases = _prepared(scene)
        for path in FOLDER.iterdir():
            path.unlink()
        for who, pages in _PAGES.items():
            with _person(scene, browser, who) as person:
                for name, shown in pages.items():
                    shown(person, cases)
                    _taken(person.page, name)
        _mails(scene, browser, cases)
    size = sum(path.stat().st_size for path in FOLDER.iterdir())
    sys.stdout.write(f"{len(list(FOLDER.iterdir()))} pictures, {size / 1024:.0f} KiB\n")


def _prepared(scene: Scene) -> Cases:
    app, now = scene.gateway.app, datetime.now(UTC)
    app.accounts.add(ICT, PASSWORD, roles=[AccountRole.ICT], by="sample", at=now)
    for number, sample in enumerate(SAMPLES):
        scene.gateway.client.send(sample.sender, sample.recipients, sample.content(number, now))
    scene.gateway.idle()
    forgotten = scene.held("forgotten", "Mia Okafor", _FORGOTTEN).case
    held = [
        scene.held(f"waits-{number}", subject, text, sender=sender).case
        for number, (sender, subject, text) in enumerate(_WAITING)
    ]
    now = datetime.now(UTC)  # the record takes nothing from before what it has
    held_and_let_go(app, now)
    for about in (("HOUSING",), ("ELM",)):
        app.risk_book().open(about, "We write to them without an agreement.", by="gateway", at=now)
    app.breach_book().open(
        "A letter was opened by a neighbour.",
        aware_at=now - timedelta(hours=20),
        case=None,
        about=("P-1",),
        likelihood=Likelihood.RISK,
        by=LEAD,
        at=now,
    )
    trial = {
        "id": "M-1",
        "mode": "coach",
        "clause": "MIN-1",
        "team": "Early Help",
        "starts": f"{now - timedelta(days=6):%Y-%m-%d}",
        "ends": f"{now + timedelta(days=24):%Y-%m-%d}",
        "signed_by": LEAD,
        "reason": "To see how often it would stop a referral.",
    }
    app.registers().apply(RegisterKind.MODES, [trial], replace=False, by=LEAD, at=now)
    return Cases(forgotten=forgotten, bruises=held[0])


@contextmanager
def _person(scene: Scene, browser: Browser, name: str) -> Iterator[Person]:
    person = Person(browser, scene.port)
    if name:
        person.enter(scene.at(name).cookies["__Host-session"])
    try:
        yield person
    finally:
        person.close()


def _taken(page: Page, name: str) -> None:
    page.evaluate("document.activeElement.blur()")
    for width in WIDTHS:
        _at_width(page, width, FOLDER / f"{name}-{width}.png")
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})


def _at_width(page: Page, width: int, path: Path) -> None:
    page.set_viewport_size({"width": width, "height": 400})
    tall = min(_TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": width, "height": tall})
    page.evaluate("scrollTo(0, 0)")
    # Two frames later everything of it is painted.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    _kept(page.screenshot(), path)


def _kept(content: bytes, path: Path) -> None:
    """Few colours are enough for a page, and make it a fifth of the size."""
    with Image.open(BytesIO(content)) as picture:
        picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def _at(path: str) -> Callable[[Person, Cases], None]:
    def shown(person: Person, _cases: Cases) -> None:
        person.open(path)

    return shown


def _senders_case(person: Person, cases: Cases) -> None:
    person.open(f"/cases/{cases.forgotten}")


def _managers_case(person: Person, cases: Cases) -> None:
    person.open(f"/cases/{cases.bruises}")


def _check(person: Person, cases: Cases) -> None:
    person.open(f"/cases/{cases.bruises}")
    person.page.check("input[name=decision][value=hide]")
    person.press("Continue")


def _ahead(person: Person, _cases: Cases) -> None:
    person.open("/approve")
    said = {"worker": ANA, "party": "COUNCIL", "ground": "CA89-47", "hours": "4"}
    for field, value in said.items():
        person.page.select_option(f"#{field}", value)
    person.page.fill("#person", "Daniel Price")
    person.page.fill("#why", "He is not safe tonight, and nobody answers the telephone.")


def _explained(person: Person, _cases: Cases) -> None:
    person.open("/explain")
    content = mail("explained", *_WAITING[0][1:])
    person.page.set_input_files(
        "input[type=file]", {"name": "a.eml", "mimeType": "message/rfc822", "buffer": content}
    )
    person.press("Explain it")
    person.page.locator("h1").wait_for()


def _record(person: Person, cases: Cases) -> None:
    person.open(f"/record?case={cases.bruises}")


_PAGES: Final[dict[str, dict[str, Callable[[Person, Cases], None]]]] = {
    "": {"sign-in": _at("/sign-in")},
    ANA: {"senders-case": _senders_case},
    MANAGER: {
        "home": _at("/"),
        "queue": _at("/held"),
        "managers-case": _managers_case,
        "check-your-decision": _check,
        "approve-ahead": _ahead,
    },
    LEAD: {
        "governance": _at("/governance"),
        "reports": _at("/reports"),
        "modes": _at("/modes"),
    },
    ICT: {"operations": _at("/operations"), "explained": _explained},
    AUDITOR: {"record": _record},
}


def _mails(scene: Scene, browser: Browser, cases: Cases) -> None:
    """Two notices, as the HTML of the mails that arrived."""
    for name, to, case in (("notice-held", ANA, cases.forgotten), ("notice-decision", MANAGER, cases.bruises)):
        page = browser.new_page()
        page.set_content(_html(scene, to, case))
        for width in (640, 375):
            _at_width(page, width, FOLDER / f"{name}-{width}.png")
        page.close()


def _html(scene: Scene, to: str, case: str) -> str:
    """Of the notice about a case that came to somebody."""

    def came() -> Message | None:
        found = (one.message() for one in scene.box.arrived() if (one.recipient, one.case) == (to, case))
        return next(found, None)

    message = scene.gateway.until(came, seconds=30, what=f"the notice of {case}")
    part = next(one for one in message.walk() if one.get_content_type() == "text/html")
    content = part.get_payload(decode=True)
    return content.decode() if isinstance(content, bytes) else ""


if __name__ == "__main__":
    main()
