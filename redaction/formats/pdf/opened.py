"""A PDF opened under limits, with all that it says: its pages, and what stands beside them."""

import io
import warnings
import zlib
from collections.abc import Iterator
from typing import Final

import pikepdf
import pymupdf

from redaction.errors import TooLarge, Unreadable
from redaction.formats import text
from redaction.formats.html import reader as html
from redaction.formats.office import packages
from redaction.formats.office.package import words_in
from redaction.formats.pdf.font_names import is_notice, is_program, names_in
from redaction.formats.pdf.operands import strings_in
from redaction.formats.pdf.pictures import Look, PicturesOf, in_strips, look_ahead
from redaction.formats.pdf.raw_bytes import look, of_objects
from redaction.formats.pdf.rebuilt import Rebuilt
from redaction.formats.pdf.strings import Strings
from redaction.formats.pdf.text import PageText
from redaction.formats.pdf.trust import untrusted_pages
from redaction.formats.picture.frames import PICTURE_TYPES
from redaction.limits import Limits
from redaction.media_types import media_type

# What it says of a damaged page goes to nobody.
pymupdf.TOOLS.mupdf_display_errors(on=False)
pymupdf.TOOLS.mupdf_display_warnings(on=False)

TYPE: Final = "application/pdf"
_STRUCTURE: Final = frozenset({"/XRef", "/Metadata"})
_FONT_DATA: Final = frozenset({"/Type1C", "/CIDFontType0C", "/OpenType"})
_BY_CHANCE: Final = 8  # letters and signs that come up in a profile's tables
_PACKED: Final = frozenset({"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/Fl", "/LZW", "/RL"})
_MOST_OPERATORS_BYTES: Final = 64 * 1024 * 1024  # of all data that are no pictures
_CHUNK: Final = 1 << 20
_PRINTABLE: Final = 0.9  # of a string's bytes, for it to be letters as they are
_UNSEEN: Final = (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError)
_DAMAGED: Final = (
    pikepdf.PdfError,
    pikepdf.ForeignObjectError,
    RuntimeError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
    AttributeError,
)


