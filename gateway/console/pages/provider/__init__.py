"""Signing in with the organisation's OpenID provider."""

from typing import Final

from gateway.console.pages.provider import come_back, go, sign_out
from gateway.console.permissions import Method, PageRoute, Permission
from gateway.openid.provider import RETURN_PATH

_GET, _POST = Method.GET, Method.POST

ROUTES: Final = (
    PageRoute(method=_GET, path="/sign-in/provider", permission=Permission.ANYBODY, handler=go.go),
    PageRoute(method=_GET, path=RETURN_PATH, permission=Permission.ANYBODY, handler=come_back.waiting),
    PageRoute(method=_POST, path=RETURN_PATH, permission=Permission.ANYBODY, handler=come_back.finish, tried=True),
    PageRoute(method=_GET, path="/signed-out", permission=Permission.ANYBODY, handler=sign_out.signed_out),
)
