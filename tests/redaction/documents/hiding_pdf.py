"""Where a PDF keeps text: one place each, with the value in it."""

import io
import zlib
from collections.abc import Mapping
from typing import Final

import pikepdf

from tests.redaction.documents.builders import docx, paragraph, zipped
from tests.redaction.documents.pdf_builders import HELVETICA, NAME, PLAIN, pdf, shown, stream, updated, utf16, written

HEX: Final = NAME.encode("ascii").hex()
OCTAL: Final = "".join(f"\\{ord(char):03o}" for char in NAME)
FIRST, LAST = NAME.split()
BOX: Final = "/Rect [72 600 300 640]"
SHOWN: Final = shown(NAME, at=(72, 650))


def annotation(entries: str, objects: dict[int, str | bytes] | None = None) -> bytes:
    return pdf(page="/Annots [10 0 R]", objects={10: f"<< /Type /Annot {BOX} {entries} >>"} | (objects or {}))


def appearance(text: str = NAME, extra: str = "") -> bytes:
    inner = f"/Type /XObject /Subtype /Form /BBox [0 0 228 40] {extra} /Resources << /Font << /F1 5 0 R >> >>"
    return stream(shown(text, at=(5, 10)), inner)


def form(text: str = NAME, extra: str = "") -> bytes:
    inner = f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {extra} /Resources << /Font << /F1 5 0 R >> >>"
    return stream(shown(text, at=(72, 650)), inner)


def layer(content: str, state: str = "/OFF [20 0 R]", objects: dict[int, str | bytes] | None = None) -> bytes:
    return pdf(
        content,
        resources="/Properties << /MC0 20 0 R >>",
        root=f"/OCProperties << /OCGs [20 0 R] /D << {state} >> >>",
        objects={20: "<< /Type /OCG /Name (Layer) >>"} | (objects or {}),
    )


def attached(data: bytes, name: str = "notes.txt", entries: str = "") -> bytes:
    return pdf(
        root="/Names << /EmbeddedFiles << /Names [(a) 10 0 R] >> >>",
        objects={
            10: f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 11 0 R >> {entries} >>",
            11: stream(data, "/Type /EmbeddedFile"),
        },
    )


