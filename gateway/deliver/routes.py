"""Which next hop takes mail for a domain, and whether that hop proves TLS to the partner. Pure."""

from gateway.config import Delivery, Hop, HopTls
from gateway.model.decision import Channel
from gateway.model.errors import GatewayError


class NoRoute(GatewayError):
    """No next hop keeps what the channel promised, so the message must be decided again."""

    def __init__(self, domain: str) -> None:
        self.domain = domain
        super().__init__(f"no route to {domain} keeps the channel")


def hop_for(address: str, channel: Channel, delivery: Delivery, own_domains: tuple[str, ...]) -> Hop:
    """The next hop for one recipient.

    Raises:
        NoRoute: the channel is `tls`, and the hop that mail for the domain would take does not prove it, or the
            channel is `internal` and the domain is not ours.
    """
    domain = domain_of(address)
    if channel is Channel.INTERNAL and domain not in own_domains:
        raise NoRoute(domain)
    if channel is Channel.TLS and not proves_tls(domain, delivery):
        raise NoRoute(domain)
    if domain in own_domains:
        return delivery.internal or delivery.smarthost
    for route in delivery.routes:
        if domain in route.domains:
            return route.hop
    return delivery.smarthost


def proves_tls(domain: str, delivery: Delivery) -> bool:
    """Whether mail to *domain* leaves over TLS that is verified as far as the partner's own host.

    A route is the partner's host, named and checked. A smarthost proves nothing beyond itself unless its operator
    declares that it forces TLS to that domain (forces_tls_to).
    """
    for route in delivery.routes:
        if domain in route.domains:
            return route.hop.tls is not HopTls.NONE or domain in route.hop.forces_tls_to
    return domain in delivery.smarthost.forces_tls_to


def domain_of(address: str) -> str:
    """The domain, lower case; empty for the null sender."""
    return address.rpartition("@")[2].lower()
