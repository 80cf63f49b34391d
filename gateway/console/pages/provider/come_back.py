"""Back from the provider: shown first, and only then, by a form of ours, does it count."""

import json
from datetime import datetime, timedelta

from gateway.console.desk import Desk
from gateway.console.pages.provider.go import PURPOSE, Asked
from gateway.console.pages.sign_in import after_first_factor, sign_in_form
from gateway.console.replies import Missing, Page, Redirect, Reply, Visit
from gateway.console.sign_in.challenges import from_text
from gateway.console.sign_in.sessions import FRESH, Means
from gateway.language import mark
from gateway.model.errors import TemporaryFailure
from gateway.model.outcome import RecordKind
from gateway.openid.provider import Provider, Request
from gateway.openid.token import LEEWAY_SECONDS, Identity, TokenRefused
from gateway.sign_in.accounts import StoredAccount

_FAILED = mark("did not let you in here. Try again, or sign in with your password or a passkey.")
_BARELY = timedelta(seconds=1)


def waiting(desk: Desk, visit: Visit) -> Reply:
    """Fetching this changes nothing; a script presses its button."""
    if desk.provider is None:
        return Missing()
    # RFC 9207: an answer of another provider, meant to be taken for ours.
    if visit.query.get("iss", desk.provider.settings.issuer) != desk.provider.settings.issuer:
        return _again(desk, visit, "another-issuer")
    if not visit.query.get("code") or not visit.query.get("state"):
        return _again(desk, visit, "")
    values: dict[str, object] = {
        "code": visit.query["code"],
        "state": visit.query["state"],
        "name": desk.provider.settings.name,
    }
    return Page(template="back.html", values=values)


def finish(desk: Desk, visit: Visit) -> Reply:
    """Ask the provider who it was, and let them in if an account is theirs."""
    if desk.provider is None:
        return Missing()
    sealed = desk.challenges.take(PURPOSE, visit.stamp, from_text(visit.said("state")), visit.at)
    if sealed is None:
        return _again(desk, visit, "state")
    asked = Asked(**json.loads(sealed))
    try:
        request = Request(nonce=asked.nonce, verifier=asked.verifier)
        identity = desk.provider.identity(visit.said("code"), request, visit.at)
    except TokenRefused as refused:
        return _again(desk, visit, str(refused))
    except TemporaryFailure:
        return _again(desk, visit, "no-answer")
    account = desk.account(identity.email)
    if account is None:
        return _again(desk, visit, "no-account")
    if asked.again:
        return _proved(desk, visit, asked, identity)
    return _signed_in(desk, visit, asked, identity, account)


def _signed_in(desk: Desk, visit: Visit, asked: Asked, identity: Identity, account: StoredAccount) -> Reply:
    checked = _checked_at(identity, visit.at)
    if checked is not None and visit.at - checked > FRESH and not desk.has_second_factor(account.name):
        # They could prove it again with nothing of ours: they set that up now, as after a password.
        checked = None
    token = desk.sessions.open(account.name, visit.client, visit.at, means=Means.PROVIDER, checked_at=checked)
    if checked is None:
        return Redirect(to=after_first_factor(desk, account.name, asked.next), token=token)
    desk.record(RecordKind.SIGNED_IN, account.name, [("what", "signed-in-provider"), ("client", visit.client)])
    return Redirect(to=asked.next, token=token)


def _checked_at(identity: Identity, now: datetime) -> datetime | None:
    """When the second factor was given. None: it was not, and ours is asked for.

    A provider that does not say when may have asked yesterday: enough to see pages, too old for a decision.
    """
    if not identity.second_factor:
        return None
    if identity.signed_in_at is None:
        return now - FRESH - _BARELY
    return min(identity.signed_in_at, now)


def _proved(desk: Desk, visit: Visit, asked: Asked, identity: Identity) -> Reply:
    """The same person, with a second factor, since they were asked."""
    viewer = visit.signed_in
    at = identity.signed_in_at
    leeway = timedelta(seconds=LEEWAY_SECONDS)
    same = viewer is not None and viewer.account == asked.again == identity.email
    if viewer is None or not same:
        return _again(desk, visit, "somebody-else")
    if not identity.second_factor or at is None or at < datetime.fromisoformat(asked.at) - leeway:
        return _again(desk, visit, "not-proved-again")
    desk.sessions.renewed(visit.token, min(at, visit.at))
    desk.record(RecordKind.SIGNED_IN, viewer.account, [("what", "proved-again"), ("client", visit.client)])
    return Page(template="proved.html")


def _again(desk: Desk, visit: Visit, why: str) -> Reply:
    """Nobody is let in. Why is for the record; a stranger is not told which accounts there are."""
    if why:
        by = "nobody" if visit.signed_in is None else visit.signed_in.account
        desk.record(RecordKind.SIGNED_IN, by, [("what", "wrong-provider"), ("why", why), ("client", visit.client)])
    provider: Provider | None = desk.provider
    name = mark("The provider") if provider is None else provider.settings.name
    return sign_in_form(desk, visit, f"{name} {_FAILED}")
