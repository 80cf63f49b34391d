"""What all connections of one listener share."""

import hashlib
import hmac
import ipaddress
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from gateway.config import Limits, Listener
from gateway.intake.accounts import SignIn
from gateway.intake.admission import Terms
from gateway.intake.data import Pace
from gateway.intake.handover import Handover
from gateway.intake.limits import Connections, Memory, Rate
from gateway.ports import Clock, Log


class Open(Protocol):
    """A connection, as the server sees it when it shuts down."""

    def retire(self) -> None:
        """Say 421 as soon as no message is begun, and close."""
        ...

    def abort(self) -> None:
        """Cut it."""
        ...


@dataclass(slots=True, kw_only=True)
class Floor:
    """What all listeners of one server share; the one thing here that changes."""

    connections: Connections
    messages: Rate
    memory: Memory
    handover: Handover
    sign_in: SignIn | None
    log: Log
    clock: Clock
    monotonic: Callable[[], float]
    open: set[Open] = field(default_factory=set)
    draining: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One listener, ready to serve."""

    listener: Listener
    terms: Terms
    limits: Limits
    pace: Pace
    tls: ssl.SSLContext | None
    floor: Floor

    def trusts(self, address: str, certificate: bytes | None) -> bool:
        """Whether a connection is one that the listener believes without a sign-in: every source given must hold.

        Args:
            address: The peer's.
            certificate: DER, as the peer showed it under TLS and its chain was checked; None: it showed none.
        """
        trust = self.listener.trust
        if trust is None:
            return False
        if trust.networks and not _within(address, trust.networks):
            return False
        if trust.client_certificates:
            shown = hashlib.sha256(certificate or b"").hexdigest()
            wanted = [print_.replace(":", "").lower() for print_ in trust.client_certificates]
            return certificate is not None and any(hmac.compare_digest(shown, one) for one in wanted)
        return True


def plain_address(address: str) -> str:
    """A peer's address without its zone, and as IPv4 where it is an IPv4 peer on an IPv6 socket."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return str(mapped or ip)


@lru_cache(maxsize=1024)  # asked for every message, and the same clients come again
def _within(address: str, networks: tuple[str, ...]) -> bool:
    ip = ipaddress.ip_address(address)
    return any(ip in ipaddress.ip_network(network) for network in networks)
