"""Looks for values in any file by raw bytes and all that can be made of them; knows nothing of how it was redacted."""

import base64
import binascii
import html
import io
import quopri
import re
import struct
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from email.header import decode_header
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import olefile
import pikepdf

_DEEPEST: Final = 5
_TAG: Final = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>|<\?.*?\?>|<[^<>]*>", re.DOTALL)
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/_-]{11,}(?:\r?\n[ \t]?[A-Za-z0-9+/_-]+)*={0,2}")
_HEX: Final = re.compile(rb"(?:[0-9A-Fa-f]{2}\s{0,2}){8,}")
_ENCODED: Final = re.compile(r"=\?[^?\s]{1,40}\?[bqBQ]\?[^?]*\?=")
_ZLIB: Final = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_ESCAPE: Final = re.compile(
    r"\\u\{?([0-9A-Fa-f]{4,6})\}?|\\x([0-9A-Fa-f]{2})|\\([0-3][0-7]{2})|\\([0-9A-Fa-f]{2,4}) "
)
_LOCAL: Final = re.compile(rb"PK\x03\x04.{26}", re.DOTALL)


def squeezed(text: str) -> str:
    """Letters and figures alone, in small letters."""
    return re.sub(r"[\W_]+", "", text).lower()


def found(data: bytes, needles: tuple[str, ...]) -> list[str]:
    """Which needles can be had from the file."""
    wanted = {needle: squeezed(needle) for needle in needles}
    hits: dict[str, None] = {}
    for text in _texts(data, 0, set()):
        plain = squeezed(text)
        hits.update((needle, None) for needle, form in wanted.items() if form in plain)
        if len(hits) == len(wanted):
            break
    return list(hits)


def _texts(data: bytes, depth: int, seen: set[bytes]) -> Iterator[str]:
    if data in seen or depth > _DEEPEST or not data:
        return
    seen.add(data)
    yield from _plain(data)
    for inner in _within(data):
        yield from _texts(inner, depth + 1, seen)


def _plain(data: bytes) -> Iterator[str]:
    latin = data.decode("latin-1")
    yield latin
    for coding in ("utf-16-le", "utf-16-be"):
        if b"\0" in data:
            yield data.decode(coding, "replace")
            yield data[1:].decode(coding, "replace")
    source = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
    yield source
    yield from _undone(source)
    if b"+" in data and data.isascii():
        yield data.decode("utf-7", "replace")


def _undone(source: str) -> Iterator[str]:
    """What it becomes without tags, entities, escapes, folds."""
    if "<" in source:
        untagged = _TAG.sub("", source)
        yield from (untagged, html.unescape(html.unescape(untagged)))
    if "&" in source:
        yield html.unescape(source)
        yield html.unescape(html.unescape(source))
    if "%" in source:
        yield unquote(source)
        yield unquote(html.unescape(source))
    if "\\" in source:
        yield _ESCAPE.sub(_escape, source)
        yield from _rich_text(source)
        yield re.sub(r"\\(.)", r"\1", source)
    unfolded = re.sub(r"\r?\n[ \t]", "", source)
    yield unfolded
    if "=" in source:
        yield quopri.decodestring(unfolded.encode("utf-8", "replace")).decode("utf-8", "replace")
        yield quopri.decodestring(source.encode("utf-8", "replace")).decode("utf-8", "replace")
    if "=?" in source:
        yield _ENCODED.sub(_word, re.sub(r"\?=\s+=\?", "?==?", unfolded))
    if "*" in source:
        yield unquote(re.sub(r";\s*[\w-]+\*\d+\*?=(?:utf-8'')?", "", unfolded))


def _escape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    point = int(code, 16) if code else int(match[3], 8) if match[3] else int(match[4], 16)
    return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else ""


def _word(match: re.Match[str]) -> str:
    try:
        return "".join(
            one.decode(charset or "latin-1", "replace") if isinstance(one, bytes) else one
            for one, charset in decode_header(match[0])
        )
    except (ValueError, LookupError):
        return ""


def _rich_text(source: str) -> Iterator[str]:
    for form in (r"\\u(-?\d+) ?(?:\\'[0-9a-fA-F]{2}|[^\\{}])?", r"\\u(-?\d+) ?"):
        numbered = re.sub(form, lambda match: chr(int(match[1]) % 65536), source)
        plain = re.sub(r"\\'([0-9a-fA-F]{2})", lambda match: chr(int(match[1], 16)), numbered)
        yield re.sub(r"\\[A-Za-z]+-?\d* ?|\\.|[{}\r\n]", "", plain)


