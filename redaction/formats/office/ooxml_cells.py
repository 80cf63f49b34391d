"""Cells of a worksheet as rows of text: shared strings in place, numbers and dates as they are shown."""

import html
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, cast

from lxml import etree

from redaction.formats.office.package_walk import Walk
from redaction.formats.office.xml_places import drop_formula
from redaction.formats.pieces import Change, Place, Slot
from redaction.formats.xml_parts import short

# Number formats that show a date, ECMA-376 part 1 §18.8.30, those of East Asian languages included.
_DATE_FORMATS: Final = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_NOT_CODE: Final = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.|\*.")
_DATE_CODE: Final = re.compile(r"[yd]|m{3,}", re.IGNORECASE)
# A heading tells what the number below it is; only one that says so is repeated, none that may be a name.
_TELLING: Final = re.compile(
    r"\b(?:nhs|d\.?o\.?b|birth|born|phone|tel|telephone|mobile|mob|postcode|post code|upn|nino|ni no|ni number"
    r"|insurance|case|passport|licence|account|sort code|sort|vehicle|registration|reg|address|e-?mail"
    r"|ip|age)\b",
    re.IGNORECASE,
)
_TELEPHONE: Final = re.compile(r"\b(?:phone|tel|telephone|mobile|mob)\b", re.IGNORECASE)
_LOST_ZERO: Final = re.compile(r"[1-9]\d{8,9}")  # a number has no zero in front
_LONGEST_HEADING: Final = 40
_DIGIT: Final = re.compile(r"\d")
_CELL: Final = re.compile(r"([A-Z]{1,3})\d{1,7}")
_COLUMN: Final = re.compile(r"\d{1,5}(?::\d{1,5})?(?: \d{1,5}:\d{1,5})*")
_FIXED: Final = frozenset({"s", "t", "ht", "spans", "customFormat", "customHeight", "cm", "vm", "collapsed"})
_SERIAL_ZERO: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}  # §18.17.4.1
_INTEGER: Final = re.compile(r"-?\d+(?:\.0+)?")
# A cell of one value as libxml2 writes it, whatever stood in the file: all of it, column, style, type, value or text.
_WRITTEN_CELL: Final = re.compile(
    r'(<c r="([A-Z]{1,3})\d{1,7}"(?: s="(\d{1,11})")?(?: t="([A-Za-z]{1,11})")?'
    r"(?:/>|>(?:<v>([^<]*)</v>|<is><t>([^<]*)</t></is>)?</c>))"
)
_ROW_END: Final = "</row>"
_MOST_CELLS: Final = 200  # of a row in which one is found again by counting
_REAL: Final = re.compile(r"-?\d+(?:\.\d+)?[Ee][+-]?\d{1,3}")


class Strings:
    """The shared strings: their slots by index, and which of them a cell shows."""

    def __init__(self, root: etree._Element | None) -> None:
        self.items: list[list[Slot]] = []
        self._shown: set[int] = set()
        # The elements are kept, for only a living one is found again by its identity.
        self._elements: list[etree._Element] = []
        for item in root if root is not None else ():
            if short(str(item.tag)) == "x:si":
                self._elements.append(item)
                self.items.append(
                    [Slot(text.text, _plain(text)) for text in item.iter("{*}t") if text.text and not _phonetic(text)]
                )

    def at(self, index: str) -> list[Slot]:
        """The slots of one string; none for an index that is not there."""
        if not index.isdigit() or int(index) >= len(self.items):
            return []
        self._shown.add(int(index))
        return self.items[int(index)]

    def rest(self, walk: Walk) -> Callable[[etree._Element], bool]:
        """For a walk over the part itself: strings that a cell shows have been read, others have not."""
        shown = {id(self._elements[index]) for index in self._shown}

        def take(element: etree._Element) -> bool:
            if id(element) not in shown or not _only_text(element):
                return False
            for node in element.iter():
                walk.attributes(node, short(str(node.tag)))
            return True

        return take


class Styles:
    """Which cell styles show a number as a date."""

    def __init__(self, root: etree._Element | None, *, from_1904: bool) -> None:
        self.zero = _SERIAL_ZERO[from_1904]
        self._dated: set[int] = set()
        if root is None:
            return
        own = {
            one.get("numFmtId", "")
            for one in root.iter("{*}numFmt")
            if _DATE_CODE.search(_NOT_CODE.sub("", one.get("formatCode", "")))
        }
        for formats in root.iter("{*}cellXfs"):
            for index, one in enumerate(formats):
                used = one.get("numFmtId", "0")
                if used in own or (used.isdigit() and int(used) in _DATE_FORMATS):
                    self._dated.add(index)

    def is_date(self, style: str) -> bool:
        """Whether the style with this index shows dates."""
        return style.isdigit() and int(style) in self._dated


