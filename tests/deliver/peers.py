"""Real SMTP servers on loopback that misbehave on request, and certificates for them."""

import datetime as dt
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(slots=True)
class Seen:
    """What one peer was told."""

    connections: int = 0
    lines: list[bytes] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)


Script = Callable[[bytes], bytes | None]  # a command line → the reply, or None to drop the connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A running peer."""

    port: int
    seen: Seen


def ordinary(line: bytes) -> bytes | None:
    """A peer with which nothing is wrong."""
    verb = line.split(b" ")[0].upper()
    replies = {
        b"EHLO": b"250-peer\r\n250-SIZE 1000000\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
        b"DATA": b"354 go\r\n",
        b"QUIT": b"221 2.0.0 bye\r\n",
        b".": b"250 2.0.0 taken\r\n",
    }
    return replies.get(verb, b"250 2.1.0 ok\r\n")


@contextmanager
def peer(script: Script = ordinary, *, tls: ssl.SSLContext | None = None, implicit: bool = False) -> Iterator[Peer]:
    """A peer that answers each line by *script*; with *tls* it offers STARTTLS, or speaks it from the start."""
    seen = Seen()

    def answer(line: bytes) -> bytes | None:
        reply = script(line)
        if reply is not None and line.upper().startswith(b"EHLO") and tls is not None and not implicit:
            return reply.replace(b"250-SIZE", b"250-STARTTLS\r\n250-SIZE")
        return reply

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            seen.connections += 1
            with ExitStack() as wrapped:
                self._talk(wrapped)

        def _talk(self, wrapped: ExitStack) -> None:
            """*wrapped* closes what TLS makes of the connection: the server closes the bare one alone."""
            stream = self.request
            if tls is not None and implicit:
                try:
                    stream = wrapped.enter_context(tls.wrap_socket(stream, server_side=True))
                except OSError:
                    return
            reader = wrapped.enter_context(stream.makefile("rb"))
            stream.sendall(b"220 peer ESMTP\r\n")
            while line := reader.readline():
                line = line.rstrip(b"\r\n")
                seen.lines.append(line)
                if line.upper() == b"STARTTLS" and tls is not None:
                    stream.sendall(b"220 2.0.0 go\r\n")
                    try:
                        stream = wrapped.enter_context(tls.wrap_socket(stream, server_side=True))
                    except OSError:
                        return
                    reader = wrapped.enter_context(stream.makefile("rb"))
                    continue
                reply = answer(line)
                if reply is None:
                    return
                stream.sendall(reply)
                if reply.startswith(b"354"):
                    body = b""
                    while (row := reader.readline()) not in {b".\r\n", b""}:
                        body += row
                    reply = script(b".")
                    if reply is None:
                        return
                    seen.messages.append(body)
                    stream.sendall(reply)
                if line.upper() == b"QUIT":
                    return

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", 0), Session) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield Peer(port=server.server_address[1], seen=seen)
        finally:
            server.shutdown()
            thread.join()


def certificate(folder: Path, *, name: str, days: int = 10) -> tuple[Path, ssl.SSLContext]:
    """A self-signed certificate for *name*: the path to its PEM (its own root), and a server context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    alternative: x509.GeneralName = x509.DNSName(name)
    if name[0].isdigit():
        alternative = x509.IPAddress(ip_address(name))
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=20))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / f"{name}.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = folder / f"{name}.key"
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, private)
    return pem, context
