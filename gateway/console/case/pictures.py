"""Attachments as pictures of their pages, before and after: drawn in the reading room, kept sealed, shown to few.

A picture opens only for the session that was shown the page with it, for some minutes: whoever may see a case is
found out by a look at it, and a page has many pictures.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from gateway.case.file import CaseFile, hidden_cuts
from gateway.case.preview import Preview
from gateway.console.case.places import file_words
from gateway.console.desk import Desk
from gateway.console.replies import Visit
from gateway.language import mark
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind
from gateway.model.message import Attachment, Place, Reading, UnreadReason
from gateway.spool.page_pictures import KeptPages
from gateway.treat.errors import TreatFailed
from redaction import Unreadable
from redaction.page_pictures import PageLimits

_OPEN_FOR: Final = timedelta(minutes=10)
_LIMITS: Final = PageLimits()
_DRAWN: Final = ("application/pdf", "image/", "application/vnd.", "application/msword", "application/rtf", "text/rtf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One version of an attachment, for a page; or why there is none."""

    title: str
    source: str
    pages: int
    more: bool
    text: str
    seal: str  # opens its pictures for this session, for some minutes
    why_not: str = ""  # a sentence; empty: there are pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An attachment of a case."""

    number: int  # from 1
    name: str
    words: str  # what kind of file it is and how large
    has_pages: bool


def listed(file: CaseFile) -> tuple[Listed, ...]:
    """The attachments of a case that can be looked at."""
    reading = file.look.reading
    locked = {one.part for one in reading.unread if one.why is UnreadReason.LOCKED}
    return tuple(
        Listed(
            number=number,
            name=_name(reading, one) or f"Attachment {number}",
            words=file_words(one.found_type, one.size),
            has_pages=one.found_type.startswith(_DRAWN) and one.part not in locked,
        )
        for number, one in enumerate(reading.attachments, start=1)
    )


def before(desk: Desk, visit: Visit, file: CaseFile, one: Attachment) -> Drawn:
    """As it was written."""
    source = _digest("before", file.message.content_hash, one.part, one.digest)
    kept = desk.pages.kept(file.message.case, source)
    if kept is None:
        try:
            kept = _draw(desk, file, source, file.look.asked.content, one.part, text_of(file.look.reading, one.part))
        except Unreadable as error:
            return _not_drawn(mark("As it was written"), f"{error}")
    return _drawn(mark("As it was written"), source, kept, visit, file)


def after(desk: Desk, visit: Visit, file: CaseFile, one: Attachment) -> tuple[Drawn, ...]:
    """With details hidden, each version of it once. Empty: to hide details would not settle it."""
    wanted: dict[str, list[str]] = {}
    for facts, decision in zip(file.look.facts, file.look.decisions, strict=True):
        cuts = hidden_cuts(file, facts, decision)
        if not cuts:
            continue
        inside = [cut for cut in cuts if file.look.reading.units[cut.unit].part == one.part]
        wanted.setdefault(
            _digest("after", file.message.content_hash, one.part, one.digest, file.policy, repr(inside)), []
        ).append(decision.recipient)
    return tuple(_after(desk, visit, file, one, source, readers) for source, readers in wanted.items())


def _after(desk: Desk, visit: Visit, file: CaseFile, one: Attachment, source: str, readers: list[str]) -> Drawn:
    title = mark("With details hidden, for {readers}", readers=", ".join(readers))
    kept = desk.pages.kept(file.message.case, source)
    if kept is None:
        try:
            seen = desk.preview(file, (_as_hidden(file),))
            copy = next(each for each in seen.copies if readers[0] in each.recipients)
            kept = _draw(desk, file, source, copy.content, one.part, text_of(copy.reading, one.part))
        except TreatFailed:
            return _not_drawn(title, mark("we could not take the details out and prove that they are gone"))
        except Unreadable as error:
            return _not_drawn(title, f"{error}")
    return _drawn(title, source, kept, visit, file)


def decided(desk: Desk, visit: Visit, file: CaseFile, seen: Preview) -> tuple[Drawn, ...]:
    """The attachments of the finished copies that a decision is about, as far as they have pages."""
    drawn: list[Drawn] = []
    for one, told in zip(file.look.reading.attachments, listed(file), strict=True):
        for number, copy in enumerate(seen.copies if told.has_pages else ()):
            title = mark("{name}, for {readers}", name=told.name, readers=", ".join(copy.recipients))
            source = _digest("decided", seen.seal, str(number), one.part, one.digest)
            kept = desk.pages.kept(file.message.case, source)
            try:
                text = text_of(copy.reading, one.part)
                kept = kept or _draw(desk, file, source, copy.content, one.part, text)
            except Unreadable as error:
                drawn.append(_not_drawn(title, f"{error}"))
            else:
                drawn.append(_drawn(title, source, kept, visit, file))
    return tuple(drawn)


def opens(visit: Visit, case: str, source: str) -> bool:
    """Whether a picture may be shown to this session now."""
    until, _, seal = visit.query.get("seal", "").partition(".")
    if not until.isdecimal() or len(until) > 12 or visit.at.timestamp() > int(until):
        return False
    return hmac.compare_digest(seal, _sealed(visit.token, case, source, until))


def text_of(reading: Reading, part: str) -> str:
    """All that a reader finds in a part, seen or not."""
    places = (Place.DOCUMENT, Place.TEXT, Place.HTML)
    return "\n".join(unit.text for unit in reading.units if unit.part == part and unit.place in places)


def _as_hidden(file: CaseFile) -> Answer:
    """The choice of the version with details hidden, to look at what it would make. Never stored."""
    return Answer(
        kind=AnswerKind.HIDE,
        by=file.user,
        role=file.roles[0],
        at=file.look.asked.at,
        content_hash=file.message.content_hash,
        recipients=file.recipients,
        policy=file.policy,
    )


def _draw(desk: Desk, file: CaseFile, source: str, message: bytes, part: str, text: str) -> KeptPages:
    drawn = desk.room.page_pictures(desk.room.attachment(message, part), _LIMITS)
    received_at = file.message.envelope.received_at
    desk.pages.keep(file.message.case, source, drawn.pages, text, more=drawn.more, received_at=received_at)
    return KeptPages(pages=len(drawn.pages), more=drawn.more, text=text)


def _drawn(title: str, source: str, kept: KeptPages, visit: Visit, file: CaseFile) -> Drawn:
    until = str(int((visit.at + _OPEN_FOR).timestamp()))
    seal = f"{until}.{_sealed(visit.token, file.message.case, source, until)}"
    return Drawn(title=title, source=source, pages=kept.pages, more=kept.more, text=kept.text, seal=seal)


def _not_drawn(title: str, why: str) -> Drawn:
    return Drawn(title=title, source="", pages=0, more=False, text="", seal="", why_not=why)


def _sealed(token: str, case: str, source: str, until: str) -> str:
    return hmac.new(token.encode(), f"page pictures 1 {case} {source} {until}".encode(), "sha256").hexdigest()


def _digest(*said: str) -> str:
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def _name(reading: Reading, one: Attachment) -> str:
    names = (unit.text for unit in reading.units if unit.place is Place.FILE_NAME and unit.part == one.part)
    return " ".join(next(names, "").split())[:120]
