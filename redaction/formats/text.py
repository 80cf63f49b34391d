"""Plain text: one unit, replaced in place, charset and line ends kept."""

import re
from typing import Final

from redaction.charset import decode, encode, mime_name, oddities
from redaction.decoding_kinds import AS_FILES
from redaction.document import Document, Redacted, Unit
from redaction.errors import TooLarge, Unreadable
from redaction.formats.spread import Spread
from redaction.limits import DEFAULT_LIMITS, Limits
from redaction.plan import Plan, apply

# Four full lines of nothing but base64, and the other ways to write a file as text: other software opens it.
_CODED: Final = (
    re.compile(r"(?:^[ \t>]{0,8}[A-Za-z0-9+/]{60,76}\r?\n){4}", re.MULTILINE),
    re.compile(r"^begin(?:-base64)? [0-7]{3,4} \S.{0,200}\r?\n[ -~]{4,}", re.MULTILINE),
    re.compile(r"^=ybegin .{0,200}line=\d", re.MULTILINE),
    re.compile(r"\(This file must be converted with BinHex"),
    AS_FILES,
)
_STRUCK_OUT: Final = "unread-struck-out-characters"
_PGP: Final = re.compile(r"^[ \t>]{0,8}-----BEGIN PGP MESSAGE(?:, PART \S{1,9})?-----", re.MULTILINE)  # RFC 9580 §6.2


def _text(untrusted_data: bytes, charset: str | None, limits: Limits) -> tuple[str, str, tuple[str, ...]]:
    if len(untrusted_data) > limits.max_bytes:
        raise TooLarge("more bytes than the limit")
    text, name, notes = decode(untrusted_data, charset)
    if len(text) > limits.max_chars:
        raise TooLarge("more characters than the limit")
    # Text has no NUL: what follows one is shown by some programs and not by others.
    if "\0" in text:
        raise Unreadable("a NUL character: not plain text")
    if "\b" in text:
        # nroff writes bold as "a\ba"; what was struck over is seen by nobody, and is not written again.
        text, notes = _as_shown(text), (*notes, _STRUCK_OUT)
    if _PGP.search(text):
        raise Unreadable("encrypted")
    if any(coded.search(text) for coded in _CODED):
        raise Unreadable("a file in text form (base64, uuencode, yEnc or BinHex) within the text")
    return text, name, notes


def _as_shown(text: str) -> str:
    """What a terminal shows of characters that are struck over others: of a mark under a letter the letter."""
    lines: list[str] = []
    for line in text.split("\n"):
        if "\b" not in line:
            lines.append(line)
            continue
        shown: list[str] = []
        at = 0
        for char in line:
            if char == "\b":
                at = max(at - 1, 0)
                continue
            if at == len(shown):
                shown.append(char)
            elif char != "_" and not (char == " " and shown[at] != " "):
                shown[at] = char
            at += 1
        lines.append("".join(shown))
    return "\n".join(lines)


def read(
    data: bytes, media_type: str = "text/plain", charset: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read plain text as one unit.

    Raises:
        Unreadable, TooLarge: it is not text in the charset, or passes a limit.
    """
    text, _, notes = _text(data, charset, limits)
    unit = Unit(id=0, place="text", text=text)
    return Document(media_type=media_type, units=(unit,), notes=(*notes, *oddities(text)))


def redact(
    data: bytes,
    media_type: str,
    plan: Plan,
    charset: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Redacted:
    """Make the plan's cuts, wherever their values stand; without any the same bytes come back.

    Raises:
        Unreadable, TooLarge: as ``read``.
        ValueError: the plan was made for another text.
    """
    text, name, notes = _text(data, charset, limits)
    cuts = plan.for_unit(0)
    if len(cuts) != len(plan.cuts):
        raise ValueError("the plan names a unit that this text does not have")
    struck = _STRUCK_OUT in notes
    if not cuts and not struck:
        return Redacted(data=data, media_type=media_type, charset=mime_name(name), removed=())
    removed = tuple(text[cut.start : cut.end] for cut in cuts)
    apply(text, cuts)
    further = Spread(zip(removed, (cut.replacement for cut in cuts), strict=True), plan.kept)
    cuts = further.cuts(Unit(id=0, place="text", text=text), cuts, prose=True)
    marked = data.startswith(b"\xef\xbb\xbf")
    new, used = encode(apply(text, cuts), name)
    return Redacted(
        data=b"\xef\xbb\xbf" + new if marked else new,
        media_type=media_type,
        charset=mime_name(used),
        removed=removed,
        dropped=("characters struck over",) if struck else (),
    )
