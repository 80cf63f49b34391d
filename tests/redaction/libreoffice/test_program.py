"""LibreOffice in its confinement: what it makes of a document, and what it can't be asked."""

import io
import zipfile

import pypdfium2
import pytest

from redaction.errors import Unreadable
from redaction.isolate.programs import Confinement, NotRun
from redaction.libreoffice import Wanted, confinement, made_of, program
from tests.redaction.documents.builders import docx, paragraph
from tests.redaction.isolate.namespaces import CONFINEMENTS

LETTER = docx(paragraph("Sarah Jones came at ten."))


def test_it_is_confined_here() -> None:
    assert confinement() is not Confinement.NONE


@pytest.mark.parametrize("how", CONFINEMENTS)
def test_either_confinement_lets_it_work(how: Confinement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "confinement", lambda: how)

    made = made_of(LETTER, ending="docx", wanted=Wanted.PAGES, pages=3)

    with pypdfium2.PdfDocument(made) as pdf:
        assert len(pdf) == 1
        assert "Sarah Jones came at ten." in pdf[0].get_textpage().get_text_range()


def test_another_document() -> None:
    made = made_of(LETTER, ending="docx", wanted=Wanted.DOCX)

    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert b"Sarah Jones came at ten." in package.read("word/document.xml")


@pytest.mark.parametrize(
    "data",
    [pytest.param(LETTER[:300], id="cut-off"), pytest.param(b"\0" * 999, id="no-such-format")],
)
def test_no_document(data: bytes) -> None:
    with pytest.raises(Unreadable, match="cannot open"):
        made_of(data, ending="doc", wanted=Wanted.DOCX)


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(program.request(LETTER, ending="sh", wanted=Wanted.DOCX), id="no-such-ending"),
        pytest.param(program.request(LETTER, ending="../x", wanted=Wanted.DOCX), id="a-way-out"),
        pytest.param(program.request(LETTER, ending="docx", wanted=Wanted.PAGES, pages=0), id="no-pages"),
        pytest.param(b"docx\0\0\0\0\x63\0\1" + LETTER, id="no-such-thing"),
    ],
)
def test_no_request(asked: bytes) -> None:
    with pytest.raises(NotRun, match="no request"):
        program.convert(asked)


def test_where_it_cannot_be_confined_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "confinement", lambda: Confinement.NONE)

    with pytest.raises(Unreadable, match="not installed"):
        made_of(LETTER, ending="docx", wanted=Wanted.DOCX)
