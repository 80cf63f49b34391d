"""The first page: what waits for whoever signed in."""

from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.my_mail import SHOWN_DAYS, own_mail, rows
from gateway.console.pages.service.views import views_waiting
from gateway.console.permissions import Permission, may
from gateway.console.queue import AsksMe, asking, why_it_waits
from gateway.console.replies import Page, Reply, Visit
from gateway.console.warming import StillReading
from gateway.model.decision import Asked
from gateway.model.lifecycle import RecipientState
from gateway.spool.rows import TracedCase

_SHOWN: Final = 5


def home(desk: Desk, visit: Visit) -> Reply:
    """Counts, the first of what waits, and where to go."""
    mine = own_mail(desk, visit.viewer, visit.at, before=None, limit=200)
    held = [one for one in mine if any(each.state is RecipientState.HELD for each in one.recipients)]
    decides = visit.viewer.decides
    none = AsksMe(count=0, urgent=0, first=())
    asks = asking(desk, visit.viewer, visit.at, _SHOWN) if decides else none
    shown = rows(desk, visit, held[:_SHOWN])
    return Page(
        template="home.html",
        values={
            "held": [(one, _why(one.mail)) for one in shown],
            "held_count": len(held),
            "decides": decides,
            "waiting": asks.first,
            "waiting_count": asks.count,
            "urgent_count": asks.urgent,
            "days": SHOWN_DAYS,
            # Who has neither sent anything nor done the guide's first step.
            "new_here": not mine and not desk.passkeys.has(visit.viewer.account),
            "views_waiting": _views(desk, visit) if may(visit.viewer, Permission.GOVERNS, half=False) else 0,
        },
    )


def _why(mail: TracedCase) -> tuple[str, ...]:
    waits = (one for one in mail.recipients if one.state is RecipientState.HELD)
    return why_it_waits((reason for one in waits for reason in one.reasons), (Asked.SENDER,))


def _views(desk: Desk, visit: Visit) -> int | None:
    """None: whom they are about cannot be told yet (SAFE-2), and the page says so."""
    try:
        return views_waiting(desk, visit)
    except StillReading:
        return None
