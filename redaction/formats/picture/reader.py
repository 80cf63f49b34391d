"""Pictures: letters in them read by OCR, what is cut painted over as pixels, everything beside the pixels gone."""

from itertools import groupby
from typing import Final

from PIL import Image, ImageColor, ImageDraw, ImageFont

from redaction.errors import Unreadable
from redaction.formats.picture.frames import PICTURE_TYPES, Pixels, decode, encode, views
from redaction.formats.picture.metadata import Beside, beside
from redaction.formats.pieces import Change, Place, Slot, Source
from redaction.formats.reading import Opening
from redaction.ocr import SURE, Box, Ink, Seen, Word, is_one_number, read_ahead, read_picture
from redaction.sniff import media_type as sniffed

_LEAST_MARGIN: Final = 2  # pixels around a word: its edges are blurred
_AS_WRITTEN: Final = frozenset({"image/tiff", "image/bmp"})  # allowed where writing it anew gives the same bytes
_STEP: Final = 3  # widths of a box are multiples of so many heights, so that they tell little of what stood there
_GROUND: Final = "gainsboro"  # under labels
_SMALLEST_LABEL: Final = 12  # pixels of height; smaller letters are not read by anybody
_MARK: Final = "\u2588"  # what the style "mask" writes: the box is mark enough


class Illegible(Unreadable):
    """Letters in it cannot be told for sure."""

    def __init__(self, pixels: Pixels, letters: int) -> None:
        self.pixels = pixels
        self.letters = letters  # that cannot be told, roughly
        super().__init__("a picture with letters that cannot be told for sure")


class Painted:
    """The words of one look at one view of a frame that are to be painted over, each with its label.

    The view itself is not kept: a document may have a hundred pictures, of eight million pixels each.
    """

    def __init__(self, words: tuple[Word, ...], view: int = 0) -> None:
        self.words = words
        self.view = view  # which of the frame's, by number
        self.labels: dict[int, str] = {}  # by place in words

    def source(self, place: str) -> Source:
        """The words as a unit; changing one has it painted over."""
        source = Source(place)
        before: Word | None = None
        for at, word in enumerate(self.words):
            if before is not None and not is_one_number(before, word):
                apart = " " if word.line == before.line else "\n" if word.block == before.block else "\n\n"
                source.separate(apart)
            source.add(Slot(word.text, self._paints(at)))
            before = word
        return source

    def _paints(self, at: int) -> Place:
        def put(change: Change) -> None:
            label = next((replacement for _, _, replacement in change.edits if replacement), "")
            self.labels[at] = self.labels.get(at) or label

        return put

    def boxes(self, ink: Ink) -> list[tuple[Box, str]]:
        """What is painted: neighbouring words of a line as one box, with the label of the first."""
        found: list[tuple[Box, str]] = []
        numbered = list(enumerate(self.words))
        for _, line in groupby(numbered, key=lambda pair: pair[1].line):
            words = list(line)
            for gone, group in groupby(words, key=lambda pair: pair[0] in self.labels):
                run = list(group)
                if not gone:
                    continue
                first, last = run[0][0], run[-1][0]
                after = next((word for at, word in words if at == last + 1), None)
                label = next((one for at in range(first, last + 1) if (one := self.labels[at])), "")
                found.append((_around([word.box for _, word in run], after, ink), label))
        return found


