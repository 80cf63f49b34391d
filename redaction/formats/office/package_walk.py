"""The walk over one XML part: all its texts, attributes and comments, joined as a reader sees them."""

import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import unquote

from lxml import etree

from redaction.errors import Unreadable
from redaction.formats.office.fixed_values import is_fixed
from redaction.formats.office.words import as_outline, is_outline, is_own, is_own_name, without_fonts
from redaction.formats.office.xml_places import (
    CELLS,
    attribute_place,
    attribute_removal,
    formula_place,
    removal,
    removal_of_empty,
    text_place,
    zero_place,
)
from redaction.formats.pieces import Place, Slot, Source
from redaction.formats.xml_parts import beside, is_published, short

# Paragraphs and the like: text within one runs on, whatever elements it is split over.
_BLOCKS: Final = frozenset({
    "w:p", "a:p", "x:si", "x:is", "x:text", "text:p", "text:h", "text:note-citation", "svg:title", "svg:desc",
    "dc:creator", "dc:date", "meta:creator-initials", "meta:date-string", "text:ruby-text", "x:rPh",
})  # fmt: skip
_INLINE: Final = frozenset({"w", "a", "m", "text", "x", "mc", "w14"})
_BREAKS: Final = {
    "w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "a:br": "\n",
    "text:tab": "\t", "text:line-break": "\n", "text:s": " ", "text:soft-page-break": "",
}  # fmt: skip
_ROWS: Final = frozenset({"w:tr", "a:tr", "table:table-row"})
# What programs compute or follow; it stands between the words of a paragraph but is not among them.
_CODES: Final = frozenset({
    "w:instrText", "w:delInstrText", "x:f", "x:formula", "x:formula1", "x:formula2", "x:definedName", "c:f",
    "x:oddHeader", "x:oddFooter", "x:evenHeader", "x:evenFooter", "x:firstHeader", "x:firstFooter",
})  # fmt: skip
_HEADERS: Final = frozenset(
    {"x:oddHeader", "x:oddFooter", "x:evenHeader", "x:evenFooter", "x:firstHeader", "x:firstFooter"}
)
_DELETED, _INSERTED, _HIDDEN = 1, 2, 4
_STATES: Final = {"w:del": _DELETED, "w:moveFrom": _DELETED, "w:ins": _INSERTED, "w:moveTo": _INSERTED}
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_BINARY: Final = ("}binary-data", "}binData", "}binaryData")

Skip = Callable[[etree._Element], bool]  # noqa: SLF001 - the name that lxml gives its elements


