"""Places in office documents beyond those of ``hiding_further``: what is taken in, drawn, joined by formulas, apart."""

# ruff: noqa: E501 - markup reads better whole than broken

import io
from typing import Final

from PIL import Image

from tests.redaction.documents.builders import (
    ODG,
    ODP,
    ODS,
    ODT,
    OFFICE,
    Part,
    X,
    docx,
    odf,
    paragraph,
    pptx,
    relation,
    shape,
    xlsx,
    xml,
)
from tests.redaction.documents.hiding_word import NAME

_WORD: Final = f"{OFFICE}wordprocessingml."
_SHEET: Final = f"{OFFICE}spreadsheetml."
SVG: Final = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="50"><text x="5" y="20">{NAME}</text></svg>'
_BLIP: Final = (
    '<a:blip r:embed="rId11"><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rId10"/></a:ext></a:extLst></a:blip>'
)


def bare() -> bytes:
    """A picture of nothing."""
    out = io.BytesIO()
    Image.new("RGB", (96, 96), "white").save(out, "PNG")
    return out.getvalue()


def _chunk(kind: str, ending: str, data: str | bytes) -> bytes:
    return docx('<w:altChunk r:id="rId10"/>', {f"word/afchunk.{ending}": Part(kind, "aFChunk", data)})


def icon(drawing: str) -> bytes:
    """An icon, kept as SVG and as a picture."""
    body = f"<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData>{_BLIP}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    parts = {
        "word/media/image1.svg": Part("image/svg+xml", "image", drawing),
        "word/media/image2.png": Part("image/png", "image", bare()),
    }
    return docx(body, parts)


def _field(code: str) -> bytes:
    run = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return docx(f"<w:p>{run.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{run.format('end')}</w:p>")


def _formula(formula: str) -> bytes:
    return xlsx(f'<row r="1"><c r="A1" t="str"><f>{formula}</f></c></row>')


def _format(code: str) -> bytes:
    styles = f'<styleSheet xmlns="{X}"><numFmts count="1"><numFmt numFmtId="170" formatCode="{code}"/></numFmts></styleSheet>'
    return xlsx(parts={"xl/styles.xml": Part(f"{_SHEET}styles+xml", "styles", styles)})


def _cells(*values: str) -> str:
    return "".join(
        f'<c r="{chr(65 + at)}1" t="inlineStr"><is><t>{value}</t></is></c>' for at, value in enumerate(values)
    )


def _p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


_HEADER: Final = "<headerFooter><oddHeader>{}</oddHeader></headerFooter>"
_FRAMES: Final = "".join(
    f'<w:p><w:pPr><w:framePr w:w="200" w:x="{300 * at}" w:y="100"/></w:pPr><w:r><w:t>{char}</w:t></w:r></w:p>'
    for at, char in enumerate(NAME)
    if char != " "
)

