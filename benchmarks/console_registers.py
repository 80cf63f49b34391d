"""Times of the console's register pages with 100,000 people and 100,000 consents, over its own socket.

Run ``python -m benchmarks.console_registers [--people N] [--rounds N] [--json] [--postgres]``. It makes the sample
organisation in a temporary folder, imports N invented people and as many consents, starts the console with TLS and
asks for pages as a browser does, one at a time. Each page is asked for ROUNDS times (20) with other words, sorts and
page numbers; p50 and p95 are over all of its requests, from the first byte sent to the last one read. What a console
does once after its start, and once after a change (the list brought up to date), is told apart. There is no peer: the
bar is 300 ms.
"""

import argparse
import http.client
import json
import random
import ssl
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from benchmarks.console_filling import WORKERS, consent_rows, lay, people_rows
from benchmarks.console_lists import database
from gateway.app import App
from gateway.console.serve import Served
from gateway.console.sign_in.sessions import SessionBook
from gateway.demo.organisation import PASSWORD, make
from gateway.log import StructuredLog
from gateway.registers.files.columns import RegisterKind
from gateway.settings import Settings
from gateway.sign_in.accounts import AccountRole
from tests.console.http import free_port

_LEAD: Final = "bench.lead@family-support.example"
_WORDS: Final = ("smith", "smith leeds", "mary", "road ls6", "0500 012", "q-0054321", "nobody-like-it", "an")


class Asking:
    """A browser that keeps its connection."""

    def __init__(self, port: int, token: str) -> None:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self._connection: Final = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=600)
        self._headers: Final = {
            "Host": f"localhost:{port}",
            "Cookie": f"__Host-session={token}",
            "Sec-Fetch-Site": "same-origin",
        }

    def again(self) -> None:
        """A new connection: the old one may have been idle for too long."""
        self._connection.close()

    def get(self, path: str) -> tuple[float, str]:
        """Milliseconds, and the page."""
        begun = time.perf_counter()
        self._connection.request("GET", path, headers=self._headers)
        reply = self._connection.getresponse()
        text = reply.read().decode()
        if reply.status != 200:
            raise SystemExit(f"{path}: {reply.status}")
        return 1000 * (time.perf_counter() - begun), text


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own, not on SQLite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(postgres=asked.postgres) as url:
        for name, figures in measured(Path(folder) / "made", asked.people, asked.rounds, url):
            words = "  ".join(f"{what} {figure:,.0f} ms" for what, figure in figures.items())
            print(json.dumps({name: figures}) if asked.json else f"{name:<44} {words}", flush=True)


def measured(folder: Path, people: int, rounds: int, url: str) -> Iterator[tuple[str, Mapping[str, float]]]:
    """Figures in milliseconds, by what was asked, as they come."""
    port = free_port()
    made = make(folder, next_hop=1, port=0, console=port, database=url)
    with closing(App(Settings.load(made.folder))) as app:
        _fill(app, people)
        with _console(app, port) as asking:
            yield "the first page after a start", {"once": asking.get("/registers/people")[0]}
            yield "the first list of consents", {"once": asking.get("/registers/consents")[0]}
            yield "the first reviews due", {"once": asking.get("/due?days=90")[0]}
            for name, path in _pages(people).items():
                times = sorted(asking.get(path(dice))[0] for dice in map(random.Random, range(rounds)))
                yield name, {"p50": statistics.median(times), "p95": times[int(len(times) * 0.95) - 1]}
            yield "the list after one entry changed", {"once": _after_a_change(app, asking)}


def _pages(people: int) -> Mapping[str, Callable[[random.Random], str]]:
    """What is asked, by what it is."""

    def listed(kind: str, dice: random.Random, **query: str) -> str:
        return f"/registers/{kind}?" + urlencode({**query, "page": str(dice.randint(1, people // 25))})

    def one(dice: random.Random) -> str:
        return f"Q-{dice.randrange(people):07}"

    return {
        "people, any page": lambda dice: listed("people", dice),
        "people, sorted by name or date of birth": lambda dice: listed(
            "people", dice, sort=dice.choice(("name", "date_of_birth")), down=dice.choice(("", "yes"))
        ),
        "people, searched": lambda dice: listed("people", dice, search=dice.choice(_WORDS)),
        "people, of one worker": lambda dice: listed("people", dice, worker=dice.choice(WORKERS)),
        "people, by state": lambda dice: listed("people", dice, stand=dice.choice(("in force", "died"))),
        "consents, any page": lambda dice: listed("consents", dice),
        "consents, by state and partner": lambda dice: listed(
            "consents", dice, stand=dice.choice(("in force", "withdrawn", "ended")), party="COUNCIL"
        ),
        "consents, searched": lambda dice: listed("consents", dice, search=one(dice)),
        "a person's page": lambda dice: "/registers/people/entry?" + urlencode({"id": one(dice)}),
        "the form of a person": lambda dice: "/registers/people/change?" + urlencode({"id": one(dice)}),
        "the overview": lambda _dice: "/governance",
        "reviews due": lambda _dice: "/due?days=90",
    }


def _after_a_change(app: App, asking: Asking) -> float:
    row = {"id": "Q-0000007", "language": "Welsh"}
    app.registers().apply(RegisterKind.PEOPLE, [row], replace=False, by="bench", at=datetime.now(UTC))
    asking.again()
    return asking.get("/registers/people?sort=name")[0]


def _fill(app: App, people: int) -> None:
    now = datetime.now(UTC)
    lay(app, RegisterKind.PEOPLE, list(people_rows(people)), now)
    lay(app, RegisterKind.CONSENTS, list(consent_rows(people)), now)


@contextmanager
def _console(app: App, port: int) -> Iterator[Asking]:
    now = datetime.now(UTC)
    app.accounts.add(_LEAD, PASSWORD, roles=[AccountRole.IG], by="bench", at=now)
    book = SessionBook(app.database)
    token = book.checked(book.open(_LEAD, "127.0.0.1", now), now)
    settings = app.settings.config.console
    if token is None or settings is None:
        raise SystemExit("no session")
    with app.room() as room:
        served = Served(app, room, settings, StructuredLog())
        served.start()
        try:
            yield Asking(port, token)
        finally:
            served.stop(10)


if __name__ == "__main__":
    main()
