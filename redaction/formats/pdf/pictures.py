"""Pictures in a PDF, each read by OCR, and pages of which only the look tells what they say."""

import io
import math
from collections.abc import Collection, Iterable, Iterator
from typing import Final

import pikepdf
import pymupdf
from PIL import Image, ImageDraw

from redaction.errors import TooLarge, Unreadable
from redaction.formats.office.package import Budget
from redaction.formats.pdf.text import PageText, Run
from redaction.formats.picture.metadata import beside
from redaction.formats.picture.reader import Painted, Picture
from redaction.formats.pieces import Slot, Source
from redaction.formats.reading import Opening, Reading
from redaction.limits import Limits
from redaction.ocr import SURE, Box, Word, read_ahead, read_picture
from redaction.ocr.ink import Ink

_DPI: Final = 200  # letters of a page are then 25 to 35 pixels high
_SMALLEST: Final = 10  # pixels of a side: no letter in it could be read
_MOST: Final = 60  # pictures of one document
_QUALITY: Final = 85
_MARGIN: Final = 2  # pixels
_POINTS: Final = 72
_SMALLEST_TYPE: Final = 4.0
_TOUCHING: Final = 2.0  # points between strips of one picture

_OWN_SIZE: Final = frozenset({"DCTDecode", "JPXDecode"})
_ONE_TONE: Final = frozenset({"CCITTFaxDecode", "JBIG2Decode"})
_COLOURS: Final = {"DeviceRGB": 3, "CalRGB": 3, "Lab": 3, "DeviceCMYK": 4}  # one in all other spaces
Edit = tuple[int, int, str]


class PicturesOf:
    """The pictures that the pages show, as pictures of their own."""

    def __init__(
        self,
        document: pymupdf.Document,
        pages: Collection[int],
        looked_at: Collection[int],
        limits: Limits,
        *,
        told: bool,
    ) -> None:
        self._told = told
        self._document = document
        self._limits = limits
        self._pictures: dict[int, tuple[Picture, bytes]] = {}  # by object: as read, and the bytes it was read from
        self.metadata: set[int] = set()  # objects whose data say more than their pixels
        self._photographs: set[int] = set()  # objects that came with loss: without it they would be many times larger
        self.sources: list[Source] = []
        for number in sorted(pages):
            for xref, mask, wide, high, depth, space, _, _, packed, _ in document[number].get_images(full=True):
                if wide * high > limits.max_pixels:
                    raise TooLarge("more pixels than the limit")
                self._beside(xref, packed, (wide, high, depth, space))
                # What such data hold says its size itself, and programs differ whom they believe.
                large = min(wide, high) >= _SMALLEST or packed in _OWN_SIZE
                for one in (xref, mask):
                    if one and number not in looked_at and large:
                        self._read(one, number)

    def _beside(self, xref: int, packed: str, said: tuple[int, int, int, str]) -> None:
        """What stands beside the pixels in a picture's data."""
        if packed in _OWN_SIZE:
            self._photographs.add(xref)
        if packed == "DCTDecode":
            found = beside(self._document.xref_stream_raw(xref), "image/jpeg")
            if not found.allowed:
                self.metadata.add(xref)
            if found.words:
                source = Source("metadata of a picture")
                source.add(Slot(found.words))
                self.sources.append(source)
        elif packed == "JPXDecode":
            self.metadata.add(xref)
        elif packed not in _ONE_TONE:
            unpacked = len(self._document.xref_stream(xref))
            if unpacked != _expected(*said):
                self.metadata.add(xref)

    def _read(self, xref: int, page: int) -> None:
        if xref in self._pictures:
            return
        if len(self._pictures) >= _MOST:
            raise TooLarge("more pictures than the limit")
        data = _pixels(pymupdf.Pixmap(self._document, xref))
        pymupdf.TOOLS.store_shrink(100)  # per cent: MuPDF keeps what it unpacked, up to 256 MB
        picture = Picture(data, _opening(self._limits, told=self._told))
        self._pictures[xref] = picture, data
        for source in picture.sources:
            if source.length:
                source.place = f"picture on page {page + 1}"
                self.sources.append(source)

    def write(self, pdf: pikepdf.Pdf) -> bool:
        """Put what was painted over into the written document; whether anything was."""
        painted = False
        for xref, (picture, data) in self._pictures.items():
            new = picture.write()
            if new != data or xref in self.metadata:
                painted = painted or new != data
                with Image.open(io.BytesIO(new), formats=("PNG",)) as image:
                    _put(pdf.get_object(xref, 0), image, lossy=xref in self._photographs)
        for xref in self.metadata - self._pictures.keys():
            if self._document.xref_is_image(xref):
                pixels = _image(pymupdf.Pixmap(self._document, xref))
                _put(pdf.get_object(xref, 0), pixels, lossy=xref in self._photographs)
        return painted


