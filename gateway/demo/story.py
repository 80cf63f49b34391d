"""What `make demo` does: the sample organisation, a running gateway, the samples sent, and what came of each."""

import json
import os
import shutil
import smtplib
import socket
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from gateway.app import App
from gateway.demo.mailbox import Arrived, Mailbox
from gateway.demo.mails import SAMPLES, SampleMail
from gateway.demo.organisation import HOSTNAME, PASSWORD, Organisation, make
from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import FinishedKind
from gateway.model.reasons import Reason
from gateway.notices.sentences import words_for
from gateway.settings import Settings
from gateway.spool.rows import TracedCase
from gateway.spool.sheets import sheets
from gateway.spool.view import QueueView
from gateway.store.contents import Contents

_UP_SECONDS: Final = 60.0
_SETTLED_SECONDS: Final = 120.0
_STATES: Final = {
    RecipientState.DELIVERED: "[green]delivered[/]",
    RecipientState.HELD: "[yellow]held[/]",
    RecipientState.REFUSED: "[red]refused[/]",
    RecipientState.RETURNED: "[red]returned[/]",
    RecipientState.BOUNCED: "[red]bounced[/]",
}
_TRAVELLED: Final = {"smime": "S/MIME, encrypted", "tls": "verified TLS", "plain": "in clear", "internal": "internal"}


class DemoFailed(Exception):
    """The demo could not be shown; its text says what to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One sample and what became of it."""

    sample: SampleMail
    case: TracedCase
    why: dict[str, str]  # by recipient: in a sentence, with the clause


class Demo:
    """Everything that runs while the demo does."""

    def __init__(self, folder: Path, console: Console) -> None:
        self._console = console
        _clear(folder)
        next_hop = _free_port()
        self.console_port: Final = _free_port()
        self.organisation: Final[Organisation] = make(folder, next_hop=next_hop, port=0, console=self.console_port)
        partners = self.organisation.partners
        self.mailbox: Final = Mailbox(
            folder / "mailbox",
            keys=partners,
            certificate=partners / "mailbox.pem",
            key=partners / "mailbox.key",
            port=next_hop,
        )
        self._log = (folder / "gateway.log").open("wb")
        self._gateway: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the partners' mailbox and the gateway, each as it runs in earnest.

        Raises:
            DemoFailed: the gateway did not come up.
        """
        self.mailbox.start()
        command = [sys.executable, "-m", "gateway", "run", "--config", str(self.organisation.folder)]
        self._gateway = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log)
        deadline = time.monotonic() + _UP_SECONDS
        while not self._listeners.exists():
            if self._gateway.poll() is not None or time.monotonic() > deadline:
                raise DemoFailed(f"the gateway did not start; see {self._log.name}")
            time.sleep(0.05)

    @property
    def _listeners(self) -> Path:
        return self.organisation.folder / "var" / "listeners.json"

    def send(self) -> tuple[str, ...]:
        """Send every sample over SMTP as its author would, and say where the gateway listens."""
        host, port = json.loads(self._listeners.read_text())["submission"]
        context = ssl.create_default_context(cafile=str(self.organisation.folder / "tls" / "root.pem"))
        for number, sample in enumerate(SAMPLES, start=1):
            with _Client(host, port) as client:
                client.starttls(context=context)
                client.login(sample.sender, PASSWORD)
                client.sendmail(sample.sender, sample.recipients, sample.content(number, datetime.now(UTC)))
        return (host, str(port))

    def settled(self) -> tuple[Sent, ...]:
        """Wait until every recipient of every sample is answered for.

        Raises:
            DemoFailed: one was not in time.
        """
        app = App(Settings.load(self.organisation.folder))
        try:
            view = QueueView(app.database, app.bell)
            deadline = time.monotonic() + _SETTLED_SECONDS
            while True:
                traced = [_only(view.trace(f"<sample-{number}@family-support.example>")) for number in _numbers()]
                if all(one is not None and _answered(one) for one in traced) and not view.queue():
                    cases = [one for one in traced if one is not None]
                    return tuple(
                        Sent(sample=s, case=c, why=_why(app, c)) for s, c in zip(SAMPLES, cases, strict=True)
                    )
                if time.monotonic() > deadline:
                    raise DemoFailed(f"some mail is still under way; see {self._log.name}")
                time.sleep(0.1)
        finally:
            app.close()

    def stop(self) -> None:
        """End everything that was started."""
        if self._gateway is not None:
            self._gateway.terminate()
            self._gateway.wait()
        self.mailbox.stop()
        self._log.close()


class _Client(smtplib.SMTP):
    """smtplib on loopback, checking the gateway's certificate against its name."""

    def __init__(self, host: str, port: int) -> None:
        self._at = (host, port)
        super().__init__(timeout=30)
        self.connect(HOSTNAME, port)
        self._host = HOSTNAME

    def _get_socket(self, _host: str, _port: int, timeout: float) -> socket.socket:
        return socket.create_connection(self._at, timeout)


