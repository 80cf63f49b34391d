"""Who is signed in: rows in the database, so that a session can be ended from elsewhere at once."""

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Row, delete, select, update

from gateway.store.database import Database
from gateway.store.tables import console_session

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=10)  # a working day; then everybody signs in again
HALF: Final = timedelta(minutes=10)  # from the password to the code
FRESH: Final = timedelta(minutes=30)  # a decision needs a second factor that is no older
_TO_THE_MINUTE: Final = timedelta(minutes=1)
_TOKEN_BYTES: Final = 32


class Means(StrEnum):
    """How somebody signed in."""

    PASSWORD = "password"  # noqa: S105 -- a word
    PASSKEY = "passkey"
    PROVIDER = "provider"  # OpenID Connect


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser of one account."""

    id: str  # hex; names it in lists, opens nothing
    account: str
    client: str
    opened_at: datetime
    seen_at: datetime
    checked_at: datetime | None  # second factor; None: password only
    means: str = ""  # Means, or empty: opened before that was kept

    def fresh(self, now: datetime) -> bool:
        """Whether the second factor was given lately enough for a decision."""
        return self.checked_at is not None and now - self.checked_at <= FRESH


class SessionBook:
    """Every method is one transaction; all raise TemporaryFailure when the database cannot be asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(
        self,
        account: str,
        client: str,
        now: datetime,
        *,
        means: Means = Means.PASSWORD,
        checked_at: datetime | None = None,
    ) -> str:
        """A new session. The token is for the browser; it is not kept.

        Args:
            checked_at: when the second factor was given. None: not yet, and until then it opens no page.
        """
        with self._database.write() as connection:
            connection.execute(delete(console_session).where(console_session.c.opened_at <= now - LONGEST))
            token = secrets.token_urlsafe(_TOKEN_BYTES)
            connection.execute(
                console_session.insert().values(
                    token_hash=_hash(token),
                    account=account,
                    client=client,
                    opened_at=now,
                    seen_at=now,
                    checked_at=checked_at,
                    means=means.value,
                )
            )
        return token

    def find(self, token: str, now: datetime) -> Session | None:
        """The session of a token. None: there is none, it was idle too long, or is too old."""
        key = _hash(token)
        with self._database.read() as connection:
            row = connection.execute(select(console_session).where(console_session.c.token_hash == key)).one_or_none()
        if row is None:
            return None
        found = _session(row)
        if not _stands(found, now):
            self.end(token)
            return None
        if now - found.seen_at >= _TO_THE_MINUTE:
            with self._database.write() as connection:
                connection.execute(
                    update(console_session).where(console_session.c.token_hash == key).values(seen_at=now)
                )
        return found

    def checked(self, token: str, now: datetime) -> str | None:
        """The second factor was given. The new token; the old one is worth nothing, so that a token that somebody put
        into the browser before (session fixation) never becomes a signed-in one. None: the session has ended.
        """
        fresh = secrets.token_urlsafe(_TOKEN_BYTES)
        with self._database.write() as connection:
            changed = connection.execute(
                update(console_session)
                .where(console_session.c.token_hash == _hash(token))
                .values(token_hash=_hash(fresh), checked_at=now, seen_at=now)
            )
        return fresh if changed.rowcount == 1 else None

    def renewed(self, token: str, at: datetime) -> None:
        """Whoever is signed in proved again that it is them, at that moment."""
        with self._database.write() as connection:
            connection.execute(
                update(console_session).where(console_session.c.token_hash == _hash(token)).values(checked_at=at)
            )

    def end(self, token: str) -> None:
        """Sign out."""
        with self._database.write() as connection:
            connection.execute(delete(console_session).where(console_session.c.token_hash == _hash(token)))

    def end_others(self, session: Session) -> int:
        """End every other session of the account. How many there were."""
        with self._database.write() as connection:
            ended = connection.execute(
                delete(console_session).where(
                    console_session.c.account == session.account,
                    console_session.c.token_hash != bytes.fromhex(session.id),
                )
            )
        return ended.rowcount

    def end_all(self, account: str) -> None:
        """End every session of an account: it was disabled, or got a new password."""
        with self._database.write() as connection:
            connection.execute(delete(console_session).where(console_session.c.account == account))

    def counted(self, accounts: Collection[str], now: datetime) -> Counter[str]:
        """How many sessions each of these accounts has."""
        which = console_session.c.account.in_(list(accounts)), console_session.c.checked_at.is_not(None)
        with self._database.read() as connection:
            rows = connection.execute(select(console_session).where(*which)).all()
        return Counter(one.account for one in map(_session, rows) if _stands(one, now))

    def of_account(self, account: str, now: datetime) -> tuple[Session, ...]:
        """Its sessions, the last seen first."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(console_session)
                .where(console_session.c.account == account)
                .order_by(console_session.c.seen_at.desc())
            ).all()
        return tuple(one for one in map(_session, rows) if one.checked_at is not None and _stands(one, now))


def form_token(token: str) -> str:
    """What every form of a session carries: nobody who does not have the session's token can make it."""
    return hmac.new(token.encode(), b"console form 1", "sha256").hexdigest()


def _stands(session: Session, now: datetime) -> bool:
    if session.checked_at is None:
        return now - session.opened_at <= HALF
    return now - session.seen_at <= IDLE and now - session.opened_at <= LONGEST


def _session(row: Row[tuple[object, ...]]) -> Session:
    return Session(
        id=row.token_hash.hex(),
        account=row.account,
        client=row.client,
        opened_at=row.opened_at,
        seen_at=row.seen_at,
        checked_at=row.checked_at,
        means=row.means,
    )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
