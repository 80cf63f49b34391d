"""Saying that one looks at a case, so that two managers do not read the same one."""

from gateway.console.desk import Desk
from gateway.console.replies import Missing, Redirect, Reply, Visit
from gateway.model.decision import Asked


def claim(desk: Desk, visit: Visit) -> Reply:
    """Whoever is first has it; whoever takes it over says from whom."""
    file = desk.case(visit.here["case"], visit.viewer)
    if Asked.SENDER in file.roles:
        return Missing()
    case = file.message.case
    desk.claims.claim(case, visit.viewer.account, visit.at, instead_of=visit.said("from"))
    return Redirect(to=f"/cases/{case}")


def let_go(desk: Desk, visit: Visit) -> Reply:
    """Others may look at it."""
    file = desk.case(visit.here["case"], visit.viewer)
    desk.claims.let_go(file.message.case, visit.viewer.account, visit.at)
    return Redirect(to="/held")
