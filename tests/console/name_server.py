"""A small name server on loopback, which knows a few records and says so of nothing else."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

Records = Mapping[tuple[str, str], tuple[str, ...]]  # (name, type) → as they stand in a zone file


def _answered(query: bytes, records: Records) -> bytes:
    asked = dns.message.from_wire(query)
    question = asked.question[0]
    name, kind = str(question.name).rstrip("."), question.rdtype.name
    reply = dns.message.make_response(asked)
    reply.flags |= dns.flags.RA
    found = records.get((name, kind), ())
    if found:
        reply.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", kind, found))
    elif not any(known == name for known, _ in records):
        reply.set_rcode(dns.rcode.NXDOMAIN)
    return reply.to_wire()


@contextmanager
def name_server(records: Records) -> Iterator[dns.resolver.Resolver]:
    """Answers until the end; a resolver that asks it and no other."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                query, whom = listening.recvfrom(4096)
                if not query:
                    return
                listening.sendto(_answered(query, records), whom)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = port = listening.getsockname()[1]
        resolver.lifetime = 5.0
        try:
            yield resolver
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ending:
                ending.sendto(b"", ("127.0.0.1", port))
            thread.join(5)
