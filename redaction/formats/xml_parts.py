"""One XML part of a package: parsed without trust, its names shortened, written again."""

import html
import re
from functools import lru_cache
from typing import Final

from lxml import etree

from redaction.errors import TooLarge, Unreadable
from redaction.formats.office.words import is_own_address, is_own_name

# Both the transitional and the strict namespace of ECMA-376 have one prefix here.
_OOXML: Final = {
    "wordprocessingml/2006/main": "w", "wordprocessingml/main": "w",
    "spreadsheetml/2006/main": "x", "spreadsheetml/main": "x",
    "presentationml/2006/main": "p", "presentationml/main": "p",
    "drawingml/2006/main": "a", "drawingml/main": "a",
    "drawingml/2006/chart": "c", "drawingml/chart": "c",
    "drawingml/2006/diagram": "dgm", "drawingml/diagram": "dgm",
    "officeDocument/2006/relationships": "r", "officeDocument/relationships": "r",
    "officeDocument/2006/math": "m", "officeDocument/math": "m",
    "package/2006/relationships": "rel",
    "package/2006/content-types": "ct",
}  # fmt: skip
# OpenDocument 1.3 part 3 §3.1: the word in some of the namespaces is not the customary prefix.
_ODF: Final = {
    name: name
    for name in (
        "office", "text", "table", "meta", "config", "manifest", "style", "presentation", "chart", "form", "script",
    )
} | {"drawing": "draw", "datastyle": "number", "animation": "anim"}  # fmt: skip
_OTHERS: Final = {
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
}
_PUBLISHED: Final = re.compile(
    r"(?:https?://(?:schemas\.(?:openxmlformats|microsoft|libreoffice)\.(?:org|com)|purl\.(?:org|oclc\.org)|www\.w3\.org|openoffice\.org"
    r"|docs\.oasis-open\.org|www\.openoffice\.org)/|urn:(?:schemas-microsoft-com:|oasis:names:tc:opendocument:"
    r"|org:documentfoundation:names:experimental:|openoffice:names:experimental:))[A-Za-z0-9./:_-]{0,80}#?"
)
_DECLARATION: Final = re.compile(rb"""xmlns(?::([^\s=]{1,200}))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PREFIXES: Final = re.compile(r"[\w.-]+")
_BREAK: Final = re.compile(rb"<br>", re.IGNORECASE)
_CONDITION: Final = re.compile(rb"<!\[(?:if [\w !&|()]{1,60}|endif)\]>")
_CODINGS: Final = frozenset({"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII", "ISO-8859-1"})


def parse(untrusted_data: bytes) -> etree._Element:
    """The root element, comments and instructions kept so that they can be read.

    Raises:
        Unreadable: not well formed, or with a DOCTYPE, which no office program writes.
        TooLarge: nested or long beyond what libxml2 takes.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
    )
    try:
        root = etree.fromstring(untrusted_data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if any(word in str(error) for word in ("Excessive depth", "too long", "xmlSAX2Characters", "huge")):
            raise TooLarge("XML nested too deep or too long") from None
        if b"<!DOCTYPE" in untrusted_data or "<!DOCTYPE".encode("utf-16-le") in untrusted_data:
            raise Unreadable("XML with a document type") from None
        raise Unreadable("damaged: a part is not well-formed XML") from None
    info = root.getroottree().docinfo
    if getattr(info, "doctype", ""):  # not in the type stubs
        raise Unreadable("XML with a document type")
    if (info.encoding or "UTF-8").upper() not in _CODINGS:
        # Another reader may take such bytes for other characters.
        raise Unreadable("XML in an uncommon character coding")
    return root


def repaired(untrusted_drawing: bytes) -> bytes:
    """A drawing of old form (VML) as XML: Excel leaves its line breaks open, PowerPoint puts conditions between.

    What a condition says is gone; what stands in it is read and written like all else.
    """
    return _CONDITION.sub(b"", _BREAK.sub(b"<br/>", untrusted_drawing))


def serialise(root: etree._Element) -> bytes:
    """The part in UTF-8, without what stands outside of its root."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True, with_tail=False)


@lru_cache(maxsize=8192)
def short(name: str) -> str:
    """``prefix:local`` by our own prefixes; an unknown namespace gives ``?:local``."""
    if not name.startswith("{"):
        return name
    space, _, local = name[1:].partition("}")
    return f"{_prefix(space)}:{local}"


@lru_cache(maxsize=1024)
def _prefix(space: str) -> str:
    if space in _OTHERS:
        return _OTHERS[space]
    for start in ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"):
        if space.startswith(start):
            return _OOXML.get(space.removeprefix(start), "?")
    start = "urn:oasis:names:tc:opendocument:xmlns:"
    if space.startswith(start):
        return _ODF.get(space.removeprefix(start).partition(":")[0], "?")
    return "?"


def foreign_declarations(data: bytes) -> list[str]:
    """Prefixes and addresses of the namespaces that a part declares, but for those that the formats' programs use.

    They are looked for in the bytes: what is declared on one of ten thousand rows counts too.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode("utf-8")
    found: dict[str, None] = {}
    for prefix, one, other in set(_DECLARATION.findall(data)):
        address = html.unescape((one or other).decode("utf-8", "replace"))
        name = prefix.decode("utf-8", "replace")
        if not is_own_name(name):
            found[name] = None
        if not (is_published(address) and is_own_address(address)):
            found[address] = None
    return sorted(one for one in found if one)


def without_foreign(root: etree._Element) -> None:
    """Take out the declarations that nothing needs, but for those of the formats.

    Prefixes stand in values too: in lists of what may be passed over (ECMA-376 part 3 §9.1), before formulas.
    """
    own: set[str] = set()
    chosen: set[str] = set()
    said: set[str] = set()
    # Each declaration once, where it stands: a map at every element would be all of them times all elements.
    for _, (prefix, address) in etree.iterwalk(root, events=("start-ns",)):
        if prefix:
            ours = is_own_name(prefix) and is_published(address) and is_own_address(address)
            (own if ours else chosen).add(prefix)
    for element in root.iter(etree.Element):
        for value in element.attrib.values():
            said.update(_PREFIXES.findall(str(value)))
    etree.cleanup_namespaces(root, keep_ns_prefixes=sorted((own - chosen) | (chosen & said)))


def beside(node: etree._Element) -> str:
    """What a comment or an instruction says; of an instruction its target too, which is as free as the rest."""
    target = str(getattr(node, "target", ""))
    return f"{target} {node.text or ''}" if target else node.text or ""


def is_published(namespace: str) -> bool:
    """Whether a namespace is one of the makers of office formats, and so nobody's text."""
    return _PUBLISHED.fullmatch(namespace) is not None


def remove(element: etree._Element) -> None:
    """Take an element out; the text after it stays. The root stays too."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
        element.tail = None
    parent.remove(element)
