"""The policy in short questions."""

from gateway.console.desk import Desk
from gateway.console.first_steps import guides
from gateway.console.replies import Page, Reply, Visit


def help_page(desk: Desk, _visit: Visit) -> Reply:
    """For everybody, signed in or not."""
    hold = desk.app.settings.config.hold
    return Page(template="help.html", values={"days": hold.expire_days})


def first_steps(_desk: Desk, visit: Visit) -> Reply:
    """What a new person does first: by the roles of their account."""
    return Page(template="first-steps.html", values={"guides": tuple(guides(visit.viewer.roles))})
