"""The walk over one XML part: all its texts, attributes and comments, joined as a reader sees them."""

import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import unquote

from lxml import etree

from redaction.errors import Unreadable
from redaction.formats.office.words import as_outline, is_outline, is_own, is_own_name, without_fonts
from redaction.formats.pieces import Change, Place, Slot, Source, as_key, as_sheet
from redaction.formats.xml_parts import beside, is_published, remove, short

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
_CELLS: Final = frozenset({"w:tc", "a:tc", "table:table-cell", "table:covered-table-cell"})
_TYPED: Final = _CELLS | {"table:change-track-table-cell"}
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
# Names that other places refer to: the same replacement everywhere, in letters that a name may have.
_KEYS: Final = frozenset({
    "w:styleId", "w:anchor", "w:name", "name", "displayName", "val", "w:val", "codeName", "style:name", "text:name",
    "draw:name", "table:name", "uniqueName",
})  # fmt: skip
_KEY_ELEMENTS: Final = frozenset({
    "x:definedName", "w:bookmarkStart", "x:table", "w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next",
    "w:link", "w:style", "style:style", "text:bookmark", "text:bookmark-start", "text:bookmark-end",
    "table:named-range", "table:database-range", "w:hyperlink", "x:pivotTableDefinition",
})  # fmt: skip
_LINKS: Final = frozenset({"xlink:href", "Target", "location"})
_GUID: Final = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
_PLAIN: Final = re.compile(
    r"-?\d{1,4}(?:\.\d{1,4})?[a-z%]{0,2}|true|false|on|off|auto|none|(?:rId|id)\d{1,4}|[0-9A-F]{6}|#[0-9a-f]{6}"
)
_REVISION: Final = re.compile(r"[0-9A-F]{8}")
_REVISION_NAMES: Final = frozenset(
    {"paraId", "textId", "rsidR", "rsidRDefault", "rsidP", "rsidRPr", "rsidTr", "rsidSect"}
)
_MEASURES: Final = frozenset({"x", "y", "cx", "cy", "w", "h", "l", "t", "r", "b", "id", "spid", "distL", "distR"})
_MEASURE: Final = re.compile(r"-?\d{1,9}")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]{5,20}Z?)?")
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_ODF_VALUES: Final = (
    "value", "date-value", "time-value", "string-value", "boolean-value", "currency",
)  # fmt: skip

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
        self._codes.add(Slot(formula.text or "", _formula_place(formula)))
        self._codes.separate("\n")

    def _attribute(self, element: etree._Element, tag: str, name: str, value: str) -> None:
        if name not in self._names:
            self._name(name)
        if name in self._chosen:
            self._chosen[name].places.append(_attribute_removal(element, name))
        local = name.rpartition("}")[2]
        if _PLAIN.fullmatch(value) or _is_fixed(local, value) or is_own(tag, local, value):
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
        slot.places.append(_attribute_place(element, tag, name))

    def _enter(self, element: etree._Element) -> None:
        name = str(element.tag)
        tag = short(name)
        self.attributes(element, tag)
        if name not in self._names:
            self._name(name)
        if name in self._chosen:
            self._chosen[name].places.append(_removal_of_empty(element))
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
        elif tag in _CELLS:
            self.main.unbreak("\t")
        elif tag in _ROWS:
            self.main.separate("\n")
        self._tail(element)

    def _tail(self, node: etree._Element) -> None:
        parent = node.getparent()
        if node.tail and parent is not None:
            self._stretch(short(str(parent.tag)), node.tail, _text_place(node, tail=True), parent)

    def _text(self, element: etree._Element, tag: str, text: str) -> None:
        self._stretch(tag, text, _text_place(element, tail=False), element)

    def _stretch(self, tag: str, text: str, place: Place, owner: etree._Element) -> None:
        within = bool(self._blocks) and (tag in _BLOCKS or tag.partition(":")[0] in _INLINE)
        if not within and not text.strip():
            return
        if tag in _CODES:
            if tag in _HEADERS:
                text = without_fonts(text)
            self._codes.add(Slot(text, place if tag not in {"x:f"} else _formula_place(owner)))
            # Instructions of one field are one text, split over runs as the program liked.
            self._codes.separate("" if tag.endswith("nstrText") else "\n")
        elif within:
            if tag.startswith("text:"):
                text = _BLANKS.sub(" ", text)
            self._chunk(Slot(text, place), text)
        else:
            if tag == "c:v" and _in_numbers(owner):
                place = _zero_place(owner)
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
                self._chunk(Slot(text, _removal(element)), text)

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


