"""The charset of a page, as browsers tell it: labels of the WHATWG Encoding Standard, found as HTML says."""

import codecs
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from redaction.errors import Unreadable

_LABEL: Final = rb"[\"']?\s{0,4}([A-Za-z0-9_:.()+-]{1,40})"
_META: Final = re.compile(rb"<meta[\s/][^>]{0,400}?charset\s{0,4}=\s{0,4}" + _LABEL, re.IGNORECASE)
_XML: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?\sencoding\s{0,4}=\s{0,4}" + _LABEL)
_COMMENT: Final = re.compile(rb"<!--.*?-->", re.DOTALL)
_LOOKED_AT: Final = 4096
# A page out of a mail that nobody decoded: its label begins with what is left of "=3D", and lines break within words.
_STILL_CODED: Final = b"3d"
_SOFT_BREAK: Final = re.compile(rb"=\r?\n")

# Where a label means another charset to browsers than to Python (Encoding Standard §4.2); UTF-16 in a meta element is
# what it cannot be, and read as UTF-8 (HTML Standard, prescan of a byte stream), under its label "unicode" too.
_MEANT: Final[Mapping[str, str]] = MappingProxyType({
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
    "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
})  # fmt: skip
_OTHER_LABELS: Final[Mapping[str, str]] = MappingProxyType({
    "unicode": "utf-8", "csunicode": "utf-8", "ucs-2": "utf-8", "iso-10646-ucs-2": "utf-8",
    "unicodefeff": "utf-8", "unicodefffe": "utf-8", "unicode11utf8": "utf-8", "unicode20utf8": "utf-8",
    "x-unicode20utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "x-cp1250": "cp1250", "x-cp1251": "cp1251",
    "x-cp1252": "cp1252", "x-cp1253": "cp1253", "x-cp1254": "cp1254", "x-cp1255": "cp1255", "x-cp1256": "cp1256",
    "x-cp1257": "cp1257", "x-cp1258": "cp1258", "x-mac-roman": "mac-roman", "x-sjis": "cp932", "x-gbk": "gb18030",
    "x-x-big5": "big5hkscs", "ks_c_5601-1987": "cp949", "iso-8859-8-i": "iso8859-8", "logical": "iso8859-8",
    "dos-874": "cp874", "windows-874": "cp874", "windows-31j": "cp932", "csiso2022jp": "iso2022_jp",
})  # fmt: skip


# Charsets that no browser shows and other programs do: the same bytes are other words to them.
_SHIFTING: Final = ("utf-7", "unicode-1-1-utf-7", "csunicode11utf7", "hz", "iso-2022-", "csiso2022")
_SHOWN: Final = frozenset({"iso-2022-jp", "csiso2022jp"})


def meant(label: str) -> str | None:
    """Python's name of the charset that a label means to browsers; None: they do not know it and pass it over.

    Raises:
        Unreadable: programs do not agree on what the page says.
    """
    plain = label.strip().lower()
    if plain.startswith(_SHIFTING) and plain not in _SHOWN:
        raise Unreadable("the charset is one that browsers do not show")
    if plain in _OTHER_LABELS:
        return _OTHER_LABELS[plain]
    try:
        name = codecs.lookup(plain).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return _MEANT.get(name, name)


def declared(untrusted_data: bytes) -> str | None:
    """The charset that a page names for itself, the first that is known; None: none.

    Raises:
        Unreadable: its charset or a transfer encoding that nobody undid hides its words.
    """
    head = _COMMENT.sub(b"", untrusted_data[:_LOOKED_AT])
    for match in (*_META.finditer(head), *_XML.finditer(head)):
        label = match[1]
        if label.lower().startswith(_STILL_CODED) and _SOFT_BREAK.search(untrusted_data):
            raise Unreadable("the HTML is in a transfer encoding that nobody decoded")
        found = meant(label.decode("ascii"))
        if found is not None:
            return found
    return None
