"""Header blocks: raw fields with their offsets, and what their values say (RFC 5322 §2.2, RFC 2047)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from gateway.model.message import UnreadReason
from gateway.read import charsets, transfer
from gateway.read.limits import ReadLimits

_NAME: Final = re.compile(rb"[!-9;-~]+:")
_LONE_CR: Final = re.compile(rb"\r(?!\n)")
_LINE_END: Final = re.compile(r"\r?\n(?=[ \t])|\r?\n\Z")
_WORD: Final = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]*)\?=")
_WORD_LIKE: Final = re.compile(r"=\?[^?\s]+\?[^?\s]+\?")
_Q_OCTET: Final = re.compile(rb"=([0-9A-Fa-f]{2})")
_Q_BROKEN: Final = re.compile(rb"=(?![0-9A-Fa-f]{2})")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawField:
    """One header field where it stands; offsets are into the bytes of its message."""

    name: str  # as written
    start: int
    value: int  # just after the colon
    end: int  # after the last line end

    @property
    def key(self) -> str:
        """The name in lower case."""
        return self.name.lower()

    def raw(self, data: bytes) -> bytes:
        """The value with its folding, without the last line end."""
        return data[self.value : self.end].rstrip(b"\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderBlock:
    """The fields of a message or part."""

    fields: tuple[RawField, ...]
    body: int  # where the body begins
    faults: tuple[UnreadReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A field's value as a reader shows it."""

    text: str
    fault: UnreadReason | None  # UNKNOWN_CHARSET or BAD_ENCODING: the text is a guess


def header_block(data: bytes, start: int, end: int, limits: ReadLimits) -> HeaderBlock:
    """The header block at *start*, whatever stands there.

    A line that is no field ends the block before it, as the email package has it; other readers go on, or take all
    of it for the body. That is a fault: what the recipient sees cannot be told.
    """
    fields: list[RawField] = []
    faults: dict[UnreadReason, None] = {}
    position = start
    while position < end:
        newline = data.find(b"\n", position, end)
        after = end if newline < 0 else newline + 1
        line = data[position:after]
        if line in {b"\r\n", b"\n"}:
            position = after
            break
        match = _NAME.match(line)
        if fields and line[:1] in {b" ", b"\t"}:
            last = fields[-1]
            fields[-1] = RawField(name=last.name, start=last.start, value=last.value, end=after)
        elif match is not None:
            name = match[0][:-1].decode("ascii")
            fields.append(RawField(name=name, start=position, value=position + match.end(), end=after))
        else:
            faults[UnreadReason.MALFORMED] = None
            break
        if _LONE_CR.search(line) or b"\0" in line:
            faults[UnreadReason.MALFORMED] = None
        position = after
    if position - start > limits.header_bytes or any(f.end - f.start > limits.field_bytes for f in fields):
        faults[UnreadReason.TOO_LARGE] = None
    return HeaderBlock(fields=tuple(fields), body=position, faults=tuple(faults))


def value_text(raw: bytes, unquote: Callable[[str], str] = str) -> Value:
    """Unfold and decode a value; never raises.

    *unquote* takes off the quoting of a structured field before words are decoded: what they decode to is not quoted.
    """
    unfolded, fault = _characters(raw)
    text, word_fault = decode_words(unquote(_LINE_END.sub("", unfolded).strip(" \t\r\n")))
    return Value(text=text, fault=fault or word_fault)


def decode_words(text: str) -> tuple[str, UnreadReason | None]:
    """Decode the encoded words in *text* wherever they stand, in quotes and glued to other text too.

    RFC 2047 forbids some of these places, but mail readers decode them there, and what they show is what counts.
    """
    pieces: list[str] = []
    faults: list[UnreadReason] = []
    last = 0
    between: list[str] = []
    for run_start, run_end, words in _runs(text):
        between.append(text[last:run_start])
        pieces.append(text[last:run_start])
        last = run_end
        for charset, content in words:
            found = charsets.decode(content, charset)
            pieces.append(found.text)
            if not found.certain:
                faults.append(UnreadReason.UNKNOWN_CHARSET)
    pieces.append(text[last:])
    between.append(text[last:])
    if any(map(_WORD_LIKE.search, between)) or _any_broken(text):
        faults.append(UnreadReason.BAD_ENCODING)
    return printable("".join(pieces)), faults[0] if faults else None


def printable(text: str) -> str:
    """Without lone surrogates, which no decoder of ours makes and no encoder takes; positions stay."""
    return _SURROGATE.sub("\ufffd", text)


def _runs(text: str) -> Iterator[tuple[int, int, list[tuple[str, bytes]]]]:
    """Encoded words that stand together, white space between them dropped (RFC 2047 §6.2).

    The octets of neighbours in one charset are joined before they are decoded: software that splits a character
    over two words is common, and readers put it together again.
    """
    run: list[tuple[str, bytes]] = []
    start = end = 0
    for match in _WORD.finditer(text):
        if run and text[end : match.start()].strip(" \t\r\n"):
            yield start, end, run
            run = []
        if not run:
            start = match.start()
        charset = match[1].partition("*")[0].lower()  # RFC 2231 §5: a language may follow
        content = _word_octets(match[2], match[3]).content
        if run and run[-1][0] == charset:
            run[-1] = (charset, run[-1][1] + content)
        else:
            run.append((charset, content))
        end = match.end()
    if run:
        yield start, end, run


def _any_broken(text: str) -> bool:
    return any(not _word_octets(match[2], match[3]).sound for match in _WORD.finditer(text))


def _word_octets(encoding: str, content: str) -> transfer.Decoded:
    # "surrogateescape" never meets one: value_text decodes before.
    octets = content.encode("utf-8", "replace")
    if encoding in "bB":
        stripped = octets.translate(None, b" \t\r\n")
        return transfer.base64(stripped + b"=" * (-len(stripped) % 4 if len(stripped) % 4 != 1 else 0))
    octets = octets.replace(b"_", b" ")
    decoded = _Q_OCTET.sub(lambda match: bytes.fromhex(match[1].decode("ascii")), octets)
    return transfer.Decoded(content=decoded, sound=_Q_BROKEN.search(octets) is None)


def _characters(raw: bytes) -> tuple[str, UnreadReason | None]:
    # RFC 6532: UTF-8. Anything else never had a meaning in a header; readers guess.
    found = charsets.decode(raw, "")
    return found.text, None if found.certain else UnreadReason.UNKNOWN_CHARSET