def _is_fixed(local: str, value: str) -> bool:
    """Whether a value has the one form that a program gives it."""
    if _GUID.fullmatch(value) is not None:
        return True
    if local in _REVISION_NAMES:
        return _REVISION.fullmatch(value) is not None
    return local in _MEASURES and _MEASURE.fullmatch(value) is not None


def _whole(plain: str, slot: Slot) -> Slot:
    """The same places in another spelling: what is cut in it replaces their value whole."""
    return Slot(plain, *slot.places)


def _text_place(element: etree._Element, *, tail: bool) -> Place:
    def put(change: Change) -> None:
        new = change.made()
        if tail:
            element.tail = new
        else:
            element.text = new
            if new != new.strip() and short(str(element.tag)).partition(":")[0] in {"w", "x"}:
                element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        _untype(element)

    return put


def _untype(element: etree._Element) -> None:
    """A cell of OpenDocument whose shown text changed loses the value behind it, which says the same."""
    for cell in element.iterancestors():
        if short(str(cell.tag)) in _TYPED:
            for name in list(cell.attrib):
                space, _, local = str(name)[1:].rpartition("}")
                if local in _ODF_VALUES or local == "formula":
                    del cell.attrib[name]
                elif local == "value-type":
                    cell.set(f"{{{space}}}value-type", "string")
            return


def drop_formula(formula: etree._Element) -> None:
    """Take a formula out; the value it gave last stays. Those that share its text go with it."""
    shared = formula.get("si")
    mine = [formula]
    if shared is not None:
        sheet = formula.getroottree().getroot()
        mine += [one for one in sheet.iter(formula.tag) if one.get("si") == shared and one is not formula]
    for one in mine:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)


def _formula_place(formula: etree._Element) -> Place:
    def put(_change: Change) -> None:
        # With a word changed it may no longer be a formula, and the file would be called damaged.
        drop_formula(formula)

    return put


def _zero_place(element: etree._Element) -> Place:
    def put(_change: Change) -> None:
        element.text = "0"

    return put


def _in_numbers(element: etree._Element) -> bool:
    return any(short(str(one.tag)) in {"c:numCache", "c:numLit"} for one in element.iterancestors())


def _removal(element: etree._Element) -> Place:
    def put(_change: Change) -> None:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)

    return put


def _attribute_removal(element: etree._Element, name: str) -> Place:
    def put(_change: Change) -> None:
        if name in element.attrib:
            del element.attrib[name]

    return put


def _removal_of_empty(element: etree._Element) -> Place:
    """An element of no known name shows nothing; one with text in it stays, and so what is called by it is held."""

    def put(_change: Change) -> None:
        if not "".join(map(str, element.itertext())).strip():
            remove(element)

    return put


def _attribute_place(element: etree._Element, tag: str, name: str) -> Place:
    key = short(name)

    def put(change: Change) -> None:
        old = element.get(name)
        if old is None:
            return
        if tag.startswith("table:") and key.startswith("office:"):
            _untype_cell(element)
        elif tag.startswith("table:") and key == "table:formula":
            # With a word changed it may no longer be a formula; the value that it gave last stays.
            del element.attrib[name]
        elif key in _LINKS:
            element.set(name, "about:blank")
        elif tag in {"x:n", "x:d"} and key == "v":
            # An item of a pivot cache: a number or a date that has become a label is a string.
            element.tag = str(element.tag)[:-1] + "s"
            element.set(name, change.made())
        elif old.isdigit():
            element.set(name, "0")
        elif _DATE.fullmatch(old):
            del element.attrib[name]
        else:
            element.set(name, change.made(_fit(tag, key)))

    return put


def _untype_cell(cell: etree._Element) -> None:
    probe = etree.SubElement(cell, "probe")
    _untype(probe)
    cell.remove(probe)


def _fit(tag: str, key: str) -> Callable[[str], str]:
    if key.startswith("r:"):
        return as_key
    if tag == "x:sheet" and key == "name":
        return as_sheet
    if tag in _KEY_ELEMENTS and key in _KEYS:
        return as_key
    return str
