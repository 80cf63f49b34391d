"""Places in office documents that few people know of, each with the value alone; see ``hiding_word`` and its kin."""

# ruff: noqa: E501 - markup reads better whole than broken

import base64
import struct
from typing import Final

from tests.redaction.documents.builders import (
    ODP,
    ODS,
    ODT,
    OFFICE,
    Part,
    R,
    X,
    docx,
    odf,
    ooxml,
    paragraph,
    pptx,
    relation,
    shape,
    xlsx,
    xml,
    zipped,
)
from tests.redaction.documents.hiding_word import NAME

_KEY: Final = "Zebedee_Quillfeather"
_WORD: Final = f"{OFFICE}wordprocessingml."
_SHEET: Final = f"{OFFICE}spreadsheetml."
_SLIDE: Final = f"{OFFICE}presentationml."
_MS: Final = "application/vnd.ms-"
_CODED: Final = base64.b64encode(f"..{NAME}..".encode("utf-16-le")).decode()
_PACKED: Final = base64.b64encode(zipped({"a.xml": f"<a>{NAME}</a>"})).decode()
_W14: Final = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_P14: Final = 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
_X14: Final = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'


def _part(kind: str, root: str, inner: str, name: str = "word/some1.xml", link: str = "thing") -> bytes:
    return docx(parts={name: Part(kind, link, xml(root, inner))})


def _settings(inner: str) -> bytes:
    return _part(f"{_WORD}settings+xml", "w:settings", inner, link="settings")


def _chart(inner: str) -> bytes:
    return _part(f"{OFFICE}drawingml.chart+xml", "c:chartSpace", inner, "word/charts/chart1.xml", "chart")


