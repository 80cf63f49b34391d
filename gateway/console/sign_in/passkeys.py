"""Passkeys (W3C WebAuthn level 3): a key in a telephone, a computer or a token, which asks for a finger or a PIN."""

import hashlib
import ipaddress
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import Row, delete, func, or_, select, update
from webauthn.helpers import base64url_to_bytes, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.parse_client_data_json import parse_client_data_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from gateway.console.sign_in.challenges import Challenges
from gateway.store.database import Database
from gateway.store.tables import passkey

MAX_TITLE: Final = 60  # characters
MOST: Final = 10  # of one account
_PRODUCT: Final = "Sharing gateway"
_HANDLE_BYTES: Final = 32
_Made = TypeVar("_Made")


class Purpose(StrEnum):
    """What a passkey is asked for; an answer to one is worth nothing for another."""

    ADD = "passkey-add"
    SIGN_IN = "passkey-sign-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """One, as its owner sees it."""

    id: str  # hex; names it in forms, opens nothing
    title: str
    made_at: datetime
    used_at: datetime | None  # None: never since


class Seen(StrEnum):
    """What became of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    # Its count stands where it stood or went back: there may be two of it (WebAuthn §6.1.1).
    COPIED = "copied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Of a passkey to a challenge."""

    seen: Seen
    account: str = ""  # whose passkey it is; empty: nobody's
    title: str = ""


