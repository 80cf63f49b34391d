"""What Outlook saves (.msg): an OLE file of properties, people and attachments ([MS-OXMSG])."""

import io
import re
import struct
from collections.abc import Iterator
from contextlib import closing
from typing import Final

import olefile

from redaction.errors import TooLarge, Unreadable
from redaction.formats.mail.items import Value, long_ids
from redaction.formats.mail.mapi import Attachment, Item, Outlook, Tag, codec_of, moment
from redaction.formats.reading import Opening
from redaction.ole import OUTLOOK

MSG_TYPE: Final = OUTLOOK
_PROPERTIES: Final = "__properties_version1.0"
_STREAM: Final = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})", re.IGNORECASE)
_NAMED: Final = ("__nameid_version1.0", "__substg1.0_00030102")
_RECIPIENT: Final = re.compile(r"__recip_version1\.0_#[0-9A-F]{8}", re.IGNORECASE)
_ATTACHMENT: Final = re.compile(r"__attach_version1\.0_#[0-9A-F]{8}", re.IGNORECASE)
_ENTRY: Final = struct.Struct("<HHI8s")
_HEAD: Final = 32
_HEAD_WITHIN: Final = 24
_HEAD_OF_OTHERS: Final = 8
_STRING8, _UNICODE, _BINARY, _OBJECT = 0x001E, 0x001F, 0x0102, 0x000D
_LONG, _BOOLEAN, _TIME = 0x0003, 0x000B, 0x0040
_DEEPEST: Final = 8
_MOST_STREAMS: Final = 60_000
# olefile raises nearly anything on damaged files; whatever it was, these bytes are no file that can be read.
_DAMAGED: Final = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error, OverflowError)

Path = tuple[str, ...]


class _Storage:
    """The streams of one file, by the storage that they stand in."""

    def __init__(self, ole: "olefile.OleFileIO", opening: Opening) -> None:
        self._ole = ole
        self._budget = opening.budget
        listed = ole.listdir(streams=True, storages=True)
        if len(listed) > _MOST_STREAMS:
            raise TooLarge("more streams than the limit")
        self._within: dict[Path, list[str]] = {}
        for path in listed:
            self._within.setdefault(tuple(path[:-1]), []).append(path[-1])
        # One list for the file and all mails within it.
        self._named = long_ids(self.stream(_NAMED)) if _NAMED[1] in self.names(_NAMED[:1]) else {}

    def names(self, path: Path) -> list[str]:
        return self._within.get(path, [])

    def stream(self, path: Path) -> bytes:
        self._budget.unpacked_bytes -= self._ole.get_size(list(path))
        if self._budget.unpacked_bytes < 0:
            raise TooLarge("more unpacked bytes than the limit")
        data: bytes = self._ole.openstream(list(path)).read()
        return data

    def item(self, path: Path, depth: int) -> Item:
        if depth > _DEEPEST:
            raise TooLarge("mails nested deeper than the limit")
        properties = self.properties(path, _HEAD_WITHIN if path else _HEAD, None)
        codec = codec_of(properties, Tag.CODE_PAGE) or codec_of(properties, Tag.INTERNET_CODE_PAGE)
        properties = self.properties(path, _HEAD_WITHIN if path else _HEAD, codec)
        made = Item(properties=properties)
        for name in self.names(path):
            if _RECIPIENT.fullmatch(name):
                made.recipients.append(self.properties((*path, name), _HEAD_OF_OTHERS, codec))
            elif _ATTACHMENT.fullmatch(name):
                made.attachments.append(self._attachment((*path, name), codec, depth))
        return made

    def _attachment(self, path: Path, codec: str | None, depth: int) -> Attachment:
        properties = self.properties(path, _HEAD_OF_OTHERS, codec)
        data = properties.pop(Tag.ATTACHED, None)
        within = (*path, f"__substg1.0_{Tag.ATTACHED:04X}{_OBJECT:04X}")
        item = None
        if _PROPERTIES in self.names(within):
            item = self.item(within, depth + 1)
        return Attachment(properties=properties, data=data if isinstance(data, bytes) else None, item=item)

    def properties(self, path: Path, head: int, codec: str | None) -> dict[int, Value]:
        """The properties of one storage. *codec*: of texts in a code page; None: those are not read."""
        found: dict[int, Value] = {}
        if _PROPERTIES in self.names(path):
            found |= _fixed(self.stream((*path, _PROPERTIES))[head:])
        for name in self.names(path):
            match = _STREAM.fullmatch(name)
            if match is None:
                continue
            tag, kind = int(match[1], 16), int(match[2], 16)
            if kind == _UNICODE:
                found[tag] = self.stream((*path, name)).decode("utf-16-le", "replace").rstrip("\0")
            elif kind == _STRING8:
                found[tag] = self.stream((*path, name)).decode(codec or "cp1252", "replace").rstrip("\0")
            elif kind == _BINARY:
                found[tag] = self.stream((*path, name))
        return {self._named.get(tag, tag): value for tag, value in found.items()}


def _fixed(entries: bytes) -> dict[int, Value]:
    """Numbers and times, which stand in the list itself (§2.4.2.1)."""
    return dict(_numbers(entries))


def _numbers(entries: bytes) -> Iterator[tuple[int, Value]]:
    for at in range(0, len(entries) - _ENTRY.size + 1, _ENTRY.size):
        kind, tag, _, value = _ENTRY.unpack_from(entries, at)
        if kind in {_LONG, _BOOLEAN}:
            yield tag, int.from_bytes(value[:4], "little", signed=True)
        elif kind == _TIME and (when := moment(int.from_bytes(value, "little"))) is not None:
            yield tag, when


def msg(untrusted_data: bytes, opening: Opening) -> Outlook:
    """An Outlook file, read.

    Raises:
        Unreadable: it is damaged, or no mail.
        TooLarge: a limit was passed.
    """
    if len(untrusted_data) > opening.limits.max_bytes:
        raise TooLarge("more bytes than the limit")
    try:
        with closing(olefile.OleFileIO(io.BytesIO(untrusted_data))) as ole:
            item = _Storage(ole, opening).item((), 0)
    except (*_DAMAGED, RecursionError, MemoryError):
        raise Unreadable("damaged: not a whole Outlook file") from None
    return Outlook(item, MSG_TYPE, opening)
