"""The breach register: the 72 hours, who was told and when, and why somebody was not."""

from collections.abc import Callable
from functools import partial
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.governance.forms import WrongField, attempted, moment_of, needed, references, taken_out
from gateway.console.pages.governance.shared import in_words, keep_apart, looked_at, own_of
from gateway.console.replies import Fault, Page, Reply, Visit
from gateway.language import mark
from gateway.model.message import CaseId
from gateway.model.parties import PersonId
from gateway.model.risks import Likelihood, Told
from gateway.record.breaches import Breach
from gateway.reports.breaches import breaches as breach_report
from gateway.reports.breaches import whom
from gateway.reports.files import Format

_LIKELIHOODS: Final = (
    (Likelihood.UNLIKELY.value, mark("No harm to anybody is likely")),
    (Likelihood.RISK.value, mark("Somebody may come to harm")),
    (Likelihood.HIGH.value, mark("Serious harm is likely: tell the people too")),
)
_TOLD: Final = (
    (Told.ICO.value, mark("The ICO")),
    (Told.PEOPLE.value, mark("The people it is about")),
    (Told.PARTNER.value, mark("A partner")),
    (Told.TRUSTEES.value, mark("Our trustees")),
    (Told.COMMISSION.value, mark("The Charity Commission")),
    (Told.OTHER.value, mark("Somebody else")),
)


def breaches(desk: Desk, visit: Visit) -> Reply:
    """Those that are open, the nearest due first; or all."""
    everything = visit.query.get("show") == "all"
    found = others(desk, visit)
    shown = [one for one in found if everything or one.closed_at is None]
    return Page(
        template="governance/breaches.html",
        values={
            "breaches": shown,
            "any": bool(found),
            "everything": everything,
            "likelihoods": dict(_LIKELIHOODS),
            "formats": tuple(Format),
        },
    )


def others(desk: Desk, visit: Visit) -> list[Breach]:
    """All but those about whoever looks, closed ones too."""
    own = own_of(desk, visit.viewer)
    return [one for one in desk.app.breach_book().all(closed=True) if own.isdisjoint(_names(one))]


def add(_desk: Desk, visit: Visit) -> Reply:
    """The form of a new one."""
    return _form(visit, ())


def open_breach(desk: Desk, visit: Visit) -> Reply:
    """A new one: the 72 hours run from when we first knew."""

    def write() -> str:
        what = needed(visit, "what", mark("Say what happened."))
        aware = moment_of(visit.said("aware"), "aware", desk.app.settings.timezone) or visit.at
        judged = Likelihood.HIGH if visit.said("likelihood") == Likelihood.HIGH.value else Likelihood.RISK
        case = CaseId(visit.said("case").upper()) if visit.said("case") else None
        people = whom(desk.app.database, _people(desk), references(visit.said("about")), case)
        keep_apart(desk, visit, {one.lower() for one in people}, "/breaches/add")
        made = desk.app.breach_book().open(
            what, aware_at=aware, case=case, about=people, likelihood=judged, by=visit.viewer.account, at=visit.at
        )
        return f"/breaches/{made.id}?done=opened"

    return attempted(write, partial(_form, visit))


def breach(desk: Desk, visit: Visit) -> Reply:
    """One of them."""
    return _page(desk, visit, _found(desk, visit), ())


def change(desk: Desk, visit: Visit) -> Reply:
    """What is now known."""

    def write(found: Breach) -> None:
        judged = Likelihood(visit.said("likelihood")) if visit.said("likelihood") in set(Likelihood) else None
        judged = None if judged is found.likelihood else judged
        note, about = visit.said("note") or None, references(visit.said("about"))
        if judged is Likelihood.UNLIKELY and note is None:
            # UK GDPR Art. 33(5): why the ICO was not told must be documented.
            raise WrongField(Fault(why="Say why no harm to anybody is likely.", field="note"))
        people = None if about == found.about else whom(desk.app.database, _people(desk), about, None)
        if judged is None and note is None and people is None:
            raise WrongField(Fault(why="Say what is now known.", field="note"))
        keep_apart(desk, visit, {one.lower() for one in people or ()}, "/breaches/{id}/change")
        book, by = desk.app.breach_book(), visit.viewer.account
        book.change(found.id, by=by, at=visit.at, likelihood=judged, about=people, note=note)

    return _worked(desk, visit, write)


def told(desk: Desk, visit: Visit) -> Reply:
    """Somebody was told."""

    def write(found: Breach) -> None:
        if visit.said("whom") not in set(Told):
            raise WrongField(Fault(why="Choose who was told.", field="whom"))
        when = moment_of(visit.said("told_at"), "told_at", desk.app.settings.timezone) or visit.at
        desk.app.breach_book().told(
            found.id,
            Told(visit.said("whom")),
            told_at=when,
            note=visit.said("told_note"),
            by=visit.viewer.account,
            at=visit.at,
        )

    return _worked(desk, visit, write)


def close(desk: Desk, visit: Visit) -> Reply:
    """It is over."""

    def write(found: Breach) -> None:
        why = needed(visit, "why", mark("Say what was learnt and done."))
        desk.app.breach_book().close(found.id, why, by=visit.viewer.account, at=visit.at)

    return _worked(desk, visit, write)


def export(desk: Desk, visit: Visit) -> Reply:
    """The register as a file, but for what is about whoever asks."""
    report = breach_report(others(desk, visit), desk.app.settings.timezone, visit.at)
    return taken_out(desk, visit, report, "breaches")


def _worked(desk: Desk, visit: Visit, write: Callable[[Breach], None]) -> Reply:
    found = _found(desk, visit)

    def written() -> str:
        write(found)
        return f"/breaches/{found.id}?done=changed"

    return attempted(written, partial(_page, desk, visit, found))


def _found(desk: Desk, visit: Visit) -> Breach:
    """The one that the address names.

    Raises:
        PermanentFailure: there is none, or it is about whoever asks.
    """
    found = desk.app.breach_book().get(visit.here["id"])
    keep_apart(desk, visit, _names(found), "/breaches/{id}")
    return found


def _names(one: Breach) -> frozenset[str]:
    return frozenset(person.lower() for person in one.about)


def _people(desk: Desk) -> frozenset[str]:
    return frozenset(desk.directory().written.people)


def _form(visit: Visit, faults: tuple[Fault, ...]) -> Page:
    values = {"said": visit.form, "likelihoods": _LIKELIHOODS[1:]}
    return Page(template="governance/breach-form.html", values=values, faults=faults, status=422 if faults else 200)


def _page(desk: Desk, visit: Visit, found: Breach, faults: tuple[Fault, ...]) -> Page:
    looked_at(desk, visit, "breach", found.id)
    people = desk.directory().written.people
    about = tuple((one, people[one].name if one in people else one) for one in map(PersonId, found.about))
    values = {
        "breach": found,
        "about": about,
        "hours": found.hours_left(visit.at) if found.runs else None,
        "likelihood": dict(_LIKELIHOODS)[found.likelihood.value],
        "likelihoods": _LIKELIHOODS,
        "whom": _TOLD,
        "told": tuple((dict(_TOLD).get(one.whom.value, in_words(one.whom.value)), one) for one in found.told),
        "said": visit.form,
        "done": visit.query.get("done", ""),
    }
    return Page(template="governance/breach.html", values=values, faults=faults, status=422 if faults else 200)
