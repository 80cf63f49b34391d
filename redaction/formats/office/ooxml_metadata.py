"""Takes out of OOXML parts what tells who wrote them, when and where, and was never shown on a page."""

from collections.abc import Collection, Iterator
from typing import Final

from lxml import etree

from redaction.formats.xml_parts import remove, short

# Elements that hold nothing but such data.
_ELEMENTS: Final = {
    "w:rsids": "revision ids", "w:attachedTemplate": "template", "w:mailMerge": "mail merge source",
    "w:docVars": "document variables", "w:dataBinding": "binding to custom XML", "x:fileSharing": "authors",
    "w:embedRegular": "fonts", "w:embedBold": "fonts", "w:embedItalic": "fonts", "w:embedBoldItalic": "fonts",
    "p:embeddedFontLst": "fonts", "w:fldData": "field data", "x:webPublishing": "paths",
}  # fmt: skip
_LOCAL: Final = {"absPath": "paths", "revisionPtr": "revision ids"}
_AUTHORS: Final = frozenset(
    {"author", "initials", "displayName", "userId", "providerId", "userName", "lastModifiedBy"}
)
_HAVE_AUTHORS: Final = frozenset({"cmAuthor", "author", "person"})
_NOT_SHOWN: Final = frozenset({"rsidR", "rsidRDefault", "rsidP", "rsidRPr", "rsidTr", "rsidSect", "rsidDel"})
_RELATION: Final = "r"
# An attribute of these may go alone: the element says more than where its part is.
_KEEP_WITHOUT_PART: Final = frozenset(
    {"x:pageSetup", "w:hyperlink", "a:hlinkClick", "a:hlinkHover", "w:printerSettings"}
)


def blank(root: etree._Element, gone: frozenset[str], bare: Collection[etree._Element] = ()) -> set[str]:
    """Blank a part's metadata and its references to parts that are gone.

    Args:
        root: Is changed.
        gone: Ids of the part's relationships that the written package does not have.
        bare: Elements of it that are known to hold no metadata, of which a sheet has most of its own.

    Returns:
        What was taken out, in words.
    """
    found: set[str] = set()
    authors: dict[str, str] = {}
    for element in list(_but(root, bare) if bare else root.iter()):
        tag: object = element.tag
        if not isinstance(tag, str):
            found.add("XML comments")
            remove(element)
            continue
        name = short(tag)
        local = name.partition(":")[2]
        word = _ELEMENTS.get(name) or (_LOCAL.get(local) if name.startswith("?:") else None)
        if word is not None or _points_nowhere(element, name, gone):
            found.add(word or "references to dropped parts")
            remove(element)
            continue
        if name == "x:author" and element.text:
            element.text = authors.setdefault(element.text, f"Author {len(authors) + 1}")
            found.add("authors")
        _attributes(element, name, authors, found)
    return found


def _but(root: etree._Element, bare: Collection[etree._Element]) -> Iterator[etree._Element]:
    steps = etree.iterwalk(root, events=("start", "comment", "pi"))
    for _, element in steps:
        if element in bare:
            steps.skip_subtree()
        else:
            yield element


def _attributes(element: etree._Element, name: str, authors: dict[str, str], found: set[str]) -> None:
    for key, value in element.attrib.items():
        local = str(key).rpartition("}")[2]
        if local in _NOT_SHOWN and str(key).startswith("{"):
            del element.attrib[key]
            found.add("revision ids")
        elif local == "gfxdata":
            del element.attrib[key]
            found.add("packed drawings")
        elif local in _AUTHORS or (local == "name" and name.partition(":")[2] in _HAVE_AUTHORS):
            label = authors.setdefault(str(value), f"Author {len(authors) + 1}")
            element.set(key, "A" if local == "initials" else label)
            found.add("authors")


def _points_nowhere(element: etree._Element, name: str, gone: frozenset[str]) -> bool:
    for key, value in element.attrib.items():
        if str(value) in gone and short(str(key)).startswith(f"{_RELATION}:"):
            if name not in _KEEP_WITHOUT_PART:
                return True
            del element.attrib[key]
    return False
