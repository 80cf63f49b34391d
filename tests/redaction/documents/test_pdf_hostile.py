"""PDFs that must be held: encrypted, damaged, too large, or showing what no reader of texts can tell."""

import io
import zlib

import pikepdf
import pymupdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redaction import Cut, Limits, Plan, StillThere, TooLarge, Unreadable, read, redact
from redaction.file_room import FileRoom
from redaction.isolate import RoomLimits
from tests.redaction.documents.hiding_pdf import BESIDE, PAGES, attached, form, layer, packed, two_byte
from tests.redaction.documents.lying_font import embedded, lying
from tests.redaction.documents.pdf_builders import NAME, pdf, shown, stream

KIND = "application/pdf"
PICTURE = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
TYPE_3 = (
    "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] /FirstChar 65"
    " /LastChar 65 /Widths [800] /Encoding << /Differences [65 /A] >> /CharProcs << /A 11 0 R >> /Resources"
    " << /Font << /F1 5 0 R >> >> >>"
)
GLYPH = "800 0 0 0 800 800 d1 0 0 700 700 re f"


def drawn(name: str, objects: dict[int, str | bytes], content: str = "") -> bytes:
    return pdf(content or f"/{name} Do", resources=f"/XObject << /{name} 10 0 R >>", objects=objects)


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return out.getvalue()


def outlines() -> bytes:
    """A name drawn by curves, as programs for drawing export it."""
    letters = "".join(
        f"{72 + 9 * n} 650 m {75 + 9 * n} 670 {78 + 9 * n} 640 {80 + 9 * n} 655 c f\n" for n in range(60)
    )
    return pdf(letters)


def pattern(glyphs: str) -> bytes:
    return pdf(
        "/Pattern cs /P0 scn 0 0 595 842 re f",
        resources="/Pattern << /P0 10 0 R >>",
        objects={
            10: stream(
                glyphs,
                "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 300 300] /XStep 300 /YStep 300"
                " /Resources << /Font << /F1 5 0 R >> /XObject << /Fm0 11 0 R >> >>",
            ),
            11: form(),
        },
    )


def soft_mask() -> bytes:
    return pdf(
        "/GS0 gs 0 0 595 842 re f",
        resources="/ExtGState << /GS0 << /SMask << /S /Luminosity /G 10 0 R >> >> >>",
        objects={10: form(NAME, "/Group << /S /Transparency /CS /DeviceGray >>")},
    )


