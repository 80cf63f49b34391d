"""PDFs written object by object, so that anything can stand anywhere in them."""

import zlib
from collections.abc import Mapping
from typing import Final

NAME: Final = "Zebedee Quillfeather"
PLAIN: Final = "The meeting was moved."
HELVETICA: Final = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
Objects = Mapping[int, str | bytes]


def shown(text: str = PLAIN, *, at: tuple[float, float] = (72, 720), size: float = 12, font: str = "F1") -> str:
    """Operators that show a text."""
    return f"BT /{font} {size} Tf {at[0]} {at[1]} Td ({text}) Tj ET\n"


def stream(data: str | bytes, entries: str = "", *, packed: bool = True) -> bytes:
    """A stream object."""
    raw = data.encode("latin-1") if isinstance(data, str) else data
    body = zlib.compress(raw) if packed else raw
    how = "/Filter /FlateDecode " if packed else ""
    return f"<< {how}/Length {len(body)} {entries} >>\nstream\n".encode("latin-1") + body + b"\nendstream"


def pdf(
    content: str | bytes = "",
    *,
    page: str = "",
    contents: str = "4 0 R",
    media: str = "[0 0 595 842]",
    fonts: str = "",
    resources: str = "",
    root: str = "",
    trailer: str = "",
    objects: Objects | None = None,
    before: bytes = b"",
    after: bytes = b"",
    between: bytes = b"",
) -> bytes:
    """One page with a harmless line and *content*; objects 1 catalogue, 2 pages, 3 page, 4 content, 5 font."""
    raw = content.encode("latin-1") if isinstance(content, str) else content
    every: dict[int, str | bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox {media} /Contents {contents} {page}"
        f" /Resources << /Font << /F1 5 0 R {fonts} >> {resources} >> >>",
        4: stream(shown().encode("latin-1") + raw),
        5: HELVETICA,
    }
    return written(every | dict(objects or {}), trailer=trailer, before=before, after=after, between=between)


def written(
    objects: Objects, *, trailer: str = "", before: bytes = b"", after: bytes = b"", between: bytes = b""
) -> bytes:
    """A file with a plain table of objects."""
    out = bytearray(before + b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets: dict[int, int] = {}
    for number in sorted(objects):
        offsets[number] = len(out)
        body = objects[number]
        out += f"{number} 0 obj\n".encode() + (body.encode("latin-1") if isinstance(body, str) else body)
        out += b"\nendobj\n"
    out += between
    at = len(out)
    out += _table(offsets, max(objects) + 1)
    out += f"trailer\n<< /Size {max(objects) + 1} /Root 1 0 R {trailer} >>\n".encode("latin-1")
    return bytes(out + f"startxref\n{at}\n%%EOF\n".encode() + after)


def updated(data: bytes, objects: Objects, *, trailer: str = "") -> bytes:
    """The file with a further revision after it, in which these objects are others."""
    out = bytearray(data)
    previous = data.rindex(b"startxref")
    start = int(data[previous + 9 :].split()[0])
    offsets: dict[int, int] = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += f"{number} 0 obj\n".encode() + (body.encode("latin-1") if isinstance(body, str) else body)
        out += b"\nendobj\n"
    at = len(out)
    out += b"xref\n" + b"".join(f"{n} 1\n{o:010d} 00000 n \n".encode() for n, o in sorted(offsets.items()))
    size = max(100, *offsets) + 1
    out += f"trailer\n<< /Size {size} /Root 1 0 R /Prev {start} {trailer} >>\n".encode("latin-1")
    return bytes(out + f"startxref\n{at}\n%%EOF\n".encode())


def _table(offsets: Mapping[int, int], size: int) -> bytes:
    lines = [b"0000000000 65535 f \n"]
    lines += [
        f"{offsets[number]:010d} 00000 n \n".encode() if number in offsets else b"0000000000 00000 f \n"
        for number in range(1, size)
    ]
    return f"xref\n0 {size}\n".encode() + b"".join(lines)


def utf16(text: str) -> str:
    """A text string in UTF-16, as hexadecimal."""
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"
