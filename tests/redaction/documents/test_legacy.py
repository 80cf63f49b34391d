"""Files of the old binary formats: made new, cut, and never passed on as they came."""

import io
import zipfile
from collections.abc import Callable

import pytest

import redaction
from redaction import Plan, Unreadable, read, redact
from redaction.isolate.programs import Confinement
from redaction.libreoffice import program
from redaction.media_types import media_type
from redaction.ole import DOC, ENCRYPTED, PPT, STORAGE, XLS, has_macros
from tests.redaction.documents.legacy import legacy, with_bytes, with_stream_named
from tests.redaction.documents.searcher import recovered
from tests.redaction.documents.test_hiding_places import NEEDLES, cut_everything

KINDS = {"doc": DOC, "xls": XLS, "ppt": PPT}
OFFICE = "application/vnd.openxmlformats-officedocument."
WRITTEN = {
    "doc": f"{OFFICE}wordprocessingml.document",
    "xls": f"{OFFICE}spreadsheetml.sheet",
    "ppt": f"{OFFICE}presentationml.presentation",
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_told_by_what_is_in_it(kind: str) -> None:
    assert media_type(legacy(kind)) == KINDS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_cut_and_becomes_a_new_one(kind: str) -> None:
    result = cut_everything(legacy(kind))

    assert result.media_type == WRITTEN[kind] == media_type(result.data)
    assert recovered(result.data, NEEDLES) == []
    assert recovered(result.data, ("The meeting was moved.",)) == ["The meeting was moved."]
    assert "old format" in result.dropped


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_never_passed_on_as_it_came(kind: str) -> None:
    assert "unread-old-format" in read(legacy(kind), KINDS[kind]).notes

    result = redact(legacy(kind), KINDS[kind], Plan())

    assert result.media_type == WRITTEN[kind]
    assert b"\xd0\xcf\x11\xe0" not in result.data


@pytest.mark.parametrize("kind", KINDS)
def test_it_reads_the_same_each_time(kind: str) -> None:
    assert read(legacy(kind), KINDS[kind]) == read(legacy(kind), KINDS[kind])


LOCKED = {
    "doc": lambda: with_bytes(legacy("doc"), "WordDocument", 11, b"\x01"),
    # What the book begins with is passed over by its length, and a FilePass follows.
    "xls": lambda: with_bytes(legacy("xls"), "Workbook", 20, b"\x2f\x00\x06\x00"),
    "ppt": lambda: with_bytes(legacy("ppt"), "Current User", 12, b"\xdf\xc4\xd1\xf3"),
    "package": lambda: with_stream_named(legacy("doc"), "WordDocument", "EncryptedPackage"),
    "ppt-by-its-summary": lambda: with_stream_named(legacy("ppt"), "\x05SummaryInformation", "EncryptedSummary"),
}


@pytest.mark.parametrize("kind", LOCKED)
def test_what_is_locked_is_told(kind: str) -> None:
    locked = LOCKED[kind]()

    assert media_type(locked) == ENCRYPTED
    with pytest.raises(Unreadable, match="encrypted"):
        read(locked, media_type(locked))


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda: legacy("doc")[:600], id="cut-off"),
        pytest.param(lambda: legacy("doc")[:8] + b"\xff" * 2000, id="nothing-behind-its-mark"),
        pytest.param(lambda: with_stream_named(legacy("doc"), "WordDocument", "Other"), id="of-no-known-program"),
        pytest.param(lambda: with_stream_named(legacy("doc"), "1Table", "Workbook"), id="of-two-programs"),
    ],
)
def test_what_cannot_be_told_is_held(made: Callable[[], bytes]) -> None:
    data = made()
    assert media_type(data) == STORAGE
    with pytest.raises(Unreadable):
        read(data, media_type(data))


def test_damage_behind_a_good_directory_is_held() -> None:
    data = with_bytes(legacy("doc"), "WordDocument", 0, b"\x00" * 400)

    with pytest.raises(Unreadable, match="LibreOffice cannot open it"):
        read(data, media_type(data))


def test_macros_are_told_and_gone() -> None:
    data = with_stream_named(legacy("doc"), "\x01CompObj", "Macros")
    assert not has_macros(legacy("doc"))
    assert not has_macros(legacy("ppt"))

    assert "unread-macros" in read(data, DOC).notes
    assert "macros" in redact(data, DOC, Plan()).dropped


def test_macros_of_slides_are_told() -> None:
    info = b"\x1f\x00\xff\x03\x14\x00\x00\x00\x02\x00\x00\x04\x0c\x00\x00\x00\x01\x00\x00\x00"
    data = with_bytes(legacy("ppt"), "PowerPoint Document", 8, info + b"\x01\x00\x00\x00")

    assert has_macros(data)
    assert not has_macros(with_bytes(legacy("ppt"), "PowerPoint Document", 8, info + b"\x00\x00\x00\x00"))


def test_in_an_archive_its_name_goes_along() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("about/Letter.doc", legacy("doc"))

    result = redact(made.getvalue(), "application/zip", Plan())

    with zipfile.ZipFile(io.BytesIO(result.data)) as archive:
        assert archive.namelist() == ["about/Letter.docx"]
        assert media_type(archive.read("about/Letter.docx")) == WRITTEN["doc"]


def test_without_libreoffice_it_is_held_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "confinement", lambda: Confinement.NONE)

    with pytest.raises(redaction.Unreadable, match="LibreOffice, which opens such documents, is not installed"):
        read(legacy("doc"), DOC)
