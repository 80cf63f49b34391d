"""XML of any vocabulary: texts and attribute values read as their reader sees them, cut in place, written again."""

import re
from typing import Final

from lxml import etree

from redaction.charset import oddities
from redaction.decoding_kinds import AS_FILES
from redaction.document import Document, Redacted
from redaction.errors import TooLarge, Unreadable
from redaction.formats.pieces import Change, Changes, Place, Slot, Source, cut, units_of
from redaction.formats.spread import spread
from redaction.formats.xml_parts import beside, is_published, parse, remove, serialise
from redaction.limits import DEFAULT_LIMITS, Limits
from redaction.plan import Plan

TYPE: Final = "text/xml"
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.-]+")
_CODED: Final = re.compile(r"(?:[A-Za-z0-9+/]\s*){240}")
_XML_SPACE: Final = "http://www.w3.org/XML/1998/namespace"
_SCHEMAS: Final = "http://www.w3.org/2001/XMLSchema"
_FEEDS: Final = ("http://www.w3.org/2005/Atom", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")  # text as it stands


class _Xml:
    """One document and its sources; the same bytes always give the same."""

    def __init__(self, untrusted_data: bytes, limits: Limits) -> None:
        if len(untrusted_data) > limits.max_bytes:
            raise TooLarge("more bytes than the limit")
        self.root = parse(untrusted_data)
        self.main, self._attributes, self._asides = Source("text"), Source("attributes"), Source("comments")
        self._names: set[str] = set()
        for node in (*self.root.itersiblings(preceding=True), *self.root.itersiblings()):
            self._aside(beside(node))
        self._walk()
        self.sources = [self.main] + [one for one in (self._attributes, self._asides) if one.length]
        if sum(one.length for one in self.sources) > limits.max_chars:
            raise TooLarge("more characters than the limit")

    def _walk(self) -> None:
        mixed: etree._Element | None = None  # the outermost element whose text runs on through others
        for event, node in etree.iterwalk(self.root, events=("start", "end", "comment", "pi")):
            if event in {"comment", "pi"}:
                self._aside(beside(node))
                self._text(node, tail=True)
                continue
            if event == "start":
                self._name(str(node.tag))
                for prefix, space in node.nsmap.items():
                    self._space(prefix or "", space)
                self._of_attributes(node)
                if mixed is None and (len(node) == 0 or _runs_on(node)):
                    mixed = node
                    self.main.separate(f"{_spoken(str(node.tag))}: ")
                self._text(node, tail=False)
                continue
            if node is mixed:
                mixed = None
                self.main.separate("\n")
            self._text(node, tail=True)

    def _text(self, node: etree._Element, *, tail: bool) -> None:
        text = node.tail if tail else node.text
        if text and (not tail or node.getparent() is not None):
            if _CODED.search(text) or AS_FILES.search(text):
                raise Unreadable("a file in text form within the XML")
            self.main.add(Slot(text, _place(node, tail=tail)))

    def _of_attributes(self, element: etree._Element) -> None:
        for name, value in element.attrib.items():
            if str(value).lstrip()[:5].lower() == "data:" or _CODED.search(str(value)):
                raise Unreadable("data embedded in an attribute")
            self._name(str(name))
            self._attributes.separate(f"{_spoken(str(name))}: ")
            self._attributes.add(Slot(str(value), _attribute_place(element, str(name))))
            self._attributes.separate("\n")

    def _name(self, name: str) -> None:
        """Names are words of somebody's choice; they cannot be changed, so what must go from them holds."""
        if name in self._names:
            return
        self._names.add(name)
        space, _, local = name.lstrip("{").rpartition("}")
        if is_published(space) and not space.startswith((_XML_SPACE, _SCHEMAS, *_FEEDS)):
            # Text in these is split, repeated and hidden in ways of their own.
            raise Unreadable("a document in flat XML, SVG or XHTML")
        self._aside(f"{space} {local}")

    def _space(self, prefix: str, space: str) -> None:
        """What a namespace is called here: such words are chosen too."""
        said = prefix if is_published(space) else f"{prefix} {space}"
        if said not in self._names:
            self._names.add(said)
            self._aside(said)

    def _aside(self, text: str | None) -> None:
        if text and text.strip():
            self._asides.add(Slot(text))
            self._asides.separate("\n")

    def write(self) -> bytes:
        """The document without comments and instructions."""
        for node in list(self.root.iter(etree.Comment, etree.PI)):
            remove(node)
        return serialise(self.root)


def _runs_on(element: etree._Element) -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _spoken(name: str) -> str:
    """A name as words: ``dateOfBirth`` is *date Of Birth*."""
    return _HUMP.sub(" ", name.rpartition("}")[2])


def _place(node: etree._Element, *, tail: bool) -> Place:
    def put(change: Change) -> None:
        if tail:
            node.tail = change.made()
        else:
            node.text = change.made()

    return put


def _attribute_place(element: etree._Element, name: str) -> Place:
    def put(change: Change) -> None:
        element.set(name, change.made())

    return put


def read(
    data: bytes, media_type: str = TYPE, charset: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read XML: all text, a line an element with its name before it; then attributes; then comments and names.

    Raises:
        Unreadable: not well formed, with a document type, with a file or another format in it.
        TooLarge: a limit was passed.
    """
    units = units_of(_Xml(data, limits).sources)
    notes = dict.fromkeys(note for unit in units for note in oddities(unit.text))
    return Document(media_type=media_type, units=units, notes=tuple(notes))


def redact(
    data: bytes,
    media_type: str,
    plan: Plan,
    charset: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Redacted:
    """Make the plan's cuts and write the document again, in UTF-8; without cuts the same bytes come back.

    Raises:
        Unreadable, TooLarge: as ``read``.
        ValueError: the plan was made for another document.
    """
    found = _Xml(data, limits)
    if not plan.cuts:
        return Redacted(data=data, media_type=media_type, charset=None, removed=())
    changes = Changes()
    removed = cut(found.sources, plan, changes)
    spread(found.sources, plan, removed, changes)
    changes.make()
    return Redacted(
        data=found.write(), media_type=media_type, charset="utf-8", removed=removed, dropped=("XML comments",)
    )
