"""One email of a request: as it was written beside what would be given, and what becomes of it (REC-2)."""

from typing import Final

from gateway.console.case.places import file_names
from gateway.console.case.shown import Piece, says, stretch, written_of
from gateway.console.desk import Desk
from gateway.console.pages.governance.forms import WrongField
from gateway.console.pages.governance.request import CHOICES, PATH, request_of
from gateway.console.pages.governance.shared import address, day_words
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.language import LATER, mark
from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.notices.sentences import words_for
from gateway.requests import answering
from gateway.requests.asked_for import AskedFor
from gateway.requests.copies import ReplyCopy
from gateway.requests.item_book import NEED_WHY, Choice, Item

_MIN_WHY: Final = 10
_HINTS: Final = {
    Choice.GIVE: mark("As it would be given, above."),
    Choice.EXEMPT: mark("Say which exemption. They are told that the law lets us keep it back, not which."),
    Choice.THIRD_PARTY: mark("Nothing about them would be left without the others. They are told so."),
    Choice.KEPT: mark("A manager approved that it is kept from them. They are not told that it is there."),
}


def email(desk: Desk, visit: Visit) -> Reply:
    """Show it; that it was shown is on the record."""
    of = request_of(desk, visit, visit.query.get("id", ""), PATH)
    return _page(desk, visit, of, _item(desk, of, visit.query.get("case", "")), ())


def decide(desk: Desk, visit: Visit) -> Reply:
    """What becomes of it; or the copy with more people hidden, to be looked at."""
    of = request_of(desk, visit, visit.said("id"), PATH)
    item = _item(desk, of, visit.said("case"))
    if visit.said("look") == "yes":
        return _page(desk, visit, of, item, ())
    try:
        choice, why = _chosen(visit)
    except WrongField as wrong:
        return _page(desk, visit, of, item, (wrong.fault,))
    hide = _hidden(visit) if choice is Choice.GIVE else ()
    if choice is Choice.GIVE:
        copy = _copy(desk, visit, of, item, hide)
        if copy.stops:
            fault = Fault(why=mark("It cannot go: see above. Choose why it stays back."), field="choice")
            return _page(desk, visit, of, item, (fault,))
    book = answering.item_book(desk.app)
    book.decide(of.request.id, item.case, choice, hide=hide, why=why, by=visit.viewer.account, at=visit.at)
    after = next((one for one in book.items(of.request.id) if one.choice is None), None)
    if after is None:
        return Redirect(to=address(PATH, {"id": of.request.id}))
    return Redirect(to=address(f"{PATH}/email", {"id": of.request.id, "case": after.case}))


def _chosen(visit: Visit) -> tuple[Choice, str]:
    said = visit.said("choice")
    if said not in set(Choice):
        raise WrongField(Fault(why=mark("Choose what becomes of it."), field="choice"))
    why = visit.said("why")
    if Choice(said) in NEED_WHY and len(why) < _MIN_WHY:
        raise WrongField(Fault(why=mark("Say why it stays back, in a few words."), field="why"))
    return Choice(said), why


def _hidden(visit: Visit) -> tuple[str, ...]:
    return tuple(sorted(name.removeprefix("hide-") for name in visit.form if name.startswith("hide-")))


def _item(desk: Desk, of: AskedFor, case: str) -> Item:
    items = answering.item_book(desk.app).items(of.request.id)
    found = next((one for one in items if one.case == case), None)
    if found is None:
        raise PermanentFailure("that email was not found for this request")
    return found


def _copy(desk: Desk, visit: Visit, of: AskedFor, item: Item, hide: tuple[str, ...]) -> ReplyCopy:
    copy = answering.copy_of(desk.workbench(), of, CaseId(item.case), hide, visit.viewer.addresses, visit.at)
    facts = [("what", "content"), ("request", of.request.id), ("client", visit.client)]
    desk.record(RecordKind.VIEWED, visit.viewer.account, facts, item.case)
    return copy


def _page(desk: Desk, visit: Visit, of: AskedFor, item: Item, faults: tuple[Fault, ...]) -> Page:
    hide = _hidden(visit) if visit.form else item.hide
    copy, unseen = None, ""
    try:
        copy = _copy(desk, visit, of, item, hide)
    except PermanentFailure:
        unseen = mark(
            "You cannot look at it: it is not kept any more, it names you or your household, or the register has no"
            " email address of who asked."
        )
    said = visit.form.get("choice", item.choice or "")
    values: dict[str, object] = {
        "id": of.request.id,
        "case": item.case,
        "at": day_words(item.received_at.date().isoformat()),
        "sender": item.sender,
        "back": address(PATH, {"id": of.request.id}),
        "unseen": unseen,
        "stops": () if copy is None else tuple(words_for(one, language=LATER).sentence for one in copy.stops),
        "asks": copy is not None and bool(copy.asks),
        "written": () if copy is None else written_of(copy.look),
        "given": () if copy is None else tuple(_given(copy)),
        "others": () if copy is None else copy.others,
        "hide": hide,
        "choices": [
            {"value": one.value, "title": CHOICES[one], "hint": _HINTS[one]}
            for one in Choice
            if one is not Choice.GIVE or (copy is not None and not copy.stops)
        ],
        "chosen": said,
        "why": visit.form.get("why", item.why),
    }
    return Page(template="governance/request-email.html", values=values, faults=faults, status=422 if faults else 200)


def _given(copy: ReplyCopy) -> list[object]:
    if copy.reading is None:
        return []
    names = file_names(copy.reading.units)
    return [stretch(unit, (Piece(text=unit.text),), names) for unit in copy.reading.units if says(unit, ())]
