"""Office documents: found by the real detectors, cut in place, and still what they were."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from redaction import Cut, Labels, Plan, Redacted, StillThere, find_all, plan_for, read, redact, verify
from redaction.media_types import media_type
from tests.redaction.builders import PEOPLE
from tests.redaction.documents.builders import (
    DOCM,
    DOCX,
    ODS,
    ODT,
    OFFICE,
    PPTX,
    XLSM,
    XLSX,
    Part,
    docx,
    odf,
    paragraph,
    pptx,
    relation,
    shape,
    strings,
    xlsx,
    xml,
)
from tests.redaction.documents.searcher import recovered

TODAY = date(2026, 3, 1)
VBA = Part("application/vnd.ms-office.vbaProject", "vbaProject", b"\xd0\xcf\x11\xe0 Mia")


def treated(data: bytes) -> Redacted:
    kind = media_type(data)
    document = read(data, kind)
    hits = find_all([unit.text for unit in document.units], PEOPLE)
    return redact(data, kind, plan_for(document, hits, Labels(PEOPLE.rows, today=TODAY)))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def workbook_of(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(data: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(docx(), DOCX, id="docx"),
        pytest.param(docx(macros=True), DOCM, id="docm"),
        pytest.param(xlsx(), XLSX, id="xlsx"),
        pytest.param(xlsx(macros=True), XLSM, id="xlsm"),
        pytest.param(pptx(), PPTX, id="pptx"),
        pytest.param(odf(ODT), ODT, id="odt"),
        pytest.param(odf(ODS), ODS, id="ods"),
        pytest.param(docx(paragraph("x"))[:-9], "application/zip", id="damaged"),
        pytest.param(b"PK\x05\x06" + b"\0" * 18, "application/zip", id="empty-zip"),
    ],
)
def test_the_type_is_told_by_content(data: bytes, kind: str) -> None:
    assert media_type(data) == kind


def test_formats_of_the_rest_are_kept() -> None:
    runs = (
        "<w:r><w:rPr><w:b/></w:rPr><w:t>Dear M</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>ia Okafor, hello</w:t></w:r>"
    )
    result = treated(docx(f"<w:p>{runs}</w:p>"))

    document = part(result.data, "word/document.xml")
    assert "<w:rPr><w:b/></w:rPr><w:t>Dear [Child A]</w:t>" in document
    assert "<w:rPr><w:i/></w:rPr><w:t>, hello</w:t>" in document
    assert result.media_type == DOCX
    assert "Mia Okafor" in result.removed


@pytest.mark.parametrize(
    "data",
    [docx(paragraph("Nobody.")), xlsx(), pptx(shape("Nobody.")), odf(ODT, "<text:p>Nobody.</text:p>"), odf(ODS)],
    ids=["docx", "xlsx", "pptx", "odt", "ods"],
)
def test_without_cuts_the_same_bytes(data: bytes) -> None:
    assert redact(data, media_type(data), Plan()).data == data


@pytest.mark.parametrize(
    "data",
    [
        docx(paragraph("Mia Okafor, NHS number 999 000 0018, of W6 0HP")),
        workbook_of([["Name", "NHS number"], ["Mia Okafor", 9990000018]]),
        pptx(shape("Mia Okafor called 07700 900123")),
        odf(ODT, "<text:p>Mia Okafor</text:p>"),
    ],
    ids=["docx", "xlsx", "pptx", "odt"],  # a workbook says when it was made: its bytes are no name for a test
)
def test_twice_is_once(data: bytes) -> None:
    once = treated(data)
    twice = treated(once.data)

    assert once.removed
    assert twice.data == once.data


def test_a_sheet_opens_again_with_numbers_and_dates_gone() -> None:
    rows: list[list[object]] = [
        ["Name", "NHS number", "Date of birth", "Phone", "Visits"],
        ["Mia Okafor", 9990000018, date(2014, 3, 3), 7700900123, 4],
        ["Mia Okafor", 9990000018.0, date(2014, 3, 3), 7700900123, 5],
    ]
    result = treated(workbook_of(rows))

    assert cells(result.data)[0] == rows[0]
    for row, visits in zip(cells(result.data)[1:], (4, 5), strict=True):
        assert row == ["[Child A]", "[NHS number]", "[aged 11]", "[phone]", visits]
    assert recovered(result.data, ("Okafor", "9990000018", "41701", "7700900123", "20140303")) == []


def test_a_date_goes_from_the_pivot_cache_too() -> None:
    cache = xml("x:root", '<x:sharedItems><x:d v="2014-03-03T00:00:00"/><x:n v="9990000018"/></x:sharedItems>')
    kind = f"{OFFICE}spreadsheetml.pivotCacheDefinition+xml"
    parts = {
        "xl/pivotCache/p1.xml": Part(kind, "pivotCacheDefinition", cache),
        "xl/sharedStrings.xml": strings("<t>Date of birth: 03/03/2014, NHS number: 999 000 0018</t>"),
    }
    result = treated(xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', parts))

    assert recovered(result.data, ("20140303", "9990000018")) == []
    assert '<x:s v="[NHS number]"/>' in part(result.data, "xl/pivotCache/p1.xml")


def test_a_sheet_named_after_a_person_keeps_a_lawful_name() -> None:
    result = treated(xlsx(name="Mia Okafor"))

    assert openpyxl.load_workbook(io.BytesIO(result.data)).sheetnames == ["Child A"]


def test_one_shared_string_in_many_cells_is_cut_once() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 6))
    result = treated(xlsx(rows, {"xl/sharedStrings.xml": strings("<t>for Mia Okafor only</t>")}))

    assert cells(result.data) == [["for [Child A] only"]] * 5


def test_an_odf_cell_loses_the_value_behind_its_text() -> None:
    cell = (
        '<table:table-cell office:value-type="float" office:value="9990000018">'
        "<text:p>NHS number: 9990000018</text:p></table:table-cell>"
    )
    result = treated(odf(ODS, cell))

    assert recovered(result.data, ("9990000018",)) == []
    assert 'office:value-type="string"' in part(result.data, "content.xml")


def test_what_is_found_once_goes_from_where_no_detector_looks() -> None:
    name = '<w:p><w:bookmarkStart w:id="0" w:name="Mia_Okafor"/>'
    name += "<w:r><w:instrText>REF Mia_Okafor \\h</w:instrText></w:r></w:p>"
    result = treated(docx(paragraph("Mia Okafor came.") + name))

    assert recovered(result.data, ("Okafor",)) == []
    assert 'w:name="Child_A"' in part(result.data, "word/document.xml")


def test_who_stays_stays() -> None:
    data = docx(paragraph("Grace Okafor and Mia Okafor came."))
    text = read(data, DOCX).units[0].text
    at = text.index("Grace Okafor")
    plan = Plan(cuts=(Cut(unit=0, start=at, end=at + 12, replacement="[Person 1]"),), kept=("Mia Okafor",))

    assert "[Person 1] and Mia Okafor came." in part(redact(data, DOCX, plan).data, "word/document.xml")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (docx(parts={"word/vbaProject.bin": VBA}, macros=True), DOCX),
        (xlsx(parts={"xl/vbaProject.bin": VBA}, macros=True), XLSX),
    ],
)
def test_macros_go_and_the_type_with_them(data: bytes, kind: str) -> None:
    document = read(data, media_type(data))
    result = redact(data, media_type(data), Plan())

    assert document.notes == ("unread-macros",)
    assert result.media_type == kind
    assert media_type(result.data) == kind
    assert "macros" in result.dropped
    assert b"vbaProject" not in result.data


def test_metadata_is_dropped_and_said() -> None:
    core = '<cp:coreProperties xmlns:cp="urn:c"><cp:creator>Someone Else</cp:creator></cp:coreProperties>'
    kind = "application/vnd.openxmlformats-package.core-properties+xml"
    where = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    inserted = '<w:p w:rsidR="00AB12CD"><w:ins w:author="Someone Else" w:id="1">'
    inserted += "<w:r><w:t>Mia Okafor</w:t></w:r></w:ins></w:p>"
    comments = xml("w:comments", f'<w:comment w:author="Someone Else" w:initials="SE">{paragraph("x")}</w:comment>')
    result = treated(
        docx(
            inserted,
            {
                "docProps/core.xml": Part(kind, where, core),
                "docProps/thumbnail.jpeg": Part(
                    "image/jpeg", where.replace("core-properties", "thumbnail"), b"\xff\xd8\xff"
                ),
                "word/comments.xml": Part(f"{OFFICE}wordprocessingml.comments+xml", "comments", comments),
            },
        )
    )

    assert recovered(result.data, ("Someone", "00AB12CD", "thumbnail", "docProps")) == []
    assert {"properties", "thumbnail", "authors", "revision ids"} <= set(result.dropped)


def test_links_to_pages_stay_and_paths_go() -> None:
    rels = relation(5, "hyperlink", "https://www.example.org/leaflet", external=True) + relation(
        6, "hyperlink", "file:///C:/Users/someone/a.docx", external=True
    )
    links = part(treated(docx(paragraph("Mia Okafor"), rels=rels)).data, "word/_rels/document.xml.rels")

    assert "https://www.example.org/leaflet" in links
    assert "someone" not in links


@pytest.mark.parametrize(
    "left",
    [
        docx(paragraph("Mi", "a Oka", "for")),
        docx('<w:p><w:bookmarkStart w:name="Mia_Okafor"/></w:p>'),
        docx(rels=relation(5, "hyperlink", "https://x.example/?q=Mia%20Okafor", external=True)),
        docx(parts={"word/a.docx": Part(DOCX, "package", docx(paragraph("Mia Okafor")))}),
        docx(parts={"word/a.bin": Part("x/y", "z", "Mia Okafor".encode("utf-16-le"))}),
        odf(ODT, "<text:p>Mia<text:span> Okafor</text:span></text:p>"),
        xlsx(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>Mia</t></is></c>'
            '<c r="B1" t="inlineStr"><is><t>Okafor</t></is></c></row>'
        ),
    ],
)
def test_the_second_reader_sees_what_is_left(left: bytes) -> None:
    with pytest.raises(StillThere):
        verify(left, media_type(left) if b"mimetype" in left else DOCX, ("Mia Okafor",))


def test_a_plan_for_other_bytes_is_refused() -> None:
    for cut in (Cut(unit=0, start=5, end=9_000, replacement=""), Cut(unit=99, start=0, end=1, replacement="")):
        with pytest.raises(ValueError, match="unit"):
            redact(docx(), DOCX, Plan(cuts=(cut,)))
