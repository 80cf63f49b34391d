"""What a child may have done outside of it: run one of a fixed list of functions, in a process that is no child's.

A child can start no program. What it needs one for, such as reading the letters in a picture, it asks for here. What
it sends is passed on and not looked into: the function starts a program confined by itself. Who does it is forked
from the server at the first request and ends with the child; it believes no length before it has looked at it.
"""

import socket
import struct
from collections.abc import Callable, Collection, Mapping
from typing import Final

from redaction.isolate import protocol
from redaction.isolate.answers import Answers
from redaction.isolate.limits import MIB

Errand = Callable[[bytes], bytes]

MOST_BYTES: Final = 160 * MIB  # of a request
_MOST_ANSWERED: Final = 32 * MIB
_REQUEST: Final = struct.Struct(">16sQ")  # name, length


class ErrandFailed(Exception):
    """It was not done; only the class of what went wrong is known."""

    def __init__(self, class_name: str) -> None:
        self.class_name = class_name
        super().__init__(f"the errand raised {class_name}")


class Way:
    """A child's way to who does its errands. A process that is no child does them itself."""

    def __init__(self) -> None:
        self._child = False
        self._link: socket.socket | None = None

    def open(self, link: socket.socket | None) -> None:
        """From now on this is a child, which asks over this socket; None: nobody does errands for it."""
        self._child = True
        self._link = link

    def ask(self, name: str, payload: bytes, itself: Errand) -> bytes:
        """What the errand answers; *itself* does it where this process is no child.

        Raises:
            ErrandFailed: it raised, or nobody does it here. Outside of a child its own exception passes.
        """
        if not self._child:
            return itself(payload)
        if self._link is None or len(payload) > MOST_BYTES:
            raise ErrandFailed("NotDone")
        try:
            self._link.sendall(_REQUEST.pack(name.encode("ascii"), len(payload)))
            self._link.sendall(payload)
            kind, length = protocol.ANSWER.unpack(exactly(self._link, protocol.ANSWER.size))
            answer = exactly(self._link, length if length <= _MOST_ANSWERED else 0)
        except (OSError, EOFError) as error:
            raise ErrandFailed(type(error).__name__) from error
        if kind != protocol.ANSWERED:
            raise ErrandFailed(protocol.class_name(answer))
        return answer


WAY: Final = Way()
"""This process's."""


def serve(
    link: socket.socket, errands: Mapping[str, Errand], answers: Answers, remembered: Collection[str] = ()
) -> None:
    """Do what is asked for, one after the other, until the other end closes.

    *remembered*: errands that answer the same each time, so that an answer of before will do.
    """
    while True:
        try:
            padded, length = _REQUEST.unpack(exactly(link, _REQUEST.size))
            # Nothing that is asked for so is believed any further.
            name = padded.rstrip(b"\0").decode("ascii", "replace")
            errand = errands.get(name)
            if errand is None or length > MOST_BYTES:
                return
            kind, answer = _answered(name, errand, exactly(link, length), answers if name in remembered else None)
            if len(answer) > _MOST_ANSWERED:
                kind, answer = protocol.REFUSED, b"TooMuch"
            link.sendall(protocol.ANSWER.pack(kind, len(answer)) + answer)
        except (OSError, EOFError):
            return


def _answered(name: str, errand: Errand, payload: bytes, answers: Answers | None) -> tuple[bytes, bytes]:
    known = None if answers is None else answers.of(name, payload)
    if known is not None:
        return protocol.ANSWERED, known
    kind, answer = done(errand, payload)
    if answers is not None and kind == protocol.ANSWERED:
        answers.keep(name, payload, answer)
    return kind, answer


def done(task: Errand, payload: bytes) -> tuple[bytes, bytes]:
    """The kind of answer and the answer: of an exception nothing but its class."""
    try:
        return protocol.ANSWERED, task(payload)
    # The boundary itself: whatever is raised on hostile bytes ends here, as the name of its class.
    except Exception as error:
        return protocol.REFUSED, type(error).__name__.encode("ascii", "replace")


def exactly(link: socket.socket, length: int) -> bytes:
    """So many bytes. Raises EOFError: the other end has gone."""
    whole = bytearray(length)
    view = memoryview(whole)
    while view:
        got = link.recv_into(view)
        if not got:
            raise EOFError("the other end has gone")
        view = view[got:]
    return bytes(whole)
