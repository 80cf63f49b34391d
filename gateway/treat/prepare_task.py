"""The reading room's tasks before a look and after a treatment: run in the child."""

from gateway.model.preparation import PartPassword, Preparation
from gateway.read.limits import ReadLimits
from gateway.read.sample import SAMPLE
from gateway.treat import answer
from gateway.treat.errors import TreatFailed
from gateway.treat.prepare import lock, prepare
from gateway.treat.prepare_wire import open_prepare_request, prepared_to_bytes


def run(payload: bytes) -> bytes:
    """A request to a prepared mail, or to one that is locked again; or to why there is none."""
    request = open_prepare_request(payload)
    try:
        if request.treated:
            return answer.done(lock(request.treated, request.raw, request.wanted, request.limits))
        return answer.done(prepared_to_bytes(prepare(request.raw, request.wanted, request.limits)))
    except TreatFailed as failed:
        return answer.failed(failed)


# As in gateway.read.task: what is imported late is imported before there is a child. The ciphers of the three kinds
# of lock are imported with their libraries.
prepare(SAMPLE, Preparation(passwords=(PartPassword(digest="0" * 64, password="A"),)), ReadLimits())  # noqa: S106 - of no file
