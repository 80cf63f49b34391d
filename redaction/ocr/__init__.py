"""Letters in pictures: which words stand where. The picture is decoded here, the letters are told by tesseract.

``read_picture(image)`` gives ``Seen``: words with box, confidence and line.
"""

from redaction.ocr.program import Confinement, Layout, confinement
from redaction.ocr.reading import Seen, read_picture
from redaction.ocr.words import Box, Word, as_lines

__all__ = ["Box", "Confinement", "Layout", "Seen", "Word", "as_lines", "confinement", "read_picture"]
