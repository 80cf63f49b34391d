"""Places beyond those that formats have: what the register knows is found there, and gone, and the rest stays."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date

import pytest

from redaction import Hit, Labels, People, PersonRow, Redacted, Style, Unreadable, find_all, read, redact
from redaction.media_types import media_type
from redaction.normal import fold
from redaction.planning import plan_until_clean
from tests.redaction.documents import beyond_mail, beyond_office, beyond_text
from tests.redaction.documents.beyond_office import icon
from tests.redaction.documents.hiding_word import NAME
from tests.redaction.documents.wide_searcher import recovered

PEOPLE = People.from_rows([PersonRow(id="P-1", name=NAME, phones=("07700 900417",), date_of_birth=date(2014, 3, 3))])
NEEDLES = ("Quillfeather", "Zebedee")


def treated(data: bytes) -> Redacted:
    """Redacted for somebody who may see nobody."""

    def look(texts: Sequence[str]) -> list[list[Hit]]:
        return find_all(texts, PEOPLE)

    kind = media_type(data)
    labels = Labels(PEOPLE.rows, style=Style.LABEL, key=b"of a test only")
    plan, _ = plan_until_clean(read(data, kind), look, labels)
    return redact(data, kind, plan)


@pytest.mark.parametrize("place", beyond_text.BEYOND)
def test_texts(place: str) -> None:
    data = beyond_text.BEYOND[place]

    result = treated(data)

    shown = result.data.decode(result.charset or "utf-8")
    assert recovered(shown.encode(), NEEDLES) == recovered(fold(shown).text.encode(), NEEDLES) == []
    assert beyond_text.STAYS in shown
    said = beyond_text.ALPHABETS.get(place.removeprefix("alphabet-"))
    assert said is None or said not in shown


@pytest.mark.parametrize("place", beyond_office.BEYOND)
def test_office_documents(place: str) -> None:
    result = treated(beyond_office.BEYOND[place])

    assert recovered(result.data, NEEDLES) == []
    again = read(result.data, result.media_type)
    assert media_type(result.data) == result.media_type
    assert not any(one in unit.text.lower() for unit in again.units for one in ("zebedee", "quillfeather"))
    if place.startswith("docx"):
        assert recovered(result.data, (beyond_text.STAYS,))


@pytest.mark.parametrize("place", beyond_mail.BEYOND)
def test_pages_data_mail_and_archives(place: str) -> None:
    result = treated(beyond_mail.BEYOND[place])

    assert recovered(result.data, NEEDLES) == []
    again = read(result.data, result.media_type)
    assert not any(one in unit.text.lower() for unit in again.units for one in ("zebedee", "quillfeather"))


def test_of_an_icon_the_picture_stays() -> None:
    result = treated(icon('<svg xmlns="http://www.w3.org/2000/svg"/>'))

    with zipfile.ZipFile(io.BytesIO(result.data)) as package:
        media = [name for name in package.namelist() if "media" in name]
        assert media == ["word/media/image2.png"]
        assert b"svgBlip" not in package.read("word/document.xml")
    assert "drawings" in result.dropped


def test_bytes_that_are_no_text_of_two_bytes_are_held() -> None:
    with pytest.raises(Unreadable):
        read(b"\x01\0\x02\0\x03\0" * 20, media_type(b"\x01\0\x02\0\x03\0" * 20))
