"""Looks into OLE compound files ([MS-CFB]): which program wrote one, whether it is locked, whether it has macros."""

import io
import struct
from contextlib import closing
from typing import Final

import olefile

from redaction.errors import Unreadable

DOC: Final = "application/msword"
XLS: Final = "application/vnd.ms-excel"
PPT: Final = "application/vnd.ms-powerpoint"
OUTLOOK: Final = "application/vnd.ms-outlook"
STORAGE: Final = "application/x-ole-storage"
ENCRYPTED: Final = "application/encrypted"

# A file that is two of these would be read as one and opened as the other; so none of them is asked first.
_MAIN_STREAMS: Final = (
    ("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS), ("PowerPoint Document", PPT),
    ("__properties_version1.0", OUTLOOK),
    ("EncryptedPackage", ENCRYPTED), ("EncryptedSummary", ENCRYPTED),
)  # fmt: skip
_MACROS: Final = frozenset({"macros", "_vba_project_cur", "vba", "_vba_project"})
_WORD_LOCKED: Final = 0x0100  # [MS-DOC] 2.5.2, FibBase: fEncrypted
_FILE_PASS: Final = 0x002F  # [MS-XLS] 2.4.117
_MOST_RECORDS: Final = 200  # it stands right after the first
_LOCKED_TOKEN: Final = 0xF3D1C4DF  # [MS-PPT] 2.3.2, CurrentUserAtom: headerToken
# [MS-PPT] 2.4.10 and 2.4.11: a VBAInfoContainer of one VBAInfoAtom; then persistIdRef and fHasMacros.
_VBA_INFO: Final = b"\x1f\x00\xff\x03\x14\x00\x00\x00\x02\x00\x00\x04\x0c\x00\x00\x00"
# olefile raises nearly anything on damaged files; whatever it was, these bytes are no file that can be told.
_DAMAGED: Final = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error, OverflowError)


def media_type(untrusted_data: bytes) -> str:
    """The media type of an OLE file; ``application/x-ole-storage`` when it is damaged, not known, or two."""
    try:
        with closing(olefile.OleFileIO(io.BytesIO(untrusted_data))) as ole:
            found = {kind for name, kind in _MAIN_STREAMS if ole.exists(name)}
            if len(found) != 1:
                return ENCRYPTED if ENCRYPTED in found else STORAGE
            (kind,) = found
            return ENCRYPTED if _is_locked(ole, kind) else kind
    except (*_DAMAGED, RecursionError, MemoryError):
        return STORAGE


def has_macros(untrusted_data: bytes) -> bool:
    """Whether there is VBA code in it.

    Raises:
        Unreadable: it is damaged.
    """
    try:
        with closing(olefile.OleFileIO(io.BytesIO(untrusted_data))) as ole:
            if any(name.lower() in _MACROS for path in ole.listdir(storages=True) for name in path):
                return True
            if not ole.exists("PowerPoint Document"):
                return False
            shown: bytes = ole.openstream("PowerPoint Document").read()
    except (*_DAMAGED, RecursionError, MemoryError):
        raise Unreadable("damaged") from None
    at = shown.find(_VBA_INFO)
    return at != -1 and shown[at + 20 : at + 24] != bytes(4)


def _is_locked(ole: olefile.OleFileIO, kind: str) -> bool:
    if kind == DOC:
        head: bytes = ole.openstream("WordDocument").read(12)
        return bool(int.from_bytes(head[10:12], "little") & _WORD_LOCKED)
    if kind == XLS:
        return _has_file_pass(ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read())
    if not ole.exists("Current User"):
        return False
    user: bytes = ole.openstream("Current User").read(16)
    return int.from_bytes(user[12:16], "little") == _LOCKED_TOKEN


def _has_file_pass(book: bytes) -> bool:
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(book):
            return False
        kind, length = struct.unpack_from("<HH", book, at)
        if kind == _FILE_PASS:
            return True
        at += 4 + length
    return False
