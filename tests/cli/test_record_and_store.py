"""`gateway record`, `keys` and `store`: what was done can be shown, copied, and ended."""

import hashlib
import json
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from gateway.app import opened
from gateway.model.errors import TemporaryFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.chainer import chain
from gateway.record.entries import insert_entries
from gateway.store.tables import content, period, record
from tests.cli.builders import ABOUT_MIA, DUTY, IRIS, MAX, NEWSLETTER, WEN, Place, accept, work

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def kept(place: Place) -> tuple[Place, CaseId]:
    """A case that was decided, and its record chained."""
    case = accept(place, ABOUT_MIA)
    work(place)
    with opened(place.config) as app:
        chain(app.database, app.keys.record_key, app.clock.now())
    return place, case


def test_what_was_chained_verifies(kept: tuple[Place, CaseId]) -> None:
    place, _ = kept

    found = place.run("record", "verify", "--json").json()

    assert (found["ok"], found["fault"], found["tail"]) == (True, None, 0)
    assert found["batches"] == 1
    assert found["head"].startswith("1:")
    with_head = place.run("record", "verify", "--head", found["head"])
    assert (with_head.code, with_head.err) == (0, "")
    assert f"head {found['head']}" in with_head.out


def test_a_changed_row_shows(kept: tuple[Place, CaseId]) -> None:
    place, _ = kept
    with opened(place.config) as app, app.database.write() as connection:
        connection.execute(update(record).where(record.c.seq == 2).values(by_whom="nobody"))

    ran = place.run("record", "verify")
    as_json = place.run("record", "verify", "--json")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("batch 1 from row 1: a row of it was changed, added, removed or moved")
    assert (as_json.code, as_json.json()["fault"], as_json.json()["broken_at"]) == (1, "changed", 1)


def test_a_head_that_was_kept_shows_a_cut_off_end(kept: tuple[Place, CaseId]) -> None:
    place, _ = kept

    ran = place.run("record", "verify", "--head", f"2:{'00' * 32}")

    assert (ran.code, "the record ends before the head that was kept" in ran.err) == (1, True)


def test_export(kept: tuple[Place, CaseId]) -> None:
    place, case = kept
    file = place.folder / "record.jsonl"

    ran = place.run("record", "export", file, "--json")
    printed = place.run("record", "export")

    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert ran.json() == {"file": str(file), "lines": len(lines)}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = [json.loads(line) for line in printed.out.splitlines()]
    assert [line.get("kind") for line in again if line not in lines] == ["exported"]
    reports = [one["facts"]["report"] for one in again if one.get("kind") == "exported"]
    assert [one for one in reports if not one.startswith("register-")] == ["record", "record"]
    assert case in {line.get("case") for line in lines}
    assert "Okafor" not in printed.out


def shared(place: Place) -> Place:
    """An installation in which something about Mia was sent to the council."""
    consents = (
        "id,person,given_by,capacity,party,purposes,kinds,given_on,explicit,worker\n"
        "C-1,P-1,P-1,self,COUNCIL,early-help,*,2026-01-01,yes,wen.li@family.example\n"
    )
    # A child says yes for herself once she was found to understand it (CONS-6).
    competence = "id,name,competence\nP-1,Mia Okafor,found competent on 2026-01-01\n"
    assert place.run("register", "import", "people", place.file("people.csv", competence)).code == 0
    assert place.run("register", "import", "consents", place.file("consents.csv", consents)).code == 0
    config = place.config / "gateway.yaml"
    config.write_text(config.read_text().replace("forces_tls_to: []", "forces_tls_to: [council.example]"))
    accept(place, ABOUT_MIA)
    work(place)
    return place


