"""Which way mail would take to a partner, and whether that way answers now. No mail is sent."""

import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.channels import Channels
from gateway.check.next_hops import TIMEOUTS
from gateway.config import Config, Hop
from gateway.decide.facts import ChannelFacts
from gateway.deliver.routes import domain_of, hop_for
from gateway.hops import Hops
from gateway.model.decision import Channel, Protection
from gateway.model.errors import ConfigurationFaults
from gateway.model.parties import Party
from gateway.protect.ladder import ChosenChannel, walk_ladder
from gateway.settings import Settings

MOST: Final = 20  # of a partner's domains and addresses
_ANYBODY: Final = "anybody"  # at a domain: no certificate is for them


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """To one domain or address of a partner, by what the configuration has. Nothing is asked of the network."""

    to: str
    hop: str  # host:port
    direct: bool  # to the partner's own host; False: our smarthost passes it on
    proves_tls: bool
    channels: tuple[
        tuple[Protection, Channel | None], ...
    ]  # each level's; None: nothing reaches it, so it would wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a next hop said when it was connected to."""

    hop: str
    answers: bool
    tls: str  # "TLSv1.3 … verified"; empty: none
    why_not: str  # its words or ours; empty: it answers


def ways(config: Config, channels: Channels, party: Party, at: datetime) -> tuple[Way, ...]:
    """To each of a partner's addresses and domains.

    Raises:
        PermanentFailure: the certificate folder holds something that is no certificate.
    """
    return tuple(_way(config, channels, party, to, at) for to in reached(party, channels.named()))


def asked(settings: Settings, party: Party) -> tuple[Asked, ...]:
    """Connect to each next hop on these ways, have it prove who it is, and say goodbye; ten seconds each at most."""
    hops = Hops(settings, timeouts=TIMEOUTS)
    try:
        wanted = dict.fromkeys(_hop(settings.config, to) for to in reached(party))
        return tuple(_asked(hops, hop) for hop in wanted)
    finally:
        hops.close()


def reached(party: Party, named: Iterable[str] = ()) -> list[str]:
    """A partner's domains, for whoever is there, then the addresses that are known by themselves: the first twenty.

    Args:
        named: addresses that certificates are for; those in its domains are its own.
    """
    own = (one for one in named if _is_in(domain_of(one), party.domains))
    addresses = dict.fromkeys((*party.addresses, *party.lists, *party.front_door, *own))
    return [*party.domains, *addresses][:MOST]


def _is_in(domain: str, domains: Iterable[str]) -> bool:
    return any(domain == one or (one.startswith(".") and domain.endswith(one)) for one in domains)


def _hop(config: Config, to: str) -> Hop:
    return hop_for(_address(to), Channel.PLAIN, config.delivery, config.organisation.domains)


def _address(to: str) -> str:
    return to if "@" in to else f"{_ANYBODY}@{to}"


def _way(config: Config, channels: Channels, party: Party, to: str, at: datetime) -> Way:
    hop, delivery = _hop(config, to), config.delivery
    facts = channels.reach(_address(to), party, at).facts
    return Way(
        to=to,
        hop=_where(hop),
        direct=any(domain_of(_address(to)) in route.domains for route in delivery.routes),
        proves_tls=facts.transport or facts.internal,
        channels=tuple(_channels(party, facts)),
    )


def _channels(party: Party, facts: ChannelFacts) -> Iterator[tuple[Protection, Channel | None]]:
    for level in Protection:
        # Whatever goes to a partner has at least what its entry asks for.
        found = walk_ladder(max(level, party.protection), facts)
        yield level, found.channel if isinstance(found, ChosenChannel) else None


def _asked(hops: Hops, hop: Hop) -> Asked:
    try:
        reply = hops.outbound(hop).probe()
    except ConfigurationFaults as error:
        return Asked(hop=_where(hop), answers=False, tls="", why_not="; ".join(error.faults))
    except (OSError, ssl.SSLError) as error:
        why_not = f"its ca file cannot be used ({type(error).__name__})"
        return Asked(hop=_where(hop), answers=False, tls="", why_not=why_not)
    answer = "" if reply.accepted else f"{reply.code or ''} {reply.enhanced} {reply.text}".strip()
    return Asked(hop=_where(hop), answers=reply.accepted, tls=reply.tls, why_not=answer)


def _where(hop: Hop) -> str:
    return f"{hop.host}:{hop.port}"
