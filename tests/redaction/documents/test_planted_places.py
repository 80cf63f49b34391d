"""Places in which values planted by chance into real files were left: read there, and gone after they were cut."""

import io
import zipfile

import pytest
from lxml import etree

from redaction import Redacted, StillThere, read
from redaction.decodings import decoded
from redaction.formats.html.plain_values import is_plain
from redaction.formats.pdf.font_names import without_rest
from redaction.formats.pdf.plain_content import plain
from redaction.formats.pdf.strings import tag_words
from redaction.formats.xml_parts import without_foreign
from redaction.media_types import media_type
from tests.redaction.documents import test_pdf_places
from tests.redaction.documents.beyond_text import STAYS
from tests.redaction.documents.builders import ODT, docx, odf, paragraph, zipped
from tests.redaction.documents.pdf_builders import PLAIN, pdf, shown, stream
from tests.redaction.documents.pdf_searcher import recovered as in_pdf
from tests.redaction.documents.test_beyond import treated
from tests.redaction.documents.test_coded_places import HEX, NAME, page
from tests.redaction.documents.test_hiding_places import NEEDLES, cut_everything
from tests.redaction.documents.test_hostile import parts_of
from tests.redaction.documents.wide_searcher import recovered

TARGET = "<?Zebedee_Quillfeather x?>"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{}<text>a</text></svg>"
BEHIND_ZEROS = "0" * 24 + HEX + "0" * 24


def rich(inner: str) -> bytes:
    return f"{{\\rtf1\\ansi {STAYS} {inner}\\par}}".encode()


def in_part(name: str, new: str) -> bytes:
    """A Word document whose part ends with something more."""
    parts = parts_of(docx(paragraph(STAYS)))
    old = parts[name]
    assert isinstance(old, bytes)
    return zipped(parts | {name: old.decode() + new})


PLACES = {
    "docx-target": docx(f"<w:p>{TARGET}</w:p>"),
    "docx-target-outside": in_part("word/document.xml", TARGET),
    "docx-target-in-links": in_part("word/_rels/document.xml.rels", TARGET),
    "docx-target-in-types": in_part("[Content_Types].xml", TARGET),
    "xml-target": f"<a>{TARGET}<b>c</b></a>".encode(),
    "svg-target": SVG.format(TARGET).encode(),
    "odt-manifest": odf(
        ODT,
        entries=f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/{NAME}"/>',
    ),
    "odt-manifest-version": odf(
        ODT,
        entries='<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"'
        f' manifest:version="{NAME}"/>',
    ),
    "html-charset": page(head=f"<meta charset='utf-8 {NAME}'>"),
    "html-target": page(body=f"<a href='https://a.example/' target='{NAME}'>b</a>"),
    "html-language": page(body=f"<p lang='{NAME}'>b</p>"),
    "html-width": page(body=f"<table width='{NAME}'><tr><td>b</td></tr></table>"),
    "rtf-word": rich("\\ZebedeeQuillfeather1 "),
    "rtf-word-in-small-letters": rich("\\zebedeequillfeather1 "),
    "rtf-among-bytes": rich(f"{{\\*\\unknownthing {BEHIND_ZEROS}}}"),
    "rtf-among-bytes-of-two": rich(f"{{\\*\\unknownthing {'00' * 9}{NAME.encode('utf-16-le').hex()}{'ff' * 9}}}"),
    "text-among-bytes": f"{STAYS} {BEHIND_ZEROS}".encode(),
}


# What is declared for nobody, and what stands in no vocabulary of the format, is not written again.
CALLED = {
    "attribute": 'Zebedee_Quillfeather="1"',
    "foreign-attribute": 'xmlns:q="urn:Zebedee-Quillfeather" q:a="1"',
    "namespace": 'xmlns:q="urn:Zebedee-Quillfeather"',
    "prefix": 'xmlns:Zebedee_Quillfeather="urn:q"',
}
PLACES |= {f"docx-{place}": docx(f"<w:p {tag}/>") for place, tag in CALLED.items()}
PLACES |= {f"odt-{place}": odf(ODT, f"<text:p {tag}/>") for place, tag in CALLED.items()}
PLACES |= {"docx-element": docx('<w:p><q:ZebedeeQuillfeather xmlns:q="urn:q"/></w:p>')}


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_left(place: str) -> None:
    result = cut_everything(PLACES[place])

    assert recovered(result.data, NEEDLES) == []
    assert not any(NAME in unit.text for unit in read(result.data, result.media_type).units)


