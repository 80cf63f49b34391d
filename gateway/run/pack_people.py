"""Packs the register of people and ends: `python -m gateway.run.pack_people FOLDER DESCRIPTOR`.

The descriptor is that of a socket, to which the file is sent.
"""

import os
import socket
import sys
from contextlib import closing
from pathlib import Path

from gateway.app import App
from gateway.log import StructuredLog, configure, where
from gateway.model.errors import GatewayError
from gateway.registers.people.handed_over import send
from gateway.registers.people.index import packed
from gateway.settings import Settings


def main() -> int:
    """The exit code: 0 sent, 1 not."""
    configure(style="json")
    log = StructuredLog(role="index", pid=os.getpid())
    try:
        settings = Settings.running(Path(sys.argv[1]))
        with closing(App(settings)) as app, socket.socket(fileno=int(sys.argv[2])) as other:
            send(other, packed(app.registers().people_alone()))
    except (GatewayError, OSError) as error:
        log.error("people-not-packed", error=type(error).__name__, path=where(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
