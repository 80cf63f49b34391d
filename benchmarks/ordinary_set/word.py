"""Word documents as a family support charity writes them, in WordprocessingML by hand."""

# ruff: noqa: E501 - markup reads better whole than broken

import io
from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from benchmarks.ordinary_set.story import DAYS, HEADS, Story
from tests.redaction.documents.builders import OFFICE, Part, ooxml, relation, xlsx, xml

_WORD: Final = f"{OFFICE}wordprocessingml."
_STYLES: Final = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/></w:rPr>'
    '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{36 - 4 * level}"/></w:rPr></w:style>'
        for level in (1, 2, 3)
    )
    + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    + "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + "</w:tblBorders></w:tblPr></w:style>"
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:u w:val="single"/></w:rPr>'
    "</w:style>"
)  # fmt: skip
_NUMBERING: Final = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_PAGE: Final = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId13"/><w:footerReference w:type="default" r:id="rId14"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="708" w:footer="708"/></w:sectPr>'
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(text: str, style: str = "", inner: str = "") -> str:
    """A paragraph, in a style."""
    said = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{said}{run(text) if text else ''}{inner}</w:p>"


def item(text: str) -> str:
    """One of a numbered list."""
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(text)}</w:p>'


def cell(text: str, properties: str = "") -> str:
    """A cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def row(*cells: str) -> str:
    """A row of cells, each made or a text."""
    return f"<w:tr>{''.join(one if one.startswith('<w:tc>') else cell(one) for one in cells)}</w:tr>"


def table(*rows: str, widths: tuple[int, ...]) -> str:
    """A table with lines; *widths* of its columns in twentieths of a point."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl><w:p/>'


def whole(
    body: str, header: str, parts: Mapping[str, Part] | None = None, rels: str = "", *, across: bool = False
) -> bytes:
    """A document with styles, numbering, settings, a header and a footer with the number of the page."""
    page = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    page += '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    settings = '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids>'
    some = {
        "word/styles.xml": Part(f"{_WORD}styles+xml", "styles", xml("w:styles", _STYLES)),
        "word/numbering.xml": Part(f"{_WORD}numbering+xml", "numbering", xml("w:numbering", _NUMBERING)),
        "word/settings.xml": Part(f"{_WORD}settings+xml", "settings", xml("w:settings", settings)),
        "word/header1.xml": Part(f"{_WORD}header+xml", "header", xml("w:hdr", p(header))),
        "word/footer1.xml": Part(f"{_WORD}footer+xml", "footer", xml("w:ftr", page)),
        **(parts or {}),
        "docProps/core.xml": Part(
            "application/vnd.openxmlformats-package.core-properties+xml",
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ana Silva</dc:creator></cp:coreProperties>',
        ),
    }
    ending = (
        _PAGE.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"') if across else _PAGE
    )
    main = xml("w:document", f"<w:body>{body}{ending}</w:body>")
    return ooxml("word/document.xml", f"{_WORD}document.main+xml", main, some, rels)


def letter(story: Story) -> bytes:
    """To a family, of a page."""
    body = p(story.value()) + p("12 Mill Road") + p("Dear colleague,")
    body += "".join(p(story.paragraph()) for _ in range(4)) + p("Yours sincerely,") + p("Family Support")
    return whole(body, "Family Support, a charity")


def minutes(story: Story) -> bytes:
    """Of a meeting: who was there, what was said, what is to be done."""
    there = table(row("Present", "For"), *(row(story.value(), "the family") for _ in range(4)), widths=(5000, 4000))
    body = p("Minutes of the meeting", "Heading1") + there
    for head in HEADS[:4]:
        body += p(head, "Heading2") + p(story.paragraph()) + item(story.about()) + item(story.plain())
    done = table(
        row("Action", "Who", "By"),
        *(row(story.plain(), story.value(), "Friday") for _ in range(5)),
        widths=(4500, 3000, 1500),
    )
    return whole(body + p("Actions", "Heading2") + done, "Minutes, confidential")


def chronology(story: Story) -> bytes:
    """A long table over several pages, its head repeated, cells merged down."""
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('Date')}{cell('Event')}{cell('Source')}</w:tr>"
    rows = []
    for number in range(40):
        merge = '<w:vMerge w:val="restart"/>' if number % 3 == 0 else "<w:vMerge/>"
        first = cell(f"{number % 28 + 1} March 2026" if number % 3 == 0 else "", merge)
        rows.append(row(first, story.about() if number % 4 == 0 else story.plain(), "Case notes"))
    return whole(p("Chronology", "Heading1") + table(head, *rows, widths=(1800, 5400, 1800)), "Chronology")


