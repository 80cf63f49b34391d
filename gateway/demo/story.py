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
from gateway.demo.mails import ANA, SAMPLES, TEAM_DUTY, SampleMail
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

_MANAGER: Final = "mo.hughes@family-support.example"
_LEAD: Final = "iris.grant@family-support.example"
_AUDITOR: Final = "ada.cole@family-support.example"
_CASE_WIDTH: Final = len("GW-7F3K2QXA")
_UP_SECONDS: Final = 180.0  # a slow machine that does something else besides
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

    def send(self) -> tuple[str, str]:
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
        # A case number is copied from here: it stays on one line, however narrow the terminal.
        table.add_column(heading, ratio=ratio, overflow="fold", min_width=_CASE_WIDTH)
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
        clauses: dict[str, dict[str, None]] = {}
        for one in shown or recipient["findings"][:1]:
            words = words_for(Reason(one["reason"]), party=party.name if party else "")
            clauses.setdefault(words.sentence, {})[one["clause"]] = None
        told[recipient["address"]] = "\n".join(f"{said} ({', '.join(found)})" for said, found in clauses.items())
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


def held_cases(sent: tuple[Sent, ...]) -> Panel:
    """What is held, by the number that people answer it with."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for one in sent:
        if any(recipient.state is RecipientState.HELD for recipient in one.case.recipients):
            table.add_row(f"[yellow]{one.case.case}[/]", one.sample.title)
    return Panel(table, title="Held until somebody answers")


def how_to_answer(organisation: Organisation, console_port: int, listens: tuple[str, str]) -> str:
    """What to do with it, as lines to be copied into another terminal."""
    config = os.path.relpath(organisation.folder)
    program = os.path.relpath(Path(sys.executable).parent / "gateway")
    host, port = listens
    return f"""\
[bold]In a browser:[/] https://localhost:{console_port}
    Sign in as {ANA}, who sent most of them, or as {_MANAGER}, who decides.
    {_LEAD} keeps the registers and runs the service; {_AUDITOR} reads the record.
    Everybody's password is: {PASSWORD}
    The certificate is the demo's own, so the browser warns; a code from any authenticator app is asked for too.

[bold]In another terminal:[/]
    {program} held list --config {config}
    {program} held show CASE --as {_MANAGER} --config {config}
    {program} held answer CASE --as {_MANAGER} --config {config} --hide

[bold]An email of your own,[/] with swaks or any mail program ({host}:{port}, STARTTLS):
    swaks --server {host}:{port} --tls --auth-user {ANA} --auth-password "{PASSWORD}" \\
        --from {ANA} --to {TEAM_DUTY} \\
        --header "Subject: CONFIDENTIAL: Mia Okafor" --body "Fact/opinion: fact\\n\\nMia Okafor was well today."
"""


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
