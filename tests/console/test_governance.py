"""Registers, requests and reviews in the console: what is shown, what counts, who must not see it."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from markupsafe import escape
from sqlalchemy import update

from gateway.console.pages.governance.fields import FIELDS
from gateway.console.pages.governance.routes import GOVERNANCE_ROUTES
from gateway.console.permissions import Method, Permission
from gateway.demo.organisation import PASSWORD
from gateway.model.outcome import RecordKind
from gateway.model.parties import PersonId
from gateway.record.reading import Entry, entries
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.files.table import Table
from gateway.registers.shelf import LISTED
from gateway.reports.files import Format
from gateway.sign_in.accounts import AccountRole
from gateway.store.tables import console_session
from tests.console.conftest import RunningConsole
from tests.console.held_rows import held_and_let_go
from tests.console.http import Answered, Browser
from tests.console.people import signed_in

LEAD = "iris.grant@family-support.example"
STRANGE = (
    pytest.param("<script>alert(1)</script> <b>Ann</b>", id="markup"),
    pytest.param("\u202eнавI\u202c עדי כהן", id="right-to-left"),
    pytest.param("N" * 10_000, id="ten-thousand-characters"),
    pytest.param('" onfocus="alert(1)" autofocus="', id="breaks-out-of-an-attribute"),
)


@pytest.fixture(scope="module")
def lead(running: RunningConsole) -> Browser:
    return signed_in(running, LEAD)


@pytest.fixture
def person(running: RunningConsole) -> Iterator[str]:
    """Somebody new, who is gone afterwards."""
    identity = f"P-T{running.app.registers().generation()}"
    _put(running, RegisterKind.PEOPLE, {"id": identity, "name": "Tam Ferris", "date_of_birth": "2014-02-03"})
    yield identity
    nothing, now = Table(columns=(), rows=()), datetime.now(UTC)
    running.app.registers().lay(RegisterKind.PEOPLE, nothing, end=(identity,), by="test", at=now)


def _put(running: RunningConsole, kind: RegisterKind, row: Mapping[str, str]) -> None:
    running.app.registers().apply(kind, [row], replace=False, by="test", at=datetime.now(UTC))


def _sent(lead: Browser, path: str, form: Mapping[str, str]) -> Answered:
    token = lead.get("/governance").token
    return lead.post(path, {"form_token": token, **form})


def _seal(page: Answered) -> str:
    return page.text.partition('name="seal" value="')[2].partition('"')[0]


def _recorded(running: RunningConsole, kind: RecordKind) -> Entry:
    return entries(running.app.database, kinds=[kind])[-1]


def test_every_column_of_every_register_can_be_filled_in() -> None:
    assert {kind: tuple(fields) for kind, fields in FIELDS.items()} == dict(COLUMNS)


@pytest.mark.parametrize("route", GOVERNANCE_ROUTES, ids=lambda one: f"{one.method} {one.path}")
@pytest.mark.parametrize("name", ["ana.sharma", "mo.hughes", "sam.field"])
def test_it_is_for_information_governance_alone(
    running: RunningConsole, others: Mapping[str, Browser], route: object, name: str
) -> None:
    one = next(each for each in GOVERNANCE_ROUTES if each is route)
    assert one.permission is Permission.GOVERNS
    browser = others[name]
    path = one.path.replace("{kind}", "people").replace("{id}", "BR-1")
    answer = browser.get(path) if one.method is Method.GET else browser.post(path, {})
    assert answer.status == 404
    assert _recorded(running, RecordKind.REQUEST_REFUSED).facts["why"] == "not-permitted"


@pytest.fixture(scope="module")
def others(running: RunningConsole) -> Mapping[str, Browser]:
    names = ("ana.sharma", "mo.hughes", "sam.field")
    return {name: signed_in(running, f"{name}@family-support.example") for name in names}


@pytest.mark.parametrize("kind", RegisterKind)
def test_each_register_has_a_list_and_a_form(lead: Browser, kind: RegisterKind) -> None:
    for path in (f"/registers/{kind.value}", f"/registers/{kind.value}/add"):
        page = lead.get(path)
        assert page.status == 200, page.text[:500]
    for column in LISTED[kind]:
        assert lead.get(f"/registers/{kind.value}?sort={column}&down=yes&search=a").status == 200


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        pytest.param("search=OKAFOR", "Mia Okafor", "Daniel Price", id="any-case"),
        pytest.param("search=price+9990000026", "Daniel Price", "Karen Price", id="a-number-without-its-blanks"),
        pytest.param("search=%C3%B3kafor+mia", "Mia Okafor", "Grace Okafor", id="accents-and-order-aside"),
        pytest.param("worker=ben.doyle%40family-support.example", "Yusuf Demir", "Mia Okafor", id="a-filter"),
        pytest.param("stand=died", "Nothing fits", "Mia Okafor", id="none-so"),
        pytest.param("page=999999", "Mia Okafor", "Nothing", id="beyond-the-last-page"),
        pytest.param("page=-1&sort=nonsense&stand=nonsense", "Mia Okafor", "Nothing", id="nonsense"),
    ],
)
def test_people_are_found(lead: Browser, query: str, there: str, not_there: str) -> None:
    page = lead.get(f"/registers/people?{query}")
    assert there in page.text
    assert not_there not in page.text


def test_a_list_is_sorted_both_ways(lead: Browser) -> None:
    up = lead.get("/registers/people?sort=name").text
    down = lead.get("/registers/people?sort=name&down=yes").text
    assert up.index("Daniel Price") < up.index("Yusuf Demir")
    assert down.index("Daniel Price") > down.index("Yusuf Demir")


def test_an_entry_is_added_changed_and_ended_with_who_and_when(running: RunningConsole, lead: Browser) -> None:
    form = {"id": "P-FORM", "name": "Noor Aziz", "aliases": "Nora Aziz\nN. Aziz", "date_of_birth": "2013-05-06"}
    check = _sent(lead, "/registers/people/check", form)
    assert "Check before it counts" in check.text
    assert "6 May 2013" in check.text
    assert "P-FORM" not in lead.get("/registers/people?search=aziz").text  # nothing counts yet
    done = _sent(lead, "/registers/people/save", {**form, "seal": _seal(check)})
    assert done.goes_to == "/registers/people/entry?id=P-FORM&done=added"
    assert running.app.registers().snapshot().people[PersonId("P-FORM")].aliases == ("Nora Aziz", "N. Aziz")
    changed = _recorded(running, RecordKind.REGISTER_CHANGED)
    assert (changed.by, changed.facts["added_ids"]) == (LEAD, ["P-FORM"])

    form = {**form, "was": "P-FORM", "name": "Noor Azizi"}
    check = _sent(lead, "/registers/people/check", form)
    assert "<del>Noor Aziz</del>" in check.text
    assert "<ins>Noor Azizi</ins>" in check.text
    assert _sent(lead, "/registers/people/save", {**form, "seal": _seal(check)}).goes_to.endswith("done=changed")

    asked = lead.get("/registers/people/end?id=P-FORM")
    assert _sent(lead, "/registers/people/end", {"was": "P-FORM", "seal": _seal(asked)}).status == 303
    assert "P-FORM" not in running.app.registers().snapshot().people
    page = lead.get("/registers/people/entry?id=P-FORM")
    assert [page.text.index(word) for word in (">Ended<", ">Changed<", ">Added<")] == sorted(
        page.text.index(word) for word in (">Ended<", ">Changed<", ">Added<")
    )
    assert page.text.count(f"by {LEAD}") == 3


def test_what_changed_meanwhile_is_looked_at_again(running: RunningConsole, lead: Browser, person: str) -> None:
    form = {"was": person, "id": person, "name": "Tam Ferris", "school": "Elm Park School"}
    check = _sent(lead, "/registers/people/check", form)
    _put(running, RegisterKind.PEOPLE, {"id": person, "name": "Tam Ferris", "language": "Welsh"})
    late = _sent(lead, "/registers/people/save", {**form, "seal": _seal(check)})
    assert late.status == 422
    assert "look at it again" in late.text
    assert running.app.registers().snapshot().people[PersonId(person)].school == ""
    assert _sent(lead, "/registers/people/save", {**form, "seal": ""}).status == 422


@pytest.mark.parametrize(
    ("kind", "form", "faults"),
    [
        pytest.param("people", {"id": "P-X"}, ['<a href="#name">Name: empty'], id="what-is-needed"),
        pytest.param(
            "people",
            {"id": "P-X", "name": "Ann", "date_of_birth": "03/04/2015", "nhs_number": "999 000 0019"},
            ['<a href="#date_of_birth">Date of birth: not a date; write', '<a href="#nhs_number">NHS number:'],
            id="two-at-once",
        ),
        pytest.param("people", {"id": "P-1", "name": "Ann"}, ["there is such an entry already"], id="an-id-twice"),
        pytest.param(
            "consents",
            {"id": "C-X", "person": "P-1", "given_by": "P-999", "capacity": "parent", "party": "COUNCIL",
             "purposes": "early-help", "kinds": "*", "given_on": "2026-01-01", "explicit": "yes"},
            ['<a href="#given_by">Answered by: no such entry'],
            id="a-reference-to-nobody",
        ),
    ],
)  # fmt: skip
def test_faults_name_field_and_remedy_and_the_form_is_kept(
    lead: Browser, kind: str, form: dict[str, str], faults: list[str]
) -> None:
    page = _sent(lead, f"/registers/{kind}/check", form)
    assert page.status == 422
    assert "There is a problem" in page.text
    assert "<title>Error:" in page.text
    for fault in faults:
        assert fault in page.text
    for value in form.values():
        assert value in page.text


def test_an_entry_that_others_name_cannot_be_ended(running: RunningConsole, lead: Browser) -> None:
    asked = lead.get("/registers/parties/end?id=COUNCIL")
    assert "names in party an entry" in asked.text
    assert "End it" not in asked.text
    assert _sent(lead, "/registers/parties/end", {"was": "COUNCIL", "seal": _seal(asked)}).status == 422
    assert "COUNCIL" in running.app.registers().snapshot().parties


@pytest.mark.parametrize("name", STRANGE)
def test_strange_names_show_as_text(running: RunningConsole, lead: Browser, person: str, name: str) -> None:
    _put(running, RegisterKind.PEOPLE, {"id": person, "name": name})
    for path in (
        f"/registers/people?search={person}",
        f"/registers/people/entry?id={person}",
        f"/registers/people/change?id={person}",
    ):
        page = lead.get(path)
        assert page.status == 200
        assert "<script>alert" not in page.text
        assert '" onfocus="' not in page.text
        assert str(escape(name[:250])) in page.text


@pytest.mark.parametrize("form", Format)
def test_a_list_is_taken_out_as_a_file_and_that_is_recorded(
    running: RunningConsole, lead: Browser, form: Format
) -> None:
    got = _sent(lead, "/registers/people/export", {"format": form.value, "search": "price"})
    assert got.status == 200
    assert got.headers["content-disposition"] == f'attachment; filename="people.{form.value}"'
    assert got.headers["cache-control"] == "no-store"
    if form is not Format.XLSX:
        assert "Daniel Price" in got.text
        assert "Okafor" not in got.text
    facts = _recorded(running, RecordKind.EXPORTED)
    assert (facts.by, facts.facts["report"], facts.facts["rows"]) == (LEAD, "register-people", 2)
    assert "price" not in json.dumps(facts.facts)


def test_an_entry_that_is_looked_at_is_on_the_record(running: RunningConsole, lead: Browser) -> None:
    assert lead.get("/registers/people/entry?id=P-1").status == 200
    viewed = _recorded(running, RecordKind.VIEWED)
    assert (viewed.by, viewed.facts["what"], viewed.facts["id"]) == (LEAD, "people", "P-1")
    assert lead.get("/registers/people/entry?id=P-NONE").status == 404


def test_a_person_s_page_tells_yes_and_no_with_purpose_and_evidence(lead: Browser) -> None:
    page = lead.get("/registers/people/entry?id=P-7").text
    for words in ("Borough Council", "early-help (all kinds)", "form F-1070", "Withdrawn", "Nobody yet."):
        assert words in page


@pytest.fixture(scope="module")
def own(running: RunningConsole) -> None:
    home = "1 Conflict Close, London W6 0ZZ"
    for row in (
        {"id": "P-SELF", "name": "Iris Grant", "emails": LEAD, "addresses": home},
        {"id": "P-HOME", "name": "Jo Grant", "addresses": home},
        {"id": "P-FAR", "name": "Ola Brandt", "no_contact": "P-HOME"},
    ):
        _put(running, RegisterKind.PEOPLE, row)
    _put(
        running,
        RegisterKind.REQUESTS,
        {"id": "S-OWN", "type": "sar", "requester": LEAD, "person": "P-HOME", "opened": "2026-11-01"},
    )


class TestConflict:
    """SAFE-2: nobody sees or keeps in the registers what is about them or their household."""

    @pytest.mark.parametrize("identity", ["P-SELF", "P-HOME", "P-FAR"])
    def test_a_page_is_not_there_and_the_try_is_recorded(
        self, running: RunningConsole, lead: Browser, own: None, identity: str
    ) -> None:
        for path in ("entry", "change", "end"):
            assert lead.get(f"/registers/people/{path}?id={identity}").status == 404
            assert _recorded(running, RecordKind.REQUEST_REFUSED).facts["why"] == "conflict-of-interest"

    def test_lists_and_files_leave_them_out(self, lead: Browser, own: None) -> None:
        assert "Nothing fits" in lead.get("/registers/people?search=grant").text
        assert "S-OWN" not in lead.get("/requests?show=all").text
        assert "S-OWN" not in lead.get("/due?days=365").text
        everybody = _sent(lead, "/registers/people/export", {"format": "csv"})
        assert "Mia Okafor" in everybody.text
        assert "Grant" not in everybody.text

    def test_nothing_is_added_or_changed_about_them(self, running: RunningConsole, lead: Browser, own: None) -> None:
        form = {"id": "P-NEW", "name": "Ann", "relations": "mother:P-SELF"}
        page = _sent(lead, "/registers/people/check", form)
        assert page.status == 422
        assert "Somebody else has to keep entries" in page.text
        assert _sent(lead, "/registers/people/save", {"was": "P-HOME", "name": "Jo"}).status == 404
        assert running.app.registers().snapshot().people[PersonId("P-HOME")].name == "Jo Grant"

    def test_their_disclosures_are_somebody_else_s_to_make(self, lead: Browser, own: None) -> None:
        assert lead.get("/people/about?id=P-HOME").status == 404
        assert _sent(lead, "/people/about", {"id": "P-HOME", "format": "csv"}).status == 404
        assert _sent(lead, "/people/recipients", {"id": "P-SELF", "format": "csv"}).status == 404


def test_a_change_needs_a_code_of_the_last_half_hour(running: RunningConsole, person: str) -> None:
    name, now = "late.lead@family-support.example", datetime.now(UTC)
    running.app.accounts.add(name, PASSWORD, roles=[AccountRole.IG], by="test", at=now)
    browser = running.browser()
    browser.sign_in(name)
    form = {"was": person, "name": "Tam Ferris", "ward": "Ravenscourt"}
    check = _sent(browser, "/registers/people/check", form)
    with running.app.database.write() as connection:
        stale = update(console_session).where(console_session.c.account == name)
        connection.execute(stale.values(checked_at=now - timedelta(minutes=31)))
    late = _sent(browser, "/registers/people/save", {**form, "seal": _seal(check)})
    assert late.status == 422
    assert '<a href="#code">Enter the code' in late.text
    assert running.app.registers().snapshot().people[PersonId(person)].ward == ""


def test_requests_count_the_days_that_the_law_gives(running: RunningConsole, lead: Browser) -> None:
    _put(
        running, RegisterKind.REQUESTS, {"id": "F-OLD", "type": "foi", "requester": "A paper", "opened": "2026-01-05"}
    )
    page = lead.get("/requests").text
    assert "it was due on 2 February 2026" in page  # 20 working days, no bank holiday between
    form = {
        "was": "F-OLD",
        "type": "foi",
        "requester": "A paper",
        "opened": "2026-01-05",
        "answered_on": "2026-02-02",
    }
    check = _sent(lead, "/registers/requests/check", form)
    assert _sent(lead, "/registers/requests/save", {**form, "seal": _seal(check)}).status == 303
    assert "F-OLD" not in lead.get("/requests").text
    assert "That was in time." in lead.get("/requests?show=all").text


def test_what_is_due_is_listed_and_taken_out(lead: Browser) -> None:
    page = lead.get("/due?days=90").text
    assert "A-4" in page
    assert "Our sharing policy is to be reviewed" in page
    got = _sent(lead, "/due/export", {"format": "csv", "days": "90"})
    assert "agreements,A-4,review" in got.text


def test_a_subject_access_reply_is_read_before_it_is_taken_out(running: RunningConsole, lead: Browser) -> None:
    page = _sent(lead, "/people/about", {"id": "P-2", "from": "2026-01-01"})
    assert "Nothing about them was shared" in page.text
    wrong = _sent(lead, "/people/about", {"id": "P-2", "from": "1.1.2026"})
    assert wrong.status == 422
    assert '<a href="#from">Write the day' in wrong.text
    got = _sent(lead, "/people/about", {"id": "P-2", "format": "json"})
    assert json.loads(got.text)["report"] == "sar"
    assert _recorded(running, RecordKind.EXPORTED).facts["about"] == "P-2"


def test_fetching_a_page_changes_nothing(running: RunningConsole, lead: Browser) -> None:
    before = running.app.registers().generation()
    for route in GOVERNANCE_ROUTES:
        if route.method is Method.GET:
            path = route.path.replace("{kind}", "people").replace("{id}", "BR-1")
            for query in ("", "?id=P-1", "?id=P-1&was=P-1&again=yes&seal=x&name=Changed"):
                assert lead.get(path + query).status in (200, 404)
    assert running.app.registers().generation() == before


def test_reports_draw_what_their_tables_say(running: RunningConsole, lead: Browser) -> None:
    held_and_let_go(running.app, datetime.now(UTC))
    page = lead.get("/reports").text
    for words in (
        "Held by reason",
        "has not said yes to sharing",
        "Children Act 1989 s.47",
        "Half of them were decided within",
    ):
        assert words in page
    assert page.count('<rect class="bar"') == page.count('<th scope="row"') > 3
    table = _sent(lead, "/reports/export", {"report": "overrides", "format": "csv"})
    assert "Children Act 1989 s.47),1" in table.text
    facts = _recorded(running, RecordKind.EXPORTED).facts
    assert (facts["report"], facts["format"]) == ("overrides", "csv")
    assert "GW-HELD0001" in _sent(lead, "/reports/export", {"report": "review", "format": "csv"}).text
    assert _sent(lead, "/reports/export", {"report": "foi", "format": "json"}).status == 200
    assert _sent(lead, "/reports/export", {"report": "none-such", "format": "csv"}).status == 404


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        pytest.param("from=1.1.2026", '<a href="#from">Write the day', id="no-day"),
        pytest.param("until=soon", '<a href="#until">Write the day', id="no-last-day"),
        pytest.param("from=2026-02-01&until=2026-01-01", "Turn them round", id="the-wrong-way-round"),
    ],
)
def test_a_range_that_is_none_is_told(lead: Browser, query: str, fault: str) -> None:
    page = lead.get(f"/reports?{query}")
    assert page.status == 422
    assert fault in page.text
    assert query.split("=")[1].split("&")[0] in page.text


@pytest.mark.parametrize("query", ["from=0001-01-01&until=9999-12-31", "until=0001-01-01", "from=9999-12-31"])
def test_days_at_the_edges_of_time_do_no_harm(lead: Browser, query: str) -> None:
    assert lead.get(f"/reports?{query}").status in (200, 422)
