"""The names that a font gives itself: read as far as they may be anybody's, and taken out of its program.

A font program (ISO 32000-2, 9.9) holds its family, its maker and notices in plain words. No page needs them.
"""

import itertools
import re
import struct
from typing import Final

from redaction.formats.office.words import typefaces

_READ: Final = frozenset({1, 2, 4, 6, 10, 16, 17, 18, 19, 21, 22})  # families and names (OpenType, name table)
_NAME_RECORD: Final = struct.Struct(">6H")
_TABLE: Final = struct.Struct(">4sLLL")
_HEAD_BYTES: Final = 12  # OpenType 1.9, Table Directory
_OPEN_TYPE: Final = frozenset({b"\0\1\0\0", b"true", b"OTTO", b"ttcf"})
_MOST_TABLES: Final = 64
_MOST_NAMES: Final = 500
_PREFIX: Final = re.compile(r"\A[A-Z]{6}\+")
_STYLE: Final = re.compile(
    r"(?:PS|MT|Std|Pro|LT|OT|Bold|Italic|Oblique|Regular|Roman|Book|Light|Medium|Semi|Demi|Extra|Ultra|Black|Heavy|Thin|Semibold|Semilight|Regu|Medi|Ital|Obli|UI"
    r"|Condensed|Narrow|Cond|Identity|H|V|[A-Z]|\d+)\Z"
)
_STYLES: Final = re.compile(f"(?:{_STYLE.pattern[:-2]})+")
# Those that programs of today embed beside the ones of office programs.
_OTHERS: Final = frozenset({
    "arimo", "avenir", "barlow", "cantarell", "cmb", "cmbx", "cmex", "cmmi", "cmr", "cmss", "cmsy", "cmti",
    "cmtt", "computermodern", "cousine", "dejavu", "figtree", "freemono", "freesans", "freeserif", "frutiger",
    "helveticaneue", "inter", "jost", "karla", "latinmodern", "lato", "merriweather", "montserrat", "msam",
    "msbm", "mulish", "myriad", "nimbus", "nimbusmono", "nimbusroman", "nimbussans", "noto", "nunito",
    "opensans", "oswald", "oxygen", "poppins", "quicksand", "raleway", "roboto", "robotoslab", "rubik",
    "sfrm", "sourcecode", "sourcesans", "sourcesanspro", "spectral", "stix", "symbol", "symbolneu", "texgyre",
    "tinos", "ubuntu", "univers", "worksans", "zapfdingbats",
})  # fmt: skip
# Notices of rights and makers, which stand in most fonts; whoever made a typeface is not who a document is about.
_NOTICE: Final = re.compile(
    r"copyright|\(c\)|\u00a9|trademark|licen[sc]e|http|www\.|version|reserved|foundry|designed|converted|font|typeface"
    r"|release|adobe|google|microsoft|monotype|ascender|bitstream|linotype|urw|generated|icc|iec|srgb|rgb|cmyk|gr[ae]y"
    r"|profile|display|reference|illuminant|viewing|hewlett|regular|bold|italic|opentype|truetype|webfont|\d\.\d",
    re.IGNORECASE,
)
_TYPE_1_TEXT: Final = rb"/(?:%s)\s*\(((?:[^()\\]|\\.|\([^()]*\))*)\)"
_TYPE_1_NAMES: Final = re.compile(_TYPE_1_TEXT % rb"FullName|FamilyName", re.DOTALL)
_TYPE_1_NOTICES: Final = re.compile(_TYPE_1_TEXT % rb"Notice|Copyright|version|Weight", re.DOTALL)
_TYPE_1_NAME: Final = re.compile(rb"(?:/FontName\s*/|\A%!PS-AdobeFont-[\d.]+:\s*)([^\s/()]+)")
_TYPE_1_COMMENT: Final = re.compile(rb"%(?!!)([^\r\n]*)")
_COMPACT_NAMES: Final = frozenset({0, 1, 2, 3, 4, 1200, 1221, 1222})  # operators of a top dictionary (5176, table 9)
_STANDARD_STRINGS: Final = 391


def is_known(name: str) -> bool:
    """Whether a font's name is a typeface's that nobody takes for a person's: a prefix and a style set aside."""
    plain = re.sub(r"[ _-]", "", _PREFIX.sub("", name)).split(",")[0]
    while plain:
        if re.sub(r"[^a-z]", "", plain.lower()) in _known():
            return True
        style = _STYLE.search(plain)
        if style is None:
            return False
        plain = plain[: style.start()]
    return False


def _known() -> frozenset[str]:
    return typefaces() | _OTHERS


def person_like(name: str) -> str:
    """The words of a font's name, if they may be somebody's: two or more, and no known typeface. Else empty."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _PREFIX.sub("", name))
    words = re.sub(r"[_+,-]", " ", apart).split()
    several = sum(len(one) > 1 and one.isalpha() and not _STYLES.fullmatch(one) for one in words) > 1
    return " ".join(words) if several and not is_known(name) else ""


def is_program(data: bytes) -> bool:
    """Whether it begins as a font program does."""
    return data[:4] in _OPEN_TYPE or data[:2] in {b"%!", b"\1\0", b"\x80\1"}


def is_notice(words: str) -> bool:
    """Whether it is a notice of rights or a maker's, or no words at all."""
    return _NOTICE.search(words) is not None or sum(map(str.isalpha, words)) < 4


def names_in(program: bytes) -> list[str]:
    """Names that a font program gives its font, without those of known typefaces and notices."""
    found = [text for _, text in _places(program)]
    return [words for one in dict.fromkeys(found) if not is_notice(one) and (words := person_like(one))]


