"""A console over the sample organisation, and browsers that open it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from gateway.app import App
from gateway.console.serve import Served
from gateway.deliver.partner_dns import domain_mail
from gateway.demo.organisation import make
from gateway.log import StructuredLog
from gateway.read.room import ReadingRoom
from gateway.settings import Settings
from tests.console.http import Browser, free_port
from tests.console.name_server import name_server
from tests.console.scene import Scene, playing


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those who share a console share a process and an order, so that each finds there what it found the last time.

    By themselves they would go to whichever process is free, and each of two would start a console.
    """
    for item in items:
        if (
            isinstance(item, pytest.Function)
            and "running" in item.fixturenames
            and Path(__file__).parent in item.path.parents
        ):
            item.add_marker(pytest.mark.xdist_group("console"))


RECORDS = {("council.example", "MX"): ("10 mx.council.example.",)}


def no_policy(host: str) -> bytes:
    """Nobody answers there."""
    raise OSError(host)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningConsole:
    """One in this process: the same code behind a real socket and real TLS, without the other roles."""

    app: App
    port: int
    room: ReadingRoom

    def browser(self) -> Browser:
        """Somebody who has never been here."""
        return Browser(self.port)


@contextmanager
def console(folder: Path, *, language: str = "en", database: str = "") -> Iterator[RunningConsole]:
    """The sample organisation's console, in the language that it is run in. *database*: empty: a SQLite file."""
    port = free_port()
    made = make(folder, next_hop=1, port=0, console=port, database=database)
    config = made.folder / "gateway.yaml"
    config.write_text(config.read_text().replace("organisation:\n", f"organisation:\n  language: {language}\n"))
    asked = partial(domain_mail, fetch=no_policy)
    with (
        name_server(RECORDS) as names,
        closing(App(Settings.load(made.folder), domain_mail=lambda domain: asked(domain, names))) as app,
        app.room() as room,
    ):
        settings = app.settings.config.console
        assert settings is not None
        served = Served(app, room, settings, StructuredLog())
        served.start()
        try:
            yield RunningConsole(app=app, port=port, room=room)
        finally:
            served.stop(10)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningConsole]:
    """One for all tests: what they do, they do as different people."""
    with console(tmp_path_factory.mktemp("console") / "made") as running:
        yield running


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One gateway for those who ask about cases of their own alone: to start its processes takes ten times a test.

    Who counts what waits, or changes the registers for good, plays a scene of their own.
    """
    with playing(tmp_path_factory.mktemp("scene")) as scene:
        yield scene
