"""OpenDocument in one XML file (fodt, fods, fodp, fodg): walked like a part of a package, pictures in it opened."""

import base64
import binascii
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from redaction.errors import TooLarge, Unreadable
from redaction.formats.office.odf_metadata import blank
from redaction.formats.office.package_walk import Walk
from redaction.formats.picture.left_out import picture_within
from redaction.formats.reading import Opening, Reading
from redaction.formats.xml_parts import foreign_declarations, parse, remove, serialise, short, without_foreign
from redaction.media_types import FLAT_TYPES

_ROOT: Final = "office:document"
_KIND: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}mimetype"
_DROPPED: Final[Mapping[str, str]] = MappingProxyType(
    {"office:meta": "properties", "office:settings": "settings", "office:scripts": "macros"}
)
_OBJECTS: Final = frozenset({"draw:object", "draw:object-ole"})
_BLANKS: Final = re.compile(r"\s+")
_LINE: Final = 76


class FlatOdf:
    """See ``formats.reading.Reading``."""

    def __init__(self, untrusted_data: bytes, opening: Opening) -> None:
        if len(untrusted_data) > opening.limits.max_bytes:
            raise TooLarge("more bytes than the limit")
        self._opening = opening
        self._root = parse(untrusted_data)
        declared = self._root.get(_KIND, "")
        if short(str(self._root.tag)) != _ROOT or declared not in FLAT_TYPES:
            raise Unreadable("an OpenDocument file of an unknown kind")
        self.media_type = self.written_type = FLAT_TYPES[declared]
        self.dropped: list[str] = []
        self.unread: list[str] = []
        self._pictures: list[tuple[etree._Element, Reading]] = []
        self._previews: list[etree._Element] = []
        walk = Walk("document")
        walk.part(self._root, self._take)
        self._declared = foreign_declarations(untrusted_data)
        walk.declared(self._declared)
        self.sources = walk.sources()
        for _, reading in self._pictures:
            self.sources += reading.sources
            self.unread += [one for one in reading.unread if one not in self.unread]

    def _take(self, element: etree._Element) -> bool:
        """Open what is embedded; True: the element was taken whole."""
        if short(str(element.tag)) != "office:binary-data":
            return False
        image = element.getparent()
        frame = None if image is None else image.getparent()
        if image is None or frame is None or short(str(image.tag)) != "draw:image":
            raise Unreadable("an embedded object")
        if any(short(str(one.tag)) in _OBJECTS for one in frame):
            self._previews.append(image)
            self.unread += [] if "previews" in self.unread else ["previews"]
            return True
        data = _decoded(element.text or "")
        if len(element):
            raise Unreadable("embedded data that is not whole")
        self._pictures.append((element, picture_within(data, self._opening)))
        return True

    def write(self) -> bytes:
        """The document with all changes made so far, without what tells who wrote it and with what."""
        lost: dict[str, None] = {}
        for element, reading in self._pictures:
            coded = base64.b64encode(reading.write()).decode("ascii")
            element.text = "\n".join(coded[at : at + _LINE] for at in range(0, len(coded), _LINE))
            lost |= dict.fromkeys(reading.dropped)
        for image in self._previews:
            lost["previews"] = None
            remove(image)
        for element in list(self._root.iter(etree.Element)):
            what = _DROPPED.get(short(str(element.tag)))
            if what is not None and element.getparent() is not None:
                lost[what] = None
                remove(element)
        lost |= dict.fromkeys(sorted(blank(self._root)))
        self.dropped += lost
        if self._declared:
            without_foreign(self._root)
        return serialise(self._root)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(_BLANKS.sub("", text), validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("embedded data that is not whole") from None
