"""Reads a redacted result with other eyes and looks for what should be gone."""

import html
import quopri
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote
from zipfile import BadZipFile

from redaction.charset import decode
from redaction.coded_second_reader import uncoded, untagged
from redaction.detect.words import ORDINARY
from redaction.errors import StillThere, Unreadable
from redaction.formats.office.second_reader import texts_in, texts_of, texts_of_picture, unescaped
from redaction.formats.pdf.second_reader import in_streams
from redaction.formats.pdf.second_reader import texts_of as texts_of_pdf
from redaction.normal import fold
from redaction.people.names import looks_like_name, mentions_of, name_words, stands_for_person
from redaction.placeholder import without_placeholders
from redaction.tokens import Token, tokens
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
_NOT_WORD: Final = re.compile(r"'s\b|[\W_]+")
_JOINTS: Final = frozenset({"and"})  # goes with the names that it joined, and is nobody's data
_SHORTEST: Final = 3  # letters and digits; a shorter value is found everywhere
_SHORTEST_NUMBER: Final = 4  # figures; three are a page, a size or a sum, and nobody's without the word beside them


def still_there(texts: Sequence[str], removed: Sequence[str], kept: Sequence[str] = ()) -> tuple[int, ...]:
    """Which removed values are found again in *texts*.

    A value is found as whole words, whatever its case, accents and separators; an ordinary word that is a surname
    too (*Long*) where it stands for a person. Of a person's
    name each part counts as well, where it stands for a person: taking out *Grace Okafor*
    must not leave *Grace*. What lies within a kept value does not count: *Mia Okafor* may stay.

    Returns:
        Rising indexes into *removed*; empty: all gone.
    """
    sought = _sought(removed)
    found: set[str] = set()
    for text in dict.fromkeys(texts):
        found |= _in_text(text, sought, kept, parts=True)
    return tuple(index for index, value in enumerate(removed) if value in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """One that was removed, as it is looked for: worked out once: a workbook has thousands, and many texts."""

    value: str
    compact: str
    words: tuple[str, ...]  # of a name; none: it looks like no name


def _sought(removed: Sequence[str]) -> tuple[_Value, ...]:
    return tuple(
        _Value(
            value=value,
            compact=_compact(value),
            words=tuple(name_words(value)) if looks_like_name(value) else (),
        )
        for value in dict.fromkeys(removed)
    )


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
    found |= set(still_there(shown, removed, kept))
    coded = [one for text in dict.fromkeys((*shown, *hidden)) for one in uncoded(text)]
    coded += [one for text in dict.fromkeys(hidden) for one in untagged(text)]
    sought = _sought(removed)
    beside: set[str] = set()
    for text in (*hidden, *coded):
        beside |= _in_text(text, sought, kept, parts=False)
    for text in dict.fromkeys(shown):
        for one in untagged(text):
            beside |= _in_text(one, sought, kept, parts=False, prose=True)
    found |= {index for index, value in enumerate(removed) if value in beside}
    if found:
        raise StillThere(tuple(sorted(found)))


def _in_text(
    text: str, sought: Sequence[_Value], kept: Sequence[str], *, parts: bool, prose: bool = False
) -> set[str]:
    # What a label leaves on purpose is no leftover: "[aged 9]" for a date of birth, where "aged 9" was taken out too.
    folded = without_placeholders(fold(text).text)
    if not _may_hold(folded, sought, parts=parts):
        return set()
    words = tokens(folded)
    stream = _Stream(words)
    stays = {at for value in kept for span in stream.find(_compact(value)) for at in range(*span)}
    found: set[str] = set()
    for one in sought:
        compact = one.compact
        if (
            compact not in _JOINTS
            and len(compact) >= (_SHORTEST_NUMBER if compact.isdigit() else _SHORTEST)
            and any(
                not stays.issuperset(range(*span))
                and (compact not in ORDINARY or _is_named(folded, words, span, shown=parts or prose))
                for span in stream.find(compact)
            )
        ):
            found.add(one.value)
        elif parts and one.words:
            mine = frozenset(one.words)
            if not mine.isdisjoint(stream.words) and any(at not in stays for at in mentions_of(folded, words, mine)):
                found.add(one.value)
    return found


def _is_named(text: str, words: list[Token], span: tuple[int, int], *, shown: bool) -> bool:
    """Whether an ordinary word (*Long*, *White*) stands for somebody: no sentence tells where none is shown."""
    first = words[span[0]]
    return stands_for_person(text, words, span[0]) if shown else not text[first.start].islower()


def _may_hold(folded: str, sought: Sequence[_Value], *, parts: bool) -> bool:
    """Whether a search is worth its while: most texts of a large document hold none of the values."""
    lower = folded.lower()
    squeezed = _NOT_WORD.sub("", lower)
    for one in sought:
        if one.compact in squeezed:
            return True
        # Looked for as letters first, which is a tenth of what the expression takes where they do not stand.
        if parts and any(word in lower and re.search(rf"(?<![a-z]){re.escape(word)}", lower) for word in one.words):
            return True
    return False


class _Stream:
    """A text's words run together, with the places where words begin and end."""

    def __init__(self, words: list[Token]) -> None:
        self.words = {form for token in words for form in (token.word, token.word.removesuffix("s"))}
        self._joined = "".join(token.word for token in words)
        self._begins: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        at = 0
        for index, token in enumerate(words):
            self._begins[at] = index
            at += len(token.word)
            self._ends[at] = index + 1

    def find(self, compact: str) -> list[tuple[int, int]]:
        """Half-open runs of word indexes that spell *compact*."""
        runs: list[tuple[int, int]] = []
        at = self._joined.find(compact) if compact else -1
        while at != -1:
            end = at + len(compact)
            if at in self._begins and end in self._ends:
                runs.append((self._begins[at], self._ends[end]))
            at = self._joined.find(compact, at + 1)
        return runs


def _compact(value: str) -> str:
    return "".join(token.word for token in tokens(fold(value).text))


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