class Look:
    """A page as it looks: read by OCR, and in the result nothing but that, where anything on it is cut."""

    def __init__(self, page: pymupdf.Page, number: int, limits: Limits, *, told: bool) -> None:
        self._dpi = _resolution(page, limits)
        seen = read_picture(_drawn(page, self._dpi), dpi=self._dpi)
        if not seen.legible and not told:
            raise Unreadable(f"letters on page {number + 1} that cannot be told for sure")
        self._unread = seen.unread
        self._painted = [Painted(words) for words in (seen.words, seen.again) if words]
        self.sources = [painted.source(f"page {number + 1} as it looks") for painted in self._painted]

    @property
    def changed(self) -> bool:
        """Whether a word of it is to go."""
        return any(painted.labels for painted in self._painted)

    def put(self, page: pymupdf.Page, text: PageText, edits: Iterable[Edit]) -> None:
        """Make the page its picture, without what is cut in it or in the text of the file."""
        image = _drawn(page, self._dpi)
        ink = Ink(image.convert("L"))
        boxes = [box for painted in self._painted for box in painted.boxes(ink)]
        scale = _POINTS / self._dpi
        draw = ImageDraw.Draw(image)
        for box in (*(box for box, _ in boxes), *self._unread, *self._glyphs(text, edits)):
            grown = box.grown(_MARGIN)
            draw.rectangle((grown.left, grown.top, grown.right, grown.bottom), fill=0)
        data = io.BytesIO()
        image.save(data, "JPEG", quality=_QUALITY)
        wide, high = image.width * scale, image.height * scale
        rect = page.rect
        document = page.parent
        document.xref_set_key(page.xref, "Resources", "<<>>")
        document.xref_set_key(page.xref, "Contents", "[]")
        page.set_rotation(0)
        page.set_mediabox(pymupdf.Rect(0, 0, rect.width, rect.height))
        page.insert_image(pymupdf.Rect(0, 0, wide, high), stream=data.getvalue(), keep_proportion=False)
        shape = page.new_shape()
        labelled: list[Box] = []
        for box, label in boxes:
            if not any(box.touches(other) for other in labelled):
                labelled.append(box)
                _write(shape, box, label, scale, shown=True)
        for word in self._stays([box for box, _ in boxes]):
            _write(shape, word.box, word.text, scale, shown=False)
        shape.commit()

    def _glyphs(self, text: PageText, edits: Iterable[Edit]) -> Iterator[Box]:
        scale = self._dpi / _POINTS
        for start, end, _ in edits:
            for line, begin, stop in text.touched(start, end):
                runs, _ = text.runs(line, begin, stop)
                mine = runs or [Run.whole(line.box)]
                # Letters of one size differ in height when their typefaces do: the line's box is as high as all.
                upper, lower = (line.box[1], line.box[3]) if line.straight else (math.inf, -math.inf)
                yield Box(
                    left=int(min(one.left for one in mine) * scale),
                    top=int(min(upper, *(one.top for one in mine)) * scale),
                    right=int(max(one.right for one in mine) * scale) + 1,
                    bottom=int(max(lower, *(one.foot for one in mine)) * scale) + 1,
                )

    def _stays(self, gone: list[Box]) -> Iterator[Word]:
        """Words that can be searched for in the result as they could before."""
        for painted in self._painted[:1]:
            for word in painted.words:
                if word.confidence >= SURE and not any(box.touches(word.box) for box in gone):
                    yield word


