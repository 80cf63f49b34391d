"""Workbooks and presentations, each with the value in one hiding place."""

from typing import Final

from tests.redaction.documents.builders import OFFICE, Part, R, X, docx, pptx, relation, shape, strings, xlsx, xml
from tests.redaction.documents.hiding_word import NAME

_SHEET: Final = f"{OFFICE}spreadsheetml."
_SLIDE: Final = f"{OFFICE}presentationml."
_SHARED: Final = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'


def _part(kind: str, relation_kind: str, inner: str) -> bytes:
    data = f'<root xmlns="{X}" xmlns:r="{R}">{inner}</root>'
    return xlsx(parts={f"xl/{relation_kind}1.xml": Part(kind, relation_kind, data)})


def _cell(inner: str, attributes: str = "") -> bytes:
    return xlsx(f'<row r="1"><c r="A1" {attributes}>{inner}</c></row>')


SHEETS: Final[dict[str, bytes]] = {
    "shared-string": xlsx(_SHARED, {"xl/sharedStrings.xml": strings(f"<t>{NAME}</t>")}),
    "shared-string-runs": xlsx(
        _SHARED, {"xl/sharedStrings.xml": strings("<r><t>Zebedee Qu</t></r><r><rPr><b/></rPr><t>illfeather</t></r>")}
    ),
    "shared-string-orphan": xlsx(_SHARED, {"xl/sharedStrings.xml": strings("<t>x</t>", f"<t>{NAME}</t>")}),
    "shared-string-phonetic": xlsx(
        _SHARED, {"xl/sharedStrings.xml": strings(f'<t>x</t><rPh sb="0" eb="1"><t>{NAME}</t></rPh>')}
    ),
    "inline-string": _cell(f"<is><t>{NAME}</t></is>", 't="inlineStr"'),
    "inline-string-runs": _cell("<is><r><t>Zebedee </t></r><r><t>Quillfeather</t></r></is>", 't="inlineStr"'),
    "formula-result": _cell(f"<f>A2</f><v>{NAME}</v>", 't="str"'),
    "formula-text": _cell(f'<f>"{NAME}"&amp;B2</f><v>x</v>', 't="str"'),
    "neighbour-cells": xlsx(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Zebedee</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Quillfeather</t></is></c></row>'
    ),
    "hidden-row": xlsx(f'<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>{NAME}</t></is></c></row>'),
    "comment-in-row": xlsx(f'<row r="1"><!-- {NAME} --><c r="A1"><v>1</v></c></row>'),
    "odd-attribute-in-row": xlsx(f'<row r="1" note="{NAME}"><c r="A1"><v>1</v></c></row>'),
    "sheet-name": xlsx(name=NAME),
    "defined-name": xlsx(
        workbook='<definedNames><definedName name="Zebedee_Quillfeather">Sheet1!$A$1</definedName></definedNames>'
    ),
    "defined-name-value": xlsx(workbook=f'<definedNames><definedName name="a">"{NAME}"</definedName></definedNames>'),
    "file-sharing": xlsx(workbook=f'<fileSharing userName="{NAME}"/>'),
    "validation-list": xlsx(
        sheet='<dataValidations><dataValidation type="list">'
        f'<formula1>"{NAME},B"</formula1></dataValidation></dataValidations>'
    ),
    "validation-prompt": xlsx(sheet=f'<dataValidations><dataValidation prompt="{NAME}"/></dataValidations>'),
    "header": xlsx(sheet=f"<headerFooter><oddHeader>&amp;L{NAME}</oddHeader></headerFooter>"),
    "conditional-format": xlsx(
        sheet=f'<conditionalFormatting><cfRule><formula>"{NAME}"</formula></cfRule></conditionalFormatting>'
    ),
    "auto-filter": xlsx(
        sheet='<autoFilter ref="A1:A2"><filterColumn><filters>'
        f'<filter val="{NAME}"/></filters></filterColumn></autoFilter>'
    ),
    "scenario": xlsx(sheet=f'<scenarios><scenario name="{NAME}"/></scenarios>'),
    "link-tooltip": xlsx(sheet=f'<hyperlinks><hyperlink ref="A1" tooltip="{NAME}"/></hyperlinks>'),
    "link-target": xlsx(sheet_rels=relation(7, "hyperlink", "mailto:zebedee_quillfeather@x.example", external=True)),
    "comment-text": _part(
        f"{_SHEET}comments+xml",
        "comments",
        "<commentList><comment><text><r><t>Zebedee </t></r><r><t>Quillfeather</t></r></text></comment></commentList>",
    ),
    "comment-author": _part(f"{_SHEET}comments+xml", "comments", f"<authors><author>{NAME}</author></authors>"),
    "threaded-comment": xlsx(
        parts={
            "xl/tc.xml": Part(
                "application/vnd.ms-excel.threadedcomments+xml",
                "threadedComment",
                xml("t:ThreadedComments", f"<t:threadedComment><t:text>{NAME}</t:text></t:threadedComment>"),
            )
        }
    ),
    "person": xlsx(
        parts={
            "xl/persons/p.xml": Part(
                "application/vnd.ms-excel.person+xml",
                "person",
                xml("t:personList", f'<t:person displayName="{NAME}" userId="u"/>'),
            )
        }
    ),
    "pivot-items": _part(
        f"{_SHEET}pivotCacheDefinition+xml", "pivotCacheDefinition", f'<sharedItems><s v="{NAME}"/></sharedItems>'
    ),
    "pivot-records": _part(f"{_SHEET}pivotCacheRecords+xml", "pivotCacheRecords", f'<r><s v="{NAME}"/></r>'),
    "pivot-caption": _part(f"{_SHEET}pivotTable+xml", "pivotTable", f'<dataField name="{NAME}"/>'),
    "table-column": _part(f"{_SHEET}table+xml", "table", f'<tableColumn name="{NAME}"/>'),
    "number-format": _part(
        f"{_SHEET}styles+xml",
        "styles",
        f'<numFmts><numFmt numFmtId="170" formatCode="&quot;{NAME}&quot;0"/></numFmts>',
    ),
    "external-link-cache": _part(
        f"{_SHEET}externalLink+xml", "externalLink", f"<sheetDataSet><cell><v>{NAME}</v></cell></sheetDataSet>"
    ),
    "connection": _part(f"{_SHEET}connections+xml", "connections", f'<connection connection="Data Source={NAME}"/>'),
    "revision-user": _part(f"{_SHEET}userNames+xml", "usernames", f'<userInfo name="{NAME}"/>'),
    "drawing-text": xlsx(
        parts={
            "xl/drawings/drawing1.xml": Part(
                f"{OFFICE}drawing+xml",
                "drawing",
                xml("xdr:wsDr", f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{NAME}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"),
            )
        }
    ),
    "shared-formula": xlsx(
        f'<row r="1"><c r="A1" t="str"><f t="shared" ref="A1:A2" si="0">"{NAME}"</f><v>x</v></c></row>'
        '<row r="2"><c r="A2" t="str"><f t="shared" si="0"/><v>x</v></c></row>'
    ),
    "chart-sheet": _part(
        f"{_SHEET}chartsheet+xml", "chartsheet", f"<headerFooter><oddFooter>{NAME}</oddFooter></headerFooter>"
    ),
}


def _slide_part(kind: str, inner: str, root: str) -> bytes:
    return pptx(parts={f"ppt/{kind}1.xml": Part(f"{_SLIDE}{kind}+xml", kind, xml(root, inner))})


SLIDES: Final[dict[str, bytes]] = {
    "shape": pptx(shape(NAME)),
    "split-runs": pptx(
        "<p:sp><p:txBody><a:p><a:r><a:t>Zebe</a:t></a:r><a:r>"
        "<a:t>dee Quillfeather</a:t></a:r></a:p></p:txBody></p:sp>"
    ),
    "break-between": pptx(
        "<p:sp><p:txBody><a:p><a:r><a:t>Zebedee</a:t></a:r><a:br/><a:r><a:t>Quillfeather</a:t></a:r></a:p></p:txBody></p:sp>"
    ),
    "field": pptx(f'<p:sp><p:txBody><a:p><a:fld type="x"><a:t>{NAME}</a:t></a:fld></a:p></p:txBody></p:sp>'),
    "group": pptx(f"<p:grpSp><p:grpSp>{shape(NAME)}</p:grpSp></p:grpSp>"),
    "table": pptx(
        f"<a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>{NAME}</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>"
    ),
    "shape-name": pptx(shape("x", NAME)),
    "alternative-text": pptx(shape("x", "n", NAME)),
    "notes": _slide_part("notesSlide", shape(NAME), "p:notes"),
    "notes-master": _slide_part("notesMaster", shape(NAME), "p:notesMaster"),
    "handout": _slide_part("handoutMaster", shape(NAME), "p:handoutMaster"),
    "master": _slide_part("slideMaster", shape(NAME), "p:sldMaster"),
    "layout": _slide_part("slideLayout", f'<p:cSld name="{NAME}"/>', "p:sldLayout"),
    "comments": _slide_part("comments", f"<p:cm><p:text>{NAME}</p:text></p:cm>", "p:cmLst"),
    "comment-author": _slide_part("commentAuthors", f'<p:cmAuthor name="{NAME}" initials="ZQ"/>', "p:cmAuthorLst"),
    "tags": _slide_part("tags", f'<p:tag name="N" val="{NAME}"/>', "p:tagLst"),
    "section-name": pptx(
        presentation='<p:extLst><p:ext><p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        f'<p14:section name="{NAME}"/></p14:sectionLst></p:ext></p:extLst>'
    ),
    "custom-show": pptx(presentation=f'<p:custShowLst><p:custShow name="{NAME}"/></p:custShowLst>'),
    "link": pptx(slide_rels=relation(7, "hyperlink", "https://x.example/Zebedee%20Quillfeather", external=True)),
    "orphan-slide": pptx(parts={"ppt/slides/slide9.xml": Part(f"{_SLIDE}slide+xml", "", xml("p:sld", shape(NAME)))}),
    "embedded-document": pptx(
        parts={
            "ppt/embeddings/a.docx": Part(
                f"{OFFICE}wordprocessingml.document", "package", docx(f"<w:p><w:r><w:t>{NAME}</w:t></w:r></w:p>")
            )
        }
    ),
}