def nameless(program: bytes) -> bytes:
    """The program with all its names and notices blanked out, nothing else changed."""
    out = bytearray(program)
    for (start, end), _ in _places(program, every=True):
        out[start:end] = b"x" * (end - start)
    return bytes(out)


def without_rest(program: bytes) -> bytes:
    """The program without what stands behind the last of its tables, as far as it has a list of them."""
    if program[:4] not in _OPEN_TYPE - {b"ttcf"} or len(program) < _HEAD_BYTES:
        return program
    count = int.from_bytes(program[4:6], "big")
    entries = (program[at : at + 16] for at in range(_HEAD_BYTES, _HEAD_BYTES + 16 * count, 16))
    ends = [int.from_bytes(one[8:12], "big") + int.from_bytes(one[12:16], "big") for one in entries]
    end = max(ends, default=0)
    # Tables are filled up to four bytes, and some programs leave more noughts.
    return program[:end] if end and program[end:].strip(b"\0") else program


def _places(program: bytes, *, every: bool = False) -> list[tuple[tuple[int, int], str]]:
    try:
        if program[:4] in _OPEN_TYPE:
            return _open_type(program, every=every)
        if program[:1] == b"\1" and len(program) > 4 and program[2] >= 4:
            return _compact(program)
        return _type_1(program, every=every)
    except (struct.error, IndexError):
        return []  # no font that any program could draw with


def _open_type(data: bytes, *, every: bool) -> list[tuple[tuple[int, int], str]]:
    found: list[tuple[tuple[int, int], str]] = []
    (count,) = struct.unpack_from(">H", data, 4)
    for at in range(min(count, _MOST_TABLES)):
        tag, _, start, length = _TABLE.unpack_from(data, 12 + 16 * at)
        if tag == b"CFF ":
            found += [((a + start, b + start), text) for (a, b), text in _compact(data[start : start + length])]
        if tag != b"name":
            continue
        if every:
            # The strings stand behind the records; what no record reaches goes as well.
            (strings,) = struct.unpack_from(">H", data, start + 4)
            found.append(((min(start + strings, len(data)), min(start + length, len(data))), ""))
            continue
        found += _name_table(data, start)
    return found


def _name_table(data: bytes, start: int) -> list[tuple[tuple[int, int], str]]:
    found: list[tuple[tuple[int, int], str]] = []
    _, count, strings = struct.unpack_from(">3H", data, start)
    for at in range(min(count, _MOST_NAMES)):
        platform, _, _, number, length, offset = _NAME_RECORD.unpack_from(data, start + 6 + 12 * at)
        if number in _READ:
            begin = start + strings + offset
            raw = data[begin : begin + length]
            text = raw.decode("utf-16-be", "replace") if platform in {0, 3} else raw.decode("mac-roman", "replace")
            found.append(((begin, begin + len(raw)), text))
    return found


def _index(data: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """Where the entries of an index stand, and where it ends (Adobe technical note 5176, section 5)."""
    (count,) = struct.unpack_from(">H", data, at)
    if not count:
        return [], at + 2
    size = data[at + 2]
    if not 1 <= size <= 4:
        raise IndexError("no index")
    offsets = [int.from_bytes(data[at + 3 + size * n : at + 3 + size * (n + 1)], "big") for n in range(count + 1)]
    base = at + 2 + size * (count + 1)
    places = [(base + one, base + two) for one, two in itertools.pairwise(offsets)]
    if any(not 0 <= one <= two <= len(data) for one, two in places):
        raise IndexError("an index beyond its data")
    return places, base + offsets[-1]


def _compact(data: bytes) -> list[tuple[tuple[int, int], str]]:
    names, at = _index(data, data[2])
    tops, at = _index(data, at)
    strings, _ = _index(data, at)
    places = list(names)
    for top in tops:
        for operator, number in _operands(data[slice(*top)]):
            if operator in _COMPACT_NAMES and 0 <= number - _STANDARD_STRINGS < len(strings):
                places.append(strings[number - _STANDARD_STRINGS])
    return [(place, data[slice(*place)].decode("latin-1")) for place in places]


def _operands(top: bytes) -> list[tuple[int, int]]:
    """Each operator of a dictionary with the last whole number before it."""
    found: list[tuple[int, int]] = []
    at = number = 0
    while at < len(top):
        byte = top[at]
        at += 1
        if byte <= 21:
            if byte == 12:
                byte, at = 1200 + top[at], at + 1
            found.append((byte, number))
        elif byte == 28:
            number, at = struct.unpack_from(">h", top, at)[0], at + 2
        elif byte == 29:
            number, at = struct.unpack_from(">i", top, at)[0], at + 4
        elif byte == 30:
            while top[at] & 15 != 15 and top[at] >> 4 != 15:
                at += 1
            at += 1
        elif byte <= 246:
            number = byte - 139
        else:
            sign, base = (1, 247) if byte <= 250 else (-1, 251)
            number, at = sign * ((byte - base) * 256 + top[at] + 108), at + 1
    return found


def _type_1(data: bytes, *, every: bool) -> list[tuple[tuple[int, int], str]]:
    end = data.find(b"eexec")
    plain = data[: end if end >= 0 else len(data)]
    kinds = (_TYPE_1_NAMES, _TYPE_1_NAME, *((_TYPE_1_NOTICES, _TYPE_1_COMMENT) if every else ()))
    return [(match.span(1), match[1].decode("latin-1")) for kind in kinds for match in kind.finditer(plain)]