def test_disclosures_about_a_person(place: Place) -> None:
    place = shared(place)

    (found,) = place.run("record", "disclosures", "--about", "P-1", "--json").json()

    assert (found["recipient"], found["party"], found["delivered"]) == (DUTY, "COUNCIL", False)
    assert "name" in found["kinds"]
    assert "C-1" in found["basis"]
    assert f"{DUTY}" in place.run("record", "disclosures", "--about", "P-1").out
    assert place.run("record", "disclosures", "--about", "P-2").out == "nothing was shared about P-2\n"
    details = found["details"]
    assert (details["party_type"], details["role"], details["clause"]) == ("partner", "subject", "CONS-2")
    assert (details["law"], details["marked"], details["effective"]) == (
        "Children Act 2004 s.10",
        "internal",
        "internal",
    )
    assert (details["anonymised"], details["removed"], details["withheld"]) == (False, [], False)
    assert details["received_sha256"] == hashlib.sha256(ABOUT_MIA).hexdigest()
    assert len(details["sent_sha256"]) == 64
    assert details["policy"]


def test_disclosures_by_party_and_day(place: Place) -> None:
    place = shared(place)
    today = datetime.now(LONDON).date()

    def count(*options: str) -> int:
        return len(place.run("record", "disclosures", *options, "--json").json())

    assert count("--to", "COUNCIL") == 1
    assert count("--to", "SCHOOL") == 0
    assert count("--from", f"{today}", "--until", f"{today}") == 1  # the last day is itself included
    assert count("--from", f"{today + timedelta(days=1)}") == 0
    assert count("--until", f"{today - timedelta(days=1)}") == 0
    assert count("--about", "P-1", "--to", "COUNCIL", "--from", f"{today}") == 1
    assert place.run("record", "disclosures").code == 2
    assert "not a day" in place.run("record", "disclosures", "--from", "tomorrow").err


def test_all_about_a_case_in_order_and_nobody_named(place: Place) -> None:
    place = shared(place)
    (case,) = {one["case"] for one in place.run("record", "disclosures", "--about", "P-1", "--json").json()}

    shown = place.run("record", "show", case.lower())
    found = place.run("record", "show", case, "--json").json()

    kinds = [one["kind"] for one in found["entries"]]
    assert kinds[:2] == ["accepted", "decided"]
    assert [one["person"] for one in found["disclosures"]] == ["P-1"]
    decided = found["entries"][1]["facts"]
    assert (decided["marked"], decided["purposes"], decided["removed"]) == ("internal", ["early-help"], [])
    for text in (shown.out, json.dumps(found)):
        assert "Okafor" not in text
        assert DUTY not in text
        assert "9990000018" not in text.replace(" ", "")
    assert "person P-1; party COUNCIL" in shown.out
    assert place.run("record", "show", "GW-00000000").code == 1


def test_the_export_to_standard_output_makes_no_file(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.folder)

    ran = place.run("record", "export", "-")

    assert json.loads(ran.out.splitlines()[0])["record"] == 1
    assert not (place.folder / "-").exists()


def test_a_backup_is_a_whole_database_without_keys(kept: tuple[Place, CaseId]) -> None:
    place, case = kept
    file = place.folder / "backup.db"

    ran = place.run("store", "backup", file)

    assert (ran.code, ran.err) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("SELECT case_id FROM message").fetchall() == [(case,)]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    data = file.read_bytes()
    for key in (place.config / "keys").rglob("*.key"):
        assert key.read_bytes().strip() not in data


def test_a_backup_is_never_written_over_another(made: Place) -> None:
    file = made.file("old.db", "kept")

    ran = made.run("store", "backup", file)

    assert (ran.code, ran.err) == (1, f"{file}: is there already; a backup is never written over another\n")
    assert file.read_text() == "kept"


def test_upgrade_makes_a_database_that_is_missing(place: Place) -> None:
    (place.config / "var" / "gateway.db").unlink()
    refused = place.run("user", "list")

    ran = place.run("store", "upgrade", "--json")

    assert (refused.code, "run `gateway store upgrade`" in refused.err) == (1, True)
    assert ran.json()["before"] is None
    assert place.run("user", "list").out == "there are no accounts\n"
    assert place.run("store", "upgrade").out.endswith("already\n")


