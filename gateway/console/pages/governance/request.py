"""Answering one request: what is in the way, what was found, the bundle, and how it goes (REC-2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.governance.forms import WrongField, day_of, first_moment, moment_after, needed, refused
from gateway.console.pages.governance.requests import clock_of_entry
from gateway.console.pages.governance.shared import address, day_words, in_words, keep_apart, looked_at, page_of
from gateway.console.picking import offered
from gateway.console.replies import Download, Fault, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults, needs_code
from gateway.language import mark
from gateway.model.errors import PermanentFailure
from gateway.registers.files.columns import RegisterKind
from gateway.requests import answering, handing_over
from gateway.requests.answering import MadeBundle, Period
from gateway.requests.asked_for import AskedFor, Missing
from gateway.requests.bundle import Bundle, LeftOut, Why
from gateway.requests.handing_over import HandedOver, HandOver, NotSo, Went, taken, went
from gateway.requests.item_book import Choice, Item

PATH: Final = "/requests/answer"
_PAGE_SIZE: Final = 25
_MISSING: Final[Mapping[Missing, str]] = {
    Missing.CLOSED: mark("It was answered, or the day by which it closes is over."),
    Missing.IDENTITY: mark("Nobody has checked yet who they are."),
    Missing.NOBODY: mark("It does not say whom of the register of people it is about."),
    Missing.REQUESTER: mark("Who asked is nobody of the register of people."),
    Missing.NOT_ENTITLED: mark(
        "They may not have it by the register: the person is old enough to ask, or they do not act for them."
    ),
    Missing.DANGER: mark("The safeguarding lead must decide: somebody could come to harm by this answer."),
}
CHOICES: Final[Mapping[Choice, str]] = {
    Choice.GIVE: mark("Goes"),
    Choice.EXEMPT: mark("Stays back by law"),
    Choice.THIRD_PARTY: mark("Stays back: about others"),
    Choice.KEPT: mark("Kept from who asked"),
}
_WHY: Final[Mapping[Why, str]] = {
    Why.EXEMPT: mark("By law"),
    Why.OTHERS: mark("About others"),
    Why.NOT_READABLE: mark("Cannot be cut and proven"),
    Why.GONE: mark("Not kept any longer"),
    Why.KEPT: mark("Kept from who asked, who is not told"),
}


_WAYS: Final[Mapping[HandOver, str]] = {
    HandOver.POST: mark("By post that is signed for"),
    HandOver.COLLECTED: mark("They collected it, and we saw who they are"),
    HandOver.OTHERWISE: mark("Another safe way"),
}
_HANDED: Final[Mapping[str, str]] = {
    HandOver.POST.value: mark("went by post"),
    HandOver.COLLECTED.value: mark("was collected"),
    HandOver.OTHERWISE.value: mark("was handed over another way"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShown:
    """An email of the list."""

    case: str
    at: str
    sender: str
    state: str  # in words; empty: nobody decided
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WentShown:
    """A bundle that was taken out or sent."""

    at: str
    by: str
    what: str  # "sent", "downloaded", or how it was handed over
    case: str  # of the email; empty: none was sent
    who: str  # who handed it over; empty: nobody did
    on: str  # on which day
    digest: str  # of the file: its first letters tell files apart


def request_of(desk: Desk, visit: Visit, written: str, what: str) -> AskedFor:
    """The request that a page names, if it is not about whoever looks.

    Raises:
        PermanentFailure: there is none, or it is about them or their household.
    """
    of = answering.asked(desk.app, desk.directory(), written, visit.at)
    keep_apart(desk, visit, {of.request.person.lower(), of.request.requester.lower()}, what)
    return of


def answer(desk: Desk, visit: Visit) -> Reply:
    """How it stands with the answer."""
    of = request_of(desk, visit, visit.query.get("id", ""), PATH)
    looked_at(desk, visit, "request", of.request.id)
    return _page(desk, visit, of, ())


def search(desk: Desk, visit: Visit) -> Reply:
    """Look for emails about the person, beside the page."""
    of = request_of(desk, visit, visit.said("id"), PATH)
    if not of.about_person or Missing.NOBODY in of.missing:
        return _page(desk, visit, of, (Fault(why=mark("Say first whom of the register of people it is about.")),))
    app, directory, by = desk.app, desk.directory(), visit.viewer.account

    def work() -> str:
        answering.search(app, of, directory, by=by)
        return of.request.id

    if not desk.searches.begin(work):
        return _page(desk, visit, of, (Fault(why=mark("One is under way. Wait until it is done.")),))
    return Redirect(to=_address(of))


def put_together(desk: Desk, visit: Visit) -> Reply:
    """Make the bundle, beside the page: every copy is cut and searched anew."""
    of = request_of(desk, visit, visit.said("id"), PATH)
    try:
        during = _period(desk, visit, of)
    except WrongField as wrong:
        return _page(desk, visit, of, (wrong.fault,))
    fault = _not_yet(desk, of)
    if fault is not None:
        return _page(desk, visit, of, (fault,))
    bench, directory = desk.workbench(), desk.directory()
    by, own, now = visit.viewer.account, visit.viewer.addresses, visit.at

    def work() -> MadeBundle:
        made = answering.assemble(bench, of, directory, own, during, now)
        return MadeBundle(request=of.request.id, by=by, bundle=made)

    if not desk.bundles.begin(work):
        return _page(desk, visit, of, (Fault(why=mark("One is under way. Wait until it is done.")),))
    return Redirect(to=_address(of))


def take(desk: Desk, visit: Visit) -> Reply:
    """The bundle as a file; that it was taken is on the record first."""
    of = request_of(desk, visit, visit.said("id"), PATH)
    made = _made(desk, visit, of)
    if made is None or of.missing:
        return _page(desk, visit, of, (_again(of),))
    answering.taken_out(desk.app, of, made, by=visit.viewer.account)
    safe = "".join(char if char.isalnum() and char.isascii() else "-" for char in of.request.id)
    return Download(name=f"{of.request.type.value}-{safe}.zip", media_type="application/zip", content=made.content)


def send(desk: Desk, visit: Visit) -> Reply:
    """The bundle by email, from whoever answers: the gateway decides about it as about any other."""
    of = request_of(desk, visit, visit.said("id"), PATH)
    made = _made(desk, visit, of)
    if made is None or of.missing:
        return _page(desk, visit, of, (_again(of),))
    faults = code_faults(desk, visit)
    if faults:
        return _page(desk, visit, of, faults)
    account = visit.viewer.account
    try:
        to = needed(visit, "to", mark("Choose where it goes."))
        answering.send(desk.app, of, made, to=to, sender=account, account=account, client=visit.client)
    except WrongField as wrong:
        return _page(desk, visit, of, (wrong.fault,))
    except PermanentFailure as error:
        return _page(desk, visit, of, (refused(error),))
    return Redirect(to=_address(of, sent="yes"))


def hand_over(desk: Desk, visit: Visit) -> Reply:
    """It went another way than by email: who handed which file over, when and how is written down (REC-1)."""
    of = request_of(desk, visit, visit.said("id"), PATH)
    try:
        said = _handed(visit)
        handing_over.hand_over(desk.app, desk.directory(), of, said, by=visit.viewer.account)
    except WrongField as wrong:
        return _page(desk, visit, of, (wrong.fault,))
    except NotSo as error:
        return _page(desk, visit, of, (Fault(why=error.why, field=error.field),))
    return Redirect(to=_address(of, handed="yes"))


def _handed(visit: Visit) -> HandedOver:
    how = next((one for one in HandOver if one.value == visit.said("how")), None)
    if how is None:
        raise WrongField(Fault(why=mark("Say how it was handed over."), field="how"))
    who = needed(visit, "who", mark("Say who handed it over: the email address of a colleague."))
    needed(visit, "on", why := mark("Say on which day they got it, or it was posted."))
    on = day_of(visit.said("on"), "on")
    if on is None:
        raise WrongField(Fault(why=why, field="on"))
    return HandedOver(how=how, who=who, on=on, digest=visit.said("file"))


def _address(of: AskedFor, **more: str) -> str:
    return address(PATH, {"id": of.request.id, **more})


def _period(desk: Desk, visit: Visit, of: AskedFor) -> Period:
    if of.about_person:
        return Period(since=None, until=None)
    zone = desk.app.settings.timezone
    why = mark("Give the first and the last day that the figures are for.")
    needed(visit, "from", why)
    needed(visit, "until", why)
    return Period(
        since=first_moment(visit.said("from"), "from", zone), until=moment_after(visit.said("until"), "until", zone)
    )


def _not_yet(desk: Desk, of: AskedFor) -> Fault | None:
    if of.missing:
        return Fault(why=mark("Something stands in the way. Put it right first."))
    book = answering.item_book(desk.app)
    if of.about_person and book.searched(of.request.id) is None:
        return Fault(why=mark("Look for emails about them first."))
    if any(one.choice is None for one in book.items(of.request.id)):
        return Fault(why=mark("Decide about every email first."))
    return None


def _made(desk: Desk, visit: Visit, of: AskedFor) -> Bundle | None:
    """The bundle that this viewer looked through. None: it is here no longer, or another was made since."""
    came = desk.bundles.state().came
    if came is None or came.request != of.request.id or came.by != visit.viewer.account:
        return None
    digest = visit.said("digest")
    return came.bundle if not digest or digest == came.bundle.digest else None


def _again(of: AskedFor) -> Fault:
    if of.missing:
        return Fault(why=mark("Something stands in the way. Put it right first."))
    return Fault(why=mark("That file is not here any more. Put it together again."))


def _page(desk: Desk, visit: Visit, of: AskedFor, faults: tuple[Fault, ...]) -> Page:
    request, book = of.request, answering.item_book(desk.app)
    items, searched = book.items(request.id), book.searched(request.id)
    made, gone = _made(desk, visit, of), went(desk.app.database, request.id)
    page = page_of(visit.query.get("page", ""), len(items), _PAGE_SIZE)
    person = desk.directory().registers.people.get(of.person)
    values: dict[str, object] = {
        "id": request.id,
        "type": in_words(request.type.value),
        "about_person": of.about_person,
        "requester": request.requester,
        "person": "" if person is None else f"{person.name} ({person.id})",
        "clock": clock_of_entry(desk, visit, request.id),
        "missing": tuple(_MISSING[one] for one in of.missing),
        "change": address("/registers/requests/change", {"id": request.id}),
        "items": tuple(_shown(of, one) for one in items[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE]),
        "count": len(items),
        "left": sum(1 for one in items if one.choice is None),
        "searched": searched,
        "search": desk.searches.state(),
        "bundle": desk.bundles.state(),
        "made": made,
        "left_out": () if made is None else tuple(_left(made.left_out)),
        "addresses": of.addresses,
        "went": tuple(_went(desk, gone)),
        "files": tuple(_went(desk, taken(gone))) if request.answered_on is None else (),
        "staff": offered(desk, RegisterKind.APPROVALS, "worker"),
        "me": visit.viewer.account,
        "today": visit.at.astimezone(desk.app.settings.timezone).date().isoformat(),
        "sent": visit.query.get("sent") == "yes",
        "handed": visit.query.get("handed") == "yes",
        "ways": tuple((one.value, title) for one, title in _WAYS.items()),
        "needs_code": needs_code(visit),
        "said": visit.form,
        "page": page,
        "pages": max(1, -(-len(items) // _PAGE_SIZE)),
        "previous": _address(of, page=str(page - 1)),
        "next": _address(of, page=str(page + 1)),
    }
    if made is not None:
        looked_at(desk, visit, "request-bundle", request.id)
    return Page(template="governance/request.html", values=values, faults=faults, status=422 if faults else 200)


def _shown(of: AskedFor, one: Item) -> ItemShown:
    return ItemShown(
        case=one.case,
        at=day_words(one.received_at.date().isoformat()),
        sender=one.sender,
        state="" if one.choice is None else CHOICES[one.choice],
        link=address(f"{PATH}/email", {"id": of.request.id, "case": one.case}),
    )


def _left(left_out: tuple[LeftOut, ...]) -> Iterator[tuple[str, ...]]:
    for one in left_out:
        yield in_words(one.what), one.id, day_words(one.on), _WHY[one.why], one.note


def _went(desk: Desk, of_request: tuple[Went, ...]) -> Iterator[WentShown]:
    zone = desk.app.settings.timezone
    for one in of_request:
        member = desk.member(one.handed_by) if one.handed_by else None
        yield WentShown(
            at=day_words(one.at.astimezone(zone).date().isoformat()),
            by=one.by,
            what=_HANDED.get(one.what, one.what),
            case=one.case,
            who=one.handed_by if member is None else member.name,
            on=day_words(one.handed_on) if one.handed_on else "",
            digest=one.digest,
        )
