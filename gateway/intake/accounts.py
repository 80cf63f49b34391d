"""Who signs in: passwords checked slowly for strangers, quickly for mail programs that come every minute."""

import asyncio
import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Final, Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from gateway.intake import replies
from gateway.intake.limits import Rate, network_of
from gateway.intake.replies import Reply
from gateway.model.errors import TemporaryFailure

_REMEMBER_SECONDS: Final = 300.0
_REMEMBERED: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One who may sign in."""

    name: str  # the address that the account is; it may always be the sender
    password_hash: str  # argon2id, PHC string
    may_send_as: frozenset[str] = frozenset()  # addresses that delegated to it
    disabled: bool = False


class Accounts(Protocol):
    """The accounts that may send."""

    def find(self, name: str) -> Account | None:
        """The account of that name, in any case of letters. None: there is none.

        Safe from any thread.

        Raises:
            TemporaryFailure: the register cannot be asked now. Never answer None for this.
        """
        ...


class SignIn:
    """Checks name and password; used on the event loop, works in threads."""

    def __init__(
        self,
        accounts: Accounts,
        *,
        failures_per_minute: int,
        pool: Executor,
        monotonic: Callable[[], float],
        hasher: PasswordHasher | None = None,
    ) -> None:
        """*pool* bounds how many hashes are computed at once: each takes 64 MiB and a core for a while."""
        self._accounts = accounts
        self._pool = pool
        self._monotonic = monotonic
        self._hasher = hasher or PasswordHasher()
        self._by_name = Rate(failures_per_minute)
        self._by_address = Rate(failures_per_minute)
        # Verified when there is no such account, so that a name that is none takes as long as one that is.
        self._nobody = self._hasher.hash(secrets.token_urlsafe(32))
        self._seen: OrderedDict[bytes, tuple[str, float]] = OrderedDict()  # mark → (password hash, until)
        self._key = secrets.token_bytes(32)

    async def check(self, name: str, password: bytes, address: str) -> Account | Reply:
        """The account, or the reply that refuses.

        Raises:
            TemporaryFailure: the accounts cannot be asked now, or a stored hash cannot be read.
        """
        who = network_of(address)
        if not self._by_address.allowed(who, self._monotonic()):
            return replies.TOO_MANY_SIGN_INS
        loop = asyncio.get_running_loop()
        account = await loop.run_in_executor(self._pool, self._accounts.find, name)
        mark = self._mark(name, password, who)
        if account is not None and not account.disabled and self._known(mark, account):
            return account
        # A name that is being guessed at is closed to all but those whose right password was seen from the same
        # address a moment ago: the attack neither goes on nor keeps the rightful user from sending.
        if not self._by_name.allowed(name.casefold(), self._monotonic()):
            return replies.AUTH_PAUSED
        stored = self._nobody if account is None else account.password_hash
        right = await loop.run_in_executor(self._pool, self._verify, stored, password)
        if right and account is not None and not account.disabled:
            self._remember(mark, account)
            return account
        self._by_address.count(who, self._monotonic())
        self._by_name.count(name.casefold(), self._monotonic())
        return replies.WRONG_PASSWORD

    def _verify(self, stored: str, password: bytes) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except VerifyMismatchError:
            return False
        except (VerificationError, InvalidHashError) as error:
            raise TemporaryFailure("an account's password hash cannot be read: set its password again") from error

    def _mark(self, name: str, password: bytes, who: str) -> bytes:
        # Keyed with what only this process has, so that its memory holds nothing that could be tried against offline
        # at the speed of a plain hash without the key beside it. Lengths go first, so that no two triples are alike.
        words = (name.casefold().encode(), password, who.encode())
        text = b"".join(len(word).to_bytes(4, "big") + word for word in words)
        return hmac.new(self._key, text, hashlib.sha256).digest()

    def _known(self, mark: bytes, account: Account) -> bool:
        password_hash, until = self._seen.get(mark, ("", 0.0))
        # A changed password ends it at once.
        return until > self._monotonic() and hmac.compare_digest(password_hash, account.password_hash)

    def _remember(self, mark: bytes, account: Account) -> None:
        self._seen[mark] = (account.password_hash, self._monotonic() + _REMEMBER_SECONDS)
        self._seen.move_to_end(mark)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
