"""Lists of the console with much behind them.

`python -m benchmarks.console_lists [--past N] [--held N] [--postgres]`.

The sample organisation gets N past cases and N held ones, straight into its tables; then a signed-in manager, a lead
and a member of staff ask for every list, filter and search over TLS, as a browser would. The peer is the console's
page of help, which asks the database for nothing but the session: what a list takes above it is the list's own.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import insert, select

from gateway.app import App
from gateway.console.serve import Served
from gateway.demo.organisation import make
from gateway.log import StructuredLog
from gateway.model.message import CaseId
from gateway.model.reasons import Reason
from gateway.settings import Settings
from gateway.spool.sealed_emails import seal_emails
from gateway.store.tables import content, hold, message, period, recipient, record
from tests.console.http import Browser, free_port
from tests.postgres import running

MANAGER: Final = "mo.hughes@family-support.example"
LEAD: Final = "iris.grant@family-support.example"
ANA: Final = "ana.sharma@family-support.example"
SENDERS: Final = (ANA, "ben.doyle@family-support.example")
READERS: Final = ("duty@council.example", "office@elmpark.example", "referrals@police.example", "x@elsewhere.example")
WHY: Final = (Reason.NO_CONSENT, Reason.PURPOSE_NOT_COVERED, Reason.UNKNOWN_RECIPIENT, Reason.CONSENT_REFUSED)
LISTS: Final = (
    ("help (peer)", MANAGER, "/help"),
    ("home", MANAGER, "/"),
    ("queue", MANAGER, "/held"),
    ("queue, the lead's", LEAD, "/held"),
    ("queue, page 40", LEAD, "/held?page=40"),
    ("queue, those that ask me", MANAGER, "/held?whose=mine"),
    ("queue, by reason", LEAD, "/held?reason=no-consent"),
    ("queue, by team", LEAD, "/held?team=Early+Help"),
    ("queue, by partner", LEAD, "/held?partner=Elm+Park+School"),
    ("queue, by age", LEAD, "/held?age=1d"),
    ("queue, urgent", LEAD, "/held?urgent=yes"),
    ("queue, searched", LEAD, "/held?search=elmpark"),
    ("my email", ANA, "/mail"),
    ("an email by its case", LEAD, "/trace?key=GW-00050000"),
    ("emails by address", LEAD, "/trace?key=office%40elmpark.example"),
    ("emails by Message-ID that is not there", LEAD, "/trace?key=nobody%40nowhere.example"),
    ("the record", LEAD, "/record"),
    ("the record, by case", LEAD, "/record?case=GW-00050000"),
    ("the record, by kind", LEAD, "/record?kind=signed-in"),
    ("the record, by a word that is not there", LEAD, "/record?words=nothing-like-it"),
    ("people", LEAD, "/users"),
    ("rules on trial, with what each did", LEAD, "/modes"),
    ("rules, with what each did", LEAD, "/rules"),
    ("how it is doing", LEAD, "/health"),
)


def fill(app: App, past: int, held: int) -> None:
    """Past and held cases, as the pipeline would have left them; nobody opens their content."""
    now = datetime.now(UTC)
    chance = random.Random(7)
    with app.database.read() as connection:
        month = connection.scalar(select(period.c.id))
    with app.database.write() as connection:
        sealed = {"id": "0" * 32, "period_id": month, "wrapped_key": b"", "algorithm": "none", "size": 1}
        connection.execute(insert(content).values(**sealed, created_at=now))
        for first in range(0, past + held, 2000):
            last = min(first + 2000, past + held)
            messages = [_message(n, now, chance) for n in range(first, last)]
            connection.execute(insert(message), messages)
            connection.execute(insert(recipient), list(_recipients(messages, held, chance)))
            connection.execute(insert(record), [_decided(one) for one in messages])
            holds = [_hold(app, one, chance) for one in messages if int(str(one["envid"])) < held]
            if holds:
                connection.execute(insert(hold), holds)
        # As a database does by itself within a minute: until then it plans as if nothing were there.
        connection.exec_driver_sql("ANALYZE")


Row = dict[str, object]


def _message(n: int, now: datetime, chance: random.Random) -> dict[str, str | int | bool | datetime | None]:
    at = now - timedelta(minutes=n % 40_000, seconds=n % 60)
    sender = chance.choice(SENDERS)
    return {
        "case_id": f"GW-{n:08d}",
        "sender": sender,
        "sender_folded": sender,
        "listener": "submission",
        "client": "127.0.0.1",
        "account": sender,
        "received_at": at,
        "smtputf8": False,
        "body_8bit": False,
        "envid": str(n),
        "protocol": "ESMTP",
        "size": 2000,
        "message_id_hash": f"{n:064d}",
        "same_mail_key": f"{n:064d}",
        "content_id": "0" * 32,
        "content_hash": f"{n:064d}",
    }


def _recipients(
    messages: Sequence[dict[str, str | int | bool | datetime | None]], held: int, chance: random.Random
) -> Iterator[Row]:
    for one in messages:
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


def _decided(one: dict[str, str | int | bool | datetime | None]) -> Row:
    facts = '{"party":"LBX","state":"delivered","reasons":["in-order"],"team":"North"}'
    return {
        "at": one["received_at"],
        "kind": "decided",
        "case_id": one["case_id"],
        "by_whom": "gateway",
        "facts": facts,
        "batch": None,
    }


def _hold(app: App, one: dict[str, str | int | bool | datetime | None], chance: random.Random) -> Row:
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


def timed(browser: Browser, path: str, rounds: int) -> tuple[float, float, float]:
    """Milliseconds: best, median, and what 95 of 100 stay within."""
    took: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        answer = browser.get(path)
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status == 200, (path, answer.status)
    took.sort()
    return took[0], took[len(took) // 2], took[int(len(took) * 0.95)]


@contextmanager
def database(*, postgres: bool) -> Iterator[str]:
    """The URL of an empty database. Empty: a SQLite file will do."""
    if not postgres:
        yield ""
        return
    with running() as server, server.database() as url:
        yield url


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--past", type=int, default=100_000)
    parser.add_argument("--held", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own, not on SQLite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(postgres=asked.postgres) as url:
        port = free_port()
        made = make(Path(folder) / "made", next_hop=1, port=0, console=port, database=url)
        with closing(App(Settings.load(made.folder))) as app, app.room() as room:
            fill(app, asked.past, asked.held)
            settings = app.settings.config.console
            assert settings is not None
            served = Served(app, room, settings, StructuredLog())
            served.start()
            browsers: dict[str, Browser] = {}
            print(f"{asked.past} past cases, {asked.held} held; milliseconds: best, median, 95 of 100 within")
            for title, account, path in LISTS:
                if account not in browsers:
                    browsers[account] = Browser(port)
                    browsers[account].sign_in(account)
                timed(browsers[account], path, 2)
                best, middle, most = timed(browsers[account], path, asked.rounds)
                print(f"| {title} | {best:.0f} | {middle:.0f} | {most:.0f} |", flush=True)
            served.stop(10)


if __name__ == "__main__":
    main()
