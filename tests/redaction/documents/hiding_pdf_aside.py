"""Further places where a PDF keeps text aside from its pages: comments, forms, layers, structure, capture."""

import zlib
from typing import Final

from tests.redaction.documents.hiding_pdf import BOX, FIRST, HEX, LAST, annotation, appearance, attached, form, layer
from tests.redaction.documents.pdf_builders import NAME, PLAIN, pdf, shown, stream, utf16

_IN_A_NAME: Final = f"/{FIRST}#20{LAST}"
_RUN_TOGETHER: Final = f"/{FIRST}{LAST}"
_LINES: Final = {"Line": "/L [72 600 200 600]", "Polygon": "/Vertices [72 600 99 600 99 620]",
                 "PolyLine": "/Vertices [72 600 99 600 99 620]", "Ink": "/InkList [[72 600 99 620]]"}  # fmt: skip
_MARKUPS: Final = ("Highlight", "Underline", "StrikeOut", "Squiggly")
_OTHERS: Final = ("Square", "Circle", "Caret", "Stamp", "Redact", "Watermark", "PrinterMark", "TrapNet", "Popup")


def _field(entries: str, objects: dict[int, str | bytes] | None = None, of_form: str = "") -> bytes:
    return pdf(
        root=f"/AcroForm << /Fields [10 0 R] {of_form} >>",
        page="/Annots [10 0 R]",
        objects={10: f"<< /Type /Annot /Subtype /Widget {BOX} {entries} >>"} | (objects or {}),
    )


def _root(entries: str, objects: dict[int, str | bytes] | None = None) -> bytes:
    return pdf(root=entries, objects=objects or {})


def _structure(entries: str, of_root: str = "") -> bytes:
    return _root("/StructTreeRoot 10 0 R", {
        10: f"<< /Type /StructTreeRoot /K 11 0 R {of_root} >>",
        11: f"<< /Type /StructElem /S /P /P 10 0 R {entries} >>"})  # fmt: skip


def _objects_in_stream(inner: str, first: int, count: int = 1, *, known: bool = True) -> bytes:
    """A file with a stream of objects; *known*: the table tells of the first."""
    base: dict[int, str | bytes] = {
        1: "<< /Type /Catalog /Pages 2 0 R /Extra 20 0 R >>" if known else "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        4: stream(shown()),
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        10: stream(inner, f"/Type /ObjStm /N {count} /First {first}"),
    }
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets: dict[int, int] = {}
    for number, body in sorted(base.items()):
        offsets[number] = len(out)
        out += f"{number} 0 obj\n".encode() + (body.encode("latin-1") if isinstance(body, str) else body)
        out += b"\nendobj\n"
    at = len(out)
    rows = bytearray()
    for number in range(22):
        if number == 20 and known:
            rows += bytes([2, 0, 10, 0])
        elif number == 11:
            rows += bytes([1]) + at.to_bytes(2, "big") + b"\0"
        elif number in offsets:
            rows += bytes([1]) + offsets[number].to_bytes(2, "big") + b"\0"
        else:
            rows += bytes(4)
    out += b"11 0 obj\n" + stream(bytes(rows), "/Type /XRef /W [1 2 1] /Size 22 /Root 1 0 R") + b"\nendobj\n"
    return bytes(out + f"startxref\n{at}\n%%EOF\n".encode())


def _signed(entries: str) -> bytes:
    return pdf(
        root="/AcroForm << /SigFlags 3 /Fields [10 0 R] >>",
        objects={
            10: "<< /FT /Sig /T (s) /V 11 0 R >>",
            11: f"<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 0 0 0] {entries} >>",
        },
    )


