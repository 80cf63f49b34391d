"""Every text that a PDF keeps beside its pages: in strings, names, metadata, scripts and files within it."""

import codecs
import html
import re
import string
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

import pikepdf

from redaction.errors import TooLarge, Unreadable
from redaction.formats.pdf.font_names import person_like
from redaction.formats.pdf.own_names import OWN_NAMES
from redaction.limits import Limits

# A codec is loaded when it is first asked for; a child may be unable to read program files.
for _codec in ("ascii", "latin-1", "utf-8", "utf-16", "utf-16-be", "utf-16-le", "pdfdoc"):
    codecs.lookup(_codec)

_PLACES: Final = {
    "/Contents": "comment", "/RC": "comment", "/T": "field name", "/TU": "field name", "/TM": "field name",
    "/V": "form value", "/DV": "form value", "/Opt": "form value", "/CA": "form value", "/AC": "form value",
    "/RV": "form value", "/MK": "form value",
    "/URI": "link", "/F": "file name", "/UF": "file name", "/Desc": "file name", "/DOS": "file name",
    "/ActualText": "alternative text", "/Alt": "alternative text", "/E": "alternative text",
    "/JS": "script", "/Dests": "destination", "/D": "destination", "/P": "page label",
}  # fmt: skip
_OTHER: Final = "other text"
_INFORMATION: Final = "information"
_OUTLINE: Final = "bookmark"
_NAMES: Final = "names"
_SHORT_NAME: Final = 5
_RESOURCE: Final = re.compile(r"\+[A-Za-z0-9,.-]+\Z")
_PRINTABLE: Final = frozenset(string.printable.encode())
_CODED: Final = frozenset({"link", "file name"})
_FONT_NAMES: Final = frozenset({"/BaseFont", "/FontName", "/CMapName", "/FontFamily"})
_CHOSEN: Final = frozenset({"/Name", "/AS", "/DeviceColorant"})  # keys whose values are not the format's own
_INKS: Final = frozenset({"/Separation", "/DeviceN"})
_WRITTEN_TOGETHER: Final = re.compile(r"/[A-Z][a-z]{2,}[A-Z][a-z]{2,}")
_NUMBER: Final = re.compile(r"\d{7}")
_SIGN: Final = re.compile(r"[ _.@'-]")
_OUTLINED: Final = frozenset({"/Parent", "/Dest", "/Next"})
_ACTIVE: Final = {
    "/JS": "scripts", "/Launch": "actions", "/SubmitForm": "actions", "/ImportData": "actions", "/Movie": "media",
    "/Sound": "media", "/Rendition": "media", "/RichMedia": "media", "/3D": "media", "/Screen": "media",
    "/GoTo3DView": "media", "/RichMediaExecute": "media", "/JavaScript": "scripts",
}  # fmt: skip
_RICH: Final = frozenset({"/RC", "/RV"})
_STREAMED: Final = frozenset({"/JS", "/RC", "/V", "/RV", "/DV"})


LETTERS: Final = 3
"""As many are no text by themselves, and may be a piece of one."""
_FEWEST: Final = 4
_WORDS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def together(texts: Iterable[str]) -> str:
    """What texts of hardly any letters say when they are read one after another; empty: they are too few."""
    letters = [one for one in texts if len(one) <= LETTERS and one.isalpha()]
    return _WORDS.sub(" ", "".join(letters)) if len(letters) >= _FEWEST else ""