class PasskeyBook:
    """Every method is one transaction at most; all raise TemporaryFailure when the database cannot be asked."""

    def __init__(self, database: Database, challenges: Challenges, public_url: str) -> None:
        """*public_url*: of the console. Its host is what passkeys are made for, and they work under no other name."""
        self._database = database
        self._challenges = challenges
        self._origin = public_url
        self._host = urlsplit(public_url).hostname or ""

    @property
    def usable(self) -> bool:
        """Whether there can be any: a bare address is no name to make one for (WebAuthn §5.1.3, effective domain)."""
        try:
            ipaddress.ip_address(self._host)
        except ValueError:
            return True
        return False

    def has(self, account: str) -> bool:
        """Whether the account has one."""
        with self._database.read() as connection:
            count = select(func.count()).select_from(passkey).where(passkey.c.account == account)
            return bool(connection.scalar(count))

    def of_account(self, account: str) -> tuple[Passkey, ...]:
        """Its passkeys, the oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(passkey).where(passkey.c.account == account).order_by(passkey.c.made_at, passkey.c.credential)
            ).all()
        return tuple(_passkey(row) for row in rows)

    def to_add(self, account: str, browser: str, now: datetime) -> str:
        """What the browser is asked, to make one: JSON (WebAuthn §5.4)."""
        with self._database.read() as connection:
            rows = connection.execute(select(passkey).where(passkey.c.account == account)).all()
        # The same for all passkeys of an account, so that what keeps them shows one account and not ten.
        handle = rows[0].handle if rows else os.urandom(_HANDLE_BYTES)
        options = webauthn.generate_registration_options(
            rp_id=self._host,
            rp_name=_PRODUCT,
            user_name=account,
            user_id=handle,
            challenge=self._challenges.make(Purpose.ADD, browser, now, handle + account.encode()),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=row.credential_id) for row in rows],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
        )
        return webauthn.options_to_json(options)

    def add(self, account: str, title: str, untrusted_json: str, browser: str, now: datetime) -> bool:
        """Keep the passkey that a browser made. False: what it says is not right, or there are too many already."""
        challenge = _challenge_of(untrusted_json)
        asked = self._challenges.take(Purpose.ADD, browser, challenge, now)
        if asked is None or asked[_HANDLE_BYTES:] != account.encode():
            return False
        made = _or_none(
            lambda: webauthn.verify_registration_response(
                credential=untrusted_json,
                expected_challenge=challenge,
                expected_rp_id=self._host,
                expected_origin=self._origin,
                require_user_verification=True,
            )
        )
        if made is None:
            return False
        key = _hash(made.credential_id)
        with self._database.write() as connection:
            rows = connection.execute(
                select(passkey).where(or_(passkey.c.account == account, passkey.c.credential == key))
            ).all()
            # One that somebody else has registered is theirs (WebAuthn §7.1, step 26).
            if len(rows) >= MOST or any(row.credential == key for row in rows):
                return False
            connection.execute(
                passkey.insert().values(
                    credential=key,
                    credential_id=made.credential_id,
                    account=account,
                    handle=asked[:_HANDLE_BYTES],
                    title=title[:MAX_TITLE] or "Passkey",
                    public_key=made.credential_public_key,
                    sign_count=made.sign_count,
                    made_at=now,
                    used_at=None,
                )
            )
        return True

    def to_sign_in(self, browser: str, now: datetime) -> str:
        """What the browser is asked, to sign: JSON (WebAuthn §5.5). It names no account: any passkey of ours may."""
        options = webauthn.generate_authentication_options(
            rp_id=self._host,
            challenge=self._challenges.make(Purpose.SIGN_IN, browser, now),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return webauthn.options_to_json(options)

    def account_of(self, untrusted_json: str) -> str:
        """Whose passkey an answer says it is of, which nothing proves yet. Empty: nobody's."""
        row = self._row(untrusted_json)
        return "" if row is None else str(row.account)

    def answered(self, untrusted_json: str, browser: str, now: datetime) -> Answer:
        """Check an answer. A right one is right once."""
        row = self._row(untrusted_json)
        challenge = _challenge_of(untrusted_json)
        taken = self._challenges.take(Purpose.SIGN_IN, browser, challenge, now)
        if taken is None or row is None:
            return Answer(seen=Seen.WRONG, account="" if row is None else row.account)
        signed = _or_none(
            lambda: webauthn.verify_authentication_response(
                credential=untrusted_json,
                expected_challenge=challenge,
                expected_rp_id=self._host,
                expected_origin=self._origin,
                credential_public_key=row.public_key,
                # The count is looked at below, so that a copy can be told from a wrong signature.
                credential_current_sign_count=0,
                require_user_verification=True,
            )
        )
        if signed is None:
            return Answer(seen=Seen.WRONG, account=row.account, title=row.title)
        counted = self._counted(row.credential, signed.new_sign_count, now)
        return Answer(seen=Seen.RIGHT if counted else Seen.COPIED, account=row.account, title=row.title)

    def rename(self, account: str, passkey_id: str, title: str) -> bool:
        """Call it otherwise. False: the account has no such passkey."""
        with self._database.write() as connection:
            changed = connection.execute(
                update(passkey)
                .where(passkey.c.account == account, passkey.c.credential == _from_hex(passkey_id))
                .values(title=title[:MAX_TITLE])
            )
        return changed.rowcount == 1

    def remove(self, account: str, passkey_id: str) -> bool:
        """It opens nothing from now on. False: the account has no such passkey."""
        with self._database.write() as connection:
            gone = connection.execute(
                delete(passkey).where(passkey.c.account == account, passkey.c.credential == _from_hex(passkey_id))
            )
        return gone.rowcount == 1

    def _counted(self, key: bytes, count: int, now: datetime) -> bool:
        """Keep the count. False: it did not rise, though this passkey counts; those that are synchronised do not."""
        rises = or_(passkey.c.sign_count < count, (passkey.c.sign_count == 0) & (count == 0))
        with self._database.write() as connection:
            kept = connection.execute(
                update(passkey).where(passkey.c.credential == key, rises).values(sign_count=count, used_at=now)
            )
        return kept.rowcount == 1

    def _row(self, untrusted_json: str) -> Row[tuple[object, ...]] | None:
        answer = _or_none(lambda: parse_authentication_credential_json(untrusted_json))
        if answer is None:
            return None
        known = select(passkey).where(passkey.c.credential == _hash(answer.raw_id))
        if answer.response.user_handle is not None:
            # WebAuthn §7.2, step 6: whose it says it is must be whose it is.
            known = known.where(passkey.c.handle == answer.response.user_handle)
        with self._database.read() as connection:
            return connection.execute(known).one_or_none()


def forget_passkeys(database: Database, account: str) -> None:
    """All passkeys of an account: what held them was lost."""
    with database.write() as connection:
        connection.execute(delete(passkey).where(passkey.c.account == account))


def _challenge_of(untrusted_json: str) -> bytes:
    def read() -> bytes:
        sent = json.loads(untrusted_json)["response"]["clientDataJSON"]
        return parse_client_data_json(base64url_to_bytes(sent)).challenge

    return _or_none(read) or b""


def _or_none(read: Callable[[], _Made]) -> _Made | None:
    """What the library makes of an answer. None: it cannot, whatever it raised.

    It parses JSON, CBOR and keys from a stranger and lets errors of those parsers through.
    """
    try:
        return read()
    except (WebAuthnException, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
        return None


def _passkey(row: Row[tuple[object, ...]]) -> Passkey:
    return Passkey(id=row.credential.hex(), title=row.title, made_at=row.made_at, used_at=row.used_at)


def _from_hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _hash(credential_id: bytes) -> bytes:
    return hashlib.sha256(credential_id).digest()
