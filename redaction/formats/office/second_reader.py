"""Opens a rewritten package with other tools than those that wrote it, and hands out every text in it."""

import base64
import html
import io
import re
import struct
import zipfile
import zlib
from typing import Final
from urllib.parse import unquote

from PIL import Image, ImageSequence

from redaction.formats.content_lines.second_reader import texts_of_content_lines
from redaction.formats.mail.second_reader import texts_of_mail
from redaction.formats.office.words import is_own, is_own_address, is_own_name, is_own_part
from redaction.formats.pdf.second_reader import texts_of as texts_of_pdf
from redaction.formats.rtf.second_reader import texts_of_rich_text, without_fonts
from redaction.formats.svg.drawing import drawn
from redaction.formats.xml_parts import is_published
from redaction.ocr import read_picture, seen_before
from redaction.sniff import media_type as sniffed

_DEEPEST: Final = 8
# Where a line ends to a reader; all other tags stand within a line.
_LINE_END: Final = re.compile(
    r"</?(?:[\w.-]{1,20}:)?(?:p|h|si|row|c|v|text|tr|tc|table-cell|table-row|pt|comment|t[hd]|title|desc|creator|f|br|cr|tab"
    r"|line-break|s|formula[12]?|definedName|config-item|user-defined)(?=[\s/>])[^>]*>"
)
_TAG: Final = re.compile(r"<[^>]*>")
_FORMULA: Final = re.compile(r"(<(?:[\w.-]{1,20}:)?(?:f|formula[12]?|definedName)(?:\s[^>]*)?>)([^<]*)(?=</)")
# Where a cell is; what stands in quotes is text. "JO8:JO39" speaks of nobody called Jo.
_CELLS_OR_TEXT: Final = re.compile(r'("[^"]*"|&quot;.*?&quot;)|\$?\b[A-Z]{1,3}\$?\d{1,7}\b')
_TAGGED: Final = re.compile(r"<([^\s/<>!?]+)([^<>]*=[^<>]*)>")
_VALUE: Final = re.compile(r"(?:([^\s=\"':]+)\s*)?=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ANY_VALUE: Final = re.compile(r"=\s*\"([^\"]*)\"|=\s*'([^']*)'")
# Types of files and of formulas, which hold the names of formats.
_TYPE: Final = re.compile(
    r"application/vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation|graphics|chart|formula)(?:-template)?"
)
# As programs write the cells of a sheet, of which there are thousands: where each stands, and nothing of anybody.
_CELL: Final = re.compile(r'<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,2}")?(?: t="(?:b|d|e|inlineStr|n|s|str)")?(?=/?>)')
# What stands between the values of two cells, of nobody's choice: tens of thousands of tags in a long sheet.
_BETWEEN_CELLS: Final = re.compile(
    r'(?:</v>|</t></is>)?</c>(?:</row><row r="\d{1,7}"(?: spans="\d{1,5}:\d{1,5}")?>)?'
    r'<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,2}")?(?: t="(?:b|d|e|inlineStr|n|s|str)")?>(?:<is><t>|<v>)?'
)
# A colour (ECMA-376 part 1 §20.1.2.3.32). One of figures alone may be somebody's number, but not six that are alike.
_COLOUR: Final = re.compile(r"(?=.*[A-Fa-f])[0-9A-Fa-f]{6}|(\d)\1{5}")
# A cell that shows a shared string holds its number in the list of them, and nothing of anybody.
_INDEX: Final = re.compile(rb'(<(?:\w{1,20}:)?c [^<>]{0,200}t="s"[^<>]{0,200}><(?:\w{1,20}:)?v>)(\d{1,7})(?=</)')
_STRINGS: Final = re.compile(rb"<(?:\w{1,20}:)?sst[\s>]")
_SHARED: Final = re.compile(rb"<(?:\w{1,20}:)?si[\s/>]")
# What the programs call the parts of their packages; a name in it would be no word of theirs.
_CONTENT_TYPE: Final = re.compile(
    r"application/(?:xml|vnd\.(?:openxmlformats-(?:officedocument|package)|ms-(?:word|excel|powerpoint|office))[a-zA-Z0-9.]{0,80}(?:\+xml)?)"
)
_ASIDE: Final = re.compile(r"<[!?][^>]*>")
_DECLARATION: Final = re.compile(
    r"<\?xml version=[\"']1\.[01][\"'](?: encoding=[\"'](?i:utf-8|utf-16)[\"'])?"
    r"(?: standalone=[\"'](?:yes|no)[\"'])? ?\?>"
)
_ELEMENT: Final = re.compile(r"<([^\s/<>!?]+)")
_ATTRIBUTE: Final = re.compile(r"\s([^\s/<>=\"']+)=[\"']")
# The family of a typeface in every document, and no way to write a name; what switches are set to.
_NOBODY: Final = frozenset({"roman", "true", "false", "auto", "none"})
_FILE: Final = re.compile(r"(?:text|image|application)/(?:xml|rdf\+xml|png|jpeg|gif|tiff|svg\+xml|octet-stream)")
_MANY_LETTERS: Final = re.compile(r"[ -~]{12,}")  # shorter ones come up by chance among pixels
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})")
_MAIL: Final = re.compile(rb"[!-9;-~]{1,60}:[ \r\n]")
_LINES: Final = re.compile(rb"BEGIN:V(?:CALENDAR|CARD)", re.IGNORECASE)
_EMBEDDED: Final = re.compile(rb"<(?:\w{1,20}:)?binary-data>([A-Za-z0-9+/=\s]+)</")
_SVG: Final = re.compile(rb"<(?:\w{1,20}:)?svg[\s>/]")
_OUTLINES: Final = re.compile(rb"<(?:\w{1,20}:)?(?:path|poly|line|use)")
_HEAD_BYTES: Final = 16_384
_DATA: Final = re.compile(rb"data:image/[a-z]{3,4};base64,([A-Za-z0-9+/=]+)")
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def texts_of(data: bytes, depth: int = 0) -> tuple[list[str], list[str]]:
    """Texts as a person sees them, and all others: raw, attribute values, names, other parts' bytes.

    Raises:
        zipfile.BadZipFile: what was written is no zip.
        Unreadable: a PDF in it cannot be opened.
    """
    shown: list[str] = []
    hidden: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        hidden.append(archive.comment.decode("latin-1"))
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
        shared = sum(len(_SHARED.findall(part)) for part in parts.values() if _STRINGS.search(part[:_HEAD_BYTES]))
        for info in archive.infolist():
            hidden += (
                "" if is_own_part(info.filename) else info.filename,
                info.comment.decode("latin-1"),
                info.extra.decode("latin-1"),
            )
            inner_shown, inner_hidden = texts_in(_without_indexes(parts[info.filename], shared), depth + 1)
            shown += inner_shown
            hidden += inner_hidden
    return shown, hidden


