"""Certificates, accounts, listeners and a running server for the intake tests."""

import contextlib
import datetime
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gateway.config import Limits, Listener, Organisation, TlsFiles
from gateway.intake.accounts import Account
from gateway.intake.server import IntakeServer
from gateway.ports import Intake
from tests.intake.fakes import LinesLog, MemoryAccounts, RecordingSpool, StillClock

HOST = "gateway.charity.example"
PASSWORD = "correct horse battery"  # of every account here
STAMP = b"s3cret-of-the-rule"
# Cheap on purpose: what is measured with argon2's own cost says so.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

ORGANISATION = Organisation(
    name="Example Family Support",
    domains=("charity.example", "young.charity.example"),
    hostname=HOST,
    postmaster="postmaster@charity.example",
)

_LISTENERS: dict[str, dict[str, object]] = {
    "submission": {"tls": "starttls"},
    "optional": {"tls": "starttls", "require_tls": False},
    "implicit": {"tls": "implicit"},
    "clear": {"tls": "none", "require_tls": False, "auth": False, "trust": {"networks": ["127.0.0.0/8"]}},
    "elsewhere": {"tls": "none", "require_tls": False, "auth": False, "trust": {"networks": ["192.0.2.0/24"]}},
    "stamped": {
        "tls": "none",
        "require_tls": False,
        "auth": False,
        "trust": {
            "networks": ["127.0.0.0/8"],
            "header": {"name": "X-Relayed-By-Rule", "value": "file:keys/stamp"},
        },
    },
    "certificate": {"tls": "starttls", "auth": False},
}


def listener(name: str) -> Listener:
    """One of the listeners above, on a free port of loopback."""
    settings = dict(_LISTENERS[name])
    if name == "certificate":
        settings["trust"] = {"client_certificates": [fingerprint()]}
    return Listener.model_validate({"name": name, "port": 0, **settings})


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, self-signed."""

    certificate: bytes
    key: bytes


@cache
def pair(name: str) -> Pair:
    """A self-signed certificate for *name* and 127.0.0.1, PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Pair(
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )


def fingerprint() -> str:
    """SHA-256 of the trusted client's certificate, written as tools print it."""
    certificate = x509.load_pem_x509_certificate(pair("relay.charity.example").certificate)
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def write_pair(folder: Path, name: str) -> tuple[Path, Path]:
    """Write a pair; the paths of certificate and key."""
    certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
    certificate.write_bytes(pair(name).certificate)
    key.write_bytes(pair(name).key)
    return certificate, key


def client_context(own: tuple[Path, Path] | None = None) -> ssl.SSLContext:
    """A client's: it checks ours; *own* is what it shows."""
    context = ssl.create_default_context(cadata=pair(HOST).certificate.decode())
    if own is not None:
        context.load_cert_chain(*own)
    return context


def accounts(hasher: PasswordHasher = CHEAP) -> MemoryAccounts:
    """Ana, for whom Ben's address is delegated too; and Old, who may not sign in any more."""
    stored = hasher.hash(PASSWORD)
    return MemoryAccounts(
        {
            "ana@charity.example": Account(
                name="ana@charity.example",
                password_hash=stored,
                may_send_as=frozenset({"Ben@charity.example", "office@young.charity.example"}),
            ),
            "ben@charity.example": Account(name="ben@charity.example", password_hash=stored),
            "old@charity.example": Account(name="old@charity.example", password_hash=stored, disabled=True),
        }
    )


@dataclass
class Running:
    """A server that runs, and what it writes to."""

    server: IntakeServer
    accounts: MemoryAccounts
    log: LinesLog

    def connect(self, name: str, seconds: float = 10) -> socket.socket:
        """A connection to one listener."""
        return socket.create_connection(self.server.addresses[name], timeout=seconds)


@contextlib.contextmanager
def running(
    folder: Path,
    *names: str,
    spool: Intake | None = None,
    limits: Mapping[str, float] | None = None,
    hasher: PasswordHasher = CHEAP,
    grace_seconds: float = 60,
) -> Iterator[Running]:
    """A server with these listeners; stopped on leaving."""
    certificate, key = write_pair(folder, HOST)
    client_ca, _ = write_pair(folder, "relay.charity.example")
    log, people = LinesLog(), accounts(hasher)
    server = IntakeServer(
        listeners=tuple(listener(name) for name in names),
        limits=Limits.model_validate(limits or {}),
        tls=TlsFiles(certificate=certificate, key=key, client_ca=client_ca),
        accounts=people,
        spool=RecordingSpool() if spool is None else spool,
        organisation=ORGANISATION,
        log=log,
        clock=StillClock(),
        stamps={"stamped": STAMP},
        grace_seconds=grace_seconds,
        hasher=hasher,
    )
    server.start()
    try:
        yield Running(server, people, log)
    finally:
        server.stop()
