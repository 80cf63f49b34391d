"""People of the register in links: "?q=5+Dove+Court+W14+8QT" on a map shows an address as plainly as its words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import unquote_plus

from redaction import Hit, People

_LINK: Final = re.compile(r"\bhttps?://[^\s<>\"]{1,2000}", re.IGNORECASE)
_CODED: Final = re.compile(r"%[0-9A-Fa-f]{2}|\+")


def in_links(texts: Sequence[str], people: People) -> list[list[Hit]]:
    """What stands in the coded links of each text, as hits on the whole link: no piece of it could be cut alone."""
    links = [(at, link) for at, text in enumerate(texts) for link in _LINK.finditer(text) if _CODED.search(link[0])]
    found: list[list[Hit]] = [[] for _ in texts]
    # Letter by letter the same, but for what a browser takes for a blank or decodes.
    plain = [unquote_plus(link[0], errors="replace").replace("\r", " ").replace("\n", " ") for _, link in links]
    for (at, link), hits in zip(links, people.lookup_all(plain), strict=True):
        found[at] += dict.fromkeys(replace(hit, start=link.start(), end=link.end()) for hit in hits)
    return found
