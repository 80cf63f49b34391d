"""SVG: texts, attributes and styles read, pictures in it opened, the drawing looked at; written from an allow-list.

Letters that are drawn as outlines are in no text: where there are outlines, the drawing is shown and read by OCR.
What is found there and nowhere else cannot be cut, and the second reader, who looks as well, holds the document.
"""

import re
from copy import deepcopy
from typing import Final
from urllib.parse import unquote

from lxml import etree

from redaction.errors import TooLarge, Unreadable
from redaction.formats.picture.frames import PICTURE_TYPES
from redaction.formats.pieces import Change, Place, Slot, Source, as_key
from redaction.formats.reading import Opening, Reading
from redaction.formats.svg.allowed import (
    ACTIVE_STYLE,
    DRAWN,
    ELEMENTS,
    FRAGMENT,
    KEYS,
    NUMBERS,
    allowed_attribute,
    embedded,
    written_data,
)
from redaction.formats.svg.drawing import drawn
from redaction.formats.xml_parts import beside, parse, remove, serialise
from redaction.sniff import media_type as sniffed

SVG_TYPE: Final = "image/svg+xml"
_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "{http://www.w3.org/1999/xlink}href"
_SPACES: Final = frozenset({_SVG, "http://www.w3.org/1999/xlink"})
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_LINK: Final = re.compile(r"(?:https?|mailto|tel):[^\s]{1,2000}")
_DATA: Final = "embedded data"
_AGAINST: Final = re.compile(rb"bidi-override|isolate-override", re.IGNORECASE)  # CSS Writing Modes 4 §2.2
_NEW_LINE: Final = frozenset({"x", "y", "dy"})


