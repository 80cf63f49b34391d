"""One mail of the sample organisation, taken in and decided, for the benchmarks of the console."""

from contextlib import closing
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from gateway.app import App
from gateway.log import StructuredLog
from gateway.model.lifecycle import Lane
from gateway.model.message import CaseId, Envelope
from gateway.registers.people.index import OwnPeople

ANA: Final = "ana.sharma@family-support.example"
DUTY: Final = "duty@council.example"


def decided(app: App, text: str, attached: bytes = b"") -> CaseId:
    """A confidential mail from Ana to the council. *attached*: a PDF; empty: none."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = f"Ana Sharma <{ANA}>", DUTY
    mail["Subject"], mail["Message-ID"] = "CONFIDENTIAL: notes", "<bench-1@family-support.example>"
    mail["Date"] = datetime.now(UTC)
    mail.set_content(text)
    if attached:
        mail.add_attachment(attached, maintype="application", subtype="pdf", filename="notes.pdf")
    envelope = Envelope(
        sender=ANA,
        recipients=(DUTY,),
        listener="submission",
        client="192.0.2.7",
        user=ANA,
        received_at=datetime.now(UTC),
    )
    with closing(app.spool()) as spool:
        case = spool.accept(envelope, mail.as_bytes()).case
    with app.room() as room:
        steps = app.steps()
        pipeline = app.pipeline(room, steps, StructuredLog(), OwnPeople())
        while (step := steps.claim(Lane.ANALYSE, "bench", 600, app.clock.now())) is not None:
            pipeline.handle(step)
    return case
