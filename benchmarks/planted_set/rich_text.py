"""Plants a value in rich text: destinations, escapes, ignorable groups, data of objects and pictures."""

import random
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

_WORD: Final = re.compile(r"(?<=[ }])[A-Za-z]{4,}(?=[ .,]|\\par)")
_HEX: Final = re.compile(r"(?:[0-9a-f]{60,}\r?\n?)+")
_HEAD: Final = re.compile(r"\{\\rtf1?[^{}]*")

_IGNORED: Final = (
    "bkmkstart", "xmlopen", "unknownword", "generator", "atnid", "atnauthor", "docvar", "datafield", "themedata",
    "datastore", "colorschememapping", "latentstyles", "listname", "userprops", "wgrffmtfilter", "mailmerge", "ftnsep",
    "template", "password", "passwordhash", "xmlnstbl", "rsidtbl", "mmathPr", "shpinst", "fname", "oleclsid", "factoidname",
    "background", "pgptbl", "protusertbl", "revtbl", "falt", "panose", "fontemb", "blipuid", "picprop", "defchp", "pnseclvl1",
)  # fmt: skip
_KNOWN: Final = (
    "info{\\title ", "info{\\author ", "info{\\doccomm ", "info{\\*\\company ", "header ", "footer ", "footnote ", "comment ",
    "fonttbl{\\f99 ", "stylesheet{\\s99 ", "field{\\*\\fldinst ", "nextfile ", "pntext ", "xe ", "tc ", "v ", "deleted ",
    "shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv ", "shp{\\*\\shpinst{\\shptxt ", "object{\\*\\objclass ",
    "object{\\*\\objname ", "private ", "filetbl{\\file\\fid1 ", "upr{", "leveltext ", "annotation ", "keywords ",
)  # fmt: skip


def _escaped(value: str, chance: random.Random) -> str:
    def numbered(one: str) -> str:
        point = ord(one)
        return f"\\u{point - 65536 if point > 32767 else point}{chance.choice(('?', ' ?'))}"

    match chance.randrange(7):
        case 0:
            return "".join(f"\\'{ord(one):02x}" if ord(one) < 256 else numbered(one) for one in value)
        case 1:
            return "".join(map(numbered, value))
        case 2:
            return "{\\uc0 " + "".join(f"\\u{ord(one)} " for one in value) + "}"
        case 3:
            at = len(value) // 2
            return f"{_plain(value[:at])}{{\\b {_plain(value[at:])}}}"
        case 4:
            return "\r\n".join(map(_plain, value))
        case _:
            return _plain(value)


def _plain(value: str) -> str:
    special = {"\u00a0": "\\~", "\u00ad": "\\-", "\u200b": "\\zwbo ", "\\": "\\\\", "{": "\\{", "}": "\\}"}
    return "".join(special.get(one, one if one.isascii() else f"\\u{ord(one)}?") for one in value)


def _text(source: str, value: str, chance: random.Random) -> str | None:
    found = list(_WORD.finditer(source))
    if not found:
        return None
    match = chance.choice(found)
    return f"{source[: match.end()]} {_escaped(value, chance)} {source[match.end() :].lstrip()}"


def _beside(made: Callable[[str, random.Random], str]) -> Callable[[str, str, random.Random], str | None]:
    def plant(source: str, value: str, chance: random.Random) -> str | None:
        places = [match.end() for match in (*_HEAD.finditer(source[:4000]), *_WORD.finditer(source))]
        if not places:
            return None
        at = chance.choice(places)
        return source[:at] + made(value, chance) + source[at:]

    return plant


def _hexed(value: str, chance: random.Random) -> str:
    raw = (bytes(12) + value.encode(chance.choice(("utf-8", "utf-16-le"))) + bytes(12)).hex()
    return "\r\n".join(re.findall(f".{{1,{chance.choice((7, 31, 64))}}}", raw))


def _known(value: str, chance: random.Random) -> str:
    opened = chance.choice(_KNOWN)
    return f"{{\\{opened}{_escaped(value, chance)}" + "}" * (opened.count("{") + 1)


def _ignored(value: str, chance: random.Random) -> str:
    return f"{{\\*\\{chance.choice(_IGNORED)} {_escaped(value, chance)}}}"


def _in_data(source: str, value: str, chance: random.Random) -> str | None:
    found = list(_HEX.finditer(source))
    if not found:
        return None
    match = chance.choice(found)
    at = match.start() + 40
    return source[:at] + value.encode().hex() + source[at:]


PLACES: Final[Mapping[str, Callable[[str, str, random.Random], str | None]]] = MappingProxyType({
    "text": _text,
    "known destination": _beside(_known),
    "ignored destination": _beside(_ignored),
    "object": _beside(lambda value, chance: f"{{\\object\\objemb{{\\*\\objdata {_hexed(value, chance)}}}{{\\result a}}}}"),
    "picture": _beside(lambda value, chance: f"{{\\pict\\{chance.choice(('pngblip', 'wmetafile8', 'emfblip'))} {_hexed(value, chance)}}}"),
    "hexadecimal destination": _beside(lambda value, chance: f"{{\\*\\{chance.choice(_IGNORED)} {_hexed(value, chance)}}}"),
    "binary": _beside(lambda value, chance: f"{{\\*\\{chance.choice(_IGNORED)}\\bin{len(value)} {value}}}" if value.isascii() else ""),
    "control word": _beside(lambda value, _: f"\\{re.sub(r'[^A-Za-z]', '', value) or 'a'}1 "),
    "hidden": _beside(lambda value, chance: f"{{\\v {_escaped(value, chance)}}}"),
    "data": _in_data,
    "after the end": lambda source, value, _: source + value,
    "group after the end": lambda source, value, chance: f"{source}{{{_escaped(value, chance)}}}",
})  # fmt: skip


def plant(data: bytes, value: str, chance: random.Random) -> tuple[str, bytes] | None:
    """The name of a place and the document with the value there."""
    source = data.decode("latin-1")
    name = chance.choice(tuple(PLACES))
    made = PLACES[name](source, value, chance)
    if made is None or made == source:
        return None
    try:
        new = made.encode("latin-1")
    except UnicodeEncodeError:
        return None
    more = re.search(r"\{\\(?:\*\\)?([a-z]+\d?)", _first_difference(source, made))
    return f"{name}{f': {more[1]}' if more and 'destination' in name else ''}", new


def _first_difference(old: str, new: str) -> str:
    at = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
    return new[max(0, at - 1) : at + 80] if new[max(0, at - 1)] == "{" else new[max(0, at - 2) : at + 80]
