"""Which channel a message takes to a recipient: the first that is built, usable now and strong enough.

The level is fixed by the decision and never lowered here: when no channel meets it there is none, and the message is
held (SEC-1).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gateway.decide.facts import ChannelFacts
from gateway.model.decision import Channel, Protection

# What a channel protects by itself. Inside our own mail service a message travels over verified TLS or loopback, and
# is stored there readable to whoever runs the mailboxes: transport, not content.
STRENGTH: Final[dict[Channel, Protection]] = {
    Channel.INTERNAL: Protection.TRANSPORT,
    Channel.PLAIN: Protection.NONE,
    Channel.TLS: Protection.TRANSPORT,
    Channel.SMIME: Protection.CONTENT,
    Channel.OPENPGP: Protection.CONTENT,
    Channel.PORTAL: Protection.CONTENT,
    Channel.PDF: Protection.CONTENT,
}

_LADDERS: Final[dict[Protection, tuple[Channel, ...]]] = {
    Protection.NONE: (Channel.INTERNAL, Channel.PLAIN),
    Protection.TRANSPORT: (Channel.INTERNAL, Channel.TLS, Channel.SMIME),
    Protection.CONTENT: (Channel.SMIME,),
}

_BUILT: Final = frozenset({Channel.INTERNAL, Channel.PLAIN, Channel.TLS, Channel.SMIME})


class Obstacle(StrEnum):
    """Why a channel cannot be taken."""

    NOT_BUILT = "not-built"  # the register asks for it, this version has no such channel
    BELOW_LEVEL = "below-level"  # weaker than the decision asks
    NOT_INTERNAL = "not-internal"  # the recipient is not in our own mail service
    TLS_NOT_PROVEN = "tls-not-proven"  # no route to the partner's own host, and no smarthost that forces it
    NO_CERTIFICATE = "no-certificate"
    NOT_REQUIRED = "not-required"  # a rule of the organisation's own says another
    CERTIFICATE_UNUSABLE = "certificate-unusable"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A channel that was looked at and not taken."""

    channel: Channel
    obstacle: Obstacle
    details: tuple[str, ...] = ()  # of an unusable certificate: CertificateFault literals


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenChannel:
    """The channel to take."""

    channel: Channel
    passed_over: tuple[PassedOver, ...]  # in order; the administrator is told


@dataclass(frozen=True, slots=True, kw_only=True)
class NoChannel:
    """Nothing that exists now meets the level: hold."""

    reasons: tuple[PassedOver, ...]  # in order; never empty


def walk_ladder(
    level: Protection, channels: ChannelFacts, required: Channel | None = None
) -> ChosenChannel | NoChannel:
    """The channel the register asks for, if it meets *level*; else the first of the level's ladder that does.

    Args:
        required: the only channel that the decision allows. None: any.
    """
    passed_over: list[PassedOver] = []
    asked = () if channels.asked is None else (channels.asked,)
    # That a partner is not one of us is no news to an administrator.
    ladder = (rung for rung in _LADDERS[level] if rung is not Channel.INTERNAL or channels.internal)
    first = () if required is None else (required,)
    for channel in dict.fromkeys((*first, *asked, *ladder)):
        obstacle = _obstacle(channel, level, channels)
        if required is not None and channel is not required:
            obstacle = PassedOver(channel=channel, obstacle=Obstacle.NOT_REQUIRED)
        if obstacle is None:
            return ChosenChannel(channel=channel, passed_over=tuple(passed_over))
        passed_over.append(obstacle)
    return NoChannel(reasons=tuple(passed_over))


def _obstacle(channel: Channel, level: Protection, channels: ChannelFacts) -> PassedOver | None:
    if channel not in _BUILT:
        return PassedOver(channel=channel, obstacle=Obstacle.NOT_BUILT)
    if STRENGTH[channel] < level:
        return PassedOver(channel=channel, obstacle=Obstacle.BELOW_LEVEL)
    if channel is Channel.INTERNAL and not channels.internal:
        return PassedOver(channel=channel, obstacle=Obstacle.NOT_INTERNAL)
    if channel is Channel.TLS and not channels.transport:
        return PassedOver(channel=channel, obstacle=Obstacle.TLS_NOT_PROVEN)
    if channel is Channel.SMIME and not channels.smime:
        obstacle = Obstacle.CERTIFICATE_UNUSABLE if channels.smime_why_not else Obstacle.NO_CERTIFICATE
        return PassedOver(channel=channel, obstacle=obstacle, details=channels.smime_why_not)
    return None
