"""What somebody sent, and what became of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from gateway.console.desk import Desk
from gateway.console.gone import hidden_from
from gateway.console.pages.governance.forms import instant, list_taken_out
from gateway.console.replies import Page, Reply, Viewer, Visit
from gateway.language import mark
from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.model.parties import Party
from gateway.reports.files import Format
from gateway.spool.rows import TracedCase
from gateway.spool.subjects import subjects

SHOWN_DAYS: Final = 90
PAGE_SIZE: Final = 25
_AT_ONCE: Final = 500  # of a file
_MOST_PARTNERS: Final = 50  # a letter or two are in every name, and say no more than all
_STATES: Final = {
    "waiting": frozenset({RecipientState.HELD}),
    "sent": frozenset({RecipientState.READY, RecipientState.DELIVERED}),
    "not-sent": frozenset({RecipientState.RETURNED, RecipientState.REFUSED, RecipientState.BOUNCED}),
}
_CHOICES: Final = {"waiting": mark("Waiting"), "sent": mark("Sent"), "not-sent": mark("Not sent")}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMail:
    """One mail of a list."""

    mail: TracedCase
    hidden: frozenset[str]  # to whom it went with details hidden
    subject: str | None  # None: it is not kept any more, or not as it was sealed
    broken: bool  # not as it was sealed: nothing of it is shown


def my_mail(desk: Desk, visit: Visit) -> Reply:
    """A page of it, newest first; the next begins where this one ends."""
    before = _instant(visit.query.get("before", ""))
    query = _wanted(visit.query)
    mails = _sent(desk, visit, query, before, PAGE_SIZE + 1)
    more = len(mails) > PAGE_SIZE
    mails = mails[:PAGE_SIZE]
    older = mails[-1].received_at.astimezone(UTC).isoformat() if more else ""
    return Page(
        template="my-mail.html",
        values={
            "mails": rows(desk, visit, mails),
            "older": older,
            "first": before is None,
            "days": SHOWN_DAYS,
            "wanted": query,
            "query": urlencode({name: value for name, value in query.items() if value}),
            "choices": _CHOICES,
            "formats": tuple(Format),
        },
    )


_COLUMNS: Final = ("case", "sent_at", "subject", "recipient", "where", "details_hidden")


def export(desk: Desk, visit: Visit) -> Reply:
    """All that the list shows, not a page of it, with a line for each copy; it is on the record first (REC-1)."""
    zone = desk.app.settings.timezone
    lines = (line for one in _every(desk, visit) for line in _lines(one, zone))
    return list_taken_out(desk, visit, "my-email", _COLUMNS, lines)


def _every(desk: Desk, visit: Visit) -> Iterator[OwnMail]:
    wanted, before = _wanted(visit.form), None
    while mails := _sent(desk, visit, wanted, before, _AT_ONCE):
        yield from rows(desk, visit, mails)
        before = mails[-1].received_at


def _lines(one: OwnMail, zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    mail, sent = one.mail, instant(one.mail.received_at, zone)
    for copy in mail.recipients:
        # A draft goes to nobody: it has no recipient, only the answer to it.
        draft = "checked" in copy.reasons
        to, where = ("", "checked") if draft else (copy.address, copy.state.value)
        yield mail.case, sent, one.subject or "", to, where, "yes" if copy.address in one.hidden else "no"


def _wanted(said: Mapping[str, str]) -> dict[str, str]:
    shown = said.get("shown", "")
    return {"search": said.get("search", "").strip()[:200], "shown": shown if shown in _STATES else ""}


def _sent(
    desk: Desk, visit: Visit, wanted: Mapping[str, str], before: datetime | None, limit: int
) -> tuple[TracedCase, ...]:
    return desk.view.sent_by(
        visit.viewer.addresses,
        before=before,
        since=visit.at - timedelta(days=SHOWN_DAYS),
        limit=limit,
        search=wanted["search"],
        ends=_ends(desk, wanted["search"]),
        states=_STATES.get(wanted["shown"], frozenset()),
    )


def rows(desk: Desk, visit: Visit, mails: Sequence[TracedCase]) -> tuple[OwnMail, ...]:
    """The viewer's own mails as a list shows them. One that was tampered with shows as such, and hides no other."""
    said = _subjects(desk, visit, mails)
    return tuple(
        OwnMail(
            mail=one,
            hidden=hidden_from(desk, one),
            subject=said.get(one.case),
            broken=one.case in said and said[one.case] is None,
        )
        for one in mails
    )


def _subjects(desk: Desk, visit: Visit, mails: Sequence[TracedCase]) -> dict[CaseId, str | None]:
    """What people know their mail by; that it was shown is on the record, once for the page (REC-1)."""
    found = subjects(desk.app.database, desk.app.keys, [one.case for one in mails], visit.viewer.addresses)
    if found:
        facts = (("what", "own-subjects"), ("emails", len(found)), ("client", visit.client))
        desk.record(RecordKind.VIEWED, visit.viewer.account, facts)
    for case in (case for case, subject in found.items() if subject is None):
        desk.log.error("mail-not-authentic", case=case)
    return found


def own_mail(
    desk: Desk, viewer: Viewer, now: datetime, *, before: datetime | None, limit: int
) -> tuple[TracedCase, ...]:
    """Mail of the last 90 days from any address of theirs."""
    since = now - timedelta(days=SHOWN_DAYS)
    return desk.view.sent_by(viewer.addresses, before=before, since=since, limit=limit)


def _ends(desk: Desk, search: str) -> tuple[str, ...]:
    """How addresses of the partners end that are called like this: people know a partner by its name."""
    if not search:
        return ()
    parties = desk.organisation().registers.parties.values()
    called = [one for one in parties if search.casefold() in one.name.casefold()][:_MOST_PARTNERS]
    return tuple(dict.fromkeys(end.lower() for one in called for end in _ends_of(one)))


def _ends_of(party: Party) -> Iterator[str]:
    # A domain that begins with a dot stands for those below it.
    yield from (name if name.startswith(".") else f"@{name}" for name in party.domains)
    yield from (*party.addresses, *party.lists, *party.front_door)


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
