"""The application behind /api/v1."""

from collections.abc import Mapping
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.console.api import cases, mail, registers
from gateway.console.api.admission import NotAllowed
from gateway.console.api.answers import Fault, Refusal
from gateway.console.desk import Desk
from gateway.console.security import TooMuch
from gateway.log import where
from gateway.model.errors import PermanentFailure, TemporaryFailure
from gateway.ports import Log

PATH: Final = "/api/v1"
# How large a body each of these may have, in bytes.
BODIES: Final[Mapping[str, int]] = {
    f"{PATH}/explain": 10 * 1024 * 1024,
    f"{PATH}/registers/{{kind}}": 10 * 1024 * 1024,
}
_WHY: Final = {
    401: "No token, or one that has ended or was revoked",
    403: "The token is not for this",
    404: "There is none",
    413: "The body is too large",
    422: "What was sent cannot be taken; each fault says where",
    429: "Too many wrong tokens",
    503: "It cannot be done now; try again later",
}


_ANSWERED: Final = (
    NotAllowed,
    RequestValidationError,
    HTTPException,
    PermanentFailure,
    TemporaryFailure,
    registers.NotLaid,
    Exception,
)


def api(desk: Desk, log: Log) -> ASGIApp:
    """Made once for each console."""
    application = FastAPI(
        title="Sharing gateway",
        version="1",
        description="Registers, cases without their content, what would become of a mail, and health.",
        # The pages that would show it fetch scripts from elsewhere; the document itself is served.
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        responses={status: {"model": Refusal, "description": why} for status, why in _WHY.items()},
        redirect_slashes=False,
    )
    for router in (cases.router(desk), registers.router(desk), mail.router(desk)):
        application.include_router(router)

    def refused(_request: Request, error: Exception) -> JSONResponse:
        status, refusal = _refusal(error)
        headers = {"www-authenticate": "Bearer"} if status == 401 else getattr(error, "headers", None)
        return JSONResponse(refusal.model_dump(), status_code=status, headers=headers)

    for kind in _ANSWERED:
        application.add_exception_handler(kind, refused)
    return _Contained(application, log)


class _Contained:
    """What nobody foresaw is answered with 500 and then raised on, to be printed with its text; here it ends."""

    def __init__(self, application: ASGIApp, log: Log) -> None:
        self._application = application
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3.0)."""
        try:
            await self._application(scope, receive, send)
        except TooMuch:
            raise
        except Exception as error:
            self._log.error("api-fault", error=type(error).__name__, path=where(error))


def _refusal(error: Exception) -> tuple[int, Refusal]:
    match error:
        case NotAllowed():
            return error.status, Refusal(what=error.what)
        case registers.NotLaid():
            return 422, Refusal(what="nothing was changed", faults=error.faults)
        case RequestValidationError():
            # Without what was sent: its own answer would quote it.
            faults = (Fault(where=".".join(map(str, one["loc"])), what=str(one["msg"])) for one in error.errors())
            return 422, Refusal(what="that cannot be read", faults=tuple(faults))
        case HTTPException():
            return error.status_code, Refusal(what="there is nothing of that here")
        case TemporaryFailure():
            return 503, Refusal(what="it cannot be done now; try again later")
        case PermanentFailure():
            return 404, Refusal(what="there is nothing of that here")
        case _:
            return 500, Refusal(what="a fault of ours; it was written down")
