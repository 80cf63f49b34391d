"""Letters in pictures: which words stand where. The picture is decoded here, the letters are told by tesseract.

``read_picture(image)`` gives ``Seen``: words with box, confidence and line, and whether the picture is ``legible``.
"""

from redaction.isolate.programs import Confinement
from redaction.ocr.doubt import SURE
from redaction.ocr.ink import Ink
from redaction.ocr.looks import look
from redaction.ocr.program import Layout, confinement
from redaction.ocr.reading import Seen, read_ahead, read_picture, seen_before
from redaction.ocr.words import Box, Word, as_lines, is_one_number

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
    "is_one_number",
    "look",
    "read_ahead",
    "read_picture",
    "seen_before",
]