def test_purge_destroys_months_that_are_over_and_no_others(place: Place) -> None:
    accept(place, NEWSLETTER)
    work(place)
    old = "2020-01"
    key = place.config / "keys" / "periods"
    (month,) = [path.stem for path in key.glob("*.key") if path.stem <= f"{datetime.now(UTC):%Y-%m}"]
    long_ago = datetime.now(UTC) - timedelta(days=2000)
    with opened(place.config) as app:
        app.keys.ensure_period(long_ago)
        old = f"{long_ago:%Y-%m}"
        assert (key / f"{old}.key").is_file()

    ran = place.run("store", "purge", "--json")

    assert {"period": old, "contents": 0} in ran.json()
    assert not (key / f"{old}.key").exists()
    assert (key / f"{month}.key").exists()
    with opened(place.config) as app, app.database.read() as connection:
        rows = {row.id: row.destroyed_at for row in connection.execute(period.select())}
        assert connection.execute(content.select()).first() is not None
    assert rows[old] is not None
    assert rows[month] is None
    listed = {
        one["name"]: one["state"] for one in place.run("keys", "list", "--json").json() if one["kind"] == "period"
    }
    assert (listed[old], listed[month]) == ("destroyed", None)
    assert place.run("store", "purge").out == "no month is over and without anybody waiting\n"


def test_keys_list_names_the_listeners_certificate(made: Place) -> None:
    kinds = {one["kind"] for one in made.run("keys", "list", "--json").json()}

    assert kinds == {"period", "listener"}
    assert "listener" in made.run("keys", "list").out


@pytest.mark.parametrize(
    ("informed", "withheld"),
    [
        pytest.param("yes, by phone", False, id="family-told"),
        # CONS-5: whoever makes a list for the person looks first.
        pytest.param("no: it would put the child at risk", True, id="family-not-told"),
    ],
)
def test_a_release_is_recorded_with_who_and_on_what(place: Place, informed: str, withheld: bool) -> None:
    config = place.config / "gateway.yaml"
    config.write_text(config.read_text().replace("forces_tls_to: []", "forces_tls_to: [council.example]"))
    case = accept(place, ABOUT_MIA)
    work(place)
    why = "Reasonable cause to suspect significant harm to Mia."
    answered = place.run(
        *("held", "answer", case, *place.signed(MAX), "--release", "--ground", "CA89-47"),
        *("--why", why, "--informed", informed),
    )
    assert (answered.code, answered.err) == (0, "")
    work(place)

    (found,) = place.run("record", "disclosures", "--about", "P-1", "--json").json()

    details = found["details"]
    assert (details["ground"], details["approved_by"], details["clause"]) == ("CA89-47", [MAX], "CONS-4")
    assert details["answered"] == [f"release line_manager {MAX}"]
    assert (details["informed"], details["withheld"]) == (informed[:3].strip(",: "), withheld)
    assert why not in json.dumps(found)
    decided = [one["facts"] for one in place.run("record", "show", case, "--json").json()["entries"]]
    assert [one["released_by"] for one in decided if "released_by" in one] == [[], [MAX]]
    assert why not in place.run("record", "export").out
    sar = place.run("record", "export", "sar", "--about", "P-1", "--format", "json")
    assert len(json.loads(sar.out)["shared"]) == (0 if withheld else 1)
    assert (case in sar.err) is withheld
    whole = place.run("record", "export", "sar", "--about", "P-1", "--format", "json", "--with-withheld")
    assert [one["reference"] for one in json.loads(whole.out)["shared"]] == [case]
    assert "a manager's decision, on: " in whole.out


