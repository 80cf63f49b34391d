"""`console.sign_in` of gateway.yaml."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from gateway.secret_reference import SecretReference
from gateway.yaml_file import Section

_ANYBODYS: Final = frozenset({"common", "organizations", "consumers"})


def _issuer(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or "{" in value:
        raise ValueError("an address like https://login.example/organisation, as the provider itself writes it")
    if parts.hostname == "login.microsoftonline.com" and parts.path.split("/")[1] in _ANYBODYS:
        raise ValueError("give your own tenant's id: behind this address anybody's tenant says anybody's address")
    return value


class EmailClaim(StrEnum):
    """Where a provider says somebody's address."""

    EMAIL = "email"
    PREFERRED_USERNAME = "preferred_username"
    UPN = "upn"


class OpenIdProvider(Section):
    """Whom people sign in with instead of a password of ours: Entra ID, Google, Keycloak."""

    name: Annotated[str, Field(min_length=1, max_length=40)]  # what stands on the button
    issuer: Annotated[str, AfterValidator(_issuer)]
    client_id: Annotated[str, Field(min_length=1)]
    client_secret: SecretReference
    ca: Path | None = None  # its own roots; None: the system's
    email_claim: EmailClaim = EmailClaim.EMAIL
    # True: it is ours alone and gives its own people's addresses, and sends no email_verified (Entra ID, one tenant).
    addresses_are_verified: bool = False
    # Words of amr or acr that say that it asked for a second factor; without one of them ours is asked for.
    second_factors: tuple[str, ...] = ("mfa",)

    @model_validator(mode="after")
    def _claim_is_verified(self) -> "OpenIdProvider":
        # email_verified speaks of the claim email and of no other (OpenID Connect Core §5.1).
        if self.email_claim is not EmailClaim.EMAIL and not self.addresses_are_verified:
            raise ValueError("email_claim: only email comes with email_verified; see addresses_are_verified")
        return self
