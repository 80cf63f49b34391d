"""What becomes of each place of an XML part when a word of it changes: a text, a value, a formula, an element."""

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from redaction.formats.pieces import Change, Place, as_key, as_sheet
from redaction.formats.xml_parts import remove, short

CELLS: Final = frozenset({"w:tc", "a:tc", "table:table-cell", "table:covered-table-cell"})
"""Of a table."""
_TYPED: Final = CELLS | {"table:change-track-table-cell"}
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
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]{5,20}Z?)?")
_ODF_VALUES: Final = (
    "value", "date-value", "time-value", "string-value", "boolean-value", "currency",
)  # fmt: skip


def text_place(element: etree._Element, *, tail: bool) -> Place:
    """The element's text, or what follows it: the words that are made stand there instead."""

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


def formula_place(formula: etree._Element) -> Place:
    """A cell's formula, which goes whole."""

    def put(_change: Change) -> None:
        # With a word changed it may no longer be a formula, and the file would be called damaged.
        drop_formula(formula)

    return put


def zero_place(element: etree._Element) -> Place:
    """A number of a chart's: nought stands there instead."""

    def put(_change: Change) -> None:
        element.text = "0"

    return put


def removal(element: etree._Element) -> Place:
    """The element, which goes whole; what follows it goes too."""

    def put(_change: Change) -> None:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)

    return put


def attribute_removal(element: etree._Element, name: str) -> Place:
    """The attribute, which goes with its name."""

    def put(_change: Change) -> None:
        if name in element.attrib:
            del element.attrib[name]

    return put


def removal_of_empty(element: etree._Element) -> Place:
    """An element of no known name shows nothing; one with text in it stays, and so what is called by it is held."""

    def put(_change: Change) -> None:
        if not "".join(map(str, element.itertext())).strip():
            remove(element)

    return put


def attribute_place(element: etree._Element, tag: str, name: str) -> Place:
    """The value of an attribute: what stands there instead is what its kind may hold."""

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
