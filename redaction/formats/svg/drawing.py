"""Draws an SVG and reads what it shows, for outlines may be letters; and makes a picture of one in a document."""

import io
import re
from collections.abc import Mapping
from typing import Final

import pymupdf
from PIL import Image

from redaction.errors import Unreadable
from redaction.ocr import read_picture

_LONGEST_SIDE: Final = 2400  # pixels
_SHORTEST_SIDE: Final = 1200
_MOST: Final = 30  # drawings of one document that are looked at in time
_HEAD: Final = 16_384
_ROOT: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?.{0,2000}?\?>\s*|<!--.{0,4000}?-->\s*|<![A-Z][^<>]{0,2000}>\s*){0,9}<(?:\w{1,20}:)?svg[\s>/]",
    re.DOTALL,
)


def drawn(data: bytes) -> str:
    """The words that the drawing shows.

    Raises:
        Unreadable: it cannot be drawn, or shows letters that cannot be told for sure.
    """
    picture = _picture(data)
    if picture is None:
        return ""
    seen = read_picture(picture)
    if not seen.legible:
        raise Unreadable("a drawing with letters that cannot be told for sure")
    return "\n".join((seen.text, " ".join(word.text for word in seen.again)))


def drawn_as_pictures(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Of the parts of a package those that are SVG and can be seen, by name: as PNG."""
    found: dict[str, bytes] = {}
    for name, data in parts.items():
        if _ROOT.search(data[:_HEAD]) is None or len(found) >= _MOST:
            continue
        try:
            picture = _picture(data)
        except Unreadable:
            continue
        if picture is not None:
            out = io.BytesIO()
            picture.save(out, "PNG")
            found[name] = out.getvalue()
    return found


def _picture(data: bytes) -> Image.Image | None:
    """What it looks like; None: it has no size."""
    try:
        with pymupdf.open(stream=data, filetype="svg") as document:
            page = document[0]
            longest = max(page.rect.width, page.rect.height)
            if not 0 < longest < float("inf"):
                return None
            zoom = min(max(_SHORTEST_SIDE / longest, 1.0), _LONGEST_SIDE / longest)
            pixels = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
            return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    # MuPDF raises its own errors, and RuntimeError, ValueError or IndexError around them.
    except Exception:
        raise Unreadable("a drawing that cannot be shown") from None
