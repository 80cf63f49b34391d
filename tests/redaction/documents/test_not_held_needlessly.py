"""What ordinary programs write and what ordinary texts say: redacted, and not held for nothing."""

import io
import re
import zipfile
from collections.abc import Sequence

import pytest
from PIL import Image

from redaction import Cut, Document, Plan, Unreadable, find_all, read, redact, still_there
from redaction.document import Unit
from redaction.formats.office.package import Budget, unpack
from redaction.formats.office.second_reader import texts_of, texts_of_picture
from redaction.formats.office.words import is_outline, is_own_part
from redaction.formats.xml_parts import parse, repaired
from redaction.hit import Detector, Evidence, Hit
from redaction.label import Labels
from redaction.limits import DEFAULT_LIMITS
from redaction.media_types import media_type
from redaction.plan import apply
from redaction.planning import plan_until_clean
from tests.redaction.documents.builders import ODP, OFFICE, Part, X, docx, odf, paragraph, strings, xlsx, xml, zipped
from tests.redaction.documents.outlook_builders import attachment, item, ole


def once(data: bytes, value: str) -> tuple[Document, bytes]:
    """What is written where a value is cut at its first place alone."""
    document = read(data, media_type(data))
    unit = next(one for one in document.units if value in one.text)
    at = unit.text.index(value)
    cut = Cut(unit=unit.id, start=at, end=at + len(value), replacement="[Person 1]")
    result = redact(data, document.media_type, Plan(cuts=(cut,)))
    return read(result.data, result.media_type), result.data


@pytest.mark.parametrize(
    ("data", "left"),
    [
        (b"Name   May Banks\n3 March   Visit   May and Rose seen.\n", False),
        (b"<p>Name: May Banks</p><p>3 March: May and Rose seen.</p>", False),
        (b"Name   May Banks\nForms may be handed in at banks.\n", True),  # no name, and it stays
    ],
)
def test_part_of_a_name_is_cut_in_texts_and_pages_too(data: bytes, left: bool) -> None:
    again, _ = once(data, "May Banks")
    assert ("may" in again.units[0].text.lower()) is left


@pytest.mark.parametrize("added", [b"\n", b"\0", b"\0\0\r\n"])
def test_a_line_end_after_a_package_is_nothing(added: bytes) -> None:
    again, written = once(docx(paragraph("Zebedee left.")) + added, "Zebedee")
    assert "Zebedee" not in again.units[0].text
    assert written[-22:].startswith(b"PK\5\6")  # nothing stands after the end


def test_a_large_part_may_be_all_alike() -> None:
    empty_screen = bytes(4 * 1024 * 1024)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("image1.bmp", empty_screen)
    package = unpack(out.getvalue(), DEFAULT_LIMITS, Budget.of(DEFAULT_LIMITS))
    assert package.parts == {"image1.bmp": empty_screen}


def test_drawings_of_old_form_are_read_with_what_programs_put_in_them() -> None:
    drawing = b"<xml><p>Zebedee<br>Quill</p><![if gte mso 9]><i/><![endif]></xml>"
    root = parse(repaired(drawing))
    assert [str(one.tag) for one in root.iter()] == ["xml", "p", "br", "i"]
    assert "".join(map(str, root.itertext())) == "ZebedeeQuill"


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(rb"{\rtf1\ansi Zebedee left.}}", id="a-brace-too-many"),
        pytest.param(
            rb"{\rtf1\ansi{\fonttbl{\f0\fcharset238{\*\fname Arial;}Arial CE;}}\f0 Zebedee left.}", id="a-font-again"
        ),
    ],
)
def test_rich_text(written: bytes) -> None:
    assert not any("Arial" in unit.text for unit in read(written, media_type(written)).units)
    again, _ = once(written, "Zebedee")
    assert "[Person 1] left." in again.units[0].text