WORD: Final[dict[str, bytes]] = {
    "page-taken-in": _chunk("text/html", "htm", f"<html><body><p>{NAME}</p></body></html>"),
    "xhtml-taken-in": _chunk(
        "application/xhtml+xml",
        "xhtml",
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{NAME}</body></html>',
    ),
    "archived-page-taken-in": _chunk(
        "message/rfc822",
        "mht",
        f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{NAME}</p>\r\n",
    ),
    "rich-text-taken-in": _chunk("application/rtf", "rtf", f"{{\\rtf1\\ansi {NAME}\\par}}"),
    "text-taken-in": _chunk("text/plain", "txt", NAME),
    "document-taken-in": _chunk(f"{_WORD}document.main+xml", "docx", docx(paragraph(NAME))),
    "icon": icon(SVG),
    "watermark": docx(
        parts={
            "word/header1.xml": Part(
                f"{_WORD}header+xml",
                "header",
                xml(
                    "w:hdr",
                    f'<w:p><w:r><w:pict><v:shape><v:textpath string="{NAME}"/></v:shape></w:pict></w:r></w:p>',
                ),
            )
        }
    ),
    "numbering-before-a-change": docx(
        f'<w:p><w:pPr><w:numPr><w:numberingChange w:id="1" w:author="x" w:original="{NAME}"/></w:numPr></w:pPr></w:p>'
    ),
    "list-of-a-form-field": docx(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="{NAME}"/></w:ddList></w:ffData></w:fldChar></w:r></w:p>'
    ),
    "field-of-a-choice": _field(f'IF 1 = 1 "{NAME}" "x"'),
    "field-of-a-question": _field(f'ASK a "{NAME}"'),
    "field-of-a-citation": _field('ADDIN ZOTERO_ITEM CSL_CITATION {"family":"Quillfeather","given":"Zebedee"}'),
    "field-of-a-link": _field(f'LINK Excel.Sheet.12 "C:\\\\{NAME}.xlsx"'),
    "field-of-codes": _field(f"QUOTE {' '.join(str(ord(char)) for char in NAME)}"),
    "letters-in-frames": docx(_FRAMES),
    "raised-letters": docx(
        "<w:p>"
        + "".join(f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{char}</w:t></w:r>' for char in NAME)
        + "</w:p>"
    ),
    "across-columns": docx(
        paragraph("Zebedee") + '<w:p><w:r><w:br w:type="column"/></w:r></w:p>' + paragraph("Quillfeather")
    ),
    "across-sections": docx(
        "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>Zebedee</w:t></w:r></w:p>" + paragraph("Quillfeather")
    ),
    "note-within": docx(
        '<w:p><w:r><w:t>Zebe</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>dee Quillfeather</w:t></w:r></w:p>'
    ),
    "document-within-by-link": docx(
        '<w:subDoc r:id="rId77"/>',
        rels=relation(77, "subDocument", "file:///C:/Zebedee%20Quillfeather.docx", external=True),
    ),
    "text-between-paragraphs": docx(f"<w:p/>{NAME}<w:p/>"),
    "matrix": docx(
        "<w:p><m:oMath><m:m>"
        + "".join(f"<m:mr><m:e><m:r><m:t>{char}</m:t></m:r></m:e></m:mr>" for char in NAME)
        + "</m:m></m:oMath></w:p>"
    ),
}
SHEETS: Final[dict[str, bytes]] = {
    "formula-list": _formula('INDEX({"Zebedee","Quillfeather"},2)'),
    "formula-list-down": _formula('{"Zebedee";"Quillfeather"}'),
    "formula-joined": _formula('_xlfn.TEXTJOIN(" ",TRUE,"Zebedee","Quillfeather")'),
    "formula-characters": _formula("&amp;".join(f"_xlfn.UNICHAR({ord(char)})" for char in NAME)),
    "formula-of-a-table": _formula("SUM(Table1[Zebedee Quillfeather])"),
    "formula-of-a-file": _formula("'[Zebedee Quillfeather.xlsx]Sheet1'!A1"),
    "format-for-one-value": _format("[=1]&quot;Zebedee Quillfeather&quot;;0"),
    "format-in-pieces": _format("&quot;Zebe&quot;&quot;dee Quill&quot;&quot;feather&quot;0"),
    "format-of-signs-and-strings": _format("\\Z&quot;ebedee &quot;\\Q&quot;uillfeather&quot;"),
    "format-with-widths": _format("_Z_e&quot;Zebedee&quot;_ &quot;Quillfeather&quot;"),
    "header-left-and-middle": xlsx(sheet=_HEADER.format("&amp;LZebedee&amp;CQuillfeather&amp;Rx")),
    "header-in-colours": xlsx(sheet=_HEADER.format("&amp;KFF0000Zebe&amp;K000000dee Quill&amp;Ifeather")),
    "list-to-choose-from": xlsx(
        sheet='<dataValidations><dataValidation type="list"><formula1>"Zebedee,Quillfeather"</formula1></dataValidation></dataValidations>'
    ),
    "rule-of-pieces": xlsx(
        sheet='<conditionalFormatting><cfRule><formula>LEFT(A1,4)="Zebe"&amp;"dee Quillfeather"</formula></cfRule></conditionalFormatting>'
    ),
    "name-of-pieces": xlsx(
        workbook='<definedNames><definedName name="a">"Zebe"&amp;"dee Quillfeather"</definedName></definedNames>'
    ),
    "cells-with-one-between": xlsx(f'<row r="1">{_cells("Quillfeather", "7B", "Zebedee")}</row>'),
    "cells-far-apart": xlsx(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Zebedee</t></is></c><c r="H1" t="inlineStr"><is><t>Quillfeather</t></is></c></row>'
    ),
    "last-cell": xlsx(f'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>{NAME}</t></is></c></row>'),
    "row-of-no-height": xlsx(f'<row r="1" ht="0" customHeight="1">{_cells(NAME)}</row>'),
    "letters-in-shapes": xlsx(
        parts={
            "xl/drawings/drawing1.xml": Part(
                f"{OFFICE}drawing+xml",
                "drawing",
                xml(
                    "xdr:wsDr",
                    "".join(
                        f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{char}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
                        for char in NAME
                    ),
                ),
            )
        }
    ),
}
SLIDES: Final[dict[str, bytes]] = {
    "two-shapes": pptx(shape("Zebedee") + shape("Quillfeather")),
    "letters-in-shapes": pptx("".join(shape(char) for char in NAME if char != " ")),
    "across-slides": pptx(
        shape("Zebedee"),
        {
            "ppt/slides/slide2.xml": Part(
                f"{OFFICE}presentationml.slide+xml",
                "slide",
                xml("p:sld", f"<p:cSld><p:spTree>{shape('Quillfeather')}</p:spTree></p:cSld>"),
            )
        },
    ),
    "film-by-link": pptx(
        '<p:pic><p:nvPicPr><p:cNvPr id="1" name="v"/><p:nvPr><a:videoFile r:link="rId1"/></p:nvPr></p:nvPicPr></p:pic>',
        slide_rels=relation(1, "video", "file:///C:/Zebedee%20Quillfeather.mp4", external=True),
    ),
    "typeface": pptx(
        presentation=f'<p:embeddedFontLst><p:embeddedFont><p:font typeface="{NAME}"/></p:embeddedFont></p:embeddedFontLst>'
    ),
}
ODF: Final[dict[str, bytes]] = {
    "sender-in-two-fields": odf(
        ODT,
        _p(
            "<text:sender-firstname>Zebedee</text:sender-firstname> <text:sender-lastname>Quillfeather</text:sender-lastname>"
        ),
    ),
    "keys-of-an-index": odf(
        ODT, _p('<text:alphabetical-index-mark text:key1="Zebedee" text:key2="Quillfeather" text:string-value="x"/>')
    ),
    "mark-of-an-index": odf(ODT, _p(f'<text:user-index-mark text:index-name="{NAME}" text:string-value="x"/>')),
    "script-in-a-text": odf(ODT, _p(f'<text:script script:language="x">{NAME}</text:script>')),
    "formula-in-a-text": odf(ODT, _p(f'<text:expression text:formula="ooow:&quot;{NAME}&quot;">x</text:expression>')),
    "comment-on-a-change": odf(
        ODT,
        f"<text:tracked-changes><text:changed-region><text:deletion><office:change-info>{_p(NAME)}</office:change-info></text:deletion></text:changed-region></text:tracked-changes>",
    ),
    "number-in-two-texts": odf(
        ODT,
        before="<office:automatic-styles><number:number-style><number:text>Zebedee </number:text><number:text>Quillfeather</number:text></number:number-style></office:automatic-styles>",
    ),
    "drawing": odf(
        ODT,
        '<text:p><draw:frame><draw:image xlink:href="Pictures/a.svg"/></draw:frame></text:p>',
        {"Pictures/a.svg": SVG},
    ),
    "drawing-beside-a-picture": odf(
        ODT,
        '<text:p><draw:frame><draw:image xlink:href="Pictures/a.svg"/><draw:image xlink:href="Pictures/a.png"/></draw:frame></text:p>',
        {"Pictures/a.svg": SVG, "Pictures/a.png": bare()},
    ),
    "formula-of-pieces": odf(
        ODS, '<table:table-cell table:formula="of:=&quot;Zebe&quot;&amp;&quot;dee Quillfeather&quot;"/>'
    ),
    "covered-cell": odf(
        ODS,
        f"<table:table-cell>{_p('x')}</table:table-cell><table:covered-table-cell>{_p(NAME)}</table:covered-table-cell>",
    ),
    "table-of-another-file": odf(
        ODS,
        "</table:table-row></table:table><table:table table:name=\"'file:///Zebedee%20Quillfeather.ods'#Sheet1\"><table:table-row><table:table-cell/>",
    ),
    "two-frames-of-a-slide": odf(
        ODP, "".join(f"<draw:frame><draw:text-box>{_p(word)}</draw:text-box></draw:frame>" for word in NAME.split())
    ),
    "caption-on-a-slide": odf(ODP, f"<draw:caption>{_p(NAME)}</draw:caption>"),
    "rectangle": odf(ODG, f"<draw:rect>{_p(NAME)}</draw:rect>"),
    "letters-in-rectangles": odf(ODG, "".join(f"<draw:rect>{_p(char)}</draw:rect>" for char in NAME)),
    "measure": odf(ODG, f"<draw:measure>{_p(NAME)}</draw:measure>"),
    "scene": odf(
        ODG,
        f'<dr3d:scene xmlns:dr3d="urn:oasis:names:tc:opendocument:xmlns:dr3d:1.0"><svg:desc>{NAME}</svg:desc></dr3d:scene>',
    ),
}
BEYOND: Final[dict[str, bytes]] = {
    f"{kind}-{place}": data
    for kind, places in {"docx": WORD, "xlsx": SHEETS, "pptx": SLIDES, "odf": ODF}.items()
    for place, data in places.items()
}