def _without_indexes(part: bytes, shared: int) -> bytes:
    """A sheet without the numbers that stand for its shared strings (ECMA-376 part 1 §18.18.11), which are few."""
    if not shared or b"sheetData" not in part:
        return part
    return _INDEX.sub(lambda match: match[1] if int(match[2]) < shared else match[0], part)


def texts_in(data: bytes, depth: int = 0) -> tuple[list[str], list[str]]:
    """The same of a file of any kind, by its first bytes.

    Raises:
        ValueError, zipfile.BadZipFile, Unreadable: it cannot be opened.
    """
    if sniffed(data).startswith("image/"):
        return texts_of_picture(data)
    if data.startswith(b"%PDF-"):
        return texts_of_pdf(data)
    if data.startswith(b"PK") and depth < _DEEPEST:
        return texts_of(data, depth)
    shown: list[str] = []
    hidden: list[str] = []
    _part(without_fonts(data) if data.startswith(b"{\\rtf") else data, shown, hidden)
    for packed in _EMBEDDED.findall(data):
        inner_shown, inner_hidden = texts_in(base64.b64decode(packed), depth + 1)
        shown += inner_shown
        hidden += inner_hidden
    if _SVG.search(data[:_HEAD_BYTES]):
        if _OUTLINES.search(data):
            shown.append(drawn(data))
        for picture in _DATA.findall(data):
            inner_shown, inner_hidden = texts_in(base64.b64decode(picture), depth + 1)
            shown += inner_shown
            hidden += inner_hidden
    if data.startswith(b"{\\rtf"):
        rich = texts_of_rich_text(data, lambda part: texts_in(part, depth + 1))
        shown += rich[0]
        hidden += rich[1]
    if _LINES.match(data):
        lines = texts_of_content_lines(data, lambda part: texts_in(part, depth + 1))
        shown += lines[0]
        hidden += lines[1]
    elif _MAIL.match(data) and depth < _DEEPEST:
        inner_shown, inner_hidden = texts_of_mail(data, lambda part: texts_in(part, depth + 1))
        shown += inner_shown
        hidden += inner_hidden
    return shown, hidden


