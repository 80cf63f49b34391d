"""The routes of approvals."""

from typing import Final

from gateway.console.pages.approvals import ahead, kept, listing
from gateway.console.permissions import Handler, Method, PageRoute, Permission


def _route(method: Method, path: str, handler: Handler) -> PageRoute:
    return PageRoute(method=method, path=path, permission=Permission.DECIDES, handler=handler)


APPROVAL_ROUTES: Final = (
    _route(Method.GET, "/approvals", listing.listing),
    _route(Method.POST, "/approvals/export", listing.export),
    _route(Method.POST, "/approvals/end", listing.ask_withdraw),
    _route(Method.POST, "/approvals/withdraw", listing.withdraw),
    _route(Method.GET, "/approve", ahead.form),
    _route(Method.POST, "/approve/check", ahead.check),
    _route(Method.POST, "/approve/confirm", ahead.confirm),
    _route(Method.GET, "/keep", kept.form),
    _route(Method.POST, "/keep/check", kept.check),
    _route(Method.POST, "/keep/confirm", kept.confirm),
)