def plan(story: Story) -> bytes:
    """A support plan: cells merged across and down, lists in cells, shading."""
    wide = cell("Support plan for " + story.value(), '<w:gridSpan w:val="3"/><w:shd w:val="clear" w:fill="DDDDDD"/>')
    rows = [f"<w:tr>{wide}</w:tr>", row("Need", "What will be done", "Who and when")]
    for _ in range(8):
        first = cell(story.plain(), '<w:vMerge w:val="restart"/>')
        rows += [row(first, story.about(), story.value()), row(cell("", "<w:vMerge/>"), story.plain(), "each week")]
    inner = table(row("Signed", story.value()), row("Date", "1 June 2026"), widths=(2000, 7000))
    return whole(table(*rows, widths=(3000, 3000, 3000)) + p("Signatures", "Heading2") + inner, "Plan")


def attendance(story: Story) -> bytes:
    """A register with many narrow columns, on a page laid across."""
    head = row("Name", *(f"{day[:3]} {week}" for week in (1, 2) for day in DAYS))
    rows = [row(story.value(), *("/" if story.number(4) > 1 else "N" for _ in range(10))) for _ in range(12)]
    body = p("Register of attendance", "Heading1") + table(head, *rows, widths=(3500, *[1000] * 10))
    return whole(body, "Autumn term", across=True)


def report(story: Story) -> bytes:
    """Of several pages with notes at the foot, a list of contents, bookmarks, links and breaks."""
    notes = "".join(
        f'<w:footnote w:id="{number}">{p(story.about() if number % 2 else story.plain())}</w:footnote>'
        for number in range(1, 7)
    )
    body = p("Report to the board", "Heading1")
    body += '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Contents</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    for number, head in enumerate(HEADS, start=1):
        mark = f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number:09}"/><w:bookmarkEnd w:id="{number}"/>'
        body += p(head, "Heading2", mark)
        body += "".join(p(story.paragraph(6)) for _ in range(3))
        body += p(story.plain(), "", f'<w:r><w:footnoteReference w:id="{number}"/></w:r>')
    body += f'<w:p><w:hyperlink r:id="rId90"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>the policy</w:t></w:r></w:hyperlink></w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p>{p(story.paragraph())}'
    part = Part(f"{_WORD}footnotes+xml", "footnotes", xml("w:footnotes", notes))
    rels = relation(90, "hyperlink", "https://policy.example/sharing", external=True)
    return whole(body, "Report", {"word/footnotes.xml": part}, rels)


def reviewed(story: Story) -> bytes:
    """A draft with tracked changes and comments."""
    said = "".join(
        f'<w:comment w:id="{number}" w:author="Ana Silva" w:initials="AS" w:date="2026-03-02T10:00:00Z">{p(story.about())}</w:comment>'
        for number in range(3)
    )
    body = p("Draft", "Heading1")
    for number in range(3):
        add = f'<w:ins w:id="{100 + number}" w:author="Ana Silva" w:date="2026-03-02T10:00:00Z">{run(" " + story.about() + " ")}</w:ins>'
        lose = f'<w:del w:id="{200 + number}" w:author="Ana Silva" w:date="2026-03-02T10:00:00Z"><w:r><w:delText xml:space="preserve">{story.value()} </w:delText></w:r></w:del>'
        mark = f'<w:commentRangeStart w:id="{number}"/>{run(story.plain())}<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        body += p(story.paragraph(), "", add + lose + mark)
    return whole(
        body, "Draft", {"word/comments.xml": Part(f"{_WORD}comments+xml", "comments", xml("w:comments", said))}
    )


def form(story: Story) -> bytes:
    """A referral form with content controls: text, a list, a date, a box to tick."""

    def control(name: str, properties: str, shown: str) -> str:
        return f'<w:p>{run(name + ": ")}<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{name}"/>{properties}</w:sdtPr><w:sdtContent>{run(shown)}</w:sdtContent></w:sdt></w:p>'

    body = p("Referral form", "Heading1") + control("Name of child", "<w:text/>", story.value())
    choices = "".join(f'<w:listItem w:displayText="{day}" w:value="{day}"/>' for day in DAYS)
    body += control("Day", f"<w:dropDownList>{choices}</w:dropDownList>", "Monday")
    body += control("Date", '<w:date><w:dateFormat w:val="d MMMM yyyy"/></w:date>', "2 March 2026")
    body += "".join(control(f"Question {number}", "<w:text/>", story.about()) for number in range(6))
    return whole(
        body + table(row("Office use only", ""), row("Received", story.value()), widths=(3000, 6000)), "Form FS2"
    )


