"""Pictures of a package are read together before its parts are: nothing is seen less, and nothing fails by it."""

import io
import zipfile

import pytest
from PIL import Image

from redaction import Unreadable, read
from redaction.formats.picture.ahead import read_pictures_ahead
from redaction.limits import DEFAULT_LIMITS
from redaction.ocr import seen_before
from tests.redaction.ocr.pages import page


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def said(name: str) -> Image.Image:
    return page((f"Dear Mrs {name},",), size=(600, 120))


def test_pictures_within_packages_within_a_package_are_known() -> None:
    inner = zipped({"one.png": png(said("Bracken")), "broken.png": png(said("Ivory"))[:300]})

    read_pictures_ahead({"a.zip": inner, "two.png": png(said("Heron"))}, DEFAULT_LIMITS)

    for name in ("Bracken", "Heron"):
        seen = seen_before(said(name))
        assert seen is not None
        assert name in seen.text
    assert seen_before(said("Ivory")) is None


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({}, id="none"),
        pytest.param({"one.png": png(said("Plover"))}, id="one-alone-is-read-where-it-stands"),
        pytest.param({"docProps/thumbnail.png": png(said("Plover")), "two.png": png(said("Plover"))}, id="thumbnail"),
        pytest.param({"a.zip": b"PK\x03\x04" + b"x" * 400, "b.png": b"\x89PNG\r\n\x1a\n" + b"x" * 400}, id="damaged"),
    ],
)
def test_what_need_not_or_cannot_be_read_is_passed_over(parts: dict[str, bytes]) -> None:
    read_pictures_ahead(parts, DEFAULT_LIMITS)

    assert seen_before(said("Plover")) is None


def test_what_is_damaged_is_held_where_it_stands() -> None:
    whole = png(said("Dunlin"))

    with pytest.raises(Unreadable):
        read(zipped({"one.png": whole, "two.png": whole, "three.png": whole[:300]}), "application/zip")


def test_the_same_picture_in_many_files_is_read_in_each() -> None:
    document = read(zipped({f"{at}.png": png(said("Whimbrel")) for at in range(5)}), "application/zip")

    assert sum("Whimbrel" in unit.text for unit in document.units) == 5
