"""A case's page with a long attachment: `python -m benchmarks.console_case [--pages N] [--rounds N] [--postgres]`.

One mail about a child, with a PDF of N pages of casework attached, is taken in and held; then its manager and its
sender open the case and its pages side by side over TLS, as a browser would. The first time stands apart: what can be
kept is worked out then. The peer is the console's page of help, which asks for nothing but the session. Told in time
that passed and in time of this process and the database's server; what the reading room works is in the first alone.
"""

import argparse
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

import pymupdf

from benchmarks.console_lists import database, find_servers, timed
from benchmarks.decided_mail import ANA, decided
from gateway.app import App
from gateway.console.serve import Served
from gateway.demo.organisation import make
from gateway.log import StructuredLog
from gateway.settings import Settings
from tests.console.http import Browser, free_port

MANAGER: Final = "mo.hughes@family-support.example"
_TEXT: Final = "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\nThe notes are attached.\n\nAna\n"
_LINES: Final = (
    "Daniel Price was seen at home on day {n}. He slept badly and had no breakfast before school.",
    "His mother Karen Price said that the heating at Flat 3, 8 Mill Street, London W6 9AB has been off since Sunday.",
    "The school rang 07700 900122 twice and left word; the family support worker will call again on Thursday.",
    "We agreed that somebody goes with them to the housing office, and that the letter of the landlord is answered.",
    "Nothing else was raised, and the next visit is in a fortnight.",
)


def document(pages: int) -> bytes:
    """Forty lines on each page, as notes of visits have."""
    made = pymupdf.open()
    for page in range(pages):
        sheet = made.new_page()
        for line in range(40):
            text = _LINES[line % len(_LINES)].format(n=page * 40 + line)
            sheet.insert_text((50, 60 + line * 17), text, fontsize=9)
    data: bytes = made.tobytes(deflate=True)
    return data


def _figures(times: list[float]) -> str:
    return f"{min(times):.0f}, {sorted(times)[len(times) // 2]:.0f}, {max(times):.0f}"


def main() -> None:
    """Hold it, open it, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own, not on SQLite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(postgres=asked.postgres) as url:
        port = free_port()
        made = make(Path(folder) / "made", next_hop=1, port=0, console=port, database=url)
        with closing(App(Settings.load(made.folder))) as app, app.room() as room:
            attached = document(asked.pages)
            case = decided(app, _TEXT, attached)
            settings = app.settings.config.console
            assert settings is not None
            served = Served(app, room, settings, StructuredLog())
            served.start()
            print(f"a PDF of {asked.pages} pages, {len(attached) // 1024} KiB; milliseconds")
            print(
                "| | first | then passed: best, median, most | of processors: the same |\n| --- | --- | --- | --- |"
            )
            for account in (MANAGER, ANA):
                browser = Browser(port)
                browser.sign_in(account)
                for title, path in (
                    ("help (peer)", "/help"),
                    ("the case", f"/cases/{case}"),
                    ("its pages", f"/cases/{case}/pages/1"),
                ):
                    first = timed(browser, path, {})
                    find_servers(app)
                    others = [timed(browser, path, {}) for _ in range(asked.rounds)]
                    who = account.partition(".")[0]
                    then = (_figures([getattr(one, what) for one in others]) for what in ("passed", "worked"))
                    print(f"| {title}, {who} | {first.passed:.0f} | {' | '.join(then)} |", flush=True)
            served.stop(10)


if __name__ == "__main__":
    main()
