"""An installation made by the command, and the command run as a person would run it. All people are invented."""

import contextlib
import io
import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from gateway.app import App, opened
from gateway.cli.main import main
from gateway.log import StructuredLog
from gateway.model.lifecycle import Lane
from gateway.model.message import CaseId, Envelope
from gateway.registers.people.index import OwnPeople

PASSWORD: Final = "correct horse battery"
WEN: Final = "wen.li@family.example"  # sends
MAX: Final = "max.hill@family.example"  # line manager
DEE: Final = "dee.ray@family.example"  # deputy of MAX
IRIS: Final = "iris.grant@family.example"  # IG lead, and the first administrator
DUTY: Final = "duty@council.example"

REGISTERS: Final = {
    "staff": (
        "email,name,team,line_manager,deputy,trained_on,roles\n"
        f"{WEN},Wen Li,Early Help,{MAX},,2026-06-01,\n"
        f"{MAX},Max Hill,Early Help,,{DEE},2026-06-01,manager\n"
        f"{DEE},Dee Ray,Early Help,{MAX},,2026-06-01,safeguarding|manager\n"
        f"{IRIS},Iris Grant,Office,,{DEE},2026-06-01,ig\n"
    ),
    "people": (
        "id,name,date_of_birth,nhs_number,emails\n"
        "P-1,Mia Okafor,2015-03-04,999 000 0018,\n"
        f"P-2,Max Hill,1980-02-03,,{MAX}\n"
    ),
    "parties": "id,name,type,domains,addresses,channel\nCOUNCIL,Borough Council,partner,council.example,,tls\n",
    "agreements": (
        "id,party,purposes,kinds,highest,basis,identifiable,starts,status\n"
        "A-1,COUNCIL,early-help,*,internal,Children Act 2004 s.10,yes,2024-01-01,active\n"
    ),
}

# Mia is in the register, and nobody gave consent for her: the line manager is asked (CONS-4).
ABOUT_MIA: Final = (
    b"From: Wen Li <wen.li@family.example>\r\n"
    b"To: duty@council.example\r\n"
    b"Subject: Internal: Mia Okafor\r\n"
    b"Message-ID: <1@family.example>\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n"
    b"\r\n"
    b"Purpose: early-help\r\n"
    b"Fact/opinion: fact\r\n"
    b"\r\n"
    b"Dear colleagues,\r\n\r\nMia Okafor, NHS number 999 000 0018, is a pupil at the school.\r\n"
)
NEWSLETTER: Final = (
    b"From: Wen Li <wen.li@family.example>\r\nTo: duty@council.example\r\nSubject: Unclassified: newsletter\r\n"
    b"Message-ID: <2@family.example>\r\n\r\nThe hall is open on Saturdays.\r\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The one document on standard output."""
        (line,) = self.out.splitlines()
        return json.loads(line)


def gateway(*arguments: str | Path) -> Ran:
    """Run the command in this process, without a terminal."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Ran(code=code, out=out.getvalue(), err=err.getvalue())


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder with an installation and what tests put beside it."""

    folder: Path

    @property
    def config(self) -> Path:
        """What --config takes."""
        return self.folder / "config"

    def run(self, *arguments: str | Path) -> Ran:
        """The command on this installation."""
        return gateway(*arguments, "--config", self.config)

    def file(self, name: str, content: str | bytes) -> Path:
        """A file beside it."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def password(self, text: str = PASSWORD) -> Path:
        """A file with a password."""
        return self.file("password", text + "\n")

    def signed(self, user: str, password: str = PASSWORD) -> tuple[str | Path, ...]:
        """The options that sign a user in."""
        return "--as", user, "--password-file", self.password(password)


def init_options(folder: Path) -> list[str | Path]:
    """Every option that `gateway init` needs without a terminal."""
    password = folder / "password"
    password.write_text(PASSWORD + "\n")
    return [
        *("--name", "Family Support"),
        *("--domain", "family.example"),
        *("--hostname", "gateway.family.example"),
        *("--smarthost", "localhost:1"),
        *("--admin", IRIS),
        *("--postmaster", "postmaster@family.example"),
        *("--password-file", password),
    ]


def make(folder: Path) -> Place:
    """A new installation with registers and accounts."""
    place = Place(folder=folder)
    made = gateway("init", place.config, *init_options(folder))
    assert (made.code, made.err) == (0, "")
    for kind, text in REGISTERS.items():
        imported = place.run("register", "import", kind, place.file(f"{kind}.csv", text))
        assert (imported.code, imported.err) == (0, "")
    for email in (WEN, MAX, DEE):
        added = place.run("user", "add", email, "--password-file", place.password())
        assert (added.code, added.err) == (0, "")
    return place


def copy(place: Place, folder: Path) -> Place:
    """The same installation once more, for a test that changes it."""
    shutil.copytree(place.folder, folder, dirs_exist_ok=True)
    return Place(folder=folder)


def accept(place: Place, content: bytes, *recipients: str) -> CaseId:
    """A message as intake would take it in; nobody has looked at it."""
    with opened(place.config) as app:
        spool = app.spool()
        try:
            envelope = Envelope(
                sender=WEN,
                recipients=recipients or (DUTY,),
                listener="submission",
                client="192.0.2.7",
                user=WEN,
                received_at=datetime.now(UTC),
            )
            return spool.accept(envelope, content).case
        finally:
            spool.close()


def work(place: Place) -> None:
    """What a worker does until nothing is due for it."""
    with opened(place.config) as app, app.room() as room:
        steps = app.steps()
        pipeline = app.pipeline(room, steps, StructuredLog(), OwnPeople())
        while (step := steps.claim(Lane.ANALYSE, "test", 60, app.clock.now())) is not None:
            pipeline.handle(step)


def states(place: Place, case: CaseId) -> dict[str, str]:
    """Where each recipient stands."""
    with opened(place.config) as app:
        return _states(app, case)


def _states(app: App, case: CaseId) -> dict[str, str]:
    return {one.address: one.state.value for one in app.steps().load_message(case).recipients}
