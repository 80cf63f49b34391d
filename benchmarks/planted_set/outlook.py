"""Plants a value in a file of Outlook, or in another compound file: any stream, any property, any storage's name."""

import io
import random
import re
from contextlib import closing
from typing import Final

import olefile

from tests.redaction.documents.outlook_builders import Made, Tree, ole

_TAGS: Final = (
    0x0037, 0x003D, 0x0070, 0x007D, 0x0C1A, 0x0C1F, 0x0E02, 0x0E03, 0x0E04, 0x0E1D, 0x1000, 0x1009, 0x1013, 0x1035, 0x3001,
    0x3701, 0x3702, 0x3703, 0x3704, 0x3707, 0x370D, 0x370E, 0x3712, 0x3713, 0x3A00, 0x3A06, 0x3A11, 0x3FFA, 0x5D01, 0x6001,
    0x800A, 0x8554, 0x0065, 0x0042, 0x0040, 0x300B, 0x1042, 0x0E28, 0x7FFF, 0x6E01, 0x0071,
)  # fmt: skip


def _tree(data: bytes) -> Made:
    tree: Made = {}
    with closing(olefile.OleFileIO(io.BytesIO(data))) as opened:
        for path in opened.listdir(streams=True, storages=False):
            where = tree
            for folder in path[:-1]:
                inner = where.setdefault(folder, {})
                assert isinstance(inner, dict)
                where = inner
            where[path[-1]] = opened.openstream(path).read()
    return tree


def _folders(tree: Tree, name: str = "") -> list[tuple[str, Made]]:
    found = [(name, tree)] if isinstance(tree, dict) else []
    for one, inner in tree.items():
        if isinstance(inner, dict):
            found += _folders(inner, f"{name}/{re.sub(r'[0-9A-F]{4,}', '', one)}")
    return found


def _coded(value: str, name: str, chance: random.Random) -> bytes:
    if name.endswith("001F"):
        return value.encode("utf-16-le")
    return value.encode("utf-8" if name.endswith("001E") else chance.choice(("utf-8", "utf-16-le")))


def plant(data: bytes, value: str, chance: random.Random) -> tuple[str, bytes] | None:
    """The name of a place and the file with the value there."""
    if chance.random() < 0.05:
        return "after the end", data + value.encode()
    tree = _tree(data)
    where, folder = chance.choice(_folders(tree))
    streams = sorted(name for name, inner in folder.items() if isinstance(inner, bytes))
    how = chance.choice(("stream", "stream", "beside", "new property", "new stream", "new storage"))
    if how in {"stream", "beside"} and streams:
        name = chance.choice(streams)
        old = folder[name]
        assert isinstance(old, bytes)
        folder[name] = (old + _coded(" ", name, chance) if how == "beside" else b"") + _coded(value, name, chance)
        return f"{how}{where}/{name}", ole(tree)
    if how == "new property":
        name = f"__substg1.0_{chance.choice(_TAGS):04X}{chance.choice(('001F', '001E', '0102', '101F'))}"
        folder[name] = _coded(value, name, chance)
        return f"{how}{where}/{name}", ole(tree)
    if how == "new stream":
        folder["\x05Notes"] = _coded(value, "", chance)
        return f"{how}{where}", ole(tree)
    if how == "new storage":
        folder[re.sub(r"\W", "", value)[:30]] = {"a": b"b"}
        return f"{how}{where}", ole(tree)
    return None
