"""Home and My email: what somebody needs to know a waiting mail by, and one broken mail among others."""

import pytest
from sqlalchemy import select, update

from gateway.model.lifecycle import RecipientState
from gateway.store.tables import content_chunk, message
from tests.console.scene import LEAD, Scene, price, words
from tests.console.screens import Person, chromium
from tests.e2e.installation import ANA, BEN, DUTY, MANAGER, mail, message_id

pytestmark = pytest.mark.xdist_group("console")


def test_home_says_what_waits_and_for_what(scene: Scene) -> None:
    case = scene.held("own-1", "CONFIDENTIAL: Daniel on Friday", price("was seen twice")).case
    own = words(scene.at(ANA).get("/"))
    assert "CONFIDENTIAL: Daniel on Friday" in own
    assert f"To {DUTY}" in own
    assert "Waiting for" in own
    asked = words(scene.at(MANAGER).get("/"))
    assert case in asked
    assert "From Ana Sharma to" in asked
    assert "Daniel on Friday" not in asked
    for other in (BEN, LEAD):
        assert case not in scene.at(other).get("/").text


def test_a_mail_that_was_tampered_with_hides_no_other(scene: Scene) -> None:
    """It shows as broken with what to do, nothing of what it says does, and the others stay."""
    for number, subject in (("own-2", "INTERNAL: the broken one"), ("own-3", "INTERNAL: the whole one")):
        scene.gateway.client.send(ANA, (BEN,), mail(number, subject, "The hall is open.\n", to=(BEN,)))
    case = scene.gateway.in_state(message_id("own-2"), RecipientState.DELIVERED).case
    scene.gateway.in_state(message_id("own-3"), RecipientState.DELIVERED)
    database = scene.gateway.app.database
    with database.write() as connection:
        where = (
            content_chunk.c.content_id
            == select(message.c.content_id).where(message.c.case_id == case).scalar_subquery()
        )
        data = connection.scalars(select(content_chunk.c.data).where(where, content_chunk.c.n == 0)).one()
        connection.execute(
            update(content_chunk).where(where, content_chunk.c.n == 0).values(data=data[:-1] + bytes([data[-1] ^ 1]))
        )
    try:
        page = scene.at(ANA).get("/mail")
        assert page.status == 200
        shown = words(page)
        assert f"Tell ICT, and give them this number: {case}." in shown
        assert "the broken one" not in shown
        assert "INTERNAL: the whole one" in shown
    finally:
        with database.write() as connection:
            connection.execute(update(content_chunk).where(where, content_chunk.c.n == 0).values(data=data))


def test_many_pages_fold_into_a_menu_on_a_phone(scene: Scene) -> None:
    with chromium() as browser:
        person = Person(browser, scene.port)
        person.enter(scene.token(LEAD))
        person.open("/")
        links = person.page.locator("nav.console-nav a:visible")
        menu = person.page.locator("nav.console-nav summary")
        assert links.count() > 6
        assert not menu.is_visible()
        for width in (375, 320):
            person.page.set_viewport_size({"width": width, "height": 900})
            assert links.count() == 0
            menu.click()
            assert links.count() > 6
            menu.click()
        assert person.faults("home-of-many") == []
        person.close()
