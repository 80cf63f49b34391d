"""What hostile documents make a reader do, as tasks."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from redaction.isolate.errands import WAY


def echo(payload: bytes) -> bytes:
    return payload


def ask(payload: bytes) -> bytes:
    """Have one errand after the other done: a name and, after a blank, what it is given."""
    errands = [errand.partition(b" ") for errand in payload.split(b"|")]
    return b"|".join(WAY.ask(name.decode(), given, echo) for name, _, given in errands)


def say_by_program(payload: bytes) -> bytes:
    """An errand: what no child may do."""
    return subprocess.run(["/bin/echo", payload.decode()], capture_output=True, check=True).stdout


def started_by(_: bytes) -> bytes:
    """An errand: which process does errands."""
    return str(os.getpid()).encode()


def hang(_: bytes) -> bytes:
    while True:
        pass


def sleep(payload: bytes) -> bytes:
    time.sleep(float(payload))
    return payload


def bomb(_: bytes) -> bytes:
    return bytes(len(bytearray(1 << 40)))


def hoard(_: bytes) -> bytes:
    kept: list[bytearray] = []
    while True:
        kept.append(bytearray(1 << 24))


def huge(payload: bytes) -> bytes:
    return bytes(int(payload))


def forks(_payload: bytes) -> bytes:
    started = 0
    for _ in range(50):
        try:
            if os.fork() == 0:
                time.sleep(30)
                os._exit(0)
        except OSError:
            break
        started += 1
    return str(started).encode()


def run_program(_: bytes) -> bytes:
    return subprocess.run(["/bin/true"], check=True, capture_output=True).stdout


def become_program(_: bytes) -> bytes:
    os.execv("/bin/true", ["true"])


def secret_error(payload: bytes) -> bytes:
    raise LookupError(payload.decode())


def kill_self(_: bytes) -> bytes:
    return str(ctypes.string_at(0)).encode()


def kill_parent(_: bytes) -> bytes:
    os.kill(os.getppid(), signal.SIGKILL)
    return b""


def signal_parent(_: bytes) -> bytes:
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getppid()
    return str(libc.syscall(234 if os.uname().machine == "x86_64" else 131, parent, parent, 9)).encode()


def exit_quietly(_: bytes) -> bytes:
    os._exit(7)


def close_and_hang(_: bytes) -> bytes:
    os.closerange(0, 32)
    while True:
        pass


def talk_over(_: bytes) -> bytes:
    with socket.socket(fileno=os.dup(3)) as link:
        while True:
            link.sendall(b"A" + (4).to_bytes(8, "big") + b"four and more")


def forge(_: bytes) -> bytes:
    with socket.socket(fileno=os.dup(3)) as link:
        link.sendall(b"A" + (1 << 62).to_bytes(8, "big"))
    return b""


def surroundings(_: bytes) -> bytes:
    descriptors = []
    for number in range(256):
        try:
            os.fstat(number)
        except OSError:
            continue
        descriptors.append(number)
    return json.dumps(
        {"environment": dict(os.environ), "descriptors": descriptors, "group": os.getpgid(0) == os.getpid()}
    ).encode()


def connect(payload: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", int(payload)), timeout=5):
        return b"connected"


def write(payload: bytes) -> bytes:
    return str(Path(payload.decode()).write_bytes(b"x")).encode()


def read_file(payload: bytes) -> bytes:
    return Path(payload.decode()).read_bytes()


def late_import(_: bytes) -> bytes:
    import colorsys

    return colorsys.__name__.encode()


def server_pid(_: bytes) -> bytes:
    return str(os.getppid()).encode()
