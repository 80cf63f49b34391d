"""The reading room's other task: cut, and look again; runs in the child."""

from gateway.model.message import TextCut
from gateway.read import wire
from gateway.read.limits import ReadLimits
from gateway.read.mime import read, survey
from gateway.read.sample import SAMPLE
from gateway.treat import answer
from gateway.treat.errors import TreatFailed
from gateway.treat.splice import touched_parts, treat_surveyed
from gateway.treat.verify import check_surveyed, check_untouched
from redaction.ocr import confinement


def run(payload: bytes) -> bytes:
    """A treat request to the treated message, or to why there is none."""
    request = wire.open_treat_request(payload)
    try:
        result = treated(
            request.raw,
            request.cuts,
            request.limits,
            removed=request.removed,
            kept=request.kept,
            rewritten=request.rewritten,
        )
    except TreatFailed as failed:
        return answer.failed(failed)
    return answer.done(result)


def treated(
    raw: bytes,
    cuts: tuple[TextCut, ...],
    limits: ReadLimits,
    *,
    removed: tuple[str, ...] | None = None,
    kept: tuple[str, ...] = (),
    rewritten: tuple[str, ...] = (),
) -> bytes:
    """*raw* with the cuts made and looked at again.

    *removed*: the values that must be gone; None: what the cuts take out. *kept*: values that rightly stay.
    *rewritten*: parts that are written anew even where nothing is cut.

    Raises:
        TreatFailed, StillShown: see there.
    """
    original = survey(raw, limits)
    result = treat_surveyed(original, cuts, kept, rewritten)
    again = survey(result, limits)
    check_surveyed(original.reading, again, cuts, removed=removed, kept=kept, rewritten=rewritten)
    check_untouched(original.message, again.message, touched_parts(original.reading, cuts, rewritten))
    return result


def _warm() -> None:
    """As in gateway.read.task: everything that is imported late is imported before there is a child."""
    confinement()  # of who reads pictures: tried out once here, and not for each message
    reading = read(SAMPLE, ReadLimits())
    cuts = tuple(TextCut(unit=unit.id, start=0, end=1, replacement="\u00e9") for unit in reading.units)
    treated(SAMPLE, cuts, ReadLimits(), removed=(), kept=())


_warm()
