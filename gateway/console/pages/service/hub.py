"""Where the pages about the service begin."""

from dataclasses import dataclass
from typing import Final

from gateway.console.desk import Desk
from gateway.console.permissions import Permission, may
from gateway.console.replies import Page, Reply, Visit
from gateway.language import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One subject."""

    title: str
    path: str
    about: str
    permission: Permission


SECTIONS: Final = (
    Section(
        title=mark("How it is doing"),
        path="/health",
        about=mark("Queues, processes, disk, last backup and the whole check, in words."),
        permission=Permission.OVERSEES,
    ),
    Section(
        title=mark("Operations"),
        path="/operations",
        about=mark("What waits for which server, processes, keys and certificates; try a delivery now."),
        permission=Permission.RUNS,
    ),
    Section(
        title=mark("Partners"),
        path="/partners",
        about=mark("Which way email takes to each and how it is protected, whether it answers, how much goes."),
        permission=Permission.OVERSEES,
    ),
    Section(
        title=mark("Find an email"),
        path="/trace",
        about=mark("Where it is, each step with its time, and why it was decided so."),
        permission=Permission.OVERSEES,
    ),
    Section(
        title=mark("Explain an email"),
        path="/explain",
        about=mark("Drop a saved email and see what would become of it, and why. Nothing is sent or kept."),
        permission=Permission.OVERSEES,
    ),
    Section(
        title=mark("Rules"),
        path="/rules",
        about=mark("Every rule in words, how often it applied, earlier policies, and trying one on past emails."),
        permission=Permission.OVERSEES,
    ),
    Section(
        title=mark("People"),
        path="/users",
        about=mark("Accounts, roles, managers and deputies, last sign-in; sign somebody out, close an account."),
        permission=Permission.OVERSEES,
    ),
    Section(
        title=mark("Who may look into an email"),
        path="/views",
        about=mark("Let somebody of ICT look into one email for up to four hours, and end it."),
        permission=Permission.GOVERNS,
    ),
    Section(
        title=mark("Trying rules out"),
        path="/modes",
        about=mark("Which rules only watch or only ask, until when, and how often they were wrong."),
        permission=Permission.OVERSEES,
    ),
)


def service(_desk: Desk, visit: Visit) -> Reply:
    """One card for each subject that is for this person."""
    sections = [one for one in SECTIONS if may(visit.viewer, one.permission, half=False)]
    return Page(template="service.html", values={"sections": sections})
