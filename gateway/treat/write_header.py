"""Words into header fields, so that every reader gets back the same words and nothing else (RFC 5322, 2047, 2231)."""

import base64
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

_WORD_OCTETS: Final = 42  # 56 base64 digits and twelve characters around them: below the 75 of RFC 2047 §2
_LINE: Final = 76
_PIECE: Final = 60
_BREAKING: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_PLAIN: Final = re.compile(r"[ -~]*")
_ATOMS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


def unstructured(text: str, first_line: int, line_end: bytes) -> bytes:
    """A value such as a subject line, folded. *first_line*: what stands before it on its line."""
    clean = _one_line(text)
    if _PLAIN.fullmatch(clean) and "=?" not in clean and all(len(word) < _LINE for word in clean.split(" ")):
        return _folded(clean, first_line, line_end)
    return _encoded(clean, line_end)


def phrase(text: str, line_end: bytes) -> bytes:
    """A display name. Empty text gives nothing: an address needs no name."""
    clean = _one_line(text).strip()
    if not _PLAIN.fullmatch(clean) or "=?" in clean:
        return _encoded(clean, line_end)
    if not clean or _ATOMS.fullmatch(clean):
        return clean.encode("ascii")
    return b'"' + re.sub(r'(["\\])', r"\\\1", clean).encode("ascii") + b'"'


def comment(text: str, line_end: bytes) -> bytes:
    """What stands between the brackets of a comment."""
    clean = _one_line(text)
    if not _PLAIN.fullmatch(clean) or "=?" in clean:
        return _encoded(clean, line_end)
    return re.sub(r"([()\\])", r"\\\1", clean).encode("ascii")


def parameter(name: str, text: str, line_end: bytes, *, extended: bool) -> bytes:
    """A parameter with its name. *extended*: in the way of RFC 2231, as it was written before."""
    clean = _one_line(text)
    if extended:
        return _extended(name, clean, line_end)
    if not _PLAIN.fullmatch(clean) or "=?" in clean:
        # RFC 2047 §5 forbids it and all the world writes and reads it; a second `name*` beside one that is there
        # already would be worse.
        return name.encode("ascii") + b'="' + _encoded(clean, line_end) + b'"'
    return name.encode("ascii") + b'="' + re.sub(r'(["\\])', r"\\\1", clean).encode("ascii") + b'"'


def _extended(name: str, text: str, line_end: bytes) -> bytes:
    quoted = quote(text, safe="")
    if len(quoted) <= _PIECE:
        return f"{name}*=utf-8''{quoted}".encode("ascii")
    # A piece must not end within an escape.
    pieces = re.findall(rf"(?:%[0-9A-F]{{2}}|[^%]){{1,{_PIECE // 3}}}", quoted)
    lines = [f"{name}*{number}*={'' if number else chr(117) + 'tf-8' + 2 * chr(39)}{piece}" for number, piece in
             enumerate(pieces)]  # fmt: skip
    return (b";" + line_end + b" ").join(line.encode("ascii") for line in lines)


def _one_line(text: str) -> str:
    # A line end in a value would begin a field of its own (CVE-2024-6923 and kin).
    return _BREAKING.sub(" ", text)


def _folded(text: str, first_line: int, line_end: bytes) -> bytes:
    pieces: list[str] = []
    length = first_line
    for piece in re.findall(r" *[^ ]+| +\Z", text):
        # A line of nothing but blanks would end the header for some readers, so a fold comes before a word only.
        if pieces and length + len(piece) > _LINE and piece.strip() and piece.startswith(" "):
            pieces.append(line_end.decode("ascii"))
            length = 0
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces).encode("ascii")


def _encoded(text: str, line_end: bytes) -> bytes:
    words = (b"=?utf-8?b?" + base64.b64encode(octets) + b"?=" for octets in _octets(text))
    return (line_end + b" ").join(words)


def _octets(text: str) -> Iterator[bytes]:
    """Runs of whole characters: a word never ends within one (RFC 2047 §5)."""
    run = b""
    for character in text:
        octets = character.encode("utf-8", "replace")
        if len(run) + len(octets) > _WORD_OCTETS:
            yield run
            run = b""
        run += octets
    if run:
        yield run
