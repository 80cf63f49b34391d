"""Every route of the console, with whom it is for. Nothing else is served but /static."""

from typing import Final

from gateway.console.kept_forms import KEPT_PATH
from gateway.console.pages import (
    account,
    agreed,
    arrived,
    case,
    draft,
    held,
    home,
    kept_form,
    my_mail,
    passkey,
    provider,
    remembered,
    sign_in,
)
from gateway.console.pages import help as helping
from gateway.console.pages.governance.routes import GOVERNANCE_ROUTES
from gateway.console.pages.manager_routes import MANAGER_ROUTES
from gateway.console.pages.service.routes import SERVICE
from gateway.console.permissions import Method, PageRoute, Permission

_GET, _POST = Method.GET, Method.POST


ROUTES: Final = (
    PageRoute(method=_GET, path="/sign-in", permission=Permission.ANYBODY, handler=sign_in.ask),
    PageRoute(
        method=_POST, path="/sign-in", permission=Permission.ANYBODY, handler=sign_in.take_password, tried=True
    ),
    PageRoute(method=_GET, path="/sign-in/code", permission=Permission.HALF, handler=sign_in.ask_code),
    PageRoute(method=_POST, path="/sign-in/code", permission=Permission.HALF, handler=sign_in.take_code),
    PageRoute(method=_GET, path="/sign-in/set-up", permission=Permission.HALF, handler=sign_in.set_up),
    PageRoute(method=_POST, path="/sign-out", permission=Permission.SIGNED_IN, handler=sign_in.sign_out),
    PageRoute(method=_GET, path="/", permission=Permission.SIGNED_IN, handler=home.home),
    PageRoute(method=_GET, path="/mail", permission=Permission.SIGNED_IN, handler=my_mail.my_mail),
    PageRoute(method=_POST, path="/mail/export", permission=Permission.SIGNED_IN, handler=my_mail.export),
    PageRoute(method=_GET, path="/agreed", permission=Permission.SIGNED_IN, handler=agreed.agreed),
    PageRoute(method=_POST, path="/agreed/export", permission=Permission.SIGNED_IN, handler=agreed.export),
    PageRoute(method=_GET, path="/held", permission=Permission.DECIDES, handler=held.held),
    PageRoute(method=_GET, path="/cases/{case}", permission=Permission.SIGNED_IN, handler=case.case),
    PageRoute(method=_POST, path="/cases/{case}/answer", permission=Permission.SIGNED_IN, handler=case.answer),
    PageRoute(method=_POST, path="/cases/{case}/look", permission=Permission.SIGNED_IN, handler=case.look),
    PageRoute(method=_POST, path="/cases/{case}/check", permission=Permission.SIGNED_IN, handler=case.check),
    PageRoute(method=_POST, path="/cases/{case}/decide", permission=Permission.SIGNED_IN, handler=case.decide),
    PageRoute(method=_POST, path="/cases/{case}/wrong", permission=Permission.SIGNED_IN, handler=case.wrong),
    PageRoute(method=_POST, path="/cases/{case}/settle", permission=Permission.SIGNED_IN, handler=draft.settle),
    PageRoute(method=_GET, path="/cases/{case}/done", permission=Permission.SIGNED_IN, handler=case.done),
    PageRoute(method=_GET, path="/cases/{case}/arrived", permission=Permission.SIGNED_IN, handler=arrived.arrived),
    PageRoute(method=_GET, path="/remembered", permission=Permission.SIGNED_IN, handler=remembered.remembered),
    PageRoute(method=_POST, path="/remembered/forget", permission=Permission.SIGNED_IN, handler=remembered.forget),
    PageRoute(method=_GET, path=KEPT_PATH, permission=Permission.SIGNED_IN, handler=kept_form.kept_form),
    PageRoute(method=_GET, path="/account", permission=Permission.SIGNED_IN, handler=account.account),
    PageRoute(method=_POST, path="/account/digest", permission=Permission.DECIDES, handler=account.choose),
    PageRoute(
        method=_POST, path="/account/language", permission=Permission.SIGNED_IN, handler=account.choose_language
    ),
    PageRoute(method=_POST, path="/account/end-others", permission=Permission.SIGNED_IN, handler=account.end_others),
    *MANAGER_ROUTES,
    PageRoute(method=_GET, path="/help", permission=Permission.ANYBODY, handler=helping.help_page),
    PageRoute(method=_GET, path="/help/first", permission=Permission.SIGNED_IN, handler=helping.first_steps),
    *SERVICE,
    *passkey.ROUTES,
    *GOVERNANCE_ROUTES,
    *provider.ROUTES,
)
"""A row scope comes on top: what of a case somebody sees follows from who is asked (hold.answers.roles_of)."""
