"""Answering a request: look for emails, copy what may be given, put it together, send it (REC-2)."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from sqlalchemy import func, select

from gateway.app import App
from gateway.case.never_asked import named_emails
from gateway.decide.reasons import TABLE
from gateway.finish import Finisher
from gateway.language import mark
from gateway.look import Looker, Room
from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId, Envelope
from gateway.model.parties import PersonId
from gateway.model.reasons import Reason
from gateway.record.reading import Which, disclosures
from gateway.registers.directory import Directory
from gateway.reports.asked import foi_of, sar_of
from gateway.reports.report import Sheet
from gateway.requests.asked_for import AskedFor, asked_for
from gateway.requests.bundle import Bundle, GivenMail, LeftOut, Why, bundle
from gateway.requests.copies import ReplyCopy, reply_copy
from gateway.requests.handing_over import DOWNLOADED, SENT, note
from gateway.requests.item_book import Choice, Item, ItemBook, Searched
from gateway.requests.own_entries import COLUMNS, own_entries
from gateway.requests.search import mails_about
from gateway.store.tables import period

_BEGINNING: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_LISTENER: Final = "console"
_WHY: Final = {Choice.EXEMPT: Why.EXEMPT, Choice.THIRD_PARTY: Why.OTHERS, Choice.KEPT: Why.KEPT}
# Reasons that cannot be told to whoever asked: they say something of a danger or of what is kept from them.
_NEVER_TOLD: Final = frozenset({Reason.KEPT_FROM_SUBJECT, Reason.PROTECTED_ADDRESS, Reason.NO_CONTACT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """What emails are looked at and cut with."""

    app: App
    looker: Looker
    finisher: Finisher
    room: Room
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)  # held while one email is looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBundle:
    """A bundle that waits to be looked through, and for whom."""

    request: str
    by: str  # account
    bundle: Bundle


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time that figures are for; both aware."""

    since: datetime | None
    until: datetime | None


def item_book(app: App) -> ItemBook:
    """What was found for requests."""
    return ItemBook(app.database, app.keys.casework)


def asked(app: App, directory: Directory, request: str, now: datetime) -> AskedFor:
    """A request as the registers have it now.

    Raises:
        PermanentFailure: there is none of that id.
    """
    found = next((one for one in directory.registers.requests if one.id == request), None)
    if found is None:
        raise PermanentFailure("there is no request of that id")
    today = now.astimezone(app.settings.timezone).date()
    return asked_for(found, directory, app.settings.policy.policy.ages, today)


def search(app: App, of: AskedFor, directory: Directory, *, by: str) -> Searched:
    """Look through all that can still be read, and keep what was found.

    Raises:
        TemporaryFailure: it cannot be looked through now.
    """
    people = {of.person, *(old for old, now in directory.moved.items() if now == of.person)}
    found = mails_about(app.database, app.contents(), people, _BEGINNING)
    searched = Searched(at=app.clock.now(), by=by, searched=found.searched, unread=found.unread)
    item_book(app).found(of.request.id, found.cases, searched)
    return searched


def copy_of(
    bench: Workbench, of: AskedFor, case: CaseId, hide: tuple[str, ...], own: frozenset[str], now: datetime
) -> ReplyCopy:
    """One email as it would be given.

    Args:
        own: every address of whoever looks, lower case.

    Raises:
        PermanentFailure: it cannot be read any more, or it tells of whoever looks or their household (SAFE-2).
        TemporaryFailure: it cannot be looked at now.
    """
    message = bench.app.steps().load_message(case)
    content = bench.app.contents().content(message.content)
    with bench.turn:
        copy = reply_copy(
            case=case,
            envelope=message.envelope,
            content_hash=message.content_hash,
            content=content,
            asked=of,
            hide=hide,
            looker=bench.looker,
            finisher=bench.finisher,
            room=bench.room,
            now=now,
        )
    people = {PersonId(each) for one in copy.look.found.people for each in one.candidates}
    if not named_emails(people, copy.look.directory).isdisjoint(own):
        raise PermanentFailure(f"{case}: somebody else must look at this email, as it names you or your household")
    return copy


def assemble(
    bench: Workbench, of: AskedFor, directory: Directory, own: frozenset[str], during: Period, now: datetime
) -> Bundle:
    """Everything that goes, and what does not.

    Raises:
        PermanentFailure: something stands in the way, or nobody decided yet about an email that was found.
        TemporaryFailure: it cannot be looked at now.
    """
    if of.missing:
        raise PermanentFailure(mark("Something stands in the way. Put it right first."))
    if not of.about_person:
        return _figures(bench.app, of, directory, during, now)
    items = item_book(bench.app).items(of.request.id)
    if any(one.choice is None for one in items):
        raise PermanentFailure(mark("Decide about every email first."))
    zone = bench.app.settings.timezone
    mails: list[GivenMail] = []
    left: list[LeftOut] = []
    for one in items:
        made = _item(bench, of, one, own, now)
        if isinstance(made, GivenMail):
            mails.append(made)
        else:
            left.append(made)
    entries = own_entries(directory.registers, of, zone, now)
    kept = {"kept": Why.KEPT, "others": Why.OTHERS}
    left += [LeftOut(what=one.register, id=one.id, on="", why=kept[one.why]) for one in entries.left_out]
    shared = sar_of(
        bench.app.database,
        directory.registers,
        of.person,
        since=None,
        until=None,
        zone=zone,
        at=now,
        with_withheld=False,
    )
    left += [LeftOut(what="shared", id=case, on="", why=Why.KEPT) for case in shared.withheld]
    left += _gone(bench.app, of, {one.case for one in items}, frozenset(shared.withheld))
    sheets = (
        Sheet(name="registers", columns=COLUMNS, rows=entries.rows),
        Sheet(name="shared", columns=shared.report.sheets[0].columns, rows=shared.report.sheets[0].rows),
    )
    return bundle(
        of.request, mails=mails, sheets=sheets, left_out=left, kept_since=_kept_since(bench.app), zone=zone, at=now
    )


