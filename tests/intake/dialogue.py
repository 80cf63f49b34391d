"""Runs SMTP talk written as text (tests/dialogues/README.md)."""

import re
import socket
import ssl
import struct
import time

from tests.intake.builders import HOST, Running, client_context
from tests.intake.fakes import RecordingSpool

_LINE = re.compile(r"(\w+): (\S+)(?: (.*))?")
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|(.))")
_MANY = re.compile(r"\{(\d+)\*([^}]*)\}")


def unescaped(text: str) -> bytes:
    """The bytes that *text* stands for."""
    text = _MANY.sub(lambda match: match[2] * int(match[1]), text)

    def one(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) if match[1] else {"r": "\r", "n": "\n", "t": "\t", "\\": "\\"}[match[2]]

    # Escapes are octets; other characters are sent as UTF-8.
    parts, at = [], 0
    for match in _ESCAPE.finditer(text):
        parts += [text[at : match.start()].encode(), one(match).encode("latin-1")]
        at = match.end()
    return b"".join([*parts, text[at:].encode()])


class Peer:
    """One client's side."""

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self.buffer = b""
        self.reply: list[str] = []

    def read_reply(self) -> list[str]:
        lines: list[str] = []
        while not lines or lines[-1][3:4] == "-":
            lines.append(self._line())
        self.reply = lines
        return lines

    def read_to_the_end(self) -> bytes:
        try:
            while came := self.socket.recv(65536):
                self.buffer += came
        except (ConnectionError, ssl.SSLError):
            pass
        left, self.buffer = self.buffer, b""
        return left

    def _line(self) -> str:
        while b"\r\n" not in self.buffer:
            came = self.socket.recv(65536)
            if not came:
                raise AssertionError(f"closed; unfinished: {self.buffer!r}")
            self.buffer += came
        line, _, self.buffer = self.buffer.partition(b"\r\n")
        return line.decode("ascii")


def cut(connection: socket.socket) -> None:
    """Reset, not close: what a machine that was switched off looks like."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def waited_for(spool: RecordingSpool, count: int, seconds: float = 5) -> int:
    """How many messages the spool has, once it has *count* or the time is over."""
    until = time.monotonic() + seconds
    while len(spool.taken) < count and time.monotonic() < until:
        time.sleep(0.01)
    return len(spool.taken)


def play(text: str, running: Running, spool: RecordingSpool) -> None:
    """Run one dialogue; an AssertionError names the line that was not as written."""
    peers: dict[str, Peer] = {}
    try:
        for number, line in enumerate(text.splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            try:
                if line.startswith("spool "):
                    _look_at(spool, line.removeprefix("spool "))
                else:
                    _say(line, peers, running)
            except (AssertionError, OSError) as error:
                raise AssertionError(f"line {number}: {line}\n  {type(error).__name__}: {error}") from error
    finally:
        for peer in peers.values():
            peer.socket.close()


def _look_at(spool: RecordingSpool, what: str) -> None:
    if what.isdigit():
        assert waited_for(spool, int(what)) == int(what)
        return
    envelope, content = spool.taken[-1]
    if what.startswith("is "):
        assert content == unescaped(what.removeprefix("is "))
        return
    sender, _, recipients = what.removeprefix("from ").partition(" to ")
    assert (envelope.sender, envelope.recipients) == (sender.strip('"'), tuple(recipients.split(",")))


def _say(line: str, peers: dict[str, Peer], running: Running) -> None:
    match = _LINE.fullmatch(line)
    assert match is not None, "no such line"
    name, verb, rest = match[1], match[2], match[3] or ""
    if verb == "connect":
        peers[name] = Peer(running.connect(rest))
        return
    peer = peers[name]
    match verb:
        case "->":
            peer.socket.sendall(unescaped(rest) + b"\r\n")
        case "=>":
            peer.socket.sendall(unescaped(rest))
        case "<-":
            assert peer.read_reply()[-1].startswith(rest), peer.reply
        case "<+":
            assert rest in [words[4:] for words in peer.reply], peer.reply
        case "<!":
            assert rest not in [words[4:] for words in peer.reply], peer.reply
        case "tls":
            assert not peer.buffer, peer.buffer
            peer.socket = client_context().wrap_socket(peer.socket, server_hostname=HOST)
        case "half":
            peer.socket.shutdown(socket.SHUT_WR)
        case "closed":
            assert peer.read_to_the_end() == b""
        case "cut":
            cut(peer.socket)
        case _:
            raise AssertionError("no such word")
