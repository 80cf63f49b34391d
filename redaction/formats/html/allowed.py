"""What a rewritten HTML document may consist of; everything else is dropped and named."""

import re
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

_FRAME: Final = frozenset({"html", "head", "body"})  # the root and its children; elsewhere a second document
_TAGS: Final = frozenset({
    "title", "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big",
    "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "data", "dd", "del", "details",
    "dfn", "dir", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "map", "mark", "nav", "ol", "p", "pre",
    "q", "s", "samp", "section", "small", "span", "strike", "strong", "style", "sub", "summary", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
})  # fmt: skip
# Active, fetched or drawn content: gone with all that is in it. Any other unknown element gives up
# its tag and keeps its text.
_WITH_CONTENT: Final = frozenset({
    "script", "object", "embed", "applet", "iframe", "frame", "frameset", "svg", "math", "template", "base",
    "link", "meta", "audio", "video", "source", "track", "canvas", "portal",
})  # fmt: skip
_ATTRIBUTES: Final = frozenset({
    "align", "alt", "aria-label", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color",
    "colspan", "datetime", "dir", "face", "height", "href", "hspace", "id", "lang", "name", "rowspan", "scope",
    "size", "src", "start", "style", "summary", "title", "type", "valign", "value", "vspace", "width",
})  # fmt: skip
KNOWN_TAGS: Final = _FRAME | _TAGS | _WITH_CONTENT | {
    "acronym", "area", "audio", "button", "datalist", "dialog", "fieldset", "form", "hgroup", "input", "label",
    "legend", "listing", "marquee", "menu", "meter", "nobr", "noembed", "noframes", "noscript", "optgroup",
    "option", "output", "picture", "plaintext", "progress", "rb", "rp", "rt", "ruby", "search", "select", "slot",
    "textarea", "xmp",
}  # fmt: skip
"""Elements that HTML has: any other is a word of somebody's choice."""
KNOWN_ATTRIBUTES: Final = _ATTRIBUTES | {
    "accept", "action", "alink", "allow", "async", "autocomplete", "autofocus", "background", "charset", "checked",
    "cite", "clear", "cols", "content", "controls", "coords", "data", "defer", "disabled", "download", "enctype",
    "for", "form", "frame", "frameborder", "headers", "hidden", "http-equiv", "integrity", "itemprop", "itemscope",
    "itemtype", "label", "leftmargin", "link", "loading", "longdesc", "marginheight", "marginwidth", "max",
    "maxlength", "media", "method", "min", "multiple", "noshade", "nowrap", "onclick", "onload", "pattern",
    "placeholder", "poster", "property", "readonly", "rel", "required", "role", "rows", "rules", "sandbox",
    "scheme", "scrolling", "selected", "shape", "sizes", "span", "srcdoc", "srcset", "step", "tabindex", "target",
    "text", "topmargin", "translate", "usemap", "valuetype", "version", "vlink", "xml:lang", "xmlns",
}  # fmt: skip
"""The same of attributes."""
_LINKS: Final = frozenset({"http", "https", "mailto", "tel", "cid"})
_SOURCES: Final = frozenset({"https", "cid"})
# url() and @import fetch, expression() and behavior run, content: writes text, a backslash hides all of these.
_ACTIVE_STYLE: Final = re.compile(
    r"url\s*\(|@import|[\"']\s+[\"']|expression|behaviou?r|-moz-binding|content\s*:|\\|<", re.IGNORECASE
)

# A parser lets characters stand that the tree refuses to be given.
_NOT_STORABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HANDLER: Final = re.compile(r"on(?:click|load|error|mouse\w{2,5}|focus|blur|change|submit|key\w{2,5}|toggle|scroll)")


def clean(root: etree._Element) -> tuple[str, ...]:
    """Reduce the tree to what is allowed, in place; names what was dropped, sorted, each once."""
    dropped: set[str] = set()
    for element in list(root.iter()):
        if element is not root and element.getparent() is None:
            continue
        tag: object = element.tag
        # lxml gives comments and instructions a function for a tag.
        if not isinstance(tag, str):
            dropped.add("comment" if tag is etree.Comment else "instruction")
            _remove(element)
        elif element.tag in _WITH_CONTENT or _is_active_style(element):
            dropped.add(element.tag)
            _remove(element)
        else:
            _clean_attributes(element, dropped)
            if element is root or (tag in _FRAME and element.getparent() is root):
                continue
            if tag not in _TAGS:
                if tag not in _FRAME:
                    dropped.add("unknown tag")
                _unwrap(element)
    return tuple(sorted(dropped))


def _is_active_style(element: etree._Element) -> bool:
    return element.tag == "style" and _ACTIVE_STYLE.search(element.text or "") is not None


def _clean_attributes(element: etree._Element, dropped: set[str]) -> None:
    kept: dict[str, str] = {}
    for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
        if name not in _ATTRIBUTES:
            dropped.add(_named(name, "attribute"))
        elif name == "style" and _ACTIVE_STYLE.search(value):
            dropped.add("active style")
        elif name in {"href", "src"} and not _allowed_link(name, value):
            dropped.add(f"{name} link")
        else:
            kept[name] = value
    if len(kept) < len(element.attrib):
        # One by one they cannot all be taken out: a parser lets names stand that the tree refuses to be asked for.
        element.attrib.clear()
        for name, value in kept.items():
            element.set(name, _NOT_STORABLE.sub("", value))


def _named(word: str, what: str) -> str:
    """What was dropped, by its own name only where that is a word of the format: another may be a value."""
    return f"{word} {what}" if _HANDLER.fullmatch(word) else f"unknown {what}"


def _allowed_link(name: str, value: str) -> bool:
    if name == "href" and value.startswith("#"):
        return True
    try:
        scheme = urlsplit(value.strip()).scheme.lower()
    except ValueError:
        return False
    return scheme in (_LINKS if name == "href" else _SOURCES)


def _remove(element: etree._Element) -> None:
    """Take the element out and leave the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    _append(element, parent, element.tail)
    element.tail = None
    parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    _append(element, parent, element.text)
    at = parent.index(element)
    for step, child in enumerate(list(element)):
        parent.insert(at + step, child)
    _append(element, parent, element.tail)
    element.tail = None
    parent.remove(element)


def _append(element: etree._Element, parent: etree._Element, text: str | None) -> None:
    """Put *text* right before where *element* stands."""
    if not text:
        return
    previous = element.getprevious()
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
