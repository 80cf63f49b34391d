"""Photographs of telephones: read, painted over, written as JPEG with nothing beside their pixels."""

import ctypes
import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from redaction import Cut, Plan, TooLarge, Unreadable, read, redact
from redaction.__main__ import app
from redaction.heic import as_jpeg, confinement
from redaction.isolate.programs import Confinement
from redaction.limits import Limits
from redaction.media_types import media_type
from tests.redaction.documents.picture_searcher import holds
from tests.redaction.ocr.pages import page

SECRET = "Quillfeather"
HEIC = "image/heic"


class _Error(ctypes.Structure):
    _fields_ = (("code", ctypes.c_int), ("subcode", ctypes.c_int), ("message", ctypes.c_char_p))


def photograph(picture: Image.Image, file: Path) -> bytes:
    """Encoded by libheif (heif.h), with metadata that holds the name."""
    library = ctypes.CDLL("libheif.so.1")
    library.heif_context_alloc.restype = ctypes.c_void_p
    library.heif_image_get_plane.restype = ctypes.c_void_p
    for name in (
        "image_create", "image_add_plane", "context_get_encoder_for_format", "context_encode_image",
        "context_write_to_file", "context_add_exif_metadata",
    ):  # fmt: skip
        getattr(library, f"heif_{name}").restype = _Error
    context = ctypes.c_void_p(library.heif_context_alloc())
    image, encoder, handle = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
    rgb, interleaved, hevc = 1, 10, 1
    width, height = picture.size
    assert not library.heif_image_create(width, height, rgb, interleaved, ctypes.byref(image)).code
    assert not library.heif_image_add_plane(image, interleaved, width, height, 8).code
    stride = ctypes.c_int()
    plane = library.heif_image_get_plane(image, interleaved, ctypes.byref(stride))
    rows = picture.convert("RGB").tobytes()
    for row in range(height):
        ctypes.memmove(plane + row * stride.value, rows[row * width * 3 : (row + 1) * width * 3], width * 3)
    assert not library.heif_context_get_encoder_for_format(context, hevc, ctypes.byref(encoder)).code
    assert not library.heif_context_encode_image(context, image, encoder, None, ctypes.byref(handle)).code
    exif = Image.Exif()
    exif[0x010E] = f"Zebedee {SECRET}"
    raw = exif.tobytes()
    assert not library.heif_context_add_exif_metadata(context, handle, raw, len(raw)).code
    assert not library.heif_context_write_to_file(context, str(file).encode()).code
    return file.read_bytes()


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    picture = page((f"Visit of Zebedee {SECRET}", "on Monday at nine"), size=(700, 160), letters=28)
    return photograph(picture, tmp_path_factory.mktemp("heic") / "a.heic")


def test_a_name_in_it_is_painted_over(visit: bytes) -> None:
    assert SECRET.encode() in visit
    assert media_type(visit) == HEIC
    found = read(visit, HEIC)
    assert "unread-HEIC" in found.notes
    at = next(unit for unit in found.units if SECRET in unit.text)
    begin = at.text.index(SECRET)

    result = redact(
        visit, HEIC, Plan(cuts=(Cut(unit=at.id, start=begin, end=begin + len(SECRET), replacement="[Person 1]"),))
    )

    assert result.media_type == "image/jpeg"
    assert "HEIC" in result.dropped
    assert not holds(result.data, SECRET)
    assert "Visit" in read(result.data, "image/jpeg").units[0].text


def test_the_command_names_what_it_writes(visit: bytes, tmp_path: Path) -> None:
    source = tmp_path / "IMG_0001.HEIC"
    source.write_bytes(visit)

    result = CliRunner().invoke(app, [str(source), "--json"])

    written = tmp_path / "IMG_0001.redacted.jpg"
    assert result.exit_code == 0
    assert json.loads(result.stdout)["written"] == str(written)
    assert not holds(written.read_bytes(), SECRET)


def test_in_an_archive_its_name_goes_along(visit: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("visit.heic", visit)

    result = redact(out.getvalue(), "application/zip", Plan(cuts=()))

    with zipfile.ZipFile(io.BytesIO(result.data)) as archive:
        assert archive.namelist() == ["visit.jpg"]


def test_what_is_none(visit: bytes) -> None:
    with pytest.raises(Unreadable):
        read(visit[: len(visit) // 3], HEIC)
    with pytest.raises(TooLarge):
        as_jpeg(visit, 100)
    with pytest.raises(TooLarge):
        read(visit, HEIC, limits=Limits(max_bytes=100))


def test_it_is_confined() -> None:
    assert confinement() is not Confinement.NONE
