"""The interface for programs: what each token opens, what is refused, and its document against what it does."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from schemathesis import SerializationContext
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import select

from gateway.model.errors import PermanentFailure
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.sign_in.tokens import LONGEST, Scope, TokenBook
from gateway.store.tables import metadata
from tests.console.conftest import RunningConsole
from tests.console.http import Answered, Browser

MAIL = (
    b"From: ana.sharma@family-support.example\r\nTo: office@elmpark.example\r\n"
    b"Subject: CONFIDENTIAL: Daniel Price\r\n\r\nDaniel Price was late on Monday.\r\n"
)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that can be asked for."""

    scope: Scope
    method: str
    path: str
    body: bytes = b""
    kind: str = "application/json"


OPERATIONS = (
    Operation(scope=Scope.HEALTH, method="GET", path="/health"),
    Operation(scope=Scope.TRACE, method="GET", path="/trace?key=ana.sharma@family-support.example"),
    Operation(scope=Scope.CASES_READ, method="GET", path="/held"),
    Operation(scope=Scope.CASES_READ, method="GET", path="/cases/GW-00000000"),
    Operation(scope=Scope.EXPLAIN, method="POST", path="/explain", body=MAIL, kind="message/rfc822"),
    Operation(scope=Scope.REGISTERS_READ, method="GET", path="/registers/people"),
    Operation(scope=Scope.REGISTERS_WRITE, method="POST", path="/registers/people", body=b'{"rows": []}'),
)


def secret(running: RunningConsole, *scopes: Scope, until: timedelta = timedelta(days=1)) -> str:
    """A token."""
    now = datetime.now(UTC)
    made, sent = TokenBook(running.app.database).add("a test", scopes, until=now + until, by="test", at=now)
    assert made.stands(now)
    return sent


