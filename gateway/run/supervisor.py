"""Starts a process for each role, starts it again when it dies, and ends all of them in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import Final

from gateway.ports import Log

DRAIN_SECONDS: Final = 30.0
POLL_SECONDS: Final = 0.2
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0
_STEADY_SECONDS: Final = 20.0


class RoleName(StrEnum):
    """What a process does."""

    INTAKE = "intake"
    WORKER = "worker"
    DELIVER = "deliver"
    CLOCK = "clock"
    CONSOLE = "console"
    INDEX = "index"  # keeps the index of people for the workers of this machine


# Intake ends first, so that nothing new comes in while the rest finishes.
ALL_ROLES: Final = tuple(RoleName)


@dataclass(slots=True)
class _Child:
    role: RoleName
    number: int
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = _FIRST_PAUSE
    due: float = field(default_factory=time.monotonic)


class Supervisor:
    """One for each `gateway run`."""

    def __init__(
        self,
        folder: Path,
        roles: Sequence[RoleName],
        *,
        workers: int,
        log: Log,
        steady_seconds: float = _STEADY_SECONDS,
    ) -> None:
        """*steady_seconds*: a process that lived this long did not die of its start, and starts again at once."""
        self._folder = folder
        self._steady_seconds = steady_seconds
        self._log = log
        self._asked = False  # to stop; a plain value, for a handler of signals must take no lock
        self._again = False  # to look at the policy again
        # Workers find nobody without the index, and it is not handed from machine to machine.
        wanted = dict.fromkeys([*roles, RoleName.INDEX] if RoleName.WORKER in roles else roles)
        counts = {role: workers if role is RoleName.WORKER else 1 for role in wanted}
        self._children = [_Child(role=role, number=n) for role, count in counts.items() for n in range(count)]

    def run(self) -> int:
        """Until SIGTERM or SIGINT; SIGHUP is passed on. The exit code: 0 when everything ended in order."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)
        signal.signal(signal.SIGHUP, self._ask_again)
        while not self._asked:
            now = time.monotonic()
            if self._again:
                self._again = False
                self._pass_on(signal.SIGHUP)
            for child in self._children:
                self._tend(child, now)
            time.sleep(POLL_SECONDS)
        return self._end()

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    def _ask_again(self, _number: int, _frame: FrameType | None) -> None:
        self._again = True

    def _pass_on(self, number: signal.Signals) -> None:
        for child in self._children:
            if child.process is not None and child.process.poll() is None:
                child.process.send_signal(number)

    def _tend(self, child: _Child, now: float) -> None:
        if child.process is not None:
            code = child.process.poll()
            if code is None:
                return
            lived = now - child.started
            child.pause = _FIRST_PAUSE if lived > self._steady_seconds else min(child.pause * 2, _LONGEST_PAUSE)
            child.due = now + (0.0 if lived > self._steady_seconds else child.pause)
            self._log.error("process-died", role=child.role, process=child.number, code=code)
            child.process = None
        if now >= child.due:
            arguments = [child.role, str(self._folder), str(os.getpid()), str(child.number)]
            command = [sys.executable, "-m", "gateway.run.process", *arguments]
            child.process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
            child.started = now
            self._log.info("process-started", role=child.role, process=child.number, pid=child.process.pid)

    def _end(self) -> int:
        clean = True
        for role in ALL_ROLES:
            ending = [child.process for child in self._children if child.role is role and child.process is not None]
            for process in ending:
                process.terminate()
            deadline = time.monotonic() + DRAIN_SECONDS
            for process in ending:
                try:
                    process.wait(max(0.0, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    # What it was doing is under a lease and will be taken over.
                    process.kill()
                    process.wait()
                    clean = False
        self._log.info("stopped")
        return 0 if clean else 1
