"""An organisation with years behind it: past and held cases, registers, and what people wrote down about them.

Rows of mail go straight into the tables, as the pipeline would have left them; registers go in as imports do. All
people are invented. What a page opens (a fact sheet) is that of one real mail, decided once and shared by all cases.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Table, insert, select

from benchmarks.decided_mail import ANA, DUTY, decided
from benchmarks.people import register
from gateway.app import App
from gateway.console.saved_views import SavedViews
from gateway.demo.organisation import PASSWORD
from gateway.model.message import CaseId
from gateway.model.reasons import Reason
from gateway.model.risks import Likelihood
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.files.table import Table as Rows
from gateway.registers.files.table import TableRow
from gateway.sign_in.accounts import AccountRole
from gateway.spool.sealed_emails import seal_emails
from gateway.spool.sheets import sheets
from gateway.store.tables import (
    account,
    disclosure,
    hold,
    message,
    outgoing,
    outgoing_recipient,
    recipient,
    record,
    sheet,
)

MANAGER: Final = "mo.hughes@family-support.example"
LEAD: Final = "iris.grant@family-support.example"
BEN: Final = "ben.doyle@family-support.example"
EVERY_ROLE: Final = "every.role@family-support.example"
WORKERS: Final = (ANA, BEN)
READERS: Final = ("duty@council.example", "office@elmpark.example", "referrals@police.example", "x@elsewhere.example")
WHY: Final = (Reason.NO_CONSENT, Reason.PURPOSE_NOT_COVERED, Reason.UNKNOWN_RECIPIENT, Reason.CONSENT_REFUSED)
MINUTES: Final = 85 * 24 * 60  # that the cases are spread over: within what "my email" and the reports look at

_TEXT: Final = "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\nDaniel Price rang, and Karen Price.\n"
_AT_ONCE: Final = 2000
_FEW: Final = 300  # entries of each small register

Cell = str | int | bool | bytes | datetime | tuple[str, ...] | None
Row = dict[str, Cell]


def fill(app: App, *, past: int, held: int, people: int) -> CaseId:
    """All of it. The case of the one real mail."""
    real = decided(app, _TEXT)
    _registers(app, people)
    _cases(app, real, past, held, people)
    _written_down(app, real)
    with app.database.write() as connection:
        # As a database does by itself within a minute: until then it plans as if nothing were there.
        connection.exec_driver_sql("ANALYZE")
    return real


def _cases(app: App, real: CaseId, past: int, held: int, people: int) -> None:
    now, chance = datetime.now(UTC), random.Random(7)
    with app.database.read() as connection:
        looked = connection.execute(select(sheet).where(sheet.c.case_id == real)).one()
    with app.database.write() as connection:
        for first in range(0, past + held, _AT_ONCE):
            mails = [_message(n, looked.content_id, now) for n in range(first, min(first + _AT_ONCE, past + held))]
            waiting = [one for one in mails if int(str(one["envid"])) < held]
            gone = mails[len(waiting) :]
            _insert(connection, message, mails)
            _insert(connection, recipient, [row for one in mails for row in _recipients(one, held, chance)])
            looks: Row = {"n": 1, "policy": looked.policy, "generation": 1, "content_id": looked.content_id}
            seen = [looks | {"case_id": one["case_id"], "at": one["received_at"]} for one in mails]
            _insert(connection, sheet, seen)
            _insert(connection, record, [row for one in mails for row in _recorded(one, held)])
            _insert(connection, disclosure, [_disclosed(one, people) for one in gone])
            _insert(connection, outgoing, [_outgoing(one) for one in gone])
            _insert(connection, outgoing_recipient, [_sent(one) for one in gone])
            _insert(connection, hold, [_hold(app, one, chance) for one in waiting])


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Cell]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _message(n: int, content: str, now: datetime) -> Row:
    sender = WORKERS[n % 2]
    return {
        "case_id": f"GW-{n:08d}",
        "sender": sender,
        "sender_folded": sender,
        "listener": "submission",
        "client": "127.0.0.1",
        "account": sender,
        "received_at": now - timedelta(minutes=n % MINUTES, seconds=n % 60),
        "smtputf8": False,
        "body_8bit": False,
        "envid": str(n),
        "protocol": "ESMTP",
        "size": 2000,
        "message_id_hash": f"{n:064d}",
        "same_mail_key": f"{n:064d}",
        "content_id": content,
        "content_hash": f"{n:064d}",
    }


def _recipients(one: Row, held: int, chance: random.Random) -> Iterator[Row]:
    waits = int(str(one["envid"])) < held
    for n, address in enumerate(chance.sample(READERS, 2)):
        yield {
            "case_id": one["case_id"],
            "n": n,
            "address": address,
            "address_folded": address,
            "state": "held" if waits else "delivered",
            "reasons": ("no-consent",) if waits else ("in-order",),
            "look": 1,
        }


def _recorded(one: Row, held: int) -> Iterator[Row]:
    """As each case leaves them: five entries, and of every tenth that somebody was asked about it."""
    n, at = int(str(one["envid"])), one["received_at"]
    assert isinstance(at, datetime)
    waits, asked = n < held, n % 10 == 0 or n < held
    decided = '{"findings":["CONS-1/no-consent hold"],"party":"LBX","reasons":["in-order"],"state":"%s","team":"%s"}'
    team = ("Early Help", "Schools")[n % 2]

    def entry(kind: str, minutes: int, by: str, facts: str) -> Row:
        moment = min(at + timedelta(minutes=minutes), datetime.now(UTC))
        return {"at": moment, "kind": kind, "case_id": one["case_id"], "by_whom": by, "facts": facts, "batch": None}

    yield entry("accepted", 0, "gateway", '{"listener":"submission","recipients":2,"size":2000}')
    for _ in range(2):
        yield entry("decided", 0, "gateway", decided % ("held" if asked else "delivered", team))
    if asked:
        yield entry("held", 0, "gateway", f'{{"asked":["line_manager {MANAGER}"],"reasons":["no-consent"]}}')
    if asked and not waits:
        yield entry("answered", n % 600, MANAGER, '{"answer":"hide","look":1}')
        yield entry("decided", n % 600, "gateway", decided % ("delivered", team))
    if not waits:
        for number in range(2):
            yield entry("delivered", 601, "gateway", f'{{"code":250,"n":{number}}}')


def _disclosed(one: Row, people: int) -> Row:
    n = int(str(one["envid"]))
    return {
        "at": one["received_at"],
        "case_id": one["case_id"],
        "recipient_n": 0,
        "look": 1,
        "person": f"Q-{n % max(1, people):07}",
        "party": ("COUNCIL", "ELM", "POLICE", "")[n % 4],
        "recipient": b"0" * 32,
        "kinds": ("name", "health"),
        "purpose": "early-help",
        "basis": "consent",
        "statement": "fact",
        "treatment": "share",
        "channel": "tls",
        "details": None,
    }


def _outgoing(one: Row) -> Row:
    return {
        "id": int(str(one["envid"])) + 1000,
        "case_id": one["case_id"],
        "kind": "mail",
        "sender": one["sender"],
        "channel": "tls",
        "content_id": one["content_id"],
        "smtputf8": False,
        "body_8bit": False,
        "generation": 1,
        "policy": "1",
        "created_at": one["received_at"],
        "state": "delivered",
    }


def _sent(one: Row) -> Row:
    return {
        "outgoing_id": int(str(one["envid"])) + 1000,
        "n": 0,
        "address": DUTY,
        "state": "delivered",
        "attempts": 1,
        "last_code": 250,
        "last_enhanced": "2.0.0",
        "next_at": None,
    }


def _hold(app: App, one: Row, chance: random.Random) -> Row:
    case, at = CaseId(str(one["case_id"])), one["received_at"]
    assert isinstance(at, datetime)
    urgent = chance.random() < 0.01
    return {
        "case_id": case,
        "held_at": at,
        "expires_at": at + timedelta(days=30),
        "asked": (f"line_manager {MANAGER}",),
        "reasons": tuple(reason.value for reason in chance.sample(WHY, 2)),
        "answers": ("hide", "release", "return", "refuse"),
        "urgent_at": at if urgent else None,
        "not_asked": seal_emails(frozenset({f"family{case}@example.org"}), app.keys.answers, case),
    }


def _registers(app: App, people: int) -> None:
    now = datetime.now(UTC)
    for kind, rows in _small(now):
        lay(app, kind, rows, now)
    if people:
        lay(app, RegisterKind.PEOPLE, list(people_rows(people)), now)
        lay(app, RegisterKind.CONSENTS, list(consent_rows(people)), now)
        lay(app, RegisterKind.REMEMBERED, [_remembered(n, now) for n in range(min(_FEW, people))], now)


def lay(app: App, kind: RegisterKind, rows: Sequence[Mapping[str, str]], now: datetime) -> None:
    """As an import does: checked against all other registers, in one generation."""
    columns = COLUMNS[kind]
    lines = tuple(
        TableRow(number=n, cells={column: row.get(column, "") for column in columns}) for n, row in enumerate(rows, 2)
    )
    report = app.registers().lay(kind, Rows(columns=columns, rows=lines), replace=False, by="bench", at=now)
    if report.faults:
        raise SystemExit(f"{kind.value}: {report.faults[0]}")


def _small(now: datetime) -> Iterator[tuple[RegisterKind, list[dict[str, str]]]]:
    today = now.date()

    def day(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    every = range(_FEW)
    staff = [
        {"email": f"worker.{n}@family-support.example", "name": f"Worker {n}", "kind": "person"}
        | {"team": f"Team {n % 12}", "line_manager": MANAGER, "trained_on": day(-(n % 500))}
        for n in every
    ]
    yield RegisterKind.STAFF, staff
    parties = [
        {"id": f"PA-{n}", "name": f"Partner {n}", "type": "partner", "domains": f"partner-{n}.example"}
        | {"protection": "transport", "channel": "tls", "forces_tls": "no"}
        for n in every
    ]
    yield RegisterKind.PARTIES, parties
    agreements = [
        {"id": f"AG-{n}", "party": f"PA-{n}", "purposes": "early-help", "kinds": "*", "highest": "confidential"}
        | {"basis": "Children Act 2004 s.10", "identifiable": "yes", "starts": day(-400), "ends": day(n * 3 - 200)}
        | {"review": day(n - 100), "assurance_review": day(n - 100), "status": "active", "owner": LEAD}
        for n in every
    ]
    yield RegisterKind.AGREEMENTS, agreements
    restrictions = [
        {"id": f"RS-{n}", "person": "P-3", "from": "P-4", "about": f"what was said on day {n}"}
        | {"requested_by": ANA, "approved_by": MANAGER, "approved_on": day(-(n % 300))}
        for n in every
    ]
    yield RegisterKind.RESTRICTIONS, restrictions
    approvals = [
        {"id": f"APP-{n}", "person": "P-3", "party": "POLICE", "purpose": "safeguarding", "ground": "CA89-47"}
        | {"approved_by": MANAGER, "approved_on": day(-(n % 90)), "until": day(n % 90 + 1), "worker": ANA}
        | {"justification": "Reasonable cause to suspect significant harm.", "informed": "yes"}
        for n in every
    ]
    yield RegisterKind.APPROVALS, approvals
    requests = [
        {"id": f"RQ-{n}", "type": ("sar", "foi")[n % 2], "requester": ("P-2", "press@paper.example")[n % 2]}
        | {"person": ("P-2", "")[n % 2], "opened": day(-(n % 300) - 1), "identity_checked_on": (day(0), "")[n % 2]}
        | {"answered_on": day(0) if n % 300 > 40 else ""}
        for n in every
    ]
    yield RegisterKind.REQUESTS, requests


def _remembered(n: int, now: datetime) -> dict[str, str]:
    today = now.date()
    return {
        "id": f"RM-{n}",
        "person": f"Q-{n:07}",
        "party": "COUNCIL",
        "purpose": "early-help",
        "worker": ANA,
        "remembered_on": (today - timedelta(days=10)).isoformat(),
        "until": (today + timedelta(days=50)).isoformat(),
        "case": "GW-00000000",
        "rests_on": f"CQ-{n:07} given",
    }


def people_rows(count: int) -> Iterator[dict[str, str]]:
    """The register of people."""
    for number, one in enumerate(register(count)):
        yield {
            "id": f"Q-{number:07}",
            "name": one.name,
            "aliases": "|".join(one.aliases),
            "date_of_birth": "" if one.date_of_birth is None else one.date_of_birth.isoformat(),
            "case_ids": "|".join(one.case_ids),
            "addresses": "|".join(one.addresses),
            "emails": "|".join(one.emails),
            "phones": "|".join(one.phones),
            "worker": WORKERS[number % 2],
            "died_on": "2026-10-15" if number % 500 == 0 and number else "",
        }


def consent_rows(count: int) -> Iterator[dict[str, str]]:
    """A consent of each."""
    for number in range(count):
        yield {
            "id": f"CQ-{number:07}",
            "person": f"Q-{number:07}",
            "given_by": f"Q-{number:07}",
            "capacity": "self",
            "party": ("COUNCIL", "ELM", "HEALTH")[number % 3],
            "purposes": "early-help",
            "kinds": "*",
            "given_on": f"2026-{number % 9 + 1:02}-{number % 28 + 1:02}",
            "expires_on": "2026-10-01" if number % 7 == 0 else "2027-12-31",
            "withdrawn_on": "2026-11-01" if number % 11 == 0 else "",
            "explicit": "yes",
            "worker": WORKERS[number % 2],
            "evidence": f"form F-{number}",
        }


def _written_down(app: App, real: CaseId) -> None:
    """Accounts, risks, breaches, views, tests of the policy, past policies, filters that somebody keeps."""
    now = app.clock.now()
    app.accounts.add(EVERY_ROLE, PASSWORD, roles=list(AccountRole), by="bench", at=now)
    with app.database.read() as connection:
        like = dict(connection.execute(select(account).where(account.c.name == ANA)).mappings().one())
    with app.database.write() as connection:
        names = [f"worker.{n}@family-support.example" for n in range(_FEW)]
        _insert(connection, account, [like | {"name": name} for name in names])
        facts = '{"client":"127.0.0.1","what":"signed-in"}'
        signed = {"kind": "signed-in", "case_id": None, "facts": facts, "batch": None}
        times = [(n, now - timedelta(minutes=n * 5)) for n in range(20_000)]
        _insert(connection, record, [signed | {"at": at, "by_whom": names[n % _FEW]} for n, at in times])
    for n in range(_FEW):
        app.risk_book().open((f"PA-{n}",), f"Risk number {n}.", by=LEAD, at=now)
    for n in range(100):
        app.breach_book().open(
            f"Letter {n} was opened.",
            aware_at=now,
            case=None,
            about=("P-1",),
            likelihood=Likelihood.RISK,
            by=LEAD,
            at=now,
        )
        app.content_views().ask(CaseId(f"GW-{n:08d}"), "It stops each time it is read.", by=EVERY_ROLE, at=now)
    (look,) = sheets(app.database, app.contents(), real)
    text = (app.settings.folder / "policy.yaml").read_text()
    for n in range(200):
        app.kept_tests().keep(f"Test {n}", look.document, look.policy, look.at, by=LEAD, at=now)
        app.policies().take(f"{n:064d}", text, now)
    app.policies().take(app.settings.policy.policy.version, text, now)
    for n in range(10):
        SavedViews(app.database, app.keys.accounts).keep(LEAD, f"View {n}", {"team": "Schools"}, now, first=False)
