"""How a request stands, as `gateway request show` tells it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from gateway.cli.output import Json, complain, say, table

if TYPE_CHECKING:
    from gateway.requests.handing_over import Went
    from gateway.requests.item_book import Item, Searched


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a request stands."""

    request: str
    answered: date | None
    due: date | None  # None: the clock stands still
    waits: date | None  # since when it does
    missing: tuple[str, ...]  # what is in the way of an answer
    searched: "Searched | None"  # None: nobody looked yet
    items: "tuple[Item, ...]"
    gone: "tuple[Went, ...]"  # the newest first


def as_document(said: Standing) -> Json:
    """For programs."""
    searched = said.searched
    return {
        "request": said.request,
        "answer_by": None if said.due is None else said.due.isoformat(),
        "waits_since": None if said.waits is None else said.waits.isoformat(),
        "answered_on": None if said.answered is None else said.answered.isoformat(),
        "missing": list(said.missing),
        "searched": None if searched is None else {"at": searched.at.isoformat(), "by": searched.by},
        "emails": [{"case": one.case, "choice": one.choice, "by": one.decided_by} for one in said.items],
        "went": [
            {
                "at": one.at.isoformat(),
                "by": one.by,
                "what": one.what,
                "case": one.case or None,
                "sha256": one.digest,
                "handed_by": one.handed_by or None,
                "handed_on": one.handed_on or None,
            }
            for one in said.gone
        ],
    }


def tell(said: Standing, zone: ZoneInfo) -> None:
    """For people, with days of that time zone."""

    def day(at: datetime) -> str:
        return at.astimezone(zone).date().isoformat()

    say(f"{said.request}: {_stands(said.answered, said.due, said.waits)}")
    if said.missing:
        complain(f"{said.request}: in the way: {', '.join(said.missing)}", "put it right in the registers first")
    nothing = "nobody looked for emails yet: gateway request search"
    if said.searched is not None:
        nothing = f"no email was found on {day(said.searched.at)}"
    rows = ((one.case, day(one.received_at), one.choice or "to decide", one.decided_by) for one in said.items)
    table(("case", "came", "choice", "by"), rows, nothing=nothing)
    for one in said.gone:
        handed = f" on {one.handed_on}, by {one.handed_by}" if one.handed_by else ""
        told = f"{day(one.at)} {one.what}{handed} (file {one.digest[:8]}, written down by {one.by}) {one.case}"
        say(told.rstrip())


def _stands(answered: date | None, due: date | None, waits: date | None) -> str:
    if answered is not None:
        return f"answered on {answered.isoformat()}"
    if due is None:
        since = "" if waits is None else f" since {waits.isoformat()}"
        return f"the clock stands still{since}, until who asked gives what they were asked for"
    return f"to be answered by {due.isoformat()}"
