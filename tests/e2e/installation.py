"""A whole installation in a folder of its own, run as it runs in earnest: `gateway run`, its processes, real SMTP."""

import json
import os
import random
import shutil
import signal
import smtplib
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Final, TypeVar

from ruamel.yaml import YAML

from gateway.app import App
from gateway.demo.mailbox import Mailbox
from gateway.demo.organisation import HOSTNAME, PASSWORD
from gateway.model.lifecycle import RecipientState
from gateway.registers.files.columns import RegisterKind
from gateway.settings import Settings
from gateway.sign_in.accounts import AccountRole
from gateway.spool.rows import TracedCase
from gateway.spool.view import QueueView
from gateway.store.database import Database
from gateway.store.keys import KeyRing, create_keys, master_key
from gateway.store.schema import upgrade

ANA: Final = "ana.sharma@family-support.example"
BEN: Final = "ben.doyle@family-support.example"
MANAGER: Final = "mo.hughes@family-support.example"
DUTY: Final = "duty@council.example"
OFFICE: Final = "office@elmpark.example"
UP_SECONDS: Final = 180.0
_END_SECONDS: Final = 45.0
_RUN: Final = ("-m", "gateway", "run")
_MOVING: Final = (RecipientState.RECEIVED, RecipientState.READY)

Setting = None | bool | int | float | str | Sequence["Setting"] | Mapping[str, "Setting"]
Found = TypeVar("Found")


class NotInTime(AssertionError):
    """Something was awaited and did not come; its text says what, and ends with the gateway's log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """How a member of staff sends: STARTTLS with the certificate checked, then AUTH."""

    port: int
    root: Path
    timeout: float = 60

    @contextmanager
    def session(self, user: str) -> Iterator[smtplib.SMTP]:
        """A signed-in session."""
        with _Smtp(self.port, self.timeout) as smtp:
            smtp.starttls(context=ssl.create_default_context(cafile=str(self.root)))
            smtp.login(user, PASSWORD)
            yield smtp

    def send(self, sender: str, recipients: Sequence[str], content: bytes) -> None:
        """One mail on a session of its own; returns only after the 250."""
        with self.session(sender) as smtp:
            refused = smtp.sendmail(sender, recipients, content)
            if refused:
                raise smtplib.SMTPRecipientsRefused(refused)


class _Smtp(smtplib.SMTP):
    """smtplib on loopback, checking the gateway's certificate against its name."""

    def __init__(self, port: int, timeout: float) -> None:
        self._port = port
        super().__init__(timeout=timeout)
        self.connect(HOSTNAME, port)
        self._host = HOSTNAME

    def _get_socket(self, _host: str, _port: int, timeout: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self._port), timeout)


