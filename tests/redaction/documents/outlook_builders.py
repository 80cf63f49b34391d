"""Makes Outlook files and TNEF from nothing, as [MS-CFB], [MS-OXMSG] and [MS-OXTNEF] have them."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Tree = Mapping[str, "bytes | Tree"]
Made = dict[str, bytes | Tree]
_SECTOR, _MINI = 512, 64
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int  # 5: the root, 1: a storage, 2: a stream
    data: bytes = b""
    child: int = _FREE
    right: int = _FREE
    start: int = _END


class _Sectors:
    def __init__(self) -> None:
        self.fat: list[int] = []
        self.body = b""

    def chain(self, data: bytes) -> int:
        """Where the data begin; a chain of sectors that ends."""
        if not data:
            return _END
        first, count = len(self.fat), -(-len(data) // _SECTOR)
        self.fat += [*range(first + 1, first + count), _END]
        self.body += data.ljust(count * _SECTOR, b"\0")
        return first


def ole(tree: Tree) -> bytes:
    """A compound file of version 3."""
    entries = [_Entry("Root Entry", 5)]
    _add(tree, 0, entries)
    sectors = _Sectors()
    mini_fat: list[int] = []
    for entry in entries:
        if entry.kind != 2 or not entry.data:
            continue
        if len(entry.data) >= 4096:
            entry.start = sectors.chain(entry.data)
            continue
        entry.start, count = len(mini_fat), -(-len(entry.data) // _MINI)
        mini_fat += [*range(entry.start + 1, entry.start + count), _END]
        entries[0].data += entry.data.ljust(count * _MINI, b"\0")
    entries[0].start = sectors.chain(entries[0].data)
    mini_sectors = -(-len(mini_fat) // 128)
    mini_at = sectors.chain(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(mini_sectors * _SECTOR, b"\xff"))
    directory_at = sectors.chain(b"".join(map(_packed, [*entries, *[_Entry("", 0)] * (-len(entries) % 4)])))
    count = 1
    while len(sectors.fat) + count > count * 128:
        count += 1
    listed = [*range(len(sectors.fat), len(sectors.fat) + count)]
    fat = [*sectors.fat, *[_FAT] * count]
    head = struct.pack(
        "<8s16s6H10I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, count, directory_at,
        0, 4096, mini_at, mini_sectors, _END, 0,
    )  # fmt: skip
    packed = struct.pack(f"<{len(fat)}I", *fat).ljust(count * _SECTOR, b"\xff")
    return head + struct.pack("<109I", *listed, *[_FREE] * (109 - count)) + sectors.body + packed


def _packed(entry: _Entry) -> bytes:
    wide = entry.name.encode("utf-16-le") + b"\0\0"
    start = 0 if entry.kind == 1 else entry.start
    return struct.pack(
        "<64sHBBIII16sIQQIQ", wide, len(wide), entry.kind, 1, _FREE, entry.right, entry.child, b"", 0, 0, 0, start,
        len(entry.data),
    )  # fmt: skip


def _add(tree: Tree, parent: int, entries: list[_Entry]) -> None:
    before = None
    for name in sorted(tree, key=lambda one: (len(one), one.upper())):
        inner, number = tree[name], len(entries)
        entries.append(_Entry(name, 2, inner) if isinstance(inner, bytes) else _Entry(name, 1))
        if before is None:
            entries[parent].child = number
        else:
            entries[before].right = number
        before = number
        if not isinstance(inner, bytes):
            _add(inner, number, entries)


def texts(properties: Mapping[int, str], *, narrow: bool = False) -> Made:
    """Streams of text properties, in UTF-16 or, *narrow*, in cp1252."""
    kind, coding = ("001E", "cp1252") if narrow else ("001F", "utf-16-le")
    return {f"__substg1.0_{tag:04X}{kind}": text.encode(coding) for tag, text in properties.items()}


def binary(tag: int, data: bytes) -> Made:
    return {f"__substg1.0_{tag:04X}0102": data}


def listed(numbers: Mapping[int, int], head: int) -> Made:
    """The list of fixed properties, with numbers."""
    entries = b"".join(struct.pack("<HHIq", 3, tag, 6, number) for tag, number in numbers.items())
    return {"__properties_version1.0": bytes(head) + entries}


def numbered(properties: Mapping[int, str], times: Mapping[int, int], head: int = 32) -> Made:
    """Properties that have a long ID: texts, and moments in ticks since 1601; with the list that tells them."""
    ids = [*properties, *times]
    entries = b"".join(struct.pack("<IHH", long_id, 3 << 1, index) for index, long_id in enumerate(ids))
    moments = b"".join(
        struct.pack("<HHIq", 0x40, 0x8000 + ids.index(long_id), 6, ticks) for long_id, ticks in times.items()
    )
    return {
        "__nameid_version1.0": {"__substg1.0_00030102": entries},
        "__properties_version1.0": bytes(head) + moments,
        **texts({0x8000 + ids.index(long_id): text for long_id, text in properties.items()}),
    }


def person(name: str, address: str = "a@x.example", kind: int = 1) -> Made:
    return {**listed({0x0C15: kind}, 8), **texts({0x3001: name, 0x39FE: address, 0x3003: "/o=x/cn=y"})}


def attachment(data: bytes, name: str = "a.txt") -> Made:
    return {**listed({0x3705: 1}, 8), **texts({0x3707: name, 0x3704: "A~1.TXT"}), **binary(0x3701, data)}


def within(item: Tree, name: str = "x") -> Made:
    """A mail that is attached to another."""
    return {**listed({0x3705: 5}, 8), **texts({0x3001: name}), "__substg1.0_3701000D": item}


def item(
    properties: Mapping[int, str], people: Sequence[Tree] = (), files: Sequence[Tree] = (), head: int = 32
) -> Made:
    """One mail as a storage."""
    return {
        **listed({0x3FFD: 1252, 0x3FDE: 65001}, head),
        **texts({0x001A: "IPM.Note", 0x0037: "Visit", **properties}),
        **{f"__recip_version1.0_#{number:08X}": one for number, one in enumerate(people)},
        **{f"__attach_version1.0_#{number:08X}": one for number, one in enumerate(files)},
    }


def packed_rich_text(text: bytes, *, plain: bool = False) -> bytes:
    """Compressed rich text of nothing but single characters ([MS-OXRTFCP])."""
    if plain:
        return struct.pack("<4I", len(text) + 12, len(text), 0x414C454D, 0) + text
    runs = [text[at : at + 8] for at in range(0, len(text), 8)]
    packed = b"".join(b"\0" + run for run in runs)
    # A reference to where the next character goes ends it.
    at = (207 + len(text)) % 4096
    closing = struct.pack(">H", at << 4)
    packed = packed[: -len(runs[-1]) - 1] + bytes([1 << len(runs[-1]) if len(runs[-1]) < 8 else 0]) + runs[-1]
    packed += closing if len(runs[-1]) < 8 else b"\1" + closing
    checksum = zlib.crc32(packed, 0xFFFFFFFF) ^ 0xFFFFFFFF
    return struct.pack("<4I", len(packed) + 12, len(text), 0x75465A4C, checksum) + packed


def attribute(level: int, tag: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, tag, 6, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def property_list(properties: Mapping[int, str | bytes | int]) -> bytes:
    """MAPI properties as TNEF has them."""
    packed = struct.pack("<I", len(properties))
    for tag, value in properties.items():
        if isinstance(value, int):
            packed += struct.pack("<HHi", 3, tag, value)
            continue
        kind, data = (0x1F, value.encode("utf-16-le") + b"\0\0") if isinstance(value, str) else (0x102, value)
        packed += struct.pack("<HHII", kind, tag, 1, len(data)) + data + bytes(-len(data) % 4)
    return packed


def named_property(name: str, value: str) -> bytes:
    """A list of one property that has a name and no number."""
    wide, text = name.encode("utf-16-le") + b"\0\0", value.encode("utf-16-le") + b"\0\0"
    return (
        struct.pack("<IHH16sII", 1, 0x1F, 0x8001, bytes(16), 1, len(wide)) + wide + bytes(-len(wide) % 4)
        + struct.pack("<II", 1, len(text)) + text + bytes(-len(text) % 4)
    )  # fmt: skip


def mail_within(inner: bytes) -> bytes:
    """A list of one property: the mail that is attached."""
    data = bytes.fromhex("0703020000000000c000000000000046") + inner
    return struct.pack("<IHHII", 1, 0x0D, 0x3701, 1, len(data)) + data + bytes(-len(data) % 4)


def tnef(*attributes: bytes) -> bytes:
    version = attribute(1, 0x9006, struct.pack("<I", 0x10000))
    return (
        b"\x78\x9f\x3e\x22\x01\x00"
        + version
        + attribute(1, 0x9007, struct.pack("<II", 1252, 0))
        + b"".join(attributes)
    )


def tnef_file(data: bytes, name: str = "a.txt", more: bytes = b"") -> bytes:
    """The attributes of one attachment."""
    title = attribute(2, 0x8010, name.encode("cp1252") + b"\0")
    return attribute(2, 0x9002, bytes(14)) + title + attribute(2, 0x800F, data) + more
