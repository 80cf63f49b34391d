"""The listening sockets, and one event loop of their own that serves them."""

import asyncio
import logging
import socket
import ssl
import threading
import time
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, TypeVar

from argon2 import PasswordHasher

from gateway.config import Limits, Listener, ListenerTls, Organisation, TlsFiles
from gateway.intake.accounts import Accounts, SignIn
from gateway.intake.admission import Stamp, Terms
from gateway.intake.data import Pace
from gateway.intake.desk import Desk, Floor
from gateway.intake.handover import Handover
from gateway.intake.limits import Connections, Memory, Rate
from gateway.intake.smtp import Conversation
from gateway.model.errors import ConfigurationFaults
from gateway.ports import Clock, Intake, Log

_BACKLOG: Final = 128
_SPOOL_THREADS: Final = 16  # waiting for one group commit together
_SIGN_IN_THREADS: Final = 2  # 64 MiB each while a password is checked
_MESSAGES_HELD: Final = 2  # of the largest size, in the memory of all sessions together
_POLL_SECONDS: Final = 0.02
_END_SECONDS: Final = 2.0

Answer = TypeVar("Answer")


class IntakeServer:
    """Takes mail in on all listeners, in a thread of its own."""

    def __init__(
        self,
        *,
        listeners: tuple[Listener, ...],
        limits: Limits,
        tls: TlsFiles | None,
        accounts: Accounts | None,
        spool: Intake,
        organisation: Organisation,
        log: Log,
        clock: Clock,
        stamps: Mapping[str, bytes] | None = None,
        reuse_port: bool = False,
        grace_seconds: float = 60,
        hasher: PasswordHasher | None = None,
    ) -> None:
        """Nothing is opened yet.

        Args:
            listeners: Where to listen, and for whom.
            limits: What one client may ask.
            tls: Certificate and key; None only when every listener is `tls: none`.
            accounts: Who may sign in; None only when no listener has `auth`.
            spool: Who answers for what was taken.
            organisation: Whose mail this is.
            log: Where it is told.
            clock: When a message came.
            stamps: The secret value of each listener's trust header, by listener name.
            reuse_port: Let other processes listen on the same port (SO_REUSEPORT).
            grace_seconds: How long DATA may take before `data_bytes_per_second` is asked for.
            hasher: How passwords are verified; None: argon2-cffi's defaults.

        Raises:
            ConfigurationFaults: what a listener needs is not there.
        """
        _check(listeners, tls, accounts, stamps or {})
        self._listeners, self._limits, self._tls = listeners, limits, tls
        self._organisation, self._stamps = organisation, stamps or {}
        self._reuse_port, self._grace_seconds = reuse_port, grace_seconds
        self._log, self._clock, self._spool = log, clock, spool
        self._accounts, self._hasher = accounts, hasher
        self._sockets: list[socket.socket] = []
        self._addresses: dict[str, tuple[str, int]] = {}
        self._servers: list[asyncio.Server] = []
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen. Returns when connections are answered.

        Raises:
            ConfigurationFaults: certificate or key cannot be used.
            OSError: an address cannot be had.
        """
        contexts = {listener.name: _context(listener, self._tls) for listener in self._listeners}
        # aiosmtpd tells its log of peers and addresses.
        logging.getLogger("mail.log").disabled = True
        self._pools = (
            ThreadPoolExecutor(_SPOOL_THREADS, thread_name_prefix="intake-spool"),
            ThreadPoolExecutor(_SIGN_IN_THREADS, thread_name_prefix="intake-sign-in"),
        )
        try:
            for listener in self._listeners:
                listening = _listening(listener, reuse_port=self._reuse_port)
                self._sockets.append(listening)
                self._addresses[listener.name] = listening.getsockname()[:2]
            self._floor = self._shared()
        except BaseException:
            self._close_down()
            raise
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(self._unexpected)
        self._thread = threading.Thread(target=self._loop.run_forever, name="intake", daemon=True)
        self._thread.start()
        self._on_loop(self._serve(contexts))
        for name, (_, port) in self.addresses.items():
            self._log.info("listening", listener=name, port=port)

    @property
    def addresses(self) -> dict[str, tuple[str, int]]:
        """Host and port of each listener by its name, once started."""
        return dict(self._addresses)

    @property
    def sessions(self) -> int:
        """How many connections are open."""
        return 0 if self._thread is None else len(self._floor.open)

    def drain(self, seconds: float) -> None:
        """Take no more connections, let begun messages end for so long, then cut; a commit under way always ends.

        A session between two messages is told 421 4.3.2 at once.
        """
        if self._thread is not None:
            self._on_loop(self._drain(seconds))

    def stop(self) -> None:
        """Cut what is left, wait for commits, end the thread. Safe to call twice."""
        if self._thread is None:
            return
        self._on_loop(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._thread = None
        self._loop.close()
        self._close_down()

    def _shared(self) -> Floor:
        spool_pool, sign_in_pool = self._pools
        sign_in = None
        if self._accounts is not None:
            sign_in = SignIn(
                self._accounts,
                failures_per_minute=self._limits.auth_failures_per_minute,
                pool=sign_in_pool,
                monotonic=time.monotonic,
                hasher=self._hasher,
            )
        return Floor(
            connections=Connections(total=self._limits.sessions, each=self._limits.sessions_per_address),
            messages=Rate(self._limits.messages_per_minute),
            memory=Memory(_MESSAGES_HELD * self._limits.message_bytes),
            handover=Handover(self._spool, pool=spool_pool, monotonic=time.monotonic),
            sign_in=sign_in,
            log=self._log,
            clock=self._clock,
            monotonic=time.monotonic,
        )

    def _desk(self, listener: Listener, context: ssl.SSLContext | None) -> Desk:
        trust, limits = listener.trust, self._limits
        stamp = None
        if trust is not None and trust.header is not None:
            stamp = Stamp(name=trust.header.name.lower().encode("ascii"), value=self._stamps[listener.name])
        return Desk(
            listener=listener,
            terms=Terms(
                hostname=self._organisation.hostname,
                postmaster=self._organisation.postmaster,
                domains=frozenset(self._organisation.domains),
                message_bytes=limits.message_bytes,
                recipients=limits.recipients,
                received_fields=limits.received_fields,
                auth=listener.auth,
                stamp=stamp,
                notices=self._organisation.notices,
            ),
            limits=limits,
            pace=Pace(
                idle_seconds=limits.idle_seconds,
                grace_seconds=self._grace_seconds,
                bytes_per_second=limits.data_bytes_per_second,
                total_seconds=limits.data_total_seconds,
            ),
            tls=context,
            floor=self._floor,
        )

    async def _serve(self, contexts: Mapping[str, ssl.SSLContext | None]) -> None:
        for listener, listening in zip(self._listeners, self._sockets, strict=True):
            desk = self._desk(listener, contexts[listener.name])
            server = await self._loop.create_server(
                partial(Conversation, desk, self._loop), sock=listening, backlog=_BACKLOG
            )
            self._servers.append(server)

    async def _drain(self, seconds: float) -> None:
        floor = self._floor
        floor.draining = True
        for server in self._servers:
            server.close()
        for connection in tuple(floor.open):
            connection.retire()
        until = self._loop.time() + seconds
        while floor.open and self._loop.time() < until:
            await asyncio.sleep(_POLL_SECONDS)
        for connection in tuple(floor.open):
            connection.abort()
        await floor.handover.settle()

    async def _end(self) -> None:
        await self._drain(0)
        # Sessions that were cut end by themselves, and so does a drain that someone else waits for.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if others:
            _, stuck = await asyncio.wait(others, timeout=_END_SECONDS)
            for task in stuck:
                task.cancel()
            await asyncio.gather(*stuck, return_exceptions=True)

    def _on_loop(self, work: Coroutine[None, None, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _unexpected(self, _loop: asyncio.AbstractEventLoop, context: Mapping[str, object]) -> None:
        # asyncio would print the exception with its text, and a peer's bytes with it.
        error = context.get("exception")
        self._log.error("intake-loop", error=type(error).__name__ if error is not None else "none")

    def _close_down(self) -> None:
        for listening in self._sockets:
            listening.close()
        for pool in self._pools:
            pool.shutdown(wait=True)


def _check(
    listeners: tuple[Listener, ...], tls: TlsFiles | None, accounts: Accounts | None, stamps: Mapping[str, bytes]
) -> None:
    faults = []
    for listener in listeners:
        where = f"listeners: {listener.name}"
        trust = listener.trust
        if listener.tls is not ListenerTls.NONE and tls is None:
            faults.append(f"{where}: tls needs certificate and key")
        if listener.auth and accounts is None:
            faults.append(f"{where}: auth needs accounts")
        if trust is not None and trust.header is not None and not stamps.get(listener.name):
            faults.append(f"{where}: trust.header needs its secret value")
        if trust is not None and trust.client_certificates and (tls is None or tls.client_ca is None):
            # Python's ssl module shows a client's certificate only when its chain could be checked.
            faults.append(
                f"{where}: trust.client_certificates needs tls.client_ca, the certificates or their issuers"
            )
    if faults:
        raise ConfigurationFaults(tuple(faults))


def _context(listener: Listener, tls: TlsFiles | None) -> ssl.SSLContext | None:
    if listener.tls is ListenerTls.NONE or tls is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # RFC 8996; RFC 8314 §4.1
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
    try:
        context.load_cert_chain(tls.certificate, tls.key)
        if listener.trust is not None and listener.trust.client_certificates and tls.client_ca is not None:
            context.load_verify_locations(tls.client_ca)
            context.verify_mode = ssl.CERT_OPTIONAL
    except OSError as error:  # ssl.SSLError too
        fault = f"tls: certificate, key or client_ca cannot be used: {type(error).__name__}"
        raise ConfigurationFaults((fault,)) from error
    return context


def _listening(listener: Listener, *, reuse_port: bool) -> socket.socket:
    family, _, _, _, address = socket.getaddrinfo(
        listener.host, listener.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if reuse_port:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except BaseException:
        listening.close()
        raise
    return listening
