"""A real browser: Debian's Chromium, driven by Playwright."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyotp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page, sync_playwright

from gateway.demo.organisation import PASSWORD

WIDTHS: Final = (1280, 375)
_NARROWEST: Final = 320  # WCAG 2.2, 1.4.10 reflow
_CHROMIUM: Final = "/usr/bin/chromium"
# Without these it asks hosts of its maker's for updates at every start.
_QUIET: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_RULES: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_AXE: Final = Axe().axe_script
_VIOLATIONS: Final = """async rules => (await axe.run(document, rules)).violations.map(
    one => `${one.id} ${one.nodes.map(node => node.target)}`)"""
_SIDEWAYS: Final = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_SEND: Final = """([path, fields]) => {
    const form = document.createElement("form");
    const token = document.querySelector("input[name=form_token]").value;
    for (const [name, value] of Object.entries({form_token: token, ...fields})) {
        const field = document.createElement("textarea");
        Object.assign(field, {name, value});
        form.append(field);
    }
    Object.assign(form, {method: "post", action: path, hidden: true});
    document.body.append(form);
    form.submit();
}"""
# What Chromium itself says of every answer that is not 2xx, and where somebody is quicker at a field than the page
# that leads to its faults; a broken rule of ours reads otherwise.
_OWN_WORDS: Final = (
    "Failed to load resource: the server responded with a status of",
    "Autofocus processing was blocked because a document already has a focused element",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that keeps nothing."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_QUIET))
        try:
            yield browser
        finally:
            browser.close()


class Person:
    """Somebody at a browser of their own; everything their console complains of is remembered."""

    def __init__(self, browser: Browser, port: int, *, scripts: bool = True) -> None:
        self._context: Final[BrowserContext] = browser.new_context(
            ignore_https_errors=True, java_script_enabled=scripts
        )
        self.page: Final[Page] = self._context.new_page()
        self.complaints: Final[list[str]] = []
        self._port = port
        self._secret = ""
        self.page.on("console", self._hear)

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(f"https://localhost:{self._port}{path}")

    def sign_in(self, name: str) -> None:
        """For the first time: password, authenticator, code."""
        if not self.page.url.endswith("/sign-in") and "/sign-in?" not in self.page.url:
            self.open("/sign-in")
        self.page.fill("#name", name)
        self.page.fill("#password", PASSWORD)
        self.press("Continue")
        self.enter_code()

    def enter_code(self) -> None:
        """The code of the app, which is set up first where the page shows its secret."""
        self.page.locator("#code").wait_for()  # to count what is there waits for nothing
        if self.page.locator(".console-code").count():
            # As it stands in the page: what is seen of it is nothing until the details have opened.
            self._secret = (self.page.text_content(".govuk-details__text strong") or "").replace(" ", "").strip()
        self.page.fill("#code", pyotp.TOTP(self._secret).now())
        self.press("Continue")

    def enter(self, token: str) -> None:
        """Be signed in already, by the token of a session."""
        self._context.add_cookies(
            [{"name": "__Host-session", "value": token, "url": f"https://localhost:{self._port}", "secure": True}]
        )

    def give_passkeys(self) -> CDPSession:
        """This browser gets something that holds passkeys, and a finger that always fits (WebAuthn §11)."""
        session = self._context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return session

    def send(self, path: str, fields: Mapping[str, str]) -> None:
        """A form that the page which is open need not have, with the token of one that it has."""
        with self.page.expect_navigation():
            self.page.evaluate(_SEND, [path, dict(fields)])

    def press(self, title: str) -> None:
        """A button, by what stands on it."""
        self.page.get_by_role("button", name=title, exact=True).click()

    @property
    def heading(self) -> str:
        """The page's first heading."""
        return self.page.inner_text("h1").strip()

    @property
    def text(self) -> str:
        """All that the page says."""
        return self.page.inner_text("main")

    def focused(self) -> str:
        """What the keyboard is on."""
        return self.page.locator(":focus").inner_text().strip()

    def faults(self, name: str = "", *, widths: tuple[int, ...] = WIDTHS) -> list[str]:
        """What is wrong with this page for somebody who sees, hears or moves less, wide and narrow.

        *name*: of its picture; empty: its heading.
        """
        # Once for each page: to read half a megabyte of script takes longer than to run it.
        self.page.evaluate(_AXE)
        found: list[str] = []
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 900})
            found += [f"{self.page.url} at {width}: {one}" for one in self.page.evaluate(_VIOLATIONS, _RULES)]
        self.page.set_viewport_size({"width": _NARROWEST, "height": 900})
        if self.page.evaluate(_SIDEWAYS):
            found.append(f"{self.page.url}: scrolls sideways at {_NARROWEST}")
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        self._picture(name or self.heading.lower().replace(" ", "-"))
        return found

    def close(self) -> None:
        """Close the browser window."""
        self._context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if not message.text.startswith(_OWN_WORDS):
            self.complaints.append(message.text)

    def _picture(self, stem: str) -> None:
        """For whoever wants to look: CONSOLE_PICTURES names a folder."""
        folder = os.environ.get("CONSOLE_PICTURES")
        if not folder:
            return
        Path(folder).mkdir(parents=True, exist_ok=True)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=Path(folder) / f"{stem}-{width}.png", full_page=True)
