"""Lists of the console with much behind them.

`python -m benchmarks.console_lists [--past N] [--held N] [--people N] [--postgres] [--only WORDS]`.

The sample organisation gets N past cases and N held ones with their record, registers of N people, and some hundreds
of everything else (console_filling.py); then people of several roles ask for every list, filter and search over TLS,
as a browser would (console_addresses.py). The peer is the console's page of help, which asks the database for nothing
but the session: what a list takes above it is the list's own. Told twice: in time that passed, and in time of
processors, the database's server among them, which other work on the same machine makes little longer.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url

from benchmarks.console_addresses import LISTS, TOKEN
from benchmarks.console_filling import LEAD, fill
from gateway.app import App
from gateway.console.serve import Served
from gateway.console.sign_in.sessions import SessionBook
from gateway.demo.organisation import make
from gateway.log import StructuredLog
from gateway.registers.files.columns import RegisterKind
from gateway.settings import Settings
from gateway.sign_in.tokens import Scope, TokenBook
from tests.console.http import Browser, free_port
from tests.postgres import running

# After a change of the registers: the first of these waits for whatever has to be brought up to date.
_CHANGED: Final = {
    RegisterKind.PEOPLE: {"id": "Q-0000007", "language": "Welsh"},
    RegisterKind.CONSENTS: {"id": "CQ-0000007", "evidence": "form F-8"},
    RegisterKind.AGREEMENTS: {"id": "AG-7", "basis": "Children Act 2004 s.11"},
}
_FIRST: Final = ("/registers/people?sort=name", "/held?whose=all", "/due?days=365", "/governance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """Milliseconds."""

    passed: float
    worked: float  # of processors


def timed(browser: Browser, path: str, headers: dict[str, str]) -> Took:
    """One request."""
    began, worked = time.perf_counter(), _worked()
    answer = browser.get(path, headers)
    took = Took(passed=1000 * (time.perf_counter() - began), worked=1000 * (_worked() - worked))
    assert answer.status == 200, (path, answer.status, answer.text[-500:])
    return took


def _worked() -> float:
    """Seconds of processors, of this process and of the database's server."""
    return time.process_time() + sum(map(_of_process, _servers))


_servers: list[Path] = []  # processes of the database's server


def _of_process(folder: Path) -> float:
    # The first figure is nanoseconds on a processor (proc_pid_schedstat(5)). Empty: it ended.
    return int((_read(folder / "schedstat").split() or ["0"])[0]) / 1e9


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""


def find_servers(app: App) -> None:
    """Those that serve this database; called again when there may be more."""
    name = "" if app.database.sqlite else make_url(app.database.postgres_conninfo()).database
    processes = (one for one in Path("/proc").iterdir() if one.name.isdigit())
    _servers[:] = [one for one in processes if name and f" {name} " in _read(one / "cmdline").replace("\0", " ")]


def figures(times: list[float]) -> tuple[float, float, float]:
    """Best, median, and what 95 of 100 stay within."""
    ordered = sorted(times)
    return ordered[0], ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]


@contextmanager
def database(*, postgres: bool) -> Iterator[str]:
    """The URL of an empty database. Empty: a SQLite file will do."""
    if not postgres:
        yield ""
        return
    with running() as server, server.database() as url:
        name = make_url(url).database
        # What it had others do for it would be in nobody's time that is told.
        server.execute(f"ALTER DATABASE {name} SET max_parallel_workers_per_gather = 0")
        yield url


class Asking:
    """People and programs that ask, signed in without the forms."""

    def __init__(self, app: App, port: int) -> None:
        self._app: Final = app
        self._port: Final = port
        self._browsers: Final[dict[str, Browser]] = {}
        now = app.clock.now()
        until = now + timedelta(days=1)
        _, token = TokenBook(app.database).add("bench", list(Scope), until=until, by="bench", at=now)
        self._headers: Final = {"Authorization": f"Bearer {token}"}

    def time(self, account: str, path: str) -> Took:
        """One request of theirs."""
        if account not in self._browsers:
            browser = self._browsers[account] = Browser(self._port)
            if account != TOKEN:
                now, book = self._app.clock.now(), SessionBook(self._app.database)
                browser.cookies["__Host-session"] = book.checked(book.open(account, "127.0.0.1", now), now) or ""
        return timed(self._browsers[account], path, self._headers if account == TOKEN else {})


def listed(app: App, port: int, rounds: int, only: str) -> None:
    """Every list, on a line each."""
    now, asking = datetime.now(UTC), Asking(app, port)
    days = {"day": now, "week-ago": now - timedelta(days=7), "long-ago": now - timedelta(days=60)}
    print("| what | passed: best, median, 95 of 100 | of processors: the same |\n| --- | --- | --- |")
    for title, account, written in (one for of_route in LISTS.values() for one in of_route if only in one[0]):
        path = written
        for name, at in days.items():
            path = path.replace(f"{{{name}}}", f"{at:%Y-%m-%dT00:00:00Z}" if name == "long-ago" else f"{at:%Y-%m-%d}")
        first = asking.time(account, path)
        find_servers(app)
        took = [asking.time(account, path) for _ in range(rounds)]
        passed, worked = (
            ", ".join(f"{one:.0f}" for one in figures([getattr(each, what) for each in took]))
            for what in ("passed", "worked")
        )
        print(f"| {title} | {passed} | {worked} (first {first.passed:.0f}, {first.worked:.0f}) |", flush=True)


def after_a_change(app: App, port: int) -> None:
    """The first page that needs the registers after an entry of one was changed."""
    asking = Asking(app, port)
    print("| first page after a change | passed | of processors |\n| --- | --- | --- |")
    for kind, row in _CHANGED.items():
        for path in _FIRST:
            asking.time(LEAD, path)
            find_servers(app)
            app.registers().apply(kind, [row | {"id": row["id"]}], replace=False, by="bench", at=datetime.now(UTC))
            row |= {name: f"{cell}." for name, cell in row.items() if name != "id"}
            took = asking.time(LEAD, path)
            print(f"| {path}, {kind.value} | {took.passed:.0f} | {took.worked:.0f} |", flush=True)


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--past", type=int, default=100_000)
    parser.add_argument("--held", type=int, default=2_000)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", default="", help="only what has these words in its title")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own, not on SQLite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(postgres=asked.postgres) as url:
        port = free_port()
        made = make(Path(folder) / "made", next_hop=1, port=0, console=port, database=url)
        with closing(App(Settings.load(made.folder))) as app, app.room() as room:
            fill(app, past=asked.past, held=asked.held, people=asked.people)
            settings = app.settings.config.console
            assert settings is not None
            served = Served(app, room, settings, StructuredLog())
            served.start()
            # What is read beside the first pages would be in their time.
            served._desk.warming.close()  # noqa: SLF001 -- nobody but a benchmark waits for it
            print(f"{asked.past} past cases, {asked.held} held, {asked.people} people; milliseconds")
            listed(app, port, asked.rounds, asked.only)
            after_a_change(app, port)
            served.stop(10)


if __name__ == "__main__":
    main()
