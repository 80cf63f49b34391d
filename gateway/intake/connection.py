"""One connection: bytes, lines, replies, TLS and time. What the commands mean stands in smtp.py.

aiosmtpd gives the protocol object, its session and the way into TLS. Its command loop is replaced: it takes commands
ended by a bare LF, answers faults with the exception's text, never yields between buffered commands, cancels what is
under way at a half-close and puts addresses into its log (docs/smtp.md, "Why aiosmtpd, and what is not its own").
"""

import asyncio
import ssl
from asyncio.sslproto import SSLProtocol
from typing import Final

from aiosmtpd.smtp import SMTP, TLSSetupException

from gateway.config import ListenerTls
from gateway.intake import replies
from gateway.intake.desk import Desk, plain_address
from gateway.intake.replies import Reply

HANDSHAKE_SECONDS: Final = 30
_LINGER_SECONDS: Final = 5.0  # how long a peer that does not read may keep a closed connection
_LINE_OCTETS: Final = 12288  # RFC 4954 §4: an AUTH answer; the longest line there is
_READ_BYTES: Final = 4 * 1024 * 1024  # all that the stream has: it holds far less
_REPLIES_BYTES: Final = 4096  # replies to pipelined commands go out together up to this


class Gone(Exception):
    """The peer is not there any more, or we have cut it off."""


