"""The warm server: imports the tasks once, then forks one child a document.

Started by exec, so that it inherits no thread, lock or secret of the process that wants documents read. It has one
thread and never touches a document itself. It ends when its control socket closes, that is, when its parent is gone:
the parent death signal would not do, for that one fires when the *thread* that started the server ends (prctl(2)).
"""

import contextlib
import fcntl
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from redaction.isolate import errands, protocol
from redaction.isolate.answers import Answers
from redaction.isolate.confine import adopt_orphans, confine, end_with_parent
from redaction.isolate.limits import RoomLimits

Task = Callable[[bytes], bytes]

# A child lives for one document: to look through all that it holds for what nobody refers to any more takes a quarter
# of the time of a large one.
_COLLECTED_AFTER: Final = (100_000, 20, 10)
_DATA_DESCRIPTOR: Final = 3
_ERRANDS_DESCRIPTOR: Final = 4  # of a child
_ANSWERS_DESCRIPTOR: Final = 4  # of who does its errands
_ABOVE: Final = 16  # of those that a process keeps
_PROGRAMS: Final = ("/usr/bin", "/bin")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Running:
    """A child at work."""

    pid: int
    watch: int  # its pidfd
    status: socket.socket
    errands: socket.socket | None  # our end of its way to have errands done; None: there are none


class Server:
    """Forks, watches and buries; knows nothing of documents."""

    def __init__(
        self,
        control: socket.socket,
        tasks: dict[str, Task],
        errands: dict[str, Task],
        limits: RoomLimits,
        remembered: frozenset[str],
    ) -> None:
        self._control = control
        self._tasks = tasks
        self._errands = errands
        self._limits = limits
        self._remembered = remembered
        self._answers = Answers.new()
        self._readable = _program_folders() + (_PROGRAMS if limits.processes else ())
        self._selector = selectors.DefaultSelector()
        self._running: dict[int, _Running] = {}  # by the descriptors that tell of it
        self._runners: dict[int, int] = {}  # child: who does its errands

    def serve(self) -> None:
        """Until the control socket closes."""
        self._selector.register(self._control, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._control:
                    if not self._take():
                        self._end()
                        return
                # A child that ended earlier in this batch has freed its numbers, and the next child may have them:
                # what is still told under one of them is not about that child.
                elif (running := self._running.get(key.fd)) is not None and running is key.data:
                    self._attend(running, key.fd)

    def _take(self) -> bool:
        packet, descriptors, _, _ = socket.recv_fds(self._control, protocol.CONTROL_BYTES, 2)
        if not packet:
            return False
        if len(descriptors) != 2:
            for descriptor in descriptors:
                os.close(descriptor)
            return True
        data, status = (socket.socket(fileno=descriptor) for descriptor in descriptors)
        with data:
            self._start(packet.decode("ascii"), data, status)
        return True

    def _start(self, task: str, data: socket.socket, status: socket.socket) -> None:
        near, far = socket.socketpair() if self._errands else (None, None)
        with contextlib.ExitStack() as ends:
            if far is not None:
                ends.enter_context(far)
            try:
                pid = os.fork()
            except OSError:
                _tell(status, protocol.NOT_STARTED, 0)
                status.close()
                if near is not None:
                    near.close()
                return
            if pid == 0:
                _child(self._tasks.get(task), data, far, self._limits, self._readable)
        with contextlib.suppress(OSError):  # the child does so too; whoever comes first
            os.setpgid(pid, pid)
        running = _Running(pid=pid, watch=os.pidfd_open(pid), status=status, errands=near)
        for descriptor in (running.watch, status.fileno(), *(() if near is None else (near.fileno(),))):
            self._running[descriptor] = running
            self._selector.register(descriptor, selectors.EVENT_READ, running)

    def _send_out(self, running: _Running, way: socket.socket) -> None:
        """Somebody to do the errands of a child that asks for the first time."""
        asked = False
        with contextlib.suppress(OSError):
            asked = bool(way.recv(1, socket.MSG_PEEK))
        if asked:
            with contextlib.suppress(OSError):  # the child finds its way closed
                pid = os.fork()
                if pid == 0:
                    _runner(self._errands, way, self._answers, self._remembered)
                self._runners[running.pid] = pid
                os.setpgid(pid, pid)
        self._close_way(way)

    def _close_way(self, way: socket.socket) -> None:
        if self._running.pop(way.fileno(), None) is not None:
            self._selector.unregister(way)
            way.close()

    def _attend(self, running: _Running, descriptor: int) -> None:
        if running.errands is not None and descriptor == running.errands.fileno():
            self._send_out(running, running.errands)
            return
        if descriptor != running.watch:
            # The room has closed its end: it has its answer, or has waited long enough.
            _kill(running.pid)
        _, wait_status = os.waitpid(running.pid, 0)
        # What it may have started is in its group, or has become our child when it ended.
        _kill(running.pid)
        runner = self._runners.pop(running.pid, None)
        if runner is not None:
            _kill(runner)
            os.waitpid(runner, 0)
        del self._running[running.watch], self._running[running.status.fileno()]
        if running.errands is not None:
            self._close_way(running.errands)
        self._bury_strays()
        self._selector.unregister(running.watch)
        self._selector.unregister(running.status)
        os.close(running.watch)
        _tell(running.status, protocol.ENDED, wait_status)
        running.status.close()

    def _bury_strays(self) -> None:
        known = {running.pid for running in self._running.values()}.union(self._runners.values())
        children = Path(f"/proc/self/task/{os.getpid()}/children")
        with contextlib.suppress(OSError):  # no such file without CONFIG_PROC_CHILDREN
            for stray in {int(pid) for pid in children.read_text("ascii").split()} - known:
                with contextlib.suppress(ProcessLookupError, ChildProcessError):
                    os.kill(stray, signal.SIGKILL)
                    os.waitpid(stray, 0)

    def _end(self) -> None:
        for pid in {running.pid for running in self._running.values()}.union(self._runners.values()):
            _kill(pid)


def _kill(pid: int) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _tell(status: socket.socket, kind: bytes, wait_status: int) -> None:
    with contextlib.suppress(OSError):  # the room may have gone
        status.sendall(protocol.STATUS.pack(kind, wait_status))


def _program_folders() -> tuple[str, ...]:
    """Where program files lie: modules that are imported late, and the data files of C libraries."""
    folders = {sys.prefix, sys.base_prefix, "/usr/lib", "/usr/share", "/lib", "/lib64", "/etc/ld.so.cache"}
    # sys.path holds the packages of an installation that is not under the prefix (an editable one). The packages
    # alone, not the folder they lie in: configuration and keys may lie beside them.
    loaded = (getattr(module, "__path__", None) for name, module in sys.modules.items() if "." not in name)
    folders.update(str(path) for paths in loaded if paths is not None for path in paths)
    return tuple(sorted(folders))


def _child(
    task: Task | None,
    data: socket.socket,
    way: socket.socket | None,
    limits: RoomLimits,
    readable: tuple[str, ...],
) -> None:
    """Do the task and end. Never returns, never lets an exception reach the server's loop."""
    code = 1
    try:
        os.setpgid(0, 0)
        _leave_everything(data, *(() if way is None else (way,)))
        gc.set_threshold(*_COLLECTED_AFTER)
        isolation = confine(limits, readable=readable)
        link = socket.socket(fileno=_DATA_DESCRIPTOR)
        errands.WAY.open(None if way is None else socket.socket(fileno=_ERRANDS_DESCRIPTOR))
        if task is None:
            kind, answer = protocol.ANSWERED, json.dumps(asdict(isolation)).encode()
        else:
            kind, answer = errands.done(task, _receive(link))
        link.sendall(protocol.ANSWER.pack(kind, len(answer)))
        link.sendall(answer)
        code = 0
    finally:
        # No exit handlers, no flushing of what belongs to the server.
        os._exit(code)


def _runner(known: dict[str, Task], way: socket.socket, answers: Answers, remembered: frozenset[str]) -> None:
    """Do a child's errands until it ends. Never returns either."""
    try:
        os.setpgid(0, 0)
        _leave_everything(way, answers)
        end_with_parent()
        errands.serve(socket.socket(fileno=_DATA_DESCRIPTOR), known, Answers(_ANSWERS_DESCRIPTOR), remembered)
    finally:
        os._exit(0)


def _leave_everything(*kept: socket.socket | Answers) -> None:
    """All descriptors but these, which become 3 and the following."""
    null = os.open(os.devnull, os.O_RDWR)
    # dup first: a socket may itself stand below the descriptor that it is to become, or on another's.
    copies = [fcntl.fcntl(one.fileno(), fcntl.F_DUPFD_CLOEXEC, _ABOVE) for one in kept]
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor, inheritable=False)
    for number, copy in enumerate(copies):
        os.dup2(copy, _DATA_DESCRIPTOR + number, inheritable=False)
    os.closerange(_DATA_DESCRIPTOR + len(kept), os.sysconf("SC_OPEN_MAX"))
    os.environ.clear()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGXCPU, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)


