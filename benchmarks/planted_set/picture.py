"""Plants a value beside the pixels of a picture: chunks, segments, directories, blocks, and after the end."""

import random
import struct
import zlib
from collections.abc import Callable
from typing import Final


def _coded(value: str, chance: random.Random) -> bytes:
    return value.encode(chance.choice(("utf-8", "utf-8", "utf-16-le", "utf-16-be")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _exif(value: str, chance: random.Random) -> bytes:
    """A directory of one text: a description, an artist, a comment, a maker's note, a name for Windows."""
    tag, kind = chance.choice(
        ((0x010E, 2), (0x013B, 2), (0x9286, 7), (0x927C, 7), (0x9C9B, 1), (0xC4A5, 7), (0x8298, 2))
    )
    raw = (value.encode("utf-16-le") if kind == 1 else value.encode("utf-8")) + b"\0\0"
    return b"II*\0" + struct.pack("<IHHHIII", 8, 1, tag, kind, len(raw), 26, 0) + raw


def _xmp(value: str) -> bytes:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{value}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    ).encode()


def _profile(value: str, chance: random.Random) -> bytes:
    """A colour profile's head, and a description."""
    text = b"desc" + bytes(8) + _coded(value, chance)
    body = struct.pack(">I", 1) + b"desc" + struct.pack(">2I", 144, len(text)) + text
    head = bytes(4) + b"lcms\x02\x10\0\0mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(88)
    whole = head + body
    return struct.pack(">I", len(whole)) + whole[4:]


def _png(data: bytes, value: str, chance: random.Random) -> tuple[str, bytes]:
    raw = _coded(value, chance)
    made: dict[str, Callable[[], bytes]] = {
        "tEXt": lambda: _chunk(b"tEXt", b"Comment\0" + value.encode("latin-1", "replace")),
        "tEXt key": lambda: _chunk(b"tEXt", value.encode("latin-1", "replace") + b"\0a"),
        "zTXt": lambda: _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(value.encode())),
        "iTXt": lambda: _chunk(b"iTXt", b"Comment\0\0\0\0\0" + value.encode()),
        "iTXt packed": lambda: _chunk(b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(value.encode())),
        "iTXt XMP": lambda: _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + _xmp(value)),
        "eXIf": lambda: _chunk(b"eXIf", _exif(value, chance)),
        "iCCP": lambda: _chunk(b"iCCP", b"a\0\0" + zlib.compress(_profile(value, chance))),
        "iCCP name": lambda: _chunk(b"iCCP", value.encode("latin-1", "replace")[:79] + b"\0\0" + zlib.compress(_profile("a", chance))),
        "unknown chunk": lambda: _chunk(b"prVt", raw),
        "sPLT": lambda: _chunk(b"sPLT", value.encode("latin-1", "replace") + b"\0\x08" + bytes(6)),
        "tIME": lambda: _chunk(b"pCAL", value.encode("latin-1", "replace") + b"\0" + bytes(10)),
    }  # fmt: skip
    name = chance.choice((*made, "after the end", "behind the pixels", "last chunk"))
    if name == "after the end":
        return name, data + raw
    if name == "last chunk":
        return name, data[:-12] + _chunk(b"IEND", raw)
    if name == "behind the pixels":
        at = data.rfind(b"IDAT") - 4
        size = struct.unpack_from(">I", data, at)[0]
        more = data[at + 8 : at + 8 + size] + raw
        return name, data[:at] + _chunk(b"IDAT", more) + data[at + 12 + size :]
    at = chance.choice((33, len(data) - 12))
    return name, data[:at] + made[name]() + data[at:]