def _around(boxes: list[Box], after: Word | None, ink: Ink) -> Box:
    """One box over words of a line with all their ink, as wide as the next step if what follows leaves room."""
    whole = [ink.whole(box) for box in boxes]
    margin = max(_LEAST_MARGIN, min(min(box.height, box.width) for box in boxes) // 5)
    box = Box(
        left=min(one.left for one in whole),
        top=min(one.top for one in whole),
        right=max(one.right for one in whole),
        bottom=max(one.bottom for one in whole),
    ).grown(margin)
    if box.height > box.width:
        return box
    step = max(box.height * _STEP, 1)
    right = box.left + -(-box.width // step) * step
    if after is not None and after.box.left >= box.right:
        right = min(right, after.box.left - 1)
    return Box(left=box.left, top=box.top, right=max(right, box.right), bottom=box.bottom)


class Picture:
    """See ``formats.reading.Reading``."""

    def __init__(self, untrusted_data: bytes, opening: Opening) -> None:
        self._data = untrusted_data
        self.media_type = sniffed(untrusted_data)
        if self.media_type not in PICTURE_TYPES:
            raise Unreadable("a picture of a kind that is not read")
        self.written_type = self.media_type
        self._limits = opening.limits
        pixels = decode(untrusted_data, self.media_type, opening.limits)
        self._turned = pixels.turned
        self._painted: list[list[Painted]] = [[] for _ in pixels.frames]
        self._seen: list[list[Seen]] = [[] for _ in pixels.frames]
        self.sources: list[Source] = []
        self.dropped: list[str] = []
        self.unread: list[str] = []
        dpi = None if pixels.dpi is None else round(max(pixels.dpi))
        if len(pixels.frames) > 1:
            read_ahead((view, dpi) for frame in pixels.frames for view in views(frame))
        for number in range(len(pixels.frames)):
            self._read(pixels, number, told=opening.told)
        if not self.sources:
            self.sources.append(Source("picture"))
        self._beside = beside(untrusted_data, self.media_type)
        if self.media_type in _AS_WRITTEN and encode(pixels, list(pixels.frames)) == untrusted_data:
            self._beside = Beside(words="", allowed=True)
        if pixels.twins:
            self._beside = Beside(words=self._beside.words, allowed=False)
        if self._beside.words:
            source = Source("metadata")
            source.add(Slot(self._beside.words, lambda _change: None))
            self.sources.append(source)
        if not self._beside.allowed or self._turned:
            self.unread.append("metadata of a picture")

    def _read(self, pixels: Pixels, number: int, *, told: bool) -> None:
        place = "picture" if len(pixels.frames) == 1 else f"picture, page {number + 1}"
        for which, view in enumerate(views(pixels.frames[number])):
            seen = read_picture(view, dpi=None if pixels.dpi is None else round(max(pixels.dpi)))
            if not seen.legible and not told:
                raise Illegible(pixels, seen.unread_letters)
            self._seen[number].append(seen)
            for words in (seen.words, seen.again):
                if words:
                    painted = Painted(words, which)
                    self._painted[number].append(painted)
                    self.sources.append(painted.source(place))

    def write(self) -> bytes:
        """The picture with its boxes, written anew; the same bytes where nothing is painted and nothing to lose."""
        cut = any(painted.labels for frame in self._painted for painted in frame)
        if not cut and self._beside.allowed and not self._turned:
            return self._data
        if not self._beside.allowed:
            self.dropped.append("metadata of a picture")
        pixels = decode(self._data, self.media_type, self._limits)
        frames = [self._without(frame, number) for number, frame in enumerate(pixels.frames)]
        return encode(pixels, frames)

    def _without(self, frame: Image.Image, number: int) -> Image.Image:
        """The frame with its boxes."""
        cut = [painted for painted in self._painted[number] if painted.labels]
        if not cut:
            return frame
        inks = [Ink(view.convert("L")) for view in views(frame)]
        boxes = [box for painted in cut for box in painted.boxes(inks[painted.view])]
        return _paint(frame, [*boxes, *((box, "") for box in self._doubtful(number))])

    def _doubtful(self, number: int) -> list[Box]:
        """Words that may be anything: where something is cut, they are painted over too."""
        return [
            word.box.grown(_LEAST_MARGIN)
            for seen in self._seen[number]
            for word in seen.words
            if word.confidence < SURE and any(char.isalnum() for char in word.text) and _is_unread(word, seen)
        ]


def _is_unread(word: Word, seen: Seen) -> bool:
    return any(box == word.box for box in seen.unread)


def _paint(frame: Image.Image, boxes: list[tuple[Box, str]]) -> Image.Image:
    if not boxes:
        return frame
    new = frame.copy()
    draw = ImageDraw.Draw(new)
    black, pale = ImageColor.getcolor("black", new.mode), ImageColor.getcolor(_GROUND, new.mode)
    for box, _ in boxes:
        draw.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill=black)
    for box, label in boxes:
        shown = "".join(char for char in label if char.isascii() and char.isprintable())
        # On a page that lies on its side the label would not.
        if shown and _MARK not in label and box.width > box.height:
            _write(draw, box, shown, ink=black, ground=pale)
    return new


_Colour = int | tuple[int, ...]


def _write(draw: ImageDraw.ImageDraw, box: Box, label: str, *, ink: _Colour, ground: _Colour) -> None:
    """The label in the box, where it is large enough for letters that can be read.

    Dark on light: white letters on black are misread by the reader that looks at the result.
    """
    for height in (round(box.height * 0.7), round(box.height * 0.5), _SMALLEST_LABEL):
        if height < _SMALLEST_LABEL:
            continue
        font = ImageFont.load_default(height)
        left, top, right, bottom = draw.textbbox((0, 0), label, font=font)
        if right - left <= box.width - 8 and bottom - top <= box.height:
            at = (
                box.left + (box.width - (right - left)) / 2 - left,
                box.top + (box.height - (bottom - top)) / 2 - top,
            )
            draw.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill=ground)
            draw.text(at, label, font=font, fill=ink)
            return
