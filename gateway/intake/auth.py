"""AUTH PLAIN and AUTH LOGIN: from their answers to a name and a password (RFC 4954, RFC 4616)."""

import base64
import binascii
from typing import Final

from gateway.intake import replies
from gateway.intake.connection import Connection
from gateway.intake.replies import Reply

_NAME_OCTETS: Final = 254  # a name is an address


async def answers(connection: Connection, argument: str) -> tuple[str, bytes] | Reply:
    """Ask for what *argument*, the words after AUTH, does not bring yet.

    Returns:
        Name and password as given; or the reply that refuses.

    Raises:
        Gone: the client went away.
    """
    words = argument.split()
    if not words or len(words) > 2:
        return replies.MECHANISM
    mechanism = words[0].upper()
    initial = words[1].encode() if len(words) == 2 else None
    if mechanism == "PLAIN":
        answer = await _answer(connection, b"") if initial is None else decoded(initial)
        return answer if isinstance(answer, Reply) else plain(answer)
    if mechanism != "LOGIN":
        return replies.MECHANISM
    # Never written down as a standard; these challenges are what clients wait for (draft-murchison-sasl-login).
    name = await _answer(connection, b"Username:") if initial is None else decoded(initial)
    if isinstance(name, Reply):
        return name
    password = await _answer(connection, b"Password:")
    return password if isinstance(password, Reply) else _pair(name, password)


def decoded(text: bytes) -> bytes | Reply:
    """One base64 answer; "=" is the empty one (RFC 4954 §4)."""
    if text == b"=":
        return b""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return replies.AUTH_SYNTAX


def plain(answer: bytes) -> tuple[str, bytes] | Reply:
    """`authzid NUL name NUL password` (RFC 4616 §2). To act as someone else is not a matter of signing in."""
    parts = answer.split(b"\0")
    if len(parts) != 3:
        return replies.AUTH_SYNTAX
    acting_as, name, password = parts
    if acting_as and acting_as.lower() != name.lower():
        return replies.WRONG_PASSWORD
    return _pair(name, password)


def _pair(name: bytes, password: bytes) -> tuple[str, bytes] | Reply:
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        return replies.AUTH_SYNTAX
    if not text or not password or len(name) > _NAME_OCTETS or not text.isprintable():
        return replies.AUTH_SYNTAX
    return text, password


async def _answer(connection: Connection, challenge: bytes) -> bytes | Reply:
    await connection.push(b"334 " + base64.b64encode(challenge))
    connection.wait_at_most(connection.desk.limits.idle_seconds, replies.IDLE)
    line = await connection.read_line()
    if line is None:
        return replies.AUTH_TOO_LONG
    if line == b"*":
        return replies.AUTH_CANCELLED
    return decoded(line)
