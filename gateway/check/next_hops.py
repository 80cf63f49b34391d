"""Checks of the next hops: each is connected to, its TLS verified, our sign-in tried. No mail is sent."""

import ssl
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from gateway.check.result import Area, Result, ok, problem
from gateway.config import Hop, HopTls
from gateway.deliver.smtp import Timeouts
from gateway.hops import Hops
from gateway.model.errors import ConfigurationFaults
from gateway.settings import Settings

TIMEOUTS: Final = Timeouts(connect=10, command=10, after_dot=10)
_AT_ONCE: Final = 8


def next_hops(settings: Settings) -> list[Result]:
    """Every next hop of the configuration, several at once: one that does not answer takes ten seconds."""
    delivery = settings.config.delivery
    named = {"smarthost": delivery.smarthost}
    if delivery.internal is not None:
        named["internal"] = delivery.internal
    named |= {f"route to {', '.join(route.domains)}": route.hop for route in delivery.routes}
    hops = Hops(settings, timeouts=TIMEOUTS)
    try:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(pool.map(lambda item: _probe(item[0], item[1], hops), named.items()))
    finally:
        hops.close()


def _probe(name: str, hop: Hop, hops: Hops) -> Result:
    where = f"{name} {hop.host}:{hop.port}"
    try:
        reply = hops.outbound(hop).probe()
    except ConfigurationFaults as error:
        return problem(Area.NEXT_HOPS, f"{where}: {'; '.join(error.faults)}")
    except (OSError, ssl.SSLError) as error:
        return problem(Area.NEXT_HOPS, f"{where}: its ca file cannot be used ({type(error).__name__})")
    if reply.accepted:
        proven = "on loopback, without TLS" if hop.tls is HopTls.NONE else "and proved who it is"
        return ok(Area.NEXT_HOPS, f"{where}: answers {proven}")
    answer = f"{reply.code} {reply.enhanced} {reply.text}" if reply.code else reply.text
    return problem(Area.NEXT_HOPS, f"{where}: {answer}")
