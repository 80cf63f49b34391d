"""A closer look at the few words of a page that could not be told: their lines alone, twice as large."""

from typing import Final

from PIL import Image

from redaction.ocr.words import Box, Word

_MOST: Final = 8  # stretches of lines; where more cannot be told, the page is a bad one
_SCALE: Final = 2
_AROUND: Final = 10  # heights of a word to each side: what stands beside it helps to tell it
_ABOVE: Final = 0.4  # of its height, above and below
_GAP: Final = 40  # pixels between the stretches


class Closer:
    """The sheet to look at, and where what is seen on it stands in the picture."""

    def __init__(self, grey: Image.Image, boxes: list[Box]) -> None:
        self.areas = _areas(boxes, grey.size)
        self.sheet: Image.Image | None = None
        if not 0 < len(self.areas) <= _MOST:
            self.areas = []
            return
        width = max(area.width for area in self.areas) * _SCALE
        height = sum(area.height * _SCALE + _GAP for area in self.areas)
        self.sheet = Image.new("L", (width, height), grey.histogram().index(max(grey.histogram())))
        self._tops: list[int] = []
        top = 0
        for area in self.areas:
            piece = grey.crop((area.left, area.top, area.right, area.bottom))
            size = (area.width * _SCALE, area.height * _SCALE)
            self.sheet.paste(piece.resize(size, Image.Resampling.LANCZOS), (0, top))
            self._tops.append(top)
            top += size[1] + _GAP

    def in_picture(self, words: tuple[Word, ...], first_line: int) -> tuple[Word, ...]:
        """The words of a look at the sheet as they stand in the picture, lines numbered from *first_line*."""
        found: list[Word] = []
        for word in words:
            middle = (word.box.top + word.box.bottom) // 2
            at = sum(top <= middle for top in self._tops) - 1
            area, top = self.areas[max(at, 0)], self._tops[max(at, 0)]
            box = Box(
                left=area.left + word.box.left // _SCALE,
                top=max(area.top + (word.box.top - top) // _SCALE, 0),
                right=min(area.left - (-word.box.right // _SCALE), area.right),
                bottom=min(area.top - (-(word.box.bottom - top) // _SCALE), area.bottom),
            )
            if box.width > 0 and box.height > 0:
                line = first_line + word.line
                found.append(Word(text=word.text, box=box, confidence=word.confidence, line=line, block=line))
        return tuple(found)


def _areas(boxes: list[Box], size: tuple[int, int]) -> list[Box]:
    """Stretches of lines around the boxes, those that touch as one."""
    areas: list[Box] = []
    for box in sorted(boxes, key=lambda one: (one.top, one.left)):
        aside, above = box.height * _AROUND, int(box.height * _ABOVE) + 1
        area = Box(
            left=max(box.left - aside, 0),
            top=max(box.top - above, 0),
            right=min(box.right + aside, size[0]),
            bottom=min(box.bottom + above, size[1]),
        )
        same = next((at for at, other in enumerate(areas) if other.top <= (box.top + box.bottom) // 2 < other.bottom
                     and other.touches(area)), None)  # fmt: skip
        if same is None:
            areas.append(area)
            continue
        other = areas[same]
        areas[same] = Box(
            left=min(other.left, area.left),
            top=min(other.top, area.top),
            right=max(other.right, area.right),
            bottom=max(other.bottom, area.bottom),
        )
    return areas
