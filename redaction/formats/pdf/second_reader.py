"""Looks into a rewritten PDF with other readers than those that wrote it, and at its bytes."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

import pikepdf
import pypdfium2

from redaction.errors import Unreadable
from redaction.formats.pdf.strings import Strings
from redaction.limits import DEFAULT_LIMITS
from redaction.normal import fold
from redaction.placeholder import without_placeholders
from redaction.tokens import tokens

_KEPT: Final = bytes(range(ord("0"), ord("9") + 1)) + bytes(range(ord("a"), ord("z") + 1))
_LOWER: Final = bytes(range(256)).lower()
_OTHERS: Final = bytes(set(range(256)) - set(_KEPT) - set(_KEPT.upper()))
_STRING: Final = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)", re.DOTALL)
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]{2,})>")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3})")
_IN_TEXT: Final = 5  # letters and digits of a value, from which on it is not there by chance
_IN_DATA: Final = 8


def texts_of(data: bytes) -> tuple[list[str], list[str]]:
    """Texts of the pages as another program shows them, and all strings and names beside them.

    Raises:
        Unreadable: what was written cannot be opened.
    """
    try:
        with pypdfium2.PdfDocument(data) as document:
            shown = [_page_text(document, number) for number in range(len(document))]
        strings = Strings(DEFAULT_LIMITS)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            strings.document(pdf)
    except (pypdfium2.PdfiumError, pikepdf.PdfError, ValueError) as error:
        raise Unreadable("the result is no PDF") from error
    return shown, ["\n".join(lines) for lines in strings.by_place.values()]


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        text_page = page.get_textpage()
        text: str = text_page.get_text_range()
        text_page.close()
    finally:
        page.close()
    return text


def in_streams(data: bytes, removed: Sequence[str], kept: Sequence[str]) -> set[int]:
    """Which values stand in the bytes, or in the data or strings of any stream, whatever stands between letters."""
    stays = [_squeezed_value(one) for one in kept]
    values = {value: _squeezed_value(value) for value in dict.fromkeys(removed)}
    wanted = {
        squeezed
        for squeezed in values.values()
        if len(squeezed) >= _IN_TEXT and not any(squeezed in one for one in stays)
    }
    if not wanted:
        return set()
    found = _in(data, wanted, _IN_DATA, digits=False)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream) and str(one.get("/Subtype")) != "/Image":
                stream = one.read_bytes()
                found |= _in(_HEX.sub(b"", _STRING.sub(b"", stream)), wanted, _IN_DATA, digits=False)
                for strings in _strings(stream):
                    found |= _in(strings, wanted, _IN_TEXT, digits=True)
    return {at for at, value in enumerate(removed) if values[value] in found}


def _squeezed_value(value: str) -> bytes:
    return "".join(token.word for token in tokens(fold(value).text)).encode("ascii", "ignore")


def _in(data: bytes, wanted: set[bytes], shortest: int, *, digits: bool) -> set[bytes]:
    squeezed = data.translate(_LOWER, _OTHERS)
    return {
        value for value in wanted if len(value) >= shortest and (digits or not value.isdigit()) and value in squeezed
    }


def _strings(stream: bytes) -> Iterator[bytes]:
    """What stands in a stream's strings, run together: as they are, and from hexadecimal."""
    plain = b"".join(one[1:-1] for one in _STRING.findall(stream))
    yield _without_labels(_ESCAPE.sub(lambda match: bytes([int(match[1], 8) & 255]), plain))
    digits = (re.sub(rb"\s", b"", one) for one in _HEX.findall(stream))
    yield _without_labels(b"".join(bytes.fromhex((one + b"0" * (len(one) % 2)).decode("ascii")) for one in digits))


def _without_labels(text: bytes) -> bytes:
    return without_placeholders(text.decode("latin-1")).encode()
