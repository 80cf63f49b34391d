"""The keys: who may seal, who may read, and how a month's mail is made unreadable for ever.

The master key lies in a file of its own or comes from systemd. Sealed under it, in the keys folder, lies the private
key of each month. The database holds public keys only, so a copy of it, or a backup, reads nothing; and when the key
file of a month is destroyed, all copies of its content are gone with it.
"""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from sqlalchemy import select, update

from gateway.model.errors import ConfigurationFaults, PermanentFailure, TemporaryFailure
from gateway.store.database import Database
from gateway.store.seal import NotAuthentic, RegisterSeal, Sealed, SmallSeal, derive, seal
from gateway.store.secret import read_secret
from gateway.store.tables import period

_MASTER_BYTES: Final = 32
_NEXT_MONTH: Final = timedelta(days=7)  # how long before a month begins its key is made


def period_of(at: datetime) -> str:
    """The period that content stored *at* is sealed in: a calendar month, UTC."""
    return f"{at:%Y-%m}"


def create_keys(folder: Path) -> Path:
    """Make the keys folder (0700) and in it a new master key (0600); the key's path. For `gateway init`.

    Raises:
        ConfigurationFaults: there is a master key already; it is never replaced, for all that is stored hangs on it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "master.key"
    try:
        _write_new(path, secrets.token_hex(_MASTER_BYTES).encode() + b"\n")
    except FileExistsError as error:
        raise ConfigurationFaults((f"{path}: there is a master key already",)) from error
    return path


def master_key(reference: str, folder: Path) -> bytes:
    """The master key, 32 bytes, from the reference in gateway.yaml.

    Raises:
        ConfigurationFaults: it is missing, readable by others, or no key of ours.
    """
    try:
        key = bytes.fromhex(read_secret(reference, folder).decode("ascii").strip())
    except ValueError as error:
        raise ConfigurationFaults((f"{reference}: not a master key; `gateway init` makes one",)) from error
    if len(key) != _MASTER_BYTES:
        raise ConfigurationFaults((f"{reference}: a master key has 64 hex digits",))
    return key


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodKey:
    """What seals in one period."""

    period: str
    public_key: X25519PublicKey


class SealOnly:
    """The keys of a process that faces the network: it can seal, and read nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, PeriodKey] = {}

    def seal(self, content: bytes, now: datetime) -> Sealed:
        """Seal for the current period. Safe from any thread; nothing is stored.

        Raises:
            TemporaryFailure: the period's key was not made yet, or the database cannot be asked.
        """
        key = self._key(period_of(now))
        return seal(content, key.period, key.public_key)

    def _key(self, name: str) -> PeriodKey:
        known = self._known.get(name)
        if known is None:
            with self._database.read() as connection:
                public_key = connection.scalar(
                    select(period.c.public_key).where(period.c.id == name, period.c.destroyed_at.is_(None))
                )
            if public_key is None:
                raise TemporaryFailure(f"keys: none for {name} yet")
            known = PeriodKey(period=name, public_key=X25519PublicKey.from_public_bytes(public_key))
            self._known[name] = known
        return known


