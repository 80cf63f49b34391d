"""A mail as its sender wants it looked at: attachments left out, locked ones opened; and locked again when it goes.

Only the chosen parts change: every other part stays byte for byte as it came, and that is looked at again. Nothing is
done under a signature, which it would break.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from gateway.model.preparation import Preparation, Prepared
from gateway.model.reasons import Reason
from gateway.read import transfer
from gateway.read.limits import ReadLimits
from gateway.read.structured import is_attached
from gateway.read.transfer import Transfer
from gateway.read.walk import Message, Part, walk
from gateway.treat import write_body
from gateway.treat.edits import Edit, splice
from gateway.treat.errors import TreatFailed
from redaction.errors import Unreadable
from redaction.locked import lock_again, unlock

# See splice: a signature over what has changed can only fail.
_BROKEN_BY_CHANGE: Final = frozenset({"dkim-signature", "domainkey-signature"})
_BODIES: Final = frozenset({"text/plain", "text/html"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """An attachment that was opened."""

    digest: str
    locked: bytes  # as it came
    octets: bytes  # without its lock
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What was found to do, by the index of each part in Message.walk."""

    message: Message
    parts: tuple[Part, ...]
    left_out: Mapping[int, str]  # digest
    stubs: frozenset[int]  # of these: in whose place a note stands
    opened: Mapping[int, _Opened]

    def stays(self) -> list[int]:
        """The parts that are there afterwards, in order."""
        return [at for at in range(len(self.parts)) if at not in self.left_out or at in self.stubs]


def prepare(raw: bytes, wanted: Preparation, limits: ReadLimits) -> Prepared:
    """The mail as it is to be looked at, and what of it could be done.

    Raises:
        TreatFailed: what came out differs in more than was wanted.
    """
    work = _work(raw, wanted, limits)
    if not (work.left_out or work.opened):
        return Prepared(content=raw)
    octets = {at: one.octets for at, one in work.opened.items()}
    made = splice(raw, [*_left_out_edits(work, wanted.note), *_body_edits(work.message, work.parts, octets)])
    made = _without_broken(made, limits)
    after = tuple(walk(made, limits).walk())
    _check(work, made, after, octets, wanted.note)
    return Prepared(
        content=made,
        left_out=frozenset(work.left_out.values()),
        opened=frozenset(one.digest for one in work.opened.values()),
    )


def lock(treated: bytes, raw: bytes, wanted: Preparation, limits: ReadLimits) -> bytes:
    """What goes, made of the mail as it was looked at: what was opened is locked with the same password.

    Args:
        treated: the prepared mail, with its cuts.
        raw: the mail as it came.

    Raises:
        TreatFailed: something cannot be locked again; it must not go open.
    """
    work = _work(raw, wanted, limits)
    message = walk(treated, limits)
    parts = tuple(message.walk())
    stays = work.stays()
    if len(parts) != len(stays):
        raise TreatFailed(Reason.SYSTEM_FAULT)
    octets: dict[int, bytes] = {}
    for at, part in enumerate(parts):
        one = work.opened.get(stays[at])
        if one is not None:
            octets[at] = _locked(one, message, part)
    made = splice(treated, list(_body_edits(message, parts, octets)))
    again = walk(made, limits)
    for at, part in enumerate(again.walk()):
        if at in octets and _content(again, part) != octets[at]:
            raise TreatFailed(Reason.SYSTEM_FAULT, part.content)
    return made


def _locked(one: _Opened, message: Message, part: Part) -> bytes:
    try:
        return lock_again(_content(message, part), one.locked, one.password)
    except Unreadable as error:
        raise TreatFailed(Reason.UNREADABLE_ATTACHMENT, part.content) from error


def _work(raw: bytes, wanted: Preparation, limits: ReadLimits) -> _Work:
    message = walk(raw, limits)
    parts = tuple(message.walk())
    leave = frozenset(wanted.leave_out)
    passwords = {one.digest: one.password for one in wanted.passwords}
    index = {id(part): at for at, part in enumerate(parts)}
    left_out: dict[int, str] = {}
    opened: dict[int, _Opened] = {}
    for at, part in enumerate(parts):
        if not _may_change(part):
            continue
        content = _content(message, part)
        digest = sha256(content).hexdigest()
        if digest in leave and part is not message.root:
            left_out[at] = digest
        elif digest in passwords and (octets := _unlocked(content, passwords[digest])) is not None:
            opened[at] = _Opened(digest=digest, locked=content, octets=octets, password=passwords[digest])
    sealed = {index[id(child)] for part in parts if part.media_type == "multipart/encrypted" for child in part.parts}
    left_out = {at: digest for at, digest in left_out.items() if at not in sealed}
    stubs = frozenset(left_out) if wanted.note else _only_ones(parts, index, left_out)
    return _Work(message=message, parts=parts, left_out=left_out, stubs=stubs, opened=opened)


