"""OpenDocument packages (odt, ods, odp and their kin): every part read, then cut, dropped or the document held."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from lxml import etree

from redaction.errors import Unreadable
from redaction.formats.office.odf_metadata import blank
from redaction.formats.office.package import Package, pack
from redaction.formats.office.package_walk import Walk
from redaction.formats.office.words import is_own_address, is_own_part
from redaction.formats.picture.frames import PICTURE_TYPES
from redaction.formats.picture.left_out import picture_within
from redaction.formats.pieces import Slot, Source
from redaction.formats.reading import Opening, Reading
from redaction.formats.svg.drawing import drawn_as_pictures
from redaction.formats.xml_parts import foreign_declarations, parse, serialise, short, without_foreign
from redaction.libreoffice.drawings import DRAWINGS, drawn_parts, is_drawing
from redaction.sniff import media_type as sniffed

MIMETYPE: Final = "mimetype"
_MANIFEST: Final = "META-INF/manifest.xml"
_MANIFEST_SPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_KIND: Final = "application/vnd.oasis.opendocument."
MEDIA_TYPES: Final = frozenset(
    _KIND + kind + suffix
    for kind in ("text", "spreadsheet", "presentation", "graphics")
    for suffix in ("", "-template")
)
_OBJECT_TYPES: Final = MEDIA_TYPES | {_KIND + "chart", _KIND + "formula"}
_FOLDER: Final = re.compile(r"(?:\./)?[A-Za-z0-9_ -]{1,60}/")
_ENTRY_NAMES: Final = frozenset({"full-path", "media-type", "version", "size", "preferred-view-mode"})
_KINDS: Final = {
    "office:document-content": "", "office:document-styles": "", "office:document-meta": "properties",
    "office:document-settings": "settings",
}  # fmt: skip
"""What a part is, by its root: dropped as this; empty: kept."""
# By folder, for the manifest gives these no telling type: (start of the name, what it is, read as XML).
_DROPPED: Final = (
    ("Thumbnails/", "thumbnail", False),
    ("ObjectReplacements/", "previews", False),
    ("layout-cache", "layout cache", False),
    ("Basic/", "macros", False),
    ("Dialogs/", "macros", False),
    ("Scripts/", "macros", False),
    ("Fonts/", "fonts", False),
    ("Configurations2/", "program settings", True),
    ("META-INF/", "signatures", True),
    ("VersionList.xml", "earlier versions", True),
    ("manifest.rdf", "metadata", True),
)
_DROPPED_NAMES: Final = tuple(start for start, _, _ in _DROPPED)
_UNREACHED: Final = "unreached parts"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_VERSIONS: Final = "Versions/"
# LibreOffice keeps a drawing of its own beside a table on a slide; the table is what a reader sees.
_PREVIEW: Final = b"VCLMTF"
_PREVIEWS: Final = "previews"
_SHOWN_ITSELF: Final = frozenset({"table:table", "draw:object", "draw:object-ole"})
_PICTURE: Final = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|BM|II\*\0|MM\0\*|<svg|\x01\0\0\0.{36} EMF|\xd7\xcd\xc6\x9a|RIFF", re.DOTALL
)


@dataclass(slots=True, kw_only=True)
class _Part:
    """A part that is kept, or dropped after reading."""

    name: str
    dropped_as: str  # empty: kept
    root: etree._Element | None = None
    nested: Reading | None = None
    declared: Sequence[str] = ()  # namespaces that no office format has


class Odf:
    """See ``Reading``."""

    def __init__(self, package: Package, opening: Opening) -> None:
        self.dropped: list[str] = []
        self.unread: list[str] = []
        self.media_type = package.parts.get(MIMETYPE, b"").decode("ascii", "replace").strip()
        if self.media_type not in MEDIA_TYPES:
            raise Unreadable("an OpenDocument package of an unknown kind")
        self.written_type = self.media_type
        self._manifest = Walk("manifest")
        self._types: dict[str, str] = {}
        self._read_manifest(package)
        kept = {name: data for name, data in package.parts.items() if not name.startswith(_DROPPED_NAMES)}
        self._drawn = drawn_parts(kept) | drawn_as_pictures(kept)
        if self._drawn:
            self.unread.append(DRAWINGS)
        self._parts = [
            self._open(name, data, opening)
            for name, data in package.parts.items()
            if name not in {MIMETYPE, _MANIFEST}
        ]
        self._parts.sort(key=lambda part: part.name != "content.xml")
        if not self._parts or self._parts[0].name != "content.xml" or self._parts[0].root is None:
            raise Unreadable("damaged: a package without content.xml")
        self._check_unreached()
        self.sources: list[Source] = []
        for part in self._parts:
            self._read(part)
        self.unread = list(dict.fromkeys(self.unread))
        self._read_names(package)

    def _read_manifest(self, package: Package) -> None:
        if _MANIFEST not in package.parts:
            raise Unreadable("damaged: a package without a manifest")
        root = parse(package.parts[_MANIFEST])
        self._manifest.declared(foreign_declarations(package.parts[_MANIFEST]))
        for element in root.iter():
            if short(str(element.tag)) in {"manifest:encryption-data", "manifest:encrypted-key"}:
                raise Unreadable("encrypted")

        def take(element: etree._Element) -> bool:
            names = {str(name).rpartition("}")[2] for name in element.attrib}
            if short(str(element.tag)) != "manifest:file-entry" or element.text or len(element):
                return False
            path = element.get(f"{{{_MANIFEST_SPACE}}}full-path", "")
            kind = element.get(f"{{{_MANIFEST_SPACE}}}media-type", "")
            if not names <= _ENTRY_NAMES or path.lstrip("./") not in package.parts:
                self._manifest.line([Slot(f"{path} {kind}")])
            else:
                # What stands beside the path of a part says of what kind it is, in words of the format.
                others = (
                    str(value) for name, value in element.attrib.items() if not str(name).endswith("}full-path")
                )
                for value in others:
                    if not is_own_address(value) and not is_own_part(value):
                        self._manifest.line([Slot(value)])
            self._types[path] = kind
            return names <= _ENTRY_NAMES

        self._manifest.part(root, take)

    def _open(self, name: str, data: bytes, opening: Opening) -> _Part:
        for start, label, readable in _DROPPED:
            if name.startswith(start):
                if not readable or not _is_xml(data):
                    if data:
                        self.unread.append(label)
                    return _Part(name=name, dropped_as=label)
                return _Part(name=name, dropped_as=label, root=parse(data), declared=foreign_declarations(data))
        if data.startswith(b"PK"):
            earlier = "earlier versions" if name.startswith(_VERSIONS) else ""
            return _Part(name=name, dropped_as=earlier, nested=opening.nested(data, opening.deeper()))
        if _is_xml(data) and name.endswith(".xml"):
            root = parse(data)
            tag = short(str(root.tag))
            dropped_as = _KINDS.get(tag)
            if dropped_as is not None:
                return _Part(name=name, dropped_as=dropped_as, root=root, declared=foreign_declarations(data))
        if data.startswith(_PREVIEW):
            return _Part(name=name, dropped_as=_PREVIEWS)
        data = self._drawn.get(name, data)
        said = _PICTURE.match(data) or is_drawing(data) or self._types.get(name, "").startswith("image/")
        if said or sniffed(data) in PICTURE_TYPES:
            return _Part(name=name, dropped_as="", nested=picture_within(data, opening))
        return _Part(name=name, dropped_as=_UNREACHED)

    def _check_unreached(self) -> None:
        """Parts of unknown kind go where nothing shows them; else the document would lose what its reader sees."""
        gone = {part.name: part.dropped_as for part in self._parts if part.dropped_as in {_UNREACHED, _PREVIEWS}}
        if not gone:
            return
        for part in self._parts:
            for element in () if part.root is None else part.root.iter(etree.Element):
                kind = gone.get(unquote(element.get(_HREF, "")).removeprefix("./").rstrip("/"))
                if kind == _UNREACHED or (kind == _PREVIEWS and not _shown_beside(element)):
                    raise Unreadable("a part of unknown kind")
        self.unread += dict.fromkeys(gone.values())

    def _read(self, part: _Part) -> None:
        if part.nested is not None:
            self.sources += part.nested.sources
            self.unread += part.nested.unread
        elif part.root is not None:
            tag = short(str(part.root.tag)).removeprefix("office:document-")
            walk = Walk(tag if re.fullmatch(r"[a-z-]{2,30}", tag) else part.dropped_as or "part")
            walk.part(part.root)
            walk.declared(part.declared)
            self.sources += walk.sources()

    def _read_names(self, package: Package) -> None:
        names = Source("part names")
        for name in (*package.parts, *package.folders):
            names.add(Slot(name))
            names.separate(" |\n")
        asides = Source("package comments")
        asides.add(Slot("\n".join(package.asides)))
        self.sources += [one for one in (names, *self._manifest.sources(), asides) if one.text.strip()]

    def write(self) -> bytes:
        """The package of the parts that are kept."""
        lost = dict.fromkeys(part.dropped_as for part in self._parts if part.dropped_as)
        if self._drawn:
            lost[DRAWINGS] = None
        kept: list[tuple[str, bytes]] = []
        pictures = {part.name for part in self._parts if part.nested and part.nested.media_type in PICTURE_TYPES}
        for part in self._parts:
            if part.dropped_as:
                continue
            if part.nested is not None:
                kept.append((part.name, part.nested.write()))
                lost.update(dict.fromkeys(part.nested.dropped))
            elif part.root is not None:
                lost.update(dict.fromkeys(sorted(blank(part.root, pictures))))
                if part.declared:
                    without_foreign(part.root)
                kept.append((part.name, serialise(part.root)))
        self.dropped += lost
        manifest = (_MANIFEST, self._written_manifest([name for name, _ in kept]))
        return pack([(MIMETYPE, self.media_type.encode("ascii")), *kept, manifest], stored_first=True)

    def _written_manifest(self, names: list[str]) -> bytes:
        space = f"{{{_MANIFEST_SPACE}}}"
        root = etree.Element(f"{space}manifest", nsmap={"manifest": _MANIFEST_SPACE})
        root.set(f"{space}version", "1.2")
        folders = [
            (path, kind)
            for path, kind in self._types.items()
            if _FOLDER.fullmatch(path) and kind in _OBJECT_TYPES and any(name.startswith(path) for name in names)
        ]
        nested = {part.name: part.nested.written_type for part in self._parts if part.nested is not None}
        for path, kind in [
            ("/", self.media_type),
            *folders,
            *((name, nested.get(name, "text/xml")) for name in names),
        ]:
            entry = etree.SubElement(root, f"{space}file-entry")
            entry.set(f"{space}full-path", path)
            entry.set(f"{space}media-type", kind)
        return serialise(root)


def _shown_beside(image: etree._Element) -> bool:
    """Whether a picture's frame has what the picture is of."""
    frame = image.getparent()
    return frame is not None and any(short(str(one.tag)) in _SHOWN_ITSELF for one in frame)


def _is_xml(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data.startswith((b"\xff\xfe<", b"\xfe\xff\0<"))
