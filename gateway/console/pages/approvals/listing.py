"""What was approved, until when, and ending it before its time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gateway.console.confirming import Asking, confirming
from gateway.console.desk import Desk
from gateway.console.pages.governance.forms import list_taken_out
from gateway.console.pages.governance.shared import own_of
from gateway.console.queue import name_of
from gateway.console.replies import Fault, Missing, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults
from gateway.decide.approvals import LONGEST, is_ahead
from gateway.hold.ahead import not_theirs
from gateway.language import mark
from gateway.model.errors import PermanentFailure
from gateway.model.outcome import RecordKind, Scalar
from gateway.model.parties import ALL, Approval, PartyId, PersonId, RegisterSnapshot
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.files.faults import BadFile
from gateway.reports.files import Format
from gateway.sign_in.accounts import AccountRole

PAGE_SIZE: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One approval, in words."""

    id: str
    person: str
    party: str
    ground: str
    approved_by: str
    approved_at: datetime | None
    ends_at: datetime | None  # when it ends, or has to be looked at again (REV-1)
    worker: str
    why: str
    informed: str  # as it is registered
    told: bool  # the family was
    not_told_why: str  # empty: they were, or it is not said
    ahead: bool
    stands: bool


def listing(desk: Desk, visit: Visit) -> Reply:
    """Those that the viewer gave, or that are for people whom they manage; in force first, soonest over first."""
    everything = visit.query.get("show", "") == "all"
    mine = [_words(one, desk.directory().registers, visit.at) for one in _theirs(desk, visit)]
    found = sorted((one for one in mine if everything or one.stands), key=_order)
    text = visit.query.get("page", "1")
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(pages, max(1, int(text))) if text.isdecimal() and len(text) < 6 else 1
    facts: list[tuple[str, Scalar]] = [("what", "approvals"), ("count", len(found)), ("client", visit.client)]
    desk.record(RecordKind.VIEWED, visit.viewer.account, facts)
    return Page(
        template="approvals/list.html",
        values={
            "approvals": found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
            "count": len(found),
            "everything": everything,
            "page": page,
            "pages": pages,
            "done": visit.query.get("done", "")[:40],
            "formats": tuple(Format),
            "woken": visit.query.get("woken", "0")[:4],
        },
    )


def export(desk: Desk, visit: Visit) -> Reply:
    """All of the list as a file, in the columns of the register; that it was taken out is on the record (REC-1)."""
    everything = visit.said("show") == "all"
    found = [one for one in _theirs(desk, visit) if everything or _stands(one, visit.at)]
    kind = RegisterKind.APPROVALS
    known = {row.id: tuple(row.named(kind).values()) for row in desk.registers.export_rows(kind)}
    rows = (known[one.id] for one in sorted(found, key=lambda one: one.id) if one.id in known)
    return list_taken_out(desk, visit, "approvals", COLUMNS[kind], rows)


def ask_withdraw(desk: Desk, visit: Visit) -> Reply:
    """Whether it should end now."""
    found = _one(desk, visit)
    return Missing() if found is None else _asking(desk, visit, found, ())


def withdraw(desk: Desk, visit: Visit) -> Reply:
    """Nothing further goes on it; what has gone has gone."""
    found = _one(desk, visit)
    if found is None:
        return Missing()
    unproved = code_faults(desk, visit)
    if unproved:
        return _asking(desk, visit, found, unproved)
    # The register has whole seconds, and an approval ends after it begins: one that is taken back within the second
    # in which it was given counts to the end of that second.
    until = visit.at.replace(microsecond=0)
    if found.approved_at is not None:
        until = max(until, found.approved_at + timedelta(seconds=1))
    row = {"id": found.id, "until": until.isoformat()}
    try:
        desk.registers.apply(RegisterKind.APPROVALS, [row], replace=False, by=visit.viewer.account, at=visit.at)
    except BadFile as bad:
        raise PermanentFailure("the register does not take it") from bad
    return Redirect(to=f"/approvals?show=all&done={found.id}")


def _one(desk: Desk, visit: Visit) -> Approval | None:
    """One that stands and that the viewer may end."""
    found = (one for one in _theirs(desk, visit) if one.id == visit.said("id"))
    return next((one for one in found if _stands(one, visit.at)), None)


def _theirs(desk: Desk, visit: Visit) -> list[Approval]:
    """SAFE-2: never those about the viewer or their household."""
    registers, viewer = desk.directory().registers, visit.viewer
    own = own_of(desk, viewer)
    today = visit.at.astimezone(desk.app.settings.timezone).date()

    def manages(worker: str) -> bool:
        member = registers.staff.get(worker.lower())
        return member is not None and not_theirs(viewer.account, member, registers, today) is None

    return [
        one
        for one in registers.approvals
        if one.person.lower() not in own
        and (
            AccountRole.IG in viewer.roles
            or one.approved_by.lower() in viewer.addresses
            or (one.worker and manages(one.worker))
        )
    ]


def _stands(one: Approval, now: datetime) -> bool:
    end = _end(one)
    return one.approved_at is not None and one.approved_at <= now and (end is None or end > now)


def _end(one: Approval) -> datetime | None:
    if one.until is not None or one.approved_at is None:
        return one.until
    return one.approved_at + LONGEST


def _order(one: Listed) -> tuple[bool, float]:
    return not one.stands, one.ends_at.timestamp() if one.ends_at is not None else 0.0


def _words(one: Approval, registers: RegisterSnapshot, now: datetime) -> Listed:
    person = registers.people.get(PersonId(one.person))
    party = registers.parties.get(PartyId(one.party))
    ground = registers.grounds.get(one.ground)
    everybody = mark("everybody of {caseload}", caseload=one.caseload) if one.caseload else mark("everybody")
    return Listed(
        id=one.id,
        person=everybody if one.person == ALL else one.person if person is None else f"{person.name} ({person.id})",
        party=mark("all partners") if one.party == ALL else one.party if party is None else party.name,
        ground=one.ground if ground is None else f"{ground.title} ({ground.law})",
        approved_by=name_of(one.approved_by, registers.staff),
        approved_at=one.approved_at,
        ends_at=_end(one),
        worker=name_of(one.worker, registers.staff) if one.worker else "",
        why=one.justification,
        informed=one.informed,
        told=one.informed.strip().lower() == "yes",
        not_told_why=_not_told_why(one.informed),
        ahead=is_ahead(one),
        stands=_stands(one, now),
    )


def _not_told_why(informed: str) -> str:
    said, between, why = informed.partition(":")
    return why.strip() if between and said.strip().lower() == "no" else ""


def _asking(desk: Desk, visit: Visit, found: Approval, faults: tuple[Fault, ...]) -> Page:
    words = _words(found, desk.directory().registers, visit.at)
    asking = Asking(
        title=mark("End this approval"),
        rows=(
            (mark("Approval"), words.id),
            (mark("About"), words.person),
            (mark("To"), words.party),
            (mark("The law"), words.ground),
        ),
        lines=(
            mark("Nothing further goes on it, mail that waits to be delivered included. What has gone has gone."),
        ),
        action="/approvals/withdraw",
        button=mark("End it now"),
        back="/approvals",
        hidden={"id": found.id},
        grave=True,
    )
    return confirming(asking, visit, faults)
