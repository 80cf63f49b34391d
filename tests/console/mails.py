"""Mail of the sample organisation, taken in and decided without the other processes. All people are invented."""

from datetime import UTC, datetime, timedelta
from typing import Final

from gateway.app import App
from gateway.log import StructuredLog
from gateway.model.lifecycle import Lane
from gateway.model.message import CaseId, Envelope
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.ports import Reply
from gateway.registers.people.index import OwnPeople
from tests.e2e.installation import ANA, DUTY, mail
from tests.rooms import room_of

LATER: Final = Reply(code=451, enhanced="4.3.0", text="later")
_TAKEN: Final = Reply(code=250, enhanced="2.0.0", text="taken")
_LEASE: Final = 60.0


def about_daniel(what: str) -> str:
    """About a child of the register, without consent: it waits for the line manager."""
    return (
        "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
        f"Daniel Price {what}. His mother is Karen Price.\n\nKind regards\nAna\n"
    )


def decided(
    app: App,
    number: str,
    subject: str,
    text: str,
    *,
    sender: str = ANA,
    to: str = DUTY,
) -> CaseId:
    """Take a mail in and decide it; its case."""
    spool = app.spool()
    try:
        envelope = Envelope(
            sender=sender,
            recipients=(to,),
            listener="submission",
            client="192.0.2.7",
            user=sender,
            received_at=datetime.now(UTC),
        )
        case = spool.accept(envelope, mail(number, subject, text, sender=sender, to=(to,))).case
    finally:
        spool.close()
    steps = app.steps()
    pipeline = app.pipeline(room_of(app), steps, StructuredLog(), OwnPeople())
    while (step := steps.claim(Lane.ANALYSE, "test", _LEASE, app.clock.now())) is not None:
        pipeline.handle(step)
    return case


def put_off(app: App) -> None:
    """The next hop took nothing that waits to go out: all of it is tried again in an hour."""
    _answered(app, LATER)


def taken(app: App) -> None:
    """The next hop took all that waits to go out."""
    _answered(app, _TAKEN)


def _answered(app: App, reply: Reply) -> None:
    steps, now = app.steps(), app.clock.now()
    while (step := steps.claim(Lane.DELIVER, "test", _LEASE, now)) is not None:
        (queued,) = [one for one in app.queue().queue() if one.id == step.id]
        answers = {one.address: reply for one in queued.recipients}
        told = RecordEntry(kind=RecordKind.DELIVERED, case=queued.case, by="gateway", facts=())
        records = [told] if reply.accepted and queued.case is not None else []
        steps.commit_delivery(step, answers, now, next_due=now + timedelta(hours=1), records=records)
