"""Tokens that programs use /api/v1 with (docs/api.md): each for a few things, until a day, kept as a hash."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Row, func, select, update

from gateway.model.errors import PermanentFailure
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.store.database import Database
from gateway.store.tables import api_token

LONGEST: Final = timedelta(days=366)
_PREFIX: Final = "sgw_"  # so that scanners of source code know one that was committed by mistake
_SECRET_BYTES: Final = 32
_TO_THE_MINUTE: Final = timedelta(minutes=1)
_TITLE_CHARS: Final = 100


class Scope(StrEnum):
    """What a token is for."""

    HEALTH = "health"
    TRACE = "trace"
    CASES_READ = "cases:read"
    EXPLAIN = "explain"
    REGISTERS_READ = "registers:read"
    REGISTERS_WRITE = "registers:write"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """One, without what opens anything."""

    id: str  # "T-1"
    title: str  # what uses it
    scopes: frozenset[Scope]
    made_by: str
    made_at: datetime
    until: datetime
    used_at: datetime | None  # to the minute. None: never
    revoked_at: datetime | None  # None: it was not

    def stands(self, now: datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and now < self.until


class TokenBook:
    """Every method is one transaction; all raise TemporaryFailure when the database cannot be asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, title: str, scopes: Iterable[Scope], *, until: datetime, by: str, at: datetime
    ) -> tuple[ApiToken, str]:
        """A new one, and what is to be sent with each request: it is shown this once and kept nowhere.

        Raises:
            PermanentFailure: it has no name, no scope, or an end that is past or more than a year away.
        """
        words = frozenset(scopes)
        if not title.strip() or len(title) > _TITLE_CHARS:
            raise PermanentFailure(f"a token has a name of 1 to {_TITLE_CHARS} characters: what uses it")
        if not words:
            raise PermanentFailure("a token has at least one scope")
        if not at < until <= at + LONGEST:
            raise PermanentFailure(f"a token ends in the future, and within {LONGEST.days} days")
        secret = _PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
        with self._database.write() as connection:
            number = (connection.scalar(select(func.max(api_token.c.number))) or 0) + 1
            connection.execute(
                api_token.insert().values(
                    number=number,
                    hash=_hash(secret),
                    title=title.strip(),
                    scopes=tuple(sorted(words)),
                    made_by=by,
                    made_at=at,
                    until=until,
                    used_at=None,
                    revoked_at=None,
                )
            )
            row = connection.execute(select(api_token).where(api_token.c.number == number)).one()
            made = _token(row)
            insert_entries(connection, [_entry(made, by, "token-added")], at)
        return made, secret

    def find(self, untrusted_secret: str, now: datetime) -> ApiToken | None:
        """The token of a request, its use noted. None: there is none, it has ended, or it was revoked."""
        wanted = _hash(untrusted_secret)
        with self._database.read() as connection:
            row = connection.execute(select(api_token).where(api_token.c.hash == wanted)).one_or_none()
        # What is searched for is a hash: how far a search for it came tells nothing of a token.
        if row is None or not hmac.compare_digest(row.hash, wanted):
            return None
        found = _token(row)
        if not found.stands(now):
            return None
        if found.used_at is None or now - found.used_at >= _TO_THE_MINUTE:
            with self._database.write() as connection:
                connection.execute(update(api_token).where(api_token.c.hash == wanted).values(used_at=now))
        return found

    def all(self) -> tuple[ApiToken, ...]:
        """Every token there was, the newest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(api_token).order_by(api_token.c.number.desc())).all()
        return tuple(map(_token, rows))

    def revoke(self, token_id: str, *, by: str, at: datetime) -> ApiToken:
        """From now on it opens nothing.

        Raises:
            PermanentFailure: there is no such token, or it was revoked before.
        """
        found = next((one for one in self.all() if one.id == token_id.upper()), None)
        if found is None:
            raise PermanentFailure(f"{token_id}: there is no such token")
        if found.revoked_at is not None:
            raise PermanentFailure(f"{found.id}: it was revoked before")
        with self._database.write() as connection:
            connection.execute(update(api_token).where(api_token.c.number == int(found.id[2:])).values(revoked_at=at))
            insert_entries(connection, [_entry(found, by, "token-revoked")], at)
        return found


def _token(row: Row[tuple[object, ...]]) -> ApiToken:
    return ApiToken(
        id=f"T-{row.number}",
        title=row.title,
        scopes=frozenset(Scope(word) for word in row.scopes),
        made_by=row.made_by,
        made_at=row.made_at,
        until=row.until,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )


def _entry(token: ApiToken, by: str, change: str) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.USER_CHANGED,
        case=None,
        by=by,
        facts=(("account", token.id), ("change", change), ("roles", tuple(sorted(token.scopes)))),
    )


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
