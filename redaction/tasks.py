"""What the command's room does with a file's bytes: runs in a child that may die of them."""

from redaction import wire
from redaction.errors import StillThere, Unreadable
from redaction.formats import read as read_document
from redaction.formats import redact
from redaction.media_types import media_type
from redaction.ocr import confinement
from redaction.plan import Cut, Plan
from redaction.samples import SAMPLES


def read(payload: bytes) -> bytes:
    """A file's bytes to its texts, or to why there are none."""
    try:
        return wire.document_to_bytes(read_document(payload, media_type(payload)))
    except Unreadable as error:
        return wire.failure_to_bytes(error)


def rewrite(payload: bytes) -> bytes:
    """A file's bytes and a plan to the file without what the plan cuts, searched again; or to why there is none."""
    data, found_type, plan, removed = wire.open_rewrite_request(payload)
    try:
        result = redact(data, found_type, plan)
    except (Unreadable, StillThere) as error:
        return wire.failure_to_bytes(error)
    if removed is not None and sorted(removed) != sorted(result.removed):
        return wire.failure_to_bytes(Unreadable("it reads differently each time"))
    return wire.rewritten_to_bytes(
        wire.Rewritten(data=result.data, media_type=result.media_type, dropped=result.dropped)
    )


def _warm() -> None:
    confinement()  # tried out once here, and not for each document
    for sample in SAMPLES:
        read(sample)
        plan = Plan(cuts=(Cut(unit=0, start=0, end=1, replacement="\u00e9"),))
        rewrite(wire.rewrite_request(sample, media_type(sample), plan))


_warm()
