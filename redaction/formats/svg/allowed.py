"""What a rewritten SVG may consist of; everything else is read and left out (SVG 1.1 second edition, SVG 2)."""

import base64
import binascii
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote_to_bytes

from redaction.errors import Unreadable

ELEMENTS: Final = frozenset({
    "svg", "g", "defs", "symbol", "use", "switch", "view", "a", "title", "desc", "style", "text", "tspan", "textPath",
    "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "linearGradient", "radialGradient",
    "stop", "pattern", "clipPath", "mask", "marker", "filter", "feBlend", "feColorMatrix", "feComponentTransfer",
    "feComposite", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge",
    "feMergeNode", "feOffset",
})  # fmt: skip
DRAWN: Final = frozenset({"path", "polyline", "polygon", "line", "use"})
"""Elements that can make letters without a text."""

SAMPLE: Final = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>A</text></svg>"
"""With something of everything that is imported late."""

_NUMBER: Final = re.compile(r"[-+0-9.,eE%\s]{0,4000}(?:px|pt|em|ex|mm|cm|in|rem)?")
_PATH: Final = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9.,eE+\s-]*")
_TRANSFORM: Final = re.compile(r"(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([-+0-9.,eE\s]*\)[\s,]*)*")
NUMBERS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    dict.fromkeys(
        ("x", "y", "dx", "dy", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height",
         "viewBox", "points", "offset", "rotate", "textLength", "stroke-width", "font-size", "opacity",
         "fill-opacity", "stroke-opacity", "stop-opacity", "stroke-dasharray", "stroke-dashoffset",
         "stroke-miterlimit", "version", "refX", "refY", "markerWidth", "markerHeight", "startOffset",
         "stdDeviation", "tabindex"),
        _NUMBER,
    )
    | {"d": _PATH}
    | dict.fromkeys(("transform", "gradientTransform", "patternTransform"), _TRANSFORM)
)  # fmt: skip
"""Attributes that hold numbers, and how those are written: such a value is nobody's text."""

_OTHERS: Final = frozenset({
    "id", "class", "style", "fill", "stroke", "fill-rule", "clip-rule", "clip-path", "mask", "filter", "color",
    "display", "visibility", "overflow", "font-family", "font-style", "font-variant", "font-weight", "font-stretch",
    "text-anchor", "text-decoration", "letter-spacing", "word-spacing", "baseline-shift", "dominant-baseline",
    "alignment-baseline", "writing-mode", "direction", "unicode-bidi", "stroke-linecap", "stroke-linejoin",
    "stop-color", "flood-color", "flood-opacity", "marker-start", "marker-mid", "marker-end", "preserveAspectRatio",
    "gradientUnits", "patternUnits", "patternContentUnits", "clipPathUnits", "maskUnits", "maskContentUnits",
    "markerUnits", "spreadMethod", "filterUnits", "primitiveUnits", "lengthAdjust", "xml:space", "in", "in2",
    "result", "mode", "operator", "type", "values", "k1", "k2", "k3", "k4", "orient", "vector-effect",
    "shape-rendering", "text-rendering", "image-rendering", "paint-order", "mix-blend-mode", "role", "aria-label",
    "aria-hidden", "lang", "{http://www.w3.org/XML/1998/namespace}space", "{http://www.w3.org/XML/1998/namespace}lang",
    "white-space", "enable-background", "slope", "intercept", "tableValues",
})  # fmt: skip
KEYS: Final = frozenset({"id", "class", "in", "in2", "result"})
"""Attributes of which the words are names that others refer to."""

FRAGMENT: Final = re.compile(r"#[^\s]{1,500}")
# Anything fetched, run, or written as text by a style; a reference within the drawing is none of these.
ACTIVE_STYLE: Final = re.compile(
    r"url\s*\(\s*(?![\s\"']*#)|@import|@font-face|expression|behaviou?r|-moz-binding|content\s*:|\\|<", re.IGNORECASE
)
_DATA: Final = re.compile(r"\s*data:([^,]{0,200}),(.*)", re.DOTALL | re.IGNORECASE)


def allowed_attribute(name: str, value: str) -> bool:
    """Whether an attribute stays; links are told apart elsewhere."""
    return name in _OTHERS and ACTIVE_STYLE.search(value) is None


def embedded(value: str) -> bytes | None:
    """The bytes of a ``data:`` address (RFC 2397); None: it is none.

    Raises:
        Unreadable: it is not whole.
    """
    match = _DATA.fullmatch(value)
    if match is None:
        return None
    raw = unquote_to_bytes(match[2])
    if "base64" not in match[1].lower():
        return raw
    try:
        return base64.b64decode(re.sub(rb"\s", b"", raw), validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("embedded data that is not whole") from None


def written_data(media_type: str, data: bytes) -> str:
    """Bytes as a ``data:`` address."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode('ascii')}"
