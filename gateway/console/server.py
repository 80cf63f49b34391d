"""The console on the web: one way in for every request. Who it is, whether they may, only then the page's code."""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Final
from urllib.parse import quote, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, compile_path
from starlette.staticfiles import StaticFiles

from gateway.config import Config, Console
from gateway.console.api.answers import Refusal
from gateway.console.api.application import BODIES, api
from gateway.console.api.application import PATH as API_PATH
from gateway.console.desk import Desk
from gateway.console.kept_forms import FILLED_BY, KEPT_PATH, form_of
from gateway.console.permissions import Method, PageRoute, Permission, may
from gateway.console.rendering import Renderer
from gateway.console.replies import MAX_FIELD, Download, Missing, Page, Redirect, Reply, Upload, Visit
from gateway.console.routes import ROUTES
from gateway.console.security import Secured
from gateway.console.sign_in.fresh import Again, factors
from gateway.console.sign_in.sessions import form_token
from gateway.console.warming import StillReading
from gateway.language import mark
from gateway.log import where
from gateway.model.errors import GatewayError, PermanentFailure, TemporaryFailure
from gateway.model.outcome import RecordKind
from gateway.notices.reader import in_language
from gateway.ports import Log

SESSION_COOKIE: Final = "__Host-session"
FORM_COOKIE: Final = "__Host-form"  # of a browser that nobody signed in with: its sign-in form belongs to it
_MAX_FIELDS: Final = 100


def console(desk: Desk, config: Config, settings: Console, log: Log) -> Secured:
    """The web application."""
    web = _Web(desk, config, log)
    routes: list[Route | Mount] = [Route(one.path, web.endpoint(one), methods=[one.method.value]) for one in ROUTES]
    static = resources.files("gateway.console") / "static"
    routes.append(Mount(API_PATH, api(desk, log)))
    routes.append(Mount("/static", StaticFiles(directory=str(static))))
    application = Starlette(
        routes=routes,
        exception_handlers={HTTPException: web.failed, 500: web.failed},
    )
    uploads = {compile_path(one.path)[0]: one.upload_bytes for one in ROUTES if one.upload_bytes}
    uploads |= {compile_path(path)[0]: size for path, size in BODIES.items()}
    # Beyond this size it would write an upload to a temporary file: personal data, unsealed, on a disk.
    MultiPartParser.spool_max_size = max([MultiPartParser.spool_max_size, *uploads.values()]) + 1
    host = urlsplit(settings.public_url).netloc
    return Secured(
        application, host=host, origin=settings.public_url, uploads=uploads, note=web.refused, page=web.refusal
    )


