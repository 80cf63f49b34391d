"""Who may ask the interface for what: a token of the right scope, in the header and nowhere else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from gateway.console.desk import Desk
from gateway.intake.limits import network_of
from gateway.model.outcome import RecordKind
from gateway.sign_in.tokens import ApiToken, Scope

_bearer: Final = HTTPBearer(auto_error=False, scheme_name="token", description="A token of `gateway token add`.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A program that may."""

    token: ApiToken
    client: str  # address

    @property
    def name(self) -> str:
        """For the record."""
        return f"token {self.token.id}"


class NotAllowed(Exception):
    """A request that is refused, with the status that says why."""

    def __init__(self, status: int, what: str) -> None:
        self.status = status
        self.what = what
        super().__init__(what)


def allowed(desk: Desk, scope: Scope) -> Callable[[Request, HTTPAuthorizationCredentials | None], Caller]:
    """A dependency: the caller, when their token has *scope*."""

    def admit(request: Request, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> Caller:
        client = request.client.host if request.client is not None else ""
        token = None if sent is None else desk.tokens.find(sent.credentials, desk.app.clock.now())
        if token is None:
            # Wrong ones are counted, right ones never: nobody is kept out by what somebody else tries.
            if not desk.tries.counted(f"token\0{network_of(client)}", client):
                raise NotAllowed(429, "too many wrong tokens from this network: wait a minute")
            _note(desk, "nobody", "token", request, client)
            raise NotAllowed(401, "send a token: Authorization: Bearer …")
        if scope not in token.scopes:
            _note(desk, f"token {token.id}", "scope", request, client)
            raise NotAllowed(403, f"this token has no scope {scope.value}")
        return Caller(token=token, client=client)

    return admit


def _note(desk: Desk, by: str, why: str, request: Request, client: str) -> None:
    route = request.scope.get("route")
    path = str(getattr(route, "path", ""))
    desk.record(RecordKind.REQUEST_REFUSED, by, [("why", why), ("route", f"/api/v1{path}"), ("client", client)])