def _only_ones(parts: Sequence[Part], index: Mapping[int, int], left_out: Mapping[int, str]) -> frozenset[int]:
    """The first of each multipart of which nothing would be left: one without parts is no message (RFC 2046 §5.1)."""
    inside = ([index[id(child)] for child in part.parts] for part in parts if part.parts)
    return frozenset(mine[0] for mine in inside if all(at in left_out for at in mine))


def _may_change(part: Part) -> bool:
    """Whether it is an attachment, and nothing over it would break."""
    if part.multipart or part.signed or part.encoding is None or part.body >= part.end:
        return False
    return part.inner is not None or part.media_type not in _BODIES or is_attached(part)


def _content(message: Message, part: Part) -> bytes:
    return transfer.decode(message.data[part.body : part.end], part.encoding or Transfer.BINARY).content


def _unlocked(content: bytes, password: str) -> bytes | None:
    try:
        return unlock(content, password)
    except Unreadable:
        return None


def _left_out_edits(work: _Work, note: str) -> Iterator[Edit]:
    """Each goes with the boundary line after it, or before it where nothing stays behind it."""
    line_end = _line_end(work.message)
    place = {id(part): at for at, part in enumerate(work.parts)}
    for parent in work.parts:
        mine = [place[id(child)] for child in parent.parts]
        for n, (at, child) in enumerate(zip(mine, parent.parts, strict=True)):
            if at in work.stubs:
                yield Edit(start=child.start, end=child.end, octets=_stub(note, line_end))
            elif at in work.left_out and any(_stays(work, after) for after in mine[n + 1 :]):
                yield Edit(start=child.start, end=parent.parts[n + 1].start, octets=b"")
            elif at in work.left_out:
                yield Edit(start=parent.parts[n - 1].end, end=child.end, octets=b"")


def _stays(work: _Work, at: int) -> bool:
    return at not in work.left_out or at in work.stubs


def _stub(note: str, line_end: bytes) -> bytes:
    fields = (b"Content-Type: text/plain; charset=us-ascii", b"Content-Disposition: inline", b"")
    return line_end.join((*fields, note.encode("ascii", "replace")))


def _body_edits(message: Message, parts: Sequence[Part], octets: Mapping[int, bytes]) -> Iterator[Edit]:
    boundaries = tuple(part.boundary.encode("latin-1") for part in parts if part.boundary is not None)
    for at, content in octets.items():
        part = parts[at]
        encoding = part.encoding or Transfer.BINARY
        body, used = write_body.fit(content, encoding, _line_end(message), boundaries)
        if used is not encoding:
            raise TreatFailed(Reason.UNREADABLE_ATTACHMENT, part.content)
        if encoding is Transfer.BASE64 and message.data[part.body : part.end].endswith(b"\n"):
            body += _line_end(message)
        yield Edit(start=part.body, end=part.end, octets=body)


def _without_broken(made: bytes, limits: ReadLimits) -> bytes:
    gone = [field for field in walk(made, limits).root.fields if field.key in _BROKEN_BY_CHANGE]
    return splice(made, [Edit(start=field.start, end=field.end, octets=b"") for field in gone])


def _line_end(message: Message) -> bytes:
    return b"\n" if b"\n" in message.data and b"\r\n" not in message.data else b"\r\n"


def _check(work: _Work, made: bytes, after: Sequence[Part], octets: Mapping[int, bytes], note: str) -> None:
    """What stays is there in its order, byte for byte, and what was opened holds what was in it."""
    stays = work.stays()
    if len(stays) != len(after):
        raise TreatFailed(Reason.SYSTEM_FAULT)
    whole = Message(data=made, root=after[0])
    for at, now in zip(stays, after, strict=True):
        before = work.parts[at]
        if at in work.stubs:
            right = made[now.start : now.end] == _stub(note, _line_end(work.message))
        elif at in octets:
            right = _content(whole, now) == octets[at] and now.media_type == before.media_type
        elif before.multipart:
            right = now.media_type == before.media_type
        else:
            # The header of the message itself may have lost a signature that broke.
            begins, begins_now = (before.start, now.start) if before.path else (before.body, now.body)
            right = work.message.data[begins : before.end] == made[begins_now : now.end]
        if not right:
            raise TreatFailed(Reason.SYSTEM_FAULT, before.content)
