"""Reads the pictures of a package together, before it is read part by part: that takes less time than one by one.

Nothing depends on it. What is passed over or fails here is met again, and judged, where it stands.
"""

import contextlib
from collections.abc import Iterator, Mapping
from typing import Final

from PIL import Image

from redaction.errors import Unreadable
from redaction.formats.office.package import Budget, unpack
from redaction.formats.picture.frames import PICTURE_TYPES, decode, views
from redaction.limits import Limits
from redaction.ocr import read_ahead
from redaction.sniff import media_type as sniffed

_ZIP: Final = b"PK\x03\x04"
_UNREAD: Final = ("thumbnail", "__MACOSX/")  # in names of parts that go unread
_SMALLEST: Final = 256  # bytes of a picture
_Found = Iterator[tuple[Image.Image, int | None]]


def read_pictures_ahead(parts: Mapping[str, bytes], limits: Limits) -> None:
    """Have the pictures of a package, and of packages within it, read where there are several."""
    found = _pictures(parts, limits, Budget.of(limits), 0)
    first = next(found, None)
    second = next(found, None)
    if first is not None and second is not None:
        with contextlib.suppress(Unreadable):  # some that nobody would have looked at may be of no shape to be read
            read_ahead(_from(first, second, found))


def _from(*begun: tuple[Image.Image, int | None] | _Found) -> _Found:
    for one in begun:
        if isinstance(one, tuple):
            yield one
        else:
            yield from one


def _pictures(parts: Mapping[str, bytes], limits: Limits, budget: Budget, depth: int) -> _Found:
    for name, data in parts.items():
        if len(data) < _SMALLEST or data.startswith(b"<") or any(word in name for word in _UNREAD):
            continue
        try:
            if data.startswith(_ZIP) and depth < limits.max_nesting:
                yield from _pictures(unpack(data, limits, budget).parts, limits, budget, depth + 1)
            elif (kind := sniffed(data)) in PICTURE_TYPES:
                pixels = decode(data, kind, limits)
                dpi = None if pixels.dpi is None else round(max(pixels.dpi))
                for frame in pixels.frames:
                    yield from ((view, dpi) for view in views(frame))
        except Unreadable:
            continue  # whoever reads the part says why it is held
