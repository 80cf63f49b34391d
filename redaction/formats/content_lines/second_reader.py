"""Reads a written calendar or card line by line, every value in each form that a program could take it for."""

import base64
import binascii
import quopri
import re
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

_FOLD: Final = re.compile(r"\r?\n[ \t]")
_SOFT: Final = re.compile(r"=\r?\n")
_BASE64: Final = re.compile(
    r"(?:BASE64|ENCODING=b)[^:\r\n]*:([A-Za-z0-9+/=]+)|;base64,([A-Za-z0-9+/=]+)", re.IGNORECASE
)

Texts = tuple[list[str], list[str]]


def texts_of_content_lines(data: bytes, look: Callable[[bytes], Texts]) -> Texts:
    """Texts as a person sees them, and all others; *look* opens what is embedded."""
    source = _FOLD.sub("", data.decode("utf-8", "replace"))
    shown: list[str] = []
    hidden: list[str] = []
    for match in _BASE64.finditer(source):
        try:
            inner_shown, inner_hidden = look(base64.b64decode(match[1] or match[2]))
        except binascii.Error:
            continue
        shown += inner_shown
        hidden += inner_hidden
    plain = _BASE64.sub("", source)
    text = re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], plain)
    shown.append(text)
    # Surname and first name stand apart, and are read together.
    hidden += (plain.replace(";", " "), unquote(text), text.replace("^n", "\n").replace("^'", '"'))
    if "QUOTED-PRINTABLE" in plain.upper():
        quoted = quopri.decodestring(_SOFT.sub("", plain).encode("utf-8")).decode("utf-8", "replace")
        shown.append(quoted)
        hidden.append(quoted.replace(";", " "))
    return shown, hidden
