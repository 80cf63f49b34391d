"""Looks for a value in a file by every way a curious person has; knows nothing of how the file was made."""

import html
import io
import re
import zipfile
from urllib.parse import unquote

_TAG = re.compile(r"<[^>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"[\w:]+\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def squeezed(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return re.sub(r"[\W_]+", "", text).lower()


def texts(data: bytes, depth: int = 0) -> list[str]:
    """All that can be made of the bytes: names, comments, text without tags, attributes, UTF-16."""
    found = [data.decode("latin-1"), data.decode("utf-16-le", "replace"), data[1:].decode("utf-16-le", "replace")]
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        found += _xml(data.decode("utf-16", "replace"))
    if data.startswith(b"PK") and depth < 6:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found.append(archive.comment.decode("latin-1"))
            for info in archive.infolist():
                found += (info.filename, info.comment.decode("latin-1"), info.extra.decode("latin-1"))
                found += texts(archive.read(info), depth + 1)
        return found
    return found + _xml(data.decode("utf-8", "replace"))


def _xml(source: str) -> list[str]:
    plain = html.unescape(_TAG.sub("", source))
    values = [html.unescape(one or other) for one, other in _ATTRIBUTE.findall(source)]
    # Symbols are letters by number.
    symbols = "".join(chr(int(code, 16) & 0xFF) for code in re.findall(r"w:char=\"F0([0-9A-F]{2})\"", source))
    return [source, plain, "\n".join(values), unquote("\n".join(values)), unquote(plain), symbols]


def recovered(data: bytes, needles: tuple[str, ...]) -> list[str]:
    """Which needles can be had from the file."""
    everything = [squeezed(text) for text in texts(data)]
    return [needle for needle in needles if any(squeezed(needle) in text for text in everything)]
