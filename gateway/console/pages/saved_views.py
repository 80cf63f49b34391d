"""Keeping filters of the queue under a name, opening the queue with them, and forgetting them."""

from gateway.console.desk import Desk
from gateway.console.pages.held import listed
from gateway.console.queue import Narrowed
from gateway.console.replies import Fault, Redirect, Reply, Visit
from gateway.console.saved_views import LONGEST_NAME, MOST
from gateway.language import mark

NAME = "view_name"


def keep(desk: Desk, visit: Visit) -> Reply:
    """The filters that the list was shown with, as a view."""
    wanted, name = Narrowed.of(visit.form), " ".join(visit.said(NAME).split())
    fault = _fault(desk, visit, wanted, name)
    if fault is not None:
        return listed(desk, visit, (fault,))
    first = visit.said("view_first") == "yes"
    desk.saved_views.keep(visit.viewer.account, name, wanted.query(), visit.at, first=first)
    return Redirect(to=f"/held?{wanted.address()}")


def open_with(desk: Desk, visit: Visit) -> Reply:
    """The queue opens with it from now on, or with everything again."""
    view = visit.here["view"] if visit.said("first") == "yes" else ""
    if not desk.saved_views.open_with(visit.viewer.account, view, visit.at):
        return listed(desk, visit, (_GONE,))
    return Redirect(to="/held" if view else "/held?whose=all")


def remove(desk: Desk, visit: Visit) -> Reply:
    """It is forgotten; nothing that waits changes."""
    if not desk.saved_views.remove(visit.viewer.account, visit.here["view"], visit.at):
        return listed(desk, visit, (_GONE,))
    return Redirect(to="/held?whose=all")


_GONE = Fault(why=mark("You have no such view any more."))


def _fault(desk: Desk, visit: Visit, wanted: Narrowed, name: str) -> Fault | None:
    known = desk.saved_views.of(visit.viewer.account)
    if not wanted.query():
        return Fault(why=mark("Choose what to show first: a view is a set of filters."), field="search")
    if not name:
        return Fault(why=mark("Give the view a name."), field=NAME)
    if len(name) > LONGEST_NAME:
        return Fault(why=mark("Use {most} letters at most for the name.", most=LONGEST_NAME), field=NAME)
    if any(one.name.lower() == name.lower() for one in known):
        why = mark("You have a view with this name. Choose another name, or remove that view first.")
        return Fault(why=why, field=NAME)
    if len(known) >= MOST:
        return Fault(why=mark("You have {most} views. Remove one first.", most=MOST), field=NAME)
    return None
