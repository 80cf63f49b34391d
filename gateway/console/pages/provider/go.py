"""To the provider: a link, which changes nothing here."""

import json
import secrets
from dataclasses import asdict, dataclass
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.sign_in import next_page, sign_in_form
from gateway.console.replies import Missing, Redirect, Reply, Visit
from gateway.console.sign_in.challenges import as_text
from gateway.language import mark
from gateway.model.errors import TemporaryFailure
from gateway.openid.provider import Request

PURPOSE: Final = "provider"
_TOKEN_BYTES: Final = 32
_NEXT_CHARS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be known when the browser comes back: sealed into the state that goes with it."""

    nonce: str
    verifier: str
    next: str  # a path of ours
    at: str  # when the browser was sent there, ISO 8601
    again: str  # the account that is to prove anew that it is them; empty: an ordinary sign-in

    def sealed_text(self) -> bytes:
        """For the state."""
        return json.dumps(asdict(self)).encode()


def go(desk: Desk, visit: Visit) -> Reply:
    """Send the browser there."""
    if desk.provider is None:
        return Missing()
    if visit.new_cookie:
        # What comes back must come to the browser that went: it needs the cookie of our form first.
        return Redirect(to="/sign-in")
    again = ""
    if visit.query.get("again") == "yes" and visit.signed_in is not None:
        again = visit.signed_in.account
    wanted = next_page(visit)
    asked = Asked(
        nonce=secrets.token_urlsafe(_TOKEN_BYTES),
        verifier=secrets.token_urlsafe(_TOKEN_BYTES),
        next=wanted if len(wanted) <= _NEXT_CHARS else "/",
        at=visit.at.isoformat(),
        again=again,
    )
    state = as_text(desk.challenges.make(PURPOSE, visit.stamp, visit.at, asked.sealed_text()))
    try:
        request = Request(nonce=asked.nonce, verifier=asked.verifier)
        return Redirect(to=desk.provider.authorization(request, state, again=again))
    except TemporaryFailure:
        name = desk.provider.settings.name
        return sign_in_form(
            desk, visit, mark("{name} does not answer now. Sign in with your password or a passkey.", name=name)
        )
