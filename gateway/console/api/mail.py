"""What would become of a mail: read in the reading room, stored nowhere, sent to nobody."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query
from fastapi.responses import JSONResponse

from gateway.console.api.admission import Caller, NotAllowed, allowed
from gateway.console.desk import Desk
from gateway.explain.as_json import explanation
from gateway.explain.loose_mail import asked_about, believable
from gateway.model.outcome import RecordKind
from gateway.registers.address import normal, well_formed
from gateway.sign_in.tokens import Scope

_MAIL = "message/rfc822"
_MOST_RECIPIENTS = 100


def router(desk: Desk) -> APIRouter:
    """Its address."""
    found = APIRouter(tags=["explain"])
    may_explain = Depends(allowed(desk, Scope.EXPLAIN))

    @found.post("/explain", operation_id="explain", response_model=dict[str, object])
    def explain(
        caller: Annotated[Caller, may_explain],
        content: Annotated[bytes, Body(media_type=_MAIL, min_length=1)],
        sender: Annotated[str | None, Query(max_length=320)] = None,
        to: Annotated[list[str] | None, Query(max_length=_MOST_RECIPIENTS)] = None,
        at: datetime | None = None,
    ) -> JSONResponse:
        """The document of `gateway explain --json`. Envelope addresses come from the header where none are given."""
        wrong = [one for one in (*([sender] if sender not in (None, "<>") else []), *(to or ())) if one is not None]
        if not all(well_formed(normal(one)) for one in wrong):
            raise NotAllowed(422, "sender and to are whole email addresses")
        if at is not None and not believable(at):
            raise NotAllowed(422, "at: a time of the years 1900 to 2199")
        now = desk.app.clock.now()
        when = now if at is None else (at if at.tzinfo is not None else at.replace(tzinfo=desk.app.settings.timezone))
        asked = asked_about(content, sender, to, when.astimezone(UTC))
        if asked is None:
            raise NotAllowed(422, "it names no recipient; give to")
        look = desk.look(asked)
        facts = [("what", "explain"), ("sha256", asked.content_hash), ("client", caller.client)]
        desk.record(RecordKind.OPERATED, caller.name, facts)
        return JSONResponse(explanation(look, desk.app.settings.policy.policy))

    return found
