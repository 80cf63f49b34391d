"""One OpenID provider: found by its issuer, asked with the authorization code flow and PKCE (RFC 6749, RFC 7636)."""

import base64
import hashlib
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet

from gateway.model.errors import ConfigurationFaults, TemporaryFailure
from gateway.openid.fetch import get, post
from gateway.openid.token import Expected, Identity, TokenRefused, UnknownKey, identity
from gateway.sign_in_settings import OpenIdProvider
from gateway.store.secret import read_secret

_KEPT_SECONDS: Final = 3600.0
_SCOPES: Final = "openid email profile"
_OK: Final = 200
RETURN_PATH: Final = "/sign-in/back"  # of the console: where a provider sends the browser back to


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Where a provider answers (OpenID Connect Discovery §3)."""

    authorization: str
    token: str
    keys: str
    end_session: str  # empty: it has none
    post_secret: bool  # the secret goes into the form; else into a header (RFC 6749 §2.3.1)
    says_s256: bool  # it says that it knows PKCE
    algorithms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one sign-in hangs on; kept by us and never shown to the browser."""

    nonce: str
    verifier: str  # of PKCE


class Provider:
    """Safe from any thread. Keeps what it found for an hour."""

    def __init__(self, settings: OpenIdProvider, folder: Path, redirect: str) -> None:
        """Make it; nothing is asked yet.

        Args:
            folder: what paths in *settings* are relative to.
            redirect: our address that the browser comes back to.

        Raises:
            ConfigurationFaults: the secret or the roots cannot be read.
        """
        self.settings: Final = settings
        self._redirect = redirect
        self._secret = read_secret(settings.client_secret, folder).decode("utf-8", "replace").strip()
        try:
            self._context = ssl.create_default_context(cafile=None if settings.ca is None else folder / settings.ca)
        except OSError as error:
            raise ConfigurationFaults((f"console.sign_in.ca: {settings.ca}: cannot be read",)) from error
        self._guard = Lock()
        self._found: tuple[float, Endpoints] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def endpoints(self) -> Endpoints:
        """Where it answers.

        Raises:
            TemporaryFailure: it cannot be asked now, or says what cannot be right.
        """
        with self._guard:
            if self._found is None or time.monotonic() - self._found[0] > _KEPT_SECONDS:
                self._found = (time.monotonic(), self._discovered())
            return self._found[1]

    def keys(self, *, anew: bool = False) -> KeySet:
        """What it signs with.

        Raises:
            TemporaryFailure: it cannot be asked now, or they cannot be read.
        """
        where = self.endpoints().keys
        with self._guard:
            if anew or self._keys is None or time.monotonic() - self._keys[0] > _KEPT_SECONDS:
                self._keys = (time.monotonic(), self._fetched_keys(where))
            return self._keys[1]

    def authorization(self, request: Request, state: str, *, again: str = "") -> str:
        """Where the browser is sent.

        Args:
            state: comes back with it.
            again: the address of somebody who is to prove anew that it is them; empty: an ordinary sign-in.

        Raises:
            TemporaryFailure: the provider cannot be asked now where that is.
        """
        challenge = base64.urlsafe_b64encode(hashlib.sha256(request.verifier.encode("ascii")).digest()).rstrip(b"=")
        values = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": self._redirect,
            "scope": _SCOPES,
            "state": state,
            "nonce": request.nonce,
            "code_challenge": challenge.decode("ascii"),
            "code_challenge_method": "S256",
        }
        if again:
            # Whoever has the browser must prove it to the provider now, and it says when they did (§3.1.2.1).
            values |= {"prompt": "login", "max_age": "0", "login_hint": again}
        where = self.endpoints().authorization
        return f"{where}{'&' if urlsplit(where).query else '?'}{urlencode(values)}"

    def identity(self, code: str, request: Request, now: datetime) -> Identity:
        """Whom the browser that came back belongs to.

        Raises:
            TokenRefused: the provider does not take the code, or says what is not believed.
            TemporaryFailure: the provider cannot be asked now.
        """
        token = self._token(code, request)
        expected = Expected(
            issuer=self.settings.issuer,
            client_id=self.settings.client_id,
            nonce=request.nonce,
            email_claim=self.settings.email_claim,
            verified=self.settings.addresses_are_verified,
            second_factors=frozenset(self.settings.second_factors),
        )
        try:
            return identity(token, self.keys(), expected, now)
        except UnknownKey:
            # Keys change without notice (§10.1.1): they are asked for again, once.
            return identity(token, self.keys(anew=True), expected, now)

    def sign_out(self, back: str) -> str:
        """Where somebody signs out of the provider too (RP-Initiated Logout 1.0). Empty: it has no such page."""
        where = self.endpoints().end_session
        values = urlencode({"client_id": self.settings.client_id, "post_logout_redirect_uri": back})
        return f"{where}{'&' if urlsplit(where).query else '?'}{values}" if where else ""

    def _token(self, code: str, request: Request) -> str:
        endpoints = self.endpoints()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect,
            "code_verifier": request.verifier,
        }
        headers: dict[str, str] = {}
        if endpoints.post_secret:
            form |= {"client_id": self.settings.client_id, "client_secret": self._secret}
        else:
            pair = f"{quote(self.settings.client_id, safe='')}:{quote(self._secret, safe='')}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode("ascii")).decode("ascii")
        told = post(endpoints.token, form, headers, self._context)
        token = told.values.get("id_token")
        if told.status != _OK or not isinstance(token, str):
            raise TokenRefused("code")
        return token

    def _discovered(self) -> Endpoints:
        issuer = self.settings.issuer
        told = get(issuer.rstrip("/") + "/.well-known/openid-configuration", self._context)
        if told.status != _OK:
            raise TemporaryFailure(f"{issuer}: it answers {told.status} where its configuration should be")
        if told.values.get("issuer") != issuer:
            # §4.3: else a document of somebody else's could name where our secret goes.
            raise TemporaryFailure(f"{issuer}: what it publishes is for another issuer; write the issuer as it does")
        methods = _words(told.values, "token_endpoint_auth_methods_supported")
        return Endpoints(
            authorization=_address(told.values, "authorization_endpoint", issuer),
            token=_address(told.values, "token_endpoint", issuer),
            keys=_address(told.values, "jwks_uri", issuer),
            end_session=_address(told.values, "end_session_endpoint", issuer)
            if "end_session_endpoint" in told.values
            else "",
            post_secret=bool(methods) and "client_secret_basic" not in methods,
            says_s256="S256" in _words(told.values, "code_challenge_methods_supported"),
            algorithms=_words(told.values, "id_token_signing_alg_values_supported"),
        )

    def _fetched_keys(self, where: str) -> KeySet:
        told = get(where, self._context)
        found = told.values.get("keys")
        usable = [key for one in found for key in _signing(one)] if isinstance(found, list) else []
        if not usable:
            raise TemporaryFailure(f"{self.settings.issuer}: it publishes no key that can be used")
        return KeySet(usable)


def _signing(key: object) -> list[Key]:
    """The key; empty when it is of another use or of a kind that we do not know, which others need not be."""
    if not isinstance(key, dict) or key.get("kty") not in ("RSA", "EC", "OKP") or key.get("use", "sig") != "sig":
        return []
    try:
        return [JWKRegistry.import_key(key)]
    except (JoseError, ValueError, TypeError, LookupError):
        return []


def _address(values: Mapping[str, object], name: str, issuer: str) -> str:
    value = values.get(name)
    if not isinstance(value, str) or urlsplit(value).scheme != "https" or not urlsplit(value).hostname:
        raise TemporaryFailure(f"{issuer}: its {name} is not an https address")
    return value


def _words(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = values.get(name)
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()
