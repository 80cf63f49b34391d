"""Keeps the packed register of people: packs it anew when much of it changed, and hands it to whoever asks."""

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Final

from gateway.model.errors import GatewayError, TemporaryFailure
from gateway.ports import Log
from gateway.registers.people.handed_over import hand_out, listening, receive
from gateway.registers.people.index import MOST_CHANGES, OLD_SECONDS, Label, packed
from gateway.registers.store import Registers
from redaction.register.memory_file import MemoryFile
from redaction.register.packed import Packed

_LOOK_SECONDS: Final = 1.0
_FEW: Final = 20_000  # people, who are packed in less time than another process takes to start
_AGAIN_SECONDS: Final = 5.0  # after packing failed


class PeopleKeeper:
    """One for each machine on which there are workers."""

    def __init__(self, registers: Registers, folder: Path, state_folder: Path, log: Log) -> None:
        self._registers = registers
        self._folder = folder
        self._state_folder = state_folder
        self._log = log
        self._file: MemoryFile | None = None
        self._generation = 0  # that the file is of
        self._packed_at = 0.0
        self._looked_at = -1  # the last generation at which nothing was due
        self._child: subprocess.Popen[bytes] | None = None

    def run(self, stop: threading.Event) -> None:
        """Until *stop*."""
        packer = threading.Thread(target=self._pack_while, args=(stop,), name="pack", daemon=True)
        packer.start()
        with listening(self._state_folder) as listener:
            while not stop.is_set():
                hand_out(listener, self._file)
        if self._child is not None:
            self._child.kill()

    def _pack_while(self, stop: threading.Event) -> None:
        pause = 0.0
        while not stop.wait(pause):
            pause = _LOOK_SECONDS
            try:
                if self._is_due():
                    self._pack()
            except (GatewayError, OSError, ValueError) as error:
                self._log.error("people-not-packed", error=type(error).__name__)
                pause = _AGAIN_SECONDS

    def _is_due(self) -> bool:
        if self._file is None:
            return True
        old = time.monotonic() - self._packed_at > OLD_SECONDS
        now = self._registers.generation()
        if now == self._looked_at and not old:
            return False
        changed = len(self._registers.changed_people(self._generation))
        self._looked_at = now
        return changed >= MOST_CHANGES or now < self._generation or (changed > 0 and old)

    def _pack(self) -> None:
        few = self._registers.people_count() <= _FEW
        file = packed(self._registers.people_alone()) if few else self._packed_apart()
        people = Packed(file)
        self._generation = Label.read(people.label).generation
        self._file, self._packed_at = file, time.monotonic()
        self._log.info("people-packed", generation=self._generation, count=people.people)

    def _packed_apart(self) -> MemoryFile:
        """Have it done by a process of its own: what that takes is given back when it ends."""
        mine, theirs = socket.socketpair()
        with mine:
            with theirs:
                command = [sys.executable, "-m", "gateway.run.pack_people", str(self._folder), str(theirs.fileno())]
                self._child = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
            file = receive(mine)
            self._child.wait()
        if file is None:
            raise TemporaryFailure("people index: packing it came to nothing")
        return file
