"""The pages on which people decide about mail that waits, beside the case itself."""

from typing import Final

from gateway.console.pages import bulk, claims, hand_over, held, pictures, saved_views
from gateway.console.pages.approvals import asked_ahead
from gateway.console.pages.approvals.routes import APPROVAL_ROUTES
from gateway.console.permissions import Method, PageRoute, Permission

_GET, _POST = Method.GET, Method.POST

MANAGER_ROUTES: Final = (
    *APPROVAL_ROUTES,
    PageRoute(method=_POST, path="/held/check", permission=Permission.DECIDES, handler=bulk.check),
    PageRoute(method=_POST, path="/held/confirm", permission=Permission.DECIDES, handler=bulk.confirm),
    PageRoute(method=_POST, path="/held/export", permission=Permission.DECIDES, handler=held.export),
    PageRoute(method=_POST, path="/held/views", permission=Permission.DECIDES, handler=saved_views.keep),
    PageRoute(
        method=_POST, path="/held/views/{view}/first", permission=Permission.DECIDES, handler=saved_views.open_with
    ),
    PageRoute(
        method=_POST, path="/held/views/{view}/remove", permission=Permission.DECIDES, handler=saved_views.remove
    ),
    PageRoute(method=_POST, path="/cases/{case}/claim", permission=Permission.DECIDES, handler=claims.claim),
    PageRoute(method=_POST, path="/cases/{case}/let-go", permission=Permission.DECIDES, handler=claims.let_go),
    PageRoute(
        method=_POST, path="/cases/{case}/hand-over", permission=Permission.DECIDES, handler=hand_over.hand_over
    ),
    PageRoute(method=_POST, path="/cases/{case}/question", permission=Permission.DECIDES, handler=hand_over.question),
    PageRoute(
        method=_GET, path="/cases/{case}/pages/{number}", permission=Permission.SIGNED_IN, handler=pictures.pages
    ),
    PageRoute(
        method=_GET,
        path="/cases/{case}/pictures/{source}/{page}",
        permission=Permission.SIGNED_IN,
        handler=pictures.picture,
    ),
    PageRoute(method=_POST, path="/cases/{case}/ask-ahead", permission=Permission.SIGNED_IN, handler=asked_ahead.ask),
    PageRoute(method=_POST, path="/cases/{case}/ask", permission=Permission.SIGNED_IN, handler=hand_over.ask),
)
