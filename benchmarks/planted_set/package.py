"""Plants a value in an office package or archive: its parts, their names and links, and what lies beside them."""

import io
import posixpath
import random
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from benchmarks.planted_set import marked_up, picture
from benchmarks.planted_set.marked_up import as_name, escaped

_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff")
_TYPES: Final = "[Content_Types].xml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(slots=True)
class Opened:
    """A package as it is taken apart, and what is to be written beside its parts."""

    parts: dict[str, bytes]
    comment: bytes = b""
    extra: tuple[str, bytes] = ("", b"")  # of that member
    member_comment: tuple[str, bytes] = ("", b"")
    stored: frozenset[str] = frozenset({"mimetype"})
    twice: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def ooxml(self) -> bool:
        """Whether it is one of Office."""
        return _TYPES in self.parts

    @property
    def main(self) -> str:
        """The main part."""
        links = self.parts.get("_rels/.rels", b"").decode("utf-8", "replace")
        found = re.search(r'<[^>]*officeDocument"[^>]*>', links)
        target = found and re.search(r'Target="/?([^"]*)"', found[0])
        return target[1] if target else "content.xml"

    def write(self) -> bytes:
        """Packed again."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in (*self.parts.items(), *self.twice):
                info = zipfile.ZipInfo(name)
                info.compress_type = zipfile.ZIP_STORED if name in self.stored else zipfile.ZIP_DEFLATED
                info.extra = self.extra[1] if self.extra[0] == name else b""
                info.comment = self.member_comment[1] if self.member_comment[0] == name else b""
                archive.writestr(info, data)
            archive.comment = self.comment
        return out.getvalue()


Plant = Callable[[Opened, str, random.Random], str | None]
"""Changes the package; what more is to be said of the place; None: it has none such."""


def opened(data: bytes) -> Opened:
    """Raises: what zipfile raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Opened({one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()})


def coded(value: str, chance: random.Random) -> bytes:
    """As bytes of a program."""
    return value.encode(chance.choice(("utf-8", "utf-8", "utf-16-le", "utf-16-be")))


def _kind(name: str) -> str:
    return re.sub(r"\d+", "", posixpath.basename(name))


def _some(package: Opened, chance: random.Random, wanted: Callable[[str], bool]) -> str | None:
    """A part, each kind as likely as the others."""
    kinds: dict[str, list[str]] = {}
    for name in filter(wanted, package.parts):
        kinds.setdefault(_kind(name), []).append(name)
    return chance.choice(kinds[chance.choice(sorted(kinds))]) if kinds else None


def _in_xml(package: Opened, value: str, chance: random.Random) -> str | None:
    name = _some(package, chance, lambda one: one.endswith((".xml", ".rels", ".vml", ".rdf")))
    made = name and marked_up.plant(package.parts[name], value, chance)
    if not name or not made:
        return None
    package.parts[name] = made[1]
    return f"{made[0]} in {_kind(name)}"


def _in_bytes(package: Opened, value: str, chance: random.Random) -> str | None:
    name = _some(package, chance, lambda one: not one.endswith((".xml", ".rels", ".vml", ".rdf", *_PICTURES)))
    if name is None or name == "mimetype":
        return None
    data, at = package.parts[name], chance.choice((0.5, 1))
    place = int(len(package.parts[name]) * at)
    package.parts[name] = data[:place] + coded(value, chance) + data[place:]
    return f"{'end' if at == 1 else 'middle'} of {_kind(name)}"


def _in_picture(package: Opened, value: str, chance: random.Random) -> str | None:
    name = _some(package, chance, lambda one: one.lower().endswith(_PICTURES))
    made = name and picture.plant(package.parts[name], value, chance)
    if not name or not made:
        return None
    package.parts[name] = made[1]
    return made[0]


def _within(package: Opened, value: str, chance: random.Random) -> str | None:
    name = _some(package, chance, lambda one: one.endswith((".xlsx", ".docx", ".pptx", ".odt", ".ods")))
    made = name and plant(package.parts[name], value, chance)
    if not name or not made:
        return None
    package.parts[name] = made[1]
    return made[0]


def _part_name(package: Opened, value: str, chance: random.Random) -> str | None:
    name = _some(package, chance, lambda one: "/" in one and not one.endswith(".rels"))
    if name is None:
        return None
    old = posixpath.basename(name)
    stem, ending = posixpath.splitext(old)
    new = as_name(value) + ending
    parts = {}
    for one, data in package.parts.items():
        moved = one.replace(f"/{old}", f"/{new}")
        parts[moved] = data.replace(old.encode(), new.encode()) if one.endswith((".rels", ".xml")) else data
    package.parts = parts
    return re.sub(r"\d+", "", stem)