class Connection(SMTP):
    """One connection. Its time is that of the event loop it runs on."""

    line_length_limit = 64 * 1024  # for aiosmtpd: the stream's buffer, no limit on lines

    def __init__(self, desk: Desk, loop: asyncio.AbstractEventLoop) -> None:
        self.desk = desk
        self.peer_address = ""
        self._counted = False
        self._input = bytearray()
        self._output = bytearray()
        self._late = replies.IDLE
        self._at_rest = False
        self._linger: asyncio.TimerHandle | None = None
        super().__init__(
            object(),  # no hooks: every command is ours
            hostname=desk.terms.hostname,
            tls_context=desk.tls,
            timeout=desk.limits.idle_seconds,
            data_size_limit=None,
            loop=loop,
        )

    # The connection's life

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it in, or turn it away; called again when TLS is up."""
        if self._original_transport is not None:
            self._input.clear()
            super().connection_made(transport)
            return
        if not isinstance(transport, asyncio.Transport):
            raise TypeError("a stream transport is needed")
        self.peer_address = plain_address(transport.get_extra_info("peername")[0])
        floor = self.desk.floor
        implicit = self.desk.listener.tls is ListenerTls.IMPLICIT  # then there is a context: the server checks that
        if floor.draining or not floor.connections.enter(self.peer_address):
            reply = replies.SHUTTING_DOWN if floor.draining else replies.TOO_MANY_SESSIONS
            floor.log.info("turned-away", listener=self.desk.listener.name, code=reply.code, enhanced=reply.enhanced)
            if not implicit:  # under TLS nothing can be said before a handshake, which is what there is no room for
                transport.write(reply.line.encode() + b"\r\n")
            transport.close()
            return
        self._counted = True
        floor.open.add(self)
        if implicit and self.desk.tls is not None:
            self._handshake_at_once(transport, self.desk.tls)
        else:
            super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Count it out. What is being committed goes on."""
        self._leave()
        if self._handler_coroutine is not None:
            super().connection_lost(error)

    def eof_received(self) -> bool | None:
        """The peer has sent all it will. What it sent is still worked through, and answered while it listens."""
        # Not SMTP.eof_received, which cancels the session: a client may send its last commands and close its half.
        asyncio.StreamReaderProtocol.eof_received(self)
        return self._tls_protocol is None  # under TLS there is no half-close to ask for

    def retire(self) -> None:
        """Say 421 as soon as no message is begun, and close."""
        if self._at_rest:
            self._hang_up(replies.SHUTTING_DOWN)

    def abort(self) -> None:
        """Cut it."""
        for transport in (self.transport, self._original_transport):
            if isinstance(transport, asyncio.Transport):
                transport.abort()
        self._leave()

    @property
    def tls(self) -> bool:
        """Whether what comes is encrypted."""
        return self._ssl_object is not None

    @property
    def certificate(self) -> bytes | None:
        """The peer's certificate, DER; its chain was checked in the handshake. None: it showed none."""
        found = self._ssl_object
        return None if found is None else found.getpeercert(binary_form=True)

    @property
    def _ssl_object(self) -> ssl.SSLObject | None:
        found = None if self.transport is None else self.transport.get_extra_info("ssl_object")
        return found if isinstance(found, ssl.SSLObject) else None

    def _leave(self) -> None:
        if self._counted:
            self._counted = False
            self.desk.floor.connections.leave(self.peer_address)
            self.desk.floor.open.discard(self)
        self.wait_for_us()
        if self._linger is not None:
            self._linger.cancel()

    # TLS

    def _handshake_at_once(self, transport: asyncio.Transport, context: ssl.SSLContext) -> None:
        # The listener is a plain one, and TLS is put over it here, so that connections are counted when they come and
        # not when their handshake is done: an unfinished one costs as much.
        waiter: asyncio.Future[None] = self.loop.create_future()
        protocol = SSLProtocol(
            self.loop, self, context, waiter, server_side=True, ssl_handshake_timeout=HANDSHAKE_SECONDS
        )
        self._tls_protocol = protocol
        self._original_transport = transport
        waiter.add_done_callback(self._handshake_over)
        transport.set_protocol(protocol)
        protocol.connection_made(transport)

    def _handshake_over(self, waiter: "asyncio.Future[None]") -> None:
        # A peer that leaves in the middle ends the waiting without an error too.
        if waiter.cancelled() or waiter.exception() is not None or not self.tls:
            self.abort()

    async def go_tls(self) -> None:
        """Answer 220 and put TLS over the connection. What the peer sent ahead in clear is dropped (RFC 3207 §4.2).

        Raises:
            Gone: the handshake failed.
        """
        self._input.clear()
        self._reset_timeout(HANDSHAKE_SECONDS)
        try:
            await super().smtp_STARTTLS("")
        except TLSSetupException as error:
            self.abort()  # nobody tells us of the loss: for asyncio this connection has not begun
            raise Gone from error
        self._input.clear()
        if not self.tls:
            self.abort()
            raise Gone

    # Out

    async def push(self, status: str | bytes) -> None:
        """Send one line now."""
        self._output += (status.encode("ascii") if isinstance(status, str) else status) + b"\r\n"
        await self.flush()

    async def say(self, reply: Reply) -> None:
        """Send a reply, together with those to the commands that are already here (RFC 2920 §3.2)."""
        self._output += reply.line.encode("ascii") + b"\r\n"
        if len(self._output) > _REPLIES_BYTES:
            await self.flush()

    def say_more(self, code: int, text: str) -> None:
        """One line, not the last, of a longer reply; what is said next ends it."""
        self._output += f"{code}-{text}\r\n".encode("ascii")

    async def flush(self) -> None:
        """Send what is to be said.

        Raises:
            Gone: there is nobody to say it to.
        """
        if not self._output:
            return
        words = bytes(self._output)
        self._output.clear()
        try:
            self._writer.write(words)
            await self._writer.drain()
        except ConnectionError as error:
            raise Gone from error

    def _hang_up(self, last_words: Reply | None = None) -> None:
        transport = self.transport
        if not isinstance(transport, asyncio.Transport) or transport.is_closing():
            return
        if last_words is not None:
            self._output += last_words.line.encode("ascii") + b"\r\n"
        transport.write(bytes(self._output))
        self._output.clear()
        transport.close()
        self._linger = self.loop.call_later(_LINGER_SECONDS, self.abort)

    # In

    async def chunk(self) -> bytes:
        """What came: at once if something is here, else when something is.

        Raises:
            Gone: nothing will come any more.
        """
        if self._input:
            here = bytes(self._input)
            self._input.clear()
            return here
        return await self._wire()

    def unread(self, behind: bytes) -> None:
        """Put back what belongs to the commands that follow."""
        self._input[:0] = behind

    async def read_line(self) -> bytes | None:
        """The next line without its CRLF. None: it was too long; it was read to its end and dropped.

        Raises:
            Gone: it will not come.
        """
        overlong, searched = False, 0
        while (end := self._input.find(b"\r\n", searched)) < 0:
            if len(self._input) > _LINE_OCTETS:
                overlong = True
                del self._input[:-1]
            searched = max(0, len(self._input) - 1)  # a CR may wait for its LF
            came = await self._wire()
            self._input += came
        line = bytes(self._input[:end])
        del self._input[: end + 2]
        return None if overlong or len(line) > _LINE_OCTETS else line

    async def _wire(self) -> bytes:
        await self.flush()
        try:
            came = await self._reader.read(_READ_BYTES)
        except (ConnectionError, ssl.SSLError) as error:
            raise Gone from error
        if not came:
            raise Gone
        return came

    # Time

    def wait_at_most(self, seconds: float, late: Reply) -> None:
        """From now on, after so many seconds, say *late* and close."""
        self._late = late
        self._reset_timeout(seconds)

    def wait_for_us(self) -> None:
        """Stop the clock: it is us who work now."""
        if self._timeout_handle is not None:
            self._timeout_handle.cancel()

    def _timeout_cb(self) -> None:
        self.desk.floor.log.info(
            "timed-out", listener=self.desk.listener.name, code=self._late.code, enhanced=self._late.enhanced
        )
        if self._original_transport is not None and not self.tls:
            self.abort()  # in the middle of a handshake nothing can be said
        else:
            self._hang_up(self._late)
