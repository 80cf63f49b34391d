"""A mail in a file, explained as if it were sent now: read in the reading room, stored nowhere, sent to nobody."""

from typing import Final

from gateway.case.never_asked import not_asked
from gateway.console.desk import Desk
from gateway.console.pages.service.trace import masked
from gateway.console.replies import Fault, Page, Reply, Visit
from gateway.explain.loose_mail import asked_about
from gateway.explain.tree import draw
from gateway.language import mark
from gateway.look import Look
from gateway.model.outcome import RecordKind, Scalar
from gateway.registers.address import normal, well_formed

MAX_BYTES: Final = 10 * 1024 * 1024
_TO_CHARS: Final = 2000


def explain(_desk: Desk, visit: Visit) -> Reply:
    """The form."""
    return _page(visit, ())


def explained(desk: Desk, visit: Visit) -> Reply:
    """What would become of it and why."""
    look = looked_at(desk, visit, "explain")
    if isinstance(look, Fault):
        return _page(visit, (look,))
    app = desk.app
    tree = draw(look, "", app.settings.policy.policy, app.settings.timezone, masked=masked(visit.viewer))
    return _page(visit, (), tree=tree)


def looked_at(desk: Desk, visit: Visit, what: str) -> Look | Fault:
    """The mail of a form, looked at as if it were sent now; or what is wrong with the form. On record.

    Args:
        what: it is looked at for, as the record says it.
    """
    upload = visit.files.get("mail")
    if upload is None or not upload.untrusted_content:
        return Fault(why=mark("Choose a file that your mail program saved as .eml."), field="mail")
    sender, to = visit.said("sender"), visit.said("to")[:_TO_CHARS].replace(",", " ").split()
    wrong = [one for one in (*([sender] if sender and sender != "<>" else []), *to) if not well_formed(normal(one))]
    if wrong:
        field = "sender" if sender in wrong else "to"
        return Fault(why=mark("Enter whole email addresses, with a space between them."), field=field)
    asked = asked_about(upload.untrusted_content, sender or None, to, visit.at)
    if asked is None:
        why = mark("This mail names no recipient. Enter the addresses that it would go to.")
        return Fault(why=why, field="to")
    look = desk.look(asked)
    facts: list[tuple[str, Scalar]] = [("what", what), ("sha256", asked.content_hash), ("client", visit.client)]
    desk.record(RecordKind.OPERATED, visit.viewer.account, facts)
    if not not_asked(look).isdisjoint(visit.viewer.addresses):
        return Fault(why=mark("This mail is about you or your household; somebody else must look at it."))
    return look


def _page(visit: Visit, faults: tuple[Fault, ...], *, tree: object = None) -> Page:
    values: dict[str, object] = {
        "tree": tree,
        "masked": masked(visit.viewer),
        "said": visit.form,
        "most": MAX_BYTES // (1024 * 1024),
    }
    return Page(template="explain.html", values=values, faults=faults, status=422 if faults else 200)