@dataclass(slots=True, kw_only=True)
class Installation:
    """One gateway: its folder, its processes while it runs, and a look into its database."""

    folder: Path  # what --config takes
    port: int
    _log: Path
    _supervisor: subprocess.Popen[bytes] | None = None
    _app: App | None = None
    _seen: set[int] = field(default_factory=set)  # every process that ever belonged to it

    @property
    def client(self) -> Client:
        """Somebody of the staff."""
        return Client(port=self.port, root=self.folder / "tls" / "root.pem")

    @property
    def app(self) -> App:
        """The parts, opened from outside beside the running gateway."""
        if self._app is None:
            self._app = App(Settings.load(self.folder))
        return self._app

    @property
    def view(self) -> QueueView:
        """The queue."""
        return QueueView(self.app.database, self.app.bell)

    def start(self, *roles: str) -> None:
        """`gateway run`; returns once it listens."""
        command = [sys.executable, *_RUN, "--config", str(self.folder)]
        command += [word for role in roles for word in ("--role", role)]
        self._listeners.unlink(missing_ok=True)
        with self._log.open("ab") as log:
            self._supervisor = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if not roles or "intake" in roles:
            self.until(self._listens, seconds=UP_SECONDS, what="the gateway to listen")

    def pids(self, role: str = "") -> list[int]:
        """The running processes, of one role or all."""
        if self._supervisor is None or self._supervisor.poll() is not None:
            return []
        found = [pid for pid in _children(self._supervisor.pid) if role in _arguments(pid)]
        self._seen.update(found)
        return found

    def kill(self, role: str) -> int | None:
        """SIGKILL a process of the role, or the supervisor; its number, or None when there is none just now."""
        if role == "supervisor":
            if self._supervisor is None:
                return None
            self.pids()
            pid = self._supervisor.pid
            self._supervisor.kill()
            self._supervisor.wait()
            self._supervisor = None
            return pid
        found = self.pids(role)
        if not found:
            return None
        with suppress(ProcessLookupError):
            os.kill(found[0], signal.SIGKILL)
        return found[0]

    def stop(self) -> int:
        """SIGTERM; the exit code once everything has ended."""
        self.terminate()
        return self.ended()

    def terminate(self) -> None:
        """SIGTERM to the supervisor."""
        if self._supervisor is None:
            raise ValueError("it does not run")
        self.pids()
        self._supervisor.terminate()

    def ended(self) -> int:
        """The exit code, once everything has ended by itself."""
        if self._supervisor is None:
            raise ValueError("it does not run")
        code = self._supervisor.wait(_END_SECONDS)
        self._supervisor = None
        return code

    def close(self) -> None:
        """End every process at once, whatever state they are in; what ending in order means is for stop()."""
        if self._supervisor is not None:
            self.pids()
            self._supervisor.kill()
            self._supervisor.wait()
            self._supervisor = None
        for pid in self._seen:
            if str(self.folder) in _arguments(pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        if self._app is not None:
            self._app.close()
            self._app = None

    def command(self, *words: str, user: str = "") -> str:
        """What a `gateway` command prints, run as somebody runs it; with *user* it is given with --as.

        Raises:
            AssertionError: it did not end with 0; its text says what it complained of.
        """
        options = ["--config", str(self.folder)]
        if user:
            password = self.folder / "password"
            password.write_text(PASSWORD + "\n")
            options += ["--as", user, "--password-file", str(password)]
        done = subprocess.run(
            [sys.executable, "-m", "gateway", *words, *options],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def trace(self, message_id: str) -> TracedCase | None:
        """A case by its Message-ID."""
        found = self.view.trace(message_id)
        return found[0] if found else None

    def settled(self, message_id: str, *, seconds: float = 40) -> TracedCase:
        """The case, once every recipient is answered for and nothing of it is under way."""

        def done() -> TracedCase | None:
            case = self.trace(message_id)
            if case is None or any(one.state in _MOVING for one in case.recipients):
                return None
            return None if any(step.case == case.case for step in self.view.queue()) else case

        return self.until(done, seconds=seconds, what=f"{message_id} to settle")

    def in_state(self, message_id: str, state: RecipientState, *, seconds: float = 40) -> TracedCase:
        """The case, once every recipient is in that state."""

        def there() -> TracedCase | None:
            case = self.trace(message_id)
            return case if case is not None and {one.state for one in case.recipients} == {state} else None

        return self.until(there, seconds=seconds, what=f"{message_id} to be {state}")

    def idle(self, *, seconds: float = 60) -> None:
        """Wait until nothing is under way or due."""
        self.until(lambda: not self.view.queue() or None, seconds=seconds, what="an empty queue")

    def until(self, found: Callable[[], Found | None], *, seconds: float, what: str) -> Found:
        """What *found* gives, once it gives something."""
        deadline = time.monotonic() + seconds
        while (answer := found()) is None:
            if self._supervisor is not None and self._supervisor.poll() is not None:
                raise NotInTime(f"the gateway ended while waiting for {what}\n{self._tail()}")
            if time.monotonic() > deadline:
                raise NotInTime(f"waited {seconds} s in vain for {what}\n{self._tail()}")
            time.sleep(0.05)
        return answer

    def log(self, event: str = "") -> list[dict[str, str | int]]:
        """The lines of the log so far, of one event or all."""
        lines = []
        for line in self._log.read_text().splitlines():
            with suppress(json.JSONDecodeError):
                lines.append(json.loads(line))
        return [line for line in lines if event in ("", line.get("event"))]

    def raw_log(self) -> str:
        """All that was written, whatever it is."""
        return self._log.read_text()

    @property
    def _listeners(self) -> Path:
        return self.folder / "var" / "listeners.json"

    def _listens(self) -> bool | None:
        return True if self._listeners.exists() else None

    def _tail(self) -> str:
        return "\n".join(self.raw_log().splitlines()[-25:])


def mail(
    number: str,
    subject: str,
    text: str,
    *,
    sender: str = ANA,
    to: Sequence[str] = (DUTY,),
    html: str = "",
    attachment: tuple[str, str, bytes] | None = None,
    more: Sequence[tuple[str, str, bytes]] = (),
) -> bytes:
    """A mail as staff would write it, CRLF line ends; its Message-ID is <NUMBER@family-support.example>.

    *attachment* and *more* are files: name, media type, content.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = ", ".join(to)
    message["Subject"] = subject
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = message_id(number)
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, media_type, content in (*([attachment] if attachment else []), *more):
        main, _, sub = media_type.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def message_id(number: str) -> str:
    """What mail() gives it."""
    return f"<{number}@family-support.example>"


@contextmanager
def running(
    template: Path,
    folder: Path,
    *,
    next_hop: int,
    changes: Mapping[str, Setting] | None = None,
) -> Iterator[Installation]:
    """A copy of the template, run until the block ends; nothing is left running whatever happens.

    Args:
        template: the folder of a sample organisation.
        next_hop: the smarthost's port on loopback.
        changes: to gateway.yaml, by dotted path.
    """
    made = installation(template, folder, next_hop=next_hop, changes=changes)
    try:
        made.start()
        yield made
    finally:
        made.close()


def installation(
    template: Path, folder: Path, *, next_hop: int, changes: Mapping[str, Setting] | None = None
) -> Installation:
    """A copy of the template that is not started yet."""
    shutil.copytree(template, folder)
    port = free_port()
    edit(
        folder / "config" / "gateway.yaml",
        {
            "listeners.0.port": port,
            "delivery.smarthost.port": next_hop,
            "delivery.retry_minutes": [0.01, 0.02],
            "log": "json",
            **(changes or {}),
        },
    )
    return Installation(folder=folder / "config", port=port, _log=folder / "gateway.log")


def edit(file: Path, changes: Mapping[str, Setting]) -> None:
    """Set values in a YAML file by dotted path; digits are places in a list."""
    yaml = YAML()
    document = yaml.load(file)
    for path, value in changes.items():
        *parents, last = path.split(".")
        place = document
        for parent in parents:
            place = place[int(parent)] if parent.isdigit() else place.setdefault(parent, {})
        place[int(last) if last.isdigit() else last] = value
    yaml.dump(document, file)


def move_to(url: str, made: Installation) -> None:
    """Set a copied installation up anew on another database: keys, tables, registers, accounts."""
    edit(made.folder / "gateway.yaml", {"store.url": url})
    settings = Settings.load(made.folder)
    shutil.rmtree(settings.keys_folder)
    create_keys(settings.keys_folder)
    database = Database(settings.database_url())
    try:
        upgrade(database)
        master = master_key(settings.config.store.master_key, settings.folder)
        KeyRing(database, settings.keys_folder, master).ensure_period(datetime.now(UTC))
    finally:
        database.close()
    now = datetime.now(UTC)
    for kind in RegisterKind:
        path = made.folder / "registers" / f"{kind.value}.csv"
        report = made.app.registers().import_file(kind, path, dry_run=False, replace=False, by="test", at=now)
        assert not report.faults
    made.app.accounts.add(ANA, PASSWORD, roles=(AccountRole.STAFF,), by="test", at=now)
    made.app.accounts.add(MANAGER, PASSWORD, roles=(AccountRole.MANAGER,), by="test", at=now)


@contextmanager
def mailbox(template: Path, folder: Path) -> Iterator[tuple[Mailbox, int]]:
    """The partners' mailbox, and on which port of loopback it listens."""
    partners = template / "partners"
    box = Mailbox(
        folder,
        keys=partners,
        certificate=partners / "mailbox.pem",
        key=partners / "mailbox.key",
        port=free_port(),
    )
    with ExitStack() as ending:
        ending.callback(box.stop)
        yield box, box.start()


def free_port() -> int:
    """One that nobody listens on just now, and that the system gives to no outgoing connection.

    One of the system's own choosing may be taken by such a connection while the gateway is being restarted.
    """
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    for _ in range(100):
        port = random.SystemRandom().randrange(10_000, lowest)
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(word) for word in text.split()]


def _arguments(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return []