def test_reports_are_files_of_their_owner_and_recorded(place: Place) -> None:
    place = shared(place)
    day = str(datetime.now(LONDON).date())
    period = ("--from", day, "--until", day)

    for form in ("csv", "xlsx", "json"):
        for words in (("sar", "--about", "P-1"), ("foi", *period), ("review", *period)):
            file = place.folder / f"{words[0]}.{form}"
            ran = place.run("record", "export", *words, "--out", file)
            assert (ran.code, ran.err) == (0, "")
            assert stat.S_IMODE(file.stat().st_mode) == 0o600

    sar = json.loads((place.folder / "sar.json").read_text())
    assert [(one["shared_with"], one["purpose"]) for one in sar["shared"]] == [("Borough Council", "early-help")]
    assert sar["shared"][0]["basis"] == "an agreement with them (A-1); consent (C-1)"
    foi = json.loads((place.folder / "foi.json").read_text())
    assert {one["sharings"] for one in foi["sharing"]} == {"not given"}  # one mail about one child
    lines = [json.loads(line) for line in place.run("record", "export").out.splitlines()]
    facts = [one["facts"] for one in lines if one.get("kind") == "exported"]
    facts = [one for one in facts if not one["report"].startswith("register-")]
    assert [one["report"] for one in facts] == [*["sar", "foi", "review"] * 3, "record"]
    assert facts[6]["sha256"] == hashlib.sha256((place.folder / "sar.json").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        pytest.param(("sar",), 2, "sar needs it", id="sar-about-nobody"),
        pytest.param(("sar", "--about", "P-99"), 1, "not in the register of people", id="sar-about-a-stranger"),
        pytest.param(("foi",), 2, "needs the period", id="foi-without-a-period"),
        pytest.param(("foi", "--about", "P-1"), 2, "--about PERSON goes with sar", id="foi-about-somebody"),
        pytest.param(("review", "--format", "xlsx"), 2, "needs --out", id="workbook-to-the-screen"),
        pytest.param(("review", "--format", "pdf"), 2, "one of csv, xlsx, json", id="no-such-format"),
        pytest.param(("out.jsonl", "--from", "2026-01-01"), 2, "go with a report", id="period-of-the-whole"),
    ],
)
def test_reports_asked_for_wrongly(made: Place, words: tuple[str, ...], code: int, err: str) -> None:
    ran = made.run("record", "export", *words)

    assert (ran.code, ran.out) == (code, "")
    assert err in " ".join(ran.err.split())


def test_who_received_something_about_a_person(place: Place) -> None:
    place = shared(place)

    (found,) = place.run("record", "recipients", "--about", "P-1", "--json").json()

    assert (found["party"], found["who"], found["type"], found["times"]) == (
        "COUNCIL",
        "Borough Council",
        "partner",
        "1",
    )
    assert found["last"] == str(datetime.now(LONDON).date())
    assert place.run("record", "recipients", "--about", "P-2").out == "nobody received anything about P-2\n"


def test_a_backup_is_put_back_where_no_database_is(kept: tuple[Place, CaseId]) -> None:
    place, case = kept
    file = place.folder / "backup.db"
    database = place.config / "var" / "gateway.db"
    assert place.run("store", "backup", file).code == 0
    before = place.run("record", "verify", "--json").json()["head"]

    refused = place.run("store", "restore", file)
    for path in database.parent.glob("gateway.db*"):
        path.unlink()
    ran = place.run("store", "restore", file, "--json")

    assert (refused.code, "there is a database already" in refused.err) == (1, True)
    assert (ran.code, ran.err) == (0, "")
    assert (ran.json()["record_ok"], ran.json()["head"]) == (True, before)
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert [one["kind"] for one in place.run("record", "show", case, "--json").json()["entries"]][:1] == ["accepted"]
    assert place.run("held", "list", "--json").json()[0]["case"] == case
    assert '"kind":"restored"' in place.run("record", "export").out
    assert not list(database.parent.glob(".gateway.db*"))