class _Web:
    """Between requests and the pages' code."""

    def __init__(self, desk: Desk, config: Config, log: Log) -> None:
        self._desk = desk
        self._log = log
        self._config = config
        self._renderers: dict[str, Renderer] = {config.organisation.language: Renderer(config)}

    def endpoint(self, route: PageRoute) -> Callable[[Request], Awaitable[Response]]:
        """What answers requests for a route."""

        async def answer(request: Request) -> Response:
            form: Mapping[str, str] = {}
            files: Mapping[str, Upload] = {}
            # A file is not even taken in from somebody who may not bring one.
            if route.method is Method.POST and (
                not route.upload_bytes or await run_in_threadpool(self._lets_in, route, request)
            ):
                most_files = 1 if route.upload_bytes else 0
                async with request.form(
                    max_files=most_files, max_fields=_MAX_FIELDS, max_part_size=4 * MAX_FIELD
                ) as data:
                    form, files = _fields(data), await _files(data)
            return await run_in_threadpool(self._answer, route, request, form, files)

        return answer

    async def failed(self, request: Request, error: Exception) -> Response:
        """No such page, a form that is no form, or a fault of ours: nothing of it is told."""
        visit = Visit(path=request.url.path, at=self._desk.app.clock.now(), client=_client(request))
        visit = self._stamped(visit, request)
        status = error.status_code if isinstance(error, HTTPException) else 500
        if request.url.path.startswith(API_PATH):
            # An address of theirs that nothing could be made of, so that it never came to them.
            return JSONResponse(Refusal(what=mark("there is nothing of that here")).model_dump(), status_code=status)
        template = {404: "missing.html", 405: "missing.html", 400: "too-large.html"}.get(status, "fault.html")
        return self._shown(Page(template=template, status=status), visit)

    def _lets_in(self, route: PageRoute, request: Request) -> bool:
        visit = Visit(path=request.url.path, at=self._desk.app.clock.now(), client=_client(request))
        try:
            return may(self._known(request, {}, visit).signed_in, route.permission, half=False)
        except TemporaryFailure:
            return False  # and `_answer` says so

    def _answer(
        self, route: PageRoute, request: Request, form: Mapping[str, str], files: Mapping[str, Upload]
    ) -> Response:
        now = self._desk.app.clock.now()
        visit = Visit(path=request.url.path, at=now, client=_client(request), files=files)
        visit = self._stamped(visit, request)
        with self._desk.one_moment() if route.method is Method.GET else nullcontext():
            return self._answered(route, request, form, visit)

    def _answered(self, route: PageRoute, request: Request, form: Mapping[str, str], visit: Visit) -> Response:
        # Whom it was made for is for us; a page's code gets what was filled in.
        filled_by, form = form.get(FILLED_BY, ""), {name: said for name, said in form.items() if name != FILLED_BY}
        try:
            visit = self._known(request, form, visit)
            refused = self._refused(route, visit, filled_by)
            if refused is not None:
                return self._sent(refused, visit)
            if route.method is Method.POST and visit.signed_in is not None:
                self._desk.warming.wait()  # what somebody filled in is not lost for a few seconds
            reply = route.handler(self._desk, visit)
            if route.method is Method.POST and visit.signed_in is not None:
                self._desk.kept_forms.sent(visit.signed_in.account, visit.path)
            return self._sent(reply, visit)
        except StillReading:
            return self._shown(Page(template="still-reading.html", status=503), visit)
        except TemporaryFailure as error:
            self._log.warning("console-not-now", error=type(error).__name__, path=route.path)
            return self._shown(Page(template="later.html", status=503), visit)
        except PermanentFailure:
            return self._shown(Page(template="missing.html", status=404), visit)
        except GatewayError as error:
            self._log.error("console-fault", error=type(error).__name__, path=route.path)
        # Python would print it with its text, which may quote a message.
        except Exception as error:
            self._log.error("console-fault", error=type(error).__name__, path=where(error))
        return self._shown(Page(template="fault.html", status=500), visit)

    def _stamped(self, visit: Visit, request: Request) -> Visit:
        """The visit of a browser that nobody is known to be signed in with."""
        cookie = request.cookies.get(FORM_COOKIE, "")
        made = "" if cookie else secrets.token_urlsafe(32)
        return replace(visit, stamp=form_token(cookie or made), new_cookie=made)

    def _known(self, request: Request, form: Mapping[str, str], visit: Visit) -> Visit:
        """The visit with who it is."""
        visit = replace(
            visit,
            here={name: str(value) for name, value in request.path_params.items()},
            query={name: value[:MAX_FIELD] for name, value in request.query_params.items()},
            form=form,
        )
        token = request.cookies.get(SESSION_COOKIE, "")
        session = self._desk.sessions.find(token, visit.at) if token else None
        account = None if session is None else self._desk.account(session.account)
        if session is None or account is None:
            return visit
        visit = replace(visit, token=token, stamp=form_token(token), new_cookie="")
        if session.checked_at is None:
            return replace(visit, half=session)
        maker = self._desk.kept_forms.maker(account.name)
        return replace(visit, signed_in=self._desk.viewer(account, session), filled_by=maker)

    def _refused(self, route: PageRoute, visit: Visit, filled_by: str) -> Reply | None:
        """Why the page's code is not asked. None: it is."""
        if not may(visit.signed_in, route.permission, half=visit.half is not None):
            if visit.signed_in is not None:
                self._note(visit, route, "not-permitted")
                return Missing()
            if route.method is Method.POST:
                self.refused("no-session", visit.client, route.path)
                return Redirect(to=self._kept(route, visit, filled_by))
            if route.permission is Permission.HALF:
                return Redirect(to="/sign-in")
            return Redirect(to=f"/sign-in?next={quote(visit.path)}")
        if route.method is Method.POST:
            if visit.new_cookie or not hmac.compare_digest(visit.stamp, visit.said("form_token")):
                self._note(visit, route, "form-token")
                theirs = visit.signed_in is not None and self._made_for(filled_by) == visit.signed_in.account
                kept = form_of(visit) if theirs and not route.upload_bytes else None
                return Page(template="old-form.html", values={"kept": kept}, status=403)
            if route.tried and not self._desk.tries.counted(self._who(visit), visit.client):
                return Page(template="too-often.html", status=429)
        return None

    def _made_for(self, filled_by: str) -> str:
        return self._desk.kept_forms.account_of(filled_by) if filled_by else ""

    def _kept(self, route: PageRoute, visit: Visit, filled_by: str) -> str:
        """Where somebody signs in whose session had ended; what they filled in waits for them alone."""
        account = "" if route.upload_bytes else self._made_for(filled_by)
        if account and self._desk.kept_forms.keep(account, visit):
            return f"/sign-in?next={KEPT_PATH}"
        return "/sign-in"

    def _who(self, visit: Visit) -> str:
        """For whom somebody tries to sign in, as far as that is said."""
        known = visit.half or (None if visit.signed_in is None else visit.signed_in.session)
        if known is not None:
            return known.account
        named = visit.said("name").lower() or self._desk.passkeys.account_of(visit.said("credential"))
        # A browser that names nobody is counted by itself.
        return named or visit.stamp

    def _note(self, visit: Visit, route: PageRoute, why: str) -> None:
        if visit.signed_in is None:
            self.refused(why, visit.client, route.path)
            return
        facts = [("why", why), ("route", route.path), ("client", visit.client)]
        self._desk.record(RecordKind.REQUEST_REFUSED, visit.signed_in.account, facts)

    def refusal(self, status: int) -> str:
        """The page for a request that never came to a route: of nobody, as nothing of it was read."""
        visit = Visit(path="", at=self._desk.app.clock.now(), client="")
        return self._renderer("").render(
            Page(template="refused.html", values={"status": status}), visit, lambda: None
        )

    def refused(self, why: str, client: str, route: str = "") -> None:
        """Write down that a stranger's request was refused: once a minute for each network and reason.

        Whoever asks all day fills no record.
        """
        if not self._desk.noted.counted(f"{why}\0{route}", client):
            return
        facts = [("why", why), *([("route", route)] if route else []), ("client", client)]
        try:
            self._desk.record(RecordKind.REQUEST_REFUSED, "nobody", facts)
        except TemporaryFailure as error:
            self._log.warning("console-not-now", error=type(error).__name__, path=route)

    def _sent(self, reply: Reply, visit: Visit) -> Response:
        match reply:
            case Page():
                return self._shown(reply, visit)
            case Download():
                attachment = {"content-disposition": f'attachment; filename="{reply.name}"'}
                return Response(reply.content, media_type=reply.media_type, headers=attachment)
            case Missing():
                return self._shown(Page(template="missing.html", status=404), visit)
            case Redirect():
                # 303: what follows is fetched, and a reload posts nothing again (RFC 9110 §15.4.4).
                response = RedirectResponse(reply.to, status_code=303)
                if reply.token is not None:
                    _set(response, SESSION_COOKIE, reply.token)
                return response

    def _renderer(self, chosen: str) -> Renderer:
        """That of a language which somebody chose; of the organisation's where they chose none that there is."""
        config = in_language(self._config, chosen)
        code = config.organisation.language
        if code not in self._renderers:
            self._renderers[code] = Renderer(config)
        return self._renderers[code]

    def _factors(self, visit: Visit) -> Callable[[], Again | None]:
        """What proves again who is signed in, for templates that have to ask."""

        @cache
        def asked() -> Again | None:
            return None if visit.signed_in is None else factors(self._desk, visit, visit.signed_in.account)

        return asked

    def _shown(self, page: Page, visit: Visit) -> Response:
        language = "" if visit.signed_in is None else visit.signed_in.language
        text = self._renderer(language).render(page, visit, self._factors(visit))
        response = Response(text, status_code=page.status, media_type="text/html")
        if visit.new_cookie:
            _set(response, FORM_COOKIE, visit.new_cookie)
        return response


def _set(response: Response, name: str, value: str) -> None:
    if value:
        response.set_cookie(name, value, path="/", secure=True, httponly=True, samesite="lax")
    else:
        response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")


def _fields(data: FormData) -> dict[str, str]:
    """A password keeps its blanks at either end; all else is stripped."""
    fields: dict[str, str] = {}
    for name, value in data.multi_items():
        if isinstance(value, str):
            text = value.replace("\r\n", "\n")[:MAX_FIELD]
            fields[name] = text if name == "password" else text.strip()
    return fields


async def _files(data: FormData) -> dict[str, Upload]:
    return {
        name: Upload(name=value.filename or "", untrusted_content=await value.read())
        for name, value in data.multi_items()
        if isinstance(value, UploadFile)
    }


def _client(request: Request) -> str:
    return request.client.host if request.client is not None else ""
