"""Where something stands and what kind of file it is, as people say it."""

import pytest

from gateway.console.case.places import file_names, file_words, place_words
from gateway.model.message import Place, TextCut, Unit


def unit(place: Place, part: str, label: str = "", text: str = "words", number: int = 0) -> Unit:
    return Unit(id=number, place=place, part=part, label=label, text=text)


NAMED = unit(Place.FILE_NAME, "2", "filename", "Mia Okafor.pdf", 7)


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (unit(Place.SUBJECT, ""), "Subject"),
        (unit(Place.TEXT, "1"), "Text"),
        (NAMED, "File name"),
        (unit(Place.DOCUMENT, "2", "page 1"), "Page 1 of Mia Okafor.pdf"),
        (unit(Place.DOCUMENT, "2"), "Document of Mia Okafor.pdf"),
        (unit(Place.DOCUMENT, "3", "worksheet"), "Worksheet of part 3"),
        (unit(Place.TEXT, "4"), "Text of part 4"),
    ],
    ids=["subject", "text", "name", "page", "no-label", "file-without-a-name", "another-text"],
)
def test_a_place_is_told_by_the_name_of_its_file(of: Unit, words: str) -> None:
    assert str(place_words(of, file_names([NAMED]))) == words


def test_what_is_cut_out_of_a_name_is_not_in_it() -> None:
    cut = TextCut(unit=7, start=0, end=10, replacement="[Child A]")
    assert file_names([NAMED], [cut]) == {"2": "[Child A].pdf"}
    assert file_names([NAMED], [TextCut(unit=8, start=0, end=10, replacement="[Child A]")]) == {"2": "Mia Okafor.pdf"}


def test_a_name_without_end_is_cut_short() -> None:
    (name,) = file_names([unit(Place.FILE_NAME, "2", text="a" * 200 + ".pdf")]).values()
    assert name == "a" * 59 + "…"


@pytest.mark.parametrize(
    ("media_type", "size", "words"),
    [
        ("application/pdf", 0, "PDF, 0 KB"),
        ("application/pdf", 1, "PDF, 1 KB"),
        ("image/png", 1024 * 1024 - 1, "Picture, 1024 KB"),
        ("image/png", 1024 * 1024, "Picture, 1.0 MB"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 5043, "Excel workbook, 5 KB"),
        ("application/octet-stream", 6_532_181, "File, 6.2 MB"),
    ],
)
def test_what_kind_of_file_and_how_large(media_type: str, size: int, words: str) -> None:
    assert str(file_words(media_type, size)) == words
