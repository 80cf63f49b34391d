"""What counts needs a second factor that was given lately; a page that asks to confirm asks for the code as well."""

from gateway.console.desk import Desk
from gateway.console.replies import Fault, Visit


def needs_code(visit: Visit) -> bool:
    """Whether the code has to be entered again."""
    return not visit.viewer.session.fresh(visit.at)


def code_faults(desk: Desk, visit: Visit) -> tuple[Fault, ...]:
    """Empty: it was given lately, or is right now."""
    if not needs_code(visit):
        return ()
    code = visit.said("code")
    if code and desk.authenticators.take(visit.viewer.account, code, visit.at):
        return ()
    return (Fault(why="Enter the code that your app shows now.", field="code"),)
