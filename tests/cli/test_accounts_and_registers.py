"""`gateway user` and `gateway register`: who may, and files whole or not at all."""

import hashlib
import json
import stat
from typing import Any

import pytest

from tests.cli.builders import IRIS, MAX, REGISTERS, WEN, Place

NEW = "sam.field@family.example"


def accounts(place: Place) -> dict[str, dict[str, Any]]:
    return {one["account"]: one for one in place.run("user", "list", "--json").json()}


def generation(place: Place) -> int:
    dry = place.run("register", "import", "staff", place.folder / "staff.csv", "--json")
    return int(dry.json()["generation"])


def test_an_account_from_first_to_last(place: Place) -> None:
    roles = ("--role", "manager", "--role", "safeguarding", "--role", "manager")
    added = place.run(
        "user", "add", "Sam.Field@family.example", *roles, "--send-as", WEN, "--password-file", place.password()
    )

    assert (added.code, added.out) == (0, f"{NEW}: added\n")
    assert accounts(place)[NEW] == {
        "account": NEW,
        "roles": ["manager", "safeguarding"],
        "send_as": [WEN],
        "disabled": False,
    }
    assert place.run("user", "role", NEW, "--role", "auditor").code == 0
    assert accounts(place)[NEW]["roles"] == ["auditor"]
    assert place.run("user", "disable", NEW, "--json").json() == {"account": NEW, "done": "disabled"}
    assert accounts(place)[NEW]["disabled"]
    assert place.run("user", "reset", NEW, "--password-file", place.password("a longer one, and new")).code == 0
    assert not accounts(place)[NEW]["disabled"]


@pytest.mark.parametrize(
    ("words", "password", "code", "told"),
    [
        pytest.param(("add", WEN), None, 1, f"{WEN}: there is such an account already\n", id="twice"),
        pytest.param(("add", NEW), "short", 1, "a password has at least 12 characters\n", id="short"),
        pytest.param(("add", "sam"), None, 2, "sam: not an address", id="no-address"),
        pytest.param(("add", NEW, "--role", "king"), None, 2, "--role takes staff, manager", id="no-such-role"),
        pytest.param(("role", NEW), None, 2, "give --role", id="no-role-given"),
        pytest.param(("role", NEW, "--role", "ig"), None, 1, f"{NEW}: there is no such account\n", id="nobody"),
        pytest.param(("disable", NEW), None, 1, f"{NEW}: there is no such account\n", id="nobody-to-disable"),
        pytest.param(("add", NEW), "", 2, "its first line is empty", id="empty-password"),
    ],
)
def test_what_is_refused(made: Place, words: tuple[str, ...], password: str | None, code: int, told: str) -> None:
    if words[0] in {"add", "reset"}:
        words = (*words, "--password-file", str(made.password() if password is None else made.password(password)))

    ran = made.run("user", *words)

    assert (ran.code, ran.out, told in ran.err) == (code, "", True), ran.err
    assert NEW not in accounts(made)


def test_without_terminal_or_file_there_is_no_password(made: Place) -> None:
    ran = made.run("user", "add", NEW)

    assert (ran.code, "give --password-file FILE" in ran.err) == (2, True)


def test_an_import_tells_what_it_did(place: Place) -> None:
    text = REGISTERS["people"].replace("Mia Okafor", "Mia Okafor-Bell") + "P-9,Leila Haddad,2011-02-14,,\n"
    file = place.file("people.csv", text)

    dry = place.run("register", "import", "people", file, "--dry-run")
    done = place.run("register", "import", "people", file, "--json")

    assert dry.out == "people: would be 1 added, 1 changed, 0 ended, 1 unchanged\n"
    assert done.json() == {
        "kind": "people",
        "imported": True,
        "faults": [],
        "added": ["P-9"],
        "changed": ["P-1"],
        "unchanged": ["P-2"],
        "ended": [],
        "generation": generation(place),
    }


def test_replace_ends_what_the_file_lacks(place: Place) -> None:
    header, first, *_ = REGISTERS["people"].splitlines(keepends=True)

    ran = place.run("register", "import", "people", place.file("people.csv", header + first), "--replace")

    assert ran.out == "people: 0 added, 0 changed, 1 ended, 1 unchanged\n"


def test_every_fault_is_told_and_nothing_is_imported(place: Place) -> None:
    before = generation(place)
    file = place.file("people.csv", "id,name,date_of_birth,nhs_number\nP-9,,31/02/2011,999 000 0001\nP-9,Leila,,\n")

    ran = place.run("register", "import", "people", file)
    as_json = place.run("register", "import", "people", file, "--json")

    assert (ran.code, ran.out) == (1, "")
    told = ran.err.splitlines()
    assert told[-1] == f"{file}: nothing was imported"
    assert len(told) >= 4
    assert any("row 2, column date_of_birth" in line for line in told)
    # A cell is personal data, whatever is wrong with it.
    assert not any("Leila" in line or "999" in line for line in told)
    assert (as_json.code, as_json.json()["imported"], len(as_json.json()["faults"])) == (1, False, len(told) - 1)
    assert generation(place) == before


