"""A next hop over TLS that defers, refuses and drops connections by chance, and knows what it took and when."""

import random
import re
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

NOBODY: Final = "nobody@"  # there is no such user, at any domain

_MESSAGE_ID: Final = re.compile(rb"^Message-ID:[ \t\r\n]*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)
_ADDRESS: Final = re.compile(rb"<([^>]*)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """How often it misbehaves, from 0 to 1."""

    at_mail: float = 0.0
    at_rcpt: float = 0.0
    after_dot: float = 0.0
    drop_after_dot: float = 0.0  # it has taken the mail, and nobody hears of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One message that the hop took for one recipient."""

    at: float  # monotonic
    message_id: str
    recipient: str
    answered: bool  # False: it dropped the connection instead of saying 250
    content: bytes


@dataclass(slots=True)
class Hop:
    """What a hop did."""

    port: int = 0
    defers: set[str] = field(default_factory=set)  # recipients that get 451 for as long as they stand here
    taken: list[Taken] = field(default_factory=list)
    deferred: int = 0
    refused: int = 0
    dropped: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def unreliable_hop(partners: Path, chances: Chances, seed: int) -> Iterator[Hop]:
    """Run it. *partners*: the folder with mailbox.pem and mailbox.key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(partners / "mailbox.pem", partners / "mailbox.key")
    hop = Hop()
    dice = random.Random(seed)

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            talk = _Talk(hop, chances, dice, context, self)
            with suppress(OSError):  # ssl.SSLError too: whoever we talked to was killed
                talk.run()
            talk.close()

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        request_queue_size = 64

    with Server(("127.0.0.1", 0), Session) as server:
        hop.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield hop
        finally:
            server.shutdown()
            thread.join()


class _Talk:
    def __init__(
        self,
        hop: Hop,
        chances: Chances,
        dice: random.Random,
        context: ssl.SSLContext,
        session: socketserver.StreamRequestHandler,
    ) -> None:
        self._hop = hop
        self._chances = chances
        self._dice = dice
        self._context = context
        self._stream = session.request
        self._reader = self._stream.makefile("rb")
        self._recipients: list[str] = []

    def run(self) -> None:
        """The whole conversation."""
        self._say(b"220 hop ESMTP")
        while line := self._reader.readline():
            verb = line.split(b" ")[0].strip().upper()
            if verb == b"STARTTLS":
                self._say(b"220 2.0.0 go")
                self._stream = self._context.wrap_socket(self._stream, server_side=True)
                self._reader = self._stream.makefile("rb")
            elif verb == b"DATA":
                if not self._data():
                    return
            else:
                self._say(self._answer(verb, line))
                if verb == b"QUIT":
                    return

    def close(self) -> None:
        """Drop the connection."""
        self._reader.close()
        self._stream.close()

    def _answer(self, verb: bytes, line: bytes) -> bytes:
        match verb:
            case b"EHLO":
                return b"250-hop\r\n250-STARTTLS\r\n250-SIZE 10000000\r\n250-8BITMIME\r\n250 SMTPUTF8"
            case b"MAIL":
                self._recipients = []
                return self._or_later(b"250 2.1.0 ok", self._chances.at_mail)
            case b"RCPT":
                found = _ADDRESS.search(line)
                address = found[1].decode() if found else ""
                if address.startswith(NOBODY):
                    with self._hop.lock:
                        self._hop.refused += 1
                    return b"550 5.1.1 no such user"
                chance = 1.0 if address in self._hop.defers else self._chances.at_rcpt
                answer = self._or_later(b"250 2.1.5 ok", chance)
                if answer.startswith(b"250"):
                    self._recipients.append(address)
                return answer
            case b"QUIT":
                return b"221 2.0.0 bye"
            case _:
                return b"250 2.0.0 ok"

    def _data(self) -> bool:
        """Whether the conversation goes on."""
        self._say(b"354 go")
        content = b""
        while (row := self._reader.readline()) != b".\r\n":
            if not row:
                return False  # cut in the middle: nothing was taken
            content += row.removeprefix(b".") if row.startswith(b"..") else row
        with self._hop.lock:
            later = self._dice.random() < self._chances.after_dot
            drop = not later and self._dice.random() < self._chances.drop_after_dot
            if later:
                self._hop.deferred += 1
            else:
                self._hop.dropped += drop
                found = _MESSAGE_ID.search(content)
                for recipient in self._recipients:
                    self._hop.taken.append(
                        Taken(
                            at=time.monotonic(),
                            message_id=found[1].decode() if found else "",
                            recipient=recipient,
                            answered=not drop,
                            content=content,
                        )
                    )
        if drop:
            return False
        self._say(b"451 4.3.0 later" if later else b"250 2.0.0 taken")
        return True

    def _or_later(self, answer: bytes, chance: float) -> bytes:
        with self._hop.lock:
            if self._dice.random() < chance:
                self._hop.deferred += 1
                return b"451 4.3.2 later"
        return answer

    def _say(self, line: bytes) -> None:
        self._stream.sendall(line + b"\r\n")
