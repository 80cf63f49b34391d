"""A case folder → the mail that came, what the registers hold, and what is expected of it.

`registers.yaml` holds only what differs from `base.yaml`: sections named as the register files with the same columns,
rows laid over those of the same id, and under `ended` the ids that are not there. Both go through the checks that a
CSV import goes through.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from functools import cache
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from gateway import yaml_file
from gateway.find.prints import PrintKey
from gateway.find.restricted import document_prints
from gateway.model.decision import AnswerKind
from gateway.model.message import Envelope, Place, Reading, Unit
from gateway.model.parties import RegisterSnapshot
from gateway.policy.file import LoadedPolicy, parse
from gateway.read.zones import zones
from gateway.registers.directory import Directory
from gateway.registers.files.columns import COLUMNS, RegisterKind, id_column, id_of
from gateway.registers.files.plan import Onto, plan
from gateway.registers.files.table import Table, TableRow
from gateway.registers.rows.entry import Entry, entry
from gateway.registers.snapshot import entries, snapshot
from gateway.shipped import sample
from gateway.yaml_file import Section

FOLDER: Final = Path(__file__).parent / "cases"
NOW: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
LONDON: Final = ZoneInfo("Europe/London")
PRINT_KEY: Final = PrintKey(key=bytes(32))
OWN_DOMAIN: Final = "family-support.example"

Cells = dict[str, str]
Model = TypeVar("Model", bound=Section)


class RegisterRows(Section):
    """The rows of all registers, by register; and the ids of those that are not there."""

    staff: tuple[Cells, ...] = ()
    grounds: tuple[Cells, ...] = ()
    people: tuple[Cells, ...] = ()
    parties: tuple[Cells, ...] = ()
    agreements: tuple[Cells, ...] = ()
    consents: tuple[Cells, ...] = ()
    restrictions: tuple[Cells, ...] = ()
    approvals: tuple[Cells, ...] = ()
    requests: tuple[Cells, ...] = ()
    modes: tuple[Cells, ...] = ()
    duty: tuple[Cells, ...] = ()
    remembered: tuple[Cells, ...] = ()
    ended: Mapping[RegisterKind, tuple[str, ...]] = {}

    def of(self, kind: RegisterKind) -> tuple[Cells, ...]:
        """The rows of one register."""
        rows: tuple[Cells, ...] = getattr(self, kind.value)
        return rows


class Answered(Section):
    """What somebody says when asked."""

    by: str
    kind: AnswerKind
    value: str = ""
    ground: str = ""
    why: str = ""
    informed: str = ""


class EnvelopeFile(Section):
    """envelope.yaml: what the header does not say, and what people answer to a hold."""

    sender: str | None = None  # None: the From field's address
    recipients: tuple[str, ...] = ()  # empty: those of To and Cc
    user: str | None = None  # who signed in; None: the sender
    at: datetime = NOW
    answers: tuple[Answered, ...] = ()
    first_time: tuple[str, ...] = ()  # recipients to whom nobody of ours has written before


class ForRecipient(Section):
    """What is expected for one recipient."""

    treatment: str
    protection: str
    channel: str | None
    state: str
    held_for: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()  # "no-consent (CONS-1) about P-3": what holds, hides or refuses
    notes: tuple[str, ...] = ()  # the same for what is only noted
    shows: tuple[str, ...] = ()  # what the recipient reads; by hand
    hides: tuple[str, ...] = ()  # what the recipient must not read; by hand


class Expect(Section):
    """expect.yaml."""

    marked: str | None
    effective: str
    people: Mapping[str, str] = {}  # register id, or the name as written → "subject: health, name"
    unreadable: tuple[str, ...] = ()  # "2: unknown-type"
    recipients: dict[str, ForRecipient]
    told: tuple[str, ...] = ()  # "held: ana@…": notices, in order
    not_taken: tuple[str, ...] = ()  # answers that are not taken, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A mail that went through the gateway and was delivered, before the case's own; at its Date."""

    content: bytes
    envelope: Envelope


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case, ready to be looked at."""

    name: str
    folder: Path
    content: bytes  # CRLF line ends
    envelope: Envelope
    answers: tuple[Answered, ...]
    first_time: tuple[str, ...]
    directory: Directory
    policy: LoadedPolicy
    earlier: Earlier | None  # what the same sender's recipients got before
    expect: Expect | None  # None: not written yet


def names() -> list[str]:
    """Every case, in alphabetical order."""
    return sorted(path.parent.name for path in FOLDER.glob("*/in.eml"))


@cache
def load(name: str) -> Case:
    """Read one case; what is wrong with its files fails the test with file, line and column."""
    folder = FOLDER / name
    written = (folder / "in.eml").read_bytes()
    content = written.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    said = _yaml(folder / "envelope.yaml", EnvelopeFile) or EnvelopeFile()
    expected = _yaml(folder / "expect.yaml", Expect)
    return Case(
        name=name,
        folder=folder,
        content=content,
        envelope=_envelope(content, said),
        answers=said.answers,
        first_time=said.first_time,
        directory=Directory.of(
            _registers(_yaml(folder / "registers.yaml", RegisterRows) or RegisterRows()),
            documents=_kept_documents(folder),
        ),
        policy=_policy(folder / "policy.yaml"),
        earlier=_earlier(folder / "earlier.eml"),
        expect=expected,
    )


def _earlier(path: Path) -> Earlier | None:
    if not path.exists():
        return None
    content = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    dated = message_from_bytes(content, policy=default)["Date"].datetime
    return Earlier(content=content, envelope=_envelope(content, EnvelopeFile(at=dated)))


def _kept_documents(folder: Path) -> dict[bytes, tuple[str, ...]]:
    """The source documents of a case: kept-R-1.txt is kept by the restriction R-1."""
    found: dict[bytes, tuple[str, ...]] = {}
    for path in sorted(folder.glob("kept-*.txt")):
        text = path.read_text(encoding="utf-8")
        unit = Unit(id=0, place=Place.TEXT, part="1", label="", text=text, zones=zones(text))
        reading = Reading(fields=(), units=(unit,), attachments=(), unread=(), signed=(), encrypted=False)
        restriction = path.stem.removeprefix("kept-")
        for one in document_prints(reading, PRINT_KEY):
            found[one] = (*found.get(one, ()), restriction)
    return found


def _yaml(path: Path, model: type[Model]) -> Model | None:
    return yaml_file.load(path, model) if path.exists() else None


def _policy(path: Path) -> LoadedPolicy:
    """The shipped policy; a case's own file has only what it changes."""
    if path.exists():
        return parse(path.read_text(encoding="utf-8"), str(path))
    return _shipped_policy()


