"""What a page's code is given, and what it answers. Values; the web is in server.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from gateway.console.sign_in.sessions import Session
from gateway.sign_in.accounts import AccountRole

MAX_FIELD: Final = 10_000  # characters of one field of a form


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who signed in, with both factors."""

    account: str  # lower case
    name: str  # as the register of staff has it, else the account
    roles: frozenset[AccountRole]
    addresses: frozenset[str]  # theirs to send from, lower case
    session: Session
    language: str  # that they chose; empty: the organisation's
    decides: bool  # by role or register they may be asked about other people's mail (deciders.py)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with a form."""

    name: str  # as the browser calls it; empty: none was chosen
    untrusted_content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request, its form read and its sender known."""

    path: str
    at: datetime
    client: str
    here: Mapping[str, str] = field(default_factory=dict)  # from the path: {"case": "GW-…"}
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)  # the last value of each field, stripped, bounded
    files: Mapping[str, Upload] = field(default_factory=dict)  # by field; of routes that take files alone
    token: str = ""  # the session's; empty: none
    stamp: str = ""  # what this browser's forms carry: tells it from others, and others do not know it
    filled_by: str = ""  # what its forms carry of whom they are made for, sealed; empty: nobody is signed in
    new_cookie: str = ""  # to be set: the browser had none that its forms could belong to; empty: it has one
    half: Session | None = None  # knows the password, not yet the code
    signed_in: Viewer | None = None

    @property
    def viewer(self) -> Viewer:
        """Who signed in.

        Raises:
            LookupError: nobody; the page's permission lets anybody in, so this is a bug.
        """
        if self.signed_in is None:
            raise LookupError("this page may be asked for by nobody")
        return self.signed_in

    def said(self, name: str) -> str:
        """A field of the form; empty: it was left empty, or is not there."""
        return self.form.get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a form, and where."""

    why: str  # a sentence that says what to do
    field: str = ""  # its id; empty: none of them
    lang: str = ""  # of the sentence (BCP 47), where it is not the page's


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be shown."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """Go there; with a new session token, or without one any more."""

    to: str
    token: str | None = None  # None: as it was; empty: signed out


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """There is no such page, or it is not this person's to see: the answer does not tell which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file for the person who asked."""

    name: str  # ASCII, ours
    media_type: str
    content: bytes


Reply = Page | Redirect | Download | Missing
