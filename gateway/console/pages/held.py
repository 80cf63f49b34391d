"""The queue: what waits for a decision, as far as it is the viewer's to see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.console.desk import Desk
from gateway.console.replies import Page, Reply, Viewer, Visit
from gateway.console.shown import role_words
from gateway.decide.reasons import TABLE
from gateway.hold.answers import Setting, roles_of
from gateway.hold.duty import on_duty
from gateway.model.decision import Asked
from gateway.model.reasons import Reason
from gateway.notices.sentences import words_for
from gateway.spool.rows import HeldCase

PAGE_SIZE: Final = 25
_NEEDS_A_CHECK: Final = "It needs a check before it can go."


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One case of the queue."""

    case: str
    sender: str
    recipients: tuple[str, ...]
    held_at: datetime
    expires_at: datetime
    urgent_at: datetime | None
    reasons: tuple[str, ...]  # sentences
    asked: tuple[str, ...]  # who is asked, in words
    asked_me: bool


def held(desk: Desk, visit: Visit) -> Reply:
    """The queue, urgent mail first and then the oldest; filtered by words of the address and by whom it is for."""
    found = list(waiting_for(desk, visit.viewer, visit.at))
    wanted = visit.query.get("search", "").strip().lower()[:200]
    mine = visit.query.get("whose", "all")
    if wanted:
        found = [
            one
            for one in found
            if wanted in one.case.lower() or any(wanted in text.lower() for text in (one.sender, *one.recipients))
        ]
    if mine == "mine":
        found = [one for one in found if one.asked_me]
    page = _page(visit.query.get("page", "1"), len(found))
    return Page(
        template="held.html",
        values={
            "cases": found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
            "count": len(found),
            "page": page,
            "pages": max(1, -(-len(found) // PAGE_SIZE)),
            "search": wanted,
            "whose": mine if mine in ("all", "mine") else "all",
        },
    )


def waiting_for(desk: Desk, viewer: Viewer, now: datetime) -> tuple[Waiting, ...]:
    """Every held case that this viewer may open, but for their own mail."""
    return tuple(_waiting_for(desk, viewer, now))


def _waiting_for(desk: Desk, viewer: Viewer, now: datetime) -> Iterator[Waiting]:
    registers = desk.directory().registers
    today = now.astimezone(desk.app.settings.timezone).date()
    duty = on_duty(registers.duty, registers.staff, now, today)
    for case in desk.app.holding().held_with_not_asked():
        if case.sender.lower() in viewer.addresses:
            continue
        setting = Setting(
            hold=case.hold,
            sender=case.sender,
            staff=registers.staff,
            named=case.not_asked or frozenset(),
            grounds={},
            purposes=frozenset(),
            candidates=frozenset(),
            today=today,
            on_duty=duty,
        )
        roles = roles_of(viewer.account, setting)
        if roles:
            yield _shaped(case, roles, asked_me=any(one.email.lower() == viewer.account for one in case.hold.asked))


def _shaped(case: HeldCase, roles: tuple[Asked, ...], *, asked_me: bool) -> Waiting:
    return Waiting(
        case=case.case,
        sender=case.sender,
        recipients=case.recipients,
        held_at=case.hold.held_at,
        expires_at=case.hold.expires_at,
        urgent_at=case.hold.urgent_at,
        reasons=tuple(dict.fromkeys(_sentence(reason, roles) for reason in case.hold.reasons)),
        asked=tuple(dict.fromkeys(f"{role_words(one.role)} ({one.email})" for one in case.hold.asked)),
        asked_me=asked_me,
    )


def _sentence(reason: Reason, roles: tuple[Asked, ...]) -> str:
    known = not TABLE[reason].sensitive or not set(roles).isdisjoint(TABLE[reason].asked)
    return words_for(reason).sentence if known else _NEEDS_A_CHECK


def _page(text: str, count: int) -> int:
    last = max(1, -(-count // PAGE_SIZE))
    return min(last, max(1, int(text))) if text.isdecimal() and len(text) < 6 else 1
