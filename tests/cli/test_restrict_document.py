"""`gateway register restrict-document`: what is kept, and every way it says no."""

from pathlib import Path

import pytest

from gateway.app import opened
from tests.cli.builders import Place

RECORD = (
    "The neighbour in the flat above said that she heard shouting on most evenings in October.\n\n"
    "On the second visit a blanket had been nailed over the bedroom window.\n"
)


@pytest.fixture
def restricted(place: Place, tmp_path: Path) -> Place:
    """A restriction about somebody of the register, without phrases."""
    people = place.folder / "people.csv"
    people.write_text("id,name,emails\nP-90,Nadia Reyes,nadia@mail.example\n", encoding="utf-8")
    rows = place.folder / "restrictions.csv"
    rows.write_text("id,person,about\nR-90,P-90,a record\n", encoding="utf-8")
    assert place.run("register", "import", "people", people).code == 0
    assert place.run("register", "import", "restrictions", rows).code == 0
    return place


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("record.txt", RECORD, id="text"),
        pytest.param("record.html", f"<p>{RECORD.replace('blanket', '<b>blan</b>ket')}</p>", id="html"),
        pytest.param("record.eml", f"From: a@b.example\nSubject: record\n\n{RECORD}", id="mail"),
    ],
)
def test_a_document_is_kept(restricted: Place, name: str, content: str) -> None:
    file = restricted.folder / name
    file.write_text(content, encoding="utf-8")

    first = restricted.run("register", "restrict-document", "R-90", file)
    again = restricted.run("register", "restrict-document", "R-90", file, "--json").json()

    assert first.code == 0
    assert "kept from now on" in first.out
    assert again["new"] is False
    with opened(restricted.config) as app:
        kept = app.registers().directory().documents
    assert len(kept) == again["prints"] > 5
    assert set(kept.values()) == {("R-90",)}


@pytest.mark.parametrize(
    ("restriction", "name", "content", "told"),
    [
        pytest.param("R-91", "record.txt", RECORD.encode(), "no such entry", id="no-such-restriction"),
        pytest.param("R-90", "record.pdf", b"%PDF-1.4", "cannot be read as a whole", id="a-kind-that-is-not-read"),
        pytest.param("R-90", "record.txt", b"%PDF-1.4 and more", "cannot be read as a whole", id="something-else"),
        pytest.param("R-90", "record.txt", b"A note.", "too short", id="too-short"),
        pytest.param("R-90", "record.txt", b"\xff\xfe caf\xe9", "cannot be read as a whole", id="not-utf-8"),
    ],
)
def test_what_is_refused(restricted: Place, restriction: str, name: str, content: bytes, told: str) -> None:
    file = restricted.folder / name
    file.write_bytes(content)

    ran = restricted.run("register", "restrict-document", restriction, file)

    assert ran.code == 1
    assert told in ran.err
    with opened(restricted.config) as app:
        assert app.registers().directory().documents == {}
