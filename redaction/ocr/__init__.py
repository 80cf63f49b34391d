"""Letters in pictures: which words stand where. The picture is decoded here, the letters are told by tesseract.

``read_picture(image)`` gives ``Seen``: words with box, confidence and line, and whether the picture is ``legible``.
"""

from redaction.isolate.programs import Confinement
from redaction.ocr.doubt import SURE
from redaction.ocr.ink import Ink
from redaction.ocr.program import Layout, confinement
from redaction.ocr.reading import Seen, look, read_picture
from redaction.ocr.words import Box, Word, as_lines

__all__ = [
    "SURE",
    "Box",
    "Confinement",
    "Ink",
    "Layout",
    "Seen",
    "Word",
    "as_lines",
    "confinement",
    "look",
    "read_picture",
]