def _within(data: bytes) -> Iterator[bytes]:
    """What is packed or coded in it."""
    if data.startswith(b"PK") or b"PK\x03\x04" in data[:4096]:
        yield from _archive(data)
        return
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        yield from _compound(data)
        return
    if b"%PDF-" in data[:2048]:
        yield from _pdf(data)
    for match in _ZLIB.finditer(data):
        unpacked = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        try:
            made = unpacked.decompress(data[match.start() :], 1 << 22)
        except zlib.error:
            continue
        yield made
    if b"%PDF-" in data[:2048] or data[:4] in {b"\x89PNG", b"RIFF"} or data[:3] == b"\xff\xd8\xff":
        return
    for match in _BASE64.finditer(data):
        for lines in dict.fromkeys((match[0], match[0].rpartition(b"\n")[0])):
            packed = re.sub(rb"\s", b"", lines).rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
            if len(packed) >= 11:
                packed = packed[: len(packed) - (len(packed) % 4 == 1)]
                yield base64.b64decode(packed + b"=" * (-len(packed) % 4))
    for match in _HEX.finditer(data):
        digits = re.sub(rb"\s", b"", match[0])
        yield binascii.unhexlify(digits[: len(digits) // 2 * 2])
        yield binascii.unhexlify(digits[1 : len(digits) // 2 * 2 - 1])


def _archive(data: bytes) -> Iterator[bytes]:
    """The members by the directory, and by what stands before each of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                yield info.filename.encode()
                yield info.extra
                yield info.comment
                yield archive.read(info)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError):
        pass
    for match in _LOCAL.finditer(data):
        names, extra = struct.unpack_from("<2H", data, match.start() + 26)
        at = match.end() + names + extra
        try:
            yield zlib.decompressobj(wbits=-15).decompress(data[at:], 1 << 22)
        except zlib.error:
            continue


def _compound(data: bytes) -> Iterator[bytes]:
    try:
        with closing(olefile.OleFileIO(io.BytesIO(data))) as opened:
            for path in opened.listdir(streams=True, storages=True):
                yield "/".join(path).encode()
                if opened.exists(path) and opened.get_type(path) == olefile.STGTY_STREAM:
                    yield opened.openstream(path).read()
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error):
        return


def _pdf(data: bytes) -> Iterator[bytes]:
    """All strings and streams of all objects, and what poppler shows."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(data)
        for options in ((), ("-raw",)):
            done = subprocess.run(
                ["pdftotext", *options, file.name, "-"], capture_output=True, timeout=60, check=False
            )
            yield done.stdout
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for one in (*pdf.objects, pdf.trailer):
                yield from _object(one, 0)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return


def _object(one: object, depth: int) -> Iterator[bytes]:
    if depth > 40:
        return
    if isinstance(one, pikepdf.String):
        yield bytes(one)
        yield str(one).encode("utf-8", "replace")
    elif isinstance(one, pikepdf.Name):
        yield str(one).encode("utf-8", "replace")
    elif isinstance(one, pikepdf.Array):
        for inner in one:
            if not getattr(inner, "is_indirect", False):
                yield from _object(inner, depth + 1)
    elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, inner in one.items():
            yield str(key).encode()
            if not getattr(inner, "is_indirect", False):
                yield from _object(inner, depth + 1)
        if isinstance(one, pikepdf.Stream):
            try:
                data = one.read_bytes()
            except pikepdf.PdfError:
                data = one.read_raw_bytes()
            yield data
            yield _shown(data)


def _shown(content: bytes) -> bytes:
    """The strings of a page's content put together."""
    literals = [re.sub(rb"\\([()\\])", rb"\1", one[1:-1]) for one in re.findall(rb"\((?:[^()\\]|\\.)*\)", content)]
    coded = [re.sub(rb"\s", b"", one) for one in re.findall(rb"<([0-9A-Fa-f\s]+)>", content)]
    return b"".join(literals) + b"\n" + b"".join(binascii.unhexlify(one + b"0" * (len(one) % 2)) for one in coded)