class KeyRing(SealOnly):
    """Every key: for the processes that read what is stored."""

    def __init__(self, database: Database, folder: Path, master: bytes) -> None:
        """Take up the keys in *folder*, which lie sealed under *master* (32 bytes)."""
        super().__init__(database)
        self._folder = folder
        self._period_seal = SmallSeal(derive(master, "period keys"))
        self._private: dict[str, X25519PrivateKey] = {}
        self.registers: Final = RegisterSeal(derive(master, "registers"))
        self.answers: Final = RegisterSeal(derive(master, "answers"))
        self.casework: Final = RegisterSeal(derive(master, "risks and breaches"))
        self.accounts: Final = SmallSeal(derive(master, "accounts"))
        self.record_key: Final = derive(master, "record chain")
        self.commitment_key: Final = derive(master, "address commitments")
        self.print_key: Final = derive(master, "text prints")
        self.pseudonym_key: Final = derive(master, "pseudonyms")
        self.answer_key: Final = derive(master, "answers by mail")

    def private_key(self, name: str) -> X25519PrivateKey:
        """The private key of a period.

        Raises:
            PermanentFailure: it was destroyed, or is not here.
            NotAuthentic: the file was changed, or belongs to another master key.
            TemporaryFailure: the folder cannot be read now.
        """
        path = self._path(name)
        # The file is looked for each time: a key destroyed by another process is gone here too, at once.
        try:
            path.stat()
        except FileNotFoundError as error:
            self._private.pop(name, None)
            raise PermanentFailure(f"keys: the key of {name} is not here or was destroyed") from error
        except OSError as error:
            raise TemporaryFailure(f"keys: the folder cannot be read: {error.strerror}") from error
        if name not in self._private:
            self._private[name] = self._read(path, name)
        return self._private[name]

    def holds(self, name: str) -> bool:
        """Whether what was sealed in a period can be read; looked for each time, as by ``private_key``.

        Raises:
            NotAuthentic, TemporaryFailure: as ``private_key``.
        """
        try:
            self.private_key(name)
        except PermanentFailure:
            return False
        return True

    def ensure_period(self, now: datetime) -> None:
        """Make the keys of this month, and in its last week those of the next; those that exist stay.

        Raises:
            TemporaryFailure: database or folder cannot be used now.
            PermanentFailure: the database knows this month's key, and the folder lacks it.
        """
        for name in sorted({period_of(now), period_of(now + _NEXT_MONTH)}):
            with self._database.read() as connection:
                row = connection.execute(select(period).where(period.c.id == name)).first()
            if row is None:
                self._make(name, now)
            elif self._public(self.private_key(name)) != row.public_key:
                # Somebody who may write to the database would otherwise have all new mail sealed to a key of theirs.
                raise PermanentFailure(f"keys: the public key of {name} in the database is not ours")

    def destroy(self, name: str, now: datetime) -> None:
        """Destroy a period's private key, for ever: nobody reads that month's content again.

        The file first, then its mark in the database: a crash between leaves the content unreadable, as asked.
        """
        path = self._path(name)
        if path.exists():
            # On a flash disk the old cells may outlive this; they hold the key sealed under the master key only.
            with path.open("r+b") as file:
                file.write(os.urandom(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            _sync_folder(path.parent)
        self._private.pop(name, None)
        self._known.pop(name, None)
        with self._database.write() as connection:
            connection.execute(
                update(period).where(period.c.id == name, period.c.destroyed_at.is_(None)).values(destroyed_at=now)
            )

    def _make(self, name: str, now: datetime) -> None:
        path = self._path(name)
        private_key = X25519PrivateKey.generate()
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_new(path, self._period_seal.seal(private_key.private_bytes_raw(), name))
        except FileExistsError:
            private_key = self._read(path, name)  # made a moment ago, by another process or before a crash
        except OSError as error:
            raise TemporaryFailure(f"keys: the folder cannot be written: {error.strerror}") from error
        with self._database.write() as connection:
            if connection.scalar(select(period.c.id).where(period.c.id == name)) is None:
                values = {"id": name, "public_key": self._public(private_key), "created_at": now}
                connection.execute(period.insert().values(values))

    def _read(self, path: Path, name: str) -> X25519PrivateKey:
        try:
            sealed = path.read_bytes()
        except OSError as error:
            raise TemporaryFailure(f"keys: the key of {name} cannot be read: {error.strerror}") from error
        try:
            return X25519PrivateKey.from_private_bytes(self._period_seal.unseal(sealed, name))
        except NotAuthentic as error:
            raise NotAuthentic(f"keys: {path.name} was changed, or belongs to another master key") from error

    @staticmethod
    def _public(private_key: X25519PrivateKey) -> bytes:
        return private_key.public_key().public_bytes_raw()

    def _path(self, name: str) -> Path:
        return self._folder / "periods" / f"{name}.key"


def _write_new(path: Path, data: bytes) -> None:
    """Write a file (0600) that appears whole, durable, or not at all; never over another."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
        _sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
