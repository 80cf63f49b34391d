"""Approving ahead, on a telephone: this worker, person, partner and ground, for some hours (CONS-4)."""

from dataclasses import replace
from typing import Final

from gateway.approve_ahead import approve, faults_of
from gateway.console.confirming import Asking, confirming
from gateway.console.desk import Desk
from gateway.console.pages.approvals.asked_ahead import filled_in
from gateway.console.pages.approvals.people import choices_of, look_up, workers
from gateway.console.picking import Meant
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults
from gateway.hold.ahead import Ahead
from gateway.language import mark
from gateway.model.parties import PartyId, PartyType, PersonId

HOURS: Final = {
    "1": mark("1 hour"),
    "2": mark("2 hours"),
    "4": mark("4 hours"),
    "8": mark("8 hours"),
    "24": mark("24 hours"),
}
_FIELDS: Final = ("worker", "person", "party", "ground", "hours", "why", "informed", "informed_why")
_LEFT_OUT: Final = {
    "--worker": mark("Choose who sends it."),
    "--party": mark("Choose to whom."),
    "--ground": mark("Choose the law that allows it."),
}
_SHARED_WITH: Final = frozenset({PartyType.PARTNER, PartyType.PROVIDER, PartyType.PUBLIC_BODY})


def form(desk: Desk, visit: Visit) -> Reply:
    """A form: empty, or filled in from the draft for which somebody asks."""
    return _form(desk, replace(visit, form=filled_in(desk, visit)), (), Meant(id=None))


def check(desk: Desk, visit: Visit) -> Reply:
    """What is approved, to be looked at once more."""
    ahead, meant, faults = _said(desk, visit)
    if ahead is None or faults:
        return _form(desk, visit, faults, meant)
    return _asking(desk, visit, ahead, ())


def confirm(desk: Desk, visit: Visit) -> Reply:
    """It stands from now on, for so many hours."""
    ahead, meant, faults = _said(desk, visit)
    if ahead is None or faults:
        return _form(desk, visit, faults, meant)
    unproved = code_faults(desk, visit)
    if unproved:
        return _asking(desk, visit, ahead, unproved)
    given = approve(desk.app, desk.registers, ahead)
    return Redirect(to=f"/approvals?done={given.row['id']}&woken={len(given.woken)}")


def _said(desk: Desk, visit: Visit) -> tuple[Ahead | None, Meant, tuple[Fault, ...]]:
    meant = look_up(desk, visit)
    person = meant.id
    faults = [Fault(why=meant.why, field="person")] if person is None else []
    informed = _informed(visit)
    if not informed:
        faults.append(Fault(why=mark("Say whether the family was told, or why not."), field="informed"))
    ahead = Ahead(
        by=visit.viewer.account,
        worker=visit.said("worker").lower(),
        person=person or "",
        party=visit.said("party"),
        ground=visit.said("ground"),
        hours=int(visit.said("hours")) if visit.said("hours") in HOURS else 0,
        why=visit.said("why"),
        informed=informed,
    )
    found = [_fault(one, visit) for one in faults_of(desk.app, desk.registers, ahead)]
    faults += [one for one in found if one.field != "person" or person is not None]
    return (None if person is None else ahead), meant, tuple(faults)


def _fault(text: str, visit: Visit) -> Fault:
    """The register's words for the command line, for a form."""
    option, _, rest = text.partition(": ")
    if not option.startswith("--"):
        return Fault(why=text, field="person" if text.startswith(mark("This is about you")) else "worker")
    if not visit.said(option.removeprefix("--")) and option in _LEFT_OUT:
        return Fault(why=_LEFT_OUT[option], field=option.removeprefix("--"))
    return Fault(why=f"{rest[:1].upper()}{rest[1:]}", field=option.removeprefix("--"))


def _informed(visit: Visit) -> str:
    if visit.said("informed") == "yes":
        return "yes"
    return (
        f"no: {visit.said('informed_why')}" if visit.said("informed") == "no" and visit.said("informed_why") else ""
    )


def _form(desk: Desk, visit: Visit, faults: tuple[Fault, ...], meant: Meant) -> Page:
    registers = desk.directory().registers
    today = visit.at.astimezone(desk.app.settings.timezone).date()
    grounds = {
        one.id: f"{one.title} ({one.law})"
        for one in sorted(registers.grounds.values(), key=lambda one: one.title)
        if one.active and one.statutory and (one.effective_from is None or one.effective_from <= today)
    }
    parties = {one.id: one.name for one in registers.parties.values() if one.type in _SHARED_WITH}
    return Page(
        template="approvals/ahead.html",
        values={
            "workers": workers(desk, visit.viewer),
            "people": choices_of(meant),
            "grounds": grounds,
            "parties": dict(sorted(parties.items(), key=lambda pair: pair[1])),
            "hours": HOURS,
            "said": visit.form,
        },
        faults=faults,
        status=422 if faults else 200,
    )


def _asking(desk: Desk, visit: Visit, ahead: Ahead, faults: tuple[Fault, ...]) -> Page:
    registers = desk.directory().registers
    worker, party = registers.staff[ahead.worker], registers.parties[PartyId(ahead.party)]
    person, ground = registers.people[PersonId(ahead.person)], registers.grounds[ahead.ground]
    asking = Asking(
        title=mark("Check what you approve"),
        rows=(
            (mark("Who sends it"), worker.name),
            (mark("About"), f"{person.name} ({person.id})"),
            (mark("To"), party.name),
            (mark("The law"), f"{ground.title} ({ground.law})"),
            (mark("For"), HOURS[str(ahead.hours)]),
            (mark("Why"), ahead.why),
            (mark("The family was told"), ahead.informed),
        ),
        lines=(mark("You are told when it is used. It ends by itself, and you can end it before."),),
        action="/approve/confirm",
        button=mark("Approve"),
        back="/approve",
        hidden={**{name: visit.said(name) for name in _FIELDS}, "person": person.id},
        grave=True,
    )
    return confirming(asking, visit, faults)
