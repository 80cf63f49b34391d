"""Objects of other programs in OOXML: what they look like stays as the picture that is kept of them, the rest goes.

An embedded workbook, an attached file, a control: bytes of some program, kept beside a picture of what is shown.
The picture is read and cut like any other. Where there is none, the document is held: its reader would miss
something.
"""

import re
from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from typing import Final

from lxml import etree

from redaction.errors import Unreadable
from redaction.formats.office.ooxml_links import Relations
from redaction.formats.office.ooxml_policy import Treatment
from redaction.formats.xml_parts import remove, short

OBJECTS: Final = "embedded objects"
"""What goes, in words."""

_KINDS: Final = frozenset({"oleobject", "package", "control", "activexcontrolbinary"})
_CONTROL: Final = "application/vnd.ms-office.activex+xml"
_WORD_HOLDERS: Final = frozenset({"w:object", "w:pict"})
_SHEET_LISTS: Final = frozenset({"x:oleObjects", "x:controls"})
_SHAPES: Final = frozenset({"p:spTree", "p:grpSp"})
_PRESENTATION: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_SVG_BLIP: Final = re.compile(rb"svgBlip\b[^<>]*?:embed=\"([\w.-]{1,80})\"", re.ASCII)
_ALONE: Final = re.compile(rb"<(?:\w{1,20}:)?blip\b(?![^<>]*:embed=)")

Shows = Callable[[str], bool]
"""Whether the relationship of that id leads to a picture."""
Drawn = Callable[[str], str | None]
"""The id of a relationship to the picture that the drawing of old form has under that id; None: it has none."""


def is_object(content_type: str, treatment: Treatment, relations: Collection[str]) -> bool:
    """Whether a part is an object that is only shown."""
    opaque = treatment is Treatment.HOLD or content_type == _CONTROL
    return opaque and bool(relations) and _KINDS.issuperset(relations)


def svg_beside(parts: Mapping[str, bytes], relations: Relations) -> set[str]:
    """The SVG that are kept beside a picture of the same, which older programs show ([MS-ODRAWXML] §2.3.4)."""
    beside: set[str] = set()
    others: set[str] = set()
    for owner, mine in relations.by_part.items():
        data = parts.get(owner, b"")
        ids = set() if _ALONE.search(data) else {one.decode() for one in _SVG_BLIP.findall(data)}
        for one in mine:
            if one.part is not None:
                (beside if one.id in ids else others).add(one.part)
    return beside - others


def without_svg(root: etree._Element) -> None:
    """What tells of SVG beside pictures goes; the pictures stay."""
    for element in list(root.iter("{*}svgBlip")):
        extension = element.getparent()
        listed = None if extension is None else extension.getparent()
        if extension is None or listed is None or not str(extension.tag).endswith("}ext"):
            continue
        remove(extension)
        if len(listed) == 0:
            remove(listed)


def as_shown(root: etree._Element, ids: Collection[str], shows: Shows, drawn: Drawn) -> None:
    """Put what is shown of objects in the place of what tells of them.

    Args:
        root: Of the part that has them; is changed.
        ids: Of its relationships to objects.
        shows, drawn: Which pictures there are.

    Raises:
        Unreadable: of one of them nothing is shown.
    """
    left = set(ids)
    for element in list(root.iter(etree.Element)):
        id_ = next(
            (str(value) for name, value in element.attrib.items() if _is_relation(str(name), str(value), ids)), ""
        )
        if not id_:
            continue
        left.discard(id_)
        if root is not element and not any(one is root for one in element.iterancestors()):
            continue  # it went with one before it
        name = short(str(element.tag))
        if name == "c:externalData":
            remove(element)  # the chart has its values itself
        elif name.startswith("x:"):
            _from_sheet(root, element)
        elif name == "p:oleObj":
            _from_slide(element, shows, drawn)
        else:
            _from_page(element, shows)
    if left:
        raise Unreadable("an embedded object of which nothing is shown")


def _is_relation(name: str, value: str, ids: Collection[str]) -> bool:
    return value in ids and short(name).startswith("r:")


