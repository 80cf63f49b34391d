"""One next hop over SMTP: verified TLS, kept connections, one reply for each recipient."""

import queue
import smtplib
import socket
import ssl
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from gateway.config import Hop, HopTls
from gateway.ports import Reply

IDLE_SECONDS: Final = 60.0  # below the five minutes after which a server may drop us (RFC 5321 §4.5.3.2.7)
MESSAGES_PER_CONNECTION: Final = 100
NO_CONNECTION: Final = Reply(code=0, enhanced="4.4.1", text="no connection")
BROKEN: Final = Reply(code=0, enhanced="4.4.2", text="connection broken")
READY: Final = Reply(code=220, enhanced="", text="ready")
# RFC 6531 §3.5: such an address goes under SMTPUTF8 or not at all.
NOT_ASCII: Final = Reply(code=553, enhanced="5.6.7", text="an address beyond ASCII in a message without SMTPUTF8")
NO_TLS: Final = Reply(code=454, enhanced="4.7.5", text="the next hop did not prove who it is")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long a next hop may take, in seconds (RFC 5321 §4.5.3.2)."""

    connect: float = 30
    command: float = 300
    after_dot: float = 600  # a reply lost here means a duplicate, so it is waited for longest


class _Client(smtplib.SMTP):
    """smtplib, connecting to one host while checking the certificate against another name."""

    def __init__(self, *, hop: Hop, hostname: str, timeout: float, implicit: ssl.SSLContext | None) -> None:
        self._connect_to = hop.host
        self._implicit = implicit
        self._certificate_name = hop.name or hop.host
        super().__init__(local_hostname=hostname, timeout=timeout)
        code, text = self.connect(self._certificate_name, hop.port)
        if code != 220:
            self.close()
            raise smtplib.SMTPConnectError(code, text)
        # starttls() checks the certificate against this name; the constructor sets it only when it connects itself.
        self._host = self._certificate_name

    def wait(self, seconds: float) -> None:
        """From now on, how long a reply may take."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        self.sock.settimeout(seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        connection = socket.create_connection((self._connect_to, port), timeout)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._implicit is None:
            return connection
        return self._implicit.wrap_socket(connection, server_hostname=host)


@dataclass(slots=True)
class _Kept:
    client: _Client
    used: int
    last: float


