"""Relationships and content types of an OOXML package (ECMA-376 part 2)."""

import posixpath
import re
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import unquote

from lxml import etree

from redaction.errors import Unreadable
from redaction.formats.office.package_walk import Walk
from redaction.formats.office.words import is_own_address
from redaction.formats.pieces import Change, Slot, Source, as_key
from redaction.formats.xml_parts import foreign_declarations, is_published, parse, serialise, short

TYPES: Final = "[Content_Types].xml"
_RELS: Final = re.compile(r"(?:(.*)/)?_rels/([^/]*)\.rels")
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"
_ATTRIBUTES: Final = frozenset({"Id", "Type", "Target", "TargetMode"})
_NOWHERE: Final = "about:blank"
_ID: Final = re.compile(r"(?:rId|Id|R|rel|docRId|ID|_)?[0-9a-fA-F]{1,40}")  # as programs count them
# Anything else (a path with a user's name, a share, a data source) is of no use to who gets the document.
_KEPT_LINK: Final = re.compile(r"(?:https?:|mailto:|tel:|about:|#)", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Relation:
    """One relationship. ``part`` is the part it reaches; None: outside the package, or nothing."""

    id: str
    type: str
    target: str
    part: str | None
    external: bool

    @property
    def kind(self) -> str:
        """The last word of the type."""
        return self.type.rpartition("/")[2].lower()


class Relations:
    """All relationships, by the part they start from; "" is the package itself."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.by_part: dict[str, list[Relation]] = {}
        self.kinds: dict[str, set[str]] = {}
        self.names = [name for name in parts if _RELS.fullmatch(name)]
        self._by_case = {name.lower(): name for name in parts}
        self.links = Source("links")
        self._odd = Walk("relationships")
        for name in self.names:
            match = _RELS.fullmatch(name)
            folder, owner = (match[1] or "", match[2]) if match else ("", "")
            start = posixpath.join(folder, owner)
            if start in self.by_part:
                raise Unreadable("relationships given twice")
            mine: list[Relation] = []
            self.by_part[start] = mine
            self._odd.part(parse(parts[name]), partial(self._take, start, mine))
            self._odd.declared(foreign_declarations(parts[name]))

    def sources(self) -> list[Source]:
        """Where links lead, and whatever else stands in these parts."""
        return [one for one in (self.links, *self._odd.sources()) if one.text.strip()]

    def _take(self, start: str, mine: list[Relation], element: etree._Element) -> bool:
        if short(str(element.tag)) != "rel:Relationship":
            return False
        if element.text or len(element) or not _ATTRIBUTES.issuperset(map(str, element.attrib)):
            return False
        external = element.get("TargetMode", "") == "External"
        target = element.get("Target", "")
        relation = Relation(
            id=element.get("Id", ""),
            type=element.get("Type", ""),
            target=target,
            part=None if external else self._resolve(start, target),
            external=external,
        )
        if not is_published(relation.type) or any(one.id == relation.id for one in mine):
            raise Unreadable("a relationship of an unknown kind")
        mine.append(relation)
        if not _ID.fullmatch(relation.id):
            self._called(relation)
        if not is_own_address(relation.type):
            self.links.add(Slot(relation.type))
            self.links.separate(" |\n")
        if relation.part is None:
            self._link(relation)
        else:
            self.kinds.setdefault(relation.part, set()).add(relation.kind)
        return True

    def _resolve(self, start: str, target: str) -> str | None:
        joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(start), target))
        plain = joined.lstrip("/")
        return self._by_case.get(plain.lower()) or self._by_case.get(unquote(plain).lower())

    def _called(self, relation: Relation) -> None:
        def put(change: Change) -> None:
            relation.id = change.made(as_key)

        self.links.add(Slot(relation.id, put))
        self.links.separate(" |\n")

    def _link(self, relation: Relation) -> None:
        def put(_change: Change) -> None:
            relation.target = _NOWHERE

        spellings = dict.fromkeys((relation.target, unquote(relation.target)))
        for spelling in spellings:
            self.links.add(Slot(spelling, put))
            self.links.separate(" |\n")


def rels_name(part: str) -> str:
    """Where the relationships of a part stand."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def write_relations(relations: list[Relation], names: dict[str, str]) -> bytes:
    """The relationships to parts in *names* (old to new) and to the outside."""
    root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})  # type: ignore[dict-item]  # the stubs know no default namespace
    for one in relations:
        made = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=one.id, Type=one.type)
        if one.part is not None:
            made.set("Target", f"/{names[one.part]}")
        else:
            kept = one.kind == "hyperlink" and _KEPT_LINK.match(one.target)
            made.set("Target", one.target if kept else _NOWHERE)
            made.set("TargetMode", "External")
    return serialise(root)


class ContentTypes:
    """The content type of each part, in lower case."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        if TYPES not in parts:
            raise Unreadable("damaged: a package without content types")
        self._defaults: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._exact: dict[str, str] = {}
        self._walk = Walk("content types")
        self._walk.part(parse(parts[TYPES]), self._take)
        self._walk.declared(foreign_declarations(parts[TYPES]))
        missing = set(self._parts) - {name.lower() for name in parts}
        self._walk.line([Slot(name + " |\n") for name in sorted(missing)])
        self._walk.line([Slot(f"{name} {kind} |\n") for name, kind in self._defaults.items()])

    def sources(self) -> list[Source]:
        """What stands in the list that no part of the package has."""
        return [one for one in self._walk.sources() if one.text.strip()]

    def of(self, name: str) -> str:
        """A part's type; empty: the list does not give it."""
        found = self._parts.get(name.lower())
        return found if found is not None else self._defaults.get(name.rpartition(".")[2].lower(), "")

    def exact(self, kind: str) -> str:
        """A type as it was spelled."""
        return self._exact.get(kind, kind)

    def _take(self, element: etree._Element) -> bool:
        tag = short(str(element.tag))
        names = set(map(str, element.attrib))
        if element.text or len(element):
            return False
        spelled = element.get("ContentType", "")
        kind = spelled.lower()
        if kind not in self._exact and not is_own_address(spelled):
            self._walk.line([Slot(spelled)])
        self._exact[kind] = spelled
        if tag == "ct:Default" and names == {"Extension", "ContentType"}:
            key, kinds = element.get("Extension", "").lower(), self._defaults
        elif tag == "ct:Override" and names == {"PartName", "ContentType"}:
            key, kinds = element.get("PartName", "").lstrip("/").lower(), self._parts
        else:
            return False
        if kinds.setdefault(key, kind) != kind:
            raise Unreadable("a part with two content types")
        return True


def write_types(types: dict[str, str]) -> bytes:
    """The list for these parts."""
    root = etree.Element(f"{{{_CONTENT_TYPES}}}Types", nsmap={None: _CONTENT_TYPES})  # type: ignore[dict-item]  # the stubs know no default namespace
    for extension, kind in (("rels", _RELS_TYPE), ("xml", "application/xml")):
        etree.SubElement(root, f"{{{_CONTENT_TYPES}}}Default", Extension=extension, ContentType=kind)
    for name, kind in types.items():
        etree.SubElement(root, f"{{{_CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
    return serialise(root)
