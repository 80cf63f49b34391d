"""The second factor once more, where a decision needs one that is fresh."""

from gateway.console.desk import Desk
from gateway.console.replies import Fault, Visit


def code_fault(desk: Desk, visit: Visit) -> Fault | None:
    """What is wrong with the code of a decision. None: it is right, or the last one is fresh enough."""
    if visit.viewer.session.fresh(visit.at):
        return None
    code = visit.said("code")
    if code and desk.authenticators.take(visit.viewer.account, code, visit.at):
        return None
    return Fault(why="Enter the code that your app shows now.", field="code")
