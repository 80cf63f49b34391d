"""Apps that show a code for each half minute (RFC 6238): the second factor of local accounts."""

import hmac
from datetime import datetime
from typing import Final

import pyotp
from sqlalchemy import select, update

from gateway.store.database import Database
from gateway.store.seal import SmallSeal
from gateway.store.tables import authenticator

_STEP_SECONDS: Final = 30
_DRIFT: Final = (0, -1, 1)  # steps that a telephone's clock may be off (RFC 6238 §5.2 advises one)
_ISSUER: Final = "Sharing gateway"


class AuthenticatorBook:
    """Every method is one transaction; all raise TemporaryFailure when the database cannot be asked."""

    def __init__(self, database: Database, seal: SmallSeal) -> None:
        self._database = database
        self._seal = seal

    def has(self, account: str) -> bool:
        """Whether an app is set up, a code of it having been given once."""
        with self._database.read() as connection:
            confirmed = connection.scalar(
                select(authenticator.c.confirmed_at).where(authenticator.c.account == account)
            )
        return confirmed is not None

    def begin(self, account: str, now: datetime, *, anew: bool = False) -> str:
        """The secret to set an app up with, base 32.

        Args:
            anew: never the one begun before: whoever was shown that one may not be who sets the app up.

        Raises:
            ValueError: one is set up already, and its secret is shown to nobody again.
        """
        with self._database.write() as connection:
            row = connection.execute(select(authenticator).where(authenticator.c.account == account)).one_or_none()
            if row is not None:
                if row.confirmed_at is not None:
                    raise ValueError("an authenticator is set up already")
                if not anew:
                    return self._seal.unseal(row.sealed, _place(account)).decode("ascii")
                connection.execute(authenticator.delete().where(authenticator.c.account == account))
            secret = pyotp.random_base32()
            connection.execute(
                authenticator.insert().values(
                    account=account,
                    sealed=self._seal.seal(secret.encode("ascii"), _place(account)),
                    made_at=now,
                    confirmed_at=None,
                    last_step=0,
                )
            )
        return secret

    def begun(self, account: str) -> str | None:
        """The secret of an app that is being set up. None: nobody began, or it is set up."""
        with self._database.read() as connection:
            row = connection.execute(select(authenticator).where(authenticator.c.account == account)).one_or_none()
        if row is None or row.confirmed_at is not None:
            return None
        return self._seal.unseal(row.sealed, _place(account)).decode("ascii")

    def take(self, account: str, code: str, now: datetime) -> bool:
        """Whether the code is right. A right one confirms the app, and is right once only (RFC 6238 §5.2)."""
        typed = "".join(char for char in code if char.isdigit())
        with self._database.write() as connection:
            row = connection.execute(select(authenticator).where(authenticator.c.account == account)).one_or_none()
            if row is None:
                return False
            step = _step_of(self._seal.unseal(row.sealed, _place(account)).decode("ascii"), typed, now)
            if step is None or step <= row.last_step:
                return False
            connection.execute(
                update(authenticator)
                .where(authenticator.c.account == account)
                .values(last_step=step, confirmed_at=row.confirmed_at or now)
            )
        return True

    def forget(self, account: str) -> None:
        """The telephone was lost: the next sign-in sets a new app up."""
        with self._database.write() as connection:
            connection.execute(authenticator.delete().where(authenticator.c.account == account))


def address_of(secret: str, account: str) -> str:
    """What an app reads from a picture: otpauth://totp/…"""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=_ISSUER)


def _step_of(secret: str, typed: str, now: datetime) -> int | None:
    totp = pyotp.TOTP(secret, interval=_STEP_SECONDS)
    step = int(now.timestamp()) // _STEP_SECONDS
    found = None
    for drift in _DRIFT:
        # Every step is compared, whichever is right: the time taken tells nothing.
        if hmac.compare_digest(totp.generate_otp(step + drift), typed):
            found = step + drift
    return found


def _place(account: str) -> str:
    return f"authenticator/{account}"