def _receive(link: socket.socket) -> bytes:
    (length,) = protocol.PAYLOAD.unpack(errands.exactly(link, protocol.PAYLOAD.size))
    return errands.exactly(link, length)


def _load(function: str) -> Task:
    module, _, name = function.partition(":")
    task = getattr(importlib.import_module(module), name)
    if not callable(task):
        raise TypeError(f"not a function: {function}")
    loaded: Task = task
    return loaded


def main() -> None:
    """Serve the tasks and limits given as JSON in the first argument, on the socket given in the second."""
    setup = json.loads(sys.argv[1])
    control = socket.socket(fileno=int(sys.argv[2]))
    control.set_inheritable(False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # All that the tasks' modules make stays: looking through it again and again as they load takes a seventh of that.
    gc.disable()
    try:
        tasks, known = (
            {name: _load(function) for name, function in setup[kind].items()} for kind in ("tasks", "errands")
        )
    except Exception as error:  # a task's module may fail in any way; the room is told which and gives up
        control.send(protocol.BROKEN + type(error).__name__.encode("ascii", "replace"))
        return
    adopt_orphans()
    # Pages that the collector does not touch stay shared with the children.
    gc.collect()
    gc.freeze()
    gc.enable()
    control.send(protocol.READY)
    remembered = frozenset(setup["remembered"])
    Server(control, tasks, known, RoomLimits(**setup["limits"]), remembered).serve()


if __name__ == "__main__":
    main()
