"""Character sets by our own table: what a name means to mail readers, not always what Python takes it for."""

import codecs
from dataclasses import dataclass
from typing import Final

from gateway.read.guessed_charset import is_windows_1252

_LATIN: Final = "cp1252"

# Mail readers follow the WHATWG Encoding Standard: ISO 8859-1 and US-ASCII are shown as Windows-1252, GB 2312 as GB
# 18030, Shift JIS as Windows-31J. UTF-7 is left out on purpose: half of all readers show it as the ASCII that it is
# written in.
_CODECS: Final[dict[str, str]] = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "utf-16": "utf-16", "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be", "utf-32": "utf-32",
    "iso-8859-1": _LATIN, "iso8859-1": _LATIN, "iso_8859-1": _LATIN, "latin1": _LATIN, "latin-1": _LATIN,
    "windows-1252": _LATIN, "cp1252": _LATIN, "x-cp1252": _LATIN, "l1": _LATIN, "ansi_x3.4-1968": _LATIN,
    "iso-8859-2": "iso8859-2", "iso-8859-3": "iso8859-3", "iso-8859-4": "iso8859-4", "iso-8859-5": "iso8859-5",
    "iso-8859-6": "iso8859-6", "iso-8859-7": "iso8859-7", "iso-8859-8": "iso8859-8", "iso-8859-8-i": "iso8859-8",
    "iso-8859-9": "cp1254", "iso-8859-10": "iso8859-10", "iso-8859-11": "cp874", "iso-8859-13": "iso8859-13",
    "iso-8859-14": "iso8859-14", "iso-8859-15": "iso8859-15", "iso-8859-16": "iso8859-16", "latin-9": "iso8859-15",
    "windows-874": "cp874", "tis-620": "cp874",
    "windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1253": "cp1253", "windows-1254": "cp1254",
    "windows-1255": "cp1255", "windows-1256": "cp1256", "windows-1257": "cp1257", "windows-1258": "cp1258",
    "cp1250": "cp1250", "cp1251": "cp1251", "cp437": "cp437", "cp850": "cp850", "ibm850": "cp850", "cp866": "cp866",
    "koi8-r": "koi8-r", "koi8-u": "koi8-u", "macintosh": "mac-roman",
    "shift_jis": "cp932", "shift-jis": "cp932", "cp932": "cp932", "windows-31j": "cp932", "euc-jp": "euc-jp",
    "iso-2022-jp": "iso2022-jp", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-2022-kr": "iso2022-kr",
}  # fmt: skip
_UNDECLARED: Final = frozenset({"", "us-ascii", "ascii"})

# A child of the reading room may be unable to import: every codec is loaded with this module.
for _name in {*_CODECS.values(), "ascii", "latin-1"}:
    codecs.lookup(_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Bytes as a reader would show them."""

    text: str
    codec: str  # Python's name of what was used: encoding with it gives the bytes back, where *certain*
    certain: bool  # False: a guess, for people and detectors to look at; the part counts as unread


def marked(raw: bytes) -> str:
    """The charset of a file's byte order mark, which programs take before any other word; empty: it has none."""
    if raw.startswith(codecs.BOM_UTF8):
        return "utf-8"
    return "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


def decode(raw: bytes, charset: str, *, file: bool = False) -> Text:
    """Never raises. *charset* as the header names it; empty: not named.

    Eight-bit text that names no charset is UTF-8 if it can be: a text in another charset that happens to be UTF-8 all
    through is as good as unknown. Anything else that does not fit its charset is shown as Windows-1252, and not
    certain; but for a *file* that names none and can be nothing else (see ``guessed_charset``).
    """
    name = charset.strip().lower()
    if raw.isascii() and (name in _UNDECLARED or name == "utf-8"):
        return Text(text=raw.decode("ascii"), codec="ascii" if name != "utf-8" else "utf-8", certain=True)
    codec = "utf-8" if name in _UNDECLARED else _CODECS.get(name)
    if codec is not None:
        try:
            return Text(text=raw.decode(codec), codec=codec, certain=True)
        except UnicodeDecodeError:
            pass
        # Five bytes of Windows-1252 are not assigned; readers show them as the C1 controls of ISO 8859-1.
        if codec == _LATIN:
            return Text(text=raw.decode("latin-1"), codec="latin-1", certain=True)
    try:
        text = raw.decode(_LATIN)
        return Text(text=text, codec=_LATIN, certain=file and name in _UNDECLARED and is_windows_1252(text))
    except UnicodeDecodeError:
        return Text(text=raw.decode("latin-1"), codec="latin-1", certain=False)