@pytest.mark.parametrize(
    ("local", "value", "is_one"),
    [
        ("viewBox", "0 0 10000 12000", True),
        ("enhanced-path", "M 0 10800 L ?f0 0 C 10 -20 $1 ?f2 Z N", True),
        ("points", "943 476 5919", False),  # three numbers of a whole
        ("points", "0,0 07700 900123", False),  # coordinates begin with no nought
        ("points", "Mia Okafor", False),
        ("descr", "0 0 10000 12000", False),
        ("formula", "-cos(54*(pi/180))*5000+5000", True),
        ("formula", "min(width, height)*$0 /10000-?f11", True),
        ("formula", "of:=SUM([.A1])", False),
        ("formula", "min(07700, 900123)", False),
        ("formula", "Mia", False),
    ],
)
def test_coordinates(local: str, value: str, is_one: bool) -> None:
    assert is_outline(local, value) is is_one


def test_a_shape_is_nobodys_number() -> None:
    shape = (
        '<draw:custom-shape draw:id="id132"><draw:enhanced-geometry svg:viewBox="0 0 10000 10000"'
        ' draw:enhanced-path="M 0 10000 10000 1000 L 0 10800 44 0 44 88 Z N"/></draw:custom-shape>'
    )
    document = read(odf(ODP, shape), ODP)
    assert [len(hits) for hits in find_all([unit.text for unit in document.units])] == [0] * len(document.units)


def test_coordinates_are_no_columns() -> None:
    # As some programs write them, with bars between: a table of ages to who looks for one.
    shape = (
        '<draw:custom-shape draw:name="Age"><draw:enhanced-geometry draw:modifiers="3000|2000|4000|6000"'
        ' draw:enhanced-path="M|0|5000|L|$1|$0|$3|?f0|N"><draw:equation draw:formula="cos(54*(pi/180))*5000"/>'
        "</draw:enhanced-geometry></draw:custom-shape>"
    )
    document = read(odf(ODP, shape), ODP)
    assert [len(hits) for hits in find_all([unit.text for unit in document.units])] == [0] * len(document.units)


def test_a_part_of_a_name_goes_with_it() -> None:
    # It is what the search of the result looks for: left alone, it would hold the document.
    again, _ = once(docx(paragraph("Oona Prudence Halloway left. Later Prudence came.")), "Oona Prudence Halloway")
    assert "[Person 1] left. Later [Person 1] came." in again.units[0].text


def test_a_name_that_is_a_piece_of_a_word_goes_too() -> None:
    # Who searches the result tries the text piece by piece, and cannot tell that the word is another.
    again, _ = once(docx(paragraph("Hal left. Then Mr ", "Hal", "loway came.")), "Hal")
    assert "[Person 1] left. Then Mr [Person 1]loway came." in again.units[0].text


def test_neighbouring_cells_that_spell_a_number_go_too() -> None:
    # A heading is repeated before what stands below it, but stands nowhere between the two.
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{first}</t></is></c>'
        f'<c r="B{number}" t="inlineStr"><is><t>{second}</t></is></c></row>'
        for number, (first, second) in enumerate((("Case", "Age"), ("30180", "9"), ("301", "80")), 1)
    )
    again, _ = once(xlsx(rows), "30180")
    text = next(unit.text for unit in again.units if unit.place == "worksheet")
    assert "[Person 1]" in text
    assert "80" not in text


def test_the_place_of_a_shared_string_is_nobodys_number() -> None:
    cell = '<c r="{0}1" t="s"><v>{1}</v></c>'
    row = f'<row r="1">{cell.format("A", 2)}{cell.format("B", 10)}<c r="C1"><v>210</v></c></row>'
    listed = strings(*(f"<t>{word}</t>" for word in ("nought", "one", "two", *"abcdefg", "ten")))
    package = xlsx(row, {"xl/sharedStrings.xml": listed})
    shown, _ = texts_of(package)
    assert not any("10" in text.split() for text in shown)
    beyond, _ = texts_of(xlsx(row, {"xl/sharedStrings.xml": strings("<t>nought</t>")}))
    assert any("10" in text.split() for text in beyond)  # of no string: it may be anything


def test_a_colour_is_nobodys_number() -> None:
    colours = "".join(f'<a:srgbClr val="{one}"/>' for one in ("0000FF", "ffffff", "000000", "123456"))
    _, hidden = texts_of(zipped({"word/theme/theme1.xml": xml("a:theme", colours)}))
    said = {word for text in hidden for word in text.split()}
    assert "123456" in said  # that may be a case's
    assert said.isdisjoint({"0000FF", "ffffff", "000000"})


