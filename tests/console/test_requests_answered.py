"""Answering a request in the console: what each form refuses, and the way from looking to the file."""

import time
from datetime import UTC, datetime

import pytest

from gateway.console.pages.governance.request import PATH
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.registers.files.columns import RegisterKind
from tests.console.conftest import RunningConsole
from tests.console.http import Answered, Browser
from tests.console.mails import decided
from tests.console.people import IRIS, signed_in
from tests.console.scene import words

WAIT = 120.0
TEXT = "Dear all,\n\nGrace Okafor rang about her rent. Daniel Price was with her.\n\nRegards\nAna\n"


@pytest.fixture(scope="module")
def lead(running: RunningConsole) -> Browser:
    return signed_in(running, IRIS)


@pytest.fixture(scope="module")
def case(running: RunningConsole) -> CaseId:
    _put(running, "S-WEB", identity_checked_on="")
    return decided(running.app, "web-sar", "INTERNAL: Grace", TEXT)


def _put(running: RunningConsole, identity: str, **more: str) -> None:
    today = str(datetime.now(UTC).date())
    row = {"id": identity, "type": "sar", "requester": "P-2", "person": "P-2", "opened": today, **more}
    running.app.registers().apply(RegisterKind.REQUESTS, [row], replace=False, by="test", at=datetime.now(UTC))


def _page(lead: Browser, identity: str = "S-WEB") -> Answered:
    return lead.get(f"{PATH}?id={identity}")


def _sent(lead: Browser, form: str, **said: str) -> Answered:
    return lead.post(f"{PATH}{form}", {"form_token": _page(lead).token, "id": "S-WEB", **said})


def _until(lead: Browser, says: str) -> str:
    """What is done beside the page is there."""
    end = time.monotonic() + WAIT
    while says not in (text := words(_page(lead))):
        assert time.monotonic() < end, text
        time.sleep(0.2)
    return text


def test_from_looking_to_the_file(running: RunningConsole, lead: Browser, case: CaseId) -> None:
    assert "Nobody has checked yet who they are." in words(_page(lead))
    assert "Put it right first." in words(_sent(lead, "/bundle"))
    _put(running, "S-WEB", identity_checked_on=str(datetime.now(UTC).date()))
    assert "Look for emails about them first." in words(_sent(lead, "/bundle"))
    assert _sent(lead, "/search").status == 303
    _until(lead, "1 email found")
    assert "Decide about every email first." in words(_sent(lead, "/bundle"))

    email = lead.get(f"{PATH}/email?id=S-WEB&case={case}")
    shown = words(email).partition("As it would be given")[2].partition("Who else")[0]
    assert "Grace Okafor rang" in shown
    assert "Daniel" not in shown
    assert entries(running.app.database, kinds=[RecordKind.VIEWED])[-1].case == case
    for said, why in (
        ({}, "Choose what becomes of it."),
        ({"choice": "exempt"}, "Say why it stays back, in a few words."),
        ({"choice": "burn"}, "Choose what becomes of it."),
    ):
        wrong = _sent(lead, "/email", case=case, **said)
        assert (wrong.status, why in words(wrong)) == (422, True)
    assert _sent(lead, "/email", case=case, look="yes").status == 200
    assert _sent(lead, "/email", case=case, choice="give").goes_to == f"{PATH}?id=S-WEB"

    assert _sent(lead, "/take").status == 422
    assert _sent(lead, "/bundle").status == 303
    text = _until(lead, "files in it")
    assert "It is about other people" not in text
    taken = _sent(lead, "/take")
    assert taken.headers["content-type"] == "application/zip"
    assert entries(running.app.database, kinds=[RecordKind.EXPORTED])[-1].facts["what"] == "downloaded"
    assert "Choose where it goes." in words(_sent(lead, "/send"))
    assert "not here any more" in words(_sent(lead, "/send", to="grace.okafor@mail.example", digest="0" * 64))
    assert _sent(lead, "/send", to="grace.okafor@mail.example").goes_to == f"{PATH}?id=S-WEB&sent=yes"
    assert "They have it: it was answered today" in words(_page(lead))

    day = str(datetime.now(UTC).date())
    for said, why in (
        ({}, "Say how it was handed over."),
        ({"how": "handed-collected", "on": day}, "Say who handed it over"),
        ({"how": "handed-collected", "who": IRIS}, "Say on which day"),
        ({"how": "handed-collected", "who": IRIS, "on": "soon"}, "year first"),
        ({"how": "handed-collected", "who": "x@y.example", "on": day}, "Nobody of that address"),
        ({"how": "handed-collected", "who": IRIS, "on": "2199-01-01"}, "still to come"),
    ):
        wrong = _sent(lead, "/hand-over", **said)
        assert (wrong.status, why in words(wrong)) == (422, True)
    assert _sent(lead, "/hand-over", how="handed-collected", who=IRIS, on=day).goes_to.endswith("handed=yes")
    page = words(_page(lead))
    assert "It was collected on" in page
    assert "by Iris Grant; written down by" in page
    assert "That was in time." in page
    assert "Put it right first." in words(_sent(lead, "/take"))


def test_what_is_not_there_or_about_who_looks_is_no_page(
    running: RunningConsole, lead: Browser, case: CaseId
) -> None:
    assert _page(lead, "S-NONE").status == 404
    assert lead.get(f"{PATH}/email?id=S-WEB&case=GW-00000000").status == 404
    _put(running, "S-OWN", requester=IRIS)
    assert _page(lead, "S-OWN").status == 404
