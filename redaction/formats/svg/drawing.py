"""Draws an SVG and reads what it shows: outlines may be letters."""

from typing import Final

import pymupdf
from PIL import Image

from redaction.errors import Unreadable
from redaction.ocr import read_picture

_LONGEST_SIDE: Final = 2400  # pixels
_SHORTEST_SIDE: Final = 1200


def drawn(data: bytes) -> str:
    """The words that the drawing shows.

    Raises:
        Unreadable: it cannot be drawn, or shows letters that cannot be told for sure.
    """
    try:
        with pymupdf.open(stream=data, filetype="svg") as document:
            page = document[0]
            longest = max(page.rect.width, page.rect.height)
            if not 0 < longest < float("inf"):
                return ""
            zoom = min(max(_SHORTEST_SIDE / longest, 1.0), _LONGEST_SIDE / longest)
            pixels = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
            picture = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    # MuPDF raises its own errors, and RuntimeError, ValueError or IndexError around them.
    except Exception:
        raise Unreadable("a drawing that cannot be shown") from None
    seen = read_picture(picture)
    if not seen.legible:
        raise Unreadable("a drawing with letters that cannot be told for sure")
    return "\n".join((seen.text, " ".join(word.text for word in seen.again)))
