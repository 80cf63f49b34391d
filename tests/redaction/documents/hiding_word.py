"""Word documents, each with the value in one hiding place."""

from typing import Final

from tests.redaction.documents.builders import OFFICE, Part, docx, ooxml, paragraph, relation, strings, xlsx, xml

NAME: Final = "Zebedee Quillfeather"
_WORD: Final = f"{OFFICE}wordprocessingml."


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _p(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def _part(name: str, root: str, inner: str, relation_kind: str | None = None) -> bytes:
    part = Part(f"{_WORD}{name}+xml", relation_kind or name, xml(root, inner))
    return docx(parts={f"word/{name}1.xml": part})


def _box(inner: str) -> str:
    return f"<w:txbxContent>{inner}</w:txbxContent>"


def _properties(kind: str, relation_kind: str, data: str) -> bytes:
    return docx(parts={"docProps/some.xml": Part(kind, relation_kind, data)})


_DRAWING: Final = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="{name}" descr="{descr}" title="{title}"/></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
_CHART: Final = (
    "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea>"
    '<c:ser><c:tx><c:strRef><c:f>{formula}</c:f><c:strCache><c:pt idx="0"><c:v>{cached}</c:v></c:pt></c:strCache>'
    "</c:strRef></c:tx></c:ser></c:plotArea></c:chart>"
)


def _chart(title: str = "t", formula: str = "Sheet1!$A$1", cached: str = "c") -> bytes:
    inner = _CHART.format(title=title, formula=formula, cached=cached)
    part = Part(f"{OFFICE}drawingml.chart+xml", "chart", xml("c:chartSpace", inner))
    return docx(parts={"word/charts/chart1.xml": part})


def _diagram(kind: str) -> bytes:
    inner = f"<dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>{NAME}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>"
    return docx(
        parts={"word/diagrams/d1.xml": Part(f"{OFFICE}drawingml.{kind}+xml", kind, xml("dgm:dataModel", inner))}
    )


def _embedded(data: bytes, kind: str) -> bytes:
    return docx(parts={"word/embeddings/one.bin": Part(kind, "package", data)})


WORD: Final[dict[str, bytes]] = {
    "paragraph": docx(paragraph(NAME)),
    "split-runs": docx(paragraph("Zeb", "edee Quill", "feather")),
    "split-with-formats": docx(_p(_run("Zebedee ", "<w:b/>") + _run("Quillf", "<w:i/>") + _run("eather"))),
    "soft-hyphens": docx(paragraph("Zebe\u00addee Quill\u00adfeather")),
    "soft-hyphen-elements": docx(_p("<w:r><w:t>Zebedee Quill</w:t><w:softHyphen/><w:t>feather</w:t></w:r>")),
    "no-break-hyphen": docx(_p("<w:r><w:t>Zebedee</w:t><w:noBreakHyphen/><w:t>Quillfeather</w:t></w:r>")),
    "tab-between": docx(_p("<w:r><w:t>Zebedee</w:t><w:tab/><w:t>Quillfeather</w:t></w:r>")),
    "break-between": docx(_p("<w:r><w:t>Zebedee</w:t><w:br/><w:t>Quillfeather</w:t></w:r>")),
    "zero-width": docx(paragraph("Zebe\u200bdee Quill\ufefffeather")),
    "references": docx(paragraph("&#90;ebedee &#x51;uillfeather")),
    "two-paragraphs": docx(paragraph("Zebedee") + paragraph("Quillfeather")),
    "table-cells": docx(
        f"<w:tbl><w:tr><w:tc>{paragraph('Zebedee')}</w:tc><w:tc>{paragraph('Quillfeather')}</w:tc></w:tr></w:tbl>"
    ),
    "nested-table": docx(
        f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{paragraph(NAME)}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
    ),
    "hidden-text": docx(_p(_run(NAME, "<w:vanish/>"))),
    "hidden-letters-within": docx(_p(_run("Zebe") + _run("xyz", "<w:vanish/>") + _run("dee Quillfeather"))),
    "deleted": docx(_p(f'<w:del w:author="x" w:id="1"><w:r><w:delText>{NAME}</w:delText></w:r></w:del>')),
    "inserted": docx(_p(f'<w:ins w:author="x" w:id="1">{_run(NAME)}</w:ins>')),
    "deleted-letters-within": docx(
        _p(_run("Zebe") + "<w:del><w:r><w:delText>q</w:delText></w:r></w:del>" + _run("dee Quillfeather"))
    ),
    "inserted-letters-within": docx(_p(_run("Zebe") + f"<w:ins>{_run('q')}</w:ins>" + _run("dee Quillfeather"))),
    "moved": docx(_p(f"<w:moveFrom>{_run(NAME)}</w:moveFrom>") + _p(f"<w:moveTo>{_run(NAME)}</w:moveTo>")),
    "revision-author": docx(_p(f'<w:ins w:author="{NAME}" w:id="1">{_run("x")}</w:ins>')),
    "former-properties": docx(_p(f'<w:pPr><w:pPrChange w:author="{NAME}"/></w:pPr>{_run("x")}')),
    "field-code": docx(_p(f'<w:r><w:instrText>QUOTE "{NAME}"</w:instrText></w:r>')),
    "field-code-split": docx(
        _p("<w:r><w:instrText>QUOTE Zebedee Quill</w:instrText></w:r><w:r><w:instrText>feather</w:instrText></w:r>")
    ),
    "field-deleted": docx(_p(f"<w:del><w:r><w:delInstrText>{NAME}</w:delInstrText></w:r></w:del>")),
    "field-simple": docx(_p(f'<w:fldSimple w:instr="AUTHOR {NAME}">{_run("x")}</w:fldSimple>')),
    "form-field": docx(_p(f'<w:r><w:fldChar><w:ffData><w:statusText w:val="{NAME}"/></w:ffData></w:fldChar></w:r>')),
    "content-control": docx(f'<w:sdt><w:sdtPr><w:alias w:val="{NAME}"/></w:sdtPr><w:sdtContent/></w:sdt>'),
    "drop-down": docx(
        f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{NAME}" w:value="1"/>'
        "</w:dropDownList></w:sdtPr></w:sdt>"
    ),
    "bookmark": docx('<w:p><w:bookmarkStart w:id="0" w:name="Zebedee_Quillfeather"/></w:p>'),
    "text-box-both": docx(
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>'
        + _box(paragraph(NAME))
        + "</wps:txbx></mc:Choice><mc:Fallback><v:textbox>"
        + _box(paragraph("Zebedee ", "Quillfeather"))
        + "</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ),
    "word-art": docx(f'<w:p><w:r><v:shape><v:textpath string="{NAME}"/></v:shape></w:r></w:p>'),
    "alternative-text": docx(_DRAWING.format(name="P", descr=NAME, title="")),
    "shape-title": docx(_DRAWING.format(name="P", descr="", title=NAME)),
    "shape-name": docx(_DRAWING.format(name=NAME, descr="", title="")),
    "smart-tag": docx(
        _p(f'<w:smartTag w:element="x"><w:smartTagPr><w:attr w:name="n" w:val="{NAME}"/></w:smartTagPr></w:smartTag>')
    ),
    "formula": docx(f"<w:p><m:oMath><m:r><m:t>{NAME}</m:t></m:r></m:oMath></w:p>"),
    "ruby": docx(_p(f"<w:r><w:ruby><w:rt>{_run(NAME)}</w:rt><w:rubyBase>{_run('x')}</w:rubyBase></w:ruby></w:r>")),
    "symbols": docx(
        _p("".join(f'<w:r><w:sym w:font="Symbol" w:char="F0{ord(one):02X}"/></w:r>' for one in "ZebedeeQuillfeather"))
    ),
    "comment-in-xml": docx(f"<!-- {NAME} -->"),
    "instruction": docx(f"<?note {NAME}?>"),
    "foreign-element": docx(f'<q:thing xmlns:q="urn:x-y">{NAME}</q:thing>'),
    "text-beside-runs": docx(f"<w:p>{NAME}</w:p>"),
    "header": _part("header", "w:hdr", paragraph("Zebedee ", "Quillfeather")),
    "footer": _part("footer", "w:ftr", paragraph(NAME)),
    "footnotes": _part("footnotes", "w:footnotes", f"<w:footnote>{paragraph(NAME)}</w:footnote>"),
    "endnotes": _part("endnotes", "w:endnotes", f"<w:endnote>{paragraph(NAME)}</w:endnote>"),
    "comments": _part("comments", "w:comments", f'<w:comment w:id="0">{paragraph(NAME)}</w:comment>'),
    "comment-author": _part("comments", "w:comments", f'<w:comment w:author="{NAME}">{paragraph("x")}</w:comment>'),
    "people": _part("people", "w15:people", f'<w15:person w15:author="{NAME}"/>'),
    "glossary": _part("document.glossary", "w:glossaryDocument", paragraph(NAME), "glossaryDocument"),
    "style-name": _part("styles", "w:styles", f'<w:style w:styleId="S"><w:name w:val="{NAME}"/></w:style>'),
    "numbering-text": _part("numbering", "w:numbering", f'<w:lvl><w:lvlText w:val="{NAME} %1"/></w:lvl>'),
    "document-variable": _part(
        "settings", "w:settings", f'<w:docVars><w:docVar w:name="n" w:val="{NAME}"/></w:docVars>'
    ),
    "mail-merge": _part("settings", "w:settings", f'<w:mailMerge><w:query w:val="{NAME}"/></w:mailMerge>'),
    "chart-title": _chart(title=NAME),
    "chart-cache": _chart(cached=NAME),
    "chart-formula": _chart(formula=f"'{NAME}'!$A$1"),
    "diagram-data": _diagram("diagramData"),
    "diagram-drawing": _diagram("diagramDrawing"),
    "core-property": _properties(
        "application/vnd.openxmlformats-package.core-properties+xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        f'<cp:coreProperties xmlns:cp="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{NAME}</dc:creator></cp:coreProperties>',
    ),
    "company": _properties(
        f"{OFFICE}extended-properties+xml",
        "extended-properties",
        f'<Properties xmlns="urn:e"><Company>{NAME}</Company></Properties>',
    ),
    "custom-property": _properties(
        f"{OFFICE}custom-properties+xml",
        "custom-properties",
        f'<Properties xmlns="urn:c" xmlns:vt="urn:v"><property name="{NAME}">'
        f"<vt:lpwstr>{NAME}</vt:lpwstr></property></Properties>",
    ),
    "custom-xml": docx(parts={"customXml/item1.xml": Part("application/xml", "customXml", f"<a><b>{NAME}</b></a>")}),
    "custom-xml-element": docx(
        parts={"customXml/item1.xml": Part("application/xml", "customXml", "<a><Zebedee_Quillfeather/></a>")}
    ),
    "link-mail": docx(rels=relation(5, "hyperlink", "mailto:zebedee.quillfeather@mail.example", external=True)),
    "link-query": docx(rels=relation(5, "hyperlink", "https://x.example/?q=Zebedee%20Quillfeather", external=True)),
    "template-path": docx(
        rels=relation(5, "attachedTemplate", "file:///C:/Users/Zebedee%20Quillfeather/a.dotx", external=True)
    ),
    "part-name": docx(
        parts={"word/Zebedee_Quillfeather.xml": Part(f"{_WORD}header+xml", "header", xml("w:hdr", paragraph("x")))}
    ),
    "orphan-part": docx(parts={"word/header9.xml": Part(f"{_WORD}header+xml", "", xml("w:hdr", paragraph(NAME)))}),
    "utf-16-part": docx(
        parts={
            "word/header1.xml": Part(
                f"{_WORD}header+xml",
                "header",
                xml("w:hdr", paragraph(NAME)).replace("UTF-8", "UTF-16").encode("utf-16"),
            )
        }
    ),
    "printer-settings": docx(
        parts={
            "word/printerSettings1.bin": Part(f"{_WORD}printerSettings", "printerSettings", NAME.encode("utf-16-le"))
        }
    ),
    "vml-drawing": docx(
        parts={
            "word/d.vml": Part(
                f"{OFFICE}vmlDrawing",
                "vmlDrawing",
                f'<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape alt="{NAME}"/></xml>',
            )
        }
    ),
    "embedded-document": _embedded(docx(paragraph(NAME)), f"{_WORD}document"),
    "embedded-workbook": _embedded(
        xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', {"xl/sharedStrings.xml": strings(f"<t>{NAME}</t>")}),
        f"{OFFICE}spreadsheetml.sheet",
    ),
    "embedded-twice": _embedded(_embedded(docx(paragraph(NAME)), f"{_WORD}document"), f"{_WORD}document"),
    "strict": ooxml(
        "word/document.xml",
        f"{_WORD}document.main+xml",
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">'
        "<w:body><w:p><w:r><w:t>Zebedee </w:t></w:r>"
        "<w:r><w:t>Quillfeather</w:t></w:r></w:p></w:body></w:document>",
        {},
    ),
}