@pytest.mark.parametrize("content", [b"", b"nothing of the kind", b"SQLite format 3\0" + bytes(100)])
def test_what_is_no_backup_is_not_put_back(place: Place, content: bytes) -> None:
    database = place.config / "var" / "gateway.db"
    for path in database.parent.glob("gateway.db*"):
        path.unlink()

    ran = place.run("store", "restore", place.file("backup.db", content))

    assert (ran.code, ran.out) == (1, "")
    assert "not a copy of a gateway's database" in ran.err
    assert not database.exists()


def test_a_backup_with_mail_to_send_says_so(place: Place) -> None:
    place = shared(place)
    file = place.folder / "backup.db"
    assert place.run("store", "backup", file).code == 0
    for path in (place.config / "var").glob("gateway.db*"):
        path.unlink()

    ran = place.run("store", "restore", file)

    assert "had not gone out when it was made" in ran.out
    assert "import the registers again" in ran.out


def test_a_legal_hold_and_erasing(place: Place) -> None:
    iris = place.signed(IRIS)
    add = ("record", "hold", "add", *iris, "--why", "Mia's claim")

    made = place.run(*add, "--person", "P-1")
    refused = place.run("register", "erase", "P-1", *iris)
    (listed,) = place.run("record", "hold", "list", *iris, "--json").json()

    assert "claim" not in place.run("record", "hold", "list").out
    assert made.out == "LH-1: nothing about person P-1 is deleted until it is lifted\n"
    assert (refused.code, "a legal hold names them" in refused.err) == (1, True)
    assert (listed["id"], listed["subject"], listed["why"], listed["by"]) == ("LH-1", "P-1", "Mia's claim", IRIS)
    assert place.run("record", "hold", "lift", "LH-1", *iris).out == "LH-1: lifted\n"
    assert place.run("record", "hold", "list").out == "nothing is under a legal hold\n"
    erased = place.run("register", "erase", "P-1", *iris)
    assert (erased.code, erased.err) == (0, "")
    assert erased.out.startswith("P-1: 1 entry ended, 1 version destroyed\n")
    assert place.run("register", "erase", "P-1", *iris, "--json").json()["versions"] == 1  # once more does no harm
    people = place.folder / "people-after.csv"
    place.run("register", "export", "people", people)
    assert "Mia" not in people.read_text()
    assert "not in the register now" in place.run(*add, "--person", "P-1").err
    assert place.run(*add).code == 2
    assert place.run(*add, "--person", "P-2", "--party", "COUNCIL").code == 2
    assert "role ig" in place.run("register", "erase", "P-2", *place.signed(MAX)).err


def test_after_a_clock_that_ran_ahead_the_mail_that_waits_goes_on(place: Place) -> None:
    ahead = datetime.now(UTC) + timedelta(days=365)
    entry = RecordEntry(kind=RecordKind.OPERATED, case=None, by="gateway", facts=())
    with opened(place.config) as app:
        early = place.run("record", "clock", *place.signed(IRIS))
        with app.database.write() as connection:
            insert_entries(connection, [entry], ahead)
        with pytest.raises(TemporaryFailure, match="clock"), app.database.write() as connection:
            insert_entries(connection, [entry], datetime.now(UTC))
    refused = place.run("record", "clock", *place.signed(WEN))
    right = place.run("record", "clock", *place.signed(IRIS))
    case = accept(place, NEWSLETTER)
    work(place)

    assert early.code == 1
    assert "there is nothing to put right" in early.err
    assert refused.code == 1
    assert (right.code, right.err) == (0, "")
    assert "of a clock that ran ahead" in right.out
    assert place.run("trace", str(case), "--json").code == 0
    assert place.run("record", "verify").code == 0
    with opened(place.config) as app, app.database.write() as connection:
        by, facts = connection.execute(
            select(record.c.by_whom, record.c.facts).where(record.c.kind == RecordKind.CLOCK.value)
        ).one()
        # From then on a clock that is set back again shows again.
        with pytest.raises(TemporaryFailure, match="clock"):
            insert_entries(connection, [entry], datetime.now(UTC) - timedelta(hours=1))
    assert by == IRIS
    assert ahead.isoformat(timespec="seconds") in facts
