"""A room: run a task on hostile bytes in a child of its own."""

import contextlib
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType, TracebackType
from typing import Final, Self

from redaction.isolate import protocol
from redaction.isolate.confine import Isolation
from redaction.isolate.errors import RoomDied, RoomUnavailable
from redaction.isolate.exchange import Exchange, ServerLost
from redaction.isolate.limits import RoomLimits

_END_SECONDS: Final = 5.0
_ATTEMPTS: Final = 4
_LOSSES: Final = 2  # while the document was open; then the document is suspected
# The server needs no setting, path or secret of ours; a child's environment is emptied again.
_ENVIRONMENT: Final = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}


class Room:
    """Runs tasks out of a fixed list, one child process a run; safe from any thread.

    *tasks*: name to `package.module:function`, each a function from bytes to bytes; its module imports all it will
    need, for a child may be unable to read program files. *errands*: what a child may have done outside of it, in the
    same way (see ``errands``); *remembered*: those of them that answer the same each time. The server starts with the
    first run and again when it is found dead; while idle it costs nothing. It ends with `close()` and with this
    process.
    """

    def __init__(
        self,
        tasks: Mapping[str, str],
        limits: RoomLimits,
        errands: Mapping[str, str] = MappingProxyType({}),
        remembered: Collection[str] = (),
    ) -> None:
        protocol.check_tasks(tasks)
        protocol.check_tasks(errands)
        self._tasks = dict(tasks)
        self._errands = dict(errands)
        self._remembered = tuple(remembered)
        self._limits = limits
        self._lock = threading.Lock()
        self._server: _Link | None = None
        self._closed = False

    def run(self, task: str, payload: bytes) -> bytes:
        """What the task answers.

        Raises:
            RoomTimedOut: it took longer than the limits allow.
            RoomDied: it ended without an answer, or two servers were lost over it.
            RoomRefused: it raised.
            RoomUnavailable: no child could be started.
        """
        if task not in self._tasks:
            raise ValueError(f"no such task: {task!r}")
        return self._run(task, payload)

    def isolation(self) -> Isolation:
        """What confines a child here and now, as measured in one.

        Raises:
            RoomUnavailable: no child could be started.
            RoomTimedOut, RoomDied: the confinement itself failed.
        """
        measures = json.loads(self._run(protocol.PROBE, b""))
        return Isolation(**{name: bool(value) for name, value in measures.items()})

    def close(self) -> None:
        """End the server and every child. Runs under way fail; later ones raise RoomUnavailable."""
        with self._lock:
            self._closed = True
            server, self._server = self._server, None
        if server is not None:
            server.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, task: str, payload: bytes) -> bytes:
        lost = 0
        for _ in range(_ATTEMPTS):
            server = self._running_server()
            with server.exchange(task) as exchange:
                if exchange is None:  # it had died idle: that says nothing about this document
                    self._drop(server)
                    continue
                try:
                    return exchange.finish(payload, self._limits)
                except ServerLost:
                    lost += 1
            self._drop(server)
            if lost == _LOSSES:
                raise RoomDied("the server was lost twice over this document")
        raise RoomUnavailable("no server stays alive")

    def _running_server(self) -> "_Link":
        with self._lock:
            if self._closed:
                raise RoomUnavailable("the room is closed")
            if self._server is None:
                self._server = _Link.start(self._tasks, self._errands, self._limits, self._remembered)
            return self._server

    def _drop(self, server: "_Link") -> None:
        with self._lock:
            if self._server is server:
                self._server = None
        server.end()


class _Link:
    """A server process and the way to it."""

    def __init__(self, process: "subprocess.Popen[bytes]", control: socket.socket) -> None:
        self._process = process
        self._control = control

    @classmethod
    def start(
        cls,
        tasks: Mapping[str, str],
        errands: Mapping[str, str],
        limits: RoomLimits,
        remembered: Sequence[str],
    ) -> "_Link":
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        setup = json.dumps(
            {
                "tasks": dict(tasks),
                "errands": dict(errands),
                "limits": asdict(limits),
                "remembered": list(remembered),
            }
        )
        with theirs:
            try:
                process = subprocess.Popen(
                    [sys.executable, "-I", "-m", "redaction.isolate.server", setup, str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=_ENVIRONMENT,
                    pass_fds=(theirs.fileno(),),
                    start_new_session=True,  # an interrupt at the terminal is for the gateway to handle
                )
            except OSError as error:
                ours.close()
                raise RoomUnavailable("the server cannot be started") from error
        link = cls(process, ours)
        ours.settimeout(limits.start_seconds)
        try:
            greeting = ours.recv(protocol.CONTROL_BYTES)
        except OSError as error:
            link.end()
            raise RoomUnavailable("the server did not become ready") from error
        if greeting != protocol.READY:
            link.end()
            why = protocol.class_name(greeting.removeprefix(protocol.BROKEN)) if greeting else "nothing said"
            raise RoomUnavailable(f"the server cannot load its tasks: {why}")
        ours.settimeout(None)
        return link

    @contextlib.contextmanager
    def exchange(self, task: str) -> "Iterator[Exchange | None]":
        """One child asked for; None: the server is not there any more."""
        with contextlib.ExitStack() as stack:
            data, far_data = (stack.enter_context(end) for end in socket.socketpair())
            status, far_status = (stack.enter_context(end) for end in socket.socketpair())
            try:
                socket.send_fds(self._control, [task.encode("ascii")], [far_data.fileno(), far_status.fileno()])
            except OSError:
                yield None
                return
            far_data.close()
            far_status.close()
            yield Exchange(data, status)

    def end(self) -> None:
        """Close the way to it, which ends it, and see that it has ended."""
        self._control.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
