"""Every reply that intake can give, once: code, enhanced status code (RFC 3463, RFC 2034) and text."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One line of an answer. Its text is for strangers too: nothing of hosts, rules or content (style, errors)."""

    code: int
    enhanced: str  # empty where RFC 2034 §4 wants none: greeting, EHLO, 3xx
    text: str

    @property
    def line(self) -> str:
        """As sent, without the line end."""
        return " ".join(word for word in (str(self.code), self.enhanced, self.text) if word)

    @property
    def refused(self) -> bool:
        """Whether it says no, for now or for good."""
        return self.code >= 400


def _reply(code: int, enhanced: str, text: str) -> Reply:
    return Reply(code=code, enhanced=enhanced, text=text)


OK: Final = _reply(250, "2.0.0", "OK")
BYE: Final = _reply(221, "2.0.0", "Goodbye")
HELP: Final = _reply(214, "2.0.0", "Commands: EHLO HELO STARTTLS AUTH MAIL RCPT DATA RSET NOOP VRFY HELP QUIT")
VRFY: Final = _reply(252, "2.0.0", "Addresses are not verified here")
SENDER_OK: Final = _reply(250, "2.1.0", "Sender taken")
RECIPIENT_OK: Final = _reply(250, "2.1.5", "Recipient taken")
GO_AHEAD: Final = _reply(354, "", "End data with <CR><LF>.<CR><LF>")
SIGNED_IN: Final = _reply(235, "2.7.0", "Signed in")

# The connection ends after each of these (RFC 5321 §3.8).
TOO_MANY_SESSIONS: Final = _reply(421, "4.3.2", "Too many connections, try again later")
SHUTTING_DOWN: Final = _reply(421, "4.3.2", "Shutting down, try again later")
IDLE: Final = _reply(421, "4.4.2", "Nothing heard from you for too long")
DATA_TOO_SLOW: Final = _reply(421, "4.4.2", "The message came too slowly, nothing was taken")
TOO_MANY_COMMANDS: Final = _reply(421, "4.7.0", "Too many commands without a message")
TOO_MANY_ERRORS: Final = _reply(421, "4.7.0", "Too many errors")
TOO_MANY_SIGN_INS: Final = _reply(421, "4.7.0", "Too many failed sign-ins, try again later")
DATA_ENDLESS: Final = _reply(421, "4.3.0", "The message went on far beyond the size limit, nothing was taken")

FAULT: Final = _reply(451, "4.3.0", "Not taken because of a fault here, try again later")
SPOOL_FULL: Final = _reply(452, "4.3.1", "No room now, try again later")
TOO_MANY_RECIPIENTS: Final = _reply(452, "4.5.3", "Too many recipients in one message, send it again to the rest")
TOO_FAST: Final = _reply(450, "4.7.1", "Too many messages a minute, try again later")

UNKNOWN: Final = _reply(500, "5.5.1", "No such command")
LINE_TOO_LONG: Final = _reply(500, "5.5.2", "Command line too long")
BAD_LINE: Final = _reply(500, "5.5.2", "A command is one line of text ended by CRLF")
NOT_OFFERED: Final = _reply(502, "5.5.1", "Not offered here")
NEEDS_HELLO: Final = _reply(503, "5.5.1", "Send EHLO first")
NEEDS_MAIL: Final = _reply(503, "5.5.1", "Send MAIL first")
NEEDS_RECIPIENT: Final = _reply(503, "5.5.1", "Send RCPT first")
NESTED_MAIL: Final = _reply(503, "5.5.1", "A message is already begun")
TLS_ALREADY: Final = _reply(503, "5.5.1", "TLS is already on")
SIGNED_IN_ALREADY: Final = _reply(503, "5.5.1", "Already signed in")
NOT_NOW: Final = _reply(503, "5.5.1", "Not within a message")

BAD_HELLO: Final = _reply(501, "5.5.4", "Give your host name or [address]")
NO_ARGUMENT: Final = _reply(501, "5.5.4", "This command takes no argument")
BAD_MAIL: Final = _reply(501, "5.5.4", "Syntax: MAIL FROM:<address> [parameters]")
BAD_RCPT: Final = _reply(501, "5.5.4", "Syntax: RCPT TO:<address> [parameters]")
BAD_PARAMETER: Final = _reply(501, "5.5.4", "A parameter is malformed or given twice")
UNKNOWN_PARAMETER: Final = _reply(555, "5.5.4", "A parameter is not offered here")
BAD_SENDER: Final = _reply(501, "5.1.7", "The sender is not a mailbox")
BAD_RECIPIENT: Final = _reply(501, "5.1.3", "The recipient is not a mailbox")
LITERAL: Final = _reply(550, "5.1.2", "Give a domain name, not an address literal")
NEEDS_SMTPUTF8: Final = _reply(553, "5.6.7", "An address outside ASCII needs SMTPUTF8")

TLS_FIRST: Final = _reply(530, "5.7.0", "Send STARTTLS first")
AUTH_FIRST: Final = _reply(530, "5.7.0", "Sign in first")
NO_TLS_NO_AUTH: Final = _reply(538, "5.7.11", "Signing in needs TLS")
WRONG_PASSWORD: Final = _reply(535, "5.7.8", "Name or password is wrong")
MECHANISM: Final = _reply(504, "5.5.4", "Use AUTH PLAIN or AUTH LOGIN")
AUTH_CANCELLED: Final = _reply(501, "5.7.0", "Sign-in cancelled")
AUTH_SYNTAX: Final = _reply(501, "5.5.2", "The answer could not be decoded")
AUTH_TOO_LONG: Final = _reply(500, "5.5.6", "The answer is too long")
AUTH_FAULT: Final = _reply(454, "4.7.0", "Sign-in is not possible now, try again later")
AUTH_PAUSED: Final = _reply(454, "4.7.0", "Too many failed sign-ins for this name, try again later")

NOT_FROM_HERE: Final = _reply(550, "5.7.1", "This connection may not send mail")
NOT_OUR_SENDER: Final = _reply(550, "5.7.1", "The sender is not of an organisation served here")
NOT_YOUR_SENDER: Final = _reply(550, "5.7.1", "You may not send as this sender")
NULL_SENDER: Final = _reply(550, "5.7.1", "The null sender is not taken on this connection")
NOT_STAMPED: Final = _reply(550, "5.7.1", "The message did not come by the agreed way")

TOO_LARGE: Final = _reply(552, "5.3.4", "The message is too large")
HEADER_TOO_LARGE: Final = _reply(552, "5.3.4", "The header section is too large")
LONE_LINE_END: Final = _reply(550, "5.6.11", "A line must end with CRLF: a lone CR or LF is not taken")
NUL: Final = _reply(550, "5.6.0", "A NUL octet is not taken")
LOOP: Final = _reply(554, "5.4.6", "Too many Received fields: the message is in a loop")
BEEN_HERE: Final = _reply(554, "5.4.6", "The message has passed this gateway before: a loop, or an automatic forward")

CLOSING: Final = frozenset(
    {
        BYE,
        TOO_MANY_SESSIONS,
        SHUTTING_DOWN,
        IDLE,
        DATA_TOO_SLOW,
        TOO_MANY_COMMANDS,
        TOO_MANY_ERRORS,
        TOO_MANY_SIGN_INS,
        DATA_ENDLESS,
    }
)
