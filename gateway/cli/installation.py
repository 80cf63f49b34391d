"""Making a new installation in a folder: all of it, or nothing."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from gateway.app import App
from gateway.cli.first_config import Organisation, gateway_yaml
from gateway.model.errors import PermanentFailure
from gateway.registers.files.columns import RegisterKind
from gateway.registers.files.faults import BadFile
from gateway.settings import Settings
from gateway.shipped import sample
from gateway.sign_in.accounts import AccountRole
from gateway.store.database import Database
from gateway.store.keys import create_keys
from gateway.store.schema import upgrade

_ENTRIES: Final = ("gateway.yaml", "policy.yaml", "keys", "tls", "smime", "var")
_LIFE: Final = timedelta(days=397)  # as long as clients believe a server's certificate at all (CA/B Forum BR 6.3.2)
_BY: Final = "gateway init"


@dataclass(frozen=True, slots=True, kw_only=True)
class Administrator:
    """The first account."""

    email: str
    password: str


def refuse_existing(folder: Path) -> None:
    """Pass only where nothing of an installation lies.

    Raises:
        PermanentFailure: something does; it is named, and never written over.
    """
    there = [name for name in _ENTRIES if (folder / name).exists()]
    if there:
        raise PermanentFailure(f"{folder}: has {', '.join(there)} already; nothing was written")


def make(folder: Path, organisation: Organisation, administrator: Administrator) -> None:
    """Make configuration, keys, database and the first account. When anything fails, none of it stays.

    Raises:
        ConfigurationFaults: a value cannot be used.
        PermanentFailure: there is an installation already, the folder cannot be written, or the password is short.
    """
    refuse_existing(folder)
    text = gateway_yaml(organisation)
    now = datetime.now(UTC)
    with _whole_or_nothing(folder):
        for name in ("tls", "smime", "smime/recipients", "var"):
            (folder / name).mkdir(mode=0o700)
        _write(folder / "policy.yaml", sample("policy.yaml"))
        _write(folder / "gateway.yaml", text)
        if organisation.tls is None:
            _self_signed(folder / "tls", organisation.hostname.lower(), now)
        create_keys(folder / "keys")
        settings = Settings.load(folder)
        database = Database(settings.database_url())
        try:
            upgrade(database)
        finally:
            database.close()
        app = App(settings)
        try:
            _fill(app, administrator, now)
        finally:
            app.close()


def _fill(app: App, administrator: Administrator, now: datetime) -> None:
    roles = (AccountRole.ICT, AccountRole.IG)
    app.accounts.add(administrator.email, administrator.password, roles=roles, by=_BY, at=now)
    app.keys.ensure_period(now)
    file = app.settings.state_folder / "grounds.csv"
    _write(file, sample("registers/grounds.csv"))
    report = app.registers().import_file(RegisterKind.GROUNDS, file, dry_run=False, replace=False, by=_BY, at=now)
    file.unlink()
    if report.faults:
        raise PermanentFailure(f"the grounds that come with the program: {BadFile(report.faults)}")


@contextmanager
def _whole_or_nothing(folder: Path) -> Iterator[None]:
    made = not folder.exists()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield
    except BaseException as error:
        for name in _ENTRIES:
            path = folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        if made and folder.is_dir():
            folder.rmdir()
        if isinstance(error, OSError):
            raise PermanentFailure(f"{folder}: cannot be written: {error.strerror}") from error
        raise


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def _self_signed(folder: Path, hostname: str, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hostname[:64])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + _LIFE)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(hostname)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(folder / "gateway.key", pem.decode("ascii"))
    _write(folder / "gateway.pem", certificate.public_bytes(serialization.Encoding.PEM).decode("ascii"))
