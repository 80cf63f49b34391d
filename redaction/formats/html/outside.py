"""What stands in a page and in no tree that a parser makes of it: found in its source, lost when it is written."""

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape as html_entities
from typing import Final

# Elements whose content runs on in the line; all others start a new line. A name split over two of
# these is one name to the reader.
INLINE: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "nobr", "o:p", "output", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "textpath", "time", "tref", "tspan", "tt", "u", "var", "wbr",
})  # fmt: skip
_TAG: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*)[^<>]*>")
# Only what every document begins with: anything else in a doctype is somebody's text.
_PROLOGUE: Final = re.compile(
    r"\A\ufeff?\s*(?:<\?xml(?: (?:version|encoding|standalone)=[\"'][\w.-]{1,20}[\"'])+ ?\?>\s*)?"
    r"<!doctype html(?:\s+public\s+\"-//W3C//DTD X?HTML [\w. ]{1,40}//EN\"(?:\s+\"http://www\.w3\.org/[\w/.-]{1,60}\")?)?\s*>",
    re.IGNORECASE,
)
# The second of two attributes of one name is in no tree (HTML §13.2.5.33), and still in the file.
_WITH_ATTRIBUTES: Final = re.compile(
    r"<[A-Za-z][^\s/>]*\s((?:[^<>\"']++|\"[^\"]{0,4000}+\"|'[^']{0,4000}+'){0,400}+)>"
)
_ATTRIBUTE: Final = re.compile(r"([^\s\"'<>/=]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")


def outside(source: str, seen: Iterable[str]) -> str:
    """The document read by the simplest rule, tags taken out, when that shows more than the parser did.

    Counts letters and digits, so that no difference in how words are joined matters. Empty:
    the parser has seen all.
    """
    crude = html_entities(_TAG.sub(_blank_for, _PROLOGUE.sub("", source)))
    missing = Counter(char for char in crude if char.isalnum())
    missing.subtract(char for text in seen for char in text if char.isalnum())
    return crude if any(count > 0 for count in missing.values()) else ""


def given_twice(source: str) -> str:
    """The values of attributes that their element already has; a rewritten document loses them."""
    found: list[str] = []
    for tag in _WITH_ATTRIBUTES.finditer(source):
        seen: set[str] = set()
        for name, value in _ATTRIBUTE.findall(tag[1]):
            if name.lower() in seen:
                found.append(html_entities(value.strip("\"'")))
            seen.add(name.lower())
    return "\n".join(found)


def _blank_for(tag: re.Match[str]) -> str:
    return "" if tag[1].lower() in INLINE else "\n"