@pytest.mark.parametrize(
    ("user", "password", "told"),
    [
        pytest.param(IRIS, "correct horse battery", "", id="ig"),
        pytest.param(
            IRIS, "something else entirely", "name or password is wrong, or the account is disabled", id="wrong"
        ),
        pytest.param("nobody@family.example", "correct horse battery", "name or password is wrong", id="nobody"),
        pytest.param(MAX, "correct horse battery", f"{MAX}: registers are kept by accounts", id="no-such-role"),
    ],
)
def test_who_may_import(place: Place, user: str, password: str, told: str) -> None:
    ran = place.run("register", "import", "staff", place.folder / "staff.csv", *place.signed(user, password))

    assert ran.code == (1 if told else 0)
    assert told in ran.err


def test_a_disabled_account_signs_in_nowhere(place: Place) -> None:
    assert place.run("user", "disable", IRIS).code == 0

    ran = place.run("register", "import", "staff", place.folder / "staff.csv", *place.signed(IRIS))

    assert (ran.code, ran.err) == (1, "name or password is wrong, or the account is disabled\n")


def test_an_export_can_be_imported_again(place: Place) -> None:
    file = place.folder / "out.xlsx"

    assert place.run("register", "export", "people", file, "--json").json() == {
        "kind": "people",
        "file": str(file),
        "entries": 2,
    }
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert place.run("register", "import", "people", file).out.endswith("0 changed, 0 ended, 2 unchanged\n")
    lines = [json.loads(line) for line in place.run("record", "export").out.splitlines()]
    taken = next(one["facts"] for one in lines if one.get("kind") == "exported")
    assert (taken["report"], taken["rows"]) == ("register-people", 2)
    assert taken["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()


def test_an_export_to_a_file_of_another_kind_is_refused(made: Place) -> None:
    ran = made.run("register", "export", "people", made.folder / "people.doc")

    assert (ran.code, "neither .csv nor .xlsx" in ran.err) == (1, True)


def test_what_stands_on_a_persons_record(place: Place) -> None:
    shown = place.run("register", "show", "P-1", *place.signed(IRIS), "--json")

    assert shown.code == 0
    entries = shown.json()["entries"]
    assert shown.json()["person"] == "P-1"
    assert {one["register"] for one in entries} <= {"consents", "restrictions", "approvals", "agreements", "requests"}
    assert any("register-show" in line for line in place.run("record", "export", "-").out.splitlines())


@pytest.mark.parametrize(
    ("person", "user", "told"),
    [
        pytest.param("P-99", IRIS, "P-99: no such entry in the register of people\n", id="nobody"),
        pytest.param("P-1", MAX, f"{MAX}: a person's record is shown to accounts with the role ig\n", id="no-role"),
    ],
)
def test_who_is_shown_no_record(place: Place, person: str, user: str, told: str) -> None:
    ran = place.run("register", "show", person, *place.signed(user))

    assert (ran.code, ran.out, ran.err) == (1, "", told)


def test_due(place: Place) -> None:
    text = (
        REGISTERS["agreements"].replace(",status\n", ",status,review\n").replace(",active\n", ",active,2024-06-01\n")
    )
    assert place.run("register", "import", "agreements", place.file("agreements.csv", text)).code == 0

    ran = place.run("register", "due", "--days", "0", "--json")

    assert {"register": "agreements", "id": "A-1", "column": "review", "on": "2024-06-01", "owner": ""} in ran.json()
    assert "2024-06-01" in place.run("register", "due", "--days", "0").out


def test_accounts_follow_the_register_of_staff(place: Place) -> None:
    dry = place.run("user", "sync", "--dry-run", "--json").json()
    assert dry["dry_run"] is True
    before = place.run("user", "list", "--json").json()
    (place.folder / "left.csv").write_text(f"email,left_on\n{MAX},2026-01-31\n")
    assert place.run("register", "import", "staff", place.folder / "left.csv").code == 0
    done = place.run("user", "sync", "--json").json()
    after = {one["account"]: one for one in place.run("user", "list", "--json").json()}
    assert {one["account"] for one in done["added"]} == {one["account"] for one in dry["added"]} - {MAX}
    assert (MAX in done["closed"]) == any(one["account"] == MAX and not one["disabled"] for one in before)
    assert after.keys() >= {one["account"] for one in before}
    assert all(after[name]["disabled"] for name in done["closed"])
    again = place.run("user", "sync", "--json").json()
    assert (again["added"], again["closed"]) == ([], [])
