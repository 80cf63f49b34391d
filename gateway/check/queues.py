"""What waits to go out, by the next hop that it waits for."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from gateway.config import Config, Delivery, Hop, HopTls
from gateway.deliver.routes import hop_for
from gateway.language import mark
from gateway.model.decision import Channel
from gateway.model.lifecycle import Lane
from gateway.spool.rows import OutgoingRecipient, OutgoingState, QueuedStep


@dataclass(frozen=True, slots=True, kw_only=True)
class NextHop:
    """A server that mail is handed to."""

    name: str  # "smarthost", "internal", "route to council.example"
    where: str  # "smtp.example:25"
    tls: str  # in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits for one of them."""

    hop: NextHop
    steps: tuple[QueuedStep, ...]  # those due first first
    waiting: int  # recipients
    oldest: datetime | None  # None: nothing waits
    next_at: datetime | None  # when the first is tried again or for the first time
    answers: tuple[tuple[str, int], ...]  # the last answers of the hop with how many recipients got them


_TLS = {
    HopTls.VERIFIED: mark("TLS, and its certificate is checked against its name"),
    HopTls.IMPLICIT: mark("TLS from the first byte, and its certificate is checked against its name"),
    HopTls.NONE: mark("no TLS: it is on this machine"),
}


def next_hops(config: Config) -> tuple[NextHop, ...]:
    """Every next hop of the configuration, in the order of gateway.yaml."""
    return tuple(hop for hop, _ in _hops(config.delivery))


def queues(config: Config, steps: Sequence[QueuedStep]) -> tuple[Queue, ...]:
    """One for each next hop, those for whom nothing waits too."""
    return tuple(_queue(shown, hop, config, steps) for shown, hop in _hops(config.delivery))


def _hops(delivery: Delivery) -> Iterator[tuple[NextHop, Hop]]:
    yield _shown("smarthost", delivery.smarthost)
    if delivery.internal is not None:
        yield _shown("internal", delivery.internal)
    for route in delivery.routes:
        yield _shown(mark("route to {domains}", domains=", ".join(route.domains)), route.hop)


def _shown(name: str, hop: Hop) -> tuple[NextHop, Hop]:
    return NextHop(name=name, where=f"{hop.host}:{hop.port}", tls=_TLS[hop.tls]), hop


def _queue(shown: NextHop, hop: Hop, config: Config, steps: Iterable[QueuedStep]) -> Queue:
    mine: list[QueuedStep] = []
    recipients: list[OutgoingRecipient] = []
    for step in steps:
        pending = [one for one in step.recipients if one.state is OutgoingState.PENDING]
        here = [one for one in pending if _hop_of(one.address, config) == hop]
        if step.lane is Lane.DELIVER and here:
            mine.append(step)
            recipients += here
    return Queue(
        hop=shown,
        steps=tuple(mine),
        waiting=len(recipients),
        oldest=min((step.created_at for step in mine), default=None),
        next_at=min((one.next_at or step.due_at for step in mine for one in step.recipients), default=None),
        answers=tuple(sorted(Counter(map(_answer, recipients)).items())),
    )


def _hop_of(address: str, config: Config) -> Hop:
    # Which channel it goes by decides whether the hop may be used, not which it is.
    return hop_for(address, Channel.PLAIN, config.delivery, config.organisation.domains)


def _answer(one: OutgoingRecipient) -> str:
    if one.last_code is None:
        return mark("not tried yet")
    return f"{one.last_code} {one.last_enhanced}".strip() if one.last_code else mark("no connection")
