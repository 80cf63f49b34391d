"""Makes damaged and odd files of whole ones: bytes changed, cut, doubled and moved, in the parts of packages too."""

import io
import random
import re
import zipfile
import zlib
from typing import Final

_TOKENS: Final = (
    b"", b"\0", b"\xff", b"\xff\xff\xff\xff", b"\x80\0\0\0", b"<", b">", b"&", b"&#0;", b"&#x110000;", b'"',
    b"{", b"}", b"\\", b"\\u-1 ", b"\\bin9 ", b"\\'", b"<!--", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"-1",
    b"999999999999", b"NaN", b"%00", b"../", b"xmlns=''", b"\r\n", b"=?utf-8?b?////?=", b"\xed\xa0\x80",
    b"\xe2\x80\x8b", b"rId1", b"r:id=''",
)  # fmt: skip
_PIECE: Final = re.compile(rb"[A-Za-z]+|\d+|[^A-Za-z\d]")
_MOST_COPIED: Final = 2_000  # bytes
_LARGEST: Final = 4 * 1024 * 1024  # of a part that is unpacked


def mutant(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """*data* with some changes; *others* lend pieces. The same changes for the same state of *chance*."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _package(data, others, chance)
    return _changed(data, others, chance)


def _package(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Changed in its parts and packed again, so that what is within is reached."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [
                (one, archive.read(one)) for one in archive.namelist() if archive.getinfo(one).file_size < _LARGEST
            ]
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError):
        return _changed(data, others, chance)
    if not parts:
        return data
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(parts))
        name, part = parts[at]
        how = chance.random()
        if how < 0.08 and len(parts) > 1:
            del parts[at]
        elif how < 0.16:
            parts[at] = (name, chance.choice(parts)[1])
        elif how < 0.22:
            parts[at] = (chance.choice(parts)[0] + "x", part)
        elif how < 0.26:
            parts[at] = (name, chance.choice(others))
        else:
            parts[at] = (name, _changed(part, [one for _, one in parts], chance))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in dict(parts).items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def _changed(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    new = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randint(0, len(new))
        length = chance.choice((1, 1, 2, 4, 16, 200, _MOST_COPIED))
        match chance.randrange(8):
            case 0 if at < len(new):
                new[at] ^= 1 << chance.randrange(8)
            case 1:
                del new[at : at + length]
            case 2:
                new[at:at] = chance.choice(_TOKENS)
            case 3:
                new[at : at + length] = chance.choice(_TOKENS) * chance.choice((1, 1, 3, 300))
            case 4:
                begins = chance.randint(0, len(new))
                new[at:at] = new[begins : begins + length]
            case 5 if others:
                other = chance.choice(others)
                begins = chance.randint(0, len(other))
                new[at:at] = other[begins : begins + length]
            case 6:
                del new[at:]
            case _:
                near = [match.span() for match in _PIECE.finditer(bytes(new[at : at + 200]))]
                if len(near) > 1:
                    (a, b), (c, d) = sorted(chance.sample(near, 2))
                    piece = new[at : at + 200]
                    new[at : at + 200] = piece[:a] + piece[c:d] + piece[b:c] + piece[a:b] + piece[d:]
    return bytes(new)