def odd_names() -> bytes:
    """A font whose glyphs have numbers for names."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Odd /Encoding << /Differences [65 /qq77x /zz12y] >> >>"
    return pdf("BT /F2 12 Tf 72 650 Td (AB) Tj ET", fonts="/F2 10 0 R", objects={10: font})


def loop_of_pages() -> bytes:
    return pdf(objects={2: "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>"})


def loop_of_drawings() -> bytes:
    inner = "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm0 10 0 R >> >>"
    return drawn("Fm0", {10: stream("/Fm0 Do", inner)})


FINE = pdf(shown(NAME, at=(72, 650)))
HELD = {
    "empty": b"",
    "only-a-header": b"%PDF-1.7\n",
    "not-one": b"%PDF-1.7\nThis is none.\n%%EOF\n",
    "no-pages": pdf(objects={2: "<< /Type /Pages /Kids [] /Count 0 >>"}),
    "locked": locked(),
    "xfa": pdf(root="/AcroForm << /XFA 10 0 R /Fields [] >>", objects={10: stream("<xdp/>")}),
    "portfolio": pdf(root="/Collection << /Type /Collection >>"),
    "picture-of-an-unknown-kind": drawn("Im0", {10: stream(b"\x00", PICTURE + " /Filter /JPXDecode", packed=False)}),
    "name-in-outlines": outlines(),
    "layers-by-a-formula": layer(f"/OC /MC0 BDC {shown(NAME)} EMC", "/OFF [21 0 R]", {
        20: "<< /Type /OCMD /VE [/Not 21 0 R] >>", 21: "<< /Type /OCG /Name (x) >>"}),
    "drawing-without-resources": drawn("Fm0", {10: stream("/Fm1 Do", "/Subtype /Form /BBox [0 0 9 9]")}),
    "picture-of-no-kind": drawn("Im0", {10: stream(b"\x00", PICTURE + " /Filter /JPXDecode", packed=False)}),
    "attached-program": attached(b"MZ\x90\x00\x03"),
    "attached-picture": attached(b"\x89PNG\r\n\x1a\n"),
    "attached-locked": attached(locked()),
}  # fmt: skip

# Its text is not believed: the page is read as it looks.
LOOKED_AT = {
    "picture-between-operators": pdf("BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI"),
    "glyphs-of-operators": pdf("BT /F2 12 Tf 72 650 Td (A) Tj ET", fonts="/F2 10 0 R",
                               objects={10: TYPE_3, 11: stream(GLYPH)}),
    "glyphs-that-show-text": pdf("BT /F2 12 Tf 72 650 Td (A) Tj ET", fonts="/F2 10 0 R",
                                 objects={10: TYPE_3, 11: stream(f"800 0 d0 {shown(NAME)}")}),
    "font-that-says-other-letters-than-it-shows": lying(),
    "codes-without-letters": two_byte(None),
    "codes-for-private-letters": two_byte({number: chr(0xE000 + number) for number in range(3, 30)}),
    "codes-for-whole-names": two_byte({3: "M", 4: NAME}, text="Mx"),
    "codes-for-no-letters": two_byte({3: "x"}),
    "glyphs-with-numbers-for-names": odd_names(),
    "pattern-that-shows-text": pattern(shown(NAME)),
    "pattern-that-draws": pattern("/Fm0 Do"),
    "soft-mask-that-shows-text": soft_mask(),
}  # fmt: skip

# Too small for any letter.
TINY = {
    "picture": drawn("Im0", {10: stream(b"\x00", PICTURE)}),
    "picture-in-a-drawing": drawn("Fm0", {
        10: stream("/Im0 Do", "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Im0 11 0 R >> >>"),
        11: stream(b"\x00", PICTURE)}),
    "picture-as-a-mask": drawn("Im0", {10: stream(b"\x00", "/Subtype /Image /Width 1 /Height 1 /ImageMask true")}),
    "attached-with-a-picture": attached(drawn("Im0", {10: stream(b"\x00", PICTURE)})),
}  # fmt: skip


@pytest.mark.parametrize("kind", LOOKED_AT)
def test_the_page_is_looked_at(kind: str) -> None:
    places = [unit.place for unit in read(LOOKED_AT[kind], KIND).units]

    assert "page 1 as it looks" in places


@pytest.mark.parametrize("kind", TINY)
def test_pictures_without_room_for_a_letter_are_fine(kind: str) -> None:
    assert redact(TINY[kind], KIND, Plan()).data == TINY[kind]


@pytest.mark.parametrize("kind", HELD)
def test_held(kind: str) -> None:
    with pytest.raises(Unreadable):
        read(HELD[kind], KIND)


def test_an_embedded_font_that_says_what_it_shows_is_read() -> None:
    assert NAME in read(embedded(NAME), KIND).units[0].text


def test_a_file_within_a_file_within_a_file() -> None:
    data = FINE
    for _ in range(8):
        data = attached(data)

    with pytest.raises(TooLarge):
        read(data, KIND)


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        pytest.param(FINE, Limits(max_bytes=100), id="bytes"),
        pytest.param(pdf(shown("x" * 500)), Limits(max_chars=400), id="characters"),
        pytest.param(pdf(page="/A " + "[" * 300 + "]" * 300), Limits(), id="depth"),
        pytest.param(
            pdf(objects={2: "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>"}), Limits(max_pdf_pages=1), id="pages"
        ),
    ],
)
def test_too_large(data: bytes, limits: Limits) -> None:
    with pytest.raises(TooLarge):
        read(data, KIND, limits=limits)


@pytest.mark.parametrize("data", [loop_of_pages(), loop_of_drawings()], ids=["pages", "drawings"])
def test_loops_end(data: bytes) -> None:
    try:
        document = read(data, KIND)
    except Unreadable:
        return
    assert document.units


def test_a_document_whose_owner_alone_has_a_password_is_read_and_written_without() -> None:
    data = packed(FINE, encrypt=True)
    text = read(data, KIND).units[0].text
    start = text.index(NAME)

    result = redact(data, KIND, Plan(cuts=(Cut(unit=0, start=start, end=start + len(NAME), replacement="[x]"),)))

    assert "password" in result.dropped
    with pikepdf.open(io.BytesIO(result.data)) as document:
        assert not document.is_encrypted


def test_a_signature_that_no_longer_holds_is_told() -> None:
    data = pdf(
        shown(NAME, at=(72, 650)),
        root="/AcroForm << /SigFlags 3 /Fields [10 0 R] >>",
        objects={10: "<< /FT /Sig /T (s) /V 11 0 R >>", 11: "<< /Type /Sig /Contents <00> /ByteRange [0 0 0 0] >>"},
    )
    text = read(data, KIND).units[0].text
    start = text.index(NAME)

    assert redact(data, KIND, Plan()).data == data
    cuts = (Cut(unit=0, start=start, end=start + len(NAME), replacement="[x]"),)
    assert "signature" in redact(data, KIND, Plan(cuts=cuts)).dropped


SEEDS = [FINE, PAGES["linearized"], PAGES["form-value"], PAGES["composite-font"], BESIDE["earlier-revision"],
         BESIDE["metadata"], PAGES["drawing-in-drawing"]]  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_bytes_are_read_or_refused(data: st.DataObject) -> None:
    seed = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(seed) - 1))
        piece = data.draw(st.binary(min_size=0, max_size=6))
        seed[at : at + data.draw(st.integers(0, 6))] = piece
    mutated = bytes(seed)
    try:
        document = read(mutated, KIND)
        first = document.units[0]
        cuts = (Cut(unit=0, start=0, end=len(first.text), replacement="[x]"),) if first.text else ()
        result = redact(mutated, KIND, Plan(cuts=cuts))
    except (Unreadable, StillThere):
        return
    with pymupdf.open("pdf", result.data) as after:
        assert len(after) >= 1


def bomb() -> bytes:
    packed_data = zlib.compress(b" " * 100_000_000, 1)
    return pdf(contents="9 0 R", objects={9: stream(packed_data, "/Filter /FlateDecode", packed=False)})


def test_bombs_are_held_and_the_room_goes_on() -> None:
    twice = zlib.compress(zlib.compress(b" " * 10_000_000))
    nested = stream(twice, "/Filter [/FlateDecode /FlateDecode]", packed=False)
    with FileRoom(RoomLimits(seconds=20)) as room:
        with pytest.raises(TooLarge):
            room.read(bomb())
        with pytest.raises(Unreadable):
            room.read(pdf(contents="9 0 R", objects={9: nested}))
        assert NAME in room.read(FINE).units[0].text


def test_what_libraries_load_late_is_there_in_a_child() -> None:
    with FileRoom(RoomLimits(seconds=20)) as room:
        for place in ("owner-password", "composite-font", "form-value-to-be-drawn"):
            assert NAME in room.read(PAGES[place]).units[0].text
        for place in ("metadata-utf-16", "author-octal", "comment-utf-16", "script-stream", "attached-document"):
            assert any(NAME in unit.text for unit in room.read(BESIDE[place]).units)
