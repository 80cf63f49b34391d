"""A case that the gateway cannot look at, ended by somebody: given back or refused without another look. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from gateway.config import Config
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind
from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import HoldEntry, Outcome, RecipientOutcome, RecordEntry, RecordKind
from gateway.model.parties import StaffMember
from gateway.model.reasons import Reason
from gateway.notices.compose import NoticeKind
from gateway.notices.write import reminder

_ENDS: Final = {
    AnswerKind.RETURN: (RecipientState.RETURNED, Reason.RETURNED, NoticeKind.RETURNED, RecordKind.RETURNED),
    AnswerKind.REFUSE: (RecipientState.REFUSED, Reason.REFUSED, NoticeKind.REFUSED, RecordKind.REFUSED),
}


def cannot_be_looked_at(hold: HoldEntry | None) -> bool:
    """Whether a look at the case failed with an error of ours, and perhaps would again."""
    return hold is not None and hold.reasons == (Reason.SYSTEM_FAULT,)


def ending(hold: HoldEntry | None, answers: Sequence[Answer], content_hash: str) -> Answer | None:
    """The answer that ends such a case. None: there is none, or it can be looked at."""
    if not cannot_be_looked_at(hold):
        return None
    return next((one for one in answers if one.kind in _ENDS and one.content_hash == content_hash), None)


def ended(
    *,
    case: CaseId,
    recipients: Sequence[str],
    sender: str,
    received_at: datetime,
    answer: Answer,
    hold: HoldEntry,
    config: Config,
    at: datetime,
    staff: Mapping[str, StaffMember],
) -> Outcome:
    """What is committed: nobody gets it, and its sender is told.

    Args:
        staff: by address: each reads their own language. Empty: nobody is known now.
    """
    state, reason, kind, record = _ENDS[answer.kind]
    told = (
        reminder(
            kind=kind,
            case=case,
            to=sender,
            sender=sender,
            written_at=received_at,
            hold=hold,
            people=len(recipients),
            config=config,
            at=at,
            staff=staff,
        )
        if sender
        else None
    )
    return Outcome(
        recipients=tuple(RecipientOutcome(address=one, state=state, reasons=(reason,)) for one in recipients),
        finished=(told.finished,) if told is not None else (),
        hold=None,
        sheet=b"{}",
        records=(
            RecordEntry(
                kind=record,
                case=case,
                by="gateway",
                facts=(
                    ("answer", f"{answer.kind.value} by {answer.role.value}"),
                    ("reasons", (reason.value, Reason.SYSTEM_FAULT.value)),
                ),
            ),
        ),
        disclosures=(),
    )