def test_a_picture_in_pdf_is_left_out_and_said() -> None:
    picture = Part("application/pdf", "image", b"%PDF-1.4 Zebedee")
    data = docx(paragraph("Zebedee left."), {"word/media/image1.pdf": picture})
    assert "unread-unknown-pictures" in read(data, media_type(data)).notes
    _, written = once(data, "Zebedee")
    assert b"%PDF" not in written


def test_how_a_gif_begins_is_nobodys_word() -> None:
    image = io.BytesIO()
    Image.new("P", (40, 40), 1).save(image, "GIF")
    shown, hidden = texts_of_picture(image.getvalue())
    assert not any("GIF" in text for text in (*shown, *hidden))


def test_properties_of_a_shape_are_nobodys() -> None:
    written = rb"{\rtf1\ansi{\shp{\*\shpinst{\sp{\sn fFitShapeToText}{\sv 1}}{\shptxt Zebedee left.}}}}"
    assert not any("fFit" in unit.text for unit in read(written, media_type(written)).units)


def test_a_number_in_a_shape_goes_where_it_is_known() -> None:
    shape = (
        '<draw:custom-shape><draw:enhanced-geometry draw:enhanced-path="M 999 123 4567 L 12"/></draw:custom-shape>'
    )
    data = odf(ODP, shape + "<draw:frame><text:p>999 123 4567</text:p></draw:frame>")
    _, written = once(data, "999 123 4567")
    assert b"4567" not in zipfile.ZipFile(io.BytesIO(written)).read("content.xml")


def test_a_word_that_begins_a_sentence_is_no_leftover_of_a_name() -> None:
    again, _ = once(docx(paragraph("So I asked Will.") + paragraph("Will you come?")), "Will")
    assert "So I asked [Person 1]." in again.units[0].text
    assert "Will you come?" in again.units[0].text


def test_three_figures_are_nobodys_without_the_word_beside_them() -> None:
    assert still_there(["Room 132."], ["132"]) == ()
    assert still_there(["Case 1324."], ["1324"]) == (0,)


@pytest.mark.parametrize("value", ["Ива", "B2x", "r-ux"])
def test_short_values_are_cut_everywhere(value: str) -> None:
    again, _ = once(docx(paragraph(f"{value} left.") + paragraph(f"Then {value} came.")), value)
    assert "Then [Person 1] came." in again.units[0].text


@pytest.mark.parametrize("value", ["openxmlformats", "Main"])
def test_words_of_content_types_hold_nothing(value: str) -> None:
    again, _ = once(docx(paragraph(f"So {value} left.")), value)
    assert value not in again.units[0].text


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("META-INF/manifest.xml", True),
        ("Pictures/10000000000000B400000050FF285AE0.png", True),
        ("xl/worksheets/sheet12.xml", True),
        ("word/zebedee.xml", False),
        ("Mia/content.xml", False),
    ],
)
def test_names_of_parts(name: str, own: bool) -> None:
    assert is_own_part(name) is own


def test_the_second_reader_looks_at_other_names_of_parts() -> None:
    data = odf(ODP, "<draw:frame><text:p>So Pictures left.</text:p></draw:frame>")
    again, _ = once(data, "Pictures")
    assert not any("Pictures" in unit.text for unit in again.units)


def test_a_page_s_classes_and_names_go_with_the_value_they_are_made_of() -> None:
    page = b"<p class='zebedee-box wide' id='zebedee'>So Zebedee left.</p><p class='wide'><a href='#zebedee'>Up</a>"
    result = redact(page, "text/html", Plan(cuts=(Cut(unit=0, start=3, end=10, replacement="[Person 1]"),)))
    assert b"zebedee" not in result.data.lower()
    assert b'<p class="wide">' in result.data


def test_the_ending_of_an_attached_file_is_nobodys_name() -> None:
    data = ole(item({0x1000: "So Zebedee left."}, files=[attachment(b"Nothing.", "zebedee.txt")]))
    document = read(data, media_type(data))
    assert not any(re.search(r"\.txt\b", unit.text, re.IGNORECASE) for unit in document.units)
    result = redact(
        data,
        document.media_type,
        Plan(
            cuts=tuple(
                Cut(unit=unit.id, start=found.start(), end=found.end(), replacement="[Person 1]")
                for unit in document.units
                for found in re.finditer("zebedee", unit.text, re.IGNORECASE)
            )
        ),
    )
    assert b'filename="[Person 1].txt"' in result.data


