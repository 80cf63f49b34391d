"""Pages → HTML."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from gateway.config import Config
from gateway.console.fresh import Again
from gateway.console.permissions import Permission, may
from gateway.console.replies import Page, Viewer, Visit
from gateway.language import SOURCE

PRODUCT: Final = "Sharing gateway"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of the navigation."""

    title: str
    path: str
    permission: Permission
    about: str = ""  # what one finds there, for its card on Home; empty: Home tells more of it, or nothing


NAVIGATION: Final = (
    Link(title="Home", path="/", permission=Permission.SIGNED_IN),
    Link(title="My email", path="/mail", permission=Permission.SIGNED_IN),
    Link(title="Waiting for a decision", path="/held", permission=Permission.DECIDES),
    Link(
        title="Approvals",
        path="/approvals",
        permission=Permission.DECIDES,
        about="What may go without consent, until when; approve before it is written.",
    ),
    Link(
        title="The service",
        path="/service",
        permission=Permission.OVERSEES,
        about="How the gateway is doing, its rules, and where an email is.",
    ),
    Link(
        title="Information governance",
        path="/governance",
        permission=Permission.GOVERNS,
        about="Registers, requests, breaches, risks and reports.",
    ),
    Link(
        title="The record",
        path="/record",
        permission=Permission.AUDITS,
        about="Everything that was decided, shared and changed, and whether it is as it was written.",
    ),
    Link(title="Your account", path="/account", permission=Permission.SIGNED_IN),
    Link(title="Help", path="/help", permission=Permission.ANYBODY),
)


class Renderer:
    """Fills the templates. Everything is escaped unless a template says otherwise."""

    def __init__(self, config: Config) -> None:
        self._zone = ZoneInfo(config.organisation.timezone)
        self._organisation = config.organisation
        self._environment = Environment(
            loader=PackageLoader("gateway.console", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        language = config.organisation.speaks
        # The words between {% trans %} and {% endtrans %}, and in _("…"), are said in the organisation's language;
        # what is filled into them is escaped as anywhere (newstyle).
        self._environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
            language.words.gettext, language.words.ngettext, newstyle=True
        )
        self._environment.policies["ext.i18n.trimmed"] = True
        self._environment.globals["lang"] = _lang(language.code)
        self._environment.filters["moment"] = self._moment
        self._environment.filters["exact"] = self._exact
        self._environment.filters["ago"] = _ago
        self._environment.globals["static"] = _static_paths().__getitem__

    def render(self, page: Page, visit: Visit, factors: Callable[[], Again | None]) -> str:
        """The page's HTML. *factors*: what proves again who is signed in, for a template that asks."""
        values = {
            "product": PRODUCT,
            "organisation": self._organisation.name,
            "emergency": self._organisation.emergency,
            "viewer": visit.signed_in,
            "navigation": _navigation(visit.signed_in),
            "here": visit.path,
            "now": visit.at,
            "token": visit.stamp,
            "faults": page.faults,
            "factors": factors,
        }
        return self._environment.get_template(page.template).render({**values, **page.values})

    def _moment(self, at: datetime) -> str:
        """ "22 November 2026 at 3:04pm", local."""
        local = at.astimezone(self._zone)
        hour = local.hour % 12 or 12
        return f"{local.day} {local:%B %Y} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"

    def _exact(self, at: datetime) -> str:
        """ "22 November 2026, 15:04:05", local: for whoever compares logs."""
        local = at.astimezone(self._zone)
        return f"{local.day} {local:%B %Y, %H:%M:%S}"


def _lang(code: str) -> str:
    """As a page's `lang` has it (BCP 47); our English is British."""
    return "en-GB" if code == SOURCE else code.replace("_", "-")


def _navigation(viewer: Viewer | None) -> tuple[Link, ...]:
    return tuple(one for one in NAVIGATION if may(viewer, one.permission, half=False))


def _ago(at: datetime, now: datetime) -> str:
    minutes = max(0, int((now - at).total_seconds() // 60))
    if minutes < 1:
        return "less than a minute"
    for count, word in ((minutes // 1440, "day"), (minutes // 60, "hour"), (minutes, "minute")):
        if count:
            return f"{count} {word}{'' if count == 1 else 's'}"
    return ""


def _static_paths() -> dict[str, str]:
    """Name → address, which changes with the content, so that browsers may keep it for ever."""
    folder = resources.files("gateway.console") / "static"
    return {
        file.name: f"/static/{file.name}?{hashlib.sha256(file.read_bytes()).hexdigest()[:12]}"
        for file in folder.iterdir()
        if file.is_file()
    }
