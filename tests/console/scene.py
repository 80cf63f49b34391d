"""A running gateway with its console and its partners' mailbox, and the people who use it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gateway.console.sign_in.sessions import SessionBook
from gateway.demo.mailbox import Mailbox
from gateway.demo.organisation import make
from gateway.model.lifecycle import RecipientState
from gateway.spool.rows import TracedCase
from tests.console.http import Answered, Browser, free_port
from tests.e2e.installation import ANA, DUTY, Installation, mail, mailbox, message_id, running

LEAD: Final = "iris.grant@family-support.example"
TESS: Final = "tess.cole@family-support.example"
SAFE: Final = "sam.field@family-support.example"
_FIELD: Final = re.compile(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


def price(what: str) -> str:
    """About a child without consent. What a party has read once is not asked about again, so each says its own."""
    return (
        "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
        f"Daniel Price {what}. His mother is Karen Price, who was told about it on the telephone.\n\n"
        "Kind regards\nAna\n"
    )


@dataclass(slots=True, kw_only=True)
class Scene:
    """Everything that runs."""

    gateway: Installation
    box: Mailbox
    port: int
    _signed_in: dict[str, Browser] = field(default_factory=dict)

    def held(
        self, number: str, subject: str, text: str, *, sender: str = ANA, readers: tuple[str, ...] = (DUTY,)
    ) -> TracedCase:
        """A mail that waits."""
        self.gateway.client.send(sender, readers, mail(number, subject, text, sender=sender))
        return self.waits(number)

    def waits(self, number: str) -> TracedCase:
        """The case of a mail that was sent, once it waits."""
        case = self.gateway.in_state(message_id(number), RecipientState.HELD)
        self.gateway.idle()
        return case

    def at(self, name: str) -> Browser:
        """Somebody who is signed in, with both factors; always in the same browser."""
        if name not in self._signed_in:
            self._signed_in[name] = Browser(self.port, {"__Host-session": self.token(name)})
        return self._signed_in[name]

    def token(self, name: str) -> str:
        """Of a session with both factors; how one signs in is what tests/console/test_sign_in.py is about."""
        book, now = SessionBook(self.gateway.app.database), datetime.now(UTC)
        token = book.checked(book.open(name, "127.0.0.1", now), now)
        assert token is not None
        return token

    def posted(self, name: str, path: str, page: str, **said: str) -> Answered:
        """A form of a page, as this person sends it filled in."""
        browser = self.at(name)
        return browser.post(path, {"form_token": browser.get(page).token, **said})


def words(page: Answered) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", "", page.text).split())


def boxes(page: Answered) -> dict[str, tuple[str, bool]]:
    """Field → what it hides, and whether it is ticked."""
    found = re.findall(
        r'name="(tick-\d+)" type="checkbox" value="yes"( checked)?.*?<span class="govuk-visually-hidden">'
        r"Hide (.*?): </span>(.*?)</label>",
        page.text,
        re.DOTALL,
    )
    return {field: (f"{who}: {title}", bool(checked)) for field, checked, who, title in found}


def form_of(page: Answered, *unticked: str, ticked: tuple[str, ...] = ()) -> dict[str, str]:
    """The boxes as they are shown, but for those."""
    known = boxes(page)
    assert set(unticked) | set(ticked) <= {what for what, _ in known.values()}, known
    fields = {field: "yes" for field, (what, on) in known.items() if (on and what not in unticked) or what in ticked}
    return {**fields, "ticks": hidden_fields(page)["ticks"]}


def hidden_fields(page: Answered) -> dict[str, str]:
    """What the forms of a page carry unseen."""
    return dict(_FIELD.findall(page.text))


@contextmanager
def playing(folder: Path) -> Iterator[Scene]:
    """Everything started in a folder, and ended."""
    port = free_port()
    template = folder / "made"
    make(template, next_hop=1, port=0, console=port)
    with (
        mailbox(template, folder / "arrived") as (box, next_hop),
        running(template, folder / "run", next_hop=next_hop) as gateway,
    ):
        gateway.until(
            lambda: (gateway.folder / "var" / "console.json").exists() or None, seconds=60, what="the console"
        )
        yield Scene(gateway=gateway, box=box, port=port)
