"""Writing ASN.1 in DER (X.690), and finding the edges of an element in it."""

from typing import Final

# X.690 §8.1.2: identifier octets of the universal types that CMS needs.
_INTEGER: Final = 0x02
_BIT_STRING: Final = 0x03
_OCTET_STRING: Final = 0x04
_OBJECT_IDENTIFIER: Final = 0x06
_SEQUENCE: Final = 0x30
_SET: Final = 0x31

NULL: Final = b"\x05\x00"


class NotDer(ValueError):
    """The bytes are not one whole DER element."""


def element(tag: int, *contents: bytes) -> bytes:
    """One element: identifier octet, shortest length, the contents joined."""
    size = sum(map(len, contents))
    if size < 0x80:
        head = bytes((tag, size))
    else:
        length = size.to_bytes((size.bit_length() + 7) // 8, "big")
        head = bytes((tag, 0x80 | len(length))) + length
    return b"".join((head, *contents))


def sequence(*members: bytes) -> bytes:
    """SEQUENCE, members in the order given."""
    return element(_SEQUENCE, *members)


def set_of(*members: bytes) -> bytes:
    """SET OF, members sorted as DER demands (X.690 §11.6)."""
    return element(_SET, *sorted(members))


def octet_string(content: bytes) -> bytes:
    """OCTET STRING."""
    return element(_OCTET_STRING, content)


def bit_string(content: bytes) -> bytes:
    """BIT STRING of whole octets."""
    return element(_BIT_STRING, b"\x00", content)


def integer(value: int) -> bytes:
    """INTEGER, not negative."""
    return element(_INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def object_identifier(dotted: str) -> bytes:
    """OBJECT IDENTIFIER from its dotted form."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return element(_OBJECT_IDENTIFIER, b"".join(_base_128(arc) for arc in (first * 40 + second, *rest)))


def tagged(number: int, *contents: bytes) -> bytes:
    """A constructed, context-specific element `[number]`."""
    return element(0xA0 | number, *contents)


def tagged_octets(number: int, content: bytes) -> bytes:
    """An OCTET STRING under the implicit tag `[number]`."""
    return element(0x80 | number, content)


def bounds(encoded: bytes, start: int) -> tuple[int, int]:
    """Where the contents of the element at *start* begin, and where the element ends.

    Raises:
        NotDer: the length is indefinite, or the element runs past the end.
    """
    if start + 2 > len(encoded):
        raise NotDer("an element is cut short")
    length, contents = encoded[start + 1], start + 2
    if length >= 0x80:
        octets = length & 0x7F
        # Indefinite length is BER; more than four octets would be an element above 4 GiB.
        if not 1 <= octets <= 4 or contents + octets > len(encoded):
            raise NotDer("an element's length cannot be read")
        length = int.from_bytes(encoded[contents : contents + octets], "big")
        contents += octets
    if contents + length > len(encoded):
        raise NotDer("an element is cut short")
    return contents, contents + length


def _base_128(arc: int) -> bytes:
    digits = [arc & 0x7F]
    while arc := arc >> 7:
        digits.append(0x80 | arc & 0x7F)
    return bytes(reversed(digits))
