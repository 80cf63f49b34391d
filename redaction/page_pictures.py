"""Pages of a document as pictures to be looked at: bare pixels as a child drew them, made into PNG on this side."""

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image

MOST_PAGES: Final = 50
WIDEST: Final = 2000
HIGHEST: Final = 2
"""A page is at most so many times as high as the limits let it be wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLimits:
    """How much is drawn."""

    pages: int = 12  # from the first on
    width: int = 1000  # pixels of a page

    def __post_init__(self) -> None:
        if not 1 <= self.pages <= MOST_PAGES or not 50 <= self.width <= WIDEST:
            raise ValueError(f"one to {MOST_PAGES} pages of 50 to {WIDEST} pixels are drawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """A page's pixels: three bytes each, row after row."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPages:
    """The first pages of a document."""

    pages: tuple[DrawnPage, ...]
    more: bool  # there are further ones


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePictures:
    """The same, each as a PNG that this program wrote. They show personal data."""

    pages: tuple[bytes, ...]
    more: bool


def pictures(drawn: DrawnPages) -> PagePictures:
    """PNG files of drawn pages."""
    return PagePictures(pages=tuple(_png(page) for page in drawn.pages), more=drawn.more)


def _png(page: DrawnPage) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (page.width, page.height), page.pixels).save(out, "PNG", compress_level=4)
    return out.getvalue()