def unescaped(source: str) -> str:
    """What a text becomes when the escapes of JSON are undone once."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), source)


def texts_of_picture(data: bytes) -> tuple[list[str], list[str]]:
    """What stands in a written picture: the words on every frame, and the printable stretches of its bytes.

    Raises:
        ValueError: what was written is no picture.
        Unreadable: letters in it cannot be read here now.
    """
    shown: list[str] = []
    try:
        with Image.open(io.BytesIO(data)) as image:
            for frame in ImageSequence.Iterator(image):
                ground = _on_white(frame)
                # What stays as it came was read before, by this very program: it would see the same again.
                seen = seen_before(ground) or read_picture(ground)
                shown += (seen.text, " ".join(word.text for word in seen.again))
            beside = [value for value in image.info.values() if isinstance(value, str)]
            # The version of a GIF is how the file begins, and nobody chose it.
            more = [one for name, one in image.info.items() if isinstance(one, bytes) and name != "version"]
    # As in formats.picture_frames: anything may be raised, and all of it says that this is no whole picture.
    except (OSError, SyntaxError, ValueError, TypeError, IndexError, struct.error, zlib.error) as error:
        raise ValueError("the result is no picture") from error
    return shown, [*beside, *(one.decode("latin-1") for one in more), *_MANY_LETTERS.findall(data.decode("latin-1"))]


def _on_white(frame: Image.Image) -> Image.Image:
    if frame.mode in {"1", "L", "RGB"} and "transparency" not in frame.info:
        return frame
    ground = Image.new("RGBA", frame.size, "white")
    ground.alpha_composite(frame.convert("RGBA"))
    return ground


def _part(part: bytes, shown: list[str], hidden: list[str]) -> None:
    source = part.decode("utf-16" if part.startswith(_MARKS) else "utf-8", "replace")
    if not source.lstrip("\ufeff \r\n\t").startswith("<"):
        hidden += (
            unescaped(source),
            source,
            part.decode("utf-16-le", "replace"),
            part[1:].decode("utf-16-le", "replace"),
        )
        return
    source = _CELL.sub("<c", _BETWEEN_CELLS.sub("<c>", source))
    # Once as lines and once word by word: a value may stand in neighbouring elements. Both are prose with its lines,
    # where it can be told whether a word such as *Will* begins a sentence or names somebody.
    hidden += dict.fromkeys(html.unescape(formula) for _, formula in _FORMULA.findall(source))
    lines = _LINE_END.sub("\n", _FORMULA.sub(_without_cells, source))
    shown += (html.unescape(_TAG.sub("", lines).strip()), html.unescape(_TAG.sub(" ", lines).strip()))
    values = html.unescape("\n".join(_values(source)))
    hidden.append(values)
    hidden += (
        "\n".join(one for one in _ASIDE.findall(source) if not _DECLARATION.fullmatch(one)),
        "\n".join(_names(source)),
    )
    if "%" in values:
        hidden.append(unquote(values))


def _without_cells(formula: re.Match[str]) -> str:
    return formula[1] + _CELLS_OR_TEXT.sub(lambda match: match[1] or "", formula[2])


def _names(source: str) -> list[str]:
    """What elements, attributes and prefixes are called in words that are not the formats' own."""
    found = dict.fromkeys([*_ELEMENT.findall(source), *_ATTRIBUTE.findall(source)])
    return [name for name in found if not all(is_own_name(word) for word in name.split(":"))]


def _values(source: str) -> dict[str, None]:
    """The values of attributes that somebody may have chosen: those that the formats give are nobody's."""
    found: dict[str, None] = {}
    passed: set[str] = set()
    for tag, attributes in _TAGGED.findall(source):
        for local, one, other in _VALUE.findall(attributes):
            value = one or other
            if value in found:
                continue
            published = (is_published(value) or _CONTENT_TYPE.fullmatch(value)) and is_own_address(value)
            packed = tag.endswith("file-entry") and (is_own_part(value) or _FILE.fullmatch(value))
            colour = tag.endswith("Clr") and local in {"val", "lastClr"} and _COLOUR.fullmatch(value)
            if (
                published
                or packed
                or colour
                or value in _NOBODY
                or is_own(tag, local, value)
                or _TYPE.fullmatch(value)
            ):
                passed.add(value)
            else:
                found[value] = None
    # Where a tag is not told apart, by a bracket in a value, all of it is looked at.
    for one, other in _ANY_VALUE.findall(source):
        if (value := one or other) not in passed:
            found[value] = None
    return found
