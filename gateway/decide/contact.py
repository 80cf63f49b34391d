"""By which route, in which language and format a person asked to be reached (FAM-1). Pure."""

import re
from collections.abc import Collection
from typing import Final

from gateway.model.decision import Channel

_EMAIL: Final = re.compile(r"\be-?mails?\b")
_NO_EMAIL: Final = re.compile(r"\b(no|not|never|without|don'?t|do not)\b[\w\s,']{0,20}\be-?mails?\b")
# A route that is a way of email: which channel it asks for.
_PROTECTED: Final = (
    (re.compile(r"\b(portal|pick-?up|secure (page|site))\b"), Channel.PORTAL),
    (re.compile(r"\b(pdf|password)\b"), Channel.PDF),
    (re.compile(r"\bs/?mime\b"), Channel.SMIME),
    (re.compile(r"\b(open)?pgp\b"), Channel.OPENPGP),
)
_FORMATS: Final = re.compile(
    r"\b(easy[ -]?read|large[ -]?print|braille|audio|bsl|sign language|symbols|widgit|coloured|yellow|screen ?reader"
    r"|translat\w+|interpret\w+|big(ger)? (text|letters)|plain (text|english))\b"
)
_SPACE: Final = re.compile(r"[\W_]+")


def chosen_channel(preference: str) -> Channel | None:
    """The channel that they asked their mail to come by. None: they asked for none in particular."""
    said = _plain(preference)
    return next((channel for form, channel in _PROTECTED if form.search(said)), None)


def by_email(preference: str) -> bool:
    """Whether mail is a way in which they want to hear from us; nothing recorded is no wish.

    What is not understood is another route: whoever writes to them knows what is meant.
    """
    said = _plain(preference)
    if _NO_EMAIL.search(said):
        return False
    if _EMAIL.search(said) or chosen_channel(preference) is not None:
        return True
    return not _SPACE.sub("", _FORMATS.sub("", said))


def wanted_format(preference: str) -> str:
    """The format they asked for, as written; empty: none in particular."""
    met = _FORMATS.search(_plain(preference))
    return met[0] if met is not None else ""


def in_our_words(language: str, ours: Collection[str]) -> bool:
    """Whether we write their language anyway, or none is recorded."""
    said = {word for word in re.split(r"[\W\d_]+", language.casefold()) if word}
    return not said or not said.isdisjoint(one.casefold() for one in ours)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").split())
