"""Somebody's own account: what they get from us and in which language, and where they are signed in."""

from typing import Final

from gateway.console.desk import Desk
from gateway.console.replies import Fault, Page, Redirect, Reply, Viewer, Visit
from gateway.language import PSEUDO, available, mark, own_name
from gateway.model.outcome import RecordKind, Scalar
from gateway.registers.files.columns import RegisterKind
from gateway.sign_in.digest_choice import choose_digest, without_digest

SHOWN_SESSIONS: Final = 10  # the last seen; the rest is told as a number


def account(desk: Desk, visit: Visit) -> Reply:
    """Roles, language and sessions."""
    return _page(desk, visit, ())


def _page(desk: Desk, visit: Visit, faults: tuple[Fault, ...]) -> Page:
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
            "chosen": visit.query.get("chosen", ""),
            "languages": _languages(desk, viewer),
            "language": viewer.language or desk.app.settings.config.organisation.language,
            "ended": visit.query.get("ended", "") == "yes",
        },
        faults=faults,
        status=422 if faults else 200,
    )


def choose(desk: Desk, visit: Visit) -> Reply:
    """Whether the daily mail comes."""
    wanted = visit.said("digest")
    if wanted in {"yes", "no"}:
        choose_digest(desk.app.database, visit.viewer.account, visit.at, wanted=wanted == "yes")
    return Redirect(to="/account?chosen=yes")


def choose_language(desk: Desk, visit: Visit) -> Reply:
    """In which language the pages and the notices are from now on: it stands in the register of staff."""
    member, chosen = desk.member(visit.viewer.account), visit.said("language")
    offered = {code for code, _ in _languages(desk, visit.viewer)}
    if member is None or chosen not in offered:
        field = "language" if offered else ""
        return _page(desk, visit, (Fault(why=mark("Choose one of the languages."), field=field),))
    row = {"email": member.email, "language": chosen}
    desk.registers.apply(RegisterKind.STAFF, [row], replace=False, by=visit.viewer.account, at=visit.at)
    return Redirect(to="/account?chosen=language")


def _languages(desk: Desk, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Code and own name of each that may be chosen; none where somebody stands in no register, or there is one alone.

    That with accents on every letter shows what is left untranslated: it is for those who have it already.
    """
    own, theirs = desk.app.settings.config.organisation.language, viewer.language
    found = tuple((code, own_name(code)) for code in available() if code != PSEUDO or code in {own, theirs})
    return found if found[1:] and desk.member(viewer.account) is not None else ()


def end_others(desk: Desk, visit: Visit) -> Reply:
    """Sign out everywhere else."""
    count = desk.sessions.end_others(visit.viewer.session)
    facts: list[tuple[str, Scalar]] = [("what", "ended-others"), ("count", count), ("client", visit.client)]
    desk.record(RecordKind.SIGNED_IN, visit.viewer.account, facts)
    return Redirect(to="/account?ended=yes")