class Rows:
    """Takes the rows of one sheet out of the walk, which would see only indexes and serial numbers."""

    def __init__(self, walk: Walk, strings: Strings, styles: Styles) -> None:
        self._walk = walk
        self._strings = strings
        self._styles = styles
        self._headings: dict[str, str] = {}
        self._first = True
        self._odd = False
        self.bare: set[etree._Element] = set()
        """Rows with nothing but cells and their own attributes, in which no metadata can stand."""

    def take(self, element: etree._Element) -> bool:
        """Whether the element was a row of plain cells and has been read whole."""
        if short(str(element.tag)) != "x:row":
            return False
        if self._written(element):
            return True
        nodes = _plain_nodes(element)
        if not nodes or (len(nodes) > 1 and nodes[1][1] != "x:c"):
            return False
        self._odd = False
        self._attributes(element, _said(element))
        cells: list[list[_Node]] = []
        for node in nodes[1:]:
            if node[1] == "x:c":
                cells.append([])
            cells[-1].append(node)
        texts: dict[str, str] = {}
        for number, cell in enumerate(cells):
            column, slots = self._cell(cell, number)
            if slots:
                texts[column] = self._shown(slots, self._headings.get(column))
            self._walk.main.separate("\t")
        self._walk.main.separate("\n")
        self._learn(texts)
        if not self._odd:
            self.bare.add(element)
        return True

    def _written(self, row: etree._Element) -> bool:
        """The same of a row of cells of one value each, as nearly all are, with no object for each of its nodes."""
        head, _, body = etree.tostring(row, encoding="unicode", with_tail=False).partition(">")
        cells = _WRITTEN_CELL.findall(body)
        if not (
            cells
            and len(cells) <= _MOST_CELLS
            and head.startswith("<row ")
            and body.endswith(_ROW_END)
            and sum(len(cell[0]) for cell in cells) == len(body) - len(_ROW_END)
        ):
            return False
        self._odd = False
        self._attributes(row, _said(row))
        main, texts = self._walk.main, {}
        for number, (_, column, style, kind, value, text) in enumerate(cells):
            if (value or text) and (slots := self._slots(row, number, style, kind, value, text)):
                texts[column] = self._shown(slots, self._headings.get(column))
            main.separate("\t")
        main.separate("\n")
        self._learn(texts)
        if not self._odd:
            self.bare.add(row)
        return True

    def _slots(self, row: etree._Element, number: int, style: str, kind: str, value: str, text: str) -> list[Slot]:
        """What the cell with this number says; *value* and *text* as they are written, one of them empty."""
        if kind == "s" and value:
            return self._strings.at(html.unescape(value).strip())
        said = value or text
        if "&" in said:
            said = html.unescape(said)
        if text or kind == "str":
            return [Slot(said, _nth(row, number, _words_of))]
        if kind in {"", "n"}:
            said = self._number(said.strip(), style or "0")
        return [Slot(said, _nth(row, number, _as_string))]

    def _cell(self, nodes: list["_Node"], number: int) -> tuple[str, list[Slot]]:
        """Its column and what it says."""
        attributes = _said(nodes[0][0])
        said = dict(attributes)
        match = _CELL.fullmatch(said.get("r", ""))
        # Nearly every cell has its place and a style or a type, and nothing else.
        kind, style = said.get("t", ""), said.get("s", "")
        if match is None or len(attributes) != 1 + bool(kind) + bool(style) or max(len(kind), len(style)) > 11:
            self._attributes(nodes[0][0], attributes)
        slots: list[Slot] = []
        for node, tag, text in nodes[1:]:
            if node.attrib:
                self._odd = True
                self._walk.attributes(node, tag)
            if not text:
                continue
            if tag == "x:t":
                slots.append(Slot(text, _plain(node)))
            elif tag == "x:f":
                self._walk.formula(node)
            elif tag == "x:v":
                slots += self._strings.at(text.strip()) if kind == "s" else [self._value(node, text, kind or "n")]
        return match[1] if match else str(number), slots

    def _shown(self, slots: list[Slot], heading: str | None) -> str:
        """Put a cell's slots into the text, below what its column is headed; what they say."""
        if heading:
            self._walk.main.separate(f"{heading}: ")
        for slot in slots:
            if heading and _TELEPHONE.search(heading) and _LOST_ZERO.fullmatch(slot.text):
                slot.text = "0" + slot.text
            self._walk.main.add(slot)
        return slots[0].text if len(slots) == 1 else "".join(slot.text for slot in slots)

    def _learn(self, texts: dict[str, str]) -> None:
        for column, text in texts.items():
            if len(text) <= _LONGEST_HEADING and _tells(text):
                self._headings[column] = text.strip().rstrip(":")

    def _attributes(self, element: etree._Element, said: Iterable[tuple[str, str]]) -> None:
        """Note what is not of the form that programs give it."""
        for name, value in said:
            if name in _FIXED and (len(value) < 12 or _COLUMN.fullmatch(value)):
                continue
            if not (name == "r" and (_CELL.fullmatch(value) or value.isdigit())):
                self._odd = True
                self._walk.attribute(element, str(name))

    def _value(self, value: etree._Element, text: str, kind: str) -> Slot:
        cell = value.getparent()
        if kind == "str" or cell is None:
            return Slot(text, _plain(value))
        if kind == "n":
            return Slot(self._number(text.strip(), cell.get("s", "0")), _as_string(cell))
        return Slot(text, _as_string(cell))

    def _number(self, text: str, style: str) -> str:
        if text.isdecimal() and not self._styles.is_date(style):
            return text
        try:
            if self._styles.is_date(style):
                return (self._styles.zero + timedelta(days=int(float(text)))).strftime("%d/%m/%Y")
            if _INTEGER.fullmatch(text):
                return text.partition(".")[0]
            if _REAL.fullmatch(text) and float(text).is_integer():
                return str(int(float(text)))
        except (ValueError, OverflowError):
            return text
        return text