COMMENTS: Final = {
    **{f"comment-on-{kind.lower()}": annotation(
        f"/Subtype /{kind} /QuadPoints [72 640 300 640 72 600 300 600] /Contents ({NAME})") for kind in _MARKUPS},
    **{f"comment-on-{kind.lower()}": annotation(f"/Subtype /{kind} {at} /Contents ({NAME})")
       for kind, at in _LINES.items()},
    **{f"comment-on-{kind.lower()}": annotation(f"/Subtype /{kind} /Contents ({NAME})") for kind in _OTHERS},
    "drawn-over-text-box": annotation(f"/Subtype /Square /IC [1 1 1] /Contents (x) /NM ({NAME})"),
    "overlay-text": annotation(f"/Subtype /Redact /OverlayText ({NAME})"),
    "style-of-a-comment": annotation(f"/Subtype /FreeText /Contents (x) /DS (font: {NAME})"),
    "measure-of-a-line": annotation(
        f"/Subtype /Line /L [72 600 99 600] /Measure << /X [<< /U ({NAME}) /C 1 >>] /R (1 in = 1 ft) >>"),
    "stamp-name": annotation(f"/Subtype /Stamp /Name {_IN_A_NAME}"),
    "stamp-name-run-together": annotation(f"/Subtype /Stamp /Name {_RUN_TOGETHER}"),
    "sound-in-a-comment": annotation("/Subtype /Sound /Sound 11 0 R", {11: stream(NAME, "/R 8000")}),
    "film-name": annotation(f"/Subtype /Movie /T ({NAME}) /Movie << /F (a.avi) >>"),
    "screen-title": annotation(f"/Subtype /Screen /T ({NAME})"),
    "rendition-name": annotation(f"/Subtype /Screen /A << /S /Rendition /R << /S /MR /N ({NAME}) >> >>"),
    "three-dimensions": annotation("/Subtype /3D /3DD 11 0 R", {
        11: stream("x", f"/Type /3D /Subtype /U3D /VA [<< /XN ({NAME}) >>]")}),
    "action-hide": annotation(f"/Subtype /Link /A << /S /Hide /T ({NAME}) >>"),
    "action-thread": annotation(f"/Subtype /Link /A << /S /Thread /D ({NAME}) >>"),
    "action-embedded": annotation(f"/Subtype /Link /A << /S /GoToE /T << /R /C /N ({NAME}) >> >>"),
    "action-named": annotation(f"/Subtype /Link /A << /S /Named /N {_IN_A_NAME} >>"),
    "action-after-action": annotation(
        f"/Subtype /Link /A << /S /URI /URI (https://x.example/) /Next << /S /GoTo /D ({NAME}) >> >>"),
    "link-coded": annotation(
        "/Subtype /Link /A << /S /URI /URI (https://x.example/?q=%5Aebedee%20%51uillfeather) >>"),
    "link-before-change": annotation(
        f"/Subtype /Link /A << /S /GoTo /D [0 /Fit] >> /PA << /S /URI /URI (https://x.example/{FIRST}/{LAST}) >>"),
    "appearance-of-a-state": annotation(
        f"/Subtype /Stamp /AS /On /AP << /N << /On 12 0 R {_IN_A_NAME} 12 0 R >> >>", {12: appearance("Seen")}),
    "appearance-rolled-over": annotation("/Subtype /Stamp /AP << /N 12 0 R /R 11 0 R >>",
                                         {11: appearance(), 12: appearance("Seen")}),
    "popup-of-a-comment": annotation("/Subtype /Text /Contents (x) /Popup 11 0 R", {
        11: f"<< /Type /Annot /Subtype /Popup {BOX} /Parent 10 0 R /Contents ({NAME}) >>"}),
}  # fmt: skip
"""In annotations (ISO 32000-2, 12.5)."""

FORMS: Final = {
    "caption": _field(f"/FT /Btn /Ff 65536 /T (a) /MK << /CA ({NAME}) >>"),
    "caption-pressed": _field(f"/FT /Btn /Ff 65536 /T (a) /MK << /AC ({NAME}) >>"),
    "export-value": _field(f"/FT /Btn /T (a) /V /Off /AP << /N << {_IN_A_NAME} 11 0 R >> >>", {11: appearance("x")}),
    "name-for-export": _field(f"/FT /Tx /T (a) /TM ({NAME})"),
    "rich-value": _field(f"/FT /Tx /T (a) /RV (<p>{FIRST} <i>{LAST}</i></p>)"),
    "choices-utf-16": _field(f"/FT /Ch /T (a) /Opt [{utf16(NAME)}]"),
    "calculation": _field("/FT /Tx /T (a) /AA << /C 11 0 R >>", {11: f"<< /S /JavaScript /JS (x = '{NAME}') >>"},
                          "/CO [10 0 R]"),
    "keystroke": _field("/FT /Tx /T (a) /AA << /K 11 0 R >>", {11: "<< /S /JavaScript /JS 12 0 R >>",
                                                               12: stream(f"x = '{NAME}'")}),
    "default-appearance": _field(f"/FT /Tx /T (a) /DA (/F1 12 Tf % {NAME})"),
    "lock-of-fields": _field(f"/FT /Sig /T (a) /Lock << /Action /Include /Fields [({NAME})] >>"),
    "seed-of-a-signature": _field(f"/FT /Sig /T (a) /SV << /Reasons [({NAME})] >>"),
    "default-resources": _root(f"/AcroForm << /Fields [] /DR << /Font << {_IN_A_NAME} 5 0 R >> >> >>"),
    "parent-field": _root("/AcroForm << /Fields [10 0 R] >>", {
        10: f"<< /T ({NAME}) /Kids [11 0 R] >>", 11: "<< /FT /Tx /T (b) /Parent 10 0 R >>"}),
    "signer": _signed(f"/Name ({NAME})"),
    "signer-reason": _signed(f"/Reason (Seen by {NAME})"),
    "signer-place": _signed(f"/Location ({NAME})"),
    "signer-contact": _signed(f"/ContactInfo ({NAME})"),
    "signer-build": _signed(f"/Prop_Build << /App << /Name {_IN_A_NAME} >> >>"),
    "certificate-in-a-signature": _signed(f"/Contents <3082010a0c14{HEX}0000>"),
    "certificate-in-the-store": _root("/DSS << /Certs [10 0 R] >>", {
        10: stream(b"\x30\x82\x01\x0a" + NAME.encode())}),
}  # fmt: skip
"""In forms and signatures (12.7, 12.8)."""

