"""What is to be looked at by when: reviews, training, what runs out, birthdays that change who decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.governance.fields import FIELDS, TITLES
from gateway.console.pages.governance.forms import taken_out
from gateway.console.pages.governance.shared import address, day_words, own_of, page_of
from gateway.console.replies import Page, Reply, Visit
from gateway.decide.ages import AgeFor
from gateway.language import mark
from gateway.registers.due import Beside, Due
from gateway.registers.files.columns import RegisterKind
from gateway.reports.files import Format
from gateway.reports.report import Report, Sheet

_DAYS: Final = (7, 30, 60, 90, 365)
_USUAL: Final = 30
_PAGE_SIZE: Final = 25
_COLUMNS: Final = ("on", "register", "id", "what", "owner")
_BESIDE: Final = {
    Beside.POLICY: mark("Our sharing policy is to be reviewed"),
    Beside.PRIVACY_NOTICE: mark("Our privacy notice is to be reviewed"),
}
_BIRTHDAYS: Final = {
    AgeFor.PRESUMED_COMPETENT: mark("Turns the age from which they say yes or no themselves"),
    AgeFor.YOUTH_SUPPORT: mark("Turns the age for youth support"),
    AgeFor.ADULT: mark("Turns 18: a parent’s yes does not count any longer"),
    AgeFor.OWN_LIMIT: mark("Turns the age from which the limit is their own"),
}
_WHAT: Final = {
    "review": mark("Is to be reviewed"),
    "assurance_review": mark("Their safeguards are to be checked"),
    "trained_on": mark("Training is due again"),
    "expires_on": mark("Runs out"),
    "ends": mark("Ends"),
    "until": mark("Ends"),
    "answer_by": mark("Is to be answered by law"),
    "ask_again": mark("Waits for who asked: ask them again"),
    "closes": mark("Was to be answered, as agreed"),
    "approved_by": mark("The manager who approved it left"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueShown:
    """One line."""

    on: str
    late: bool
    dated: bool  # False: it never was done, or no day is set
    what: str
    register: str
    id: str
    link: str  # empty: it has no page
    owner: str


def due(desk: Desk, visit: Visit) -> Reply:
    """The list."""
    days = _days(visit.query.get("days", ""))
    found = found_due(desk, visit, days)
    page = page_of(visit.query.get("page", ""), len(found), _PAGE_SIZE)
    today = visit.at.astimezone(desk.app.settings.timezone).date()
    shown = found[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE]
    return Page(
        template="governance/due.html",
        values={
            "due": tuple(_shown(one, late=_is_late(one, today)) for one in shown),
            "count": len(found),
            "late": sum(_is_late(one, today) for one in found),
            "days": str(days),
            "choices": tuple((str(one), mark("the next {days} days", days=one)) for one in _DAYS),
            "page": page,
            "pages": max(1, -(-len(found) // _PAGE_SIZE)),
            "previous": address("/due", {"days": str(days), "page": str(page - 1)}),
            "next": address("/due", {"days": str(days), "page": str(page + 1)}),
            "formats": tuple(Format),
        },
    )


def export(desk: Desk, visit: Visit) -> Reply:
    """The same as a file."""
    found = found_due(desk, visit, _days(visit.said("days")))
    rows = tuple(
        ("never" if one.on is None else one.on.isoformat(), one.kind.value, one.id, one.column, one.owner)
        for one in found
    )
    report = Report(name="due", sheets=(Sheet(name="due", columns=_COLUMNS, rows=rows),))
    return taken_out(desk, visit, report, "due")


def found_due(desk: Desk, visit: Visit, days: int = _USUAL) -> tuple[Due, ...]:
    """What is due, but for entries about whoever looks."""
    desk.warming.require()
    policy = desk.app.settings.policy
    today = visit.at.astimezone(desk.app.settings.timezone).date()
    found = desk.due.get(
        (desk.registers.generation(), policy.policy.version, today, days),
        lambda: desk.registers.due(
            visit.at,
            days,
            training_months=policy.policy.training_months,
            ages=policy.policy.ages,
            reviews=policy.reviews,
        ),
    )
    return tuple(_of_others(desk, visit, found))


def _of_others(desk: Desk, visit: Visit, found: tuple[Due, ...]) -> Iterator[Due]:
    own = own_of(desk, visit.viewer)
    shelves = {kind: desk.shelf(kind) for kind in {one.kind for one in found} if isinstance(kind, RegisterKind)}
    for one in found:
        line = shelves[one.kind].lines.get(one.id) if isinstance(one.kind, RegisterKind) else None
        if line is None or own.isdisjoint(line.names):
            yield one


def _is_late(one: Due, today: date) -> bool:
    return one.on is None or one.on < today


def _days(text: str) -> int:
    return int(text) if text in {str(one) for one in _DAYS} else _USUAL


def _shown(one: Due, *, late: bool) -> DueShown:
    on: str = mark("Never done") if one.on is None else day_words(one.on.isoformat())
    if isinstance(one.kind, Beside):
        what: str = _BESIDE[one.kind]
        register: str = mark("Policy")
        link = ""
        on = mark("No day is set") if one.on is None else on
    else:
        label = FIELDS[one.kind][one.column].label if one.column in FIELDS[one.kind] else one.column
        birthday = next((words for age, words in _BIRTHDAYS.items() if age.value == one.column), "")
        what = _WHAT.get(one.column) or birthday or label
        register, link = TITLES[one.kind].all, address(f"/registers/{one.kind.value}/entry", {"id": one.id})
    return DueShown(
        on=on,
        late=late,
        dated=one.on is not None,
        what=what,
        register=register,
        id=one.id,
        link=link,
        owner=one.owner,
    )
