"""After signing out of a session that the provider opened: theirs is still open."""

from gateway.console.desk import Desk
from gateway.console.replies import Page, Redirect, Reply, Visit
from gateway.model.errors import TemporaryFailure


def signed_out(desk: Desk, _visit: Visit) -> Reply:
    """Where to sign out there too."""
    if desk.provider is None:
        return Redirect(to="/sign-in")
    try:
        there = desk.provider.sign_out(f"{desk.public_url}/sign-in")
    except TemporaryFailure:
        there = ""
    return Page(template="signed-out.html", values={"name": desk.provider.settings.name, "there": there})