def test_an_element_with_text_is_not_taken_out_for_its_name() -> None:
    with pytest.raises(StillThere):
        cut_everything(docx('<w:p><q:ZebedeeQuillfeather xmlns:q="urn:q">a</q:ZebedeeQuillfeather></w:p>'))


def test_prefixes_that_an_attribute_lists_stay_declared() -> None:
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    maker = "http://schemas.microsoft.com/office/word/2010/wordml"
    listed = f'xmlns:mc="{space}" xmlns:w14="{maker}" xmlns:maker="urn:x" mc:Ignorable="w14 maker"'

    new = cut_everything(docx(f'<w:p {listed} Zebedee_Quillfeather="1"/>')).data

    with zipfile.ZipFile(io.BytesIO(new)) as package:
        document = package.read("word/document.xml")
    assert b"xmlns:w14=" in document
    assert b'Ignorable="w14 maker"' in document
    assert b"xmlns:maker=" in document


# With a name that nothing parts from the letters beside it; what is hidden is a text of its own.
BESIDE = {
    "rtf": rich(f"Word{{\\v {NAME}}}word"),
    "rtf-phone": rich("Word{\\v 07700 900417}word"),
    "docx": docx(
        f"<w:p><w:r><w:t>Word</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>{NAME}</w:t></w:r>"
        "<w:r><w:t>word</w:t></w:r></w:p>"
    ),
}


@pytest.mark.parametrize("place", BESIDE)
def test_what_is_hidden_right_beside_other_letters(place: str) -> None:
    result = treated(BESIDE[place])

    assert recovered(result.data, (*NEEDLES, "07700 900417")) == []


