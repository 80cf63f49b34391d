"""Pages → HTML."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from functools import wraps
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from gateway.config import Config
from gateway.console.closed import closed
from gateway.console.form_labels import FormLabels, value_words
from gateway.console.permissions import Permission, may
from gateway.console.replies import Page, Viewer, Visit
from gateway.console.sign_in.fresh import Again
from gateway.language import SOURCE, TAG, Language, Words, mark, mark_count

PRODUCT: Final = "Sharing gateway"
_NUMBER_GAP: Final = re.compile(r"(?<=\d) (?=\d)")  # a telephone number stays on one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of the navigation."""

    title: str
    path: str
    permission: Permission
    about: str = ""  # what one finds there, for its card on Home; empty: Home tells more of it, or nothing


NAVIGATION: Final = (
    Link(title=mark("Home"), path="/", permission=Permission.SIGNED_IN),
    Link(title=mark("My email"), path="/mail", permission=Permission.SIGNED_IN),
    Link(title=mark("Waiting for a decision"), path="/held", permission=Permission.DECIDES),
    Link(
        title=mark("Approvals"),
        path="/approvals",
        permission=Permission.DECIDES,
        about=mark("What may go without consent, until when; approve before it is written."),
    ),
    Link(
        title=mark("The service"),
        path="/service",
        permission=Permission.OVERSEES,
        about=mark("How the gateway is doing, its rules, and where an email is."),
    ),
    Link(
        title=mark("Information governance"),
        path="/governance",
        permission=Permission.GOVERNS,
        about=mark("Registers, requests, breaches, risks and reports."),
    ),
    Link(
        title=mark("The record"),
        path="/record",
        permission=Permission.AUDITS,
        about=mark("Everything that was decided, shared and changed, and whether it is as it was written."),
    ),
    Link(title=mark("Your account"), path="/account", permission=Permission.SIGNED_IN),
    Link(title=mark("Help"), path="/help", permission=Permission.ANYBODY),
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
        self._language: Final = config.organisation.speaks
        self._speak()
        self._labels: Final = FormLabels.of(self._environment)
        self._environment.filters["label"] = self._label
        self._environment.filters["chosen"] = lambda value, field: self._language.said(value_words(field, value))
        self._environment.globals["static"] = _static_paths().__getitem__

    def _speak(self) -> None:
        """Everything that is said, in the organisation's language."""
        environment, language = self._environment, self._language
        # Words between {% trans %} and {% endtrans %}, and in _("…"); what is filled into them is escaped as anywhere
        # (newstyle). The text itself is markup, a translation too: see _in_a_page.
        environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
            _in_a_page(language.words.gettext), _in_a_page(language.words.ngettext), newstyle=True
        )
        environment.policies["ext.i18n.trimmed"] = True
        # Words that code marked are said where they are shown: as they are, as a part of others, in a list.
        environment.finalize = language.said
        for name in ("gettext", "ngettext"):
            plain = environment.globals[name]
            environment.globals[name] = _filled(plain, language) if callable(plain) else plain
        environment.globals["_"] = environment.globals["gettext"]
        for name in ("join", "capitalize", "lower", "upper", "truncate"):
            environment.filters[name] = _of_words(environment.filters[name], language)
        environment.globals["lang"] = _lang(language.code)
        environment.filters["moment"] = self._moment
        environment.filters["moment_or_day"] = self._moment_or_day
        environment.filters["exact"] = lambda at: language.exact(at.astimezone(self._zone))
        environment.filters["closed"] = lambda member: language.said(closed(member))
        environment.filters["date"] = language.date
        environment.filters["number"] = language.number
        environment.filters["ago"] = lambda at, now: language.said(ago(at, now))

    def _label(self, field: str, action: str) -> str:
        """What a field is called on the page of its form; else its name as words."""
        return f"{self._language.said(self._labels.label(action, field) or closed(field))}"

    def render(self, page: Page, visit: Visit, factors: Callable[[], Again | None]) -> str:
        """The page's HTML. *factors*: what proves again who is signed in, for a template that asks."""
        values = {
            "product": PRODUCT,
            "organisation": self._organisation.name,
            "emergency": [_NUMBER_GAP.sub("\u00a0", one) for one in self._organisation.emergency],
            "viewer": visit.signed_in,
            "navigation": _navigation(visit.signed_in),
            "here": visit.path,
            "now": visit.at,
            "token": visit.stamp,
            "filled_by": visit.filled_by,
            "faults": page.faults,
            "factors": factors,
        }
        return self._environment.get_template(page.template).render({**values, **page.values})

    def _moment(self, at: datetime) -> str:
        """ "22 November 2026 at 3:04pm", local."""
        return self._language.stamp(at.astimezone(self._zone))

    def _moment_or_day(self, at: datetime) -> str:
        """The same; but a day where a register has no more than a day, which begins at midnight."""
        local = at.astimezone(self._zone)
        return self._language.date(local.date()) if local.time() == time(0) else self._language.stamp(local)


def _in_a_page(gettext: Callable[..., str]) -> Callable[..., str]:
    """A text whose straight quotes are references, so that none ends the attribute that it stands in.

    Those of its own tags stay; which tags it may have the catalogue says (catalogue.faults).
    """

    @wraps(gettext)
    def quoted(*args: object) -> str:
        text = gettext(*args)
        made, at = [], 0
        for tag in TAG.finditer(text):
            made += [text[at : tag.start()].replace('"', "&#34;"), tag[0]]
            at = tag.end()
        return "".join([*made, text[at:].replace('"', "&#34;")])

    return quoted


def _filled(gettext: Callable[..., str], language: Language) -> Callable[..., str]:
    """Says what is filled into a text, too."""

    @wraps(gettext)
    def said(*args: object, **values: object) -> str:
        return gettext(*args, **{name: language.said(value) for name, value in values.items()})

    return said


def _of_words(made: Callable[..., object], language: Language) -> Callable[..., object]:
    """A filter that is given words as they are said, alone or in a list."""

    @wraps(made)
    def filtered(*args: object, **named: object) -> object:
        said = ([language.said(one) for one in arg] if isinstance(arg, list | tuple) else arg for arg in args)
        return made(*map(language.said, said), **named)

    return filtered


def _lang(code: str) -> str:
    """As a page's `lang` has it (BCP 47); our English is British."""
    return "en-GB" if code == SOURCE else code.replace("_", "-")


def _navigation(viewer: Viewer | None) -> tuple[Link, ...]:
    decides = viewer is not None and viewer.decides
    return tuple(
        one
        for one in NAVIGATION
        # What asks for a decision is no use to whom nobody ever asks for one; their addresses stay open to them.
        if may(viewer, one.permission, half=False) and (decides or one.permission is not Permission.DECIDES)
    )


def ago(at: datetime, now: datetime) -> Words:
    """How long since then, in its largest unit."""
    minutes = max(0, int((now - at).total_seconds() // 60))
    if minutes < 1:
        return mark("less than a minute")
    if minutes < 60:
        return mark_count("{n} minute", "{n} minutes", minutes)
    if minutes < 1440:
        return mark_count("{n} hour", "{n} hours", minutes // 60)
    return mark_count("{n} day", "{n} days", minutes // 1440)


def _static_paths() -> dict[str, str]:
    """Name → address, which changes with the content, so that browsers may keep it for ever."""
    folder = resources.files("gateway.console") / "static"
    return {
        file.name: f"/static/{file.name}?{hashlib.sha256(file.read_bytes()).hexdigest()[:12]}"
        for file in folder.iterdir()
        if file.is_file()
    }
