"""What a browser is asked to answer once: made without a trace, taken once, and from that browser alone."""

import base64
import hashlib
import os
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from gateway.store.database import Database
from gateway.store.seal import NotAuthentic, SmallSeal
from gateway.store.tables import spent_challenge

GOOD_FOR: Final = timedelta(minutes=10)
_RANDOM_BYTES: Final = 16
_TIME_BYTES: Final = 8
_MAX_BYTES: Final = 4096


class Challenges:
    """Sealed values that only this console can have made, for one purpose and one browser.

    Nothing is stored when one is made, so a page may carry one and fetching it changes nothing. What is stored is
    that one was taken.
    """

    def __init__(self, database: Database, seal: SmallSeal) -> None:
        self._database = database
        self._seal = seal

    def make(self, purpose: str, browser: str, now: datetime, within: bytes = b"") -> bytes:
        """A new one.

        Args:
            purpose: what it is for; it is worth nothing for another.
            browser: what tells this browser from others, and that others do not know (sessions.form_token).
            within: what it is to hold, hidden from whoever sees it.
        """
        moment = int(now.timestamp()).to_bytes(_TIME_BYTES, "big")
        return self._seal.seal(os.urandom(_RANDOM_BYTES) + moment + within, _place(purpose, browser))

    def take(self, purpose: str, browser: str, challenge: bytes, now: datetime) -> bytes | None:
        """What it holds. None: it is not ours, for something else, of another browser, too old, or was taken before.

        Raises:
            TemporaryFailure: the database cannot be asked now.
        """
        if not browser or len(challenge) > _MAX_BYTES:
            return None
        try:
            opened = self._seal.unseal(challenge, _place(purpose, browser))
        except NotAuthentic:
            return None
        made_at = datetime.fromtimestamp(int.from_bytes(opened[_RANDOM_BYTES:][:_TIME_BYTES], "big"), UTC)
        # The clock of another node may be a little ahead; a challenge from an hour ahead is not one.
        if not -GOOD_FOR < now - made_at <= GOOD_FOR:
            return None
        return opened[_RANDOM_BYTES + _TIME_BYTES :] if self._first(challenge, now) else None

    def _first(self, challenge: bytes, now: datetime) -> bool:
        values = {"hash": hashlib.sha256(challenge).digest(), "spent_at": now}
        with self._database.write() as connection:
            connection.execute(delete(spent_challenge).where(spent_challenge.c.spent_at < now - 2 * GOOD_FOR))
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            added = dialect.insert(spent_challenge).values(values).on_conflict_do_nothing()
            return connection.execute(added.returning(spent_challenge.c.hash)).first() is not None


def as_text(challenge: bytes) -> str:
    """For an address or a form: base64url, unpadded."""
    return base64.urlsafe_b64encode(challenge).rstrip(b"=").decode("ascii")


def from_text(text: str) -> bytes:
    """The challenge of *text*; empty: it is none."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return b""


def _place(purpose: str, browser: str) -> str:
    return f"challenge/{purpose}/{hashlib.sha256(browser.encode()).hexdigest()}"