class SmtpHop:
    """A next hop; safe from several threads, each send on a connection of its own."""

    def __init__(
        self, hop: Hop, *, hostname: str, password: str | None = None, timeouts: Timeouts | None = None
    ) -> None:
        self._hop = hop
        self._hostname = hostname
        self._password = password
        self._timeouts = timeouts or Timeouts()
        self._idle: queue.LifoQueue[_Kept] = queue.LifoQueue(hop.connections)
        self._context = None if hop.tls is HopTls.NONE else _verifying_context(hop)

    def send(
        self, sender: str, recipients: Sequence[str], message: bytes, *, smtputf8: bool, body_8bit: bool
    ) -> dict[str, Reply]:
        """Hand one finished message over. See ports.Outbound."""
        if not smtputf8 and not all(address.isascii() for address in (sender, *recipients)):
            return dict.fromkeys(recipients, NOT_ASCII)
        kept = self._take()
        if kept is not None:
            replies = self._try(kept, sender, recipients, message, smtputf8=smtputf8, body_8bit=body_8bit)
            if replies is not None:
                return replies
        # A kept connection that was dropped while idle says nothing about the next hop: a new one is asked.
        fresh = self._connect()
        if isinstance(fresh, Reply):
            return dict.fromkeys(recipients, fresh)
        replies = self._try(fresh, sender, recipients, message, smtputf8=smtputf8, body_8bit=body_8bit)
        return replies if replies is not None else dict.fromkeys(recipients, BROKEN)

    def probe(self) -> Reply:
        """Connect, have it prove who it is and sign in, as for mail, and say goodbye. Sends nothing.

        Returns:
            READY with the TLS that it was asked under, or why it would take no mail now.
        """
        fresh = self._connect()
        if isinstance(fresh, Reply):
            return fresh
        tls = _tls(fresh.client)
        _quit(fresh.client)
        return replace(READY, tls=tls)

    def close(self) -> None:
        """Say goodbye on every kept connection."""
        while (kept := self._take()) is not None:
            _quit(kept.client)

    def _take(self) -> _Kept | None:
        while True:
            try:
                kept = self._idle.get_nowait()
            except queue.Empty:
                return None
            if time.monotonic() - kept.last < IDLE_SECONDS and kept.used < MESSAGES_PER_CONNECTION:
                return kept
            _quit(kept.client)

    def _give_back(self, kept: _Kept) -> None:
        kept.last = time.monotonic()
        try:
            self._idle.put_nowait(kept)
        except queue.Full:
            _quit(kept.client)

    def _connect(self) -> _Kept | Reply:
        implicit = self._context if self._hop.tls is HopTls.IMPLICIT else None
        try:
            client = _Client(
                hop=self._hop, hostname=self._hostname, timeout=self._timeouts.connect, implicit=implicit
            )
        except smtplib.SMTPResponseException as error:
            return _reply(error.smtp_code, error.smtp_error)
        except ssl.SSLError:
            return NO_TLS
        except (OSError, smtplib.SMTPException):
            return NO_CONNECTION
        try:
            return self._greet(client)
        except ssl.SSLError:
            client.close()
            return NO_TLS
        except smtplib.SMTPResponseException as error:
            _quit(client)
            return _reply(error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException):
            client.close()
            return NO_CONNECTION

    def _greet(self, client: _Client) -> _Kept | Reply:
        client.wait(self._timeouts.command)
        client.ehlo_or_helo_if_needed()
        if self._hop.tls is HopTls.VERIFIED:
            if not client.has_extn("starttls"):
                _quit(client)
                return NO_TLS
            client.starttls(context=self._context)
            client.ehlo()
        if self._hop.user and self._password is not None:
            try:
                client.login(self._hop.user, self._password)
            except smtplib.SMTPAuthenticationError as error:
                # Ours to mend, not the sender's: kept and tried again while someone is told.
                _quit(client)
                return Reply(code=454, enhanced="4.7.0", text=f"sign-in refused with {error.smtp_code}")
        return _Kept(client=client, used=0, last=time.monotonic())

    def _try(
        self,
        kept: _Kept,
        sender: str,
        recipients: Sequence[str],
        message: bytes,
        *,
        smtputf8: bool,
        body_8bit: bool,
    ) -> dict[str, Reply] | None:
        """One transaction. None: the connection broke before anything was answered, so nothing can have been sent."""
        client = kept.client
        missing = _missing_extension(client, smtputf8=smtputf8, body_8bit=body_8bit)
        if missing is not None:
            self._give_back(kept)
            return dict.fromkeys(recipients, missing)
        options = [f"size={len(message)}"] if client.has_extn("size") else []
        if body_8bit:
            options.append("body=8bitmime")
        if smtputf8:
            options.append("smtputf8")
        replies: dict[str, Reply] = {}
        try:
            if smtputf8:
                client.command_encoding = "utf-8"
            code, text = client.mail(sender, options)
            if code != 250:
                self._reset(kept)
                return dict.fromkeys(recipients, _reply(code, text))
        except (OSError, smtplib.SMTPException):
            client.close()
            return None
        try:
            for recipient in recipients:
                replies[recipient] = _reply(*client.rcpt(recipient))
            accepted = [recipient for recipient in recipients if replies[recipient].accepted]
            if not accepted:
                self._reset(kept)
                return replies
            final = replace(_reply(*_data(client, message, self._timeouts)), tls=_tls(client))
        except smtplib.SMTPDataError as error:
            final = _reply(error.smtp_code, error.smtp_error)
            self._reset(kept)
        except (OSError, smtplib.SMTPException):
            # Whether the peer took it is unknown: at-least-once says try again.
            client.close()
            return {recipient: replies.get(recipient, BROKEN) for recipient in recipients} | {
                recipient: BROKEN for recipient in recipients if replies.get(recipient, BROKEN).accepted
            }
        else:
            kept.used += 1
            self._give_back(kept)
        return replies | dict.fromkeys(accepted, final)

    def _reset(self, kept: _Kept) -> None:
        try:
            kept.client.rset()
        except (OSError, smtplib.SMTPException):
            kept.client.close()
        else:
            kept.used += 1
            self._give_back(kept)


def _data(client: _Client, message: bytes, timeouts: Timeouts) -> tuple[int, bytes]:
    """DATA with body and final dot in one write: Nagle against delayed ACK costs 40 ms otherwise."""
    code, text = client.docmd("DATA")
    if code != 354:
        raise smtplib.SMTPDataError(code, text)
    stuffed = message.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    if not stuffed.endswith(b"\r\n"):
        stuffed += b"\r\n"
    client.wait(timeouts.after_dot)
    client.send(stuffed + b".\r\n")
    answer = client.getreply()
    client.wait(timeouts.command)
    return answer


def _missing_extension(client: smtplib.SMTP, *, smtputf8: bool, body_8bit: bool) -> Reply | None:
    # RFC 6152 §3 and RFC 6531 §3.2: such mail may not be given to a hop that does not offer the extension.
    if smtputf8 and not client.has_extn("smtputf8"):
        return Reply(code=550, enhanced="5.6.7", text="the next hop takes no internationalised addresses")
    if body_8bit and not client.has_extn("8bitmime"):
        return Reply(code=550, enhanced="5.6.3", text="the next hop takes no 8-bit mail")
    return None


def _reply(code: int, text: bytes | str) -> Reply:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    first = words.split(None, 1)[0] if words.split() else ""
    enhanced = first if first.count(".") == 2 and first.replace(".", "").isdigit() else ""
    if code < 0:
        return BROKEN
    return Reply(code=code, enhanced=enhanced, text=words)


def _tls(client: _Client) -> str:
    """What proves how it travelled (SEC-1). Every context of ours checks certificate and name, or there is no TLS."""
    if not isinstance(client.sock, ssl.SSLSocket):
        return ""
    cipher = client.sock.cipher()
    return f"{client.sock.version()} {cipher[0] if cipher else 'unknown'} verified"


def _verifying_context(hop: Hop) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(hop.ca) if hop.ca else None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _quit(client: smtplib.SMTP) -> None:
    with suppress(OSError, smtplib.SMTPException):
        client.quit()
    client.close()
