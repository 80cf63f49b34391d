"""The first page: what waits for whoever signed in."""

from gateway.console.desk import Desk
from gateway.console.pages.my_mail import SHOWN_DAYS, own_mail
from gateway.console.pages.service.views import views_waiting
from gateway.console.permissions import Permission, may
from gateway.console.queue import waiting_counts
from gateway.console.replies import Page, Reply, Visit
from gateway.console.warming import StillReading
from gateway.model.lifecycle import RecipientState


def home(desk: Desk, visit: Visit) -> Reply:
    """Counts, and where to go."""
    mine = own_mail(desk, visit.viewer, visit.at, before=None, limit=200)
    held = [one for one in mine if any(each.state is RecipientState.HELD for each in one.recipients)]
    decides = visit.viewer.decides
    asking, urgent = waiting_counts(desk, visit.viewer, visit.at) if decides else (0, 0)
    return Page(
        template="home.html",
        values={
            "held": held[:5],
            "held_count": len(held),
            "decides": decides,
            "waiting_count": asking,
            "urgent_count": urgent,
            "days": SHOWN_DAYS,
            # Who has neither sent anything nor done the guide's first step.
            "new_here": not mine and not desk.passkeys.has(visit.viewer.account),
            "views_waiting": _views(desk, visit) if may(visit.viewer, Permission.GOVERNS, half=False) else 0,
        },
    )


def _views(desk: Desk, visit: Visit) -> int | None:
    """None: whom they are about cannot be told yet (SAFE-2), and the page says so."""
    try:
        return views_waiting(desk, visit)
    except StillReading:
        return None
