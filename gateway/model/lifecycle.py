"""The states of a message's recipients and of finished messages, and every way between them, in one table."""

from enum import StrEnum
from typing import Final


class RecipientState(StrEnum):
    """Where the answer to one recipient of one message stands."""

    RECEIVED = "received"  # committed, not decided
    HELD = "held"  # people are asked
    READY = "ready"  # a finished message is stored for it
    DELIVERED = "delivered"  # the next hop said 250
    BOUNCED = "bounced"  # the next hop refused, or time ran out; the sender was told
    RETURNED = "returned"  # back to the sender; never sent
    REFUSED = "refused"  # not sent by rule or by a person; the sender was told


# A way that is not here is a bug: the store raises rather than follow it. READY → RECEIVED is the second look before
# a retry when registers or policy have changed (CONS-2: nothing further goes from the moment of withdrawal).
RECIPIENT_WAYS: Final[dict[RecipientState, frozenset[RecipientState]]] = {
    RecipientState.RECEIVED: frozenset(
        {RecipientState.HELD, RecipientState.READY, RecipientState.RETURNED, RecipientState.REFUSED}
    ),
    RecipientState.HELD: frozenset(
        {
            RecipientState.HELD,
            RecipientState.READY,
            RecipientState.RETURNED,
            RecipientState.REFUSED,
        }
    ),
    RecipientState.READY: frozenset(
        {RecipientState.DELIVERED, RecipientState.BOUNCED, RecipientState.RECEIVED, RecipientState.HELD}
    ),
    RecipientState.DELIVERED: frozenset(),
    RecipientState.BOUNCED: frozenset(),
    RecipientState.RETURNED: frozenset(),
    RecipientState.REFUSED: frozenset(),
}

FINAL: Final = frozenset(state for state, ways in RECIPIENT_WAYS.items() if not ways)


class Lane(StrEnum):
    """A queue of steps; each step is one row under one lease."""

    ANALYSE = "analyse"  # decide a received message, or decide it again
    DELIVER = "deliver"  # hand a finished message to the next hop


def may_move(old: RecipientState, new: RecipientState) -> bool:
    """Whether the table has a way from *old* to *new*."""
    return new in RECIPIENT_WAYS[old]
