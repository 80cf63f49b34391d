"""Takes out of OpenDocument parts what tells who wrote them and when, scripts, and pictures of what is gone."""

from typing import Final

from lxml import etree

from redaction.formats.xml_parts import remove, short

_ELEMENTS: Final = {
    "office:scripts": "macros", "office:event-listeners": "macros", "meta:creator-initials": "authors",
    "script:event-listener": "macros", "text:sender-initials": "authors",
}  # fmt: skip
_REVISIONS: Final = frozenset({"rsid", "paragraph-rsid"})


def blank(root: etree._Element) -> set[str]:
    """Blank a part's metadata; what was taken out, in words."""
    found: set[str] = set()
    authors: dict[str, str] = {}
    for element in list(root.iter()):
        tag: object = element.tag
        if not isinstance(tag, str):
            found.add("XML comments")
            remove(element)
            continue
        name = short(tag)
        if name in _ELEMENTS:
            found.add(_ELEMENTS[name])
            remove(element)
        elif name == "draw:image":
            # Every picture holds the document, so what is left is the preview of an object, or lies elsewhere.
            found.add("previews")
            remove(element)
        elif name == "dc:creator":
            for child in list(element):
                element.remove(child)
            element.text = authors.setdefault(element.text or "", f"Author {len(authors) + 1}")
            found.add("authors")
        for key in list(element.attrib):
            if str(key).rpartition("}")[2] in _REVISIONS:
                del element.attrib[key]
                found.add("revision ids")
    return found
