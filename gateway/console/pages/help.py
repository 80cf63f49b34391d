"""The policy in short questions."""

from gateway.console.desk import Desk
from gateway.console.first_steps import guides
from gateway.console.replies import Page, Reply, Visit


def help_page(desk: Desk, visit: Visit) -> Reply:
    """For everybody, signed in or not; how to reach us is for those who are."""
    config = desk.app.settings.config
    check = "" if visit.signed_in is None else config.organisation.check
    return Page(template="help.html", values={"days": config.hold.expire_days, "check": check})


def first_steps(_desk: Desk, visit: Visit) -> Reply:
    """What a new person does first: by the roles of their account."""
    return Page(template="first-steps.html", values={"guides": tuple(guides(visit.viewer.roles))})
