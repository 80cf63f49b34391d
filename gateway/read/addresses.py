"""Address fields: where display names and comments stand (RFC 5322 §3.4), by one scan that is linear in the field."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ADDRESS_FIELDS: Final = frozenset(
    {
        "from", "to", "cc", "bcc", "reply-to", "sender", "resent-from", "resent-to", "resent-cc", "resent-bcc",
        "resent-sender", "resent-reply-to", "disposition-notification-to", "return-receipt-to", "mail-followup-to",
        "errors-to", "apparently-to",
    }
)  # fmt: skip

_WORD: Final = re.compile(rb"=\?[^?\s]{1,80}\?[bBqQ]\?([^?]*)\?=")
_QUOTED: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ANGLE: Final = re.compile(rb"<[^<>]*>")
_WHITE: Final = b" \t\r\n"
_SPECIAL_IN_WORD: Final = re.compile(rb"[,<>;:\"()@]")
_ATOM: Final = re.compile(rb'[^ \t\r\n"(<>,;:=]+|=')


class PieceKind(StrEnum):
    """What a piece of an address field is."""

    PHRASE = "phrase"  # a display name, or the name of a group
    COMMENT = "comment"  # without its brackets


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Half open, relative to the bytes scanned."""

    kind: PieceKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The words of an address field."""

    pieces: tuple[Piece, ...]
    sound: bool  # False: readers will split it differently


class _Scan:
    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.pieces: list[Piece] = []
        self.sound = True
        self.begin: int | None = None
        self.end = 0
        self.angle = False

    def take(self, start: int, end: int) -> None:
        if self.angle:
            self.sound = False  # words behind an address: "<a@b.example> Ana"
        if self.begin is None:
            self.begin = start
        self.end = end

    def flush(self, *, phrase: bool) -> None:
        """The words so far are a display name, or, at the end of a mailbox without brackets, an address."""
        if self.begin is None:
            return
        words = self.raw[self.begin : self.end]
        bare_address = not phrase and b"@" in words and not re.search(rb"[ \t\r\n]", words)
        if not bare_address:
            if not phrase and b"@" in words:
                self.sound = False
            self.pieces.append(Piece(kind=PieceKind.PHRASE, start=self.begin, end=self.end))
        self.begin = None


def scan(raw: bytes) -> Addresses:
    """Never raises. *raw* is a field's value with its folding."""
    state = _Scan(raw)
    position = 0
    while position < len(raw):
        position = _step(state, position)
    state.flush(phrase=state.angle)
    return Addresses(pieces=tuple(sorted(state.pieces, key=lambda piece: piece.start)), sound=state.sound)


def _step(state: _Scan, position: int) -> int:
    raw = state.raw
    octet = raw[position : position + 1]
    if octet in _WHITE:
        return position + 1
    if octet == b'"':
        return _quoted(state, position)
    if octet == b"(":
        return _comment(state, position)
    if octet == b"<":
        return _bracket(state, position)
    if octet in b",;:":
        # Before a colon stands the name of a group; after a comma or semicolon a new mailbox begins.
        state.flush(phrase=octet == b":")
        state.angle = False
        return position + 1
    if (word := _WORD.match(raw, position)) is not None:
        if _SPECIAL_IN_WORD.search(word[1]):
            state.sound = False  # RFC 2047 §5 (3): some readers split there before they decode
        state.take(position, word.end())
        return word.end()
    atom = _ATOM.match(raw, position)
    end = atom.end() if atom is not None else position + 1
    if octet == b">":
        state.sound = False
    state.take(position, end)
    return end


def _quoted(state: _Scan, position: int) -> int:
    quoted = _QUOTED.match(state.raw, position)
    if quoted is None:
        state.sound = False
        state.take(position, len(state.raw))
        return len(state.raw)
    state.take(position, quoted.end())
    return quoted.end()


def _bracket(state: _Scan, position: int) -> int:
    angle = _ANGLE.match(state.raw, position)
    if angle is None or state.angle:
        state.sound = False
    state.flush(phrase=True)
    state.angle = True
    return angle.end() if angle is not None else position + 1


def _comment(state: _Scan, position: int) -> int:
    depth = 0
    at = position
    while at < len(state.raw):
        octet = state.raw[at : at + 1]
        if octet == b"\\":
            at += 1
        elif octet == b"(":
            depth += 1
        elif octet == b")":
            depth -= 1
            if depth == 0:
                state.pieces.append(Piece(kind=PieceKind.COMMENT, start=position + 1, end=at))
                return at + 1
        at += 1
    state.sound = False
    state.pieces.append(Piece(kind=PieceKind.COMMENT, start=position + 1, end=len(state.raw)))
    return len(state.raw)