def _from_page(element: etree._Element, shows: Shows) -> None:
    """``w:object`` holds a shape with the picture (ECMA-376 part 1 §17.3.3.19)."""
    holder = next((one for one in element.iterancestors() if short(str(one.tag)) in _WORD_HOLDERS), None)
    if holder is None or not any(_picture_of(one, shows) for one in holder.iter(etree.Element)):
        raise Unreadable("an embedded object of which nothing is shown")
    remove(element)
    space = str(holder.tag).rpartition("}")[0]
    holder.tag = f"{space}}}pict"
    holder.attrib.clear()
    for shape in holder.iter(etree.Element):
        for name in [name for name in shape.attrib if str(name).endswith("}ole")]:
            del shape.attrib[name]


def _picture_of(element: etree._Element, shows: Shows) -> bool:
    local = str(element.tag).rpartition("}")[2]
    return local in {"imagedata", "blip"} and any(
        shows(str(value)) for name, value in element.attrib.items() if short(str(name)).startswith("r:")
    )


def _from_sheet(root: etree._Element, element: etree._Element) -> None:
    """The list of objects and controls goes; what is seen of them is in the sheet's drawing of old form."""
    if not any(str(one.tag).endswith("}legacyDrawing") for one in root):
        raise Unreadable("an embedded object of which nothing is shown")
    holder = next((one for one in element.iterancestors() if short(str(one.tag)) in _SHEET_LISTS), None)
    if holder is None:
        raise Unreadable("an embedded object of which nothing is shown")
    remove(element)
    # Neither list may be empty, nor the choice around one of them.
    for one in (*holder.iter("{*}Choice", "{*}Fallback", "{*}AlternateContent"), holder, *holder.iterancestors()):
        if len(one) == 0 and one is not root:
            remove(one)
    for one in list(root.iter("{*}AlternateContent")):
        if not any(len(choice) for choice in one):
            remove(one)


def _from_slide(element: etree._Element, shows: Shows, drawn: Drawn) -> None:
    """A frame with an object becomes the picture that stands in it, or in the slide's drawing of old form."""
    frame: etree._Element = element
    while (parent := frame.getparent()) is not None and short(str(parent.tag)) not in _SHAPES:
        frame = parent
    if parent is None:
        raise Unreadable("an embedded object of which nothing is shown")
    found = next(
        (
            one
            for one in frame.iter(f"{{{_PRESENTATION}}}pic")
            if any(_picture_of(each, shows) for each in one.iter())
        ),
        None,
    )
    picture = _made(element, frame, drawn) if found is None else deepcopy(found)
    given, mine = (next(one.iter(f"{{{_PRESENTATION}}}cNvPr"), None) for one in (frame, picture))
    if given is not None and mine is not None:
        for name in ("id", "name"):
            if given.get(name):
                mine.set(name, given.get(name, ""))
    picture.tail = None
    parent.replace(frame, picture)


def _made(element: etree._Element, frame: etree._Element, drawn: Drawn) -> etree._Element:
    id_ = drawn(element.get("spid", ""))
    place = next(frame.iter(f"{{{_PRESENTATION}}}xfrm"), None)
    if id_ is None or place is None:
        raise Unreadable("an embedded object of which nothing is shown")
    names = {"p": _PRESENTATION, "a": _DRAWING}
    picture = etree.Element(f"{{{_PRESENTATION}}}pic", nsmap=names)
    about = etree.SubElement(picture, f"{{{_PRESENTATION}}}nvPicPr")
    etree.SubElement(about, f"{{{_PRESENTATION}}}cNvPr", id="1", name="Picture")
    for name in ("cNvPicPr", "nvPr"):
        etree.SubElement(about, f"{{{_PRESENTATION}}}{name}")
    fill = etree.SubElement(picture, f"{{{_PRESENTATION}}}blipFill")
    etree.SubElement(fill, f"{{{_DRAWING}}}blip", {f"{_RELATION}embed": id_})
    stretch = etree.SubElement(fill, f"{{{_DRAWING}}}stretch")
    etree.SubElement(stretch, f"{{{_DRAWING}}}fillRect")
    shape = etree.SubElement(picture, f"{{{_PRESENTATION}}}spPr")
    moved = deepcopy(place)
    moved.tag = f"{{{_DRAWING}}}xfrm"
    shape.append(moved)
    etree.SubElement(etree.SubElement(shape, f"{{{_DRAWING}}}prstGeom", prst="rect"), f"{{{_DRAWING}}}avLst")
    return picture
