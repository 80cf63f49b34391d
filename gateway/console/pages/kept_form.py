"""A form whose session had ended when it was sent, offered again."""

from gateway.console.desk import Desk
from gateway.console.replies import Page, Reply, Visit


def kept_form(desk: Desk, visit: Visit) -> Reply:
    """What was kept for whoever is signed in; fetching it takes nothing away."""
    kept = desk.kept_forms.find(visit.viewer.account, visit.at)
    return Page(template="old-form.html", values={"kept": kept}, status=200 if kept is not None else 404)
