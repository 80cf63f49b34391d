"""The accounts of people who sign in: to send, and to decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Row, select, update

from gateway.intake.accounts import Account
from gateway.model.errors import PermanentFailure
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.store.database import Database
from gateway.store.tables import account

MIN_PASSWORD: Final = 12  # characters; NCSC advises length over composition rules


class AccountRole(StrEnum):
    """What an account may do beside sending."""

    STAFF = "staff"
    MANAGER = "manager"
    SAFEGUARDING = "safeguarding"
    ICT = "ict"
    IG = "ig"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAccount:
    """An account as it is kept; its password hash stays inside."""

    name: str
    roles: tuple[AccountRole, ...]
    may_send_as: tuple[str, ...]
    disabled: bool


class AccountBook:
    """Accounts in the database; also what intake asks (intake.accounts.Accounts). Safe from any thread."""

    def __init__(self, database: Database, hasher: PasswordHasher | None = None) -> None:
        self._database = database
        self._hasher = hasher or PasswordHasher()

    def find(self, name: str) -> Account | None:
        """What intake needs to know of an account. None: there is none.

        Raises:
            TemporaryFailure: the database cannot be asked now.
        """
        row = self._row(name)
        if row is None:
            return None
        return Account(
            name=row.name,
            password_hash=row.password_hash,
            may_send_as=frozenset(row.may_send_as),
            disabled=row.disabled,
        )

    def stored(self, name: str) -> StoredAccount | None:
        """One account. None: there is none of that name."""
        row = self._row(name.lower())
        return None if row is None else _stored(row)

    def all(self) -> tuple[StoredAccount, ...]:
        """Every account, by name."""
        with self._database.read() as connection:
            rows = connection.execute(select(account).order_by(account.c.name)).all()
        return tuple(_stored(row) for row in rows)

    def authenticate(self, name: str, password: str) -> StoredAccount | None:
        """The account, when the password is right and it is not disabled. Takes a tenth of a second either way."""
        row = self._row(name)
        if row is None:
            # As long as for an account that exists, so that names cannot be told from times.
            self._hasher.hash(password)
            return None
        try:
            self._hasher.verify(row.password_hash, password)
        except (VerifyMismatchError, InvalidHashError):
            return None
        return None if row.disabled else _stored(row)

    def add(
        self,
        name: str,
        password: str,
        *,
        roles: Iterable[AccountRole],
        may_send_as: Iterable[str] = (),
        by: str,
        at: datetime,
    ) -> None:
        """Add an account.

        Raises:
            PermanentFailure: there is one of that name, or the password is too short.
        """
        key = name.lower()
        if self._row(key) is not None:
            raise PermanentFailure(f"{key}: there is such an account already")
        hashed = self._hash(password)
        words = tuple(role.value for role in roles)
        with self._database.write() as connection:
            connection.execute(
                account.insert().values(
                    name=key,
                    password_hash=hashed,
                    roles=words,
                    may_send_as=tuple(address.lower() for address in may_send_as),
                    disabled=False,
                    created_at=at,
                )
            )
            insert_entries(connection, [_entry(key, by, "added", words)], at)

    def set_roles(self, name: str, roles: Iterable[AccountRole], *, by: str, at: datetime) -> None:
        """Give an account these roles and no others."""
        words = tuple(role.value for role in roles)
        self._change(name, {"roles": words}, _entry(name.lower(), by, "roles", words), at)

    def ask_roles(self, name: str, roles: Iterable[AccountRole], *, by: str, at: datetime) -> None:
        """Record that somebody asks for these roles, which a second person is to give (role_changes)."""
        words = tuple(role.value for role in roles)
        self._change(name, {}, _entry(name.lower(), by, "roles-asked", words), at)

    def disable(self, name: str, *, by: str, at: datetime) -> None:
        """From now on nobody signs in with it."""
        self._change(name, {"disabled": True}, _entry(name.lower(), by, "disabled", ()), at)

    def reset(self, name: str, password: str, *, by: str, at: datetime) -> None:
        """A new password, and the account is enabled again."""
        values: dict[str, object] = {"password_hash": self._hash(password), "disabled": False}
        self._change(name, values, _entry(name.lower(), by, "password", ()), at)

    def note(self, name: str, what: str, *, by: str, at: datetime) -> None:
        """Record that something else about an account was changed.

        Raises:
            PermanentFailure: there is no such account.
        """
        self._change(name, {}, _entry(name.lower(), by, what, ()), at)

    def _change(self, name: str, values: dict[str, object], entry: RecordEntry, at: datetime) -> None:
        if self._row(name) is None:
            raise PermanentFailure(f"{name.lower()}: there is no such account")
        with self._database.write() as connection:
            if values:
                connection.execute(update(account).where(account.c.name == name.lower()).values(values))
            insert_entries(connection, [entry], at)

    def _hash(self, password: str) -> str:
        if len(password) < MIN_PASSWORD:
            raise PermanentFailure(f"a password has at least {MIN_PASSWORD} characters")
        return self._hasher.hash(password)

    def _row(self, name: str) -> Row[tuple[object, ...]] | None:
        with self._database.read() as connection:
            return connection.execute(select(account).where(account.c.name == name.lower())).one_or_none()


def _stored(row: Row[tuple[object, ...]]) -> StoredAccount:
    return StoredAccount(
        name=row.name,
        roles=tuple(AccountRole(word) for word in row.roles),
        may_send_as=tuple(row.may_send_as),
        disabled=row.disabled,
    )


def _entry(name: str, by: str, change: str, roles: tuple[str, ...]) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.USER_CHANGED,
        case=None,
        by=by,
        facts=(("account", name), ("change", change), ("roles", roles)),
    )