class Strings:
    """Gathers texts by place, each once, and words for what could not be looked into."""

    def __init__(self, limits: Limits) -> None:
        self.by_place: dict[str, dict[str, None]] = {}
        self.active: dict[str, None] = {}
        self.links: list[str] = []
        self._limits = limits
        self._chars = 0
        self._met: set[str] = set()  # names and keys
        self._letters: dict[str, list[str]] = {}  # texts of hardly any letters, as often as they came

    def document(self, pdf: pikepdf.Pdf) -> None:
        """All strings of all objects, reached or not, and the texts of metadata and scripts."""
        information = pdf.trailer.get("/Info")
        if isinstance(information, pikepdf.Dictionary):
            self._information(information)
        for key, value in pdf.trailer.items():
            # A number that tells one file from another, not a text.
            if key != "/ID" and not _apart(value):
                self._walk(value, key, 0)
        numbers = pdf.trailer.get("/ID")
        for number in numbers if isinstance(numbers, pikepdf.Array) else ():
            # Sixteen bytes of a digest, unless somebody wrote words.
            if isinstance(number, pikepdf.String) and _PRINTABLE.issuperset(bytes(number)):
                self.add(_OTHER, decoded(number))
        for one in pdf.objects:
            self._walk(one, "", 0)
        for place, letters in self._letters.items():
            self.add(place, together(letters))

    def add(self, place: str, text: str) -> None:
        """One text; the same text of a place only once."""
        clean = text.replace("\0", "").strip()
        if len(clean) <= LETTERS and place != _NAMES:
            self._letters.setdefault(place, []).append(clean)
        if not clean or clean in self.by_place.get(place, ()):
            return
        self._chars += len(clean)
        if self._chars > self._limits.max_chars:
            raise TooLarge("more characters than the limit")
        self.by_place.setdefault(place, {})[clean] = None

    def _information(self, information: pikepdf.Dictionary) -> None:
        for key, value in information.items():
            if isinstance(value, pikepdf.String):
                # One line a property, its name before it: what says how a document is marked stands there.
                self.add(_INFORMATION, f"{key[1:]}: {' '.join(decoded(value).split())}")

    def _walk(self, value: pikepdf.Object, key: str, depth: int) -> None:
        """What stands in an object directly; an object that it refers to is met by itself."""
        if depth > self._limits.max_depth:
            raise TooLarge("objects nested deeper than the limit")
        if isinstance(value, pikepdf.String):
            text = decoded(value)
            place = _PLACES.get(key, _OTHER)
            self.add(place, text)
            if "%" in text and place in _CODED:
                self.add(place, unquote(text))
            if key in _RICH:
                self.add(_PLACES[key], _without_tags(text))
        elif isinstance(value, pikepdf.Name):
            self._name(_name_text(value), key)
        elif isinstance(value, pikepdf.Array):
            if len(value) > 1 and isinstance(value[0], pikepdf.Name) and str(value[0]) in _INKS:
                several = value[1] if isinstance(value[1], pikepdf.Array) else [value[1]]
                for ink in several:
                    self.add(_NAMES, tag_words(str(ink)))
            for one in value:
                if not _apart(one):
                    self._walk(one, key, depth + 1)
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            self._dictionary(value, key, depth)

    def _dictionary(self, value: pikepdf.Dictionary | pikepdf.Stream, key: str, depth: int) -> None:
        entries = dict(value.items())
        titled = "/Title" in entries and not entries.keys().isdisjoint(_OUTLINED)
        if str(entries.get("/Type")) == "/XRef":
            entries.pop("/ID", None)  # as in a trailer, which it is
        for name, inner in entries.items():
            if name in _ACTIVE:
                self.active[_ACTIVE[name]] = None
            self._key(name)
            if isinstance(inner, pikepdf.Stream):
                if name in _STREAMED:
                    text = text_of(inner)
                    self.add(_PLACES[name], text)
                    if name in _RICH:
                        self.add(_PLACES[name], _without_tags(text))
                continue
            if _apart(inner) and not isinstance(inner, pikepdf.String | pikepdf.Name):
                continue
            if titled and name == "/Title" and isinstance(inner, pikepdf.String):
                self.add(_OUTLINE, decoded(inner))
                continue
            place = name if name in _PLACES or not key else key
            self._walk(inner, place, depth + 1)
        metadata = str(entries.get("/Type")) == "/Metadata" or str(entries.get("/Subtype")) == "/XML"
        if metadata and isinstance(value, pikepdf.Stream):
            for line in metadata_lines(text_of(value)):
                self.add("metadata", line)

    def _name(self, name: str, key: str) -> None:
        if name in _ACTIVE and key in {"", "/S", "/Subtype", "/A", "/AA"}:
            self.active[_ACTIVE[name]] = None
        if key in _FONT_NAMES:
            self.add(_NAMES, person_like(name[1:]))
            return
        self._key(name)
        if _WRITTEN_TOGETHER.match(name) and key in _CHOSEN:
            self.add(_NAMES, _apart_words(name))

    def _key(self, name: str) -> None:
        """A name or key that somebody chose: the words of ours have no blanks, signs or accents."""
        if name in self._met:
            return
        self._met.add(name)
        self.add(_NAMES, tag_words(name))


def chosen_words(name: str) -> str:
    """The words of a name that somebody chose; empty: the format's own, or a program's for one of many."""
    chosen = not name.isascii() or _SIGN.search(name) is not None or _NUMBER.search(name) is not None
    if len(name) <= _SHORT_NAME or not chosen or _RESOURCE.search(name):
        return ""
    return re.sub(r"[_+]", " ", name[1:])


def tag_words(name: str) -> str:
    """The words of a tag, a key or a name of something, without those of the format and of known typefaces."""
    own = name in OWN_NAMES or not _WRITTEN_TOGETHER.match(name)
    return chosen_words(name) or ("" if own else person_like(name[1:]))


def _apart_words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name[1:])


def _name_text(name: pikepdf.Name) -> str:
    try:
        return str(name)
    except UnicodeDecodeError:  # bytes of a charset that nobody says
        return name.unparse().decode("latin-1")


def _apart(value: object) -> bool:
    """Whether it is an object of its own, which is met by itself."""
    return isinstance(value, pikepdf.Object) and value.is_indirect


def decoded(value: pikepdf.String) -> str:
    """A string as text: PDFDocEncoding, UTF-16 or UTF-8 by its mark (ISO 32000-2, 7.9.2.2)."""
    raw = bytes(value)
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return re.sub("\x1b[^\x1b]{0,6}\x1b", "", raw.decode("utf-16", "replace"))
    if raw[:3] == b"\xef\xbb\xbf":
        return raw[3:].decode("utf-8", "replace")
    try:
        # Not allowed and yet written by many programs.
        return raw.decode("ascii") if raw.isascii() else raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("pdfdoc", "replace")


def text_of(stream: pikepdf.Stream) -> str:
    """A stream that holds text.

    Raises:
        Unreadable: its data are damaged.
    """
    try:
        raw = stream.read_bytes()
    except pikepdf.PdfError as error:
        raise Unreadable("data in it are damaged") from error
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8", "replace")


def metadata_lines(packet: str) -> Iterator[str]:
    """The values of a metadata packet (XMP), one a line, each with the name of its property before it."""
    body = re.sub(r"<\?.*?\?>", "", packet, flags=re.DOTALL)
    for name, value in re.findall(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\")", body):
        if not name.startswith("xmlns"):
            yield f"{name.rpartition(':')[2]}: {_plain(value)}"
    for match in re.finditer(r"<([\w:.-]+)(?:\s[^<>]*)?>([^<>]*[^<>\s][^<>]*)<", body):
        yield f"{match[1].rpartition(':')[2]}: {_plain(match[2])}"
    # Once without any tags: a value may stand in several.
    yield _plain(re.sub(r"<[^>]*>", " ", body))
    yield from (_plain(comment) for comment in re.findall(r"<!--(.*?)-->", packet, re.DOTALL))


def _without_tags(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _plain(value: str) -> str:
    return " ".join(html.unescape(value).split())
