"""Approving that something is kept from a service user (CONS-7)."""

import secrets
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from gateway.case.never_asked import named_emails
from gateway.console.confirming import Asking, confirming
from gateway.console.desk import Desk
from gateway.console.pages.approvals.people import choices_of, look_up, workers
from gateway.console.picking import Meant
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults
from gateway.hold.kept import Kept, cells, why_not
from gateway.language import mark
from gateway.model.errors import PermanentFailure
from gateway.model.parties import PersonId
from gateway.registers.files.columns import RegisterKind
from gateway.registers.files.faults import BadFile

_FIELDS: Final = ("case", "worker", "person", "about", "phrases", "until", "exemption")


def form(desk: Desk, visit: Visit) -> Reply:
    """A form; from the page of a case with what that tells: who sent it, and whom it is about when that is one."""
    return _form(desk, visit, (), Meant(id=None), _of_case(desk, visit))


def _of_case(desk: Desk, visit: Visit) -> dict[str, str]:
    number = visit.query.get("case", "")
    if not number:
        return {}
    try:
        file = desk.case(number, visit.viewer)
    except PermanentFailure:
        return {}
    people = file.setting.candidates
    person = next(iter(people)) if len(people) == 1 else ""
    return {"case": file.message.case, "worker": file.setting.sender.lower(), "person": person}


def check(desk: Desk, visit: Visit) -> Reply:
    """What is kept, to be looked at once more."""
    kept, meant, faults = _said(desk, visit)
    return _form(desk, visit, faults, meant) if faults else _asking(desk, visit, kept, ())


def confirm(desk: Desk, visit: Visit) -> Reply:
    """It is kept from now on."""
    kept, meant, faults = _said(desk, visit)
    if faults:
        return _form(desk, visit, faults, meant)
    unproved = code_faults(desk, visit)
    if unproved:
        return _asking(desk, visit, kept, unproved)
    taken = {one.id for one in desk.directory().registers.restrictions}
    while (identity := f"R-{secrets.token_hex(4).upper()}") in taken:
        continue
    row = cells(kept, identity, visit.at)
    try:
        desk.registers.apply(RegisterKind.RESTRICTIONS, [row], replace=False, by=kept.by, at=visit.at)
    except BadFile as bad:
        raise PermanentFailure("the register does not take it") from bad
    case = visit.said("case")
    return Redirect(to=f"/cases/{quote(case, safe='')}" if case else f"/approvals?done={identity}")


def _said(desk: Desk, visit: Visit) -> tuple[Kept, Meant, tuple[Fault, ...]]:
    meant = look_up(desk, visit)
    person = meant.id
    phrases = tuple(" ".join(line.replace("|", " ").split()) for line in visit.said("phrases").splitlines())
    kept = Kept(
        by=visit.viewer.account,
        requested_by=visit.said("worker").lower(),
        person=person or "",
        about=visit.said("about").replace("|", " "),
        phrases=tuple(phrase for phrase in phrases if phrase),
        until=visit.said("until"),
        exemption=visit.said("exemption").replace("|", " "),
    )
    if person is None:
        return kept, meant, (Fault(why=meant.why, field="person"),)
    directory = desk.directory()
    named = named_emails([PersonId(person)], directory)
    today = visit.at.astimezone(desk.app.settings.timezone).date()
    return kept, meant, tuple(_fault(one) for one in why_not(kept, directory.registers, named, today))


def _fault(text: str) -> Fault:
    field, _, why = text.partition(": ")
    return Fault(why=f"{why[:1].upper()}{why[1:]}", field=field)


def _form(
    desk: Desk, visit: Visit, faults: tuple[Fault, ...], meant: Meant, said: Mapping[str, str] | None = None
) -> Page:
    values = {"workers": workers(desk, visit.viewer), "people": choices_of(meant), "said": said or visit.form}
    return Page(template="approvals/kept.html", values=values, faults=faults, status=422 if faults else 200)


def _asking(desk: Desk, visit: Visit, kept: Kept, faults: tuple[Fault, ...]) -> Page:
    registers = desk.directory().registers
    person = registers.people[PersonId(kept.person)]
    asking = Asking(
        title=mark("Check what is kept from them"),
        rows=(
            (mark("Kept from"), mark("{name} ({id}), and whoever acts for them", name=person.name, id=person.id)),
            (mark("What"), kept.about),
            (mark("Words that would tell it"), ", ".join(kept.phrases)),
            (mark("Asked for by"), registers.staff[kept.requested_by].name),
            (mark("Until"), kept.until or mark("no end")),
            (mark("The law"), kept.exemption or mark("not given")),
        ),
        lines=(
            mark("From now on no email with these words goes to them. It waits, and is changed by whoever wrote it."),
        ),
        action="/keep/confirm",
        button=mark("Approve"),
        back="/keep",
        hidden={**{name: visit.said(name) for name in _FIELDS}, "person": person.id},
        grave=True,
    )
    return confirming(asking, visit, faults)
