"""Requests for information with their clocks: one month for somebody's own data, 20 working days for the public's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.governance.shared import address, day_words, in_words, own_of, page_of
from gateway.console.replies import Page, Reply, Visit
from gateway.language import mark, mark_count
from gateway.model.parties import PersonId, RegisterSnapshot, Request, RequestType
from gateway.registers.clocks import WaitsFor, answer_by, extend_by, is_extended, waits_for, waits_since
from gateway.reports.files import Format

_PAGE_SIZE: Final = 25
_SOON_DAYS: Final = 7
_OVERDUE: Final = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How one request stands."""

    id: str
    link: str
    type: str
    requester: str
    person: str  # whom it is about; empty: nobody of the register
    opened: str
    due: str  # empty: the clock stands still
    days_left: int  # 0: it stands still
    open: bool
    state: str  # "open", "overdue", "waits", "answered"
    words: str  # a sentence
    identity: str = ""  # where that identity was checked is noted; empty: it was, or need not be
    answered: str = ""  # where the answer is noted
    steps: tuple[tuple[str, str], ...] = ()  # what stops the clock or lets it go on, and where that is noted
    about: str = ""  # where the answer is made; empty: nowhere
    longer: str = ""  # where it is noted that they were told that it takes longer; empty: too late, or not so

    @property
    def soon(self) -> bool:
        """Whether little time is left."""
        return self.state == "open" and self.days_left <= _SOON_DAYS


def requests(desk: Desk, visit: Visit) -> Reply:
    """Those that are open, the nearest due first; or all."""
    everything = visit.query.get("show") == "all"
    found = clocks(desk, visit)
    shown = [one for one in found if everything or one.open]
    page = page_of(visit.query.get("page", ""), len(shown), _PAGE_SIZE)
    query = {"show": "all" if everything else ""}
    return Page(
        template="governance/requests.html",
        values={
            "requests": shown[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE],
            "count": len(shown),
            "everything": everything,
            "any": bool(found),
            "page": page,
            "pages": max(1, -(-len(shown) // _PAGE_SIZE)),
            "previous": address("/requests", {**query, "page": str(page - 1)}),
            "next": address("/requests", {**query, "page": str(page + 1)}),
            "formats": tuple(Format),
        },
    )


def clocks(desk: Desk, visit: Visit) -> tuple[Clock, ...]:
    """Every request but those about whoever looks: open ones first, by when they are due."""
    registers = desk.directory().written
    own = own_of(desk, visit.viewer)
    today = visit.at.astimezone(desk.app.settings.timezone).date()
    mine = (one for one in registers.requests if own.isdisjoint({one.person.lower(), one.requester.lower()}))
    found = [(one.answered_on is not None, answer_by(one) or date.max, one) for one in mine]
    found.sort(key=lambda item: (item[0], item[1], item[2].id))
    return tuple(_clock(one, registers, today) for _, _, one in found)


def clock_of_entry(desk: Desk, visit: Visit, identity: str) -> Clock | None:
    """How one stands. None: there is none of that id."""
    registers = desk.directory().written
    today = visit.at.astimezone(desk.app.settings.timezone).date()
    found = next((one for one in registers.requests if one.id == identity), None)
    return None if found is None else _clock(found, registers, today)


def _clock(one: Request, registers: RegisterSnapshot, today: date) -> Clock:
    due, person = answer_by(one), registers.people.get(PersonId(one.person))
    change, day = "/registers/requests/change", today.isoformat()
    open_, left = one.answered_on is None, 0 if due is None else (due - today).days
    state = "waits" if due is None else _OVERDUE if left < 0 else "open"
    checks = one.type is RequestType.SAR and one.identity_checked_on is None
    return Clock(
        id=one.id,
        link=address("/registers/requests/entry", {"id": one.id}),
        type=in_words(one.type.value),
        requester=one.requester,
        person=one.person if person is None else f"{person.name} ({one.person})",
        opened=day_words(one.opened.isoformat()),
        due="" if due is None else day_words(due.isoformat()),
        days_left=left,
        open=open_,
        state=state if open_ else "answered",
        words=_waiting_words(one) if due is None else _words(one, due, left),
        steps=tuple((title, address(change, {"id": one.id, column: day})) for title, column in _steps(one, today))
        if open_
        else (),
        identity=address(change, {"id": one.id, "identity_checked_on": day}) if checks and open_ else "",
        answered=address(change, {"id": one.id, "answered_on": day}) if open_ else "",
        about=address("/requests/answer", {"id": one.id}),
        longer=address(change, {"id": one.id, "extended_on": day}) if may_take_longer(one, today) else "",
    )


def _steps(one: Request, today: date) -> Iterator[tuple[str, str]]:
    """What is noted when who asked is asked for something, gives it, or is told of a longer time; and its column."""
    waits = waits_for(one)
    if one.type is RequestType.SAR and one.identity_checked_on is None and waits is not WaitsFor.IDENTITY:
        yield mark("We asked them to show who they are"), "identity_asked_on"
    if waits is WaitsFor.CLARITY:
        yield mark("They said what they mean"), "clarity_given_on"
    elif one.clarity_asked_on is None:
        yield mark("We asked them what they mean"), "clarity_asked_on"
    if may_take_longer(one, today):
        yield mark("We told them that it takes longer"), "extended_on"


def may_take_longer(one: Request, today: date) -> bool:
    """Whether they can still be told today that it takes up to two months longer (UK GDPR Art. 12(3))."""
    last = extend_by(one)
    return one.answered_on is None and one.extended_on is None and last is not None and today <= last


def _waiting_words(one: Request) -> str:
    since = waits_since(one)
    day = "" if since is None else day_words(since.isoformat())
    if waits_for(one) is WaitsFor.IDENTITY:
        return mark("We asked on {day} who they are. The month begins when they have shown it.", day=day)
    if one.type is RequestType.FOI:
        return mark("We asked on {day} what they mean. The 20 working days begin when they have said it.", day=day)
    return mark("We asked on {day} what they mean. The days stand still until they have said it.", day=day)


def _words(one: Request, due: date, left: int) -> str:
    if one.answered_on is not None:
        late = one.answered_on > due
        ending = (
            mark("The law asked for {day_words}.", day_words=day_words(due.isoformat()))
            if late
            else mark("That was in time.")
        )
        return mark(
            "Answered on {day_words}. {ending}", day_words=day_words(one.answered_on.isoformat()), ending=ending
        )
    law = _law(one)
    if left < 0:
        return mark(
            "The law allows {law}: it was due on {day_words}, {days} ago.",
            law=law,
            day_words=day_words(due.isoformat()),
            days=_days(-left),
        )
    day, days = day_words(due.isoformat()), _days(left)
    if is_extended(one) and one.extended_on is not None:
        return mark(
            "They were told on {told} that it takes longer. The law allows {law}: answer by {day}, {days} from now.",
            told=day_words(one.extended_on.isoformat()),
            law=law,
            day=day,
            days=days,
        )
    return mark("The law allows {law}: answer by {day_words}, {days} from now.", law=law, day_words=day, days=days)


def _law(one: Request) -> str:
    if one.type is RequestType.FOI:
        return mark("20 working days")
    return mark("three months") if is_extended(one) else mark("one month")


def _days(count: int) -> str:
    return mark_count("{n} day", "{n} days", count)
