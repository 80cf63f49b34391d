"""Web addresses that tell of one person: profiles, personal folders, values in a query. Public pages are left."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from redaction.detect.finds import Finds
from redaction.detect.words import GIVEN, lines
from redaction.hit import Detector, Hit

_LONGEST: Final = 2000
_LINK: Final = re.compile(rf"[^\s<>\"|]{{1,{_LONGEST}}}+")
_SCHEME: Final = re.compile(r"(?:https?:/{0,2}|hxxps?:/{0,2}|ftp://)", re.IGNORECASE)
_HOST: Final = re.compile(
    r"(?:[^/@\s]{0,100}@)?((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})(?::\d{1,5})?(?=[/?#]|\Z)", re.IGNORECASE
)
# A query that says what it holds: ?email=…, &dob=…, ;client_id=…
_TOLD: Final = re.compile(
    r"[?&;](?:[a-z]{1,12}[_-])?(?:e?mail|(?:first|last|sur|fore|full|user|child|pupil|client)?_?name|dob"
    r"|date_?of_?birth|nhs"
    r"(?:_?(?:no|number))?|phone|mobile|tel|postcode|address|(?:user|client|child|pupil|person|patient|case"
    r"|service_?user)"
    r"_?(?:id|no|number|ref)|upn|nino|to)=[^&;#\s]{2}",
    re.IGNORECASE,
)
# /users/mia-okafor, /profile/1234, ~mia, and the folder that an office program makes for one of its users.
_OF_ONE: Final = re.compile(
    r"/(?:users?|profiles?|people|person|members?|pupils?|students?|clients?|children|child|patients?|cases?"
    r"|personal)"
    r"/(?!index|login|search|new\b|all\b|list|help|support|privacy|and\b)[\w.%~-]{2,}|/~[\w.-]{2,}",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[a-z]{2,24}", re.IGNORECASE)
# "Follow us on …" stands in the footer of half the mail of any organisation.
OF_US: Final = re.compile(r"\b(?:us|our|follow|subscribe|visit|website|www)\b[^.!?\r\n]{0,60}\Z", re.IGNORECASE)
_OPENING: Final = "([{<'\""
_CLOSING: Final = ".,;:!?'\")]}>"


def url(text: str) -> Iterator[Hit]:
    """Find web addresses of a person's profile, folder or record, or with a person's values; evidence ``pattern``.

    The services and which of their pages are nobody's stand in ``lists/social.txt``.

    Source:
        RFC 3986 (parts of an address).
    """
    found = Finds(Detector.URL)
    reach = 0
    for at in _marks(text):
        if at < reach:
            continue
        start = _begin(text, at)
        match = _LINK.match(text, start)
        if match is None:
            continue
        end = reach = match.end()
        while end > start and text[end - 1] in _CLOSING:
            end -= 1
        if _tells(text[start:end]) and OF_US.search(text, max(0, start - 80), start) is None:
            found.add((start, end), "link")
    yield from found


def _marks(text: str) -> Iterator[int]:
    """Where a stroke stands that may be an address's: after its scheme, or the first after its host."""
    at = text.find("/")
    while at >= 0:
        if text[at - 1 : at] == ":" or (text[at - 1 : at].isalpha() and "." in text[max(0, at - 12) : at]):
            yield at
        at = text.find("/", at + 1)


def _begin(text: str, at: int) -> int:
    start = at
    least = max(0, at - 120)
    while start > least and not text[start - 1].isspace() and text[start - 1] not in '<>"|,;':
        start -= 1
    while start < at and text[start] in _OPENING:
        start += 1
    # "href=https://…": the address begins with its scheme
    scheme = _SCHEME.search(text, start, at + 3)
    return scheme.start() if scheme is not None else start


def _tells(link: str) -> bool:
    scheme = _SCHEME.match(link)
    rest = link[scheme.end() :] if scheme is not None else link
    host = _HOST.match(rest)
    if host is None:
        return False
    path = rest[host.end() :]
    public = _services().get(_service(host[1].lower()))
    if public is not None:
        first = next((piece for piece in re.split(r"[/?#]", path) if piece), "").lower()
        return bool(first) and first not in public
    return _TOLD.search(path) is not None or (_OF_ONE.search(path) is not None and _is_one(path))


def _is_one(path: str) -> bool:
    """Whether the page is one person's: its last pieces hold a number, a given name or a personal mark."""
    words = {word.lower() for word in _WORDS.findall(path)}
    return "~" in path or any(char.isdigit() for char in path) or not words.isdisjoint(GIVEN) or "/personal/" in path


def _service(host: str) -> str:
    """The host as it stands in the list: without www, m or a language before it."""
    for name in (host, host.partition(".")[2]):
        if name in _services():
            return name
    return ""


@cache
def _services() -> dict[str, frozenset[str]]:
    """Hosts of social services, each with the first pieces of paths that are nobody's page."""
    found: dict[str, frozenset[str]] = {}
    for line in lines("social"):
        host, _, public = line.partition(":")
        found[host.strip()] = frozenset(public.split())
    return found
