"""Zip packages: opened under limits with nothing passed over, and built anew."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from redaction.errors import TooLarge, Unreadable
from redaction.limits import Limits

_SMALL: Final = 16 * 1024 * 1024  # a picture of an empty screen is packed a thousand times
_LOCAL: Final = struct.Struct("<4s5H3I2H")  # APPNOTE 4.3.7
_END: Final = struct.Struct("<4s4H2IH")  # APPNOTE 4.3.16
_ZIP64_RECORDS: Final = 56 + 20  # APPNOTE 4.3.14 and 4.3.15, with no extensible data
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_LATER_SIZES: Final = 0x8
_SYMLINK: Final = 0o120000
_KNOWN_EXTRA: Final = {0x0001: 28, 0x5455: 13, 0x7875: 21, 0x000A: 32, 0x5855: 12, 0xCAFE: 0}
"""Sizes, times and owners, with the most bytes that they take (APPNOTE 4.5 and 4.6)."""
_WORDS: Final = re.compile(rb"[ -~]{8}")  # no time and no size by chance
_PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_ODD_NAME: Final = re.compile(r"[\x00-\x1f\x7f\\:]|\A/|(?:\A|/)\.{0,2}(?:/|\Z)")
_NOT_ZIP: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, RuntimeError,
    OSError, ValueError, OverflowError, IndexError, KeyError,
)  # fmt: skip
_PACKED_ALREADY: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"PK\x03\x04")  # JPEG, PNG, packages: nothing is won
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(slots=True)
class Budget:
    """What a document and all packages within it may still unpack."""

    members: int
    unpacked_bytes: int

    @classmethod
    def of(cls, limits: Limits) -> "Budget":
        """A full one."""
        return cls(limits.max_members, limits.max_unpacked_bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An unpacked package: parts by name, in the archive's order, and what else the archive says."""

    parts: dict[str, bytes]
    folders: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()  # archive and member comments, unknown extra fields


def unpack(untrusted_data: bytes, limits: Limits, budget: Budget) -> Package:
    """Unpack a zip package whole.

    Raises:
        Unreadable: encrypted, damaged, or made so that two readers would see two things.
        TooLarge: more bytes or members than the limits, or a bomb.
    """
    if len(untrusted_data) > limits.max_bytes:
        raise TooLarge("more bytes than the limit")
    if untrusted_data.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in untrusted_data
        raise Unreadable("encrypted" if encrypted else "an OLE file, not a package")
    try:
        with zipfile.ZipFile(io.BytesIO(untrusted_data)) as archive:
            infos = archive.infolist()
            _check(infos, limits, budget)
            asides = _asides(untrusted_data, archive, infos)
            parts = {info.filename: archive.read(info) for info in infos if not info.is_dir()}
    except _NOT_ZIP:
        raise Unreadable("damaged: not a whole zip package") from None
    folders = tuple(info.filename for info in infos if info.is_dir())
    return Package(parts=parts, folders=folders, asides=asides)


def _check(infos: list[zipfile.ZipInfo], limits: Limits, budget: Budget) -> None:
    budget.members -= len(infos)
    budget.unpacked_bytes -= sum(info.file_size for info in infos)
    if budget.members < 0 or budget.unpacked_bytes < 0:
        raise TooLarge("more members or unpacked bytes than the limit")
    seen: set[str] = set()
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            raise Unreadable("encrypted")
        name = info.filename.removesuffix("/")
        # zipfile ends a name at its first NUL; other readers do not.
        if info.orig_filename.rstrip("/") != name or _ODD_NAME.search(name):
            raise Unreadable("a member's name is not one of a part")
        if name.lower() in seen:
            raise Unreadable("two members of one name")
        seen.add(name.lower())
        if info.compress_type not in _PACKINGS:
            raise Unreadable("a member is packed in an unknown way")
        if info.is_dir() and info.file_size:
            raise Unreadable("a folder with content")
        if info.external_attr >> 16 & 0o170000 == _SYMLINK:
            raise Unreadable("a member is a link")
        if info.file_size > _SMALL and info.file_size > limits.max_ratio * max(info.compress_size, 1):
            raise TooLarge("a member grows more than the limit: a bomb")


