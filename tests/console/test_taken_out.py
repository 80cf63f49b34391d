"""Lists that people read, as files: what the list shows to whoever asks, no more, and on the record first (REC-1)."""

import csv

import pytest

from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import RecordKind
from gateway.policy.file import parse
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.people import IRIS, signed_in, with_role
from tests.console.scene import LEAD, Scene
from tests.e2e.installation import ANA, BEN, mail, message_id

pytestmark = pytest.mark.xdist_group("console")


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.lstrip("\ufeff").splitlines()))


def test_my_email_as_a_file_has_a_line_for_each_copy_and_nobody_elses(scene: Scene) -> None:
    scene.gateway.client.send(
        ANA, (BEN, LEAD), mail("out-1", "INTERNAL: =1+1", "The hall is open.\n", to=(BEN, LEAD))
    )
    case = scene.gateway.in_state(message_id("out-1"), RecipientState.DELIVERED).case
    scene.gateway.idle()
    answer = scene.posted(ANA, "/mail/export", "/", format="csv", search=case)
    lines = read(answer.text)
    assert [(one["case"], one["recipient"], one["where"]) for one in lines] == [
        (case, BEN, "delivered"),
        (case, LEAD, "delivered"),
    ]
    assert {one["subject"] for one in lines} == {"INTERNAL: =1+1"}
    assert {one["details_hidden"] for one in lines} == {"no"}
    last = entries(scene.gateway.app.database, kinds=[RecordKind.EXPORTED])[-1]
    assert (last.by, last.facts["rows"]) == (ANA, 2)
    assert read(scene.posted(ANA, "/mail/export", "/", format="csv", search=case, shown="waiting").text) == []
    assert read(scene.posted(BEN, "/mail/export", "/", format="csv", search=case).text) == []
    assert 'action="/mail/export"' in scene.at(ANA).get("/mail").text


@pytest.mark.parametrize(
    ("role", "page", "shown", "line"),
    [
        pytest.param(
            AccountRole.STAFF,
            "/agreed",
            {"search": "elm park"},
            {"partner": "Elm Park School", "domains": "elmpark.example", "not_now": ""},
            id="what-we-have-agreed",
        ),
        pytest.param(
            AccountRole.ICT, "/users", {"search": IRIS}, {"account": IRIS, "closed": "no"}, id="who-may-sign-in"
        ),
    ],
)
def test_a_list_as_a_file(
    running: RunningConsole, role: AccountRole, page: str, shown: dict[str, str], line: dict[str, str]
) -> None:
    browser = with_role(running, role)
    query = "&".join(f"{name}={value.replace(' ', '+')}" for name, value in shown.items())
    there = browser.get(f"{page}?{query}")
    assert f'action="{page}/export"' in there.text
    answer = browser.post(f"{page}/export", {"form_token": there.token, "format": "csv", **shown})
    assert answer.status == 200
    first = read(answer.text)[0]
    assert {name: first[name] for name in line} == line


def test_who_asked_to_look_into_an_email_as_a_file_is_for_who_governs(running: RunningConsole) -> None:
    form = {"format": "csv"}
    iris = signed_in(running, IRIS)
    answer = iris.post("/views/export", form | {"form_token": iris.get("/views").token})
    assert answer.text.lstrip("\ufeff").startswith("case,asked_by,asked_at,why,state")
    for role in (AccountRole.ICT, AccountRole.STAFF):
        other = with_role(running, role)
        assert other.post("/views/export", form | {"form_token": other.get("/account").token}).status == 404


def test_policies_as_a_file(running: RunningConsole) -> None:
    app = running.app
    text = (app.settings.folder / "policy.yaml").read_text()
    version = parse(text, "policy.yaml").policy.version
    app.policies().take(version, text, app.clock.now())
    ict = with_role(running, AccountRole.ICT)
    page = ict.get("/rules/versions")
    assert 'action="/rules/versions/export"' in page.text
    line, *_ = read(ict.post("/rules/versions/export", {"form_token": page.token, "format": "csv"}).text)
    assert (line["version"], line["by"]) == (version, "policy.yaml was changed")