@lru_cache(maxsize=4096)
def _tells(text: str) -> bool:
    return not _DIGIT.search(text) and _TELLING.search(text) is not None


_Node = tuple[etree._Element, str, str | None]  # noqa: SLF001 - the name that lxml gives its elements


def _said(element: etree._Element) -> list[tuple[str, str]]:
    """Its attributes, in order."""
    return cast("list[tuple[str, str]]", element.items())  # of bytes it never is here, whatever its types say


def _plain_nodes(row: etree._Element) -> list[_Node]:
    """All that is in it, with short tags and texts; nothing where more is in it than cells of values and formulas."""
    found: list[_Node] = []
    for node in row.iter():
        name: object = node.tag
        tag = short(name) if isinstance(name, str) else ""
        if tag not in _ROW_TAGS:
            return []
        text, tail = node.text, node.tail
        if text and tag not in _WITH_TEXT and text.strip():
            return []
        if tail and node is not row and tail.strip():
            return []
        found.append((node, tag, text))
    return found


_WITH_TEXT: Final = frozenset({"x:t", "x:v", "x:f"})
_ROW_TAGS: Final = frozenset({
    "x:row", "x:c", "x:v", "x:f", "x:is", "x:t", "x:r", "x:rPr", "x:b", "x:i", "x:u", "x:sz", "x:color", "x:rFont",
    "x:family", "x:scheme",
})  # fmt: skip


def _only_text(item: etree._Element) -> bool:
    return all(
        short(str(node.tag)) in _ROW_TAGS | {"x:si", "x:phoneticPr", "x:vertAlign", "x:strike", "x:charset"}
        and not (node is not item and node.tail and node.tail.strip())
        for node in item.iter()
    )


def _phonetic(text: etree._Element) -> bool:
    parent = text.getparent()
    return parent is not None and short(str(parent.tag)) == "x:rPh"


def _plain(element: etree._Element) -> Place:
    def put(change: Change) -> None:
        element.text = new = change.made()
        if new != new.strip():
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    return put


def _nth(row: etree._Element, number: int, place_of: Callable[[etree._Element], Place]) -> Place:
    """Of the cell with this number, which is looked up only if it is to change."""

    def put(change: Change) -> None:
        place_of(row[number])(change)

    return put


def _words_of(cell: etree._Element) -> Place:
    """Of the one element in it that has text."""
    return _plain(next(one for one in cell.iter("{*}t", "{*}v")))


def _as_string(cell: etree._Element) -> Place:
    """A number with a label in it is none: the cell becomes one of text, or the program calls the file damaged."""

    def put(change: Change) -> None:
        space = str(cell.tag)[:-1]
        for child in list(cell):
            if short(str(child.tag)) == "x:f":
                drop_formula(child)
            else:
                cell.remove(child)
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{space}is"), f"{space}t").text = change.made()

    return put