def results(sent: tuple[Sent, ...]) -> Table:
    """The table of what happened: one row for each recipient."""
    table = Table(title="What happened to each mail, and why", show_lines=True, expand=True)
    for heading, ratio in (("Mail", 5), ("To", 5), ("What happened", 4), ("Why", 7), ("How it travelled", 4)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for number, one in enumerate(sent, start=1):
        for recipient in one.case.recipients:
            table.add_row(
                f"{number}. {one.sample.title}",
                recipient.address,
                _happened(one, recipient.state, recipient.reasons),
                escape(one.why[recipient.address]),
                _channel(one.case, recipient.address, recipient.state),
            )
    return table


def _happened(one: Sent, state: RecipientState, reasons: tuple[Reason, ...]) -> str:
    if state is RecipientState.DELIVERED and Reason.THIRD_PARTY_DATA in reasons:
        return "[cyan]delivered, details hidden[/]"
    if state is RecipientState.DELIVERED and Reason.NOT_ANONYMISED in reasons:
        return "[cyan]delivered, anonymised[/]"
    if state is RecipientState.HELD and one.case.case:
        return f"{_STATES[state]}\n{one.case.case}"
    return _STATES.get(state, state.value)


def _why(app: App, case: TracedCase) -> dict[str, str]:
    """What the fact sheet of the last look says of each recipient: the findings that made it what it is."""
    contents = Contents(app.database, app.keys)
    document = json.loads(sheets(app.database, contents, case.case)[-1].document)["explanation"]
    directory = app.registers().directory()
    told: dict[str, str] = {}
    for recipient in document["recipients"]:
        party = directory.registers.parties.get(recipient["party"]["id"])
        shown = [
            one for one in recipient["findings"] if _tells(one["reason"], one["treatment"], recipient["treatment"])
        ]
        sentences = [
            f"{words_for(Reason(one['reason']), party=party.name if party else '').sentence} ({one['clause']})"
            for one in shown or recipient["findings"][:1]
        ]
        told[recipient["address"]] = "\n".join(dict.fromkeys(sentences))
    return told


def _tells(reason: str, treatment: str, whole: str) -> bool:
    if whole == "hold":
        return treatment == "hold"
    return Reason(reason) is not Reason.IN_ORDER


def _channel(case: TracedCase, address: str, state: RecipientState) -> str:
    for outgoing in case.outgoing:
        if outgoing.kind is FinishedKind.MAIL and address in {one.address for one in outgoing.recipients}:
            return _TRAVELLED.get(outgoing.channel.value, outgoing.channel.value)
    return "not sent" if state is not RecipientState.DELIVERED else ""


def before_and_after(arrived: tuple[Arrived, ...]) -> Panel | None:
    """One mail as it was written and as its reader sees it."""
    sample = next(one for one in SAMPLES if one.html)
    for one in arrived:
        message = one.message()
        if isinstance(message, EmailMessage) and message["Subject"] == sample.subject:
            body = message.get_body(("plain",))
            text = body.get_content().strip() if isinstance(body, EmailMessage) else ""
            table = Table.grid(padding=(0, 2), expand=True)
            table.add_column(ratio=1)
            table.add_column(ratio=1)
            table.add_row("[bold]As Ana wrote it[/]", "[bold]As the council reads it[/]")
            table.add_row(escape(sample.text.strip()), escape(text))
            return Panel(
                table, title=f"Before and after: {sample.subject}", subtitle=f"opened with openssl: {one.path}"
            )
    return None


def how_to_answer(sent: tuple[Sent, ...], organisation: Organisation, console_port: int) -> Panel:
    """What is held and how a person settles it."""
    lines = []
    for one in sent:
        held = [recipient for recipient in one.case.recipients if recipient.state is RecipientState.HELD]
        if held:
            reasons = ", ".join(dict.fromkeys(reason.value for recipient in held for reason in recipient.reasons))
            lines.append(f"{one.case.case}  {one.sample.title}: [yellow]{reasons}[/]")
    config = os.path.relpath(organisation.folder)
    program = os.path.relpath(Path(sys.executable).parent / "gateway")
    lines += [
        "",
        f"{program} held list --config {config}",
        f"{program} held show CASE --as mo.hughes@family-support.example --config {config}",
        f"{program} held answer CASE --as mo.hughes@family-support.example --config {config} \\",
        '    --release --ground CA89-47 --why "A reason that stands up"',
        "",
        "",
        f"Or in a browser: https://localhost:{console_port} (the certificate is the demo's own)",
        f"Everybody's password is: {PASSWORD}; the console asks for an authenticator app too",
    ]
    return Panel("\n".join(lines), title="Held, and how to answer")


def _clear(folder: Path) -> None:
    """Remove what an earlier demo left, and nothing else.

    Raises:
        PermanentFailure: the folder holds something that no demo made.
    """
    if not folder.exists():
        return
    if any(folder.iterdir()) and not (folder / "config" / "gateway.yaml").is_file():
        raise PermanentFailure(f"{folder}: holds something that is not the demo's; move it away")
    shutil.rmtree(folder)


def _answered(case: TracedCase) -> bool:
    settled = (RecipientState.RECEIVED, RecipientState.READY)
    return all(recipient.state not in settled for recipient in case.recipients)


def _numbers() -> range:
    return range(1, len(SAMPLES) + 1)


def _only(cases: tuple[TracedCase, ...]) -> TracedCase | None:
    return cases[0] if cases else None


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
