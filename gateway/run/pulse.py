"""A process that says that it lives, for whoever looks at the gateway from outside."""

import os
import socket
import threading
from dataclasses import replace

from gateway import __version__
from gateway.app import App
from gateway.log import StructuredLog
from gateway.model.errors import GatewayError
from gateway.run.supervisor import RoleName
from gateway.store.heartbeats import EVERY_SECONDS, Beat, Heartbeats


def pulse(app: App, role: RoleName, number: int, stop: threading.Event, log: StructuredLog) -> threading.Thread:
    """Begin to say so, until *stop*; the thread, to be joined before the database is closed."""
    now = app.clock.now()
    first = Beat(
        node=socket.gethostname(),
        role=role.value,
        number=number,
        pid=os.getpid(),
        version=__version__,
        started_at=now,
        seen_at=now,
    )
    thread = threading.Thread(target=_beat, args=(app, first, stop, log), name="pulse", daemon=True)
    thread.start()
    return thread


def _beat(app: App, first: Beat, stop: threading.Event, log: StructuredLog) -> None:
    beats = Heartbeats(app.database)
    while True:
        try:
            beats.beat(replace(first, seen_at=app.clock.now()))
        except GatewayError as error:
            # Said again at the next beat; nothing else of the process hangs on it.
            log.warning("no-heartbeat", error=type(error).__name__)
        if stop.wait(EVERY_SECONDS):
            break
    try:
        beats.ended(first)
    except GatewayError as error:
        log.warning("no-heartbeat", error=type(error).__name__)
