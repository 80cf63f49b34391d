"""Signing in with passkeys, and keeping them."""

from typing import Final

from gateway.console.pages import sign_in
from gateway.console.pages.passkey import app, keep
from gateway.console.permissions import Method, PageRoute, Permission

_GET, _POST = Method.GET, Method.POST

ROUTES: Final = (
    PageRoute(
        method=_POST, path="/sign-in/passkey", permission=Permission.ANYBODY, handler=sign_in.passkey, tried=True
    ),
    PageRoute(
        method=_POST,
        path="/sign-in/set-up-passkey",
        permission=Permission.HALF,
        handler=sign_in.set_up_passkey,
        tried=True,
    ),
    PageRoute(method=_GET, path="/account/passkeys", permission=Permission.SIGNED_IN, handler=keep.form),
    PageRoute(method=_POST, path="/account/passkeys/prove", permission=Permission.SIGNED_IN, handler=keep.prove),
    PageRoute(method=_POST, path="/account/passkeys/add", permission=Permission.SIGNED_IN, handler=keep.add),
    PageRoute(method=_POST, path="/account/passkeys/name", permission=Permission.SIGNED_IN, handler=keep.rename),
    PageRoute(method=_POST, path="/account/passkeys/remove", permission=Permission.SIGNED_IN, handler=keep.remove),
    PageRoute(method=_GET, path="/account/app", permission=Permission.SIGNED_IN, handler=app.form),
    PageRoute(method=_POST, path="/account/app", permission=Permission.SIGNED_IN, handler=app.confirm),
    PageRoute(method=_POST, path="/account/app/begin", permission=Permission.SIGNED_IN, handler=app.begin),
)
