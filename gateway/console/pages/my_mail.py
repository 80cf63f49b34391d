"""What somebody sent, and what became of it."""

from datetime import UTC, datetime, timedelta
from typing import Final

from gateway.console.desk import Desk
from gateway.console.gone import hidden_from
from gateway.console.replies import Page, Reply, Viewer, Visit
from gateway.spool.rows import TracedCase

SHOWN_DAYS: Final = 90
PAGE_SIZE: Final = 25


def my_mail(desk: Desk, visit: Visit) -> Reply:
    """A page of it, newest first; the next begins where this one ends."""
    before = _instant(visit.query.get("before", ""))
    mails = own_mail(desk, visit.viewer, visit.at, before=before, limit=PAGE_SIZE + 1)
    more = len(mails) > PAGE_SIZE
    mails = mails[:PAGE_SIZE]
    older = mails[-1].received_at.astimezone(UTC).isoformat() if more else ""
    return Page(
        template="my-mail.html",
        values={
            "mails": [(one, hidden_from(desk, one)) for one in mails],
            "older": older,
            "first": before is None,
            "days": SHOWN_DAYS,
        },
    )


def own_mail(
    desk: Desk, viewer: Viewer, now: datetime, *, before: datetime | None, limit: int
) -> tuple[TracedCase, ...]:
    """Mail of the last 90 days from any address of theirs."""
    since = now - timedelta(days=SHOWN_DAYS)
    return desk.view.sent_by(viewer.addresses, before=before, since=since, limit=limit)


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