@cache
def _shipped_policy() -> LoadedPolicy:
    return parse(sample("policy.yaml"), "policy.yaml")


@cache
def _base() -> RegisterRows:
    return yaml_file.load(FOLDER / "base.yaml", RegisterRows)


def _envelope(content: bytes, said: EnvelopeFile) -> Envelope:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    authors = _addresses(message, "From")
    sender = said.sender if said.sender is not None else authors[0]
    return Envelope(
        sender=sender,
        recipients=said.recipients or (*_addresses(message, "To"), *_addresses(message, "Cc")),
        listener="submission",
        client="127.0.0.1",
        user=said.user if said.user is not None else sender or None,
        received_at=said.at.astimezone(UTC),
        protocol="ESMTPSA",
    )


def _addresses(message: EmailMessage, name: str) -> tuple[str, ...]:
    return tuple(address for _, address in getaddresses(message.get_all(name, [])) if address)


def _registers(changed: RegisterRows) -> RegisterSnapshot:
    base = _base()
    built = snapshot(1, ())
    for kind in RegisterKind:
        rows = _laid_over(kind, base.of(kind), changed.of(kind), changed.ended.get(kind, ()))
        table = Table(
            columns=COLUMNS[kind],
            rows=tuple(TableRow(number=number, cells=cells) for number, cells in enumerate(rows, start=2)),
        )
        onto = Onto(rows={}, registers=built, zone=LONDON, own_domains=frozenset({OWN_DOMAIN}))
        planned = plan(kind, table, onto, replace=False)
        assert not planned.faults, [f"{kind.value}: {fault}" for fault in planned.faults]
        added = (_sound(kind, row.named(kind)) for row in planned.added)
        built = snapshot(1, [*(one for _, one in entries(built)), *added])
    return built


def _laid_over(
    kind: RegisterKind, base: tuple[Cells, ...], changed: tuple[Cells, ...], ended: tuple[str, ...]
) -> tuple[Cells, ...]:
    column = id_column(kind)
    rows = {id_of(kind, cells[column]): cells for cells in base}
    for gone in ended:
        del rows[id_of(kind, gone)]
    for cells in changed:
        identity = id_of(kind, cells[column])
        rows[identity] = rows.get(identity, {}) | cells
    return tuple(rows.values())


def _sound(kind: RegisterKind, cells: Cells) -> Entry:
    built = entry(kind, cells, LONDON)
    assert not isinstance(built, tuple), built
    return built
