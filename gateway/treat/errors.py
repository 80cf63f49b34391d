"""Why a message could not be treated. Places and part paths only, never a value."""

from gateway.model.errors import GatewayError
from gateway.model.message import Place
from gateway.model.reasons import Reason


class TreatFailed(GatewayError):
    """The message cannot be treated; it is held.

    *reason*: ALREADY_SIGNED: a cut lies under a signature, which it would break. UNREADABLE_ATTACHMENT: what is to be
    cut was not read with certainty. SYSTEM_FAULT: cuts made for another reading, a result that differs in more than
    was cut, a room that ran out of time.
    """

    def __init__(self, reason: Reason, part: str = "") -> None:
        self.reason = reason
        self.part = part
        super().__init__(f"part {part or 'whole'} cannot be treated: {reason.value}")


class StillShown(TreatFailed):
    """A removed value stands in the result, so that it must not be used."""

    def __init__(self, part: str, place: Place) -> None:
        super().__init__(Reason.SYSTEM_FAULT, part)
        self.place = place
        self.args = (f"part {part or 'whole'}: a removed value is still shown ({place.value})",)
