"""The conversation: each command to its reply, and 250 only when the message is committed."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar, Final

from gateway.config import ListenerTls
from gateway.intake import admission, replies
from gateway.intake.accounts import Account
from gateway.intake.admission import Client, Mail
from gateway.intake.auth import answers
from gateway.intake.connection import Connection, Gone
from gateway.intake.desk import Desk
from gateway.intake.incoming import Incoming
from gateway.intake.limits import network_of
from gateway.intake.replies import Reply
from gateway.intake.trace import protocol
from gateway.model.errors import TemporaryFailure
from gateway.model.message import Envelope

# RFC 5321 §4.5.3.1.4: 512, and room for parameters: SIZE, BODY, SMTPUTF8, AUTH 500, ENVID 100; ORCPT 500, NOTIFY 28.
_COMMAND_OCTETS: Final = 512
_LONG_COMMANDS: Final = {"MAIL": 2048, "RCPT": 2048, "AUTH": 12288}
_BEFORE_TLS: Final = frozenset({"EHLO", "STARTTLS", "NOOP", "QUIT"})  # RFC 3207 §4
_YIELD_AFTER: Final = 20  # commands, when many are there at once
_HOST: Final = re.compile(r"[A-Za-z0-9._-]{1,255}|\[[A-Za-z0-9.:]{1,64}\]")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


class Conversation(Connection):
    """One client's session."""

    def __init__(self, desk: Desk, loop: asyncio.AbstractEventLoop) -> None:
        self._host = ""  # as EHLO or HELO gave it
        self._extended = False
        self._mail: Mail | None = None
        self._recipients: dict[str, None] = {}  # in order, each once
        self._account: Account | None = None
        self._commands = 0  # since the last message taken
        self._errors = 0
        super().__init__(desk, loop)

    # The loop

    async def _handle_client(self) -> None:
        try:
            await self.push(f"220 {self.hostname} ESMTP")
            while not await self._turn():
                # Commands that are here already are read without waiting; other sessions want their turn.
                if self._commands % _YIELD_AFTER == 0:
                    await asyncio.sleep(0)
        except Gone:
            pass
        finally:
            self._hang_up()

    async def _turn(self) -> bool:
        """One command and its reply; True: it was the last."""
        if self.desk.floor.draining and self._mail is None:
            await self.say(replies.SHUTTING_DOWN)
            return True
        self.wait_at_most(self.desk.limits.idle_seconds, replies.IDLE)
        self._at_rest = self._mail is None
        line = await self.read_line()
        self._at_rest = False
        self._commands += 1
        reply: Reply | None = replies.TOO_MANY_COMMANDS
        if self._commands <= self.desk.limits.commands:
            reply = await self._answer(line)
        if reply is None:
            return False
        await self.say(reply)
        if reply in replies.CLOSING:
            return True
        self._errors += reply.code >= 500
        if self._errors >= self.desk.limits.errors:
            await self.say(replies.TOO_MANY_ERRORS)
            return True
        return False

    async def _answer(self, line: bytes | None) -> Reply | None:
        if line is None:
            return replies.LINE_TOO_LONG
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            return replies.BAD_LINE
        if _CONTROL.search(text):
            return replies.BAD_LINE
        verb, _, argument = text.strip(" ").partition(" ")
        verb = verb.upper()
        if len(line) + 2 > _LONG_COMMANDS.get(verb, _COMMAND_OCTETS):
            return replies.LINE_TOO_LONG
        command = self._COMMANDS.get(verb)
        if command is None:
            return replies.UNKNOWN
        if self.desk.listener.require_tls and not self.tls and verb not in _BEFORE_TLS:
            return replies.TLS_FIRST
        reply = await self._ask(command, verb, argument.strip(" "))
        if reply is not None and reply.refused:
            self.desk.floor.log.info(
                "refused", listener=self.desk.listener.name, state=verb, code=reply.code, enhanced=reply.enhanced
            )
        return reply

    async def _ask(self, command: "_Command", verb: str, argument: str) -> Reply | None:
        try:
            return await command(self, argument)
        except Gone:
            raise
        # Whatever it is, the client hears 451 and keeps the message: a 5xx would bounce it, and the exception's text
        # may quote it.
        except Exception as error:
            self._reset()
            tell = self.desk.floor.log.warning if isinstance(error, TemporaryFailure) else self.desk.floor.log.error
            tell("intake-fault", listener=self.desk.listener.name, state=verb, error=type(error).__name__)
            return replies.AUTH_FAULT if verb == "AUTH" else replies.FAULT

    def _reset(self) -> None:
        self._mail = None
        self._recipients = {}

    def _set_rset_state(self) -> None:
        # aiosmtpd calls this when TLS comes up: nothing said in clear counts any more (RFC 3207 §4.2).
        super()._set_rset_state()  # type: ignore[no-untyped-call]  # aiosmtpd has no types there
        self._reset()
        self._host, self._extended, self._account = "", False, None

    # Commands

    async def _ehlo(self, argument: str) -> Reply:
        if self._hello(argument, extended=True) is not None:
            return replies.BAD_HELLO
        lines = ["PIPELINING", f"SIZE {self.desk.terms.message_bytes}", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"]
        if self.desk.listener.tls is ListenerTls.STARTTLS and not self.tls:
            lines.append("STARTTLS")
        if self.desk.terms.auth and self.tls and self._account is None:
            lines.append("AUTH PLAIN LOGIN")
        for line in (self.hostname, *lines):
            self.say_more(250, line)
        return Reply(code=250, enhanced="", text="HELP")

    async def _helo(self, argument: str) -> Reply:
        refusal = self._hello(argument, extended=False)
        return refusal or Reply(code=250, enhanced="", text=self.hostname)

    def _hello(self, argument: str, *, extended: bool) -> Reply | None:
        if _HOST.fullmatch(argument) is None:
            return replies.BAD_HELLO
        self._reset()  # RFC 5321 §4.1.4
        self._host = argument
        self._extended = extended
        return None

    async def _starttls(self, argument: str) -> Reply | None:
        if argument:
            return replies.NO_ARGUMENT
        if self.tls:
            return replies.TLS_ALREADY
        if self.desk.listener.tls is not ListenerTls.STARTTLS:
            return replies.NOT_OFFERED
        await self.go_tls()
        return None  # 220 was said before the handshake; under TLS the client speaks first

    async def _auth(self, argument: str) -> Reply:
        sign_in = self.desk.floor.sign_in
        if not self.desk.terms.auth or sign_in is None:
            return replies.NOT_OFFERED
        refusal = self._auth_refused()
        if refusal is not None:
            return refusal
        given = await answers(self, argument)
        if isinstance(given, Reply):
            return given
        name, password = given
        self.wait_for_us()
        outcome = await sign_in.check(name, password, self.peer_address)
        if isinstance(outcome, Reply):
            return outcome
        self._account = outcome
        return replies.SIGNED_IN

    def _auth_refused(self) -> Reply | None:
        if not self.tls:
            return replies.NO_TLS_NO_AUTH
        if not self._extended:
            return replies.NEEDS_HELLO
        if self._account is not None:
            return replies.SIGNED_IN_ALREADY
        return replies.NOT_NOW if self._mail is not None else None

    async def _mail_from(self, argument: str) -> Reply:
        if not self._host:
            return replies.NEEDS_HELLO
        if self._mail is not None:
            return replies.NESTED_MAIL
        taken = admission.mail(argument, extended=self._extended, client=self._client(), terms=self.desk.terms)
        if isinstance(taken, Reply):
            return taken
        floor = self.desk.floor
        who = network_of(self.peer_address) if self._account is None else self._account.name
        if not floor.messages.allowed(who, floor.monotonic()):
            return replies.TOO_FAST
        if await floor.handover.full():
            return replies.SPOOL_FULL
        floor.messages.count(who, floor.monotonic())
        self._mail = taken
        return replies.SENDER_OK

    async def _rcpt_to(self, argument: str) -> Reply:
        if self._mail is None:
            return replies.NEEDS_MAIL
        taken = admission.recipient(
            argument,
            extended=self._extended,
            mail=self._mail,
            taken=len(self._recipients),
            terms=self.desk.terms,
        )
        if isinstance(taken, Reply):
            return taken
        if not admission.together(taken, self._recipients, self.desk.terms):
            return replies.TOO_MANY_RECIPIENTS  # RFC 5321 §4.5.3.1.10: the client sends it again to the rest
        self._recipients[taken] = None
        return replies.RECIPIENT_OK

    async def _data(self, argument: str) -> Reply:
        if argument:
            return replies.NO_ARGUMENT
        if self._mail is None:
            return replies.NEEDS_MAIL
        if not self._recipients:
            return replies.NEEDS_RECIPIENT
        await self.say(replies.GO_AHEAD)
        incoming = Incoming(self)
        handed_over = False
        try:
            refusal = await incoming.read()
            if refusal is not None:
                return refusal
            content = admission.content(
                incoming.content(), incoming.faults, client=self._client(), terms=self.desk.terms
            )
            if isinstance(content, Reply):
                return content
            handed_over = True
            return await self._commit(self._envelope(self._mail, content), content, incoming.release)
        finally:
            self._reset()
            if not handed_over:
                incoming.release()

    async def _commit(self, envelope: Envelope, content: bytes, release: Callable[[], None]) -> Reply:
        floor = self.desk.floor
        # 250 means committed. A client that goes away now cancels this session, not the commit.
        accepted = await asyncio.shield(floor.handover.begin(envelope, content, release))
        self._commands = 0
        floor.log.info(
            "accepted",
            listener=self.desk.listener.name,
            case=accepted.case,
            recipients=len(envelope.recipients),
            bytes=len(content),
            state="doubled" if accepted.doubled else "new",
        )
        return Reply(code=250, enhanced="2.0.0", text=f"Taken as {accepted.case}")

    def _envelope(self, mail: Mail, content: bytes) -> Envelope:
        user = None if self._account is None else self._account.name
        return Envelope(
            sender=mail.sender,
            recipients=tuple(self._recipients),
            listener=self.desk.listener.name,
            client=self.peer_address,
            user=user,
            received_at=self.desk.floor.clock.now(),
            smtputf8=mail.smtputf8,
            # Clients send 8-bit text without saying so; the next hop is told what there is.
            body_8bit=mail.body_8bit or not content.isascii(),
            envid=mail.envid,
            protocol=protocol(
                extended=self._extended,
                tls=self.tls,
                signed_in=user is not None,
                smtputf8=mail.smtputf8,
            ),
        )

    def _client(self) -> Client:
        account = self._account
        return Client(
            trusted=self.desk.trusts(self.peer_address, self.certificate),
            account=None if account is None else account.name,
            may_send_as=frozenset() if account is None else frozenset(a.lower() for a in account.may_send_as),
        )

    async def _rset(self, argument: str) -> Reply:
        if argument:
            return replies.NO_ARGUMENT
        self._reset()
        return replies.OK

    async def _noop(self, _argument: str) -> Reply:
        return replies.OK

    async def _quit(self, argument: str) -> Reply:
        return replies.NO_ARGUMENT if argument else replies.BYE

    async def _help(self, _argument: str) -> Reply:
        return replies.HELP

    async def _vrfy(self, _argument: str) -> Reply:
        return replies.VRFY  # RFC 5321 §7.3: who has a mailbox is not told

    async def _not_offered(self, _argument: str) -> Reply:
        return replies.NOT_OFFERED

    _COMMANDS: ClassVar[Mapping[str, "_Command"]] = {
        "EHLO": _ehlo,
        "HELO": _helo,
        "STARTTLS": _starttls,
        "AUTH": _auth,
        "MAIL": _mail_from,
        "RCPT": _rcpt_to,
        "DATA": _data,
        "RSET": _rset,
        "NOOP": _noop,
        "QUIT": _quit,
        "HELP": _help,
        "VRFY": _vrfy,
        "EXPN": _not_offered,
        "BDAT": _not_offered,
        "ETRN": _not_offered,
        "TURN": _not_offered,
    }


_Command = Callable[[Conversation, str], Awaitable[Reply | None]]