def _orphan(package: Opened, value: str, chance: random.Random) -> str:
    ending = chance.choice((".txt", ".xml", ".bin", ".jpg", ""))
    data = f"<a>{escaped(value, chance)}</a>".encode() if ending == ".xml" else coded(value, chance)
    package.parts[f"{chance.choice(('', 'word/', 'Pictures/', 'META-INF/'))}spare{ending}"] = data
    return ending


def _relation(package: Opened, value: str, chance: random.Random) -> str | None:
    name = _some(package, chance, lambda one: one.endswith(".rels"))
    if name is None:
        return None
    kind, target, mode, id_ = f"{_OFFICE}/hyperlink", "http://a.example/", "External", "rId990"
    where = chance.choice(("target", "query", "file", "mailto", "id", "type", "fragment"))
    match where:
        case "target":
            target = f"http://a.example/{escaped(value, chance)}"
        case "query":
            target = "http://a.example/?q=" + "".join(f"%{one:02X}" for one in value.encode())
        case "file":
            target = f"file:///C:/Users/{value}/plan.dotx"
        case "mailto":
            target = f"mailto:{as_name(value)}@a.example?subject={value}"
        case "fragment":
            target = f"http://a.example/#{as_name(value)}"
        case "id":
            id_ = as_name(value)
        case _:
            kind = f"{_OFFICE}/{as_name(value)}"
    new = f'<Relationship Id="{id_}" Type="{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    package.parts[name] = package.parts[name].replace(b"</Relationships>", new.encode())
    return where


def _content_type(package: Opened, value: str, chance: random.Random) -> str | None:
    if not package.ooxml:
        return None
    new = chance.choice((
        f'<Override PartName="/word/{as_name(value)}.xml" ContentType="application/xml"/>',
        f'<Default Extension="{as_name(value)}" ContentType="application/xml"/>',
        f'<Default Extension="zzz" ContentType="application/{as_name(value)}"/>',
    ))  # fmt: skip
    package.parts[_TYPES] = package.parts[_TYPES].replace(b"</Types>", f"{new}</Types>".encode())
    return re.split(r"\W", new)[1]


_LINKED: Final = (
    ("printerSettings", "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings", ".bin"),
    ("customXml", "application/xml", ".xml"),
    ("image", "image/x-emf", ".emf"), ("image", "image/x-wmf", ".wmf"), ("image", "image/jpeg", ".jpg"),
    ("font", "application/x-font-ttf", ".ttf"), ("font", "application/x-fontdata", ".fntdata"),
    ("vbaProject", "application/vnd.ms-office.vbaProject", ".bin"),
    ("oleObject", "application/vnd.openxmlformats-officedocument.oleObject", ".bin"),
    ("http://schemas.microsoft.com/office/2006/relationships/activeXControlBinary", "application/vnd.ms-office.activeX", ".bin"),
    ("aFChunk", "text/html", ".html"), ("aFChunk", "application/rtf", ".rtf"), ("aFChunk", "text/plain", ".txt"),
    ("aFChunk", "message/rfc822", ".mht"), ("thumbnail", "image/jpeg", ".jpeg"), ("attachedTemplate", "text/plain", ".dot"),
    ("unknown", "application/octet-stream", ".dat"), ("theme", "text/css", ".css"), ("metadata", "application/json", ".json"),
)  # fmt: skip


def _linked(package: Opened, value: str, chance: random.Random) -> str | None:
    main = package.main
    folder, _, leaf = main.rpartition("/")
    links = f"{folder}/_rels/{leaf}.rels"
    if not package.ooxml or links not in package.parts:
        return None
    kind, content, ending = chance.choice(_LINKED)
    given = kind if "/" in kind else f"{_OFFICE}/{kind}"
    text = escaped(value, chance)
    data = {
        ".xml": f"<a><b>{text}</b></a>".encode(), ".html": f"<html><body><p>{text}</p></body></html>".encode(),
        ".rtf": f"{{\\rtf1\\ansi {value}\\par}}".encode("ascii", "replace"),
        ".mht": f"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>{text}</p>\r\n".encode(),
    }.get(ending, bytes(range(40)) + coded(value, chance) + bytes(8))  # fmt: skip
    package.parts[f"{folder}/extra990{ending}"] = data
    override = f'<Override PartName="/{folder}/extra990{ending}" ContentType="{content}"/></Types>'
    package.parts[_TYPES] = package.parts[_TYPES].replace(b"</Types>", override.encode())
    link = f'<Relationship Id="rId991" Type="{given}" Target="extra990{ending}"/></Relationships>'
    package.parts[links] = package.parts[links].replace(b"</Relationships>", link.encode())
    return f"{kind.rpartition('/')[2]} {ending}"


