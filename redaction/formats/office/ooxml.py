"""OOXML packages (docx, xlsx, pptx and their kin): every part read, then cut, dropped or the document held."""

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from lxml import etree

from redaction.errors import Unreadable
from redaction.formats.contents import opened
from redaction.formats.office.ooxml_cells import Rows, Strings, Styles
from redaction.formats.office.ooxml_links import (
    TYPES,
    ContentTypes,
    Relation,
    Relations,
    rels_name,
    write_relations,
    write_types,
)
from redaction.formats.office.ooxml_metadata import blank
from redaction.formats.office.ooxml_objects import OBJECTS, as_shown, is_object, svg_beside, without_svg
from redaction.formats.office.ooxml_policy import MAIN_TYPES, WITHOUT_MACROS, Treatment, treatment, word
from redaction.formats.office.package import Package, pack, words_in
from redaction.formats.office.package_walk import Walk
from redaction.formats.picture.frames import PICTURE_TYPES
from redaction.formats.picture.left_out import picture_within
from redaction.formats.pieces import Change, Place, Slot, Source
from redaction.formats.reading import Opening, Reading
from redaction.formats.svg.drawing import drawn_as_pictures
from redaction.formats.xml_parts import foreign_declarations, parse, repaired, serialise, without_foreign
from redaction.libreoffice.drawings import DRAWINGS, drawn_parts
from redaction.sniff import media_type as sniffed

_CODED: Final = re.compile(r"[A-Za-z0-9+/]{64}")
_KEPT: Final = frozenset({Treatment.REWRITE, Treatment.RECURSE, Treatment.PICTURE})

_DROPPED_WORDS: Final = {
    "core-properties": "properties", "extended-properties": "properties", "custom-properties": "properties",
    "xml": "custom XML", "customxmlproperties": "custom XML", "digital-signature-xmlsignature": "signatures",
    "digital-signature-origin": "signatures", "vbaproject": "macros", "vbadata": "macros",
    "printersettings": "printer settings", "people": "authors", "calcchain": "calculation order",
    "fontdata": "fonts", "obfuscatedfont": "fonts", "x-fontdata": "fonts",
}  # fmt: skip
# A page, a rich text, another document: taken in as text when the document is opened (ECMA-376 part 1 §11.3.1).
_CHUNK: Final = frozenset({"afchunk"})
_UNREACHED: Final = "unreached parts"
_IMAGE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


@dataclass(slots=True, kw_only=True)
class _Part:
    """A part and what was made of it."""

    name: str
    kind: str
    treatment: Treatment
    root: etree._Element | None = None
    nested: Reading | None = None
    declared: Sequence[str] = ()  # namespaces that no office format has
    lost_as: str = ""  # what it is called where it is dropped; empty: by its kind
    bare: frozenset[etree._Element] = frozenset()  # rows of a sheet in which no metadata can stand

    @property
    def dropped_word(self) -> str:
        if self.lost_as:
            return self.lost_as
        if self.treatment is Treatment.DROP_UNREAD and self.kind.startswith("image/"):
            return "thumbnail"
        return _DROPPED_WORDS.get(word(self.kind), word(self.kind))


