"""Minimal office packages, written part by part, with a value in one place each."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final, NamedTuple

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
X: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE: Final = "application/vnd.openxmlformats-officedocument."
DOCX: Final = f"{OFFICE}wordprocessingml.document"
XLSX: Final = f"{OFFICE}spreadsheetml.sheet"
PPTX: Final = f"{OFFICE}presentationml.presentation"
DOCM: Final = "application/vnd.ms-word.document.macroenabled.12"
XLSM: Final = "application/vnd.ms-excel.sheet.macroenabled.12"
ODT: Final = "application/vnd.oasis.opendocument.text"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
ODP: Final = "application/vnd.oasis.opendocument.presentation"
ODG: Final = "application/vnd.oasis.opendocument.graphics"
SPACES: Final = (
    f'xmlns:w="{W}" xmlns:x="{X}" xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    ' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:t="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
)
ODF_SPACES: Final = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "meta", "config", "style", "presentation", "script", "form")
) + (
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)


class Part(NamedTuple):
    """One further part: its type, the last word of the relationship that reaches it ("": none), its bytes."""

    kind: str
    relation: str
    data: str | bytes
    rels: str = ""


def xml(tag: str, inner: str, attributes: str = "") -> str:
    """An XML part with every namespace that the rows below use."""
    spaces = ODF_SPACES if tag.startswith("office:") else SPACES
    return f'<?xml version="1.0" encoding="UTF-8"?><{tag} {spaces} {attributes}>{inner}</{tag}>'


def zipped(parts: Mapping[str, str | bytes], stored: frozenset[str] = frozenset({"mimetype"})) -> bytes:
    """A zip of these parts in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return out.getvalue()


def relation(number: int, kind: str, target: str, *, external: bool = False) -> str:
    """One relationship; kinds without a slash are those of office documents."""
    mode = ' TargetMode="External"' if external else ""
    space = kind if "/" in kind else f"{R}/{kind}"
    return f'<Relationship Id="rId{number}" Type="{space}" Target="{target}"{mode}/>'


def relations(inner: str) -> str:
    """A relationships part."""
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def ooxml(main: str, main_kind: str, main_data: str, parts: Mapping[str, Part], rels: str = "") -> bytes:
    """A package whose further parts hang on the main one, those of docProps on the package."""
    kinds = {main: main_kind} | {name: part.kind for name, part in parts.items()}
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    }
    tops = [relation(1, "officeDocument", main)]
    below = [rels]
    for number, (name, part) in enumerate(parts.items(), start=10):
        if part.relation and name.startswith("docProps"):
            tops.append(relation(number, part.relation, name))
        elif part.relation:
            below.append(relation(number, part.relation, f"/{name}"))
    files["_rels/.rels"] = relations("".join(tops))
    files[main] = main_data
    folder, _, leaf = main.rpartition("/")
    files[f"{folder}/_rels/{leaf}.rels"] = relations("".join(below))
    for name, part in parts.items():
        files[name] = part.data
        if part.rels:
            folder, _, leaf = name.rpartition("/")
            files[f"{folder}/_rels/{leaf}.rels"] = relations(part.rels)
    return zipped(files)


def docx(body: str = "", parts: Mapping[str, Part] | None = None, rels: str = "", *, macros: bool = False) -> bytes:
    """A Word document; *body* stands after one harmless paragraph."""
    kind = "application/vnd.ms-word.document.macroEnabled" if macros else f"{OFFICE}wordprocessingml.document"
    data = xml("w:document", f"<w:body>{paragraph('The meeting was moved.')}{body}</w:body>")
    return ooxml("word/document.xml", f"{kind}.main+xml", data, parts or {}, rels)


def paragraph(*runs: str) -> str:
    """A paragraph of plain runs."""
    return "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs) + "</w:p>"


def xlsx(
    rows: str = "",
    parts: Mapping[str, Part] | None = None,
    *,
    workbook: str = "",
    sheet: str = "",
    name: str = "Sheet1",
    rels: str = "",
    sheet_rels: str = "",
    macros: bool = False,
) -> bytes:
    """A workbook of one sheet."""
    kind = "application/vnd.ms-excel.sheet.macroEnabled" if macros else f"{OFFICE}spreadsheetml.sheet"
    data = (
        f'<workbook xmlns="{X}" xmlns:r="{R}"><sheets><sheet name="{name}" sheetId="1" r:id="rId10"/></sheets>'
        f"{workbook}</workbook>"
    )
    mine = Part(
        f"{OFFICE}spreadsheetml.worksheet+xml",
        "worksheet",
        f'<worksheet xmlns="{X}" xmlns:r="{R}"><sheetData>{rows}</sheetData>{sheet}</worksheet>',
        sheet_rels,
    )
    return ooxml(
        "xl/workbook.xml", f"{kind}.main+xml", data, {"xl/worksheets/sheet1.xml": mine} | dict(parts or {}), rels
    )


def strings(*items: str) -> Part:
    """Shared strings, each the inner XML of one."""
    inner = "".join(f"<si>{item}</si>" for item in items)
    return Part(f"{OFFICE}spreadsheetml.sharedStrings+xml", "sharedStrings", f'<sst xmlns="{X}">{inner}</sst>')


_SIZES: Final = '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
_GROUP: Final = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'


def pptx(
    shapes: str = "", parts: Mapping[str, Part] | None = None, *, presentation: str = "", slide_rels: str = ""
) -> bytes:
    """A presentation of one slide."""
    slide = Part(
        f"{OFFICE}presentationml.slide+xml",
        "slide",
        xml("p:sld", f"<p:cSld><p:spTree>{_GROUP}{shapes}</p:spTree></p:cSld>"),
        slide_rels,
    )
    main = xml(
        "p:presentation",
        f'<p:sldIdLst><p:sldId id="256" r:id="rId10"/></p:sldIdLst>{_SIZES}{presentation}',
    )
    kind = f"{OFFICE}presentationml.presentation.main+xml"
    return ooxml("ppt/presentation.xml", kind, main, {"ppt/slides/slide1.xml": slide} | dict(parts or {}))


def shape(text: str, name: str = "Title 1", description: str = "") -> str:
    """A shape with one paragraph."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="{name}" descr="{description}"/></p:nvSpPr>'
        f"<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def odf(
    media_type: str,
    body: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    *,
    before: str = "",
    entries: str = "",
) -> bytes:
    """An OpenDocument package; *body* stands after one harmless paragraph, *before* before the body."""
    kind = media_type.rpartition(".")[2]
    if kind == "text":
        inner = f"<text:p>The meeting was moved.</text:p>{body}"
    elif kind == "spreadsheet":
        inner = f'<table:table table:name="Sheet1"><table:table-row>{body}</table:table-row></table:table>'
    else:
        inner = f'<draw:page draw:name="page1">{body}</draw:page>'
    content = xml(
        "office:document-content", f"{before}<office:body><office:{kind}>{inner}</office:{kind}></office:body>"
    )
    files: dict[str, str | bytes] = {"mimetype": media_type, "content.xml": content, **(parts or {})}
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in files
        if name != "mimetype"
    )
    files["META-INF/manifest.xml"] = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>{listed}{entries}'
        "</manifest:manifest>"
    )
    return zipped(files)
