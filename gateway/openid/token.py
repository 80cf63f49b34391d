"""What a provider says about somebody: an ID token, believed only when everything about it is right. Pure."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

LEEWAY_SECONDS: Final = 60  # between two machines' clocks
# What is signed with a secret (HS256) or not at all ("none") is never taken: RFC 8725 §3.1 and §3.2.
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
_FROM: Final = datetime(2000, 1, 1, tzinfo=UTC).timestamp()
_UNTIL: Final = datetime(3000, 1, 1, tzinfo=UTC).timestamp()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the token that answers one request must say."""

    issuer: str
    client_id: str
    nonce: str
    email_claim: str
    verified: bool  # the address counts without email_verified: the provider gives its own people's alone
    second_factors: frozenset[str]  # words of amr or acr that are one


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whom the provider speaks of."""

    subject: str  # the provider's own name for them; stays when an address changes
    email: str  # lower case
    second_factor: bool  # the provider says that it asked for one
    signed_in_at: datetime | None  # when they proved it to the provider. None: it does not say


class TokenRefused(Exception):
    """An ID token that is not believed; its text is a word for the record."""


class UnknownKey(TokenRefused):
    """It is not signed with a key that the provider is known to have: it may have new ones."""


def identity(untrusted_token: str, keys: KeySet, expected: Expected, now: datetime) -> Identity:
    """Check an ID token (OpenID Connect Core §3.1.3.7).

    Raises:
        UnknownKey: the signature fits none of *keys*.
        TokenRefused: anything else about it is not right.
    """
    claims = _claims(untrusted_token, keys)
    _for_us(claims, expected)
    _in_time(claims, now)
    if not hmac.compare_digest(_text(claims, "nonce").encode(), expected.nonce.encode()):
        raise TokenRefused("nonce")
    email = _text(claims, expected.email_claim).strip().lower()
    if "@" not in email:
        raise TokenRefused("no-email")
    if not expected.verified and claims.get("email_verified") is not True:
        raise TokenRefused("email-not-verified")
    subject = _text(claims, "sub")
    if not subject:
        raise TokenRefused("no-subject")
    return Identity(
        subject=subject,
        email=email,
        second_factor=not expected.second_factors.isdisjoint(_factors(claims)),
        signed_in_at=_moment(claims.get("auth_time")),
    )


def _claims(untrusted_token: str, keys: KeySet) -> dict[str, object]:
    try:
        token = jwt.decode(untrusted_token, keys, algorithms=list(ALGORITHMS))
    except (JoseError, ValueError, TypeError, LookupError, RecursionError) as error:
        # Which of them it was may be told by a new key, so the caller looks for one first.
        raise UnknownKey("signature") from error
    return dict(token.claims)


def _for_us(claims: dict[str, object], expected: Expected) -> None:
    if claims.get("iss") != expected.issuer:
        raise TokenRefused("issuer")
    audience = claims.get("aud")
    several = audience if isinstance(audience, list) else [audience]
    if expected.client_id not in several:
        raise TokenRefused("audience")
    party = claims.get("azp")
    if (len(several) > 1 or party is not None) and party != expected.client_id:
        raise TokenRefused("authorized-party")


def _in_time(claims: dict[str, object], now: datetime) -> None:
    at = now.timestamp()
    expires, issued, begins = (_number(claims.get(name)) for name in ("exp", "iat", "nbf"))
    if expires is None or at > expires + LEEWAY_SECONDS:
        raise TokenRefused("expired")
    if issued is None or issued > at + LEEWAY_SECONDS:
        raise TokenRefused("issued-later")
    if begins is not None and begins > at + LEEWAY_SECONDS:
        raise TokenRefused("not-yet")


def _factors(claims: dict[str, object]) -> set[str]:
    means = claims.get("amr")
    words = {word for word in means if isinstance(word, str)} if isinstance(means, list) else set()
    return words | {_text(claims, "acr")} - {""}


def _text(claims: dict[str, object], name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _moment(value: object) -> datetime | None:
    seconds = _number(value)
    if seconds is None or not _FROM <= seconds <= _UNTIL:
        return None
    return datetime.fromtimestamp(seconds, UTC)
