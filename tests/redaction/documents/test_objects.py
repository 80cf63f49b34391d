"""Objects of other programs in documents: their picture stays and is cut, the rest goes; pictures nobody can tell."""

import io
import zipfile

import pytest
from lxml import etree
from PIL import Image

from redaction import Cut, Plan, Redacted, Unreadable, read, redact
from redaction.media_types import media_type
from redaction.ocr import read_picture
from tests.redaction.documents.builders import ODT, OFFICE, Part, docx, odf, ooxml, relation, xlsx, xml
from tests.redaction.documents.picture_searcher import holds
from tests.redaction.ocr.pages import page
from tests.redaction.ocr.test_reading import scribble

SECRET = "Quillfeather"
OBJECT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + SECRET.encode("utf-16-le")


def seen() -> bytes:
    out = io.BytesIO()
    page((f"Visit of Zebedee {SECRET}", "on Monday at nine"), size=(700, 160), letters=28).save(out, "PNG")
    return out.getvalue()


def in_word(shape: str) -> bytes:
    body = (
        f'<w:p><w:r><w:object w:dxaOrig="1" w:dyaOrig="1">{shape}<o:OLEObject ProgID="a" r:id="rId10"/></w:object>'
        "</w:r></w:p>"
    )
    return docx(
        body,
        {
            "word/embeddings/oleObject1.bin": Part(f"{OFFICE}oleObject", "oleObject", OBJECT),
            "word/media/image1.png": Part("image/png", "image", seen()),
        },
    )


SHAPE = '<v:shape id="s1" o:ole=""><v:imagedata r:id="rId11"/></v:shape>'


def in_a_slide(frame: str) -> bytes:
    slide = Part(
        f"{OFFICE}presentationml.slide+xml",
        "slide",
        xml("p:sld", f"<p:cSld><p:spTree>{frame}</p:spTree></p:cSld>"),
        relation(1, "oleObject", "/ppt/embeddings/o.bin")
        + relation(2, "vmlDrawing", "/ppt/drawings/v.vml")
        + relation(3, "image", "/ppt/media/i.png"),
    )
    drawing = Part(
        f"{OFFICE}vmlDrawing",
        "",
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<v:shape id="_x0000_s9"><v:imagedata o:relid="rId1"/></v:shape></xml>',
        relation(1, "image", "/ppt/media/i.png"),
    )
    return ooxml(
        "ppt/presentation.xml",
        f"{OFFICE}presentationml.presentation.main+xml",
        xml("p:presentation", '<p:sldIdLst><p:sldId id="256" r:id="rId10"/></p:sldIdLst>'),
        {
            "ppt/slides/slide1.xml": slide,
            "ppt/drawings/v.vml": drawing,
            "ppt/media/i.png": Part("image/png", "", seen()),
            "ppt/embeddings/o.bin": Part(f"{OFFICE}oleObject", "", OBJECT),
        },
    )


FRAME = (
    '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="7" name="Object"/></p:nvGraphicFramePr>'
    '<p:xfrm><a:off x="1" y="2"/><a:ext cx="3" cy="4"/></p:xfrm><a:graphic><a:graphicData>{}</a:graphicData>'
    "</a:graphic></p:graphicFrame>"
)
OLD_FRAME = FRAME.format('<p:oleObj spid="_x0000_s9" r:id="rId1"><p:embed/></p:oleObj>')
NEW_FRAME = FRAME.format(
    '<mc:AlternateContent><mc:Choice Requires="v"><p:oleObj spid="_x0000_s8" r:id="rId1"/></mc:Choice>'
    '<mc:Fallback><p:oleObj r:id="rId1"><p:embed/><p:pic><p:nvPicPr><p:cNvPr id="0" name=""/></p:nvPicPr><p:blipFill>'
    '<a:blip r:embed="rId3"/></p:blipFill></p:pic></p:oleObj></mc:Fallback></mc:AlternateContent>'
)
SHEET = xlsx(
    '<row r="1"><c r="A1"><v>1</v></c></row>',
    {
        "xl/embeddings/o.bin": Part(f"{OFFICE}oleObject", "", OBJECT),
        "xl/drawings/v.vml": Part(
            f"{OFFICE}vmlDrawing",
            "",
            '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
            '<v:shape id="_x0000_s9"><v:imagedata o:relid="rId1"/></v:shape></xml>',
            relation(1, "image", "/xl/media/i.png"),
        ),
        "xl/media/i.png": Part("image/png", "", seen()),
    },
    sheet='<legacyDrawing r:id="rId2"/><oleObjects><oleObject shapeId="9" r:id="rId1"/></oleObjects>',
    sheet_rels=relation(1, "oleObject", "/xl/embeddings/o.bin") + relation(2, "vmlDrawing", "/xl/drawings/v.vml"),
)


