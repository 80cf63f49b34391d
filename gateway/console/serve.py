"""The console's web server, in a thread of its process."""

import threading
from typing import Final

import uvicorn

from gateway.app import App
from gateway.config import Console
from gateway.console.desk import Desk
from gateway.console.hurried import hurried
from gateway.console.server import console
from gateway.log import StructuredLog
from gateway.model.errors import ConfigurationFaults, TemporaryFailure
from gateway.read.room import ReadingRoom

_UP_SECONDS: Final = 20.0
_KEEP_ALIVE_SECONDS: Final = 15
_AT_ONCE: Final = 100  # requests; above it 503


class Served:
    """Starts, tells where it listens, and ends."""

    def __init__(self, app: App, room: ReadingRoom, settings: Console, log: StructuredLog) -> None:
        """Make it; nothing listens yet.

        Raises:
            ConfigurationFaults: it is to encrypt, and gateway.yaml names no certificate.
        """
        tls = app.settings.config.tls if settings.tls else None
        if settings.tls and tls is None:
            raise ConfigurationFaults(("tls: the console needs it; give certificate and key",))
        folder = app.settings.folder
        self._desk = Desk(app, room, settings)
        web = console(self._desk, app.settings.config, settings, log)
        self._server = uvicorn.Server(
            uvicorn.Config(
                web,
                host=settings.host,
                port=settings.port,
                ssl_certfile=None if tls is None else folder / tls.certificate,
                ssl_keyfile=None if tls is None else str(folder / tls.key),
                # Its own log would quote addresses that people asked for.
                log_config=None,
                access_log=False,
                server_header=False,
                http=hurried(web.note),
                # A proxy's word about who asks is taken only where one is meant to stand: on this machine.
                proxy_headers=not settings.tls,
                forwarded_allow_ips="127.0.0.1,::1",
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
                limit_concurrency=_AT_ONCE,
                ws="none",
                lifespan="off",
            )
        )
        self._thread = threading.Thread(target=self._server.run, name="web", daemon=True)

    def start(self) -> None:
        """Listen, and read the registers meanwhile.

        Raises:
            TemporaryFailure: it cannot; most of all the port is taken.
        """
        self._desk.warming.begin()
        self._thread.start()
        up = threading.Event()
        for _ in range(int(_UP_SECONDS / 0.05)):
            if self._server.started or not self._thread.is_alive():
                break
            up.wait(0.05)
        if not self._server.started:
            raise TemporaryFailure("console: it does not come up; see whether its port is free")

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._thread.is_alive()

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        host, port = self._server.servers[0].sockets[0].getsockname()[:2]
        return str(host), int(port)

    def stop(self, seconds: float) -> None:
        """Finish what is under way, for so long at most."""
        self._server.should_exit = True
        self._thread.join(seconds)
        self._desk.close()
