"""A console over the sample organisation, and browsers that open it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from gateway.app import App, Settings
from gateway.console.serve import Served
from gateway.demo.organisation import make
from gateway.log import StructuredLog
from tests.console.http import Browser, free_port


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningConsole:
    """One in this process: the same code behind a real socket and real TLS, without the other roles."""

    app: App
    port: int

    def browser(self) -> Browser:
        """Somebody who has never been here."""
        return Browser(self.port)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningConsole]:
    """One for all tests: what they do, they do as different people."""
    folder: Path = tmp_path_factory.mktemp("console") / "made"
    port = free_port()
    made = make(folder, next_hop=1, port=0, console=port)
    with closing(App(Settings.load(made.folder))) as app, app.room() as room:
        settings = app.settings.config.console
        assert settings is not None
        served = Served(app, room, settings, StructuredLog())
        served.start()
        try:
            yield RunningConsole(app=app, port=port)
        finally:
            served.stop(10)