def _jpeg(data: bytes, value: str, chance: random.Random) -> tuple[str, bytes]:
    raw = _coded(value, chance)

    def segment(number: int, body: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, number, len(body) + 2) + body

    made: dict[str, Callable[[], bytes]] = {
        "COM": lambda: segment(0xFE, raw),
        "Exif": lambda: segment(0xE1, b"Exif\0\0" + _exif(value, chance)),
        "XMP": lambda: segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + _xmp(value)),
        "ICC": lambda: segment(0xE2, b"ICC_PROFILE\0\1\1" + _profile(value, chance)),
        "IPTC": lambda: segment(
            0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(raw) + 5) + b"\x1c\x02\x78"
            + struct.pack(">H", len(raw)) + raw
        ),
        "APPn": lambda: segment(chance.randrange(0xE3, 0xF0), raw),
        "JFXX": lambda: segment(0xE0, b"JFXX\0\x13" + raw),
    }  # fmt: skip
    name = chance.choice((*made, "after the end", "before a marker"))
    if name == "after the end":
        return name, data + raw
    if name == "before a marker":
        at = data.rfind(b"\xff\xd9")
        return name, data[:at] + raw + data[at:]
    return name, data[:2] + made[name]() + data[2:]


def _gif(data: bytes, value: str, chance: random.Random) -> tuple[str, bytes]:
    raw = _coded(value, chance)
    block = bytes((len(raw),)) + raw + b"\0"
    name = chance.choice(("comment", "application", "plain text", "unknown extension", "after the end"))
    heads = {
        "comment": b"!\xfe", "application": b"!\xff\x0bNOTES   1.0", "plain text": b"!\x01\x0c" + bytes(12),
        "unknown extension": b"!\x42",
    }  # fmt: skip
    if name == "after the end":
        return name, data + raw
    end = data.rfind(b";")
    return name, data[:end] + heads[name] + block + data[end:]


def _tiff(data: bytes, value: str, chance: random.Random) -> tuple[str, bytes] | None:
    """One more entry in the first directory, which moves to the end; or bytes that nothing leads to."""
    raw = _coded(value, chance)
    if chance.random() < 0.3 or data[:4] != b"II*\0":
        return "after the end", data + raw
    at = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, at)[0]
    tag, kind = chance.choice(
        ((270, 2), (315, 2), (33432, 2), (700, 1), (34675, 7), (37500, 7), (65000, 7), (40094, 1))
    )
    begin = len(data)
    new = struct.pack("<HHII", tag, kind, len(raw), begin)
    entries = [data[at + 2 + 12 * one : at + 14 + 12 * one] for one in range(count)]
    entries = sorted(
        [*(one for one in entries if one[:2] != new[:2]), new], key=lambda one: int.from_bytes(one[:2], "little")
    )
    listed = struct.pack("<H", len(entries)) + b"".join(entries) + data[at + 2 + 12 * count :][:4]
    where = begin + len(raw)
    return f"tag {tag}", data[:4] + struct.pack("<I", where) + data[8:] + raw + listed


def _webp(data: bytes, value: str, chance: random.Random) -> tuple[str, bytes]:
    raw = _coded(value, chance)
    name = chance.choice(("EXIF", "XMP ", "ICCP", "note", "after the end"))
    body = {"EXIF": _exif(value, chance), "XMP ": _xmp(value), "ICCP": _profile(value, chance)}.get(name, raw)
    if name == "after the end":
        return name, data + raw
    more = name.encode() + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return name, data[:4] + struct.pack("<I", len(data) + len(more) - 8) + data[8:] + more


_KINDS: Final = (
    (b"\x89PNG", "png", _png), (b"\xff\xd8", "jpg", _jpeg), (b"GIF8", "gif", _gif), (b"II*\0", "tif", _tiff),
    (b"MM\0*", "tif", _tiff), (b"RIFF", "webp", _webp),
)  # fmt: skip


def plant(data: bytes, value: str, chance: random.Random) -> tuple[str, bytes] | None:
    """The name of a place and the picture with the value there."""
    for begin, kind, put in _KINDS:
        if data.startswith(begin):
            made = put(data, value, chance)
            return made and (f"{kind} {made[0]}", made[1])
    return None
