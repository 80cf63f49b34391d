"""A next hop that takes everything at once, in a process of its own: nothing slower may end what is measured."""

import asyncio
import itertools
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection


class Sink(asyncio.Protocol):
    """Takes every message and counts it."""

    def __init__(self, count: Callable[[], None]) -> None:
        self._count = count
        self._buffer = b""
        self._in_data = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError("no stream")
        self._transport = transport
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer whatever is whole."""
        self._buffer += data
        while True:
            end = b"\r\n.\r\n" if self._in_data else b"\r\n"
            item, found, rest = self._buffer.partition(end)
            if not found:
                return
            self._buffer = rest
            if self._in_data:
                self._in_data = False
                self._count()
                self._transport.write(b"250 2.0.0 taken\r\n")
                continue
            verb = item[:4].upper()
            self._in_data = verb == b"DATA"
            replies = {
                b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250-SIZE 100000000\r\n250 8BITMIME\r\n",
                b"DATA": b"354 go\r\n",
                b"QUIT": b"221 2.0.0 bye\r\n",
            }
            self._transport.write(replies.get(verb, b"250 2.0.0 ok\r\n"))


def serve_sink(pipe: "Connection[int, str]") -> None:
    """A sink in a process of its own; asked for its count, it tells it."""

    async def serve() -> None:
        taken = itertools.count()
        state = [0]

        def count() -> None:
            state[0] = next(taken) + 1

        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Sink(count), "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        while True:
            while not pipe.poll():
                await asyncio.sleep(0.001)
            if pipe.recv() == "end":
                return
            pipe.send(state[0])

    asyncio.run(serve())


@dataclass
class SinkProcess:
    """The sink, and how much it has taken."""

    port: int
    _pipe: "Connection[str, int]"

    def count(self) -> int:
        """How many messages so far."""
        self._pipe.send("count")
        return self._pipe.recv()


@contextmanager
def sink_process() -> Iterator[SinkProcess]:
    """Run it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve_sink, args=(theirs,))
    process.start()
    try:
        yield SinkProcess(ours.recv(), ours)
    finally:
        ours.send("end")
        process.join(20)
