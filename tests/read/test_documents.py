"""Office documents among the attachments: what is read, what is not, and the markings in them."""

import pytest

from gateway.model.marking import Classification, MarkingOrigin
from gateway.model.message import Place, Reading, UnreadReason
from gateway.policy.markings import Markings
from gateway.read.markings import markings
from gateway.read.mime import read
from tests.read.builders import LIMITS, multipart, part, whys
from tests.redaction.documents.builders import OFFICE, Part, docx, odf, paragraph, pptx, shape, strings, xlsx, xml
from tests.redaction.documents.pdf_builders import pdf, shown, stream, utf16

PROSE = "".join(shown(f"Line {number} of a plan.", at=(72, 700 - 30 * number)) for number in range(20))
GUID = "3de9faa6-9fe1-49b3-9a08-227a296b54a6"
PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)


def sent(document: bytes, said: str = "application/octet-stream", name: str = "report.docx") -> Reading:
    """A mail with this attached."""
    attached = part(document, f'Content-Type: {said}; name="{name}"', encoding="base64")
    return read(multipart("b", part("See attached."), attached, fields=["Subject: Report"]), LIMITS)


def header(text: str) -> dict[str, Part]:
    return {"word/header1.xml": Part(f"{OFFICE}wordprocessingml.header+xml", "header", xml("w:hdr", paragraph(text)))}


def custom(**values: str) -> dict[str, Part]:
    inner = "".join(
        f'<property pid="{number}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(values.items(), start=2)
    )
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    return {"docProps/custom.xml": Part(kind, "custom-properties", PROPERTIES.format(inner))}


def core(inner: str) -> dict[str, Part]:
    kind = "application/vnd.openxmlformats-package.core-properties+xml"
    return {"docProps/core.xml": Part(kind, "core-properties", CORE.format(inner))}


def information(entries: str) -> bytes:
    return pdf(trailer="/Info 10 0 R", objects={10: f"<< {entries} >>"})


def packet(inner: str) -> bytes:
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/">{inner}</x:xmpmeta>'
    metadata = stream(xmp.encode("utf-8"), "/Type /Metadata /Subtype /XML")
    return pdf(root="/Metadata 10 0 R", objects={10: metadata})


@pytest.mark.parametrize(
    ("document", "words"),
    [
        pytest.param(docx(paragraph("Mia ", "Okafor")), "Mia Okafor", id="word"),
        pytest.param(xlsx(parts={"xl/sharedStrings.xml": strings("Mia Okafor")}), "Mia Okafor", id="excel"),
        pytest.param(pptx(shape("Mia Okafor")), "Mia Okafor", id="powerpoint"),
        pytest.param(
            odf("application/vnd.oasis.opendocument.text", "<office:text><text:p>Mia Okafor</text:p></office:text>"),
            "Mia Okafor",
            id="opendocument",
        ),
        pytest.param(pdf(shown("Mia Okafor", at=(72, 600))), "Mia Okafor", id="pdf"),
    ],
)
@pytest.mark.parametrize("said", ["application/octet-stream", "application/pdf", "application/msword"])
def test_it_is_read_whatever_it_is_said_to_be(document: bytes, words: str, said: str) -> None:
    found = sent(document, said)

    assert not found.unread
    assert any(words in unit.text for unit in found.units if unit.place is Place.DOCUMENT and unit.part == "2")
    (attached,) = found.attachments
    assert any(kind in attached.found_type for kind in ("officedocument", "opendocument", "application/pdf"))
    assert attached.said_type == said


def test_a_damaged_picture_in_a_document_is_to_be_taken_out() -> None:
    picture = Part("image/png", "image", b"\x89PNG\r\n\x1a\n")
    document = sent(docx(parts={"word/media/one.png": picture}))

    assert (whys(document), document.rewritten, document.pieces_left_out) == (set(), ("2",), ("2",))


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(docx(macros=True), id="a kind for macros"),
        pytest.param(
            docx(parts={"word/vba.bin": Part("application/vnd.ms-office.vbaproject", "vbaProject", b"x")}),
            id="macros",
        ),
        pytest.param(docx()[:-30], id="cut off"),
        pytest.param(b"PK\x03\x04" + bytes(100), id="no package"),
        pytest.param(b"%PDF-1.7\n" + bytes(100), id="no PDF"),
        pytest.param(pdf(root="/AcroForm << /Fields [] /XFA 10 0 R >>", objects={10: stream("<x/>")}), id="XFA"),
    ],
)
def test_what_is_not_looked_into_is_not_known(document: bytes) -> None:
    assert whys(sent(document)) == {("2", UnreadReason.UNKNOWN_TYPE)}


def test_pieces_that_nobody_looks_into_are_to_be_taken_out() -> None:
    font = Part("application/x-fontdata", "font", b"font")
    document = docx(parts={"word/fonts/one.fntdata": font})
    signed = part("x", "Content-Type: application/pgp-signature")
    inside = part(document, "Content-Type: application/octet-stream", encoding="base64")

    assert sent(docx()).rewritten == ()
    assert (sent(document).rewritten, sent(document).pieces_left_out) == (("2",), ())  # nobody misses a typeface
    # Under a signature nothing can be taken out, so it counts as not read.
    assert ("1", UnreadReason.UNKNOWN_TYPE) in whys(read(multipart("b", inside, signed, kind="signed"), LIMITS))