def _item(bench: Workbench, of: AskedFor, item: Item, own: frozenset[str], now: datetime) -> GivenMail | LeftOut:
    day = item.received_at.astimezone(bench.app.settings.timezone).date().isoformat()
    if item.choice is not Choice.GIVE:
        why = Why.KEPT if item.choice is None else _WHY[item.choice]
        return LeftOut(what="email", id=item.case, on=day, why=why, note=item.why)
    try:
        copy = copy_of(bench, of, item.case, item.hide, own, now)
    except PermanentFailure:
        if _is_readable(bench.app, item.case):
            raise
        return LeftOut(what="email", id=item.case, on=day, why=Why.GONE)
    if copy.stops:
        told = not any(one in _NEVER_TOLD or TABLE[one].sensitive for one in copy.stops)
        note = ", ".join(copy.stops)
        return LeftOut(what="email", id=item.case, on=day, why=Why.NOT_READABLE if told else Why.KEPT, note=note)
    return GivenMail(case=item.case, at=item.received_at, hidden=copy.hidden, content=copy.content)


def _is_readable(app: App, case: CaseId) -> bool:
    try:
        app.contents().content(app.steps().load_message(case).content)
    except PermanentFailure:
        return False
    return True


def _gone(app: App, of: AskedFor, found: set[CaseId], withheld: frozenset[str]) -> Iterator[LeftOut]:
    """Emails of which only the record is left."""
    zone, told = app.settings.timezone, set[CaseId]()
    for one in disclosures(app.database, Which(about=of.person)):
        if one.case in told or one.case in found or one.case in withheld:
            continue
        told.add(one.case)
        if not _is_readable(app, one.case):
            yield LeftOut(what="email", id=one.case, on=one.at.astimezone(zone).date().isoformat(), why=Why.GONE)


def _kept_since(app: App) -> str:
    with app.database.read() as connection:
        return connection.scalar(select(func.min(period.c.id)).where(period.c.destroyed_at.is_(None))) or ""


def _figures(app: App, of: AskedFor, directory: Directory, during: Period, now: datetime) -> Bundle:
    smallest = app.settings.policy.policy.smallest_group
    made = foi_of(app.database, directory.registers, since=during.since, until=during.until, smallest_group=smallest)
    sheet = Sheet(name="foi", columns=made.sheets[0].columns, rows=made.sheets[0].rows)
    zone = app.settings.timezone
    return bundle(of.request, mails=(), sheets=(sheet,), left_out=(), kept_since="", zone=zone, at=now)


def send(app: App, of: AskedFor, made: Bundle, *, to: str, sender: str, account: str, client: str) -> CaseId:
    """Give it to the gateway as an email of its sender's, with the request as its authority: it is decided, protected
    and held like any other, so it goes by the strongest way that the register and the level ask for, or waits.

    Raises:
        PermanentFailure: it is not one of who asked's addresses, or larger than an email may be.
        TemporaryFailure: it could not be taken over; nothing was sent.
    """
    if to not in of.addresses:
        raise PermanentFailure(mark("Choose one of the addresses that we have of who asked."))
    now = app.clock.now()
    content = _mail(of, made, to, sender, now)
    if len(content) > app.settings.config.limits.message_bytes:
        raise PermanentFailure(mark("It is larger than an email may be. Download it and hand it over another way."))
    envelope = Envelope(
        sender=sender, recipients=(to,), listener=_LISTENER, client=client, user=account, received_at=now
    )
    spool = app.spool()
    try:
        case = spool.accept(envelope, content).case
    finally:
        spool.close()
    _note(app, of, made, SENT, by=account, case=case)
    return case


def taken_out(app: App, of: AskedFor, made: Bundle, *, by: str) -> None:
    """Write down who downloaded it (REC-1)."""
    _note(app, of, made, DOWNLOADED, by=by)


def _note(app: App, of: AskedFor, made: Bundle, what: str, *, by: str, case: CaseId | None = None) -> None:
    facts = (("files", len(made.files)), ("left_out", len(made.left_out)))
    note(app, of, what, made.digest, facts, by=by, case=case)


def _mail(of: AskedFor, made: Bundle, to: str, sender: str, now: datetime) -> bytes:
    kind = of.request.type.value
    # The least that it may be: what is in it raises it where it must be, and then it travels as that.
    marked = "INTERNAL" if of.about_person else "UNCLASSIFIED"
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = to
    mail["Date"] = now
    mail["Message-ID"] = f"<{made.digest[:32]}.{int(now.timestamp())}@{sender.partition('@')[2]}>"
    mail["Subject"] = f"{marked}: our answer to your request {of.request.id}"
    mail["X-Sharing-Authority"] = f"{kind}:{of.request.id}"
    mail.set_content(
        f"Here is our answer to your request {of.request.id}, as one file.\n\n"
        "Open it and read read-me-first.txt: it says what is in it, and what is left out and why.\n"
    )
    mail.add_attachment(made.content, maintype="application", subtype="zip", filename=f"{kind}-answer.zip")
    return mail.as_bytes(policy=SMTP)
