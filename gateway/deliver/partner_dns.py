"""What a partner's domain says of its own mail servers: which they are (MX), and whether they promise TLS (MTA-STS).

Nothing here decides how mail travels. It is asked when somebody tries a partner's way, and never otherwise: each
question tells a name server with whom we share.
"""

import http.client
import re
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import dns.exception
import dns.resolver
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.ANY.TXT import TXT

SECONDS: Final = 10.0  # for one question, and for a policy
_MAX_BYTES: Final = 65_536  # of a policy (RFC 8461 §3.2)
_RECORD: Final = re.compile(r"v=STSv1\s*;(?:.*;)?\s*id=([A-Za-z0-9]{1,32})\s*(?:;.*)?", re.DOTALL)  # RFC 8461 §3.1


class Promise(StrEnum):
    """What a domain promises to whoever sends to it (RFC 8461 §5)."""

    ENFORCE = "enforce"  # mail that cannot travel securely to its servers is not to be sent to them
    TESTING = "testing"  # it tries that out: no protection yet
    NONE = "none"  # it has a policy, and promises nothing
    MISSING = "missing"  # it has none
    BROKEN = "broken"  # it says that it has one, which cannot be fetched or read
    UNKNOWN = "unknown"  # its name servers do not answer


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainMail:
    """What one domain says."""

    domain: str
    servers: tuple[str, ...]  # of its MX, those first that are to be tried first; empty: see why_none
    takes_none: bool  # it says that it takes no mail at all (RFC 7505)
    promise: Promise
    uncovered: tuple[str, ...]  # of its servers: those that its policy does not name
    why_not: str = ""  # our words, where something could not be asked or read


Fetch = Callable[[str], bytes]
"""The policy of a domain's host. Raises OSError, ValueError or HTTPException where there is none to be had."""


def system_resolver() -> dns.resolver.Resolver:
    """As this machine is configured.

    Raises:
        OSError: it has no name server.
    """
    try:
        resolver = dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration as error:
        raise OSError("this machine has no name server") from error
    resolver.lifetime = SECONDS
    return resolver


def ask(domain: str) -> DomainMail:
    """As `domain_mail`, of the name servers of this machine.

    Raises:
        OSError: it has none.
    """
    return domain_mail(domain, system_resolver(), fetch_policy)


def domain_mail(domain: str, resolver: dns.resolver.Resolver, fetch: Fetch) -> DomainMail:
    """Ask the name servers, and fetch the policy that they name. What cannot be had is said, never raised."""
    try:
        found = _servers(domain, resolver)
    except dns.exception.DNSException as error:
        why = f"{domain}: its name servers do not say ({type(error).__name__})"
        return DomainMail(
            domain=domain, servers=(), takes_none=False, promise=Promise.UNKNOWN, uncovered=(), why_not=why
        )
    takes_none = found == ("",)
    servers = () if takes_none else found
    promise, named, why = _promised(domain, resolver, fetch)
    uncovered = tuple(one for one in servers if named and not any(_is_named(one, each) for each in named))
    return DomainMail(
        domain=domain, servers=servers, takes_none=takes_none, promise=promise, uncovered=uncovered, why_not=why
    )


def _servers(domain: str, resolver: dns.resolver.Resolver) -> tuple[str, ...]:
    try:
        answer = resolver.resolve(domain, "MX")
    except dns.resolver.NoAnswer:
        return (domain,)  # RFC 5321 §5.1: then the domain is its own server
    found = [one for one in answer if isinstance(one, MX)]
    ordered = sorted(found, key=lambda one: (one.preference, one.exchange))
    return tuple(str(one.exchange).rstrip(".").lower() for one in ordered)


def _promised(domain: str, resolver: dns.resolver.Resolver, fetch: Fetch) -> tuple[Promise, tuple[str, ...], str]:
    """The promise, the servers that it names, and what was wrong with it."""
    try:
        answer = resolver.resolve(f"_mta-sts.{domain}", "TXT")
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return Promise.MISSING, (), ""
    except dns.exception.DNSException as error:
        return Promise.UNKNOWN, (), f"_mta-sts.{domain}: its name servers do not say ({type(error).__name__})"
    texts = [b"".join(one.strings).decode("ascii", "replace") for one in answer if isinstance(one, TXT)]
    # RFC 8461 §3.1: several records of that version count as none.
    if sum(1 for one in texts if one.startswith("v=STSv1")) != 1:
        return Promise.MISSING, (), ""
    if not any(_RECORD.fullmatch(one.strip()) for one in texts):
        return Promise.BROKEN, (), "its record in the name servers cannot be read"
    host = f"mta-sts.{domain}"
    try:
        policy = fetch(host)
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Promise.BROKEN, (), f"{host}: its policy cannot be fetched ({type(error).__name__})"
    return _read(policy, host)


def _read(policy: bytes, host: str) -> tuple[Promise, tuple[str, ...], str]:
    fields = tuple(_fields(policy))
    said: Mapping[str, str] = dict(reversed(fields))  # of one that is given twice the first counts (RFC 8461 §3.2)
    named = tuple(value.lower() for key, value in fields if key == "mx")
    modes = {one.value: one for one in (Promise.ENFORCE, Promise.TESTING, Promise.NONE)}
    mode = modes.get(said.get("mode", ""))
    if said.get("version") != "STSv1" or mode is None or (mode is not Promise.NONE and not named):
        return Promise.BROKEN, (), f"{host}: its policy cannot be read"
    return mode, named, ""


def _fields(policy: bytes) -> Iterator[tuple[str, str]]:
    for line in policy.decode("utf-8", "replace").splitlines():
        key, colon, value = line.partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _is_named(server: str, pattern: str) -> bool:
    """RFC 8461 §4.1: a star stands for just one label."""
    if pattern.startswith("*."):
        return server.partition(".")[2] == pattern[2:]
    return server == pattern


def fetch_policy(host: str) -> bytes:
    """From where RFC 8461 §3.3 has it; no redirect is followed.

    Raises:
        OSError, http.client.HTTPException: it does not answer, or cannot prove who it is.
        ValueError: it answers something else.
    """
    connection = http.client.HTTPSConnection(host, timeout=SECONDS, context=ssl.create_default_context())
    try:
        connection.request("GET", "/.well-known/mta-sts.txt")
        reply = connection.getresponse()
        policy = reply.read(_MAX_BYTES + 1)
    finally:
        connection.close()
    if reply.status != 200 or len(policy) > _MAX_BYTES:
        raise ValueError("no policy")
    return policy
