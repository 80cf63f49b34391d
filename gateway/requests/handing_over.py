"""What went of the answer to a request, and that somebody handed it over otherwise than by email (REC-1, REC-2)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from gateway.app import App
from gateway.language import mark
from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind, Scalar
from gateway.record.entries import insert_entries
from gateway.record.reading import Search, found
from gateway.registers.address import normal
from gateway.registers.directory import Directory
from gateway.registers.files.columns import RegisterKind
from gateway.requests.asked_for import AskedFor
from gateway.store.database import Database

DOWNLOADED: Final = "downloaded"
SENT: Final = "sent"
_MOST: Final = 50
_REPORT: Final = "request-bundle"


class HandOver(StrEnum):
    """How an answer reached who asked, otherwise than by email."""

    POST = "handed-by-post"
    COLLECTED = "handed-collected"
    OTHERWISE = "handed-otherwise"

    @property
    def word(self) -> str:
        """As a command takes it."""
        return {HandOver.POST: "post", HandOver.COLLECTED: "collected", HandOver.OTHERWISE: "otherwise"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Went:
    """A file that was taken out, sent or handed over."""

    at: datetime  # when that was written down
    by: str  # account that wrote it down
    what: str  # DOWNLOADED, SENT, or a HandOver
    case: str  # of the email; empty: none was sent
    digest: str  # SHA-256 of the file, in hexadecimal
    handed_by: str  # email of who handed it over; empty: nobody did, or it was not asked for then
    handed_on: str  # the day, as in ISO 8601; empty: as above


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """What somebody says of it."""

    how: HandOver
    who: str  # email address of a colleague
    on: date
    digest: str  # of the file; empty: the only one that was taken out


class NotSo(PermanentFailure):
    """What was said cannot be."""

    def __init__(self, why: str, field: str) -> None:
        super().__init__(why)
        self.why = why
        self.field = field  # "file", "who", "on"; empty: none of them


def went(database: Database, request: str) -> tuple[Went, ...]:
    """All that went for a request, the newest first.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    search = Search(kind=RecordKind.EXPORTED.value, words=f'"request":"{request}"')
    return tuple(
        Went(
            at=one.at,
            by=one.by,
            what=str(one.facts.get("what", "")),
            case=one.case or "",
            digest=str(one.facts.get("sha256", "")),
            handed_by=str(one.facts.get("handed_by") or ""),
            handed_on=str(one.facts.get("handed_on") or ""),
        )
        for one in found(database, search, before=None, limit=_MOST)
        if one.facts.get("report") == _REPORT and one.facts.get("request") == request
    )


def note(
    app: App,
    of: AskedFor,
    what: str,
    digest: str,
    facts: tuple[tuple[str, Scalar], ...],
    *,
    by: str,
    case: CaseId | None = None,
) -> None:
    """Who took a file out, sent it or handed it over is on the record (REC-1), as `went` reads it.

    Args:
        what: DOWNLOADED, SENT, or a HandOver.
        digest: SHA-256 of the file, in hexadecimal.
        facts: what else there is to say of it.
    """
    named = (("report", _REPORT), ("what", what), ("request", of.request.id), ("about", of.request.person or None))
    said = (*named, *facts, ("sha256", digest))
    entry = RecordEntry(kind=RecordKind.EXPORTED, case=case, by=by, facts=said)
    with app.database.write() as connection:
        insert_entries(connection, [entry], app.clock.now())


def taken(of_request: tuple[Went, ...]) -> tuple[Went, ...]:
    """The files that are outside and may be handed over, the newest first, each once."""
    files: dict[str, Went] = {}
    for one in of_request:
        if one.what == DOWNLOADED:
            files.setdefault(one.digest, one)
    return tuple(files.values())


def hand_over(app: App, directory: Directory, of: AskedFor, said: HandedOver, *, by: str) -> None:
    """Write down who handed which file over, when and how, and that so the request is answered.

    It counts even where something stands in the way of another answer by now.

    Raises:
        NotSo: it cannot be so; nothing is written down.
        BadFile: the request as it stands does not pass the checks of today; nothing is written down.
        TemporaryFailure: registers or database cannot be asked now.
    """
    now, zone = app.clock.now(), app.settings.timezone
    file = _file(app.database, of, said)
    member = directory.staff_by_address.get(normal(said.who))
    if member is None and normal(said.who) != normal(by):
        raise NotSo(mark("Nobody of that address is in the register of staff."), "who")
    if said.on > now.astimezone(zone).date():
        raise NotSo(mark("That day is still to come."), "on")
    if said.on < file.at.astimezone(zone).date():
        raise NotSo(mark("That is before the file was downloaded."), "on")
    facts = (("handed_by", by if member is None else member.email), ("handed_on", said.on.isoformat()))
    row = {"id": of.request.id, "answered_on": said.on.isoformat()}
    # First the register, which may refuse: what the record told of would otherwise still be open in it.
    app.registers().apply(RegisterKind.REQUESTS, [row], replace=False, by=by, at=now)
    note(app, of, said.how.value, file.digest, facts, by=by)


def _file(database: Database, of: AskedFor, said: HandedOver) -> Went:
    if of.request.answered_on is not None:
        raise NotSo(mark("It is written down already that it was answered."), "")
    files = taken(went(database, of.request.id))
    if not files:
        raise NotSo(mark("Nobody took the file out yet. Download it first."), "file")
    if not said.digest and len(files) > 1:
        raise NotSo(mark("It was taken out more than once. Say which file they have."), "file")
    chosen = next((one for one in files if one.digest == (said.digest or files[0].digest)), None)
    if chosen is None:
        raise NotSo(mark("That is no file that was taken out for this request."), "file")
    return chosen
