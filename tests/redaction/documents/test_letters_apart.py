"""Names in letters that stand by themselves, on pages, in cells and shapes: the finders find them, and they go."""

import io
import itertools
from collections.abc import Iterator
from datetime import date

import pymupdf
import pytest

from redaction import People, PersonRow, Redacted, Style, read, redact
from redaction.command.work import Wish, planned
from redaction.media_types import media_type
from tests.redaction.documents.builders import ODS, ODT, docx, odf, paragraph, pptx, shape, xlsx
from tests.redaction.documents.hiding_pdf_letters import LETTERS
from tests.redaction.documents.pdf_builders import NAME, PLAIN, pdf
from tests.redaction.documents.searcher import squeezed
from tests.redaction.documents.wide_searcher import recovered

_WISH = Wish(
    register=People.from_rows([PersonRow(id="P-1", name=NAME)]),
    detectors=None,
    style=Style.LABEL,
    today=date(2026, 11, 23),
)
_ONES = NAME.replace(" ", "")
OFFICE = {
    "docx-cells": docx(
        "<w:tbl><w:tr>" + "".join(f"<w:tc>{paragraph(one)}</w:tc>" for one in NAME) + "</w:tr></w:tbl>"),
    "docx-paragraphs": docx("".join(map(paragraph, _ONES))),
    "docx-tabs": docx("<w:p>" + "".join(f"<w:r><w:t>{one}</w:t><w:tab/></w:r>" for one in _ONES) + "</w:p>"),
    "docx-text-boxes": docx("".join(
        f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(one)}</w:txbxContent></v:textbox></v:shape>"
        "</w:pict></w:r></w:p>" for one in _ONES)),
    "docx-drop-capital": docx(
        '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr><w:r><w:t>Z</w:t></w:r></w:p>'
        + paragraph("ebedee Quillfeather came.")),
    "xlsx-row": xlsx('<row r="1">' + "".join(
        f'<c r="{chr(65 + at)}1" t="inlineStr"><is><t>{one}</t></is></c>' for at, one in enumerate(NAME)) + "</row>"),
    "xlsx-column": xlsx("".join(
        f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t>{one}</t></is></c></row>'
        for at, one in enumerate(_ONES, 1))),
    "xlsx-formula": xlsx('<row r="1"><c r="A1"><f>"Zebe"&amp;"dee Quill"&amp;"feather"</f></c></row>'),
    "pptx-shapes": pptx("".join(map(shape, _ONES))),
    "pptx-paragraphs": pptx("<p:sp><p:txBody>" + "".join(
        f"<a:p><a:r><a:t>{one}</a:t></a:r></a:p>" for one in _ONES) + "</p:txBody></p:sp>"),
    "odt-paragraphs": odf(ODT, "".join(f"<text:p>{one}</text:p>" for one in _ONES)),
    "ods-cells": odf(ODS, "".join(f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in NAME)),
    "rtf-cells": ("{\\rtf1\\ansi\\trowd " + "".join(f"{one}\\cell " for one in _ONES) + "\\row}").encode(),
    "csv-row": f"{','.join(NAME)}\n".encode(),
    "json-list": ("[" + ", ".join(f'"{one}"' for one in NAME) + "]").encode(),
    "xml-attributes": ("<a>" + "".join(f"<b c='{one}'/>" for one in NAME) + "</a>").encode(),
}  # fmt: skip


def by_finders(data: bytes) -> Redacted:
    kind = media_type(data)
    return redact(data, kind, planned(read(data, kind), _WISH).plan)


def ways(data: bytes) -> Iterator[str]:
    """All letters of the pages as they are drawn, across, down, up, and as a program copies them."""
    with pymupdf.open("pdf", io.BytesIO(data)) as document:
        for page in document:
            found = page.get_text("rawdict", clip=pymupdf.INFINITE_RECT())["blocks"]
            lines = itertools.chain.from_iterable(block.get("lines", ()) for block in found)
            chars = [char for line in lines for span in line["spans"] for char in span["chars"]]
            yield page.get_text()
            for key in (
                lambda one: 0,
                lambda one: (round(one["origin"][1]), one["origin"][0]),
                lambda one: (round(one["origin"][0]), one["origin"][1]),
                lambda one: (round(one["origin"][0]), -one["origin"][1]),
            ):
                yield "".join(char["c"] for char in sorted(chars, key=key))


def read_off(data: bytes, value: str) -> bool:
    return any(squeezed(value) in squeezed(way) for way in ways(data))


@pytest.mark.parametrize("place", LETTERS)
def test_on_a_page(place: str) -> None:
    data = LETTERS[place]
    if "shuffled" not in place:
        assert read_off(data, "Quillfeather")

    new = by_finders(data).data

    assert not read_off(new, "Quillfeather")
    assert not read_off(new, "Zebedee")
    assert read_off(new, PLAIN)


@pytest.mark.parametrize("place", OFFICE)
def test_in_a_file(place: str) -> None:
    assert recovered(OFFICE[place], ("Quillfeather",)) or place == "xlsx-formula"

    new = by_finders(OFFICE[place]).data

    assert recovered(new, ("Quillfeather", "Zebedee", "uillfeat")) == []


def test_short_words_are_no_letters_of_a_name() -> None:
    data = pdf(
        "BT /F1 12 Tf 72 650 Td (It is up to me to do as I do, or not at all.) Tj 0 -20 Td (1 2 3 4 5 6) Tj ET"
    )

    assert [unit.place for unit in read(data, "application/pdf").units] == ["page 1"]
    assert by_finders(data).data == data