def look_ahead(pages: Iterable[pymupdf.Page], limits: Limits) -> None:
    """Have pages read together as they look: two at a time take less time than one after the other.

    Raises:
        Unreadable: as ``read_picture``.
    """
    resolutions = ((page, _resolution(page, limits)) for page in pages)
    read_ahead((_drawn(page, dpi), dpi) for page, dpi in resolutions)


def _resolution(page: pymupdf.Page, limits: Limits) -> int:
    """Dots per inch at which it is drawn."""
    inches = max(page.rect.width * page.rect.height / _POINTS**2, 0.01)
    return min(_DPI, int(math.sqrt(limits.max_pixels / inches)))


def _drawn(page: pymupdf.Page, dpi: int) -> Image.Image:
    """Its pixels, which are not kept: a scan may have forty pages."""
    return _image(page.get_pixmap(dpi=dpi, alpha=False))


def _expected(wide: int, high: int, depth: int, space: str) -> int:
    """Bytes of a picture's data, unpacked (ISO 32000-2, 8.9.3); more of them show nowhere."""
    return (wide * _COLOURS.get(space, 1) * max(depth, 1) + 7) // 8 * high


def in_strips(page: pymupdf.Page) -> bool:
    """Whether pictures of the page touch one another: letters may go over the seam."""
    boxes = [one["bbox"] for one in page.get_image_info()]
    for at, (left, top, right, foot) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            across = min(right, other[2]) - max(left, other[0])
            down = min(foot, other[3]) - max(top, other[1])
            if across > -_TOUCHING and down > -_TOUCHING:
                return True
    return False


def _write(shape: pymupdf.Shape, box: Box, text: str, scale: float, *, shown: bool) -> None:
    """Letters as wide as the box, white on it, or seen by nobody."""
    if not text.isascii() or not text.isprintable() or not text:
        return
    length = pymupdf.get_text_length(text, fontname="helv", fontsize=1)
    size = min(box.height * scale * 0.8, box.width * scale / max(length, 0.1))
    if shown and size < _SMALLEST_TYPE:
        return
    at = pymupdf.Point(box.left * scale + 0.5, (box.bottom - box.height * 0.22) * scale)
    shape.insert_text(
        at, text, fontname="helv", fontsize=max(size, 1.0), color=(1, 1, 1), render_mode=0 if shown else 3
    )


def _opening(limits: Limits, *, told: bool) -> Opening:
    def nested(_: bytes, __: Opening) -> Reading:
        raise Unreadable("a document in a picture")

    return Opening(limits=limits, budget=Budget.of(limits), depth=0, nested=nested, told=told)


def _image(pixels: pymupdf.Pixmap) -> Image.Image:
    if pixels.alpha:
        pixels = pymupdf.Pixmap(pixels, 0)
    if pixels.colorspace is None or pixels.n not in {1, 3}:
        pixels = pymupdf.Pixmap(pymupdf.csRGB, pixels)
    return Image.frombytes("L" if pixels.n == 1 else "RGB", (pixels.width, pixels.height), bytes(pixels.samples))


def _pixels(pixels: pymupdf.Pixmap) -> bytes:
    out = io.BytesIO()
    _image(pixels).save(out, "PNG", compress_level=1)
    return out.getvalue()


def _put(stream: pikepdf.Object, image: Image.Image, *, lossy: bool) -> None:
    """The pixels in place of a picture's data; *lossy*: as a JPEG."""
    mode = "L" if image.mode in {"1", "L"} else "RGB"
    plain = image.convert(mode)
    for key in ("/Decode", "/DecodeParms", "/Intent", "/SMaskInData", "/Mask", "/ImageMask", "/Matte"):
        if key in stream:
            del stream[key]
    stream["/Width"], stream["/Height"], stream["/BitsPerComponent"] = plain.width, plain.height, 8
    stream["/ColorSpace"] = pikepdf.Name.DeviceGray if mode == "L" else pikepdf.Name.DeviceRGB
    if not lossy:
        stream.write(plain.tobytes())
        return
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY)
    stream.write(out.getvalue(), filter=pikepdf.Name.DCTDecode)