class Svg:
    """See ``formats.reading.Reading``."""

    media_type = written_type = SVG_TYPE

    def __init__(self, untrusted_data: bytes, opening: Opening) -> None:
        if len(untrusted_data) > opening.limits.max_bytes:
            raise TooLarge("more bytes than the limit")
        self._opening = opening
        self._root = parse(untrusted_data)
        if _AGAINST.search(untrusted_data):
            raise Unreadable("text that is shown against its order")
        if self._root.tag != f"{{{_SVG}}}svg":
            raise Unreadable("an SVG picture that does not begin as one")
        self.unread: list[str] = []
        self.dropped: list[str] = []
        self._gone: dict[etree._Element, str] = {}
        self._lost: set[str] = set()
        self._spaces: set[tuple[str | None, str]] = set()
        self._links: list[tuple[etree._Element, str]] = []
        self._pictures: list[tuple[etree._Element, str, Reading]] = []
        self._main, self._lines = Source("text"), Source("text in lines")
        self._titles, self._attributes = Source("titles and descriptions"), Source("attributes")
        self._styles, self._asides = Source("styles"), Source("left out")
        for node in (*self._root.itersiblings(preceding=True), *self._root.itersiblings()):
            self._aside(node)
        self._walk()
        self._look()
        inner = [source for _, _, reading in self._pictures for source in reading.sources]
        lines = [self._lines] if self._lines.text != self._main.text else []
        own = (self._main, *lines, self._titles, self._attributes, self._styles, self._asides)
        self.sources = [one for one in own if one.length or one is self._main] + inner

    def _walk(self) -> None:
        walk = etree.iterwalk(self._root, events=("start", "end", "comment", "pi"))
        texts = 0  # text elements that are open
        for event, node in walk:
            if event in {"comment", "pi"}:
                self._lose(node, "XML comments")
                self._text(node, tail=True, texts=texts)
                continue
            name = _local(node)
            if event == "start":
                if name not in ELEMENTS:
                    if b"data:" in etree.tostring(node):
                        self.unread += [] if _DATA in self.unread else [_DATA]
                    walk.skip_subtree()
                    self._lose(node, "scripts" if name == "script" else "unknown elements")
                    continue
                self._of_attributes(node)
                if name == "text":
                    texts += 1
                if texts and _NEW_LINE.intersection(node.attrib):
                    self._lines.separate("\n")
                self._text(node, tail=False, texts=texts)
                continue
            if name == "text" and node not in self._gone:
                texts -= 1
                self._main.separate("\n")
                self._lines.separate("\n")
            self._text(node, tail=True, texts=texts)

    def _lose(self, node: etree._Element, what: str) -> None:
        self._gone[node] = what
        self._aside(node)

    def _aside(self, node: etree._Element) -> None:
        """All words in a node that is left out."""
        tag: object = node.tag  # of comments and instructions a function
        words = [str(text) for text in node.itertext(with_tail=False)] if isinstance(tag, str) else [beside(node)]
        for element in node.iter(etree.Element):
            words += [f"{name!s} {value!s}" for name, value in element.attrib.items()]
            words.append(_local(element) or str(element.tag))
        self._asides.add(Slot("\n".join(word for word in words if word)))
        self._asides.separate("\n")

    def _text(self, node: etree._Element, *, tail: bool, texts: int) -> None:
        text = node.tail if tail else node.text
        parent = node.getparent() if tail else node
        if not text or parent is None:
            return
        name = _local(parent)
        if name == "style":
            if ACTIVE_STYLE.search(text):
                self._lose(parent, "active styles")
                return
            self._styles.add(Slot(text, _place(node, tail=tail, key=True)))
        elif name in {"title", "desc"}:
            self._titles.add(Slot(text, _place(node, tail=tail)))
            self._titles.separate("\n")
        elif text.strip() or texts:
            shown = _BLANKS.sub(" ", text)
            slot = Slot(shown, _place(node, tail=tail))
            self._main.add(slot)
            self._lines.add(slot)

    def _of_attributes(self, element: etree._Element) -> None:
        for prefix, space in element.nsmap.items():
            if (prefix, space) not in self._spaces:
                self._spaces.add((prefix, space))
                self._asides.add(Slot("" if space in _SPACES else f"{prefix} {space}\n"))
        for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
            if name in {"href", _XLINK}:
                self._href(element, name, value)
                continue
            if name in NUMBERS and NUMBERS[name].fullmatch(value):
                continue
            self._attributes.add(Slot(value, _attribute(element, name, key=name in KEYS or "url(" in value)))
            self._attributes.separate("\n")
            if not allowed_attribute(name, value):
                self._asides.add(Slot(f"{name}\n"))
                self._links.append((element, name))
                self._lost.add("scripts" if name.startswith("on") else "unknown attributes")

    def _href(self, element: etree._Element, name: str, value: str) -> None:
        data = embedded(value)
        if data is not None:
            if sniffed(data) not in PICTURE_TYPES:
                raise Unreadable("a drawing or picture of a kind that cannot be read yet")
            reading = self._opening.nested(data, self._opening.deeper())
            self._pictures.append((element, name, reading))
            self.unread += reading.unread
            return
        inside = FRAGMENT.fullmatch(value) is not None
        place = _attribute(element, name, key=True) if inside else self._unlinking(element, name)
        self._attributes.add(Slot(value if inside else unquote(value), place))
        self._attributes.separate("\n")
        if not inside and not (_local(element) == "a" and _LINK.fullmatch(value)):
            self._links.append((element, name))
            self._lost.add("links to files")

    def _unlinking(self, element: etree._Element, name: str) -> Place:
        """An address makes no sense with a piece cut out of it."""

        def put(_change: Change) -> None:
            self._links.append((element, name))
            self._lost.add("links")

        return put

    def _look(self) -> None:
        """What the drawing shows, where it may show letters that are no text."""
        if not any(_local(element) in DRAWN for element in self._root.iter(etree.Element)):
            return
        shown = deepcopy(self._root)
        for image in list(shown.iter(f"{{{_SVG}}}image")):
            remove(image)
        source = Source("drawing")
        source.add(Slot(drawn(serialise(shown))))
        known = {word.lower() for one in (self._main, self._titles) for word in re.findall(r"\w+", one.text)}
        if any(word.lower() not in known for word in re.findall(r"\w+", source.text)):
            self._asides.separate("\n")
            self._asides.add(Slot(source.text))

    def write(self) -> bytes:
        """The drawing with all changes made so far, of allowed elements and attributes."""
        for element, name in self._links:
            if name in element.attrib:
                del element.attrib[name]
        for element, name, reading in self._pictures:
            element.set(name, written_data(reading.written_type, reading.write()))
            self._lost.update(reading.dropped)
        for node, what in self._gone.items():
            self._lost.add(what)
            remove(node)
        self.dropped += sorted(self._lost)
        etree.cleanup_namespaces(self._root)
        return serialise(self._root)


def _local(element: etree._Element) -> str:
    """The name of an element of SVG; empty: it is of another vocabulary, or no element."""
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    space, _, local = tag[1:].partition("}")
    return local if tag.startswith("{") and space == _SVG else ""


def _place(node: etree._Element, *, tail: bool, key: bool = False) -> Place:
    def put(change: Change) -> None:
        made = change.made(as_key) if key else change.made()
        if tail:
            node.tail = made
        else:
            node.text = made

    return put


def _attribute(element: etree._Element, name: str, *, key: bool) -> Place:
    def put(change: Change) -> None:
        element.set(name, change.made(as_key) if key else change.made())

    return put
