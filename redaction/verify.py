"""Reads a redacted result with other eyes and looks for what should be gone."""

import html
import quopri
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote
from zipfile import BadZipFile

from redaction.charset import decode
from redaction.coded_second_reader import uncoded, untagged
from redaction.errors import StillThere, Unreadable
from redaction.formats.office.second_reader import texts_in, texts_of, texts_of_picture, unescaped
from redaction.formats.pdf.second_reader import in_streams
from redaction.formats.pdf.second_reader import texts_of as texts_of_pdf
from redaction.leftovers import leftovers, sought
from redaction.web_charset import declared

_INLINE: Final = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "em", "font", "i", "ins", "kbd",
    "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
})  # fmt: skip
_SHOWN_ATTRIBUTES: Final = frozenset({"alt", "aria-label", "title", "value", "placeholder", "summary", "label"})
_PACKAGES: Final = (
    "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument.",
    "application/vnd.ms-word.", "application/vnd.ms-excel.", "application/vnd.ms-powerpoint.",
)  # fmt: skip
_PDF: Final = "application/pdf"
_ARCHIVE: Final = "application/zip"
_HTML: Final = "text/html"
_MARKED_UP: Final = frozenset({_HTML, "text/xml"})
_OPENED: Final = frozenset(
    {"message/rfc822", "image/svg+xml", "application/rtf", "text/calendar", "text/vcard"}
)  # files stand in these
_FLAT: Final = "-flat-xml"
_PICTURE: Final = "image/"


def still_there(texts: Sequence[str], removed: Sequence[str], kept: Sequence[str] = ()) -> tuple[int, ...]:
    """Which removed values are found again in *texts*.

    A value is found as whole words, whatever its case, accents and separators; an ordinary word that is a surname
    too (*Long*) where it stands for a person. Of a person's
    name each part counts as well, where it stands for a person: taking out *Grace Okafor*
    must not leave *Grace*. What lies within a kept value does not count: *Mia Okafor* may stay.

    Returns:
        Rising indexes into *removed*; empty: all gone.
    """
    wanted = sought(removed)
    found = {value for text in dict.fromkeys(texts) for value, *_ in leftovers(text, wanted, kept, parts=True)}
    return tuple(index for index, value in enumerate(removed) if value in found)


def verify(
    data: bytes,
    media_type: str,
    removed: Sequence[str],
    kept: Sequence[str] = (),
    charset: str | None = None,
) -> None:
    """Open the result with a second reader, raw and decoded forms included.

    Raises:
        StillThere: a removed value is found; the result must not be used.
        Unreadable: the result is no text in the charset, no package or no PDF.
    """
    found: set[int] = set()
    if media_type == _PDF:
        shown, hidden = texts_of_pdf(data)
        found |= in_streams(data, removed, kept)
    elif media_type in _OPENED or media_type.endswith(_FLAT):
        try:
            shown, hidden = texts_in(data)
        except (BadZipFile, OSError, ValueError):
            raise Unreadable("the result is no whole document") from None
    elif media_type.startswith((*_PACKAGES, _PICTURE, _ARCHIVE)):
        try:
            shown, hidden = texts_of_picture(data) if media_type.startswith(_PICTURE) else texts_of(data)
        except (BadZipFile, OSError, ValueError):
            raise Unreadable("the result is no whole document") from None
    else:
        source, _, _ = decode(data, charset or (declared(data) if media_type == _HTML else None))
        shown, hidden = _shown(source) if media_type in _MARKED_UP else ([source], [])
        hidden += _decoded(source)
    coded = [one for text in dict.fromkeys((*shown, *hidden)) for one in uncoded(text)]
    coded += [one for text in dict.fromkeys(hidden) for one in untagged(text)]
    wanted = sought(removed)
    left: set[str] = set()
    for text in (*hidden, *coded):
        left |= {value for value, *_ in leftovers(text, wanted, kept, parts=False)}
    for text in dict.fromkeys(shown):
        left |= {value for value, *_ in leftovers(text, wanted, kept, parts=True)}
        for one in untagged(text):
            left |= {value for value, *_ in leftovers(one, wanted, kept, parts=False, prose=True)}
    found |= {index for index, value in enumerate(removed) if value in left}
    if found:
        raise StillThere(tuple(sorted(found)))


def _decoded(source: str) -> list[str]:
    """The raw text and what it becomes when its escapes are undone once."""
    forms = {source, html.unescape(source), unquote(source), unescaped(source)}
    if re.search(r"=[0-9A-Fa-f]{2}|=\r?\n", source):
        quoted = quopri.decodestring(source.encode("utf-8"))
        forms.add(quoted.decode("utf-8", "replace"))
    return sorted(forms)


def _shown(source: str) -> tuple[list[str], list[str]]:
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return ["".join(reader.text), *reader.shown], reader.hidden


class _Reader(HTMLParser):
    """The standard library's parser: not the one that wrote the result."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.shown: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.text.append("\n")
        for name, value in attrs:
            if value:
                (self.shown if name in _SHOWN_ATTRIBUTES else self.hidden).append(value)
                if "%" in value:
                    self.hidden.append(unquote(value))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.hidden.append(data)

    def handle_decl(self, decl: str) -> None:
        self.hidden.append(decl)

    def handle_pi(self, data: str) -> None:
        self.hidden.append(data)

    def unknown_decl(self, data: str) -> None:
        self.hidden.append(data)
