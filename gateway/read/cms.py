"""What a CMS object is, and what an opaque signature signs (RFC 5652 §3, §5), without trusting a length in it.

Only the outer layers are looked at, in BER: S/MIME software writes indefinite lengths and octet strings in pieces.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_SEQUENCE: Final = 0x30
_OID: Final = 0x06
_OCTETS: Final = 0x04
_OCTETS_IN_PIECES: Final = 0x24
_DEPTH: Final = 16
_ELEMENTS: Final = 100_000

_DATA: Final = bytes.fromhex("2a864886f70d010701")


class Cms(StrEnum):
    """What a content type says."""

    SIGNED = "signed-data"
    ENVELOPED = "enveloped-data"
    OTHER = "other"


_KINDS: Final = {
    bytes.fromhex("2a864886f70d010702"): Cms.SIGNED,  # 1.2.840.113549.1.7.2
    bytes.fromhex("2a864886f70d010703"): Cms.ENVELOPED,  # 1.2.840.113549.1.7.3
    bytes.fromhex("2a864886f70d0109100117"): Cms.ENVELOPED,  # authEnvelopedData, RFC 5083
}


class _Broken(Exception):
    """Not BER, or not what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Element:
    tag: int
    start: int  # of the content
    end: int
    after: int  # behind the element, its end-of-contents mark included


def kind(data: bytes) -> Cms | None:
    """Which CMS object it is; None: none at all. Never raises."""
    try:
        info = _element(data, 0, len(data), 0)
        oid = _element(data, info.start, info.end, 0)
    except _Broken:
        return None
    if info.tag != _SEQUENCE or oid.tag != _OID:
        return None
    return _KINDS.get(data[oid.start : oid.end], Cms.OTHER)


def signed_content(data: bytes) -> bytes | None:
    """The content inside a SignedData; None: it is something else, detached, or broken. Never raises."""
    if kind(data) is not Cms.SIGNED:
        return None
    try:
        info = _element(data, 0, len(data), 0)
        explicit = _children(data, info)[1]
        signed = _only(data, explicit, _SEQUENCE)
        encapsulated = _children(data, signed)[2]  # version, digest algorithms, content
        pieces = _children(data, encapsulated)
        if data[pieces[0].start : pieces[0].end] != _DATA or len(pieces) < 2:
            return None
        octets = _children(data, pieces[1])[0]
        return b"".join(_octets(data, octets, 0))
    except (_Broken, IndexError):
        return None


def _only(data: bytes, parent: _Element, tag: int) -> _Element:
    child = _children(data, parent)[0]
    if child.tag != tag:
        raise _Broken
    return child


def _octets(data: bytes, element: _Element, depth: int) -> list[bytes]:
    if element.tag == _OCTETS:
        return [data[element.start : element.end]]
    if element.tag != _OCTETS_IN_PIECES or depth > _DEPTH:
        raise _Broken
    return [octets for child in _children(data, element) for octets in _octets(data, child, depth + 1)]


def _children(data: bytes, parent: _Element) -> list[_Element]:
    found: list[_Element] = []
    position = parent.start
    while position < parent.end:
        child = _element(data, position, parent.end, 0)
        found.append(child)
        position = child.after
        if len(found) > _ELEMENTS:
            raise _Broken
    return found


def _element(data: bytes, position: int, end: int, depth: int) -> _Element:
    if position + 2 > end or depth > _DEPTH:
        raise _Broken
    tag, first = data[position], data[position + 1]
    start = position + 2
    if tag & 0x1F == 0x1F:
        raise _Broken  # tags of several octets do not occur in CMS
    if first == 0x80:
        return _indefinite(data, tag, start, end, depth)
    length = first
    if first > 0x80:
        count = first & 0x7F
        if count > 8 or start + count > end:
            raise _Broken
        length = int.from_bytes(data[start : start + count], "big")
        start += count
    if start + length > end:
        raise _Broken
    return _Element(tag=tag, start=start, end=start + length, after=start + length)


def _indefinite(data: bytes, tag: int, start: int, end: int, depth: int) -> _Element:
    position = start
    for _ in range(_ELEMENTS):
        if data[position : position + 2] == b"\0\0":
            return _Element(tag=tag, start=start, end=position, after=position + 2)
        position = _element(data, position, end, depth + 1).after
    raise _Broken
