"""Finds links to files that the organisation keeps in its own cloud store (AGREE-4). Pure."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from gateway.model.message import Reading

# A host with a path behind it: a bare mention of a service is no link to a file. No scheme is asked for, since mail
# programs make a link of `1drv.ms/x/…` all the same. The path is only looked at, so that a link within it is met too.
_LINK: Final = re.compile(
    r"(?<![\w.@-])((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,10}[a-z]{2,24})\.?(?::\d{1,5})?(?=(/[^\s<>\"']{1,200}))",
    re.IGNORECASE,
)


def linked_files(reading: Reading, patterns: Iterable[str]) -> tuple[str, ...]:
    """`part:host` of each link, in the order they stand, once each.

    A link that a scanner has wrapped (`…safelinks…/?url=https%3A%2F%2F…`) is looked into too.

    Args:
        patterns: `host`, which is for the hosts below it too, or `*.host` for those alone, and `/path` behind either
            for what begins with that path.
    """
    wanted = tuple(patterns)
    found = (
        f"{unit.part or 'header'}:{host}"
        for unit in reading.units
        for text in _unwrapped(unit.text)
        for host, path in _links(text)
        if any(_matches(host, path, pattern) for pattern in wanted)
    )
    return tuple(dict.fromkeys(found))


def _unwrapped(text: str) -> tuple[str, ...]:
    # Twice: a wrapped link that was wrapped again, as forwarding between two services does.
    once = unquote(text)
    return tuple(dict.fromkeys((text, once, unquote(once)))) if "%" in text else (text,)


def _links(text: str) -> Iterable[tuple[str, str]]:
    return ((link[1].lower(), link[2]) for link in _LINK.finditer(text))


def _matches(host: str, path: str, pattern: str) -> bool:
    name, slash, begins = pattern.partition("/")
    if slash and not path.lower().startswith(f"/{begins}".lower()):
        return False
    if name.startswith("*."):
        return host.endswith(name[1:])
    return host == name or host.endswith(f".{name}")
