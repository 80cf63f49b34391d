"""Somebody's own account: where they are signed in."""

from typing import Final

from gateway.console.desk import Desk
from gateway.console.replies import Page, Redirect, Reply, Visit
from gateway.model.outcome import RecordKind, Scalar
from gateway.sign_in.digest_choice import choose_digest, without_digest

SHOWN_SESSIONS: Final = 10  # the last seen; the rest is told as a number


def account(desk: Desk, visit: Visit) -> Reply:
    """Roles and sessions."""
    viewer = visit.viewer
    sessions = desk.sessions.of_account(viewer.account, visit.at)
    return Page(
        template="account.html",
        values={
            "roles": [role.value for role in sorted(viewer.roles)],
            "sessions": sessions[:SHOWN_SESSIONS],
            "more_sessions": max(0, len(sessions) - SHOWN_SESSIONS),
            "app": desk.authenticators.has(viewer.account),
            "passkeys": desk.passkeys.of_account(viewer.account),
            "this": viewer.session.id,
            "digest": viewer.account not in without_digest(desk.app.database),
            "chosen": visit.query.get("chosen", "") == "yes",
            "ended": visit.query.get("ended", "") == "yes",
        },
    )


def choose(desk: Desk, visit: Visit) -> Reply:
    """Whether the daily mail comes."""
    wanted = visit.said("digest")
    if wanted in {"yes", "no"}:
        choose_digest(desk.app.database, visit.viewer.account, visit.at, wanted=wanted == "yes")
    return Redirect(to="/account?chosen=yes")


def end_others(desk: Desk, visit: Visit) -> Reply:
    """Sign out everywhere else."""
    count = desk.sessions.end_others(visit.viewer.session)
    facts: list[tuple[str, Scalar]] = [("what", "ended-others"), ("count", count), ("client", visit.client)]
    desk.record(RecordKind.SIGNED_IN, visit.viewer.account, facts)
    return Redirect(to="/account?ended=yes")
