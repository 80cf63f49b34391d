"""Rich text, each with the value in one hiding place."""

import io
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from tests.redaction.documents.hiding_word import NAME

STAYS: Final = "The meeting was moved."


def rtf(inner: str | bytes = "", head: str = "", page: int = 1252) -> bytes:
    """A document of one paragraph that stays and whatever else."""
    coded = inner.encode("cp1252") if isinstance(inner, str) else inner
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fnil\fcharset204 Arial Cyr;}{\f2\fcharset128 MS Gothic;}}"
    start = rf"{{\rtf1\ansi\ansicpg{page}\deff0{fonts}{head}\pard\plain {STAYS}\par "
    return start.encode("cp1252") + coded + rb"\par}"


def pixels(text: str, kind: str = "PNG") -> bytes:
    """A picture of a line of text."""
    image = Image.new("RGB", (700, 120), "white")
    ImageDraw.Draw(image).text((20, 30), text, fill="black", font=ImageFont.load_default(40))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


_HEX: Final = "".join(rf"\'{ord(char):02x}" for char in NAME)
_NUMBERS: Final = "".join(rf"\u{ord(char)}?" for char in NAME)
_SIGNED: Final = "".join(rf"\u{ord(char)}\'3f" for char in NAME)
_BARE: Final = r"\uc0" + "".join(rf"\u{ord(char)} " for char in NAME)
_SHAPE: Final = (
    r"{\shp{\*\shpinst\shpleft1\shptop1\shpright9\shpbottom9{\sp{\sn shapeType}{\sv 202}}"
    r"{\sp{\sn wzDescription}{\sv %s}}{\shptxt\pard %s\par}}{\shprslt{\*\do\dptxbxtext %s}}}"
)

