"""Values that formats and programs choose: passed over exactly, and nowhere where somebody could write them."""

import io
import re
import zipfile
from pathlib import Path

import pytest

import redaction
from redaction import Cut, Plan, find_all, read, redact
from redaction.formats.office import words as office_words
from redaction.formats.office.words import is_own, without_fonts
from redaction.media_types import media_type
from tests.redaction.documents.builders import ODS, OFFICE, Part, docx, odf, paragraph, xml
from tests.redaction.documents.legacy import legacy

LISTS = Path(redaction.__file__).parent / "detect" / "lists"
# a:endA, a:gray, a:green, a:lin, c:max, c:rich, chart:wall, dgm:param, m:lim, number:day, style:page, w:lang, w:ruby,
# x:field and w:val;
# the namespace of EMMA, in which InkML has what was written by hand.
ELEMENTS = {
    "day", "emma", "enda", "field", "gray", "green", "lang", "lim", "lin", "max", "page", "param", "rich", "ruby",
    "val", "wall",
}  # fmt: skip
# Names too, in capitals; without them documents would be damaged. Every theme of Office names the scripts Viet and
# Sinh, and the typefaces Mangal, Shruti and Vrinda, which are looked for in no typeface.
FORMATS_OWN = {"roman", "page", "long", "short", "viet", "sinh", "mangal", "shruti", "vrinda"}


@pytest.mark.parametrize(
    ("tag", "local", "value", "own"),
    [
        ("w:name", "val", "heading 1", True),
        ("w:lsdException", "name", "Grid Table 5 Dark Accent 3", True),
        ("x:cellStyle", "name", "Comma [0]", True),
        ("style:style", "name", "Text_20_body", True),
        ("x:pageSetup", "pageOrder", "downThenOver", True),
        ("x:c", "r", "AB1048576", True),
        ("x:mergeCell", "ref", "A1:C9", True),
        ("a:latin", "typeface", "Georgia", False),  # a name: it is looked at
        ("a:latin", "typeface", "Liberation Sans", True),
        ("w:rFonts", "ascii", "Liberation Serif;Times New Roman", True),
        ("w:rFonts", "ascii", "Liberation Serif;Zebedee Quillfeather", False),
        ("style:font-face", "name", "Tahoma1", True),
        ("w:lang", "eastAsia", "zh-CN", True),
        # The same words where somebody wrote them, and nearly the same words.
        ("wp:docPr", "descr", "heading 1", False),
        ("w:bookmarkStart", "name", "Liberation Sans", False),
        ("w:comment", "author", "Standard", False),
        ("w:name", "val", "heading Ana", False),
        ("w:name", "val", "Heading 1 Ana", False),
        ("x:c", "r", "A9990000018", False),
        ("x:c", "r", "Ana", False),
        ("a:latin", "typeface", "Zebedee Quillfeather", False),
        ("w:name", "val", "", False),
    ],
)
def test_what_is_nobodys(tag: str, local: str, value: str, own: bool) -> None:
    assert is_own(tag, local, value) is own


def peoples_names() -> set[str]:
    return {
        word
        for file in ("given.txt", "surnames.txt")
        for line in (LISTS / file).read_text("utf-8").splitlines()
        if not line.startswith("#")
        for word in line.lower().split()
    }


def test_no_word_of_the_lists_is_somebodys_name() -> None:
    listed = {word.lower() for word in office_words._WORDS | office_words._FONTS}

    assert listed & peoples_names() <= FORMATS_OWN


def test_the_names_of_the_formats_that_are_people_s_too_are_elements_and_namespaces_of_theirs() -> None:
    listed = {name.lower() for name in office_words._NAMES if len(name) > 2}

    assert listed & peoples_names() == ELEMENTS


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ('&C&"Times New Roman,Regular"&12&A', "&C&12&A"),
        ('&L&"Zebedee Quillfeather,Bold"Ana', '&L&"Zebedee Quillfeather,Bold"Ana'),
        ('&R"Arial,Regular"', '&R"Arial,Regular"'),
    ],
)
def test_the_typeface_of_a_header(header: str, shown: str) -> None:
    assert without_fonts(header) == shown


@pytest.mark.parametrize("kind", ["doc", "xls", "ppt"])
def test_nothing_is_found_in_what_a_program_wrote_by_itself(kind: str) -> None:
    data = legacy(kind)
    units = read(data, media_type(data)).units

    found = [
        unit.text[hit.start : hit.end]
        for unit, hits in zip(units, find_all([unit.text for unit in units]), strict=True)
        for hit in hits
    ]

    assert found
    assert all("Quillfeather" in one or one == "9990000018" for one in found)


def test_a_name_that_is_a_typeface_s_family_does_not_hold_every_document() -> None:
    fonts = '<w:font w:name="Cambria"><w:family w:val="roman"/></w:font>'
    table = Part(f"{OFFICE}wordprocessingml.fonttable+xml", "fontTable", xml("w:fonts", fonts))
    data = docx(paragraph("Roman was well."), {"word/fontTable.xml": table})
    kind = media_type(data)

    start = read(data, kind).units[0].text.index("Roman")

    result = redact(data, kind, Plan(cuts=(Cut(unit=0, start=start, end=start + 5, replacement="[Child A]"),)))

    assert "[Child A] was well." in read(result.data, kind).units[0].text
    assert b'w:val="roman"' in zipfile.ZipFile(io.BytesIO(result.data)).read("word/fontTable.xml")


RUBY = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt></w:ruby></w:r></w:p>"
WHITE = '<w:p><w:r><w:rPr><w:color w:val="FFFFFF" w:themeColor="light1"/></w:rPr><w:t>a white room</w:t></w:r></w:p>'
SHEET = (
    '<table:table table:name="a"><table:table-row><table:table-cell table:formula="of:=DAY([.A2])"><text:p>1</text:p>'
    "</table:table-cell><table:table-cell><text:p>Then Day left with Grace Day.</text:p></table:table-cell>"
    "</table:table-row></table:table>"
)


@pytest.mark.parametrize(
    ("surname", "document"),
    [
        ("White", docx(WHITE + paragraph("Grace White came. Then White left."))),
        ("Day", odf(ODS, SHEET)),
        ("Ruby", docx(paragraph("Then Ruby left.") + RUBY)),
    ],
)
def test_a_name_that_is_a_word_of_the_format_holds_nothing(surname: str, document: bytes) -> None:
    read_as = read(document, media_type(document))
    cuts = tuple(
        Cut(unit=unit.id, start=at, end=at + len(surname), replacement="[Person 1]")
        for unit in read_as.units
        for at in (match.start() for match in re.finditer(rf"\b{surname}\b", unit.text))
    )
    assert cuts

    result = redact(document, read_as.media_type, Plan(cuts=cuts))

    again = read(result.data, result.media_type)
    assert not any(surname in unit.text for unit in again.units)


def test_an_element_that_no_format_has_goes() -> None:
    document = docx(paragraph("Then Zebedee left.") + "<w:p><w:zebedee/></w:p>")
    found = read(document, media_type(document))
    at = found.units[0].text.index("Zebedee")
    cut = Cut(unit=0, start=at, end=at + 7, replacement="[Person 1]")

    result = redact(document, found.media_type, Plan(cuts=(cut,)))

    again = read(result.data, result.media_type)
    assert not any("zebedee" in unit.text.lower() for unit in again.units)