def _asides(data: bytes, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> tuple[str, ...]:
    """Texts beside the members; raises where bytes belong to none of them."""
    found = [archive.comment, *(info.comment for info in infos)]
    reached = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        at = info.header_offset
        if at < reached:
            raise Unreadable("members overlap")
        _only_zeros(data[reached:at])
        fields = _LOCAL.unpack_from(data, at)
        if fields[2] & _ENCRYPTED:
            raise Unreadable("encrypted")
        begin = at + _LOCAL.size + fields[9]
        found += (*_extra(data[begin : begin + fields[10]]), *_extra(info.extra))
        reached = begin + fields[10] + info.compress_size
        if fields[2] & _LATER_SIZES:
            reached += _descriptor(data, reached, info)
    _only_zeros(data[reached : archive.start_dir])
    end = data.rfind(b"PK\x05\x06")
    *_, directory_bytes, _, comment_bytes = _END.unpack_from(data, end)
    # Bytes after the end, or between directory and end, are seen by no reader of parts.
    between = end - archive.start_dir - directory_bytes
    # A line end after it is what some way of sending added, and is not written again.
    _only_zeros(data[end + _END.size + comment_bytes :].strip(b"\r\n"))
    if end + _END.size + comment_bytes > len(data) or between not in {0, _ZIP64_RECORDS}:
        raise Unreadable("bytes outside of the package")
    return tuple(dict.fromkeys(text for raw in found if (text := _as_text(raw))))


def _only_zeros(between: bytes) -> None:
    if between.strip(b"\0"):
        raise Unreadable("bytes outside of the package's members")


def _descriptor(data: bytes, at: int, info: zipfile.ZipInfo) -> int:
    crc = struct.pack("<I", info.CRC)
    small, large = (
        struct.pack("<2I", info.compress_size, info.file_size),
        struct.pack("<2Q", info.compress_size, info.file_size),
    )
    for sizes in (large, small):
        for mark in (b"PK\x07\x08", b""):
            if data.startswith(mark + crc + sizes, at):
                return len(mark + crc + sizes)
    return 0


def _extra(raw: bytes) -> list[bytes]:
    """What unknown extra fields hold (APPNOTE 4.5)."""
    found: list[bytes] = []
    while len(raw) >= 4:
        kind, size = struct.unpack_from("<2H", raw)
        if size > _KNOWN_EXTRA.get(kind, -1) or _WORDS.search(raw[4 : 4 + size]):
            found.append(raw[4 : 4 + size])
        raw = raw[4 + size :]
    return [*found, raw]


def _as_text(raw: bytes) -> str:
    """The printable text of bytes that nobody says the charset of; UTF-16 shows as plain letters."""
    return " ".join(re.findall(r"[^\x00-\x1f\x7f-\x9f]+", raw.replace(b"\0", b"").decode("utf-8", "replace")))


def words_in(raw: bytes) -> str:
    """Printable stretches of a binary part, as one byte and two bytes a character."""
    narrow = re.findall(rb"[\x20-\x7e]{4,}", raw)
    wide = re.findall(rb"(?:[\x20-\x7e]\x00){4,}", raw)
    return "\n".join(one.replace(b"\0", b"").decode("ascii") for one in (*narrow, *wide))


def pack(parts: Iterable[tuple[str, bytes]], *, stored_first: bool = False) -> bytes:
    """A zip of nothing but these parts: no times, comments or extra fields.

    *stored_first*: the first part is not compressed, as ODF 1.3 part 2 §3.3 asks of its ``mimetype``.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for at, (name, data) in enumerate(parts):
            info = zipfile.ZipInfo(name)
            info.create_system = 0
            stored = (stored_first and at == 0) or data.startswith(_PACKED_ALREADY)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()
