"""Attachments as pictures of their pages: who may see them, from what they are made, how they are kept."""

import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pymupdf
import pytest
from sqlalchemy import select

from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.store.tables import content_chunk, page_picture
from tests.console.scene import LEAD, Scene, form_of
from tests.e2e.installation import ANA, BEN, DUTY, MANAGER, mail

pytestmark = pytest.mark.xdist_group("console")


def pdf(pages: int) -> bytes:
    document = pymupdf.open()
    for number in range(1, pages + 1):
        page = document.new_page()
        page.insert_text((72, 72), f"Page {number}. Daniel Price was seen on day {number}.")
    data: bytes = document.tobytes()
    return data


def with_attachment(number: str, content: bytes, name: str) -> bytes:
    plain = mail(
        number, "CONFIDENTIAL: notes", "Purpose: early-help\nFact/opinion: fact\n\nThe notes are attached.\n"
    )
    message = EmailMessage(policy=SMTP)
    header, _, body = plain.partition(b"\r\n\r\n")
    for line in header.decode("ascii").split("\r\n"):
        field, _, value = line.partition(": ")
        if not field.lower().startswith(("content-", "mime-")):
            message[field] = value
    message.set_content(body.decode("utf-8"))
    message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


@pytest.fixture(scope="module")
def case(scene: Scene) -> CaseId:
    scene.gateway.client.send(ANA, (DUTY,), with_attachment("pages-1", pdf(2), "notes.pdf"))
    return scene.waits("pages-1").case


def pictures(text: str) -> list[str]:
    return [one.replace("&amp;", "&") for one in re.findall(r'<img src="([^"]+)"', text)]


def test_pages_before_and_after_are_drawn_out_of_the_finished_copy(scene: Scene, case: CaseId) -> None:
    manager = scene.at(MANAGER)
    page = manager.get(f"/cases/{case}")
    assert "notes.pdf" in page.text
    assert f"/cases/{case}/pages/1" in page.text
    # As written and with details hidden: not once more for each header that names it.
    assert page.text.count('<p class="console-place">File name</p>') == 2
    assert '<p class="console-place">Page 1 of notes.pdf</p>' in page.text
    shown = manager.get(f"/cases/{case}/pages/1")
    assert shown.status == 200
    before, after = shown.text.split("With details hidden, for", 1)
    assert len(pictures(before)) == len(pictures(after)) == 2
    assert "Daniel Price was seen on day 2." in before
    assert "Daniel" not in after
    assert "[Child A]" in after, after
    assert "was seen on day 2." in after
    seen = {}
    for path in pictures(shown.text):
        got = manager.get(path)
        assert got.status == 200
        assert got.headers["content-type"] == "image/png"
        assert got.headers["cache-control"] == "no-store"
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.text[1:4] == "PNG"
        seen[got.text] = path
    assert len(seen) == 4
    # The second time nothing is drawn: the very same pictures.
    again = manager.get(f"/cases/{case}/pages/1")
    assert {manager.get(path).text for path in pictures(again.text)} == seen.keys()
    viewed = entries(scene.gateway.app.database, case=case, kinds=[RecordKind.VIEWED])
    assert [one.facts["what"] for one in viewed].count("page") == 8
    assert [one.facts["what"] for one in viewed].count("pages") == 2


def test_a_picture_opens_for_nobody_else_and_not_for_long(scene: Scene, case: CaseId) -> None:
    path = pictures(scene.at(MANAGER).get(f"/cases/{case}/pages/1").text)[0]
    assert scene.at(MANAGER).get(path).status == 200
    bare, _, seal = path.partition("?seal=")
    until = seal.partition(".")[0]
    later = str(int((datetime.now(UTC) + timedelta(days=1)).timestamp()))
    for forged in (bare, f"{bare}?seal=", f"{bare}?seal={seal.replace(until, later)}", f"{bare}?seal=1.{'0' * 64}"):
        assert scene.at(MANAGER).get(forged).status == 404
    # Another who may see the case has to open its page first; who may not see it never can.
    for name in (LEAD, BEN):
        assert scene.at(name).get(path).status == 404
    assert scene.at(BEN).get(f"/cases/{case}/pages/1").status == 404
    assert scene.at(LEAD).get(pictures(scene.at(LEAD).get(f"/cases/{case}/pages/1").text)[0]).status == 200
    for number in ("0", "2", "x", "99999999999"):
        assert scene.at(MANAGER).get(f"/cases/{case}/pages/{number}").status == 404


def test_what_is_kept_is_sealed(scene: Scene, case: CaseId) -> None:
    scene.at(MANAGER).get(f"/cases/{case}/pages/1")
    with scene.gateway.app.database.read() as connection:
        ids = connection.scalars(select(page_picture.c.content_id).where(page_picture.c.case_id == case)).all()
        chunks = connection.scalars(select(content_chunk.c.data).where(content_chunk.c.content_id.in_(ids))).all()
    assert len(ids) == 6
    assert all(b"PNG" not in chunk[:64] and b"Daniel" not in chunk for chunk in chunks)


def test_the_check_page_shows_the_files_of_the_very_copies_that_are_decided(scene: Scene, case: CaseId) -> None:
    form = form_of(scene.at(MANAGER).get(f"/cases/{case}"), "Daniel Price: Names")
    decision = {"decision": "hide", "ground": "CA89-47", "informed": "yes", "why": "They must know today who he is."}
    checked = scene.posted(MANAGER, f"/cases/{case}/check", f"/cases/{case}", **form, **decision)
    drawn = checked.text.split("What they will see in the files", 1)[1]
    assert "Daniel Price was seen on day 2." in drawn
    assert len(pictures(drawn)) == 2
    assert all(scene.at(MANAGER).get(path).status == 200 for path in pictures(drawn))


def test_what_has_no_pages_says_so(scene: Scene) -> None:
    locked = pymupdf.open("pdf", pdf(1)).tobytes(
        encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", user_pw="user"
    )
    scene.gateway.client.send(ANA, (DUTY,), with_attachment("pages-2", locked, "locked.pdf"))
    case = scene.waits("pages-2").case
    shown = scene.at(ANA).get(f"/cases/{case}/pages/1")
    assert shown.status == 200
    assert "There are no pictures of it:" in shown.text
    assert pictures(shown.text) == []
