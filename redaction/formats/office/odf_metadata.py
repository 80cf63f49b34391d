"""Takes out of OpenDocument parts what tells who wrote them and when, scripts, and pictures of what is gone."""

from collections.abc import Collection
from typing import Final

from lxml import etree

from redaction.formats.xml_parts import remove, short

_ELEMENTS: Final = {
    "office:scripts": "macros", "office:event-listeners": "macros", "meta:creator-initials": "authors",
    "script:event-listener": "macros", "text:sender-initials": "authors",
}  # fmt: skip
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_REVISIONS: Final = frozenset({"rsid", "paragraph-rsid"})


def blank(root: etree._Element, pictures: Collection[str] = ()) -> set[str]:
    """Blank a part's metadata; what was taken out, in words. *pictures*: names of the parts that stay as such."""
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
        elif name == "draw:image" and not _is_held(element, pictures):
            # The preview of an object, which shows what was cut, or a picture that lies elsewhere.
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


def _is_held(image: etree._Element, pictures: Collection[str]) -> bool:
    """Whether the document holds the picture: as a part that was read, or in the element itself."""
    within = any(short(str(child.tag)) == "office:binary-data" for child in image)
    return within or image.get(_HREF, "").removeprefix("./") in pictures