class Ooxml:
    """See ``Reading``."""

    def __init__(self, package: Package, opening: Opening) -> None:
        self._types = ContentTypes(package.parts)
        self._relations = Relations(package.parts)
        self.dropped: list[str] = []
        self.unread: list[str] = []
        self.sources: list[Source] = []
        main = self._main()
        self.media_type = MAIN_TYPES[self._types.of(main)]
        self._without_macros = WITHOUT_MACROS.get(self._types.of(main))
        self.written_type = MAIN_TYPES[self._without_macros] if self._without_macros else self.media_type
        self._names: dict[str, str] = {}
        self._numbers = count(1)
        self._beside = svg_beside(package.parts, self._relations)
        drawings = {
            name: data
            for name, data in package.parts.items()
            if self._treated(name) is Treatment.PICTURE and name not in self._beside
        }
        self._drawn = drawn_parts(drawings) | drawn_as_pictures(drawings)
        self._parts: dict[str, _Part] = {}
        for name, data in package.parts.items():
            if name != TYPES and name not in self._relations.names:
                self._parts[name] = self._open(name, data, opening)
        for name, part in self._parts.items():
            if part.root is not None:
                self._show(name, part.root)
        self._read(main)
        for part in self._parts.values():
            if part.nested is not None:
                self.sources += part.nested.sources
                self.unread += part.nested.unread
            elif part.treatment is Treatment.DROP_UNREAD:
                self.unread.append(part.dropped_word)
        self.unread = list(dict.fromkeys(self.unread))
        self._read_names(package)
        self.sources += (*self._relations.sources(), *self._types.sources())

    def _main(self) -> str:
        found = [
            one.part
            for one in self._relations.by_part.get("", ())
            if one.kind == "officedocument" and one.part is not None
        ]
        if len(found) != 1:
            raise Unreadable("damaged: a package without one main part")
        if self._types.of(found[0]) not in MAIN_TYPES:
            raise Unreadable("an office package of an unknown kind")
        return found[0]

    def _open(self, name: str, data: bytes, opening: Opening) -> _Part:
        kind = self._types.of(name)
        what = self._treated(name)
        part = _Part(name=name, kind=kind, treatment=what)
        relations = self._relations.kinds.get(name, set())
        if relations == _CHUNK:
            return replace(part, treatment=Treatment.RECURSE, nested=opened(data, opening))
        lost_as = self._lost_as(name, kind, what, relations)
        if lost_as:
            return replace(part, treatment=Treatment.DROP_UNREAD, lost_as=lost_as)
        if what is Treatment.HOLD:
            raise Unreadable("a part of unknown kind")
        if name in self._drawn:
            data = self._drawn[name]
            self._names[name] = f"{posixpath.splitext(name)[0]}-{next(self._numbers)}.png"
            if DRAWINGS not in self.unread:
                self.unread.append(DRAWINGS)
        if what is Treatment.PICTURE:
            part.nested = picture_within(data, opening)
            if sniffed(data) not in PICTURE_TYPES:
                self._names[name] = f"{posixpath.splitext(name)[0]}-{next(self._numbers)}.png"
        elif what is Treatment.RECURSE:
            part.nested = opening.nested(data, opening.deeper())
        elif what in {Treatment.REWRITE, Treatment.READ_AND_DROP}:
            data = repaired(data) if word(kind) == "vmldrawing" else data
            part.root, part.declared = parse(data), foreign_declarations(data)
            if what is Treatment.READ_AND_DROP and word(kind) == "xml" and _holds_data(part.root):
                self.unread.append("packed custom XML")
        elif what is Treatment.WORDS_AND_DROP:
            source = Source(part.dropped_word)
            source.add(Slot(words_in(data)))
            self.sources.append(source)
        return part

    def _lost_as(self, name: str, kind: str, what: Treatment, relations: set[str]) -> str:
        """What is said of a part that nobody looks into, and that goes; empty: it does not."""
        if name in self._beside:
            return DRAWINGS
        if is_object(kind, what, relations):
            return OBJECTS
        # Nobody is shown it, and what is written is built of the parts that are reached.
        return _UNREACHED if what is Treatment.HOLD and not relations else ""

    def _show(self, name: str, root: etree._Element) -> None:
        """Objects in a part give way to their pictures, before anything of them is read."""
        mine = self._relations.by_part.get(name, [])
        if any(one.part in self._beside for one in mine):
            without_svg(root)
        ids = {one.id for one in mine if one.part in self._parts and self._parts[one.part].lost_as == OBJECTS}
        if not ids:
            return
        pictures = {one.id for one in mine if self._is_picture(one.part)}

        def drawn(shape: str) -> str | None:
            part = self._drawn_as(mine, shape)
            if part is None:
                return None
            id_ = f"rIdShown{len(mine)}"
            mine.append(Relation(id=id_, type=_IMAGE, target=f"/{part}", part=part, external=False))
            return id_

        as_shown(root, ids, pictures.__contains__, drawn)

    def _is_picture(self, part: str | None) -> bool:
        return part in self._parts and self._parts[part].treatment is Treatment.PICTURE

    def _drawn_as(self, relations: list[Relation], shape: str) -> str | None:
        """The picture that a shape of a drawing of old form shows."""
        for one in relations:
            root = self._parts[one.part].root if one.kind == "vmldrawing" and one.part in self._parts else None
            found = (
                () if root is None else (each for each in root.iter("{*}shape") if shape and each.get("id") == shape)
            )
            for image in (image for each in found for image in each.iter("{*}imagedata")):
                for below in self._relations.by_part.get(one.part or "", ()):
                    if below.id in image.attrib.values() and self._is_picture(below.part):
                        return below.part
        return None

    def _treated(self, name: str) -> Treatment:
        return treatment(self._types.of(name), frozenset(self._relations.kinds.get(name, ())))

    def _read(self, main: str) -> None:
        """Walk every XML part, the main one first and then as the package is linked."""
        before, self.sources = self.sources, []
        workbook = self._parts[main].root
        strings = Strings(self._root_of("sharedstrings"))
        dated = workbook is not None and any(
            one.get("date1904") in {"1", "true"} for one in workbook.iter("{*}workbookPr")
        )
        styles = Styles(self._root_of("styles"), from_1904=dated)
        order = list(dict.fromkeys([main, *self._reached(main), *self._parts]))
        # Strings last: only then is it known which of them a cell shows.
        order.sort(key=lambda name: word(self._parts[name].kind) == "sharedstrings")
        for name in order:
            part = self._parts[name]
            if part.root is None:
                continue
            walk = Walk(word(part.kind))
            kind = word(part.kind)
            if kind == "worksheet":
                rows = Rows(walk, strings, styles)
                walk.part(part.root, rows.take)
                part.bare = frozenset(rows.bare)
            elif kind == "sharedstrings":
                walk.part(part.root, strings.rest(walk))
            else:
                walk.part(part.root)
            walk.declared(part.declared)
            self.sources += walk.sources()
            self.unread += [one for one in walk.packed if one not in self.unread]
        self.sources += before

    def _root_of(self, kind: str) -> etree._Element | None:
        found = [part.root for part in self._parts.values() if word(part.kind) == kind and part.root is not None]
        if len(found) > 1 and kind == "sharedstrings":
            raise Unreadable("two parts where there can be one")
        return found[0] if found else None

    def _read_names(self, package: Package) -> None:
        names = Source("part names")
        for name in (*package.parts, *package.folders):
            names.add(Slot(name, self._renaming(name)) if name in self._parts else Slot(name))
            names.separate(" |\n")
        self.sources.append(names)
        if package.asides:
            asides = Source("package comments")
            asides.add(Slot("\n".join(package.asides)))
            self.sources.append(asides)

    def _renaming(self, name: str) -> Place:
        def put(_change: Change) -> None:
            ending = posixpath.splitext(self._names.get(name, name))[1][:5]
            self._names[name] = f"parts/part{next(self._numbers)}{ending}"

        return put

    def _reached(self, start: str) -> list[str]:
        """Kept parts that a chain of relationships leads to from a part or, by "", from the package."""
        found: dict[str, None] = {}
        waiting = [start]
        while waiting:
            for one in self._relations.by_part.get(waiting.pop(0), ()):
                part = None if one.part is None or one.part in found else self._parts.get(one.part)
                if part is not None and part.treatment in _KEPT:
                    found[part.name] = None
                    waiting.append(part.name)
        return list(found)

    def write(self) -> bytes:
        """The package of those parts that are reached and kept."""
        kept = self._reached("")
        names = {name: self._names.get(name, name) for name in kept}
        self.dropped += dict.fromkeys(part.dropped_word for name, part in self._parts.items() if name not in names)
        lost: dict[str, None] = {DRAWINGS: None} if self._drawn else {}
        parts: list[tuple[str, bytes]] = []
        types: dict[str, str] = {}
        for owner in ("", *kept):
            relations = [one for one in self._relations.by_part.get(owner, ()) if self._stays(one, names)]
            if owner:
                gone = {one.id for one in self._relations.by_part.get(owner, ())} - {one.id for one in relations}
                part = self._parts[owner]
                parts.append((names[owner], self._written(part, frozenset(gone), lost)))
                types[names[owner]] = self._type_of(part)
            if relations:
                parts.append((rels_name(names[owner]) if owner else "_rels/.rels", write_relations(relations, names)))
        self.dropped += [one for one in lost if one not in self.dropped]
        return pack([(TYPES, write_types(types)), *parts])

    @staticmethod
    def _stays(relation: Relation, names: dict[str, str]) -> bool:
        if relation.part is None:
            return relation.external and relation.kind != "attachedtemplate"
        return relation.part in names

    def _written(self, part: _Part, gone: frozenset[str], lost: dict[str, None]) -> bytes:
        if part.nested is not None:
            data = part.nested.write()
            lost.update(dict.fromkeys(part.nested.dropped))
            return data
        if part.root is None:
            raise AssertionError("only parts with a tree or a package of their own are kept")
        lost.update(dict.fromkeys(sorted(blank(part.root, gone, part.bare))))
        if part.declared:
            without_foreign(part.root)
        return serialise(part.root)

    def _type_of(self, part: _Part) -> str:
        if part.nested is not None and part.kind not in MAIN_TYPES:
            return part.nested.written_type
        return WITHOUT_MACROS.get(part.kind, self._types.exact(part.kind))


def _holds_data(root: etree._Element) -> bool:
    """Whether a part has a file in it, in base64: queries of Excel are kept so, with what they last gave."""
    return any(_CODED.search(one.text or "") for one in root.iter(etree.Element))