WIDE = NAME.encode("utf-16-be").decode("latin-1")
IN_PDF = {
    "words-for-operators": pdf(f"{NAME}\n"),
    "words-of-two-bytes": pdf(WIDE),
    "state-that-is-not-there": pdf("/ZebedeeQuillfeather gs\n"),
    "drawing-that-is-not-there": pdf("/ZebedeeQuillfeather Do\n"),
    "font-that-is-not-there": pdf("BT /Zebedee_Quillfeather 9 Tf ET\n"),
    "space-that-is-not-there": pdf("/ZebedeeQuillfeather cs\n"),
    "among-dashes": pdf(f"[({NAME})] 0 d\n"),
    "in-a-drawing": pdf(
        "/X1 Do\n",
        resources="/XObject << /X1 6 0 R >>",
        objects={6: stream(f"{NAME} /ZebedeeQuillfeather gs", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")},
    ),
    "state-that-nothing-uses": pdf(root="/Names << /ZebedeeQuillfeather 7 >>"),
}


@pytest.mark.parametrize("place", IN_PDF)
def test_nothing_is_left_in_a_pdf(place: str) -> None:
    assert in_pdf(IN_PDF[place], NEEDLES) == list(NEEDLES)

    result: Redacted = test_pdf_places.cut_everything(IN_PDF[place])

    assert in_pdf(result.data, (*NEEDLES, PLAIN)) == [PLAIN]


def test_what_stands_behind_the_tables_of_a_font_goes() -> None:
    table = b"OS/2" + bytes(4) + (28).to_bytes(4, "big") + (8).to_bytes(4, "big")
    program = b"\0\1\0\0\0\1" + bytes(6) + table + b"12345678"

    assert without_rest(program) == without_rest(program + b"\0\0\0")[: len(program)] == program
    assert without_rest(program + NAME.encode()) == program
    assert without_rest(b"%!PS-AdobeFont") == b"%!PS-AdobeFont"


def test_letters_of_two_bytes_in_a_map_of_letters_are_read() -> None:
    fonts = {5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"}
    document = read(
        pdf(objects=fonts | {6: stream(f"1 begincodespacerange <00> <FF> endcodespacerange end{WIDE}")}),
        "application/pdf",
    )

    assert any(NAME in unit.text for unit in document.units)


@pytest.mark.parametrize("content", ["07700 900417 q Q\n", "07700 900417 1 w\n", "BT 07700 900417 0 0 Td ET\n"])
def test_numbers_that_no_operator_takes(content: str) -> None:
    phone = "07700 900417"
    assert in_pdf(pdf(content), (phone,)) == [phone]

    assert in_pdf(treated(pdf(content)).data, (phone, PLAIN)) == [PLAIN]


@pytest.mark.parametrize(
    "content",
    [
        shown(),
        "q 1 0 0 1 0 0 cm 0.5 w 0 0 m 9 9 l S Q\n",
        "/GS0 gs 0 0 0 rg 0 0 9 9 re f* 1 2 3 4 5 6 c h n\n",
        "/Cs8 cs 0.1 0.2 scn /DeviceRGB CS 1 0 0 SCN /Fm10 Do /Sh1 sh\n",
        "BT /F1 12 Tf 1 0 0 1 72 720 Tm [(The) -20 (cat)] TJ 0 -14 Td T* ET 0 g 1 1 1 RG 0 0 0 1 k\n",
        "/ReversedChars BMC BT (tac) Tj ET EMC /DocumentFragment <</MCID 0>> BDC EMC\n",
    ],
)
def test_an_ordinary_page_is_plain(content: str) -> None:
    assert plain(content.encode()) is not None


@pytest.mark.parametrize("content", ["/ZebedeeQuillfeather gs", "/Span /ZebedeeQuillfeather BDC EMC"])
def test_a_page_that_names_somebody_is_not(content: str) -> None:
    assert plain(content.encode()) is None


def test_of_declarations_those_that_nothing_needs_go() -> None:
    root = etree.fromstring(
        "<r xmlns='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:Quillfeather='urn:q' xmlns:x9='urn:q'"
        " ignorable='x9'><a xmlns:Zebedee='urn:z'/></r>"
    )
    without_foreign(root)
    assert root.nsmap.keys() == {None, "x9"}
    assert root[0].nsmap == root.nsmap


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("/ZebedeeQuillfeather", "Zebedee Quillfeather"),
        ("/Zebedee_Quillfeather", "Zebedee Quillfeather"),
        ("/9997127048", "9997127048"),
        ("/StructTreeRoot", ""),
        ("/FlateDecode", ""),
        ("/TimesNewRoman", ""),
        ("/GS0", ""),
        ("/Fm12345", ""),
    ],
)
def test_whose_name_it_is(name: str, words: str) -> None:
    assert tag_words(name) == words


@pytest.mark.parametrize(
    "value", ["_blank", "100%", "#ffcc00", "en-GB", "utf-8", "text/css", "DarkOliveGreen", "1.5em"]
)
def test_what_html_says_is_plain(value: str) -> None:
    assert is_plain(value)


@pytest.mark.parametrize("value", ["Zebedee", "utf-8 07700 900417", "999 712 7048", "p-quillfeather", "Mia"])
def test_what_somebody_says_is_not(value: str) -> None:
    assert not is_plain(value)


def test_bytes_by_chance_are_no_text() -> None:
    assert decoded("d41d8cd98f00b204e9800998ecf8427e 00ffeeddccbbaa99887766554433221100") is None


def test_how_a_part_is_coded_is_nobodys_name() -> None:
    lines = (
        "From: a@mail.example", "MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"', "", "--b",
        "Content-Type: application/octet-stream; name=a.txt", "Content-Transfer-Encoding: base64",
        "Content-Disposition: inline; filename=a.txt", "", "YQ==", "--b--", "",
    )  # fmt: skip
    data = "\r\n".join(lines).encode()

    texts = "\n".join(unit.text for unit in read(data, media_type(data)).units)

    assert "base64" not in texts
    assert "inline" not in texts
    assert "filename" in texts
