"""The risk register: what the gateway saw and what people entered, who sees to it, and until when."""

from collections.abc import Callable
from functools import partial
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.governance.forms import WrongField, attempted, day_of, needed, references, taken_out
from gateway.console.pages.governance.shared import address, in_words, keep_apart, looked_at, own_of
from gateway.console.replies import Fault, Page, Reply, Visit
from gateway.language import mark
from gateway.model.parties import PartyId, PersonId
from gateway.model.risks import RiskKind, RiskStatus
from gateway.record.risk_book import Risk
from gateway.reports.files import Format
from gateway.reports.risks import risks as risk_report

_STATUSES: Final = (RiskStatus.OPEN, RiskStatus.TREATED, RiskStatus.ACCEPTED)
_WORDS: Final = {
    RiskKind.UNDER_MARKED: mark("Email is marked lower than it needs"),
    RiskKind.NEAR_MISS_RECIPIENT: mark("An address could be taken for a known one"),
    RiskKind.AGREEMENT_LAPSED: mark("We write to a partner without an agreement"),
    RiskKind.ASSURANCE_OVERDUE: mark("A partner’s safeguards were not checked in time"),
    RiskKind.UNREADABLE_ATTACHMENT: mark("Attachments come that we cannot read"),
    RiskKind.NOTICE_NOT_GIVEN: mark("The privacy notice does not name a partner"),
    RiskKind.REPEATED_OVERRIDES: mark("One rule is overridden again and again"),
    RiskKind.OTHER: mark("A risk that somebody entered"),
}


def risks(desk: Desk, visit: Visit) -> Reply:
    """Those that are open, the longest open first; or all."""
    everything = visit.query.get("show") == "all"
    found = others(desk, visit)
    shown = [one for one in found if everything or one.closed_at is None]
    today = visit.at.astimezone(desk.app.settings.timezone).date()
    return Page(
        template="governance/risks.html",
        values={
            "risks": shown,
            "any": bool(found),
            "everything": everything,
            "words": _WORDS,
            "today": today,
            "formats": tuple(Format),
        },
    )


def add(_desk: Desk, visit: Visit) -> Reply:
    """The form of a new one."""
    return _form(visit, ())


def open_risk(desk: Desk, visit: Visit) -> Reply:
    """One that the gateway cannot see."""

    def write() -> str:
        what = needed(visit, "what", mark("Say what the risk is."))
        about = references(visit.said("about"))
        keep_apart(desk, visit, {one.lower() for one in about}, "/risks/add")
        made = desk.app.risk_book().open(about, what, by=visit.viewer.account, at=visit.at)
        return f"/risks/{made.id}?done=opened"

    return attempted(write, partial(_form, visit))


def risk(desk: Desk, visit: Visit) -> Reply:
    """One of them."""
    return _page(desk, visit, _found(desk, visit), ())


def change(desk: Desk, visit: Visit) -> Reply:
    """Owner, what is done about it, status, day of review."""

    def write(found: Risk) -> None:
        owner, status = visit.said("owner").lower(), visit.said("status")
        if owner and owner not in desk.organisation().registers.staff:
            why = mark("Write the email address of a colleague in the register of staff.")
            raise WrongField(Fault(why=why, field="owner"))
        review = day_of(visit.said("review"), "review")
        mitigation = visit.said("mitigation")
        if status not in set(_STATUSES):
            raise WrongField(Fault(why="Choose where the work on it stands.", field="status"))
        desk.app.risk_book().change(
            found.id,
            by=visit.viewer.account,
            at=visit.at,
            owner=owner if owner != found.owner else None,
            mitigation=mitigation if mitigation != found.mitigation else None,
            status=RiskStatus(status) if status != found.status.value else None,
            review=review if review != found.review else None,
        )

    return _worked(desk, visit, write)


def close(desk: Desk, visit: Visit) -> Reply:
    """It is over."""

    def write(found: Risk) -> None:
        why = needed(visit, "why", mark("Say why it is over."))
        desk.app.risk_book().close(found.id, why, by=visit.viewer.account, at=visit.at)

    return _worked(desk, visit, write)


def export(desk: Desk, visit: Visit) -> Reply:
    """The register as a file, but for what is about whoever asks."""
    report = risk_report(others(desk, visit), desk.app.settings.timezone)
    return taken_out(desk, visit, report, "risks")


def others(desk: Desk, visit: Visit) -> list[Risk]:
    """All but those about whoever looks, closed ones too."""
    own = own_of(desk, visit.viewer)
    return [one for one in desk.app.risk_book().all(closed=True) if own.isdisjoint(_names(one))]


def _worked(desk: Desk, visit: Visit, write: Callable[[Risk], None]) -> Reply:
    found = _found(desk, visit)

    def written() -> str:
        write(found)
        return f"/risks/{found.id}?done=changed"

    return attempted(written, partial(_page, desk, visit, found))


def _found(desk: Desk, visit: Visit) -> Risk:
    """The one that the address names.

    Raises:
        PermanentFailure: there is none, or it is about whoever asks.
    """
    found = desk.app.risk_book().get(visit.here["id"])
    keep_apart(desk, visit, _names(found), "/risks/{id}")
    return found


def _names(one: Risk) -> frozenset[str]:
    return frozenset(each.lower() for each in one.about)


def _form(visit: Visit, faults: tuple[Fault, ...]) -> Page:
    values = {"said": visit.form}
    return Page(template="governance/risk-form.html", values=values, faults=faults, status=422 if faults else 200)


def _page(desk: Desk, visit: Visit, found: Risk, faults: tuple[Fault, ...]) -> Page:
    looked_at(desk, visit, "risk", found.id)
    values = {
        "risk": found,
        "words": _WORDS[found.kind],
        "about": tuple(_named(desk, one) for one in found.about),
        "statuses": tuple((one.value, in_words(one.value)) for one in _STATUSES),
        "said": visit.form,
        "done": visit.query.get("done", ""),
    }
    return Page(template="governance/risk.html", values=values, faults=faults, status=422 if faults else 200)


def _named(desk: Desk, identity: str) -> tuple[str, str]:
    """What an id is called, and where its page is; empty: it has none."""
    registers = desk.directory().written
    person, party = registers.people.get(PersonId(identity)), registers.parties.get(PartyId(identity))
    if person is not None:
        return f"{person.name} ({identity})", address("/registers/people/entry", {"id": identity})
    if party is not None:
        return f"{party.name} ({identity})", address("/registers/parties/entry", {"id": identity})
    return identity, ""
