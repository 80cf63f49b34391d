"""Somebody's own passkeys: added, named and removed, by whoever proved lately that it is them."""

from gateway.console.desk import Desk
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults, needs_code
from gateway.console.sign_in.passkeys import MAX_TITLE, MOST
from gateway.language import mark


def form(desk: Desk, visit: Visit) -> Reply:
    """The passkeys of the account, and what adds one."""
    return _page(desk, visit, ())


def add(desk: Desk, visit: Visit) -> Reply:
    """Keep one that the browser has just made."""
    if not visit.viewer.session.fresh(visit.at):
        return _unproved(desk, visit)
    account = visit.viewer.account
    if not desk.passkeys.add(account, visit.said("title"), visit.said("credential"), visit.stamp, visit.at):
        return _page(desk, visit, (Fault(why=mark("That passkey could not be added. Try again."), field="title"),))
    desk.app.accounts.note(account, "passkey-added", by=account, at=visit.at)
    return Redirect(to="/account/passkeys?done=added")


def rename(desk: Desk, visit: Visit) -> Reply:
    """Call one otherwise."""
    title = visit.said("title")
    if not title:
        return _page(desk, visit, (Fault(why=mark("Enter a name for the passkey.")),))
    if not desk.passkeys.rename(visit.viewer.account, visit.said("passkey"), title):
        return _page(desk, visit, (Fault(why=mark("That passkey is not there any more.")),))
    return Redirect(to="/account/passkeys?done=named")


def remove(desk: Desk, visit: Visit) -> Reply:
    """It opens nothing from now on."""
    account = visit.viewer.account
    if not visit.viewer.session.fresh(visit.at):
        return _unproved(desk, visit)
    if not desk.authenticators.has(account) and len(desk.passkeys.of_account(account)) < 2:
        why = mark("This is all that you sign in with. Set up an authenticator app or another passkey first.")
        return _page(desk, visit, (Fault(why=why),))
    if not desk.passkeys.remove(account, visit.said("passkey")):
        return _page(desk, visit, (Fault(why=mark("That passkey is not there any more.")),))
    desk.app.accounts.note(account, "passkey-removed", by=account, at=visit.at)
    return Redirect(to="/account/passkeys?done=removed")


def prove(desk: Desk, visit: Visit) -> Reply:
    """The second factor again; then passkeys may be changed for half an hour."""
    faults = code_faults(desk, visit)
    return _page(desk, visit, faults) if faults else Redirect(to="/account/passkeys")


def _unproved(desk: Desk, visit: Visit) -> Page:
    return _page(
        desk, visit, (Fault(why=mark("You signed in a while ago. First show that it is you."), field="code"),)
    )


def _page(desk: Desk, visit: Visit, faults: tuple[Fault, ...]) -> Page:
    account = visit.viewer.account
    kept = desk.passkeys.of_account(account)
    again = needs_code(visit)
    may_add = desk.passkeys.usable and not again and len(kept) < MOST
    values: dict[str, object] = {
        "passkeys": kept,
        "usable": desk.passkeys.usable,
        "full": len(kept) >= MOST,
        "app": desk.authenticators.has(account),
        "again": again,
        "create": desk.passkeys.to_add(account, visit.stamp, visit.at) if may_add else "",
        "max_title": MAX_TITLE,
        "done": visit.query.get("done", ""),
    }
    return Page(template="passkeys.html", values=values, faults=faults, status=422 if faults else 200)
