"""Cases, where a mail is, and health: metadata alone."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query

from gateway.check.live import check_live
from gateway.check.result import Level
from gateway.console.api.admission import Caller, NotAllowed, allowed
from gateway.console.api.answers import AskedPerson, Case, Checked, Copy, Health, HeldCase
from gateway.console.desk import Desk
from gateway.decide.reasons import TABLE
from gateway.model.outcome import FinishedKind
from gateway.model.reasons import Reason
from gateway.sign_in.tokens import Scope
from gateway.spool.rows import HeldCase as StoredHeld
from gateway.spool.rows import OutgoingRecipient, StoredOutgoing, StoredRecipient, TracedCase

_NEEDS_A_CHECK: Final = "needs-a-check"
_KEY_CHARS: Final = 1000
_WORST: Final = (Level.OK, Level.WARNING, Level.PROBLEM)


def router(desk: Desk) -> APIRouter:
    """Its addresses."""
    found = APIRouter(tags=["cases"])
    read_cases = Depends(allowed(desk, Scope.CASES_READ))
    may_trace = Depends(allowed(desk, Scope.TRACE))
    may_health = Depends(allowed(desk, Scope.HEALTH))

    @found.get("/health", operation_id="health")
    def health(_caller: Annotated[Caller, may_health]) -> Health:
        """How the gateway is: listeners, the queue, urgent mail without an answer."""
        results = check_live(desk.app.settings.folder, desk.app.clock.now())
        worst = max((one.level for one in results), key=_WORST.index, default=Level.OK)
        checks = tuple(Checked(area=one.area.value, level=one.level.value, what=one.what) for one in results)
        return Health(level=worst.value, checks=checks)

    @found.get("/held", operation_id="held")
    def held(
        _caller: Annotated[Caller, read_cases], limit: Annotated[int, Query(ge=1, le=1000)] = 100
    ) -> list[HeldCase]:
        """The cases that wait for an answer."""
        return [_held(one) for one in desk.app.holding().held(limit=limit)]

    @found.get("/cases/{case}", operation_id="case")
    def case(_caller: Annotated[Caller, read_cases], case: Annotated[str, Path(min_length=1, max_length=40)]) -> Case:
        """One case by its number."""
        one = next((one for one in desk.view.trace(case) if one.case == case.upper()), None)
        if one is None:
            raise NotAllowed(404, "there is no such case")
        return _case(one)

    @found.get("/trace", operation_id="trace")
    def trace(
        _caller: Annotated[Caller, may_trace],
        key: Annotated[str, Query(min_length=1, max_length=_KEY_CHARS)],
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> list[Case]:
        """Cases by case number, Message-ID or a whole address, newest first."""
        # An empty key would be all there is.
        return [_case(one) for one in desk.view.trace(key, limit=limit)] if key.strip() else []

    return found


def _held(one: StoredHeld) -> HeldCase:
    return HeldCase(
        case=one.case,
        sender=one.sender,
        recipients=one.recipients,
        received_at=one.received_at,
        held_at=one.hold.held_at,
        expires_at=one.hold.expires_at,
        urgent_at=one.hold.urgent_at,
        reasons=_told(one.hold.reasons),
        asked=tuple(AskedPerson(role=each.role.value, email=each.email) for each in one.hold.asked),
    )


def _case(one: TracedCase) -> Case:
    return Case(
        case=one.case,
        sender=one.sender,
        received_at=one.received_at,
        size=one.size,
        copies=tuple(_copy(one, each) for each in one.recipients),
    )


def _copy(case: TracedCase, one: StoredRecipient) -> Copy:
    mail, sent = _sent(case, one)
    return Copy(
        address=one.address,
        state=one.state.value,
        reasons=_told(one.reasons),
        channel=None if mail is None else mail.channel.value,
        delivery=None if sent is None else sent.state.value,
        attempts=0 if sent is None else sent.attempts,
        last_code=None if sent is None else sent.last_code,
    )


def _sent(case: TracedCase, one: StoredRecipient) -> tuple[StoredOutgoing | None, OutgoingRecipient | None]:
    """The last that was made for a recipient: what was made before was withdrawn and decided again."""
    for mail in reversed(case.outgoing):
        for sent in mail.recipients:
            if mail.kind is FinishedKind.MAIL and sent.address == one.address:
                return mail, sent
    return None, None


def _told(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    """A reason that says something about a person is for those who are asked because of it, and for no program."""
    return tuple(dict.fromkeys(_NEEDS_A_CHECK if TABLE[one].sensitive else one.value for one in reasons))
