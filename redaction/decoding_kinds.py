"""The codes in which a value may stand in a text, each with how it is undone."""

import base64
import binascii
import html
import quopri
import re
import zlib
from email.errors import MessageError
from email.header import decode_header, make_header
from typing import Final
from urllib.parse import unquote

AS_CHARACTERS: Final = re.compile(
    r"(?:%[89A-Fa-f][0-9A-Fa-f])+|%[2-7][0-9A-Fa-f]"  # RFC 3986 §2.1
    r"|&(?:(?:\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});?|[A-Za-z]{2,8};)"  # HTML §13.5, whose readers do without the sign
    r"|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\u\{[0-9A-Fa-f]{1,6}\}|\\x[0-9A-Fa-f]{2}"  # ECMA-262 §12.9.4, RFC 8259 §7
    r"|=\?[A-Za-z0-9_.*-]{2,40}\?[bBqQ]\?[!->@-~]{1,400}\?="  # RFC 2047
    r"|\+[A-Za-z0-9+/]{3,400}-"  # RFC 2152
    r"|\u202e[^\u202c\r\n]{1,400}\u202c?"  # Unicode UAX 9, RLO
    # RFC 2045 §6.7, and no end of a signature or key in ASCII armour (RFC 9580 §6.1)
    r"|(?!=[A-Za-z0-9+/]{4}\r?\n-----END )(?:(?:=[89A-F][0-9A-F])+|=[2-7][0-9A-F]|(?<!=)=[ \t]*\r?\n(?!=))"
)
"""Codes of single characters and words."""
TAG: Final = re.compile(
    r"</?(?:a|abbr|b|big|br|div|em|font|h[1-6]|i|li|mark|p|s|small|span|strong|sub|sup|t[dhr]|u|ul)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
"""A tag of HTML in a text that is none."""
AS_TEXTS: Final = re.compile(
    r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{12,}(?:\r?\n[A-Za-z0-9+/_-]{8,}){0,80}={0,6}"  # RFC 4648 §4 to §7
    r"|[A-Za-z0-9+/_-]{6,11}+={1,2}(?![A-Za-z0-9+/_=-]))"
    r"|(?<![\d.])\d\.\d{5,15}[eE]\+?\d\d?(?!\d)"
    r"|(?<!\d)(?:\d{2,3}(?:, ?|[ ;\t]|\r?\n)){7,400}\d{2,3}(?!\d)"
    r"|(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}[ :]){7,400}[0-9A-Fa-f]{2}(?![0-9A-Za-z])"
)
"""Codes of whole texts, and numbers as a spreadsheet abridges them."""
AS_RUNS: Final = re.compile(r"(?<![A-Za-z0-9+/_-])([A-Za-z0-9+/_-]{12,})(?:\r?\n([A-Za-z0-9+/_-]{8,})){1,80}={0,6}")
"""Codes of whole texts over several lines; the first and the last line may be of another text."""
AS_SEGMENTS: Final = re.compile(r"(?<=[/=?&.])[A-Za-z0-9_-]{12,}={0,2}(?=[/?&.#\s]|\Z)")
"""The same as a piece of an address."""
AS_SIGNS: Final = re.compile(r"<~([!-uz\s]{5,4000})~>|(?<![!-~])[!-~]{12,400}(?![!-~])")
"""The same in Ascii85 (PostScript Language Reference §3.13.3) or base85 (RFC 1924): all signs of ASCII, no blanks."""
AS_FILES: Final = re.compile(
    r"(?:UEsDB|JVBERi0|iVBORw0KGgo|/9j/[24]|R0lGODl|0M8R4KGxGuE|SUkqA|TU0AK|UklGR|N3q8rycc|UmFyIR|e1xydGY|QlpoO)[A-Za-z0-9+/]{80}"
)
"""Base64 of a file: a package, PDF, picture, OLE file, archive or rich text, on one line of any length."""

_AMONG_BYTES: Final = re.compile(rb"[ -~]{10,}|(?:[ -~]\0){8,}|(?:\0[ -~]){8,}")
_INLINE: Final = re.compile(r"</?(?:a|abbr|b|big|em|font|i|mark|s|small|span|strong|sub|sup|u)[\s/>]", re.IGNORECASE)
_PLAIN: Final = re.compile(r"[\w .,:;'’@+/()\r\n-]{8,}")
_BASE32: Final = re.compile(r"[A-Z2-7]{12,}|[a-z2-7]{12,}|[0-9A-V]{12,}|[0-9a-v]{12,}")
_HEXADECIMAL: Final = re.compile(r"[0-9A-Fa-f]{16,}|[0-9A-Fa-f]{2}(?:[ :][0-9A-Fa-f]{2})+")
_PARTED: Final = re.compile(r"[ :,;\t]+|(?<=\d)\r?\n(?=\d\d\d?\b)")
_OF_URLS: Final = str.maketrans("-_", "+/")
_ADDRESS: Final = ("http://", "https://")
_GZIP: Final = b"\x1f\x8b"
_ZLIB: Final = b"x"
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_ALLOWED: Final = "\t\r\n\u00ad\u200b\u200c\u200d\u2060\ufeff"  # not printable, and yet in texts
_BLANK: Final = 0x20
_DELETE: Final = 0x7F
_LONGEST_NUMBER: Final = 16  # digits
_SHORTEST: Final = 6  # bytes of a decoded text
_SHORTEST_PADDED: Final = 4  # where it ends with the sign that fills it up
_SHORTEST_BASE32: Final = 16  # letters without a figure among them
_MOST_UNPACKED: Final = 200_000
_LAST_LATIN: Final = "\u024f"


def character(match: re.Match[str]) -> str | None:
    """What a code of ``AS_CHARACTERS`` stands for; None: nothing that is text."""
    code = match[0]
    made: str | None
    match code[0], code[1]:
        case "%", _:
            made = unquote(code, errors="replace")
            made = unquote(code, "latin-1") if "\ufffd" in made else made
        case "&", _:
            made = html.unescape(code)
            made = None if made == code else made
        case "\\", _:
            point = int(code[2:].strip("{}"), 16)
            made = chr(point) if point < 0xD800 or 0xDFFF < point < 0x110000 else None
        case "\u202e", _:
            made = code.strip("\u202e\u202c")[::-1]
        case "=", "?":
            made = _encoded_word(code)
        case "+", _:
            made = _utf_7(code[1:-1])
        case _:
            made = quopri.decodestring(code.encode()).decode("utf-8", "replace")
    return made if made is None or _is_text(made) else None


def tag(match: re.Match[str]) -> str | None:
    """Nothing for a tag within a line, a blank for one that begins another."""
    return "" if _INLINE.match(match[0]) else " "


def token(match: re.Match[str]) -> str | None:
    """What a code of ``AS_TEXTS`` stands for; None: nothing that is text."""
    code = match[0]
    if "." in code:
        return _number(code)
    apart = _PARTED.search(code) is not None
    code = code if apart else re.sub(r"[\r\n]", "", code)
    if _HEXADECIMAL.fullmatch(code):
        digits = _PARTED.sub("", code)
        data = binascii.unhexlify(digits[: len(digits) // 2 * 2])
        made = _text_of(data) or _texts_in(data)
        if made is not None or apart:
            return made
    if apart:
        points = [int(one) for one in re.findall(r"\d+", code)]
        return "".join(map(chr, points)) if all(_BLANK <= one < _DELETE for one in points) else None
    return _base64(code) or _base32(code)


def signs(match: re.Match[str]) -> str | None:
    """What a code of ``AS_SIGNS`` stands for; None: nothing that is text, as of nearly every long word."""
    code = match[1] or match[0]
    if code.isalnum() or code.startswith(_ADDRESS):
        return None
    for undo in (base64.a85decode, base64.b85decode):
        try:
            made = _text_of(undo(code))
        except ValueError:
            continue
        # By chance hardly one in a hundred thousand is made of what texts are made of.
        if made is not None and _PLAIN.fullmatch(made):
            return made
    return None


def _number(code: str) -> str | None:
    digits, _, power = code.lower().partition("e")
    whole, _, part = digits.partition(".")
    places = int(power)
    return whole + part.ljust(places, "0") if len(part) <= places <= _LONGEST_NUMBER else None


def _base64(code: str) -> str | None:
    letters = re.sub(r"[\r\n=]", "", code).translate(_OF_URLS)
    if letters.isalpha() and (letters.islower() or letters.isupper()):
        return None  # a word
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    data = base64.b64decode(letters + "=" * (-len(letters) % 4))
    unpacked = _unpacked(data)
    return _text_of(unpacked, _SHORTEST_PADDED if code.endswith("=") else _SHORTEST) or _texts_in(unpacked)


def _unpacked(data: bytes) -> bytes:
    if data[:2] != _GZIP and data[:1] != _ZLIB:
        return data
    try:
        packed = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # either header
        return packed.decompress(data, _MOST_UNPACKED)
    except zlib.error:
        return data  # a name may begin with the same letter


def _base32(code: str) -> str | None:
    letters = re.sub(r"[\r\n=]", "", code)
    word = letters.isalpha() and len(letters) < _SHORTEST_BASE32 and not code.endswith("=")
    if word or _BASE32.fullmatch(letters) is None:
        return None
    padded = letters.upper() + "=" * (-len(letters) % 8)
    for undo in (base64.b32decode, base64.b32hexdecode):
        try:
            made = _text_of(undo(padded))
        except binascii.Error:
            continue
        if made is not None and _PLAIN.fullmatch(made):
            return made
    return None


def _text_of(data: bytes, shortest: int = _SHORTEST) -> str | None:
    """Bytes as the text that they are, in UTF-8 or UTF-16; None: they are none."""
    if len(data) < shortest:
        return None
    many = len(data) // 3
    if data[:2] in _MARKS:
        coding = "utf-16"
    elif data[::2].count(0) > many:
        coding = "utf-16-be"
    else:
        coding = "utf-16-le" if data[1::2].count(0) > many else "utf-8"
    try:
        text = data.decode(coding)
    except UnicodeDecodeError:
        return None
    return text if _is_text(text) else None


def _texts_in(data: bytes) -> str | None:
    """The texts among bytes of a program, each on a line; None: there are none. By chance hardly any is as long."""
    found = [one.replace(b"\0", b"").decode("ascii") for one in _AMONG_BYTES.findall(data)]
    return "\n".join(found) or None


def _utf_7(code: str) -> str | None:
    try:
        text = base64.b64decode(code + "=" * (-len(code) % 4)).decode("utf-16-be")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return text if text and max(text) <= _LAST_LATIN else None


def _encoded_word(code: str) -> str | None:
    try:
        return str(make_header(decode_header(code)))
    except (MessageError, ValueError, LookupError):
        return None


def _is_text(text: str) -> bool:
    return all(char.isprintable() or char in _ALLOWED for char in text)
