"""Makes the sample organisation in a folder: configuration, keys, certificates, registers, accounts."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import serialization

from gateway.app import App
from gateway.demo.certificates import Authority
from gateway.model.errors import PermanentFailure
from gateway.registers.files.columns import RegisterKind
from gateway.settings import Settings
from gateway.shipped import sample
from gateway.sign_in.accounts import AccountBook, AccountRole
from gateway.store.database import Database
from gateway.store.keys import KeyRing, create_keys, master_key
from gateway.store.schema import upgrade

HOSTNAME: Final = "gateway.family-support.example"
MAILBOX: Final = "mailbox.example"
PASSWORD: Final = "correct horse battery"  # noqa: S105 -- of an organisation that does not exist
READERS: Final = ("duty@council.example", "referrals@police.example")
LAPSED: Final = "clinic@riverside-health.example"

_CONFIG: Final = """\
# The sample organisation. config/gateway.yaml in the source has every key with its meaning.
version: 1
organisation:
  name: Family Support
  domains: [family-support.example]
  hostname: {hostname}
  postmaster: postmaster@family-support.example
  notices: notices@family-support.example
  check: check@family-support.example
  emergency:
    - "If someone is in danger now, call 999."
    - "Council front door, day and night: 020 7946 0100"
listeners:
  - {{name: submission, host: 127.0.0.1, port: {port}}}
tls: {{certificate: tls/gateway.pem, key: tls/gateway.key}}
delivery:
  smarthost:
    host: 127.0.0.1
    port: {next_hop}
    name: {mailbox}
    ca: tls/root.pem
    forces_tls_to: [elmpark.example, westway-housing.example, statistics.example, mail.example]
  retry_minutes: [0.05, 0.1, 0.5, 1]
smime:
  certificate: smime/organisation.pem
  key: "file:smime/organisation.key"
  roots: tls/root.pem
  recipients: smime/recipients
log: console
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Where the sample organisation lies."""

    folder: Path  # what --config takes
    partners: Path  # the partners' side: their keys


def make(
    folder: Path,
    *,
    next_hop: int = 2526,
    port: int = 2587,
    console: int | None = None,
    today: date | None = None,
    database: str = "",
) -> Organisation:
    """Make it.

    Args:
        next_hop: the port on loopback where the partners' mailbox listens.
        port: where the gateway is to listen; 0: any.
        console: where its console is to listen; None: it has none.
        today: the day that the samples' dates are counted from; None: today.
        database: the URL of an empty one; empty: a SQLite file in the folder.

    Raises:
        PermanentFailure: there is something in the folder already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise PermanentFailure(f"{folder}: is not empty; choose another folder or remove it")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Organisation(folder=folder / "config", partners=folder / "partners")
    made.folder.mkdir(mode=0o700)
    _certificates(made)
    text = _CONFIG.format(hostname=HOSTNAME, port=port, next_hop=next_hop, mailbox=MAILBOX)
    if console is not None:
        text += f'console: {{port: {console}, public_url: "https://localhost:{console}"}}\n'
    if database:
        text += f'store: {{url: "{database}"}}\n'
    (made.folder / "gateway.yaml").write_text(text)
    (made.folder / "policy.yaml").write_text(sample("policy.yaml"))
    create_keys(made.folder / "keys")
    settings = Settings.load(made.folder)
    _prepare(settings)
    app = App(settings)
    try:
        _registers(app, made, today or datetime.now(UTC).date())
        _accounts(app.accounts)
    finally:
        app.close()
    return made


def _prepare(settings: Settings) -> None:
    database = Database(settings.database_url())
    try:
        upgrade(database)
        master = master_key(settings.config.store.master_key, settings.folder)
        KeyRing(database, settings.keys_folder, master).ensure_period(datetime.now(UTC))
    finally:
        database.close()


def _certificates(made: Organisation) -> None:
    authority = Authority.made("Sample authority")
    root = authority.certificate.public_bytes(serialization.Encoding.PEM)
    recipients = made.folder / "smime" / "recipients"
    recipients.mkdir(parents=True)
    for folder in (made.folder / "tls", made.partners):
        folder.mkdir(exist_ok=True)
        (folder / "root.pem").write_bytes(root)
    authority.for_host(made.folder / "tls", "gateway", HOSTNAME)
    authority.for_host(made.partners, "mailbox", MAILBOX)
    authority.for_mail(made.folder / "smime", "organisation", "postmaster@family-support.example")
    for address in READERS:
        authority.for_mail(made.partners, address, address)
    authority.for_mail(made.partners, LAPSED, LAPSED, life=timedelta(days=-10))
    for address in (*READERS, LAPSED):
        (recipients / f"{address}.pem").write_bytes((made.partners / f"{address}.pem").read_bytes())


def _registers(app: App, made: Organisation, today: date) -> None:
    registers = app.registers()
    folder = made.folder / "registers"
    folder.mkdir()
    for kind in RegisterKind:
        path = folder / f"{kind.value}.csv"
        path.write_text(_dated(_register_text(kind), today), encoding="utf-8")
        report = registers.import_file(kind, path, dry_run=False, replace=False, by="sample", at=datetime.now(UTC))
        if report.faults:
            raise PermanentFailure(f"{path}: {report.faults[0]}")


def _register_text(kind: RegisterKind) -> str:
    own = resources.files("gateway.demo") / "registers" / f"{kind.value}.csv"
    return own.read_text(encoding="utf-8") if own.is_file() else sample(f"registers/{kind.value}.csv")


def _dated(text: str, today: date) -> str:
    """Sample dates are written as days from today, so that the sample never goes out of date."""
    return re.sub(r"<([+-]\d+)>", lambda match: (today + timedelta(days=int(match[1]))).isoformat(), text)


def _accounts(accounts: AccountBook) -> None:
    now = datetime.now(UTC)
    roles = {
        "ana.sharma": (AccountRole.STAFF,),
        "ben.doyle": (AccountRole.STAFF,),
        "mo.hughes": (AccountRole.STAFF, AccountRole.MANAGER),
        "tess.cole": (AccountRole.STAFF, AccountRole.MANAGER),
        "iris.grant": (AccountRole.STAFF, AccountRole.IG, AccountRole.ICT),
        "sam.field": (AccountRole.STAFF, AccountRole.SAFEGUARDING),
        "ada.cole": (AccountRole.AUDITOR,),  # from outside: in no register of ours
    }
    for name, held in roles.items():
        accounts.add(f"{name}@family-support.example", PASSWORD, roles=held, by="sample", at=now)
