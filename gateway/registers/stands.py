"""How an entry stands at one moment, by its cells as written; quick enough for a whole register. Pure."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from gateway.registers.about_person import Stand
from gateway.registers.files.cells import instant
from gateway.registers.files.columns import RegisterKind
from gateway.registers.files.faults import BadCell

STANDS: Final[Mapping[RegisterKind, tuple[Stand, ...]]] = {
    RegisterKind.STAFF: (Stand.IN_FORCE, Stand.LEFT),
    RegisterKind.GROUNDS: (Stand.IN_FORCE, Stand.NOT_YET, Stand.SUSPENDED),
    RegisterKind.PEOPLE: (Stand.IN_FORCE, Stand.MERGED, Stand.DIED),
    RegisterKind.PARTIES: (),
    RegisterKind.AGREEMENTS: (Stand.IN_FORCE, Stand.NOT_YET, Stand.SUSPENDED, Stand.ENDED),
    RegisterKind.CONSENTS: (Stand.IN_FORCE, Stand.NOT_YET, Stand.REFUSED, Stand.WITHDRAWN, Stand.ENDED),
    RegisterKind.RESTRICTIONS: (Stand.IN_FORCE, Stand.ENDED),
    RegisterKind.APPROVALS: (Stand.IN_FORCE, Stand.NOT_YET, Stand.ENDED),
    RegisterKind.REQUESTS: (Stand.OPEN, Stand.ANSWERED),
    RegisterKind.MODES: (Stand.IN_FORCE, Stand.NOT_YET, Stand.ENDED),
    RegisterKind.DUTY: (Stand.IN_FORCE, Stand.NOT_YET, Stand.ENDED),
    RegisterKind.REMEMBERED: (Stand.IN_FORCE, Stand.ENDED),
}
"""What there is to choose from; nothing: its entries stand or are gone."""

STAND_COLUMNS: Final = frozenset(
    {"merged_into", "died_on", "left_on", "given_on", "expires_on", "refused_on", "withdrawn_on", "starts", "ends"}
    | {"status", "until", "approved_on", "effective_from", "active", "answered_on", "remembered_on"}
)
"""All that `stand_of` looks at."""

# The columns that a register's entries begin and end with.
_BOUNDS: Final[Mapping[RegisterKind, tuple[str, str]]] = {
    RegisterKind.STAFF: ("", ""),
    RegisterKind.GROUNDS: ("effective_from", ""),
    RegisterKind.PEOPLE: ("", ""),
    RegisterKind.AGREEMENTS: ("starts", "ends"),
    RegisterKind.CONSENTS: ("given_on", "expires_on"),
    RegisterKind.RESTRICTIONS: ("", "until"),
    RegisterKind.APPROVALS: ("approved_on", "until"),
    RegisterKind.MODES: ("starts", "ends"),
    RegisterKind.DUTY: ("starts", "ends"),
    RegisterKind.REMEMBERED: ("remembered_on", "until"),
}


def stand_of(kind: RegisterKind, cells: Mapping[str, str], at: datetime, zone: ZoneInfo) -> Stand:
    """How it stands. *cells*: by column, those that are not there being empty."""
    early = _special(kind, cells, at, zone)
    if early is not None:
        return early
    first, last = _BOUNDS.get(kind, ("", ""))
    ends = _moment(cells.get(last, ""), zone, end=True)
    if ends is not None and ends <= at:
        return Stand.ENDED
    starts = _moment(cells.get(first, ""), zone, end=False)
    return Stand.NOT_YET if starts is not None and starts > at else Stand.IN_FORCE


def _special(kind: RegisterKind, cells: Mapping[str, str], at: datetime, zone: ZoneInfo) -> Stand | None:
    """What counts before days do."""

    def since(column: str) -> bool:
        moment = _moment(cells.get(column, ""), zone, end=False)
        return moment is not None and moment <= at

    def chosen(*choices: tuple[bool, Stand]) -> Stand | None:
        return next((stand for holds, stand in choices if holds), None)

    match kind:
        case RegisterKind.PEOPLE:
            return chosen((bool(cells.get("merged_into")), Stand.MERGED), (since("died_on"), Stand.DIED))
        case RegisterKind.STAFF:
            return chosen((since("left_on"), Stand.LEFT))
        case RegisterKind.CONSENTS:
            return chosen((since("withdrawn_on"), Stand.WITHDRAWN), (since("refused_on"), Stand.REFUSED))
        case RegisterKind.AGREEMENTS:
            status = cells.get("status", "").lower()
            return chosen((status == "ended", Stand.ENDED), (status == "suspended", Stand.SUSPENDED))
        case RegisterKind.GROUNDS:
            return chosen((cells.get("active", "").lower() == "no", Stand.SUSPENDED))
        case RegisterKind.REQUESTS:
            return chosen((bool(cells.get("answered_on")), Stand.ANSWERED), (True, Stand.OPEN))
        case _:
            return None


@lru_cache(maxsize=65_536)
def _moment(cell: str, zone: ZoneInfo, *, end: bool) -> datetime | None:
    if not cell:
        return None
    try:
        return instant(cell, zone, end=end)
    except BadCell:
        return None  # stored by an earlier version, whose checks were laxer: the directory refuses it, not a list