def treated(data: bytes) -> Redacted:
    """All units lose the name."""
    found = read(data, media_type(data))
    cuts = tuple(
        Cut(unit=unit.id, start=at, end=at + len(SECRET), replacement="[Person 1]")
        for unit in found.units
        if (at := unit.text.find(SECRET)) >= 0
    )
    return redact(data, found.media_type, Plan(cuts=cuts))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(in_word(SHAPE), id="word"),
        pytest.param(in_a_slide(OLD_FRAME), id="slide-of-old-form"),
        pytest.param(in_a_slide(NEW_FRAME), id="slide"),
        pytest.param(SHEET, id="sheet"),
    ],
)
def test_the_picture_stays_and_the_object_goes(data: bytes) -> None:
    assert "unread-embedded-objects" in read(data, media_type(data)).notes

    result = treated(data)

    assert "embedded objects" in result.dropped
    left = parts(result.data)
    pictures = [one for name, one in left.items() if name.endswith(".png")]
    assert len(pictures) == 1
    assert not holds(pictures[0], SECRET)
    assert not any("embeddings" in name for name in left)
    names = {
        str(element.tag).rpartition("}")[2]
        for name, one in left.items()
        if name.endswith(("document.xml", "slide1.xml", "sheet1.xml"))
        for element in etree.fromstring(one).iter()
    }
    assert names.isdisjoint({"OLEObject", "oleObj", "oleObjects", "object", "graphicFrame"})
    assert names & {"imagedata", "blip", "legacyDrawing"}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(in_word('<v:shape id="s1"/>'), id="word"),
        pytest.param(in_a_slide(OLD_FRAME.replace("_s9", "_s8")), id="slide"),
    ],
)
def test_without_a_picture_it_is_held(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data, media_type(data))


def written_by_hand(words: int) -> bytes:
    out = io.BytesIO()
    scribble(words).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("kind", ["word", "writer"])
def test_a_picture_that_cannot_be_told_is_left_out(kind: str) -> None:
    picture = written_by_hand(12)
    assert not read_picture(Image.open(io.BytesIO(picture))).legible
    data = (
        docx(parts={"word/media/i.png": Part("image/png", "image", picture)})
        if kind == "word"
        else odf(
            ODT, '<draw:frame><draw:image xlink:href="Pictures/i.png"/></draw:frame>', {"Pictures/i.png": picture}
        )
    )
    assert "unread-illegible-pictures" in read(data, media_type(data)).notes

    result = redact(data, media_type(data), Plan(cuts=()))

    assert "illegible pictures" in result.dropped
    left = next(one for name, one in parts(result.data).items() if name.endswith(".png"))
    shown = Image.open(io.BytesIO(left))
    assert shown.size == Image.open(io.BytesIO(picture)).size
    assert read_picture(shown).text == "[picture left out]"


def test_a_page_that_cannot_be_told_holds_the_document() -> None:
    with pytest.raises(Unreadable):
        read(docx(parts={"word/media/i.png": Part("image/png", "image", written_by_hand(24))}), media_type(docx()))
