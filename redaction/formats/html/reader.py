"""HTML: texts joined across tags for reading; a rewritten, allow-listed tree when something is cut."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from lxml import etree, html

from redaction.charset import decode, mime_name, oddities
from redaction.document import Document, Redacted, Unit
from redaction.errors import TooLarge, Unreadable
from redaction.formats.html.allowed import KNOWN_ATTRIBUTES, KNOWN_TAGS, clean
from redaction.formats.html.outside import INLINE, given_twice, outside
from redaction.formats.html.plain_values import is_plain
from redaction.formats.spread import Spread
from redaction.limits import DEFAULT_LIMITS, Limits
from redaction.plan import Cut, Plan, apply
from redaction.web_charset import declared

_CELLS: Final = frozenset({"td", "th"})
_KEEP_BLANKS: Final = frozenset({"pre", "textarea", "listing", "xmp"})
_RAW: Final = {"script": "script", "style": "style", "title": "title"}
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
# Attributes that are there for sizes, colours and kinds.
_NO_TEXT: Final = frozenset({
    "align", "bgcolor", "border", "cellpadding", "cellspacing", "charset", "clear", "color", "cols", "colspan",
    "dir", "frame", "headers", "height", "hspace", "http-equiv", "lang", "leftmargin", "marginheight",
    "marginwidth", "media", "method", "nowrap", "rel", "rows", "rowspan", "rules", "scope", "shape", "size",
    "span", "start", "tabindex", "target", "topmargin", "type", "valign", "vspace", "width", "xml:lang",
    "xmlns",
})  # fmt: skip
# Addresses and presentation make no sense with a piece cut out of them.
_DROPPED_WHOLE: Final = frozenset({
    "@href", "@src", "@srcset", "@action", "@background", "@cite", "@style", "@class", "@id",
})  # fmt: skip
_AGAINST: Final = re.compile(r"bidi-override|isolate-override", re.IGNORECASE)  # CSS Writing Modes 4 §2.2
_DATA_IN_STYLE: Final = re.compile(r"\(\s*[\"']?\s*data:", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"[:\s]([^;{}]*[\"'][^;{}]*)")
_STRING: Final = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'", re.DOTALL)
_CSS_ESCAPE: Final = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))", re.DOTALL)  # CSS Syntax 3 §4.3.7
_PRESENTATION: Final = frozenset({"style", "class", "id", "face"})
_LAST_CHARACTER: Final = 0x110000
_PROSE: Final = frozenset({"text", "title", "comment"})
_OUTSIDE: Final = "outside the tree"
_EMBEDDED: Final = "embedded-data"  # nobody looks into it, so that it goes even where nothing is cut
_NOT_STORABLE: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class _Piece:
    """Where a stretch of a unit's text came from: an element's text, tail or attribute."""

    start: int
    element: etree._Element
    slot: str  # "text", "tail", or an attribute's name after "@"
    text: str


@dataclass(slots=True)
class _Source:
    """One unit while it is gathered."""

    place: str
    parts: list[str] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    length: int = 0

    def add(self, element: etree._Element, slot: str, text: str) -> None:
        self.pieces.append(_Piece(self.length, element, slot, text))
        self.separate(text)

    def separate(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


class _Reading:
    """A parsed document and its units; the same bytes always give the same unit ids."""

    def __init__(self, untrusted_data: bytes, charset: str | None, limits: Limits) -> None:
        if len(untrusted_data) > limits.max_bytes:
            raise TooLarge("more bytes than the limit")
        source, self.charset, notes = decode(untrusted_data, charset or declared(untrusted_data))
        if len(source) > limits.max_chars:
            raise TooLarge("more characters than the limit")
        self.notes = [*notes, *oddities(source)]
        self.tree = _parse(source)
        self.main = _Source("text")
        self.others: list[_Source] = []
        self._look = _Source("presentation")
        self._names: dict[str, None] = {}
        if self.tree is not None:
            self._walk(self.tree, limits)
        self.sources = [self.main, *self.others]
        rest = outside(source, (piece.text for one in self.sources for piece in one.pieces))
        if rest:
            # No tree holds it: it can be searched here, and a rewritten document loses it.
            unseen = _Source(_OUTSIDE)
            unseen.separate(rest)
            self.sources.append(unseen)
            self.notes.append("outside-the-tree")
        again = given_twice(source)
        if again:
            twice = _Source("attributes given twice")
            twice.separate(again)
            self.sources.append(twice)
            self.notes.append("outside-the-tree")
        if self._look.pieces:
            self.sources.append(self._look)
        if self._names:
            names = _Source("names of elements and attributes")
            names.separate("\n".join(self._names))
            self.sources.append(names)
        if len(self.sources) > limits.max_units:
            raise TooLarge("more texts than the limit")

    def units(self) -> tuple[Unit, ...]:
        return tuple(
            Unit(id=number, place=source.place, text="".join(source.parts))
            for number, source in enumerate(self.sources)
        )

    def _walk(self, root: etree._Element, limits: Limits) -> None:
        # Not recursive: the depth of a document is its sender's choice.
        stack: list[tuple[etree._Element, Iterator[etree._Element], bool]] = []
        keep = self._enter(root, keep_blanks=False)
        stack.append((root, iter(root), keep))
        while stack:
            if len(stack) > limits.max_depth:
                raise TooLarge("elements nested deeper than the limit")
            element, children, keep = stack[-1]
            child = next(children, None)
            if child is not None:
                inner = self._enter(child, keep_blanks=keep)
                stack.append((child, iter(child), inner))
                continue
            stack.pop()
            self._leave(element, keep_blanks=stack[-1][2] if stack else False)

    def _enter(self, element: etree._Element, *, keep_blanks: bool) -> bool:
        tag: object = element.tag
        # lxml gives comments and instructions a function for a tag.
        if not isinstance(tag, str):
            kind = "comment" if tag is etree.Comment else "instruction"
            self._aside(kind, element, "text", element.text or "")
            return keep_blanks
        self._attributes(element, tag)
        if tag == "bdo" and any(char.isalpha() for said in element.itertext() for char in str(said)):
            raise Unreadable("text that is shown against its order")
        if tag not in KNOWN_TAGS:
            self._names[tag] = None
        if tag == "style":
            self._style(element.text or "")
        if tag in _RAW:
            self._aside(_RAW[tag], element, "text", element.text or "")
            return keep_blanks
        self._break(tag)
        keep_blanks = keep_blanks or tag in _KEEP_BLANKS
        self._text(element, "text", element.text, keep_blanks=keep_blanks)
        return keep_blanks

    def _leave(self, element: etree._Element, *, keep_blanks: bool) -> None:
        tag: object = element.tag
        if isinstance(tag, str) and tag not in _RAW and tag not in {"br", "hr"}:
            self._break(tag)
        self._text(element, "tail", element.tail, keep_blanks=keep_blanks)

    def _break(self, tag: str) -> None:
        if tag in INLINE:
            return
        if tag in _CELLS:
            self.main.separate("\t")
        elif self.main.parts and self.main.parts[-1] != "\n":
            self.main.separate("\n")

    def _text(self, element: etree._Element, slot: str, text: str | None, *, keep_blanks: bool) -> None:
        if not text:
            return
        plain = _storable(text)
        if not keep_blanks:
            # Line ends in the source are blanks on the screen: without this a wrapped name is split.
            plain = _BLANKS.sub(" ", plain)
        if plain != text:
            text = plain
            if slot == "text":
                element.text = text
            else:
                element.tail = text
        self.main.add(element, slot, text)

    def _aside(self, place: str, element: etree._Element, slot: str, text: str) -> None:
        text = _storable(text)
        if text.strip():
            source = _Source(place)
            source.add(element, slot, text)
            self.others.append(source)

    def _style(self, source: str) -> None:
        """What a style sheet writes, its strings put together and its escapes undone; it goes when it is cut."""
        if _AGAINST.search(source):
            raise Unreadable("text that is shown against its order")
        if _DATA_IN_STYLE.search(source) and _EMBEDDED not in self.notes:
            self.notes.append(_EMBEDDED)
        said = [_STRING.findall(declaration) for declaration in _DECLARATION.findall(source)]
        lines = ["".join(one or other for one, other in strings) for strings in said]
        shown = _storable(_CSS_ESCAPE.sub(_css_character, "\n".join(filter(None, lines))))
        if shown.strip():
            written = _Source("style")
            written.separate(shown)
            self.others.append(written)

    def _attributes(self, element: etree._Element, tag: str) -> None:
        for name, value in _attributes(element):
            if name not in KNOWN_ATTRIBUTES:
                self._names[name] = None
            if not any(char.isalnum() for char in value) or (name in _NO_TEXT and is_plain(value)):
                continue
            if name == "style":
                self._style(value)
            if name in _PRESENTATION:
                self._look.add(element, "@" + name, _storable(value))
                self._look.separate("\n")
            elif value.lstrip()[:5].lower() == "data:":
                if _EMBEDDED not in self.notes:
                    self.notes.append(_EMBEDDED)
            else:
                self._aside(f"{tag} {name}", element, "@" + name, unquote(value) if "%" in value else value)


def _css_character(escape: re.Match[str]) -> str:
    point = int(escape[1], 16) if escape[1] else 0
    return (escape[2] or "") if not escape[1] else chr(point) if 0 < point < _LAST_CHARACTER else ""


def _storable(text: str) -> str:
    """Without the characters that a tree refuses to be given, though a parser puts them there."""
    return _NOT_STORABLE.sub("", text.replace("\f", " "))


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def _parse(source: str) -> etree._Element | None:
    # libxml2 ends at the first NUL, a browser reads on: what it would not see must not go unseen.
    source = source.replace("\0", "")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, recover=True)
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None  # nothing but blanks
    except etree.LxmlError:
        raise Unreadable("the HTML cannot be parsed") from None
    _gather_roots(tree)
    for entry in parser.error_log:
        # The parser stops at these and keeps silent about the rest of the document.
        if entry.level >= etree.ErrorLevels.FATAL:
            raise TooLarge("the HTML is nested too deep or too large to be read to its end")
    return tree


def _gather_roots(root: etree._Element) -> None:
    """Bring what stands before and after the root into its body.

    libxml2 puts text after ``</html>`` (where gateways append their footers) into a second
    root beside the first, which no walk from the first would meet; a browser shows it.
    """
    before = list(root.itersiblings(preceding=True))
    after = list(root.itersiblings())
    if not before and not after:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    for node in before:
        node.tail = None
        body.insert(0, node)
        node.tail, body.text = body.text, None
    for node in after:
        body.append(node)


def read(
    data: bytes, media_type: str = "text/html", charset: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read HTML: unit 0 is all text in order, hidden elements too; then titles, attributes,
    comments, scripts and styles, each a unit of its own, and last all style, class and id values.

    Inline tags leave no trace in the text, block elements a line end, table cells a tab.

    Raises:
        Unreadable, TooLarge: it is no text in the charset, cannot be parsed to its end, or passes a limit.
    """
    reading = _Reading(data, charset, limits)
    return Document(media_type=media_type, units=reading.units(), notes=tuple(reading.notes))