def ask(running: RunningConsole, one: Operation, token: str, headers: Mapping[str, str] | None = None) -> Answered:
    """One request, as a program makes it."""
    sent = {"Content-Type": one.kind, **({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
    return Browser(running.port).ask(one.method, f"/api/v1{one.path}", one.body, sent)


def refusals(running: RunningConsole) -> list[tuple[object, object]]:
    """Who was refused and why, as the record has it."""
    found = entries(running.app.database, kinds=[RecordKind.REQUEST_REFUSED])
    return [(one.by, one.facts["why"]) for one in found]


@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: f"{one.method} {one.path[:20]}")
def test_an_operation_needs_its_own_scope(running: RunningConsole, one: Operation) -> None:
    assert ask(running, one, secret(running, one.scope)).status in (200, 404)
    others = [scope for scope in Scope if scope is not one.scope]
    answer = ask(running, one, secret(running, *others))
    assert answer.status == 403
    assert one.scope.value in json.loads(answer.text)["what"]
    assert refusals(running)[-1][1] == "scope"


def test_the_document_has_every_operation_and_no_other(running: RunningConsole) -> None:
    document = json.loads(Browser(running.port).get("/api/v1/openapi.json").text)
    has = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    known = {
        (one.method, one.path.partition("?")[0].replace("/people", "/{kind}").replace("GW-00000000", "{case}"))
        for one in OPERATIONS
    }
    assert has == known
    assert all("security" in each for methods in document["paths"].values() for each in methods.values())


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer sgw_x", "Basic YTpi", "bearer\tx", "Bearer " + "x" * 5000]
)
def test_without_a_right_token_nothing_is_told(running: RunningConsole, header: str) -> None:
    answer = ask(running, OPERATIONS[0], "", {"Authorization": header} if header else {})
    assert answer.status in (401, 429)
    assert set(json.loads(answer.text)) == {"what", "faults"}
    assert refusals(running)[-1] == ("nobody", "token") or answer.status == 429


def test_wrong_tokens_are_limited_and_right_ones_are_not(running: RunningConsole) -> None:
    statuses = [ask(running, OPERATIONS[0], "sgw_wrong").status for _ in range(40)]
    assert 429 in statuses
    assert set(statuses) <= {401, 429}
    assert ask(running, OPERATIONS[0], secret(running, Scope.HEALTH)).status == 200


def test_a_session_of_a_browser_opens_nothing_here(running: RunningConsole) -> None:
    browser = running.browser()
    browser.sign_in("tess.cole@family-support.example")
    assert browser.get("/api/v1/health").status in (401, 429)


def test_a_page_elsewhere_gets_no_answer_even_with_a_token(running: RunningConsole) -> None:
    one = OPERATIONS[-1]
    token = secret(running, one.scope)
    assert ask(running, one, token, {"Origin": "https://elsewhere.example"}).status == 403
    assert ask(running, one, token, {"Sec-Fetch-Site": "cross-site"}).status == 403
    assert "access-control-allow-origin" not in ask(running, one, token).headers


def test_a_token_ends_is_revoked_and_is_not_kept(running: RunningConsole) -> None:
    book, now = TokenBook(running.app.database), datetime.now(UTC)
    made, sent = book.add("a script", [Scope.HEALTH], until=now + timedelta(hours=1), by="test", at=now)
    found = book.find(sent, now)
    assert found is not None
    assert found.id == made.id
    assert book.find(sent, now + timedelta(hours=1)) is None
    assert book.find(sent[:-1], now) is None
    assert book.find("", now) is None
    with running.app.database.read() as connection:
        stored = [str(row) for table in metadata.sorted_tables for row in connection.execute(select(table))]
    assert any("a script" in row for row in stored)
    assert not any(sent in row for row in stored)
    used = next(one for one in book.all() if one.id == made.id).used_at
    assert used is not None
    book.revoke(made.id.lower(), by="test", at=datetime.now(UTC))
    assert book.find(sent, now) is None
    with pytest.raises(PermanentFailure, match="revoked before"):
        book.revoke(made.id, by="test", at=datetime.now(UTC))


@pytest.mark.parametrize(
    ("title", "scopes", "until", "why"),
    [
        ("", [Scope.HEALTH], timedelta(days=1), "name"),
        ("x", [], timedelta(days=1), "scope"),
        ("x", [Scope.HEALTH], timedelta(0), "future"),
        ("x", [Scope.HEALTH], LONGEST + timedelta(seconds=1), "within"),
    ],
)
def test_a_token_says_what_for_and_until_when(
    running: RunningConsole, title: str, scopes: list[Scope], until: timedelta, why: str
) -> None:
    with pytest.raises(PermanentFailure, match=why):
        TokenBook(running.app.database).add(title, scopes, until=NOW + until, by="test", at=NOW)


def test_a_register_comes_as_its_file_would_and_that_is_recorded(running: RunningConsole) -> None:
    answer = json.loads(ask(running, OPERATIONS[5], secret(running, Scope.REGISTERS_READ)).text)
    assert answer["columns"] == list(COLUMNS[RegisterKind.PEOPLE])
    assert any(one["name"] == "Daniel Price" for one in answer["entries"])
    last = entries(running.app.database, kinds=[RecordKind.EXPORTED])[-1]
    assert last.by.startswith("token T-")
    assert last.facts["report"] == "register-people"


def _lay(running: RunningConsole, kind: str, sent: object) -> Answered:
    body = json.dumps(sent).encode()
    one = Operation(scope=Scope.REGISTERS_WRITE, method="POST", path=f"/registers/{kind}", body=body)
    return ask(running, one, secret(running, Scope.REGISTERS_WRITE))


def test_rows_are_laid_whole_or_not_at_all(running: RunningConsole) -> None:
    row = {"id": "P-API", "name": "Api Example", "date_of_birth": "2015-03-04"}
    dry = json.loads(_lay(running, "people", {"rows": [row], "dry_run": True}).text)
    assert (dry["imported"], dry["added"]) == (False, ["P-API"])
    wrong = _lay(running, "people", {"rows": [row, {"id": "P-BAD", "name": "X", "date_of_birth": "yesterday"}]})
    assert wrong.status == 422
    assert [one["where"] for one in json.loads(wrong.text)["faults"]] == ["3.date_of_birth"]
    assert "yesterday" not in wrong.text
    done = json.loads(_lay(running, "people", {"rows": [row]}).text)
    assert (done["imported"], done["added"]) == (True, ["P-API"])
    changed = entries(running.app.database, kinds=[RecordKind.REGISTER_CHANGED])[-1]
    assert changed.by.startswith("token T-")


@pytest.mark.parametrize("kind", ["approvals", "modes"])
def test_what_people_decide_no_program_enters(running: RunningConsole, kind: str) -> None:
    assert _lay(running, kind, {"rows": []}).status == 403


@pytest.mark.parametrize(
    "sent",
    [
        {"rows": [{"no-such-column": "x"}]},
        {"rows": [{"id": 7}]},
        {"rows": [{}]},
        {"rows": [{"name": "nobody"}]},
        {"rows": "all"},
        {"rows": [], "replaced": True},
        [],
        None,
    ],
)
def test_what_does_not_fit_is_refused_without_an_echo(running: RunningConsole, sent: object) -> None:
    answer = _lay(running, "people", sent)
    assert answer.status == 422
    assert "no-such-column" not in answer.text


def test_a_mail_is_explained_and_goes_nowhere(running: RunningConsole) -> None:
    before = running.app.queue().queue()
    answer = ask(running, OPERATIONS[4], secret(running, Scope.EXPLAIN))
    told = json.loads(answer.text)
    assert told["marked"] == "confidential"
    assert [one["address"] for one in told["recipients"]] == ["office@elmpark.example"]
    assert running.app.queue().queue() == before
    assert running.app.queue().trace("office@elmpark.example") == ()


@pytest.mark.parametrize(
    ("query", "body", "status"),
    [
        ("", b"Subject: x\r\n\r\nno recipient\r\n", 422),
        ("?to=nobody", MAIL, 422),
        ("?to=" + quote("office@elmpark.example"), b"\x00\xff\r\n\r\n", 200),
        ("?at=yesterday", MAIL, 422),
        ("?at=0001-01-01T00:00:00Z", MAIL, 422),
        ("?at=9999-12-31T23:59:59Z", MAIL, 422),
        ("?at=1900-01-01T00:00:00Z", MAIL, 200),
        ("?at=2199-12-31T23:59:59%2B14:00", MAIL, 200),
        ("", b"", 422),
    ],
)
def test_what_is_no_mail_is_refused(running: RunningConsole, query: str, body: bytes, status: int) -> None:
    one = Operation(scope=Scope.EXPLAIN, method="POST", path=f"/explain{query}", body=body, kind="message/rfc822")
    assert ask(running, one, secret(running, Scope.EXPLAIN)).status == status


def test_a_mail_that_is_too_large_is_refused_before_it_comes(running: RunningConsole) -> None:
    bearer = {"Authorization": f"Bearer {secret(running, Scope.EXPLAIN)}", "Content-Type": "message/rfc822"}
    announced = {**bearer, "Content-Length": str(11 * 1024 * 1024)}

    assert running.browser().ask("POST", "/api/v1/explain", b"", announced).status == 413


CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
)