class Opened:
    """One PDF as read.

    ``pages`` in order; ``strings`` what stands beside them; ``unread`` words for what was not looked into, and goes
    when it is written again; ``links`` the addresses that a page's areas lead to.
    """

    def __init__(self, data: bytes, limits: Limits, depth: int = 0) -> None:
        if depth > limits.max_nesting:
            raise TooLarge("documents nested deeper than the limit")
        if len(data) > limits.max_bytes:
            raise TooLarge("more bytes than the limit")
        self._limits = limits
        self._depth = depth
        self.strings = Strings(limits)
        self.unread: dict[str, None] = {}
        self.pdf = _parsed(data)
        try:
            self._open(data)
        except pikepdf.PdfError as error:
            raise Unreadable("damaged") from error
        except (*_DAMAGED, *_UNSEEN) as error:
            raise Unreadable("objects in it are of another kind than they should be") from error

    def _open(self, data: bytes) -> None:
        _refuse(self.pdf, self._limits)
        self._unpack()
        self.protected = self.pdf.is_encrypted
        self.signed = any(str(one.get("/Type")) == "/Sig" for one in self.pdf.objects if _is_dictionary(one))
        self.strings.document(self.pdf)
        self.links = list(_links(self.pdf))
        self._bytes(data)
        self._within()
        self._layers()
        _flatten(self.pdf)
        self.rebuilt = Rebuilt(self.pdf, self._limits)
        for aside in self.rebuilt.aside:
            self.strings.add("alternative text", aside)
        for program in self.rebuilt.programs:
            self._font_program(program)
        for profile in self.rebuilt.profiles:
            self._profile(profile)
        self.unread |= dict.fromkeys(self.rebuilt.unread)
        self._streams()
        try:
            self.document = pymupdf.open("pdf", self.rebuilt.saved())
        except _UNSEEN as error:
            raise Unreadable("readers disagree whether it can be opened") from error
        if len(self.document) != len(self.pdf.pages):
            raise Unreadable("readers disagree how many pages it has")
        self.pages = [PageText(page) for page in self.document]
        if self.pdf.get_warnings():
            self.unread["damage"] = None
        self.unread |= self.strings.active

    def look(self, *, told: bool = False) -> None:
        """Have the pictures read, and the pages of which the text does not tell all that they show.

        *told*: their letters could be told before boxes were painted over some; black ones make others look pale.

        Raises:
            Unreadable, TooLarge: letters that cannot be told for sure, or more than the limits.
        """
        try:
            self._look(told=told)
        except _UNSEEN as error:
            raise Unreadable("a page or picture that cannot be drawn") from error

    def _look(self, *, told: bool) -> None:
        rebuilt = self.rebuilt
        shown = set(untrusted_pages(self.document, rebuilt.new, self.pages)) | rebuilt.drawn
        shown |= {number for number in rebuilt.pictures if in_strips(self.document[number])}
        if len(shown) > self._limits.max_scanned_pages:
            raise TooLarge("more pages to be looked at than the limit")
        if len(shown) > 1:
            look_ahead((self.document[n] for n in sorted(shown)), self._limits)
        self.looks = {n: Look(self.document[n], n, self._limits, told=told) for n in sorted(shown)}
        self.pictures = PicturesOf(self.document, rebuilt.pictures, shown, self._limits, told=told)
        if self.pictures.metadata:
            self.unread["metadata of a picture"] = None

    def _unpack(self) -> None:
        """See that the data unpack to what can be handled, and to nothing more than their readers see."""
        pictures, others = self._limits.max_unpacked_bytes, _MOST_OPERATORS_BYTES
        for one in self.pdf.objects:
            if not isinstance(one, pikepdf.Stream):
                continue
            picture = str(one.get("/Subtype")) == "/Image"
            size, goes_on = _packed(one, pictures if picture else others)
            pictures, others = pictures - size * picture, others - size * (not picture)
            if goes_on:
                self.unread["data behind data"] = None

    def _bytes(self, data: bytes) -> None:
        found = look(data)
        self.unread |= dict.fromkeys(found.unread)
        for comment in found.comments:
            self.strings.add("comment between objects", comment)
        # Objects that are mere numbers are handed out as such, without their own number.
        alive = {getattr(one, "objgen", None) for one in self.pdf.objects}
        if not found.revisions and any(self.pdf.get_object(one) is None for one in found.objects - alive):
            self.unread["objects outside of the table"] = None
        for end in found.revisions:
            self._revision(data[:end])

    def _revision(self, data: bytes) -> None:
        """What the file said before it was added to."""
        try:
            pdf = _parsed(data)
            self.strings.document(pdf)
            _flatten(pdf)
            self._pages_aside(Rebuilt(pdf, self._limits, hidden_too=True), "earlier revision")
        except (*_DAMAGED, Unreadable):
            self.unread["earlier revisions"] = None

    def _layers(self) -> None:
        if "/OCProperties" not in self.pdf.Root:
            return
        plain = Rebuilt(self.pdf, self._limits)
        if "hidden layers" in plain.dropped:
            self._pages_aside(Rebuilt(self.pdf, self._limits, hidden_too=True), "hidden layer")

    def _pages_aside(self, rebuilt: Rebuilt, place: str) -> None:
        if rebuilt.pictures or rebuilt.drawn:
            self.unread[f"{place}s"] = None
        with pymupdf.open("pdf", rebuilt.saved()) as document:
            for page in document:
                self.strings.add(place, PageText(page).text)

    def _within(self) -> None:
        """Files within the file."""
        for stream in self._attached().values():
            for place, words in _texts_of_file(stream.read_bytes(), self._limits, self._depth):
                self.strings.add(f"attached {place}", words)

    def _attached(self) -> dict[tuple[int, int], pikepdf.Stream]:
        files = (one.get("/EF") for one in self.pdf.objects if _is_dictionary(one))
        return {
            stream.objgen: stream
            for several in files
            if isinstance(several, pikepdf.Dictionary)
            for stream in several.values()
            if isinstance(stream, pikepdf.Stream)
        }

    def _streams(self) -> None:
        """What no page is made of."""
        met = self.rebuilt.seen | self._attached().keys()
        alive = {getattr(one, "objgen", (0, 0))[0] for one in self.pdf.objects}
        for one in self.pdf.objects:
            if not isinstance(one, pikepdf.Stream) or one.objgen in met:
                continue
            kind, subtype = str(one.get("/Type")), str(one.get("/Subtype"))
            if kind == "/ObjStm":
                if not of_objects(one, alive):
                    self.unread["objects outside of the table"] = None
            elif kind in _STRUCTURE:
                continue
            elif subtype in _FONT_DATA or "/Length1" in one:
                self._font_program(one.read_bytes())
            elif "/N" in one:
                self._profile(one.read_bytes())
            elif subtype == "/Image":
                self.unread["pictures aside"] = None
            elif subtype == "/Form" or "/BBox" in one:
                self._drawing(one)
            elif words := words_in(one.read_bytes()):
                self.strings.add("data", words)

    def _font_program(self, program: bytes) -> None:
        for words in names_in(program):
            self.strings.add("font name", words)
        if not is_program(program) and (words := words_in(program)):
            self.strings.add("data", words)

    def _profile(self, data: bytes) -> None:
        """Of colours: what it says of itself, but for the notices that all have."""
        for line in words_in(data).split("\n"):
            if len(line) >= _BY_CHANCE and not is_notice(line):
                self.strings.add("data", line)

    def _drawing(self, stream: pikepdf.Stream) -> None:
        """Operators that no page uses: the letters in them where they are plain."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", UserWarning)
                operators = pikepdf.parse_content_stream(stream)
        except UserWarning:
            self.unread["drawings aside"] = None
            return
        for one in operators:
            if str(one.operator) == "INLINE IMAGE":
                self.unread["pictures aside"] = None
                continue
            for shown in strings_in(one.operands):
                raw = bytes(shown)
                if raw and sum(32 <= byte < 127 for byte in raw) < _PRINTABLE * len(raw):
                    self.unread["drawings aside"] = None
                else:
                    self.strings.add("drawing", raw.decode("latin-1"))


def _parsed(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise Unreadable("encrypted") from None
    except _DAMAGED as error:
        raise Unreadable("damaged") from error


def _refuse(pdf: pikepdf.Pdf, limits: Limits) -> None:
    """Raise for a kind of PDF that is not read."""
    if "/Collection" in pdf.Root:
        raise Unreadable("a portfolio of files")
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        raise Unreadable("an XFA form")
    if len(pdf.pages) > limits.max_pdf_pages:
        raise TooLarge("more pages than the limit")
    if not len(pdf.pages):
        raise Unreadable("no pages")


def _is_dictionary(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary)


def _links(pdf: pikepdf.Pdf) -> Iterator[tuple[int, tuple[float, ...], str]]:
    """Page, area and address of each link."""
    for number, page in enumerate(pdf.pages):
        areas = page.obj.get("/Annots")
        for one in areas if isinstance(areas, pikepdf.Array) else ():
            if not isinstance(one, pikepdf.Dictionary) or str(one.get("/Subtype")) != "/Link":
                continue
            action, box = one.get("/A"), one.get("/Rect")
            if isinstance(action, pikepdf.Dictionary) and isinstance(action.get("/URI"), pikepdf.String):
                sides = tuple(float(side) for side in box) if isinstance(box, pikepdf.Array) else ()
                yield number, sides, str(action["/URI"])


def _flatten(pdf: pikepdf.Pdf) -> None:
    """Forms and comments as they look, drawn on the page."""
    if not any("/Annots" in page.obj for page in pdf.pages):
        return
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and bool(form.get("/NeedAppearances", False)):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def _texts_of_file(data: bytes, limits: Limits, depth: int) -> Iterator[tuple[str, str]]:
    found = media_type(data)
    if found == TYPE:
        inner = Opened(data, limits, depth + 1)
        inner.look()
        yield from ((place, words) for place, lines in inner.strings.by_place.items() for words in lines)
        yield from (("page", page.text) for page in inner.pages)
        looks = [source for look in inner.looks.values() for source in look.sources]
        yield from (("page", source.text) for source in (*looks, *inner.pictures.sources))
        return
    reader = {"text/plain": text.read, "text/html": html.read} | dict.fromkeys(
        (*packages.PACKAGE_TYPES, *PICTURE_TYPES), packages.read
    )
    if found not in reader:
        raise Unreadable("a file within it that cannot be read")
    for unit in reader[found](data, found, None, limits).units:
        yield unit.place, unit.text


def _packed(stream: pikepdf.Stream, left: int) -> tuple[int, bool]:
    """How many bytes the data unpack to, no more than *left* of them looked at, and whether more stands behind them.

    Raises:
        TooLarge: more than is left.
        Unreadable: packed several times over.
    """
    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if sum(name in _PACKED for name in names) > 1:
        raise Unreadable("data packed several times over")
    if names != ["/FlateDecode"]:
        return 0, False
    unpacking = zlib.decompressobj()
    size, rest = 0, stream.read_raw_bytes()
    try:
        while rest and not unpacking.eof:
            size += len(unpacking.decompress(rest, _CHUNK))
            rest = unpacking.unconsumed_tail
            if size > left:
                raise TooLarge("more unpacked data than the limit")
    except zlib.error:
        return size, True
    return size, not unpacking.eof or bool(unpacking.unused_data.strip(b"\0\r\n \t"))
