"""What a room does for a child outside of it: one line an errand."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ERRANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ocr": "redaction.ocr.program:recognise",
        "office": "redaction.libreoffice.program:convert",
        "heic": "redaction.heic.program:decode",
    }
)
"""Name: the function from bytes to bytes that does it."""

REMEMBERED: Final = ("ocr",)
"""Errands that answer the same each time: what is read in a scan to show it is not read again to cut it."""