def packed(data: bytes, *, linearize: bool = False, encrypt: bool = False) -> bytes:
    """The same document in object streams, linearized or encrypted with an owner's password only."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            linearize=linearize,
            encryption=pikepdf.Encryption(owner="owner", user="") if encrypt else False,
        )
    return out.getvalue()


def hybrid() -> bytes:
    """A table for old readers and a stream of objects for new ones (ISO 32000-2, 7.5.8.4)."""
    inner = f"20 0 << /Type /OCG /Name ({NAME}) >>"
    data = pdf(root="/PieceInfo 20 0 R")
    at = len(data)
    objects = (
        f"10 0 obj\n<< /Type /ObjStm /N 1 /First 5 /Length {len(inner)} >>\nstream\n{inner}\nendstream\nendobj\n"
    )
    rows = bytes([2, 0, 10, 0]) + bytes([1]) + at.to_bytes(2, "big") + b"\0"
    xref = at + len(objects)
    objects += f"11 0 obj\n<< /Type /XRef /W [1 2 1] /Index [20 1 10 1] /Size 21 /Root 1 0 R /Length {len(rows)} >>"
    objects += "\nstream\n"
    tail = objects.encode() + rows + b"\nendstream\nendobj\n"
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    end = len(data) + len(tail)
    tail += f"xref\n0 0\ntrailer\n<< /Size 21 /Root 1 0 R /Prev {start} /XRefStm {xref} >>\n".encode()
    return data + tail + f"startxref\n{end}\n%%EOF\n".encode()


def two_byte(to_unicode: Mapping[int, str] | None, *, text: str = NAME, called: str = "A") -> bytes:
    """Text in a composite font whose codes say nothing by themselves."""
    codes = {char: number for number, char in enumerate(dict.fromkeys(text), start=3)}
    written_as = "".join(f"{codes[char]:04X}" for char in text)
    entry = ""
    objects: dict[int, str | bytes] = {
        20: "",
        21: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Arial /DW 500 /FontDescriptor 22 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        22: "<< /Type /FontDescriptor /FontName /Arial /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 800 /Descent -200"
        " /ItalicAngle 0 /CapHeight 700 /StemV 80 >>",
    }
    if to_unicode is not None:
        rows = "\n".join(f"<{code:04X}> <{char.encode('utf-16-be').hex()}>" for code, char in to_unicode.items())
        entry = "/ToUnicode 23 0 R"
        objects[23] = stream(
            f"/CIDInit /ProcSet findresource begin begincmap /CMapName /{called} def 1 begincodespacerange"
            f" <0000> <FFFF> endcodespacerange {len(to_unicode)} beginbfchar\n{rows}\nendbfchar endcmap"
        )
    objects[20] = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Arial /Encoding /Identity-H /DescendantFonts [21 0 R] {entry} >>"
    )
    content = f"BT /F2 12 Tf 72 650 Td <{written_as}> Tj ET"
    page = "/Resources << /Font << /F1 5 0 R /F2 20 0 R >> >>"
    return written(_plain_objects(content, page) | objects)


def _plain_objects(content: str, page: str) -> dict[int, str | bytes]:
    return {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {page} >>",
        4: stream(shown() + content),
        5: HELVETICA,
    }


def _codes(text: str = NAME) -> dict[int, str]:
    return dict(enumerate(dict.fromkeys(text), start=3))


def spread_letters() -> str:
    """Each letter by itself, placed by its own matrix."""
    return "BT /F1 12 Tf " + "".join(
        f"1 0 0 1 {72 + 7.5 * at} 650 Tm ({char}) Tj " for at, char in enumerate(NAME) if char != " "
    ) + "ET\n"  # fmt: skip


def kerned() -> str:
    return "BT /F1 12 Tf 72 650 Td [" + " -20 ".join(f"({char})" for char in NAME) + "] TJ ET\n"


_XMP: Final = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/'
    '1.1/"{}>{}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)

PAGES: Final = {
    "plain": pdf(SHOWN),
    "two-strings": pdf(f"BT /F1 12 Tf 72 650 Td ({FIRST} Qui) Tj (llfeather) Tj ET"),
    "kerned": pdf(kerned()),
    "letter-by-letter": pdf(spread_letters()),
    "two-lines": pdf(f"BT /F1 12 Tf 14 TL 72 650 Td (seen: {FIRST}) Tj T* ({LAST} and others) Tj ET"),
    "hyphen-at-line-end": pdf(f"BT /F1 12 Tf 14 TL 72 650 Td ({FIRST} Quill-) Tj T* (feather and others) Tj ET"),
    "soft-hyphen": pdf(f"BT /F1 12 Tf 72 650 Td ({FIRST} Quill\\255feather) Tj ET"),
    "no-break-space": pdf(f"BT /F1 12 Tf 72 650 Td ({FIRST}\\240{LAST}) Tj ET"),
    "hexadecimal": pdf(f"BT /F1 12 Tf 72 650 Td <{HEX}> Tj ET"),
    "octal": pdf(f"BT /F1 12 Tf 72 650 Td ({OCTAL}) Tj ET"),
    "quote-operator": pdf(f"BT /F1 12 Tf 14 TL 72 650 Td ({NAME}) ' ET"),
    "double-quote-operator": pdf(f'BT /F1 12 Tf 14 TL 72 650 Td 1 2 ({NAME}) " ET'),
    "character-spacing": pdf(f"BT /F1 12 Tf 3 Tc 72 650 Td ({NAME}) Tj ET"),
    "narrow": pdf(f"BT /F1 12 Tf 40 Tz 72 650 Td ({NAME}) Tj ET"),
    "invisible": pdf(f"BT /F1 12 Tf 3 Tr 72 650 Td ({NAME}) Tj ET"),
    "white": pdf(f"1 1 1 rg {SHOWN}"),
    "outlined": pdf(f"BT /F1 12 Tf 1 Tr 72 650 Td ({NAME}) Tj ET"),
    "clipping": pdf(f"q BT /F1 12 Tf 7 Tr 72 650 Td ({NAME}) Tj ET 0 0 1 1 re f Q"),
    "clipped-away": pdf(f"q 0 0 10 10 re W n {SHOWN} Q"),
    "tiny": pdf(shown(NAME, at=(72, 650), size=0.5)),
    "under-a-box": pdf(f"{SHOWN} 0 0 0 rg 60 640 300 30 re f"),
    "outside-the-page": pdf(shown(NAME, at=(900, 650))),
    "far-below-the-page": pdf(shown(NAME, at=(72, -500))),
    "outside-the-crop-box": pdf(SHOWN, page="/CropBox [0 700 595 842]"),
    "rotated-text": pdf(f"BT /F1 12 Tf 0 1 -1 0 300 300 Tm ({NAME}) Tj ET"),
    "slanted-text": pdf(f"BT /F1 12 Tf .9 .436 -.436 .9 200 300 Tm ({NAME}) Tj ET"),
    "mirrored-text": pdf(f"BT /F1 12 Tf -1 0 0 1 400 650 Tm ({NAME}) Tj ET"),
    "rotated-page": pdf(SHOWN, page="/Rotate 90"),
    "upside-down-page": pdf(SHOWN, page="/Rotate 180 /UserUnit 2"),
    "box-not-at-zero": pdf(SHOWN, media="[-100 -50 495 792]"),
    "several-contents": pdf(contents="[4 0 R 11 0 R 12 0 R]", objects={
        11: stream(f"BT /F1 12 Tf 72 650 Td ({FIRST} ) Tj"), 12: stream(f"({LAST}) Tj ET")}),
    "string-over-two-contents": pdf(contents="[4 0 R 11 0 R 12 0 R]", objects={
        11: stream(f"BT /F1 12 Tf 72 650 Td [({FIRST} Qui)"), 12: stream("(llfeather)] TJ ET")}),
    "drawing": pdf("/Fm0 Do", resources="/XObject << /Fm0 10 0 R >>", objects={10: form()}),
    "drawing-in-drawing": pdf("/Fm0 Do", resources="/XObject << /Fm0 10 0 R >>", objects={
        10: stream("/Fm1 Do", "/Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /Fm1 11 0 R >> >>"),
        11: form()}),
    "drawing-used-twice": pdf("/Fm0 Do q .5 0 0 .5 0 0 cm /Fm0 Do Q", resources="/XObject << /Fm0 10 0 R >>",
                              objects={10: form()}),
    "drawing-turned": pdf("q 0 1 -1 0 700 0 cm /Fm0 Do Q", resources="/XObject << /Fm0 10 0 R >>",
                          objects={10: form()}),
    "layer-on": layer(f"/OC /MC0 BDC {SHOWN} EMC", ""),
    "marked-content": pdf(f"/Span << /MCID 0 >> BDC {SHOWN} EMC"),
    "composite-font": two_byte(_codes()),
    "state-font": pdf(f"BT /GS0 gs 72 650 Td ({NAME}) Tj ET",
                      resources="/ExtGState << /GS0 << /Font [5 0 R 12] >> >>"),
    "free-text": annotation(f"/Subtype /FreeText /Contents ({NAME}) /DA (/F1 12 Tf) /AP << /N 11 0 R >>",
                            {11: appearance()}),
    "stamp": annotation("/Subtype /Stamp /AP << /N 11 0 R >>", {11: appearance()}),
    "form-value": pdf(page="/Annots [10 0 R]",
        root="/AcroForm << /Fields [10 0 R] /DR << /Font << /F1 5 0 R >> >> >>",
        objects={10: f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V ({NAME}) {BOX} /DA (/F1 12 Tf)"
                 " /AP << /N 11 0 R >> >>", 11: appearance()}),
    "form-value-to-be-drawn": pdf(page="/Annots [10 0 R]",
        root="/AcroForm << /Fields [10 0 R] /NeedAppearances true /DA (/F1 12 Tf) /DR << /Font << /F1 5 0 R >> >> >>",
        objects={10: f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V ({NAME}) {BOX} /DA (/F1 12 Tf) >>"}),
    "object-streams": packed(pdf(SHOWN)),
    "linearized": packed(pdf(SHOWN), linearize=True),
    "owner-password": packed(pdf(SHOWN), encrypt=True),
    "no-length": pdf(SHOWN).replace(b"/Length", b"/Lenght"),
    "wrong-table": pdf(SHOWN).replace(b"startxref\n", b"startxref\n9"),
}  # fmt: skip
"""On the page: cut in place."""

BESIDE: Final = {
    "comment": annotation(f"/Subtype /Text /Contents ({NAME})"),
    "comment-utf-16": annotation(f"/Subtype /Text /Contents {utf16(NAME)}"),
    "comment-author": annotation(f"/Subtype /Text /Contents (x) /T ({NAME})"),
    "comment-rich": annotation(f"/Subtype /Text /Contents (x) /RC (<body><p>{FIRST} <b>{LAST}</b></p></body>)"),
    "comment-rich-stream": annotation("/Subtype /Text /Contents (x) /RC 11 0 R", {11: stream(f"<p>{NAME}</p>")}),
    "comment-subject": annotation(f"/Subtype /Text /Contents (x) /Subj ({NAME})"),
    "comment-hidden": annotation("/Subtype /FreeText /F 2 /Contents (x) /AP << /N 11 0 R >>", {11: appearance()}),
    "appearance-pressed": annotation("/Subtype /Stamp /AP << /N 12 0 R /D 11 0 R >>",
                                     {11: appearance(), 12: appearance("Seen")}),
    "link-address": annotation(f"/Subtype /Link /A << /S /URI /URI (https://x.example/?q={FIRST}+{LAST}) >>"),
    "link-mailto": annotation(f"/Subtype /Link /A << /S /URI /URI (mailto:{FIRST}.{LAST}@x.example) >>"),
    "action-launch": annotation(f"/Subtype /Link /A << /S /Launch /F ({NAME}.exe) >>"),
    "action-submit": annotation(f"/Subtype /Link /A << /S /SubmitForm /F (https://x.example/{FIRST}_{LAST}) >>"),
    "action-far": annotation(f"/Subtype /Link /A << /S /GoToR /F ({NAME}.pdf) /D [0 /Fit] >>"),
    "form-value-not-drawn": pdf(
        root="/AcroForm << /Fields [10 0 R] >>", objects={10: f"<< /FT /Tx /T (name) /V ({NAME}) >>"}),
    "form-default": pdf(root="/AcroForm << /Fields [10 0 R] >>", objects={10: f"<< /FT /Tx /T (a) /DV ({NAME}) >>"}),
    "form-choices": pdf(root="/AcroForm << /Fields [10 0 R] >>",
                        objects={10: f"<< /FT /Ch /T (a) /Opt [(x) [(y) ({NAME})]] >>"}),
    "form-tooltip": pdf(root="/AcroForm << /Fields [10 0 R] >>", objects={10: f"<< /FT /Tx /T (a) /TU ({NAME}) >>"}),
    "form-name": pdf(root="/AcroForm << /Fields [10 0 R] >>", objects={10: f"<< /FT /Tx /T ({NAME}) >>"}),
    "form-value-stream": pdf(root="/AcroForm << /Fields [10 0 R] >>",
                             objects={10: "<< /FT /Tx /T (a) /V 11 0 R >>", 11: stream(NAME)}),
    "bookmark": pdf(root="/Outlines 10 0 R", objects={10: "<< /First 11 0 R /Last 11 0 R /Count 1 >>",
        11: f"<< /Title ({NAME}) /Parent 10 0 R /Dest [3 0 R /Fit] >>"}),
    "bookmark-utf-16": pdf(root="/Outlines 10 0 R", objects={10: "<< /First 11 0 R /Last 11 0 R /Count 1 >>",
        11: f"<< /Title {utf16(NAME)} /Parent 10 0 R /Dest [3 0 R /Fit] >>"}),
    "title": pdf(trailer="/Info 10 0 R", objects={10: f"<< /Title ({NAME}) >>"}),
    "author-octal": pdf(trailer="/Info 10 0 R", objects={10: f"<< /Author ({OCTAL}) >>"}),
    "keywords-hexadecimal": pdf(trailer="/Info 10 0 R", objects={10: f"<< /Keywords <{HEX}> >>"}),
    "own-property": pdf(trailer="/Info 10 0 R", objects={10: f"<< /Client ({NAME}) >>"}),
    "metadata": pdf(root="/Metadata 10 0 R", objects={10: stream(
        _XMP.format("", f"<dc:title><rdf:Alt><rdf:li>{NAME}</rdf:li></rdf:Alt></dc:title>"),
        "/Type /Metadata /Subtype /XML")}),
    "metadata-plain": pdf(root="/Metadata 10 0 R", objects={10: stream(
        _XMP.format(f' dc:creator="{NAME}"', ""), "/Type /Metadata /Subtype /XML", packed=False)}),
    "metadata-utf-16": pdf(root="/Metadata 10 0 R", objects={10: stream(
        _XMP.format("", f"<dc:x>{NAME}</dc:x>").encode("utf-16"), "/Type /Metadata /Subtype /XML")}),
    "metadata-of-the-page": pdf(page="/Metadata 10 0 R", objects={10: stream(
        _XMP.format("", f"<dc:x>{NAME}</dc:x>"), "/Type /Metadata /Subtype /XML")}),
    "metadata-of-a-drawing": pdf("/Fm0 Do", resources="/XObject << /Fm0 10 0 R >>", objects={
        10: form(PLAIN, "/Metadata 11 0 R"), 11: stream(_XMP.format("", f"<dc:x>{NAME}</dc:x>"),
        "/Type /Metadata /Subtype /XML")}),
    "private-data": pdf(page=f"/PieceInfo << /App << /Private << /Who ({NAME}) >> >> >>"),
    "private-data-of-a-drawing": pdf("/Fm0 Do", resources="/XObject << /Fm0 10 0 R >>", objects={
        10: form(PLAIN, f"/PieceInfo << /App << /Private ({NAME}) >> >>")}),
    "private-stream": pdf(page="/PieceInfo << /App << /Private 10 0 R >> >>", objects={10: stream(f"who={NAME};")}),
    "actual-text": pdf(f"/Span << /ActualText ({NAME}) >> BDC {shown('x', at=(72, 650))} EMC"),
    "actual-text-utf-16": pdf(f"/Span << /ActualText {utf16(NAME)} >> BDC {shown('x', at=(72, 650))} EMC"),
    "actual-text-in-resources": pdf(f"/Span /P0 BDC {shown('x', at=(72, 650))} EMC",
                                    resources=f"/Properties << /P0 << /ActualText ({NAME}) >> >>"),
    "marked-point": pdf(f"/Note << /Who ({NAME}) >> DP"),
    "structure-alternative": pdf(root="/StructTreeRoot 10 0 R", objects={
        10: "<< /Type /StructTreeRoot /K 11 0 R >>",
        11: f"<< /Type /StructElem /S /Figure /P 10 0 R /Alt ({NAME}) >>"}),
    "structure-expansion": pdf(root="/StructTreeRoot 10 0 R", objects={
        10: "<< /Type /StructTreeRoot /K 11 0 R >>", 11: f"<< /S /Span /P 10 0 R /E ({NAME}) >>"}),
    "structure-title": pdf(root="/StructTreeRoot 10 0 R", objects={
        10: "<< /Type /StructTreeRoot /K 11 0 R >>", 11: f"<< /S /Sect /P 10 0 R /T ({NAME}) >>"}),
    "layer-name": layer(f"/OC /MC0 BDC {shown('x')} EMC", "", {20: f"<< /Type /OCG /Name ({NAME}) >>"}),
    "layer-off": layer(f"/OC /MC0 BDC {SHOWN} EMC"),
    "layer-off-by-base-state": layer(f"/OC /MC0 BDC {SHOWN} EMC", "/BaseState /OFF"),
    "layer-off-drawing": pdf("/Fm0 Do", resources="/XObject << /Fm0 10 0 R >>",
        root="/OCProperties << /OCGs [20 0 R] /D << /OFF [20 0 R] >> >>",
        objects={10: form(NAME, "/OC 20 0 R"), 20: "<< /Type /OCG /Name (Layer) >>"}),
    "layer-membership-off": layer(f"/OC /MC0 BDC {SHOWN} EMC", "/OFF [21 0 R]", {
        20: "<< /Type /OCMD /OCGs [21 0 R] /P /AllOn >>", 21: "<< /Type /OCG /Name (Layer) >>"}),
    "script": pdf(root="/OpenAction 10 0 R", objects={10: f"<< /S /JavaScript /JS (app.alert\\('{NAME}'\\)) >>"}),
    "script-stream": pdf(root="/Names << /JavaScript << /Names [(a) 10 0 R] >> >>", objects={
        10: "<< /S /JavaScript /JS 11 0 R >>", 11: stream(f"var who = '{NAME}';")}),
    "page-label": pdf(root=f"/PageLabels << /Nums [0 << /S /D /P ({NAME}) >>] >>"),
    "destination": pdf(root=f"/Names << /Dests << /Names [({NAME}) [3 0 R /Fit]] >> >>"),
    "destination-old": pdf(root=f"/Dests << /{FIRST}#20{LAST} [3 0 R /Fit] >>"),
    "attached-text": attached(NAME.encode()),
    "attached-document": attached(docx(paragraph(NAME)), "letter.docx"),
    "attached-pdf": attached(pdf(SHOWN), "letter.pdf"),
    "attached-name": attached(b"Nothing.", NAME),
    "attached-description": attached(b"Nothing.", entries=f"/Desc ({NAME})"),
    "associated-file": pdf(root="/AF [10 0 R]", objects={
        10: "<< /Type /Filespec /F (a.txt) /EF << /F 11 0 R >> >>", 11: stream(NAME, "/Type /EmbeddedFile")}),
    "attached-to-the-page": annotation("/Subtype /FileAttachment /FS 11 0 R", {
        11: "<< /Type /Filespec /F (a.txt) /EF << /F 12 0 R >> >>", 12: stream(NAME, "/Type /EmbeddedFile")}),
    "rich-media": annotation(f"/Subtype /RichMedia /RichMediaContent << /Assets << /Names [({NAME}) 11 0 R] >> >>",
                             {11: "<< /Type /Filespec /F (a.swf) >>"}),
    "unused-drawing": pdf(resources="/XObject << /Fm0 10 0 R >>", objects={10: form()}),
    "orphan-object": pdf(objects={10: f"<< /Who ({NAME}) >>"}),
    "orphan-stream": pdf(objects={10: stream(f"Who: {NAME}")}),
    "orphan-page": pdf(objects={10: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R >>",
                                11: stream(SHOWN, "/Subtype /Form /BBox [0 0 9 9]")}),
    "trailer-entry": pdf(trailer=f"/Who ({NAME})"),
    "unknown-root-entry": pdf(root=f"/Who << /Is [({NAME})] >>"),
    "unknown-font-entry": pdf(objects={5: HELVETICA.replace(">>", f"/Who ({NAME}) >>")}),
    "unknown-page-entry": pdf(page=f"/Who ({NAME})"),
    "name-object": pdf(page=f"/Who /{FIRST}#20{LAST}"),
    "collection-words": two_byte(_codes(PLAIN), text=PLAIN).replace(b"(Adobe)", f"({NAME})".encode()),
    "earlier-revision": updated(pdf(SHOWN), {4: stream(shown())}),
    "earlier-revision-title": updated(
        pdf(trailer="/Info 10 0 R", objects={10: f"<< /Title ({NAME}) >>"}), {10: "<< /Title (x) >>"},
        trailer="/Info 10 0 R"),
    "earlier-revision-comment": updated(annotation(f"/Subtype /Text /Contents ({NAME})"),
                                        {10: f"<< /Type /Annot /Subtype /Text /Contents (x) {BOX} >>"}),
    "hybrid-table": hybrid(),
    "packed-property": packed(pdf(trailer="/Info 10 0 R", objects={10: f"<< /Title ({NAME}) >>"})),
    "comment-between-objects": pdf(between=f"% {NAME}\n".encode()),
    "comment-within-an-object": pdf(objects={10: f"<< /A 1 % {NAME}\n >>"}),
    "comment-in-a-page": pdf(f"% {NAME}\n"),
    "dotted-in-a-page": pdf(f"BX ({NAME}) foo EX"),
}  # fmt: skip
"""Beside the page: read, and gone."""

UNREAD: Final = {
    "after-the-end": pdf(after=NAME.encode()),
    "before-the-header": pdf(before=f"{NAME}\n".encode()),
    "between-objects": pdf(between=f"{NAME}\n".encode()),
    "object-outside-of-the-table": pdf(between=f"99 0 obj\n<< /Who ({NAME}) >>\nendobj\n".encode()),
    "object-twice": pdf(between=f"5 0 obj\n<< /Who ({NAME}) >>\nendobj\n".encode()),
    "zip-behind": pdf(after=zipped({"a.txt": NAME})),
    "stream-longer-than-its-data": pdf(objects={10: stream(zlib.compress(b"x") + NAME.encode(), "", packed=False)
        .replace(b"<< ", b"<< /Filter /FlateDecode ")}),
}  # fmt: skip
"""In bytes that no reader of objects sees: gone whenever the document is written anew."""

HELD_WHEN_CUT: Final = {
    "resource-name": pdf(SHOWN.replace(NAME, "x").replace("/F1", f"/{FIRST}_{LAST}"),
                         fonts=f"/{FIRST}_{LAST} 5 0 R"),
}  # fmt: skip
"""In names that operators go by."""

PLACES: Final = PAGES | BESIDE
