"""`gateway check`: every problem at once, and none that hides another."""

import json
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import update

from gateway.app import opened
from gateway.check.people import roles
from gateway.demo.certificates import Authority
from gateway.model.parties import RegisterSnapshot, StaffMember
from gateway.store.tables import hold, step
from tests.cli.builders import ABOUT_MIA, DEE, DUTY, MAX, NEWSLETTER, REGISTERS, WEN, Place, accept, gateway, work
from tests.deliver.peers import Script, certificate, ordinary, peer


def told(place: Place, *options: str) -> tuple[int, dict[str, list[str]]]:
    """The exit code, and what is not in order, as "area: what" by level."""
    ran = place.run("check", "--json", *options)
    found: dict[str, list[str]] = {"problem": [], "warning": [], "ok": []}
    for one in ran.json()["results"]:
        found[one["level"]].append(f"{one['area']}: {one['what']}")
    assert ran.json()["ok"] == (not found["problem"])
    return ran.code, found


@contextmanager
def greeting(words: bytes) -> Iterator[int]:
    """A port that says *words* to everybody."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with server.accept()[0] as connection:
                connection.sendall(words)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(5)


def test_a_new_installation_lacks_its_next_hop_alone(made: Place) -> None:
    code, found = told(made)

    assert code == 1
    assert found["problem"] == ["next-hops: smarthost localhost:1: no connection"]
    areas = {line.partition(":")[0] for line in found["ok"]}
    assert {"configuration", "policy", "emergency", "keys", "certificates", "database", "registers"} <= areas


def test_people_read_a_table(made: Place) -> None:
    ran = made.run("check")

    assert ran.code == 1
    assert "problem  next-hops" in ran.out
    assert ran.out.splitlines()[-1].startswith("1 problem, ")


def test_nowhere(tmp_path: Path) -> None:
    ran = gateway("check", "--config", tmp_path, "--json")

    assert ran.code == 1
    assert [one["what"] for one in ran.json()["results"]] == [
        f"no gateway.yaml in {tmp_path}; `gateway init` makes one"
    ]


def test_every_problem_at_once(place: Place) -> None:
    config = place.config / "gateway.yaml"
    text = config.read_text()
    emergency = text[text.index("  emergency:") : text.index("# Where mail is taken in")]
    config.write_text(
        text.replace(emergency, "  emergency: []\n\n").replace(
            "    forces_tls_to:", '    user: gateway\n    password: "file:keys/none"\n    forces_tls_to:'
        )
    )
    (place.config / "policy.yaml").write_text("version: 1\nthird_party: hold\n")
    (place.config / "tls" / "gateway.key").write_text("no key")
    (place.config / "keys").chmod(0o755)
    for key in (place.config / "keys" / "periods").glob("*.key"):
        whole = key.read_bytes()
        key.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with closing(sqlite3.connect(place.config / "var" / "gateway.db")) as database, database:
        database.execute("UPDATE register_row SET data = zeroblob(64) WHERE kind = 'people'")

    code, found = told(place)

    assert code == 1
    expected = [
        "policy: ",
        "emergency: organisation.emergency is empty",
        "keys: password for localhost: file:keys/none",
        "keys: " + str(place.config / "keys") + ": others than its owner may enter it",
        "certificates: listener: " + str(place.config / "tls" / "gateway.key") + ": does not fit",
        "keys: keys: ",
        "registers: registers: a row of people",
        "next-hops: smarthost localhost:1: file:keys/none",
    ]
    for words in expected:
        assert [line for line in found["problem"] if line.startswith(words)], (words, found["problem"])


def test_a_configuration_with_faults_lists_each(place: Place) -> None:
    config = place.config / "gateway.yaml"
    config.write_text(config.read_text().replace("workers: 1", "workers: 0").replace("log: json", "log: loud"))

    code, found = told(place)

    assert code == 1
    assert [line for line in found["problem"] if "processes.workers" in line]
    assert [line for line in found["problem"] if ": log: " in line]
    assert [line for line in found["ok"] if line.startswith("policy")]


AWAY = f"{MAX},Max Hill,Early Help,,{DEE},2026-06-01,manager,2099-01-01\n"
LEFT = f"{DEE},Dee Ray,Early Help,{MAX},,2026-06-01,safeguarding|manager,,2026-01-01\n"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param((",ig\n", ",\n"), "information lead: nobody can be reached", id="no-ig-lead"),
        pytest.param(("safeguarding|", ""), "safeguarding lead: nobody can be reached", id="no-safeguarding"),
        pytest.param((f",,{DEE}", ",,"), f"line manager {MAX}: one person only can be reached", id="no-deputy"),
    ],
)
def test_somebody_must_be_there_to_be_asked(place: Place, change: tuple[str, str], words: str) -> None:
    staff = REGISTERS["staff"].replace(*change)
    assert staff != REGISTERS["staff"]
    imported = place.run("register", "import", "staff", place.file("staff.csv", staff))
    assert (imported.code, imported.err) == (0, "")

    _, found = told(place)

    assert [line for line in found["warning"] if line.startswith(f"roles: {words}")], found["warning"]


def test_who_is_away_or_has_left_cannot_be_reached(place: Place) -> None:
    header = "email,name,team,line_manager,deputy,trained_on,roles,away_until,left_on\n"
    file = place.file("staff.csv", header + AWAY.replace("\n", ",\n") + LEFT)
    imported = place.run("register", "import", "staff", file)
    assert (imported.code, imported.err) == (0, "")

    _, found = told(place)

    assert [line for line in found["warning"] if line.startswith(f"roles: line manager {MAX}: nobody can be reached")]


@pytest.mark.parametrize(
    ("name", "script", "told_as"),
    [
        pytest.param("localhost", ordinary, "ok: answers and proved who it is", id="verified"),
        pytest.param("elsewhere.example", ordinary, "problem: 454 4.7.5 the next hop did not prove", id="wrong-name"),
        pytest.param("localhost", lambda _: b"421 4.3.2 not now\r\n", "problem: 421", id="not-now"),
    ],
)
def test_a_next_hop_must_prove_who_it_is_and_gets_no_mail(
    place: Place, name: str, script: Script, told_as: str
) -> None:
    pem, context = certificate(place.folder, name=name)
    with peer(script, tls=context) as hop:
        config = place.config / "gateway.yaml"
        config.write_text(config.read_text().replace("port: 1\n", f"port: {hop.port}\n    ca: {pem}\n"))

        _, found = told(place)

    level, _, words = told_as.partition(": ")
    assert [line for line in found[level] if line.startswith(f"next-hops: smarthost localhost:{hop.port}: {words}")]
    assert hop.seen.connections == 1
    assert not [line for line in hop.seen.lines if line.upper().startswith(b"MAIL")]


def test_partners_who_cannot_be_written_to_under_encryption(place: Place) -> None:
    authority = Authority.made("Partners' authority")
    recipients = place.config / "smime" / "recipients"
    authority.for_mail(recipients, "duty", DUTY)
    authority.for_mail(recipients, "old", "old@council.example", life=timedelta(days=-1))
    authority.for_mail(recipients, "soon", "soon@council.example", life=timedelta(days=20))
    for key in recipients.glob("*.key"):
        key.unlink()
    authority.for_mail(place.config / "smime", "organisation", "gateway@family.example")
    roots = place.config / "smime" / "roots.pem"
    roots.write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    config = place.config / "gateway.yaml"
    before, mark, section = config.read_text().partition("# smime:")
    section, end, after = (mark + section).partition("\n\n")
    config.write_text(before + "\n".join(line.removeprefix("# ") for line in section.split("\n")) + end + after)
    parties = (
        "id,name,type,domains,addresses,channel\nCOUNCIL,Borough Council,partner,council.example,,smime\n"
        "POLICE,Police,public-body,police.example,,smime\nNEWS,Readers,partner,news.example,,tls\n"
    )
    assert place.run("register", "import", "parties", place.file("parties.csv", parties)).code == 0

    _, found = told(place)

    partners = [line.removeprefix("partners: ") for line in found["warning"] if line.startswith("partners")]
    assert [line for line in partners if line.startswith(f"partner: {recipients / 'old.pem'}: expired on ")]
    assert [line for line in partners if line.startswith(f"partner: {recipients / 'soon.pem'}: expires on ")]
    assert "COUNCIL: old@council.example cannot be written to under encryption: expired" in partners
    assert "POLICE: there is no certificate for anybody at police.example" in partners
    assert len(partners) == 4
    assert [line for line in found["ok"] if line.startswith("certificates: signing")]

    (recipients / "torn.pem").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    _, found = told(place)
    assert [line for line in found["problem"] if f"{recipients / 'torn.pem'}: not a certificate" in line]


def test_without_smime_it_says_whom_that_concerns(place: Place) -> None:
    parties = "id,name,type,domains,addresses,channel\nPOLICE,Police,public-body,police.example,,smime\n"
    assert place.run("register", "import", "parties", place.file("parties.csv", parties)).code == 0

    _, found = told(place)

    assert "partners: S/MIME is not set up, so mail that must be encrypted to POLICE is held" in found["warning"]


def test_a_database_that_is_not_there_is_not_made(place: Place) -> None:
    path = place.config / "var" / "gateway.db"
    path.unlink()

    _, found = told(place)

    assert [line for line in found["problem"] if line.startswith("database: ") and "is not there" in line]
    assert not path.exists()


def test_a_master_key_of_another_installation(place: Place) -> None:
    key = place.config / "keys" / "master.key"
    key.write_text("00" * 32 + "\n")

    _, found = told(place)

    assert [line for line in found["problem"] if "belongs to another master key" in line]


def test_live_says_what_does_not_run(made: Place) -> None:
    code, found = told(made, "--live")

    assert (code, len(found["problem"])) == (1, 1)
    assert "no listener has started" in found["problem"][0]


@pytest.mark.parametrize(
    ("words", "code", "level"),
    [
        pytest.param(b"220 gateway.family.example ESMTP\r\n", 0, "ok", id="greets"),
        pytest.param(b"554 no service\r\n", 1, "problem", id="refuses"),
        pytest.param(b"", 1, "problem", id="hangs-up"),
    ],
)
def test_live_listens_to_the_greeting(place: Place, words: bytes, code: int, level: str) -> None:
    with greeting(words) as port:
        (place.config / "var" / "listeners.json").write_text(json.dumps({"submission": ["0.0.0.0", port]}))

        ran, found = told(place, "--live")

    assert ran == code
    assert [line for line in found[level] if line.startswith(f"listeners: submission 0.0.0.0:{port}")]


@pytest.mark.parametrize(
    ("due", "leased", "code"),
    [
        pytest.param(timedelta(minutes=-4), False, 0, id="four-minutes"),
        pytest.param(timedelta(minutes=-6), False, 1, id="six-minutes"),
        pytest.param(timedelta(minutes=-6), True, 0, id="somebody-works-on-it"),
        pytest.param(timedelta(minutes=6), False, 0, id="not-due-yet"),
    ],
)
def test_live_looks_for_what_was_left_lying(place: Place, due: timedelta, leased: bool, code: int) -> None:
    accept(place, NEWSLETTER)
    now = datetime.now(UTC)
    with opened(place.config) as app, app.database.write() as connection:
        lease = now + timedelta(minutes=1) if leased else None
        connection.execute(update(step).values(due_at=now + due, lease_until=lease))
    with greeting(b"220 x\r\n") as port:
        (place.config / "var" / "listeners.json").write_text(json.dumps({"submission": ["127.0.0.1", port]}))

        ran, found = told(place, "--live")

    assert ran == code
    assert bool([line for line in found["problem"] if line.startswith("queue: a step has been due for 6")]) == bool(
        code
    )


@pytest.mark.parametrize(
    ("minutes", "warned"),
    [pytest.param(29, False, id="not-yet"), pytest.param(31, True, id="too-long")],
)
def test_live_warns_of_urgent_mail_that_nobody_answers(place: Place, minutes: int, warned: bool) -> None:
    case = accept(place, ABOUT_MIA)
    work(place)
    with opened(place.config) as app, app.database.write() as connection:
        since = datetime.now(UTC) - timedelta(minutes=minutes)
        connection.execute(update(hold).where(hold.c.case_id == case).values(urgent_at=since))

    _, found = told(place, "--live")

    lines = [line for line in found["warning"] if line.startswith("held: 1 urgent without an answer")]
    assert bool(lines) is warned


@pytest.mark.parametrize(
    ("days", "problem"),
    [pytest.param(15, False, id="no-gap"), pytest.param(3, True, id="a-gap-after-three-days")],
)
def test_a_gap_in_the_duty_rota_is_a_problem(place: Place, days: int, problem: bool) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    first, last = now - timedelta(days=1), now + timedelta(days=days)
    rota = f"id,staff,starts,ends\nD-1,{MAX},{first.isoformat()},{last.isoformat()}\n"
    imported = place.run("register", "import", "duty", place.file("duty.csv", rota))
    assert (imported.code, imported.err) == (0, "")

    _, found = told(place)

    assert bool([line for line in found["problem"] if line.startswith("roles: duty: nobody has a turn")]) is problem
    assert bool([line for line in found["ok"] if line.startswith("roles: duty: ")]) is not problem


def test_without_a_rota_there_is_no_gap(place: Place) -> None:
    _, found = told(place)

    assert not [line for lines in found.values() for line in lines if line.startswith("roles: duty")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(
            (f"Early Help,{MAX},,2026-06-01,\n", "Early Help,,,2026-06-01,\n"),
            f"{WEN}: has no line manager",
            id="no-manager",
        ),
        pytest.param(
            (f"Max Hill,Early Help,,{DEE}", f"Max Hill,Early Help,,{WEN}"),
            f"{WEN}: one person only can be reached besides themselves",
            id="their-own-deputy",
        ),
    ],
)
def test_who_stands_above_somebody_who_sends(place: Place, change: tuple[str, str], words: str) -> None:
    staff = REGISTERS["staff"].replace(*change)
    assert staff != REGISTERS["staff"]
    imported = place.run("register", "import", "staff", place.file("staff.csv", staff))
    assert (imported.code, imported.err) == (0, "")

    _, found = told(place)

    assert [line for line in found["warning"] if line.startswith(f"roles: {words}")], found["warning"]


def test_a_loop_of_managers_from_before_imports_refused_it() -> None:
    ann, bob = StaffMember(email="ann@x.example", name="Ann"), StaffMember(email="bob@x.example", name="Bob")
    staff = {
        ann.email: replace(ann, line_manager=bob.email, deputy=bob.email),
        bob.email: replace(bob, line_manager=ann.email, deputy=ann.email),
    }

    found = [one.what for one in roles(RegisterSnapshot(generation=1, staff=staff), date(2026, 11, 23))]

    loops = [what for what in found if what.startswith("line managers in a loop")]
    assert loops == ["line managers in a loop: ann@x.example, bob@x.example; correct line_manager of one"]


_TRUSTING = """\
listeners:
  - {name: mail-service, port: 2525, tls: none, require_tls: false, auth: false, trust: {networks: [127.0.0.0/8]}}
"""


@pytest.mark.parametrize(
    ("address", "trusting", "level", "says"),
    [
        pytest.param("", False, "warning", "organisation.notices is not set", id="not-set"),
        pytest.param("", True, "warning", "organisation.notices is not set", id="not-set-though-it-could-be"),
        pytest.param(
            "notices@family.example", False, "problem", "no listener takes replies to notices@", id="no-trust"
        ),
        pytest.param(
            "notices@family.example", True, "ok", "can be taken by listener mail-service", id="can-be-taken"
        ),
        pytest.param(WEN.upper(), True, "problem", "stands in the staff register", id="somebodys-mailbox"),
    ],
)
def test_where_out_of_office_replies_would_go(
    place: Place, address: str, trusting: bool, level: str, says: str
) -> None:
    config = place.config / "gateway.yaml"
    text = config.read_text().replace(
        "organisation:\n", f"organisation:\n  notices: {address}\n" if address else "organisation:\n"
    )
    config.write_text(text.replace("listeners:\n", _TRUSTING) if trusting else text)

    _, found = told(place)

    said = {name: [line for line in lines if line.startswith("notices: ")] for name, lines in found.items()}
    assert [name for name, lines in said.items() if lines] == [level]
    assert says in said[level][0]