def pixels(*lines: str, kind: str = "PNG") -> bytes:
    """A picture of lines of large type."""
    image = Image.new("RGB", (900, 90 + 60 * len(lines)), "white")
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        pen.text((40, 40 + 60 * number), line, fill="black", font=ImageFont.load_default(34))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def drawn(number: int) -> str:
    """A paragraph with the picture of the relationship of this number."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="4500000" cy="900000"/><wp:docPr id="{number}" name="Picture {number}" descr="A notice"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="0" name="notice.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="4500000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def pictured(story: Story) -> bytes:
    """A letter with a logo and a picture of a notice."""
    body = p("Notice", "Heading1") + p(story.paragraph())
    body += drawn(15) + drawn(16)
    body += p(story.paragraph())
    return whole(body, "Notice", {
        "word/media/image1.png": Part("image/png", "image", pixels("Family Support", "Open every weekday")),
        "word/media/image2.jpeg": Part("image/jpeg", "image", pixels("Notice to visitors", "Call at the front desk", kind="JPEG")),
    })  # fmt: skip


def charted(story: Story) -> bytes:
    """Figures with a chart and the workbook behind it."""
    points = "".join(f'<c:pt idx="{at}"><c:v>{story.number(90)}</c:v></c:pt>' for at in range(5))
    days = "".join(f'<c:pt idx="{at}"><c:v>{day}</c:v></c:pt>' for at, day in enumerate(DAYS))
    chart = (
        "<c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>Visits in a week</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:layout/>"
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/>'
        f'<c:cat><c:strRef><c:f>Sheet1!$A$1:$A$5</c:f><c:strCache><c:ptCount val="5"/>{days}</c:strCache></c:strRef></c:cat>'
        f'<c:val><c:numRef><c:f>Sheet1!$B$1:$B$5</c:f><c:numCache><c:ptCount val="5"/>{points}</c:numCache></c:numRef></c:val></c:ser>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart><c:externalData r:id="rId1"/>'
    )
    body = p("Figures", "Heading1") + p(story.paragraph())
    body += '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="4500000" cy="2700000"/><wp:docPr id="1" name="Chart 1"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rId15"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    book = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
    part = Part(
        f"{OFFICE}drawingml.chart+xml",
        "chart",
        xml("c:chartSpace", chart),
        relation(1, "package", "/word/embeddings/book.xlsx"),
    )
    return whole(body + p(story.paragraph()), "Figures", {
        "word/charts/chart1.xml": part, "word/embeddings/book.xlsx": Part(f"{OFFICE}spreadsheetml.sheet", "", book),
    })  # fmt: skip


def boxed(story: Story) -> bytes:
    """A leaflet: a text box in both spellings, two columns."""
    said = f"<w:txbxContent>{p(story.about())}</w:txbxContent>"
    box = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor behindDoc="0" simplePos="0" relativeHeight="2" locked="0" layoutInCell="1" allowOverlap="1" distT="0" distB="0" distL="0" distR="0"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="4000000" cy="900000"/><wp:wrapTopAndBottom/><wp:docPr id="5" name="Text Box 5"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="4000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f'<wps:txbx>{said}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape type="#_x0000_t202" style="width:315pt;height:71pt"><v:textbox>{said}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>'
    )
    columns = (
        '<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/><w:cols w:num="2" w:space="708"/></w:sectPr></w:pPr></w:p>'
    )
    return whole(
        p("Leaflet", "Heading1")
        + box
        + "".join(p(story.paragraph(6)) for _ in range(3))
        + columns
        + p(story.plain()),
        "Leaflet",
    )


WORD: Final[Mapping[str, Callable[[Story], bytes]]] = {
    "letter": letter, "minutes": minutes, "chronology": chronology, "plan": plan, "attendance": attendance,
    "report": report, "reviewed": reviewed, "form": form, "pictured": pictured, "charted": charted, "boxed": boxed,
}  # fmt: skip