def test_a_found_place_is_brought_back_over_all_cuts_before_it() -> None:
    text = "".join(f"n{number:04}-" for number in range(300)) + "tell"
    document = Document(media_type="text/plain", units=(Unit(id=0, place="text", text=text),), notes=())

    def look(texts: Sequence[str]) -> list[list[Hit]]:
        # The last word is found only once a number has become a label.
        wanted = r"n\d{4}" if "[" not in texts[0] else "tell"
        return [
            [
                Hit(start=one.start(), end=one.end(), detector=Detector.PHONE, evidence=Evidence.PATTERN)
                for one in re.finditer(wanted, texts[0])
            ]
        ]

    plan, _ = plan_until_clean(document, look, Labels())

    assert apply(text, plan.cuts) == "[phone]-" * 300 + "[phone]"


_FRAME = '<draw:frame>{shown}<draw:image xlink:href="Pictures/TablePreview1.svm"/></draw:frame>'
_CELL = "<table:table-cell><text:p>Zebedee Quillfeather</text:p></table:table-cell>"
_TABLE = f"<table:table><table:table-row>{_CELL}</table:table-row></table:table>"


def test_the_drawing_beside_a_slide_s_table_goes() -> None:
    data = odf(ODP, _FRAME.format(shown=_TABLE), parts={"Pictures/TablePreview1.svm": b"VCLMTF\x01\x00 Quillfeather"})
    unit = next(unit for unit in read(data, ODP).units if "Quillfeather" in unit.text)
    at = unit.text.index("Zebedee")

    result = redact(data, ODP, Plan(cuts=(Cut(unit=unit.id, start=at, end=at + 20, replacement="[Person 1]"),)))

    assert "previews" in result.dropped
    with zipfile.ZipFile(io.BytesIO(result.data)) as archive:
        assert archive.namelist().count("Pictures/TablePreview1.svm") == 0
        assert b"[Person 1]</text:p>" in archive.read("content.xml")
        assert b"draw:image" not in archive.read("content.xml")


def test_such_a_drawing_with_nothing_beside_it_holds() -> None:
    data = odf(ODP, _FRAME.format(shown=""), parts={"Pictures/TablePreview1.svm": b"VCLMTF\x01\x00"})

    with pytest.raises(Unreadable):
        read(data, ODP)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("O'Neill", "Call o\u2019neill again.", id="an-apostrophe-within"),
        pytest.param("(Zebedee)", "Then zebedee left.", id="brackets-around"),
        pytest.param("AAA", '"A" "AAA"', id="a-whole-word-after-its-beginning"),
    ],
)
def test_what_is_cut_is_cut_wherever_it_stands(value: str, text: str) -> None:
    _, written = once(docx(paragraph(f"Seen: {value} .") + paragraph(text)), value)
    assert not still_there([unit.text for unit in read(written, media_type(written)).units], [value])


def test_a_cell_reference_is_nobody_called_so() -> None:
    data = xlsx('<row r="1"><c r="JO1" t="inlineStr"><is><t>Jo Quillfeather</t></is></c>'
                '<c r="JP1"><f>MAX(JO8:JO39)</f><v>1</v></c></row>')  # fmt: skip

    again, _ = once(data, "Jo Quillfeather")

    assert any("MAX(JO8:JO39)" in unit.text for unit in again.units)
    shown, _ = texts_of(xlsx('<row r="1"><c r="A1"><f>IF(A1="Jo8","JO9",JO10)</f></c></row>'))
    assert any('IF(="Jo8","JO9",)' in text for text in shown)


def test_the_name_of_a_typeface_is_no_name_that_was_cut() -> None:
    styles = f'<styleSheet xmlns="{X}"><fonts count="1"><font><name val="Arial"/></font></fonts></styleSheet>'
    data = xlsx(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Arial came.</t></is></c></row>',
        {"xl/styles.xml": Part(f"{OFFICE}spreadsheetml.styles+xml", "styles", styles)},
    )

    _, written = once(data, "Arial")

    assert b'val="Arial"' in unpack(written, DEFAULT_LIMITS, Budget.of(DEFAULT_LIMITS)).parts["xl/styles.xml"]
