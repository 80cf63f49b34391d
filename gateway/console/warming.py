"""What a console reads once after its start, beside its pages: the registers, which may take ten seconds, and then
what lists keep of the mail before.
"""

import gc
import threading
from collections.abc import Callable
from typing import Final

from gateway.model.errors import GatewayError, TemporaryFailure
from gateway.registers.files.columns import RegisterKind
from gateway.registers.shelf import Shelves
from gateway.registers.store import Registers

_SOON: Final = 5_000  # people, whose registers are read before anybody minds
_PATIENCE_SECONDS: Final = 1.0  # of a page that is fetched
_LONGEST_SECONDS: Final = 120.0  # of a form that was sent: it is worth waiting for


class StillReading(TemporaryFailure):
    """The registers are being read for the first time: ask again in a few seconds."""


class Warming:
    """Reads the registers and lays out the large ones. Safe from any thread."""

    def __init__(self, registers: Registers, shelves: Shelves, then: Callable[[], object]) -> None:
        """*then*: done afterwards, when no page waits any more; what it lacks, pages read when they need it."""
        self._registers: Final = registers
        self._shelves: Final = shelves
        self._then: Final = then
        self._thread = threading.Thread(target=self._run, name="warming", daemon=True)
        self._many = False
        self._over = threading.Event()
        self._over.set()  # until it begins, whoever needs them reads them

    def begin(self) -> None:
        """Begin; it ends by itself.

        Raises:
            TemporaryFailure: the database cannot be asked now.
        """
        self._many = self._registers.people_count() > _SOON
        self._over.clear()
        self._thread.start()

    def require(self) -> None:
        """Go on once it is over.

        Raises:
            StillReading: it will take longer than somebody waits for a page.
        """
        if not self._over.wait(_PATIENCE_SECONDS if self._many else _LONGEST_SECONDS):
            raise StillReading("registers: they are being read")

    def wait(self) -> None:
        """Until it is over, however many there are."""
        self._over.wait(_LONGEST_SECONDS)

    def close(self) -> None:
        """Wait until nothing is read any more."""
        if self._thread.is_alive():
            self._thread.join(_LONGEST_SECONDS)

    def _run(self) -> None:
        # A million values that stay: to look through them for what could be freed takes a fifth of the time, and half
        # a second each time again later, in the midst of somebody's page.
        gc.disable()
        try:
            self._registers.directory()
            for kind in RegisterKind:
                self._shelves.shelf(kind).prepare()
        # The first page that needs them meets it again, and tells it as pages do.
        except TemporaryFailure:
            return
        finally:
            gc.enable()
            gc.collect()
            gc.freeze()
            self._over.set()
        try:
            self._then()
        except GatewayError:
            return  # as above
        gc.freeze()