class Walk:
    """Gathers one part's sources: texts first, then codes, other views, attributes and comments."""

    def __init__(self, place: str) -> None:
        self.main = Source(place)
        self._codes = Source(f"{place} codes")
        self._views = Source(f"{place} views")
        self._attributes = Source(f"{place} attributes")
        self._asides = Source(f"{place} comments")
        self._values: dict[str, Slot] = {}
        self._names: set[str] = set()
        self._chosen: dict[str, Slot] = {}  # names of elements and attributes in somebody's words
        self._blocks: list[list[tuple[Slot | None, str, int]]] = []
        self._state: list[int] = [0]
        self._hidden_run = 0
        self.packed: dict[str, None] = {}  # data of programs within the text, that nobody here looks into

    def sources(self) -> list[Source]:
        """Those that hold anything; the main text always."""
        for value, slot in self._values.items():
            self._attributes.add(slot)
            self._attributes.separate(" |\n")
            if "%" in value and (plain := unquote(value)) != value:
                self._attributes.add(_whole(plain, slot))
                self._attributes.separate(" |\n")
        return [self.main] + [one for one in (self._codes, self._views, self._attributes, self._asides) if one.length]

    def part(self, root: etree._Element, skip: Skip | None = None) -> None:
        """Walk all of a part; *skip* sees each element first and says whether it has taken it whole."""
        for node in (*root.itersiblings(preceding=True), *root.itersiblings()):
            self._aside(beside(node))
        taken: etree._Element | None = None
        steps = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in steps:
            if event == "start":
                if skip is not None and skip(node):
                    steps.skip_subtree()
                    taken = node
                else:
                    self._enter(node)
            elif event == "end" and node is not taken:
                self._leave(node)
            else:
                # Its end still comes of an element that was taken whole.
                if node is not taken:
                    self._aside(beside(node))
                self._tail(node)

    def declared(self, names: Iterable[str]) -> None:
        """Note namespaces that no office format has; see ``foreign_declarations``."""
        for name in names:
            self._aside(name)

    def line(self, slots: list[Slot]) -> None:
        """A line of its own in the main text."""
        for slot in slots:
            self.main.add(slot)
        self.main.separate("\n")

    def attributes(self, element: etree._Element, tag: str) -> None:
        """Note every attribute that can hold a value of somebody's."""
        for name, value in element.attrib.items():
            self._attribute(element, tag, str(name), str(value))

    def attribute(self, element: etree._Element, name: str) -> None:
        """Note one attribute."""
        self._attribute(element, short(str(element.tag)), name, element.get(name, ""))

    def formula(self, formula: etree._Element) -> None:
        """Note a cell's formula."""
        self._codes.add(Slot(formula.text or "", formula_place(formula)))
        self._codes.separate("\n")

    def _attribute(self, element: etree._Element, tag: str, name: str, value: str) -> None:
        if name not in self._names:
            self._name(name)
        if name in self._chosen:
            self._chosen[name].places.append(attribute_removal(element, name))
        local = name.rpartition("}")[2]
        if is_fixed(local, value) or is_own(tag, local, value):
            return
        if local == "gfxdata":
            # [MS-OI29500] 2.2.6: a whole drawing, in an archive, in an attribute of the same drawing in VML.
            self.packed["packed drawings"] = None
            return
        if value.lstrip()[:5].lower() == "data:":
            raise Unreadable("data embedded in an attribute")
        slot = self._values.get(value)
        if slot is None:
            if not any(char.isalnum() for char in value):
                return
            # Detectors would take coordinates for telephone numbers; the second pass looks past any sign.
            slot = self._values[value] = Slot(as_outline(value) if is_outline(local, value) else value)
        slot.places.append(attribute_place(element, tag, name))

    def _enter(self, element: etree._Element) -> None:
        name = str(element.tag)
        tag = short(name)
        self.attributes(element, tag)
        if name not in self._names:
            self._name(name)
        if name in self._chosen:
            self._chosen[name].places.append(removal_of_empty(element))
        if name.endswith(_BINARY) and element.text:
            raise Unreadable("a picture, which cannot be read yet")
        state = self._state[-1]
        if tag in _STATES:
            state |= _STATES[tag]
        elif tag == "w:vanish":
            self._hidden_run = _HIDDEN
        self._state.append(state)
        if tag in _BLOCKS:
            self._blocks.append([])
        elif tag in _BREAKS:
            self._chunk(None, _BREAKS[tag])
        elif tag == "w:sym":
            self._symbol(element)
        if tag == "w:fldData":
            self.packed["field data"] = None
        elif element.text:
            self._text(element, tag, element.text)

    def _leave(self, element: etree._Element) -> None:
        tag = short(str(element.tag))
        self._state.pop()
        if tag == "w:r":
            self._hidden_run = 0
        if tag in _BLOCKS:
            self._end_block(self._blocks.pop())
        elif tag in CELLS:
            self.main.unbreak("\t")
        elif tag in _ROWS:
            self.main.separate("\n")
        self._tail(element)

    def _tail(self, node: etree._Element) -> None:
        parent = node.getparent()
        if node.tail and parent is not None:
            self._stretch(short(str(parent.tag)), node.tail, text_place(node, tail=True), parent)

    def _text(self, element: etree._Element, tag: str, text: str) -> None:
        self._stretch(tag, text, text_place(element, tail=False), element)

    def _stretch(self, tag: str, text: str, place: Place, owner: etree._Element) -> None:
        within = bool(self._blocks) and (tag in _BLOCKS or tag.partition(":")[0] in _INLINE)
        if not within and not text.strip():
            return
        if tag in _CODES:
            if tag in _HEADERS:
                text = without_fonts(text)
            self._codes.add(Slot(text, place if tag not in {"x:f"} else formula_place(owner)))
            # Instructions of one field are one text, split over runs as the program liked.
            self._codes.separate("" if tag.endswith("nstrText") else "\n")
        elif within:
            if tag.startswith("text:"):
                text = _BLANKS.sub(" ", text)
            self._chunk(Slot(text, place), text)
        else:
            if tag == "c:v" and _in_numbers(owner):
                place = zero_place(owner)
            self.line([Slot(text, place)])

    def _chunk(self, slot: Slot | None, text: str) -> None:
        if self._blocks and text:
            self._blocks[-1].append((slot, text, self._state[-1] | self._hidden_run))

    def _end_block(self, chunks: list[tuple[Slot | None, str, int]]) -> None:
        states = 0
        for slot, text, state in chunks:
            states |= state
            _append(self.main, slot, text)
        self.main.separate("\n")
        # A name may be whole only once its deleted, inserted or hidden letters are left out.
        for left_out in (_DELETED, _INSERTED, _HIDDEN):
            if states & left_out:
                for slot, text, state in chunks:
                    if not state & left_out:
                        _append(self._views, slot, text)
                self._views.separate("\n")
        # What is hidden may stand right beside other letters.
        if states & _HIDDEN:
            for slot, text, state in chunks:
                if state & _HIDDEN:
                    _append(self._views, slot, text)
                elif self._views.last != "\n":
                    self._views.separate("\n")
            self._views.separate("\n")

    def _symbol(self, element: etree._Element) -> None:
        code = next((str(value) for name, value in element.attrib.items() if short(str(name)) == "w:char"), "")
        if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
            # ECMA-376 part 1 §17.3.3.30: characters of a symbol font are moved up by F000.
            point = int(code, 16)
            text = chr(point - 0xF000 if point >= 0xF000 else point)
            if text.isprintable():
                self._chunk(Slot(text, removal(element)), text)

    def _name(self, name: str) -> None:
        """Names of elements and attributes that no office format has are somebody's choice of words."""
        self._names.add(name)
        space, _, local = name.lstrip("{").rpartition("}")
        if space and not is_published(space):
            self._chosen[name] = self._aside(f"{space} {local}")
        elif not is_own_name(local):
            self._chosen[name] = self._aside(local)

    def _aside(self, text: str | None) -> Slot:
        slot = Slot(text or "")
        if slot.text.strip():
            self._asides.add(slot)
            self._asides.separate("\n")
        return slot


def _append(source: Source, slot: Slot | None, text: str) -> None:
    if slot is None:
        source.separate(text)
    else:
        source.add(slot)


def _whole(plain: str, slot: Slot) -> Slot:
    """The same places in another spelling: what is cut in it replaces their value whole."""
    return Slot(plain, *slot.places)


def _in_numbers(element: etree._Element) -> bool:
    return any(short(str(one.tag)) in {"c:numCache", "c:numLit"} for one in element.iterancestors())