def redact(
    data: bytes,
    media_type: str,
    plan: Plan,
    charset: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Redacted:
    """Make the plan's cuts and rewrite the document from allow-listed elements and attributes.

    Without cuts the same bytes come back, unless data are embedded. A link or source with a cut is dropped whole.

    Raises:
        Unreadable, TooLarge: as ``read``.
        ValueError: the plan was made for another document.
    """
    reading = _Reading(data, charset, limits)
    if not plan.cuts and _EMBEDDED not in reading.notes:
        return Redacted(data=data, media_type=media_type, charset=mime_name(reading.charset), removed=())
    units = reading.units()
    by_unit = plan.by_unit()
    planned = [by_unit.get(unit.id, ()) for unit in units]
    removed = [unit.text[cut.start : cut.end] for unit, cuts in zip(units, planned, strict=True) for cut in cuts]
    if len(removed) != len(plan.cuts):
        raise ValueError("the plan names a unit that this document does not have")
    further = Spread(zip(removed, (cut.replacement for cuts in planned for cut in cuts), strict=True), plan.kept)
    for unit, source, cuts in zip(units, reading.sources, planned, strict=True):
        apply(unit.text, cuts)
        _cut(source, further.cuts(unit, cuts, prose=unit.place in _PROSE))
    dropped = tuple(_OUTSIDE for source in reading.sources if source.place == _OUTSIDE)
    new, used = b"", reading.charset
    if reading.tree is not None:
        dropped += clean(reading.tree)
        new, used = _serialise(reading.tree, reading.charset)
    return Redacted(data=new, media_type=media_type, charset=mime_name(used), removed=tuple(removed), dropped=dropped)


def _cut(source: _Source, cuts: tuple[Cut, ...]) -> None:
    """Make cuts across pieces: the replacement goes into the first piece that a cut touches."""
    ends = [piece.start + len(piece.text) for piece in source.pieces]
    mine: dict[int, list[Cut]] = {}
    for cut in cuts:
        at = first = bisect_right(ends, cut.start)
        while at < len(ends) and source.pieces[at].start < cut.end:
            offset = source.pieces[at].start
            part = Cut(
                unit=cut.unit,
                start=max(cut.start, offset) - offset,
                end=min(cut.end, ends[at]) - offset,
                replacement=cut.replacement if at == first else "",
            )
            mine.setdefault(at, []).append(part)
            at += 1
    for at, parts in mine.items():
        _put(source.pieces[at], apply(source.pieces[at].text, tuple(parts)))


def _put(piece: _Piece, text: str) -> None:
    if piece.slot in _DROPPED_WHOLE:
        del piece.element.attrib[piece.slot[1:]]
    elif piece.slot.startswith("@"):
        piece.element.attrib[piece.slot[1:]] = text
    elif piece.slot == "text":
        # A comment or instruction is dropped by the rewriting in any case.
        if isinstance(piece.element.tag, str):
            piece.element.text = text
    else:
        piece.element.tail = text


def _serialise(tree: etree._Element, charset: str) -> tuple[bytes, str]:
    """The document in its charset; characters it lacks become references, which HTML always allows."""
    head = tree.find("head")
    used = charset if not charset.startswith(("utf-16", "utf-32")) else "utf-8"
    if head is not None:
        head.insert(0, etree.Element("meta", charset=mime_name(used)))
    text = html.tostring(tree, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
    return text.encode(used, "xmlcharrefreplace"), used