@schemathesis.serializer("message/rfc822")
def _as_it_is(_context: SerializationContext, value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


schemathesis.openapi.media_type(
    "message/rfc822", st.just(MAIL) | st.binary(max_size=200) | st.binary(max_size=200).map(MAIL.__add__)
)


def _conforms(running: RunningConsole, examples: int, which: range) -> None:
    headers = {"Authorization": f"Bearer {secret(running, *Scope)}"}
    schema = schemathesis.openapi.from_url(f"https://localhost:{running.port}/api/v1/openapi.json", verify=False)
    each = [result.ok().as_strategy() for result in schema.get_all_operations() if isinstance(result, Ok)]
    assert len(each) == len(OPERATIONS)
    bounded = settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)

    def holds(data: DataObject, n: int) -> None:
        data.draw(each[n]).call_and_validate(headers=headers, verify=False, checks=list(CHECKS), timeout=120)

    for n in which:
        bounded(given(data=st.data(), n=st.just(n))(holds))()


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_it_does_what_its_document_says(running: RunningConsole) -> None:
    _conforms(running, 10, range(len(OPERATIONS)))


@pytest.mark.soak
@pytest.mark.parametrize("n", range(len(OPERATIONS)))
@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_it_does_what_its_document_says_for_long(running: RunningConsole, n: int) -> None:
    # By the place of an operation in the document: one at a time can be run where the machine is shared.
    _conforms(running, 2000, range(n, n + 1))
