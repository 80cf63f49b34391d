"""The record as an auditor reads it: found, taken along, computed again; and nothing is changed."""

import csv
import io
import json
import time

import pytest
from sqlalchemy import update

from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.chainer import chain, head_of
from gateway.record.entries import insert_entries
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from gateway.store.tables import record
from tests.console.conftest import RunningConsole
from tests.console.http import Browser
from tests.console.mails import about_daniel, decided
from tests.console.people import account_of, with_role
from tests.e2e.installation import ANA


@pytest.fixture(scope="module")
def auditor(running: RunningConsole) -> Browser:
    return with_role(running, AccountRole.AUDITOR)


@pytest.fixture(scope="module")
def case(running: RunningConsole) -> CaseId:
    return decided(running.app, "record-1", "CONFIDENTIAL: Daniel", about_daniel("likes to swim"))


def test_rows_are_found_by_case_kind_person_word_and_day(
    running: RunningConsole, auditor: Browser, case: CaseId
) -> None:
    assert "Decided" in auditor.get(f"/record?case={case.lower()}").text
    assert case in auditor.get("/record?kind=decided").text
    assert "Accepted" not in auditor.get(f"/record?kind=decided&case={case}").text.partition("console-row")[2]
    assert case in auditor.get(f"/record?by={ANA.replace('@', '%40')}&kind=accepted").text
    assert case in auditor.get("/record?words=no-consent&kind=decided").text
    today = running.app.clock.now().astimezone(running.app.settings.timezone).date()
    assert case in auditor.get(f"/record?case={case}&first={today}&last={today}").text
    assert "Nothing is recorded that fits." in auditor.get(f"/record?case={case}&last=2020-01-01").text
    assert "Nothing is recorded that fits." in auditor.get("/record?words=%25").text
    wrong = auditor.get("/record?first=tomorrow")
    assert (wrong.status, "Enter the first day" in wrong.text) == (422, True)


def test_older_rows_follow_page_by_page_and_none_is_left_out(running: RunningConsole, auditor: Browser) -> None:
    marks = [RecordEntry(kind=RecordKind.FAULT, case=None, by="test", facts=(("mark", f"m{n}"),)) for n in range(60)]
    with running.app.database.write() as connection:
        insert_entries(connection, marks, running.app.clock.now())
    path, seen = "/record?kind=fault&by=test", ""
    for _ in range(3):
        page = auditor.get(path).text
        seen += page
        older = page.partition('href="/record?before=')[2].partition("&")[0]
        path = f"/record?kind=fault&by=test&before={older}"
    assert not older
    assert [n for n in range(60) if f"</strong> m{n}</span>" not in seen] == []


def test_what_a_search_finds_is_taken_along_and_that_is_recorded_first(
    running: RunningConsole, auditor: Browser, case: CaseId
) -> None:
    form = {"form_token": auditor.get("/record").token, "case": case}
    answer = auditor.post("/record/export", {**form, "format": "csv"})
    assert answer.headers["content-disposition"].endswith('.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {row["kind"] for row in rows} >= {"accepted", "decided", "held"}
    assert [int(row["number"]) for row in rows] == sorted(int(row["number"]) for row in rows)
    assert len(rows) == len(entries(running.app.database, case=case))
    taken = entries(running.app.database, kinds=[RecordKind.EXPORTED])[-1]
    assert (taken.by, taken.facts["case"], taken.facts["rows"]) == (account_of(AccountRole.AUDITOR), case, len(rows))
    whole = json.loads(auditor.post("/record/export", {**form, "format": "json"}).text)
    assert len(whole["record"]) == len(rows)
    wrong = auditor.post("/record/export", {**form, "first": "x"})
    assert (wrong.status, "Enter the first day" in wrong.text) == (422, True)


def test_the_chain_is_computed_again_and_tampering_is_told(
    running: RunningConsole, auditor: Browser, case: CaseId
) -> None:
    app = running.app
    chain(app.database, app.keys.record_key, app.clock.now())
    kept = str(head_of(app.database))
    assert "Nothing was changed" in verified(auditor)
    assert "Nothing was changed" in verified(auditor, head=kept)
    assert "ends before the head that was kept" in verified(auditor, head=f"999999:{'0' * 64}")
    wrong = auditor.post("/record/verify", {"form_token": auditor.get("/record/verify").token, "head": "12"})
    assert (wrong.status, "That is no head of the record" in wrong.text) == (422, True)
    row = entries(app.database, case=case)[0]
    try:
        change(running, row.seq, "somebody.else@family-support.example")
        told = verified(auditor)
        assert "The record was tampered with, or damaged" in told
        assert f"from row {row.seq}" in told or "batch" in told
    finally:
        change(running, row.seq, row.by)
    assert "Nothing was changed" in verified(auditor)
    last = entries(app.database, kinds=[RecordKind.OPERATED])[-1]
    assert (last.by, last.facts["what"]) == (account_of(AccountRole.AUDITOR), "verify")


def change(running: RunningConsole, seq: int, by: str) -> None:
    with running.app.database.write() as connection:
        connection.execute(update(record).where(record.c.seq == seq).values(by_whom=by))


def verified(auditor: Browser, head: str = "") -> str:
    form = {"form_token": auditor.get("/record/verify").token, "head": head}
    assert auditor.post("/record/verify", form).goes_to == "/record/verify"
    deadline = time.monotonic() + 30
    while "One is under way" in (text := auditor.get("/record/verify").text):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return text