def _property(package: Opened, value: str, chance: random.Random) -> str | None:
    text = escaped(value, chance)
    if not package.ooxml:
        if "meta.xml" not in package.parts or b"<office:meta>" not in package.parts["meta.xml"]:
            return None
        tag = chance.choice((
            f'<meta:user-defined meta:name="Note">{text}</meta:user-defined>', f"<meta:keyword>{text}</meta:keyword>",
            f'<meta:user-defined meta:name="{text}">x</meta:user-defined>', f"<meta:initial-creator>{text}</meta:initial-creator>",
            f'<meta:template xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="/home/{text}/a.ott"/>',
        ))  # fmt: skip
        package.parts["meta.xml"] = package.parts["meta.xml"].replace(
            b"<office:meta>", f"<office:meta>{tag}".encode()
        )
        return re.split(r"\W", tag)[2]
    where = chance.choice(("value", "name", "link"))
    name, inner = (text, "x") if where == "name" else ("Note", text)
    link = f' linkTarget="{as_name(value)}"' if where == "link" else ""
    package.parts["docProps/custom.xml"] = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}"{link}>'
        f"<vt:lpwstr>{inner}</vt:lpwstr></property></Properties>"
    ).encode()
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    package.parts[_TYPES] = package.parts[_TYPES].replace(
        b"</Types>", f'<Override PartName="/docProps/custom.xml" ContentType="{kind}"/></Types>'.encode()
    )
    link = f'<Relationship Id="rId992" Type="{_OFFICE}/custom-properties" Target="docProps/custom.xml"/>'
    package.parts["_rels/.rels"] = package.parts["_rels/.rels"].replace(
        b"</Relationships>", f"{link}</Relationships>".encode()
    )
    return where


def _comment(package: Opened, value: str, chance: random.Random) -> str:
    package.comment = coded(value, chance)
    return ""


def _member_comment(package: Opened, value: str, chance: random.Random) -> str:
    package.member_comment = (chance.choice(tuple(package.parts)), coded(value, chance))
    return ""


def _extra(package: Opened, value: str, chance: random.Random) -> str:
    raw = coded(value, chance)
    kind = chance.choice((0x9901, 0x7075, 0x6375, 0x5455, 0xA220, 0x0001))
    package.extra = (chance.choice(tuple(package.parts)), struct.pack("<2H", kind, len(raw)) + raw)
    return f"{kind:04X}"


def _twice(package: Opened, value: str, chance: random.Random) -> str | None:
    made = marked_up.plant(package.parts.get(package.main, b""), value, chance)
    if made is None:
        return None
    package.twice.append((chance.choice((package.main, package.main.upper(), f"./{package.main}")), made[1]))
    return ""


_WITHIN: Final[Mapping[str, Plant]] = MappingProxyType({
    "part name": _part_name, "orphan": _orphan, "relationship": _relation, "content type": _content_type,
    "linked part": _linked, "bytes": _in_bytes, "picture": _in_picture, "package within": _within,
    "archive comment": _comment, "member comment": _member_comment, "extra field": _extra, "twice": _twice,
    "property": _property,
})  # fmt: skip


def _after(data: bytes, value: str, chance: random.Random) -> bytes:
    return data + coded(value, chance)


def _before(data: bytes, value: str, chance: random.Random) -> bytes:
    return coded(value, chance) + data


def _between(data: bytes, value: str, chance: random.Random) -> bytes:
    """Between the members and their directory, whose place is corrected."""
    raw = coded(value, chance)
    end = data.rfind(b"PK\x05\x06")
    at = struct.unpack_from("<I", data, end + 16)[0]
    new = data[:at] + raw + data[at:]
    return new[: end + len(raw) + 16] + struct.pack("<I", at + len(raw)) + new[end + len(raw) + 20 :]


_OUTSIDE: Final = {"after the end": _after, "before the beginning": _before, "between members": _between}


def plant(data: bytes, value: str, chance: random.Random) -> tuple[str, bytes] | None:
    """The name of a place and the package with the value there; half of them within XML parts."""
    package = opened(data)
    if chance.random() < 0.55:
        more = _in_xml(package, value, chance)
        return None if more is None else (f"xml: {more}", package.write())
    name = chance.choice((*_WITHIN, *_OUTSIDE))
    if name in _OUTSIDE:
        return name, _OUTSIDE[name](package.write(), value, chance)
    more = _WITHIN[name](package, value, chance)
    return None if more is None else (f"{name}: {more}", package.write())
