"""Names of inks and typefaces in a rewritten PDF, and the functions that mix colours: nothing in them says a word."""

import math
import re
from typing import Final

import pikepdf

from redaction.formats.pdf.content import comments_in
from redaction.formats.pdf.font_names import is_known

_OWN_INKS: Final = frozenset({"/All", "/None", "/Cyan", "/Magenta", "/Yellow", "/Black"})
_STANDARD: Final = frozenset({
    f"/{name}" for name in (
        "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique", "Times-Roman", "Times-Bold",
        "Times-Italic", "Times-BoldItalic", "Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique",
        "Symbol", "ZapfDingbats",
    )
})  # fmt: skip
_COMMENT: Final = re.compile(rb"%[^\r\n]*")
_SAMPLED: Final = 0  # types of functions (ISO 32000-2, 7.10)
_CALCULATED: Final = 4


def typeface(name: pikepdf.Name) -> pikepdf.Name:
    """The name that a font goes by: its own where it is a known typeface, by which programs find one in its place."""
    written = name.unparse().decode("latin-1")
    known = written in _STANDARD or ("#" not in written and is_known(written[1:]))
    return pikepdf.Name(written) if known else pikepdf.Name("/Typeface")


def inks(names: pikepdf.Object) -> pikepdf.Object:
    """One name, or a list of them: those of the format and of four-colour print, and numbers for all others."""
    if isinstance(names, pikepdf.Array):
        return pikepdf.Array([_ink(one, at) for at, one in enumerate(names)])
    return _ink(names, 0)


def _ink(name: pikepdf.Object, at: int) -> pikepdf.Name:
    written = name.unparse().decode("latin-1")
    return pikepdf.Name(written if written in _OWN_INKS else f"/Ink{at + 1}")


def function_data(function: pikepdf.Stream) -> tuple[bytes, list[str], bool]:
    """A function's data as it uses them, the words of its comments, and whether those were all of its data.

    Raises:
        pikepdf.PdfError: they are damaged.
    """
    data = function.read_bytes()
    kind = int(function.get("/FunctionType", -1))
    if kind == _CALCULATED:
        return _COMMENT.sub(b"", data), comments_in(data), True
    if kind == _SAMPLED:
        size, ranges = function.get("/Size"), function.get("/Range")
        if isinstance(size, pikepdf.Array) and isinstance(ranges, pikepdf.Array):
            samples = math.prod(int(one) for one in size) * (len(ranges) // 2)
            used = -(-samples * int(function.get("/BitsPerSample", 8)) // 8)
            return data[:used], [], not data[used:].strip(b"\r\n")
    return data, [], True
