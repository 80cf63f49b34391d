"""Pictures among the parts of a mail: attached, shown in the HTML, scanned, with metadata."""

import io
import re

import pytest

from gateway.model.message import Place, TextCut, UnreadReason
from gateway.read.mime import read
from gateway.treat.task import treated
from tests.read.builders import LIMITS, multipart, part
from tests.redaction.documents.picture_searcher import holds
from tests.redaction.ocr.pages import page
from tests.treat.test_documents import attachments


def picture(kind: str, *lines: str, **options: object) -> bytes:
    out = io.BytesIO()
    page(lines, size=(700, 220), letters=26).save(out, kind, **options)
    return out.getvalue()


def mail(kind: str, data: bytes, *, inline: bool = False) -> bytes:
    shown = "Content-ID: <one@x>" if inline else f'Content-Disposition: attachment; filename="one.{kind}"'
    said = f'Content-Type: image/{kind}; name="one.{kind}"'
    text = part("<p>See <img src='cid:one@x'></p>", "Content-Type: text/html") if inline else part("See attached.")
    return multipart("b", text, part(data, said, shown, encoding="base64"), fields=["Subject: Visit"])


@pytest.mark.parametrize(
    ("kind", "inline"),
    [
        pytest.param("png", False, id="scan"),
        pytest.param("png", True, id="shown-in-the-html"),
        pytest.param("jpeg", False, id="photograph"),
        pytest.param("tiff", False, id="fax"),
    ],
)
def test_it_is_painted_over(kind: str, inline: bool) -> None:
    raw = mail(kind, picture(kind.upper(), "Visit to Mia", "Also there: Mrs Thornton"), inline=inline)
    reading = read(raw, LIMITS)
    cuts = tuple(
        TextCut(unit=unit.id, start=match.start(), end=match.end(), replacement="[Person 1]")
        for unit in reading.units
        if unit.place is Place.DOCUMENT
        for match in re.finditer("Thornton", unit.text)
    )
    assert cuts
    assert not reading.unread

    result = treated(raw, cuts, LIMITS, rewritten=reading.rewritten)

    again = read(result, LIMITS)
    assert not again.unread
    assert not again.rewritten
    words = " ".join(unit.text for unit in again.units)
    assert "Mia" in words
    assert "Thornton" not in words
    (found,) = attachments(result).values()
    assert not holds(found, "Thornton")


def test_metadata_goes_even_where_nothing_is_cut() -> None:
    raw = mail("jpeg", picture("JPEG", "Open on Monday", comment=b"by Grace Okafor"))
    reading = read(raw, LIMITS)

    result = treated(raw, (), LIMITS, rewritten=reading.rewritten)

    assert reading.rewritten == ("2",)
    assert any("Okafor" in unit.text for unit in reading.units)
    assert b"Okafor" not in attachments(result)["one.jpeg"]


def test_bare_pixels_in_which_nothing_is_found_leave_as_they_came() -> None:
    reading = read(mail("png", picture("PNG", "Open on Monday")), LIMITS)

    assert not reading.rewritten
    assert not reading.unread


def test_letters_that_nobody_can_tell_are_not_read() -> None:
    out = io.BytesIO()
    page(size=(300, 100), letters=6).save(out, "PNG")

    found = read(mail("png", out.getvalue()), LIMITS)

    assert [(one.part, one.why) for one in found.unread] == [("2", UnreadReason.UNKNOWN_TYPE)]
