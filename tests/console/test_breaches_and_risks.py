"""Breaches with their 72 hours, and risks, in the console."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from gateway.model.outcome import RecordKind
from gateway.model.risks import Likelihood, RiskStatus, Told
from gateway.record.reading import entries
from tests.console.conftest import RunningConsole
from tests.console.http import Answered, Browser
from tests.console.people import IRIS, signed_in


@pytest.fixture(scope="module")
def lead(running: RunningConsole) -> Browser:
    return signed_in(running, IRIS)


def _sent(lead: Browser, path: str, form: Mapping[str, str]) -> Answered:
    return lead.post(path, {"form_token": lead.get("/governance").token, **form})


def _opened(lead: Browser, form: Mapping[str, str]) -> str:
    done = _sent(lead, "/breaches/add", form)
    assert done.status == 303, done.text[-2000:]
    return done.goes_to.removeprefix("/breaches/").partition("?")[0]


def test_a_breach_goes_from_first_word_to_its_end(running: RunningConsole, lead: Browser) -> None:
    knew = (datetime.now(UTC) - timedelta(hours=70)).strftime("%Y-%m-%d %H:%M+00:00")
    breach = _opened(lead, {"what": "A list went to a wrong school.", "aware": knew, "about": "P-1\nP-2"})
    path = f"/breaches/{breach}"
    page = lead.get(path).text
    assert "1 hour left" in page or "2 hours left" in page
    assert "Mia Okafor (P-1)" in page
    assert breach in lead.get("/breaches").text

    early = _sent(lead, f"{path}/close", {"why": "We spoke to the school."})
    assert early.status == 422
    assert "the ICO was not told" in early.text
    assert "We spoke to the school." in early.text  # the form is kept
    unlikely = _sent(lead, f"{path}/change", {"likelihood": "unlikely", "about": "P-1\nP-2"})
    assert '<a href="#note">Say why no harm' in unlikely.text
    assert _sent(lead, f"{path}/told", {"whom": "ico", "told_note": "IC-1"}).status == 303
    assert _sent(lead, f"{path}/change", {"likelihood": "high", "about": "P-1", "note": "Read by two."}).status == 303
    assert "were not told" in _sent(lead, f"{path}/close", {"why": "Done."}).text
    assert _sent(lead, f"{path}/told", {"whom": "people"}).status == 303
    assert _sent(lead, f"{path}/close", {"why": "Done."}).status == 303

    found = running.app.breach_book().get(breach)
    assert (found.likelihood, found.about, found.notes) == (Likelihood.HIGH, ("P-1",), ("Read by two.", "Done."))
    assert [(one.whom, one.by) for one in found.told] == [(Told.ICO, IRIS), (Told.PEOPLE, IRIS)]
    last = entries(running.app.database, kinds=[RecordKind.BREACH])[-1]
    assert (last.by, last.facts["change"]) == (IRIS, "closed")
    assert breach not in lead.get("/breaches").text
    assert breach in lead.get("/breaches?show=all").text


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        pytest.param({}, '<a href="#what">Say what happened.', id="nothing"),
        pytest.param({"what": "x", "aware": "yesterday"}, '<a href="#aware">Write day and time', id="no-time"),
        pytest.param({"what": "x", "aware": "2199-01-01 00:00"}, "the time lies ahead", id="ahead"),
        pytest.param({"what": "x", "about": "P-NONE"}, "P-NONE: not in the register of people", id="nobody"),
        pytest.param({"what": "x", "case": "GW-NONE"}, "there is no such case", id="no-case"),
    ],
)
def test_what_is_wrong_with_a_breach_is_told(lead: Browser, form: dict[str, str], fault: str) -> None:
    page = _sent(lead, "/breaches/add", form)
    assert page.status == 422
    assert fault in page.text


def test_who_was_told_must_be_chosen(lead: Browser) -> None:
    breach = _opened(lead, {"what": "A letter."})
    page = _sent(lead, f"/breaches/{breach}/told", {"whom": "", "told_note": "By telephone"})
    assert '<a href="#whom">Choose who was told.' in page.text
    assert "By telephone" in page.text


def test_a_risk_is_entered_worked_and_closed(running: RunningConsole, lead: Browser) -> None:
    done = _sent(lead, "/risks/add", {"what": "No agreement since March.", "about": "HOUSING"})
    risk = done.goes_to.removeprefix("/risks/").partition("?")[0]
    path = f"/risks/{risk}"
    assert "Westway Housing (HOUSING)" in lead.get(path).text
    twice = _sent(lead, "/risks/add", {"what": "Again.", "about": "HOUSING"})
    assert twice.status == 422
    assert "is open about the same" in twice.text

    form = {"owner": IRIS, "mitigation": "Asked them.", "status": "treated", "review": "2027-01-31"}
    for field, wrong in (("owner", "nobody@nowhere.example"), ("review", "31/01/2027"), ("status", "closed")):
        page = _sent(lead, f"{path}/change", {**form, field: wrong})
        assert page.status == 422
        assert f'<a href="#{field}">' in page.text
        assert "Asked them." in page.text
    assert _sent(lead, f"{path}/change", form).status == 303
    found = running.app.risk_book().get(risk)
    assert (found.owner, found.mitigation, found.status) == (IRIS, "Asked them.", RiskStatus.TREATED)
    assert '<a href="#why">Say why it is over.' in _sent(lead, f"{path}/close", {}).text
    assert _sent(lead, f"{path}/close", {"why": "Signed."}).status == 303
    assert entries(running.app.database, kinds=[RecordKind.RISK])[-1].by == IRIS
    assert risk not in lead.get("/risks").text


@pytest.mark.parametrize("book", ["breaches", "risks"])
def test_both_are_taken_out_as_files(running: RunningConsole, lead: Browser, book: str) -> None:
    got = _sent(lead, f"/{book}/export", {"format": "csv"})
    assert got.status == 200
    assert got.text.lstrip("\ufeff").startswith("id,opened")
    assert entries(running.app.database, kinds=[RecordKind.EXPORTED])[-1].facts["report"] == book
    assert _sent(lead, f"/{book}/export", {"format": "exe"}).status == 404


def test_strange_words_show_as_text(lead: Browser) -> None:
    words = "<img src=x onerror=alert(1)> \u202eGNISSIM " + "w" * 9_000
    breach = _opened(lead, {"what": words})
    for path in ("/breaches", f"/breaches/{breach}"):
        page = lead.get(path).text
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page