def _control(properties: str) -> bytes:
    return docx(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{paragraph('x')}</w:sdtContent></w:sdt>")


def _field(inner: str, attributes: str = "") -> bytes:
    return docx(f'<w:p><w:r><w:fldChar w:fldCharType="begin" {attributes}>{inner}</w:fldChar></w:r></w:p>')


def _named_relation() -> bytes:
    """The id of a relationship, in both places that have it."""
    body = f'<w:p><w:hyperlink r:id="{_KEY}"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    return docx(body, rels=relation(5, "hyperlink", "https://x.example/", external=True).replace("rId5", _KEY))


WORD: Final[dict[str, bytes]] = {
    "imported-page": docx('<w:altChunk r:id="rId10"/>', {"word/a.html": Part("text/html", "aFChunk", f"<p>{NAME}</p>")}),
    "imported-rich-text": docx('<w:altChunk r:id="rId10"/>', {"word/a.rtf": Part("application/rtf", "aFChunk", f"{{\\rtf1 {NAME}}}")}),
    "ink": docx(parts={"word/ink/ink1.xml": Part("application/inkml+xml", "customXml", f"<ink><annotation>{NAME}</annotation></ink>")}),
    "relation-id": _named_relation(),
    "relation-id-unused": docx(rels=relation(5, "hyperlink", "https://x.example/", external=True).replace("rId5", _KEY)),
    "relation-part-fragment": docx(rels=relation(5, "hyperlink", f"#{_KEY}")),
    "relation-of-a-kind": docx(rels=relation(5, f"http://schemas.microsoft.com/office/2006/{_KEY}", "https://x.example/", external=True)),
    "namespace-prefix": docx(f'<w:p xmlns:{_KEY}="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'),
    "namespace-published": docx(f'<w:p xmlns:q="http://schemas.microsoft.com/office/{_KEY}"/>'),
    "element-name-published": docx(f"<w:{_KEY}/>"),
    "attribute-name-published": docx(f'<w:p w:{_KEY}="1"/>'),
    "attribute-name-foreign": docx(f'<w:p q:{_KEY}="1" xmlns:q="urn:q"/>'),
    "attribute-name-plain": docx(f'<w:p {_KEY}="1"/>'),
    "content-type-of-a-part": docx(parts={"word/a.xml": Part(f"{OFFICE}wordprocessingml.{_KEY}+xml", "thing", "<a/>")}),
    "field-data": _field(f"<w:fldData>{_CODED}</w:fldData>"),
    "field-form-name": _field(f'<w:ffData><w:name w:val="{NAME}"/><w:helpText w:val="x"/></w:ffData>'),
    "field-form-default": _field(f'<w:ffData><w:textInput><w:default w:val="{NAME}"/></w:textInput></w:ffData>'),
    "field-form-macro": _field(f'<w:ffData><w:entryMacro w:val="{_KEY}"/></w:ffData>'),
    "drawing-packed-in-attribute": docx(f'<w:p><w:r><w:pict><v:shape o:gfxdata="{_PACKED}"/></w:pict></w:r></w:p>'),
    "drawing-of-vml-title": docx(f'<w:p><w:r><w:pict><v:shape><v:imagedata o:title="{NAME}"/></v:shape></w:pict></w:r></w:p>'),
    "drawing-of-vml-link": docx('<w:p><w:r><w:pict><v:shape href="mailto:zebedee.quillfeather@x.example"/></w:pict></w:r></w:p>'),
    "drawing-of-vml-style": docx(f'<w:p><w:r><w:pict><v:shape style="font-family:{_KEY}"/></w:pict></w:r></w:p>'),
    "control-placeholder": _control(f'<w:placeholder><w:docPart w:val="{NAME}"/></w:placeholder>'),
    "control-binding": _control(f'<w:dataBinding w:xpath="/a[@b=\'{NAME}\']" w:storeItemID="{{0}}"/>'),
    "control-tag": _control(f'<w:tag w:val="{NAME}"/>'),
    "control-date": _control(f'<w:date w:fullDate="2014-03-03T00:00:00Z"><w:dateFormat w:val="\'{NAME}\' yyyy"/></w:date>'),
    "control-gallery": _control(f'<w:docPartObj><w:docPartGallery w:val="{NAME}"/></w:docPartObj>'),
    "control-repeated": _control(f'<w15:repeatingSection><w15:sectionTitle w:val="{NAME}"/></w15:repeatingSection>'),
    "control-box-font": _control(f'<w14:checkbox {_W14}><w14:checkedState w14:font="{NAME}"/></w14:checkbox>'),
    "table-caption": docx(f'<w:tbl><w:tblPr><w:tblCaption w:val="{NAME}"/></w:tblPr></w:tbl>'),
    "table-description": docx(f'<w:tbl><w:tblPr><w:tblDescription w:val="{NAME}"/></w:tblPr></w:tbl>'),
    "move-name": docx(f'<w:p><w:moveFromRangeStart w:id="1" w:name="{_KEY}"/></w:p>'),
    "move-author": docx(f'<w:p><w:moveToRangeStart w:id="1" w:author="{NAME}" w:name="m"/></w:p>'),
    "cell-inserted-by": docx(f'<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns w:author="{NAME}" w:id="1"/></w:tcPr></w:tc></w:tr></w:tbl>'),
    "number-as-it-was": docx(f'<w:p><w:pPr><w:numPr><w:numberingChange w:original="{NAME}"/></w:numPr></w:pPr></w:p>'),
    "permission": docx(f'<w:p><w:permStart w:id="1" w:ed="{_KEY}"/></w:p>'),
    "link-tooltip": docx(f'<w:p><w:hyperlink w:anchor="a" w:tooltip="{NAME}"/></w:p>'),
    "link-place": docx(f'<w:p><w:hyperlink w:anchor="a" w:docLocation="{NAME}"/></w:p>'),
    "link-frame": docx(f'<w:p><w:hyperlink w:anchor="a" w:tgtFrame="{_KEY}"/></w:p>'),
    "picture-link-tooltip": docx(f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="a"><a:hlinkClick tooltip="{NAME}"/></wp:docPr></wp:inline></w:drawing></w:r></w:p>'),
    "language": docx(f'<w:p><w:r><w:rPr><w:lang w:val="{_KEY}"/></w:rPr><w:t>x</w:t></w:r></w:p>'),
    "custom-element": docx(f'<w:customXml w:uri="urn:x" w:element="{_KEY}">{paragraph("x")}</w:customXml>'),
    "ignorable": docx(f'<w:p mc:Ignorable="{_KEY}"/>'),
    "extension-list": docx(f'<w:p><w:r><w:drawing><a:extLst><a:ext uri="{{0}}"><q:a xmlns:q="http://schemas.microsoft.com/office/2099/q">{NAME}</q:a></a:ext></a:extLst></w:drawing></w:r></w:p>'),
    "settings-merge-subject": _settings(f'<w:mailMerge><w:mailSubject w:val="{NAME}"/></w:mailMerge>'),
    "settings-schema": _settings(f'<w:attachedSchema w:val="urn:{_KEY}"/>'),
    "settings-caption": _settings(f'<w:captions><w:caption w:name="{NAME}"/></w:captions>'),
    "settings-transform": _settings(f'<w:saveThroughXslt w:solutionID="{NAME}"/>'),
    "settings-click-list": _settings(f'<w:clickAndTypeStyle w:val="{_KEY}"/>'),
    "settings-separator": _settings(f'<w:listSeparator w:val="{NAME}"/>'),
    "web-frame": _part(f"{_WORD}webSettings+xml", "w:webSettings", f'<w:frameset><w:frame><w:name w:val="{NAME}"/></w:frame></w:frameset>', link="webSettings"),
    "style-alias": _part(f"{_WORD}styles+xml", "w:styles", f'<w:style w:styleId="S"><w:aliases w:val="{NAME}"/></w:style>', link="styles"),
    "style-latent": _part(f"{_WORD}styles+xml", "w:styles", f'<w:latentStyles><w:lsdException w:name="{NAME}"/></w:latentStyles>', link="styles"),
    "numbering-name": _part(f"{_WORD}numbering+xml", "w:numbering", f'<w:abstractNum><w:name w:val="{NAME}"/></w:abstractNum>', link="numbering"),
    "font-other-name": _part(f"{_WORD}fontTable+xml", "w:fonts", f'<w:font w:name="A"><w:altName w:val="{NAME}"/></w:font>', link="fontTable"),
    "building-block": _part(f"{_WORD}document.glossary+xml", "w:glossaryDocument", f'<w:docParts><w:docPart><w:docPartPr><w:description w:val="{NAME}"/></w:docPartPr></w:docPart></w:docParts>', link="glossaryDocument"),
    "bibliography": docx(parts={"customXml/item1.xml": Part("application/xml", "customXml", f'<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"><b:Source><b:Title>{NAME}</b:Title></b:Source></b:Sources>')}),
    "custom-xml-schema": docx(parts={"customXml/itemProps1.xml": Part(f"{OFFICE}customXmlProperties+xml", "customXmlProps", f'<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="urn:{_KEY}"/></ds:schemaRefs></ds:datastoreItem>')}),
    "custom-xml-packed": docx(parts={"customXml/item1.xml": Part("application/xml", "customXml", f"<DataMashup>{_PACKED}</DataMashup>")}),
    "presence": _part(f"{_WORD}people+xml", "w15:people", '<w15:person w15:author="x"><w15:presenceInfo w15:userId="zebedee.quillfeather@x.example"/></w15:person>', link="people"),
    "comment-reaction": _part(f"{_WORD}commentsExtensible+xml", "w:x", f'<cr:reactions xmlns:cr="http://schemas.microsoft.com/office/comments/2020/reactions"><cr:user cr:userName="{NAME}"/></cr:reactions>', link="commentsExtensible"),
    "task": _part(f"{_MS}office.documenttasks+xml", "w:x", f'<t:Task xmlns:t="http://schemas.microsoft.com/office/tasks/2019/documenttasks"><t:SetTitle title="{NAME}"/></t:Task>', link="documenttasks"),
    "sensitivity-label": docx(parts={"docProps/LabelInfo.xml": Part(f"{_MS}office.classificationlabels+xml", "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels", f'<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label siteId="{NAME}"/></clbl:labelList>')}),
    "chart-pivot-source": _chart(f"<c:pivotSource><c:name>[a.xlsx]{NAME}!P1</c:name></c:pivotSource>"),
    "chart-levels": _chart(f'<c:multiLvlStrCache><c:lvl><c:pt idx="0"><c:v>{NAME}</c:v></c:pt></c:lvl></c:multiLvlStrCache>'),
    "chart-label-range": _chart(f'<c:ext><c15:datalabelsRange xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:dlblRangeCache><c:pt><c:v>{NAME}</c:v></c:pt></c15:dlblRangeCache></c15:datalabelsRange></c:ext>'),
    "chart-format": _chart(f'<c:numFmt formatCode="&quot;{NAME}&quot;0"/>'),
    "chart-header": _chart(f"<c:printSettings><c:headerFooter><c:oddHeader>{NAME}</c:oddHeader></c:headerFooter></c:printSettings>"),
    "chart-of-new-kind": docx(parts={"word/a.xml": Part(f"{_MS}office.chartex+xml", "chartEx", f'<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"><cx:pt idx="0">{NAME}</cx:pt></cx:chartSpace>')}),
    "chart-shapes": _part(f"{OFFICE}drawingml.chartshapes+xml", "c:userShapes", f"<a:p><a:r><a:t>{NAME}</a:t></a:r></a:p>", link="chartUserShapes"),
    "theme-name": docx(parts={"word/theme/theme1.xml": Part(f"{OFFICE}theme+xml", "theme", f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{NAME}"/>')}),
    "theme-font": docx(parts={"word/theme/theme1.xml": Part(f"{OFFICE}theme+xml", "theme", f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:font script="Latn" typeface="{NAME}"/></a:theme>')}),
    "embedded-font": docx(parts={"word/fonts/font1.odttf": Part(f"{OFFICE}obfuscatedFont", "font", b"\0\1" + NAME.encode("utf-16-be"))}),
    "titles-of-parts": docx(parts={"docProps/app.xml": Part(f"{OFFICE}extended-properties+xml", "extended-properties", f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><HyperlinkBase>https://x.example/{_KEY}</HyperlinkBase></Properties>')}),
    "zip-comment": docx()[:-2] + struct.pack("<H", len(NAME)) + NAME.encode(),
}  # fmt: skip


def _sheet_part(kind: str, link: str, inner: str, name: str = "xl/some1.xml") -> bytes:
    return xlsx(parts={name: Part(kind, link, f'<root xmlns="{X}" xmlns:r="{R}" {_X14}>{inner}</root>')})


def _extension(inner: str) -> bytes:
    return xlsx(sheet=f'<extLst><ext uri="{{0}}" {_X14}>{inner}</ext></extLst>')


def _vml(inner: str) -> bytes:
    data = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel" '
        f'xmlns:o="urn:schemas-microsoft-com:office:office">{inner}</xml>'
    )
    return xlsx(parts={"xl/drawings/vmlDrawing1.vml": Part(f"{OFFICE}vmlDrawing", "vmlDrawing", data)})


SHEETS: Final[dict[str, bytes]] = {
    "validation-extended": _extension(f'<x14:dataValidations><x14:dataValidation><x14:formula1><xm:f>"{NAME}"</xm:f></x14:formula1></x14:dataValidation></x14:dataValidations>'),
    "format-extended": _extension(f'<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule><xm:f>A1="{NAME}"</xm:f></x14:cfRule></x14:conditionalFormatting></x14:conditionalFormattings>'),
    "spark-line": _extension(f"<x14:sparklineGroups><x14:sparkline><xm:f>'{NAME}'!A1:A9</xm:f></x14:sparkline></x14:sparklineGroups>"),
    "slicer-caption": _sheet_part(f"{_MS}excel.slicer+xml", "slicer", f'<x14:slicer caption="{NAME}"/>'),
    "slicer-cache": _sheet_part(f"{_MS}excel.slicerCache+xml", "slicerCache", f'<x14:slicerCacheDefinition sourceName="{NAME}"/>'),
    "time-line": _sheet_part(f"{_MS}excel.timeline+xml", "timeline", f'<timeline caption="{NAME}"/>'),
    "column-formula": _sheet_part(f"{_SHEET}table+xml", "table", f'<tableColumn name="a"><calculatedColumnFormula>"{NAME}"</calculatedColumnFormula></tableColumn>'),
    "totals-label": _sheet_part(f"{_SHEET}table+xml", "table", f'<tableColumn name="a" totalsRowLabel="{NAME}"/>'),
    "table-alternative-text": _sheet_part(f"{_SHEET}table+xml", "table", f'<extLst><ext><x14:table altText="{NAME}" altTextSummary="x"/></ext></extLst>'),
    "query-field": _sheet_part(f"{_SHEET}queryTable+xml", "queryTable", f'<queryTableField name="{NAME}"/>'),
    "view-of-somebody": xlsx(sheet=f'<customSheetViews><customSheetView><headerFooter><oddHeader>{NAME}</oddHeader></headerFooter></customSheetView></customSheetViews>'),
    "book-view-of-somebody": xlsx(workbook=f'<customWorkbookViews><customWorkbookView name="{NAME}"/></customWorkbookViews>'),
    "protected-range": xlsx(sheet=f'<protectedRanges><protectedRange name="{_KEY}" sqref="A1"/></protectedRanges>'),
    "sort-list": xlsx(sheet=f'<sortState ref="A1"><sortCondition ref="A1" customList="{NAME},x"/></sortState>'),
    "filter-custom": xlsx(sheet=f'<autoFilter ref="A1"><filterColumn><customFilters><customFilter val="*{NAME}*"/></customFilters></filterColumn></autoFilter>'),
    "scenario-comment": xlsx(sheet=f'<scenarios><scenario name="a" comment="Created by {NAME}"/></scenarios>'),
    "scenario-value": xlsx(sheet=f'<scenarios><scenario name="a"><inputCells r="A1" val="{NAME}"/></scenario></scenarios>'),
    "link-shown": xlsx(sheet=f'<hyperlinks><hyperlink ref="A1" display="{NAME}"/></hyperlinks>'),
    "link-within": xlsx(sheet=f"<hyperlinks><hyperlink ref=\"A1\" location=\"'{NAME}'!A1\"/></hyperlinks>"),
    "sheet-code-name": xlsx(sheet=f'<sheetPr codeName="{_KEY}"/>'),
    "smart-tag": xlsx(sheet=f'<smartTags><cellSmartTags r="A1"><cellSmartTag><cellSmartTagPr key="k" val="{NAME}"/></cellSmartTag></cellSmartTags></smartTags>'),
    "published": xlsx(sheet=f'<webPublishItems><webPublishItem title="{NAME}" destinationFile="x"/></webPublishItems>'),
    "even-footer": xlsx(sheet=f'<headerFooter><evenFooter>&amp;R&amp;"Arial,Bold"{NAME}</evenFooter></headerFooter>'),
    "data-table": xlsx(f'<row r="1"><c r="A1"><f t="dataTable" ref="A1" r1="{_KEY}"/><v>1</v></c></row>'),
    "array-formula": xlsx(f'<row r="1"><c r="A1" t="str"><f t="array" ref="A1">{{"{NAME}"}}</f><v>x</v></c></row>'),
    "error-cell": xlsx(f'<row r="1"><c r="A1" t="e"><v>{NAME}</v></c></row>'),
    "cell-extension": xlsx(f'<row r="1"><c r="A1"><v>1</v><extLst><ext uri="{{0}}"><a>{NAME}</a></ext></extLst></c></row>'),
    "boolean-cell": xlsx(f'<row r="1"><c r="A1" t="b"><v>{NAME}</v></c></row>'),
    "attribute-name-in-row": xlsx(f'<row r="1" {_KEY}="1"><c r="A1"><v>1</v></c></row>'),
    "namespace-in-row": xlsx(f'<row r="1"><c r="A1" xmlns:{_KEY}="{X}"><v>1</v></c></row>'),
    "inline-string-attribute": xlsx(f'<row r="1"><c r="A1" t="inlineStr"><is><t note="{NAME}">x</t></is></c></row>'),
    "inline-string-author": xlsx(f'<row r="1"><c r="A1" t="inlineStr"><is><t author="{NAME}">x</t></is></c></row>'),
    "function-group": xlsx(workbook=f'<functionGroups><functionGroup name="{NAME}"/></functionGroups>'),
    "name-comment": xlsx(workbook=f'<definedNames><definedName name="a" comment="{NAME}">1</definedName></definedNames>'),
    "name-description": xlsx(workbook=f'<definedNames><definedName name="a" description="{NAME}">1</definedName></definedNames>'),
    "style-of-cells": _sheet_part(f"{_SHEET}styles+xml", "styles", f'<cellStyles><cellStyle name="{NAME}"/></cellStyles>'),
    "style-of-tables": _sheet_part(f"{_SHEET}styles+xml", "styles", f'<tableStyles><tableStyle name="{NAME}"/></tableStyles>'),
    "format-of-a-rule": _sheet_part(f"{_SHEET}styles+xml", "styles", f'<dxfs><dxf><numFmt formatCode="&quot;{NAME}&quot;"/></dxf></dxfs>'),
    "external-name": _sheet_part(f"{_SHEET}externalLink+xml", "externalLink", f'<externalBook><definedNames><definedName name="{_KEY}"/></definedNames></externalBook>'),
    "external-sheet": _sheet_part(f"{_SHEET}externalLink+xml", "externalLink", f'<externalBook><sheetNames><sheetName val="{NAME}"/></sheetNames></externalBook>'),
    "dde-topic": _sheet_part(f"{_SHEET}externalLink+xml", "externalLink", f'<ddeLink ddeService="x" ddeTopic="{NAME}"/>'),
    "pivot-formula": _sheet_part(f"{_SHEET}pivotCacheDefinition+xml", "pivotCacheDefinition", f'<calculatedItems><calculatedItem formula="\'{NAME}\'"/></calculatedItems>'),
    "pivot-refreshed-by": _sheet_part(f"{_SHEET}pivotCacheDefinition+xml", "pivotCacheDefinition", f'<x14:a refreshedBy="{NAME}"/>'),
    "pivot-header": _sheet_part(f"{_SHEET}pivotTable+xml", "pivotTable", f'<pivotTableDefinition rowHeaderCaption="{NAME}"/>'),
    "pivot-member": _sheet_part(f"{_SHEET}pivotTable+xml", "pivotTable", f'<pivotHierarchies><member name="[A].[{NAME}]"/></pivotHierarchies>'),
    "connection-command": _sheet_part(f"{_SHEET}connections+xml", "connections", f"<connection><dbPr command=\"select * from c where n='{NAME}'\"/></connection>"),
    "mapped-xml": _sheet_part("application/xml", "xmlMaps", f'<Map Name="{NAME}"/>', "xl/xmlMaps.xml"),
    "mapped-cell": _sheet_part(f"{_SHEET}tableSingleCells+xml", "tableSingleCells", f'<singleXmlCell><xmlCellPr><xmlPr xpath="/a/{_KEY}"/></xmlCellPr></singleXmlCell>'),
    "rich-value": _sheet_part(f"{_MS}excel.rdrichvalue+xml", "rdRichValue", f"<rv><v>{NAME}</v></rv>"),
    "rich-value-structure": _sheet_part(f"{_MS}excel.rdrichvaluestructure+xml", "rdRichValueStructure", f'<s><k n="{NAME}"/></s>'),
    "sheet-metadata": _sheet_part(f"{_SHEET}sheetMetadata+xml", "sheetMetadata", f'<mdxStrings/><metadataStrings><s v="{NAME}"/></metadataStrings>'),
    "old-comment-shape": _vml(f'<v:shape alt="x"><v:textbox><div>{NAME}</div></v:textbox></v:shape>'),
    "old-comment-macro": _vml(f"<v:shape><x:ClientData><x:FmlaMacro>[0]!{_KEY}</x:FmlaMacro></x:ClientData></v:shape>"),
    "shape-macro": xlsx(parts={"xl/drawings/drawing1.xml": Part(f"{OFFICE}drawing+xml", "drawing", xml("xdr:wsDr", f'<xdr:sp macro="[0]!{_KEY}" textlink="x"/>'))}),
    "thread-mention": xlsx(parts={"xl/tc.xml": Part(f"{_MS}excel.threadedcomments+xml", "threadedComment", xml("t:ThreadedComments", f'<t:threadedComment><t:mentions><t:mention mentionpersonId="{NAME}"/></t:mentions></t:threadedComment>'))}),
    "revision-log": _sheet_part(f"{_SHEET}revisionLog+xml", "revisionLog", f"<rcc><oc><is><t>{NAME}</t></is></oc></rcc>"),
    "volatile": _sheet_part(f"{_SHEET}volatileDependencies+xml", "volatileDependencies", f"<volType><main first=\"a\"><tp><stp>{NAME}</stp></tp></main></volType>"),
    "custom-property": _sheet_part(f"{_SHEET}customProperty", "customProperty", f"<a>{NAME}</a>"),
}  # fmt: skip


def _slide_part(kind: str, root: str, inner: str, link: str) -> bytes:
    return pptx(parts={"ppt/some1.xml": Part(kind, link, xml(root, inner, _P14))})


SLIDES: Final[dict[str, bytes]] = {
    "animated-command": pptx(shape("x") + f'<p:timing><p:tnLst><p:cmd cmd="{NAME}"/></p:tnLst></p:timing>'),
    "animated-value": pptx(shape("x") + f'<p:timing><p:set><p:to><p:strVal val="{NAME}"/></p:to></p:set></p:timing>'),
    "transition-sound": pptx(shape("x") + f'<p:transition><p:sndAc><p:stSnd><p:snd name="{NAME}.wav"/></p:stSnd></p:sndAc></p:transition>'),
    "guide-name": pptx(shape("x") + f'<p:extLst><p15:sldGuideLst xmlns:p15="http://schemas.microsoft.com/office/powerpoint/2012/main"><p15:guide name="{NAME}"/></p15:sldGuideLst></p:extLst>'),
    "link-tooltip": pptx(f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="a"><a:hlinkClick tooltip="{NAME}"/></p:cNvPr></p:nvSpPr></p:sp>'),
    "link-action": pptx(f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="a"><a:hlinkClick action="ppaction://program?{_KEY}"/></p:cNvPr></p:nvSpPr></p:sp>'),
    "link-that-is-none": pptx(f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="a"><a:hlinkClick invalidUrl="http://{_KEY}"/></p:cNvPr></p:nvSpPr></p:sp>'),
    "object-name": pptx(f'<p:graphicFrame><a:graphicData><p:oleObj name="{NAME}" progId="x"/></a:graphicData></p:graphicFrame>'),
    "hidden-slide": pptx(parts={"ppt/slides/slide2.xml": Part(f"{_SLIDE}slide+xml", "slide", xml("p:sld", f"<p:cSld><p:spTree>{shape(NAME)}</p:spTree></p:cSld>", 'show="0"'))}),
    "published-title": _slide_part(f"{_SLIDE}presProps+xml", "p:presentationPr", f'<p:htmlPubPr title="{NAME}"/>', "presProps"),
    "view-of-outline": _slide_part(f"{_SLIDE}viewProps+xml", "p:viewPr", f'<p:outlineViewPr><p:sldLst><p:sld note="{NAME}"/></p:sldLst></p:outlineViewPr>', "viewProps"),
    "table-style": _slide_part(f"{_SLIDE}tableStyles+xml", "a:tblStyleLst", f'<a:tblStyle styleName="{NAME}"/>', "tableStyles"),
    "comment-of-new-kind": _slide_part(f"{_MS}powerpoint.comments+xml", "p:cmLst", f"<p:cm><p:txBody><a:p><a:r><a:t>{NAME}</a:t></a:r></a:p></p:txBody></p:cm>", "comments"),
    "author-of-new-kind": _slide_part(f"{_MS}powerpoint.authors+xml", "p:authorLst", f'<p:author name="{NAME}" userId="x"/>', "authors"),
    "slide-in-a-library": _slide_part(f"{_SLIDE}slideUpdateInfo+xml", "p:sldSyncPr", f'<p:x serverSldId="{NAME}"/>', "slideUpdateInfo"),
    "changes": _slide_part(f"{_MS}powerpoint.changesinfo+xml", "p:chgInfo", f'<p:chg userName="{NAME}"/>', "changesInfos"),
    "diagram-layout": _slide_part(f"{OFFICE}drawingml.diagramLayout+xml", "dgm:layoutDef", f'<dgm:title val="{NAME}"/>', "diagramLayout"),
    "diagram-point-of-nobody": _slide_part(f"{OFFICE}drawingml.diagramData+xml", "dgm:dataModel", f'<dgm:pt><dgm:prSet phldrT="[{NAME}]"/></dgm:pt>', "diagramData"),
    "frame-description": pptx(f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="t" title="{NAME}"/></p:nvGraphicFramePr></p:graphicFrame>'),
    "header-of-handout": _slide_part(f"{_SLIDE}handoutMaster+xml", "p:handoutMaster", shape(NAME, "Header Placeholder 1"), "handoutMaster"),
}  # fmt: skip


def _p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def _styles(inner: str) -> bytes:
    return odf(ODT, parts={"styles.xml": xml("office:document-styles", f"<office:styles>{inner}</office:styles>")})


def _meta(inner: str) -> bytes:
    return odf(ODT, parts={"meta.xml": xml("office:document-meta", f"<office:meta>{inner}</office:meta>")})


ODF: Final[dict[str, bytes]] = {
    "rdf-content": odf(ODT, f'<text:p xhtml:content="{NAME}" xmlns:xhtml="http://www.w3.org/1999/xhtml">x</text:p>'),
    "meta-field": odf(ODT, _p(f"<text:meta-field>{NAME}</text:meta-field>")),
    "conditional-text": odf(ODT, _p(f'<text:conditional-text text:string-value-if-true="{NAME}"/>')),
    "drop-down-label": odf(ODT, _p(f'<text:drop-down><text:label text:value="{NAME}"/></text:drop-down>')),
    "index-mark": odf(ODT, _p(f'<text:alphabetical-index-mark text:string-value="{NAME}"/>')),
    "bibliography-mark": odf(ODT, _p(f'<text:bibliography-mark text:author="{NAME}"/>')),
    "database-field": odf(ODT, _p(f'<text:database-display text:column-name="{NAME}"/>')),
    "variable": odf(ODT, _p(f'<text:variable-set office:string-value="{NAME}"/>')),
    "sequence-name": odf(ODT, f'<text:sequence-decls><text:sequence-decl text:name="{_KEY}"/></text:sequence-decls>'),
    "dde-connection": odf(ODT, f'<text:dde-connection-decls><text:dde-connection-decl office:dde-item="{NAME}"/></text:dde-connection-decls>'),
    "section-source": odf(ODT, '<text:section><text:section-source xlink:href="file:///home/zebedee%20quillfeather/a.odt"/></text:section>'),
    "section-condition": odf(ODT, f'<text:section text:condition="name==&quot;{NAME}&quot;"/>'),
    "ruby": odf(ODT, _p(f"<text:ruby><text:ruby-base>x</text:ruby-base><text:ruby-text>{NAME}</text:ruby-text></text:ruby>")),
    "note-label": odf(ODT, _p(f'<text:note><text:note-citation text:label="{NAME}">1</text:note-citation></text:note>')),
    "annotation-initials": odf(ODT, _p(f"x<office:annotation><text:sender-initials>{NAME}</text:sender-initials></office:annotation>")),
    "list-prefix": _styles(f'<text:list-style><text:list-level-style-number style:num-prefix="{NAME}"/></text:list-style>'),
    "number-text": _styles(f"<number:number-style><number:text>{NAME}</number:text></number:number-style>"),
    "style-condition": _styles(f'<style:style><style:map style:condition="value()=&quot;{NAME}&quot;"/></style:style>'),
    "font-family": _styles(f'<style:font-face style:name="F" svg:font-family="{NAME}"/>'),
    "font-source": _styles('<style:font-face style:name="F"><svg:font-face-src><svg:font-face-uri xlink:href="Fonts/zebedee-quillfeather.ttf"/></svg:font-face-src></style:font-face>'),
    "layer": odf(ODP, f'<draw:layer-set><draw:layer draw:name="{NAME}"/></draw:layer-set>'),
    "image-map": odf(ODT, _p(f"<draw:frame><draw:image-map><draw:area-rectangle><svg:title>{NAME}</svg:title></draw:area-rectangle></draw:image-map></draw:frame>")),
    "plugin-parameter": odf(ODT, _p(f'<draw:frame><draw:param draw:name="a" draw:value="{NAME}"/></draw:frame>')),
    "animation-parameter": odf(ODP, f'<anim:command xmlns:anim="urn:oasis:names:tc:opendocument:xmlns:animation:1.0"><anim:param anim:value="{NAME}"/></anim:command>'),
    "show-name": odf(ODP, f'<presentation:settings><presentation:show presentation:name="{NAME}"/></presentation:settings>'),
    "date-and-time": odf(ODP, f"<presentation:date-time-decl>{NAME}</presentation:date-time-decl>"),
    "form-list": odf(ODT, f'<form:listbox><form:option form:label="{NAME}"/></form:listbox>'),
    "form-property": odf(ODT, f'<form:property form:property-name="a" office:string-value="{NAME}"/>'),
    "form-data": odf(ODT, f'<xforms:model xmlns:xforms="http://www.w3.org/2002/xforms"><xforms:instance><q xmlns="">{NAME}</q></xforms:instance></xforms:model>'),
    "named-expression": odf(ODS, before=f'<table:named-expressions><table:named-expression table:name="{_KEY}"/></table:named-expressions>'),
    "database-range": odf(ODS, before=f'<table:database-ranges><table:database-range table:name="{NAME}"/></table:database-ranges>'),
    "filter": odf(ODS, before=f'<table:filter><table:filter-condition table:value="{NAME}"/></table:filter>'),
    "scenario": odf(ODS, before=f'<table:scenario table:comment="{NAME}"/>'),
    "data-pilot-member": odf(ODS, before=f'<table:data-pilot-member table:name="{NAME}"/>'),
    "cell-source": odf(ODS, '<table:table-cell><table:cell-range-source xlink:href="zebedee%20quillfeather.ods"/></table:table-cell>'),
    "validation-message": odf(ODS, before=f"<table:content-validation><table:help-message>{_p(NAME)}</table:help-message></table:content-validation>"),
    "tracked-cell": odf(ODS, before=f'<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell office:string-value="{NAME}"/></table:previous></table:cell-content-change></table:tracked-changes>'),
    "table-title": odf(ODT, f'<table:table><table:title>{NAME}</table:title></table:table>'),
    "metadata-printed-by": _meta(f"<meta:printed-by>{NAME}</meta:printed-by>"),
    "metadata-template": _meta(f'<meta:template xlink:title="{NAME}" xlink:href="x"/>'),
    "metadata-keyword": _meta(f"<meta:keyword>{NAME}</meta:keyword>"),
    "element-name": odf(ODT, f"<text:{_KEY}/>"),
    "attribute-name": odf(ODT, f'<text:p text:{_KEY}="1"/>'),
    "namespace-prefix": odf(ODT, f'<text:p xmlns:{_KEY}="urn:oasis:names:tc:opendocument:xmlns:text:1.0"/>'),
    "manifest-element": odf(ODT, entries=f"<manifest:file-entry manifest:full-path='a' manifest:media-type=''>{NAME}</manifest:file-entry>"),
    "chart-title": odf(ODT, parts={"Object 1/content.xml": xml("office:document-content", f'<office:body><office:chart xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"><chart:title>{_p(NAME)}</chart:title></office:chart></office:body>')}),
    "program-settings": odf(ODT, parts={"Configurations2/menubar.xml": f"<a>{NAME}</a>"}),
    "layout-cache": odf(ODT, parts={"layout-cache": NAME.encode("utf-16-le")}),
    "macro-library": odf(ODT, parts={"Basic/Standard/Module1.xml": f"<a>{NAME}</a>"}),
}  # fmt: skip

# Held, whoever knows what is in them: what no one here can read is not passed.
HELD: Final[dict[str, bytes]] = {
    "content-type-parameter": docx(parts={"word/a.xml": Part(f"{_WORD}header+xml;note={_KEY}", "header", xml("w:hdr", ""))}),
    "control-of-windows": docx(parts={"word/activeX/activeX1.bin": Part(f"{_MS}office.activeX", "activeXControlBinary", NAME.encode("utf-16-le"))}),
    "model-of-three-dimensions": docx(parts={"word/media/model3d1.glb": Part("model/gltf.binary", "model3d", b"glTF" + NAME.encode())}),
    "captions-of-a-film": pptx(parts={"ppt/media/a.vtt": Part("text/vtt", "track", f"WEBVTT\n\n{NAME}\n")}),
    "data-model": xlsx(parts={"xl/model/item.data": Part(f"{OFFICE}model+data", "powerPivotData", NAME.encode("utf-16-le"))}),
    "old-object": docx(parts={"word/embeddings/oleObject1.bin": Part(f"{OFFICE}oleObject", "oleObject", b"\xd0\xcf\x11\xe0" + NAME.encode())}),
    "data-in-the-text": docx(f'<w:p><w:r><w:pict><w:binData w:name="a">{_CODED}</w:binData></w:pict></w:r></w:p>'),
    "strange-main-part": ooxml("word/document.xml", f"{_WORD}{_KEY}.main+xml", xml("w:document", ""), {}),
}  # fmt: skip