def test_scripts_in_a_pdf_are_to_be_taken_out() -> None:
    assert sent(pdf()).rewritten == ()
    with_script = sent(pdf(root="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"))

    assert (with_script.rewritten, with_script.pieces_left_out) == (("2",), ("2",))


def test_a_form_in_a_document_says_nothing_to_us() -> None:
    form = docx(paragraph("Purpose: safeguarding"))
    (main, *_) = [unit for unit in sent(form).units if unit.place is Place.DOCUMENT]

    assert not [zone for zone in main.zones if zone.kind.value == "directive"]


@pytest.mark.parametrize(
    ("document", "level", "where"),
    [
        pytest.param(docx(parts=header("CONFIDENTIAL")), "confidential", "2:header", id="page header"),
        pytest.param(docx(paragraph("INTERNAL")), "internal", "2:first-lines", id="first lines"),
        pytest.param(
            docx(parts=custom(Classification="Confidential")), "confidential", "2:property", id="own property"
        ),
        pytest.param(
            docx(parts=custom(bjDocumentSecurityLabel="OFFICIAL-SENSITIVE")), "internal", "2:property", id="vendor"
        ),
        pytest.param(
            docx(parts=custom(**{f"MSIP_Label_{GUID}_Enabled": "true", f"MSIP_Label_{GUID}_Name": "Staff"})),
            "confidential",
            "2:property",
            id="label by its guid",
        ),
        pytest.param(docx(parts=core("<cp:keywords>INTERNAL</cp:keywords>")), "internal", "2:property", id="keyword"),
        pytest.param(
            docx(parts=core("<dc:title>CONFIDENTIAL: plan</dc:title>")), "confidential", "2:property", id="title"
        ),
        pytest.param(pptx(shape("CONFIDENTIAL")), "confidential", "2:first-lines", id="slide"),
        pytest.param(
            xlsx(
                sheet='<headerFooter><oddHeader>&amp;C&amp;"Arial,Bold"&amp;14CONFIDENTIAL</oddHeader></headerFooter>'
            ),
            "confidential",
            "2:first-lines",
            id="sheet header",
        ),
        pytest.param(
            pdf(PROSE + shown("CONFIDENTIAL", at=(250, 800))), "confidential", "2:first-lines", id="page head"
        ),
        pytest.param(
            pdf(PROSE + shown("CONFIDENTIAL", at=(250, 30))), "confidential", "2:last-lines", id="page foot"
        ),
        pytest.param(information("/Title (CONFIDENTIAL: plan)"), "confidential", "2:property", id="title of a PDF"),
        pytest.param(information("/Classification (Confidential)"), "confidential", "2:property", id="own in a PDF"),
        pytest.param(
            information(f"/bjDocumentSecurityLabel {utf16('OFFICIAL-SENSITIVE')}"),
            "internal",
            "2:property",
            id="vendor in a PDF",
        ),
        pytest.param(
            information(f"/MSIP_Label_{GUID}_Enabled (true) /MSIP_Label_{GUID}_Name (Staff)"),
            "confidential",
            "2:property",
            id="label by its guid in a PDF",
        ),
        pytest.param(
            packet(
                f"<pdfx:MSIP_Label_{GUID.replace('-', chr(0x2182) + '002D')}_Enabled>true</pdfx:MSIP_Label_"
                f"{GUID.replace('-', chr(0x2182) + '002D')}_Enabled>"
            ),
            "confidential",
            "2:property",
            id="label by its guid in metadata",
        ),
    ],
)
def test_markings(document: bytes, level: str, where: str) -> None:
    schemes = Markings(labels={GUID: "confidential"}).to_schemes()

    found = markings(sent(document), schemes)

    assert {(one.level, one.origin) for one in found} == {(Classification.of(level), MarkingOrigin.ATTACHED)}
    assert where in {one.where for one in found}


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(docx(paragraph("This is an internal meeting.")), id="prose"),
        pytest.param(docx(parts=core("<dc:title>Confidential waste collection</dc:title>")), id="title of a leaflet"),
        pytest.param(docx(parts=custom(Company="Family Support")), id="another property"),
        pytest.param(
            docx(parts=custom(**{f"MSIP_Label_{GUID}_Enabled": "false", f"MSIP_Label_{GUID}_Name": "Staff"})),
            id="label that was taken off",
        ),
        pytest.param(pdf(shown("This is an internal meeting.", at=(72, 600))), id="prose in a PDF"),
        pytest.param(
            information("/Title (Confidential waste collection) /Author (Internal)"), id="title of a leaflet, PDF"
        ),
    ],
)
def test_near_misses(document: bytes) -> None:
    assert markings(sent(document), Markings(labels={GUID: "confidential"}).to_schemes()) == ()
