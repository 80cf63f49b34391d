"""A PDF whose embedded font shows one text and says another: made by mixing up its map to letters."""

import io

import pikepdf
import pymupdf

from tests.redaction.documents.pdf_builders import NAME


def embedded(text: str) -> bytes:
    """A page in an embedded font with an honest map."""
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_font(fontname="F0", fontbuffer=pymupdf.Font("helv").buffer)
        page.insert_text((72, 100), "The meeting was moved.", fontname="helv")
        page.insert_text((72, 130), text, fontname="F0", fontsize=14)
        made: bytes = document.tobytes()
    return made


def lying() -> bytes:
    """Seen, it says the name; searched, it says something else."""
    letters = dict.fromkeys(NAME.replace(" ", ""))
    font = pymupdf.Font("helv")
    rows = "".join(
        f"<{font.has_glyph(ord(letter)):04x}> <{ord(said):04x}>\n"
        for letter, said in zip(letters, "anouysHldreAmithb", strict=False)
    )
    source = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /A def 1 begincodespacerange <0000> <FFFF>"
        f" endcodespacerange {len(letters)} beginbfchar\n{rows}endbfchar endcmap"
    )
    with pikepdf.open(io.BytesIO(embedded(NAME))) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                one["/ToUnicode"].write(source.encode("ascii"))
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()