CATALOGUE: Final = {
    "thread-title": _root("/Threads [10 0 R]", {10: f"<< /Type /Thread /I << /Title ({NAME}) >> /F 11 0 R >>",
                                                11: "<< /T 10 0 R /N 11 0 R /V 11 0 R /R [0 0 9 9] >>"}),
    "structure-id": _structure(f"/ID ({NAME})"),
    "structure-summary": _structure(f"/A << /O /Table /Summary ({NAME}) >>"),
    "structure-actual-text": _structure(f"/ActualText ({NAME})"),
    "structure-language": _structure(f"/Lang ({NAME})"),
    "structure-phoneme": _structure(f"/PhoneticAlphabet /ipa /Phoneme ({NAME})"),
    "structure-role": _structure("", f"/RoleMap << {_IN_A_NAME} /P >>"),
    "structure-class": _structure("", f"/ClassMap << {_IN_A_NAME} << /O /Layout >> >>"),
    "structure-own-attribute": _structure(f"/A << /O /UserProperties /P [<< /N (who) /V ({NAME}) >>] >>"),
    "structure-namespace": _structure("", f"/Namespaces [<< /Type /Namespace /NS (urn:{FIRST}:{LAST}) >>]"),
    "language": _root(f"/Lang ({NAME})"),
    "base-address": _root(f"/URI << /Base (https://x.example/{FIRST}-{LAST}/) >>"),
    "output-intent": _root(f"/OutputIntents [<< /S /GTS_PDFX /OutputCondition ({NAME}) >>]"),
    "legal-attestation": _root(f"/Legal << /Attestation ({NAME}) >>"),
    "extension": _root(f"/Extensions << {_IN_A_NAME} << /BaseVersion /1.7 >> >>"),
    "requirement": _root(f"/Requirements [<< /S /EnableJavaScripts /RH << /Script ({NAME}) >> >>]"),
    "private-data-of-the-document": _root(f"/PieceInfo << /App << /Private ({NAME}) >> >>"),
    "action-on-closing": _root(f"/AA << /WC << /S /JavaScript /JS (x\\('{NAME}'\\)) >> >>"),
    "web-capture": _root("/SpiderInfo 10 0 R", {
        10: "<< /V 1.25 /C [11 0 R] >>", 11: f"<< /URL (https://x.example/?q={FIRST}+{LAST}) >>"}),
    "web-capture-names": _root(f"/Names << /URLS << /Names [({NAME}) 10 0 R] >> >>", {10: "<< /S /SPS >>"}),
    "template-names": _root(f"/Names << /Templates << /Names [({NAME}) 3 0 R] >> >>"),
    "names-limits": _root(f"/Names << /Dests << /Limits [({NAME}) (b)] /Names [(b) [3 0 R /Fit]] >> >>"),
    "viewport": pdf(page=f"/VP [<< /Type /Viewport /BBox [0 0 9 9] /Name ({NAME}) >>]"),
    "viewport-coordinates": pdf(page=f"/VP [<< /Measure << /GCS << /WKT ({NAME}) >> >> >>]"),
    "page-capture-id": pdf(page=f"/ID ({NAME})"),
    "page-ink": pdf(page=f"/SeparationInfo << /DeviceColorant {_IN_A_NAME} >>"),
    "page-action": pdf(page=f"/AA << /O << /S /JavaScript /JS (x\\('{NAME}'\\)) >> >>"),
    "part-metadata": pdf(page=f"/DPart << /DPM << /Client ({NAME}) >> >>"),
    "layer-creator": layer(f"/OC /MC0 BDC {shown('x')} EMC", "", {
        20: f"<< /Type /OCG /Name (x) /Usage << /User << /Type /Ind /Name ({NAME}) >> >> >>"}),
    "layer-order": layer(f"/OC /MC0 BDC {shown('x')} EMC", f"/Order [({NAME}) 20 0 R]"),
    "layer-settings": layer(f"/OC /MC0 BDC {shown('x')} EMC", f"/Name ({NAME})"),
    "layer-off-in-a-drawing": pdf("/Fm0 Do", resources="/XObject << /Fm0 10 0 R >>",
        root="/OCProperties << /OCGs [20 0 R] /D << /OFF [20 0 R] >> >>",
        objects={20: "<< /Type /OCG /Name (Layer) >>", 10: stream(f"/OC /MC0 BDC {shown(NAME)} EMC",
            "/Subtype /Form /BBox [0 0 595 842]"
            " /Resources << /Font << /F1 5 0 R >> /Properties << /MC0 20 0 R >> >>")}),
    "attached-coded-name": attached(b"Nothing.", f"{FIRST}%20{LAST}.txt"),
    "attached-collection-item": attached(b"Nothing.", entries=f"/CI << /Who ({NAME}) >>"),
    "attached-relation": attached(b"Nothing.", entries=f"/AFRelationship {_IN_A_NAME}"),
    "bookmark-action": _root("/Outlines 10 0 R", {10: "<< /First 11 0 R /Last 11 0 R /Count 1 >>",
        11: f"<< /Title (x) /Parent 10 0 R /A << /S /URI /URI (https://x.example/{FIRST}_{LAST}) >> >>"}),
    "bookmark-not-shown": _root("/Outlines 10 0 R", {10: "<< /First 11 0 R /Last 11 0 R /Count 1 >>",
        11: "<< /Title (x) /Parent 10 0 R >>", 12: f"<< /Title ({NAME}) /Parent 10 0 R >>"}),
    "file-number": pdf(trailer=f"/ID [({NAME}) (x)]"),
    "trapped": pdf(trailer="/Info 10 0 R", objects={10: f"<< /Trapped {_IN_A_NAME} >>"}),
    "tag-of-a-mark": pdf(f"{_IN_A_NAME} BMC {shown('x', at=(72, 650))} EMC"),
    "tag-of-a-mark-run-together": pdf(f"{_RUN_TOGETHER} BMC {shown('x', at=(72, 650))} EMC"),
    "tag-of-a-point": pdf(f"{_RUN_TOGETHER} MP"),
    "marked-in-a-drawing": pdf("/Fm0 Do", resources="/XObject << /Fm0 10 0 R >>", objects={
        10: stream(f"/Span << /Alt ({NAME}) >> BDC EMC", "/Subtype /Form /BBox [0 0 9 9]")}),
    "capture-of-a-drawing": pdf("/Fm0 Do", resources="/XObject << /Fm0 10 0 R >>", objects={
        10: form(PLAIN, f"/LastModified ({NAME})")}),
    "picture-for-printers": pdf("/Fm0 Do", resources="/XObject << /Fm0 10 0 R >>", objects={
        10: form(PLAIN, f"/OPI << /2.0 << /F ({NAME}.tif) >> >>")}),
    "thumbnail-entry": pdf(page="/Thumb 10 0 R", objects={10: stream(b"\0", f"/Width 1 /Height 1 /BitsPerComponent 8"
                                                                     f" /ColorSpace /DeviceGray /Who ({NAME})")}),
    "metadata-of-a-font": pdf(objects={
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /Metadata 10 0 R >>",
        10: stream(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{NAME}</a></x:xmpmeta>",
                   "/Type /Metadata /Subtype /XML")}),
    "object-in-a-stream": _objects_in_stream(f"20 0 << /Who ({NAME}) >>", 5),
}  # fmt: skip
"""In the catalogue, names, structure, layers and page entries."""

ASIDE: Final = COMMENTS | FORMS | CATALOGUE

SLACK: Final = {
    "object-in-a-stream-that-nobody-knows": _objects_in_stream(f"20 0 << /Who ({NAME}) >>", 5, known=False),
    "between-objects-in-a-stream": _objects_in_stream(f"20 0 ({NAME}) << /Who (x) >>", 5 + len(NAME) + 3),
    "behind-objects-in-a-stream": _objects_in_stream(f"20 0 << /Who (x) >> ({NAME})", 5),
    "note-in-a-stream-of-objects": _objects_in_stream(f"20 0 << /Who (x) % {NAME}\n>>", 5),
    "behind-packed-data": pdf(objects={10: stream(zlib.compress(b"x") + b"\n" + NAME.encode(), "", packed=False)
        .replace(b"<< ", b"<< /Filter /FlateDecode ")}),
    "before-and-behind": pdf(before=b"%!PS\n% " + NAME.encode() + b"\n"),
}  # fmt: skip
"""In bytes that no reader of objects sees."""