RICH_TEXT: Final[dict[str, bytes]] = {
    "paragraph": rtf(NAME),
    "line-ends-within": rtf("Zeb\r\nedee Quill\nfeather"),
    "runs": rtf(r"Zeb{\b edee} {\i Quill}\plain feather"),
    "groups": rtf("{{Z}{e}{b}{e}{d}{e}{e} }{Quillfeather}"),
    "proofing-between": rtf(r"Zeb\lang1033 edee Quill\rtlch\ltrch\insrsid123 feather"),
    "unknown-words-between": rtf(r"Zeb\zzz9 edee Quill{\zzz feather}"),
    "bytes-by-number": rtf(_HEX),
    "characters-by-number": rtf(_NUMBERS),
    "characters-with-coded-rest": rtf(_SIGNED),
    "characters-without-rest": rtf(_BARE),
    "behind-characters": rtf(r"\uc20\u65 Zebedee Quillfeather A"),
    "optional-hyphen": rtf(r"Zebe\-dee Quill\-feather"),
    "hard-space": rtf(r"Zebedee\~Quillfeather"),
    "tab": rtf(r"Zebedee\tab Quillfeather"),
    "line-break": rtf(r"Zebedee\line Quillfeather"),
    "joiner": rtf(r"Zebe\zwj dee Quill\zwnbo feather"),
    "cells": rtf(r"\trowd\cellx100\cellx200\intbl Zebedee\cell Quillfeather\cell\row\pard"),
    "hidden": rtf(rf"{{\v {NAME}}}"),
    "hidden-letters-within": rtf(r"Zeb{\v x}edee Quill\v y\v0 feather"),
    "deleted": rtf(rf"{{\deleted {NAME}}}"),
    "white": rtf(rf"{{\cf8 {NAME}}}", r"{\colortbl;\red255\green255\blue255;}"),
    "header": rtf(rf"{{\header {NAME}\par}}"),
    "first-footer": rtf(rf"{{\footerf\pard {NAME}\par}}"),
    "footnote": rtf(rf"x{{\super\chftn}}{{\footnote\pard {NAME}}}"),
    "footnote-within-name": rtf(r"Zebedee{\footnote x} Quillfeather"),
    "comment": rtf(rf"{{\*\atnid x}}{{\*\atnauthor y}}\chatn{{\*\annotation\pard {NAME}}}"),
    "comment-author": rtf(rf"{{\*\atnid ZQ}}{{\*\atnauthor {NAME}}}\chatn{{\*\annotation x}}"),
    "bookmark": rtf(r"{\*\bkmkstart Zebedee_Quillfeather}x{\*\bkmkend Zebedee_Quillfeather}"),
    "field-result": rtf(rf"{{\field{{\*\fldinst PAGE}}{{\fldrslt {NAME}}}}}"),
    "field-link": rtf(r'{\field{\*\fldinst{HYPERLINK "mailto:zebedee.quillfeather@x.example"}}{\fldrslt x}}'),
    "field-unknown": rtf(rf'{{\field{{\*\fldinst INCLUDETEXT "C:\\\\{NAME}.doc"}}{{\fldrslt x}}}}'),
    "form-field": rtf(rf"{{\field{{\*\fldinst FORMTEXT{{\*\formfield{{\*\ffdeftext {NAME}}}}}}}{{\fldrslt x}}}}"),
    "text-box": rtf(_SHAPE % ("x", NAME, "x")),
    "text-box-fall-back": rtf(_SHAPE % ("x", "x", NAME)),
    "shape-description": rtf(_SHAPE % (NAME, "x", "x")),
    "list-text": rtf(rf"{{\listtext {NAME}\tab}}x"),
    "index-entry": rtf(rf"{{\xe {NAME}}}x"),
    "title": rtf(head=rf"{{\info{{\title {NAME}}}}}"),
    "author": rtf(head=rf"{{\info{{\author {NAME}}}{{\*\company x}}}}"),
    "document-comment": rtf(head=rf"{{\info{{\doccomm {NAME}}}}}"),
    "user-property": rtf(head=rf"{{\*\userprops{{\propname x}}\proptype30{{\staticval {NAME}}}}}"),
    "user-property-name": rtf(head=rf"{{\*\userprops{{\propname {NAME}}}\proptype30{{\staticval x}}}}"),
    "variable": rtf(head=rf"{{\*\docvar {{x}}{{{NAME}}}}}"),
    "revision-authors": rtf(head=rf"{{\*\revtbl{{Unknown;}}{{{NAME};}}}}"),
    "template": rtf(head=rf"{{\*\template C:\\\\{NAME}.dot}}"),
    "style-name": rtf(head=rf"{{\stylesheet{{\s1 {NAME};}}}}"),
    "font-name": rtf(head=rf"{{\fonttbl{{\f9 {NAME};}}}}"),
    "font-other-name": rtf(head=rf"{{\fonttbl{{\f9 Arial{{\*\falt {NAME}}};}}}}"),
    "colours": rtf(head=rf"{{\colortbl;\red1\green1\blue1;{NAME}}}"),
    "list-name": rtf(head=rf"{{\*\listtable{{\list{{\listname {NAME};}}}}}}"),
    "unknown-group": rtf(rf"{{\*\zzz {NAME}}}"),
    "unknown-group-in-group": rtf(rf"{{\*\zzz x{{\yyy {NAME}}}}}"),
    "unknown-group-without-star": rtf(rf"{{\zzz {NAME}}}"),
    "html-within": rtf(rf"{{\*\htmltag64 <p title='{NAME}'>}}x"),
    "data-store": rtf(rf"x{{\*\zzz {NAME.encode().hex()} {NAME}}}"),
    "picture-property": rtf(
        rf"{{\*\shppict{{\pict{{\*\picprop{{\sp{{\sn wzDescription}}{{\sv {NAME}}}}}}}\pngblip "
        rf"{pixels('Hello').hex()}}}}}"
    ),
    "blanks-before": b"\r\n  " + rtf(NAME),
    "byte-order-mark": b"\xef\xbb\xbf" + rtf(NAME),
}  # fmt: skip

HELD: Final[dict[str, bytes]] = {
    "cut-off": rtf(NAME)[:-1],
    "cut-off-in-a-word": rtf()[:-5] + b"\\",
    "no-version": b"{\\rt Hello}",
    "other-version": b"{\\rtf9 Hello}",
    "binary-in-text": rtf(b"\\bin5 \0\0\0\0\0"),
    "binary-beyond": rtf(b"\\bin999999 x"),
    "binary-negative": rtf(b"\\bin-1 x"),
    "late-group": rtf(r"{Hello \header x}"),
    "deep": rtf("{" * 5000 + "}" * 5000),
    "not-of-its-code-page": rtf(rb"\f2\'81\'ff"),
}  # fmt: skip
LEFT_OUT: Final[dict[str, bytes]] = {
    "windows-picture": rtf(r"{\pict\wmetafile8 0100}"),
    "emf-picture": rtf(r"{\*\shppict{\pict\emfblip 0100}}"),
    "bitmap": rtf(r"{\pict\dibitmap0 2800}"),
    "picture-without-kind": rtf(r"{\pict 8950}"),
    "lying-picture": rtf(rf"{{\pict\pngblip {pixels('x', 'JPEG').hex()}}}"),
    "damaged-picture": rtf(rf"{{\pict\pngblip {pixels('x').hex()[:200]}}}"),
    "damaged-photograph": rtf(rf"{{\pict\jpegblip {pixels('x', 'JPEG').hex()[:200]}}}"),
}
"""A picture of a kind that is not read, or none."""
