"""What changed in a register, who did it, and putting one change back."""

from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.governance.fields import TITLES
from gateway.console.pages.governance.shared import keep_apart, register_of
from gateway.console.replies import Fault, Missing, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults, needs_code
from gateway.language import mark
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.files.import_report import ImportReport
from gateway.registers.files.table import Table, TableRow
from gateway.registers.history import Turn
from gateway.registers.shelf import named_people

_SHOWN: Final = 50
_LATER: Final = mark("Some of these entries were changed again later. Put those right one by one.")


def turns(desk: Desk, visit: Visit) -> Reply:
    """The latest changes."""
    kind = register_of(visit)
    values = {"kind": kind.value, "titles": TITLES[kind], "turns": desk.app.history().turns(kind, _SHOWN)}
    return Page(template="governance/changes.html", values=values)


def ask(desk: Desk, visit: Visit) -> Reply:
    """Whether a change is to be put back, and what that comes to."""
    turn = _turn(desk, register_of(visit), visit.query.get("generation", ""))
    return Missing() if turn is None else _page(desk, visit, turn, ())


def undo(desk: Desk, visit: Visit) -> Reply:
    """It is put back: as one more change, with its own place in the record."""
    kind = register_of(visit)
    turn = _turn(desk, kind, visit.said("generation"))
    if turn is None:
        return Missing()
    faults = code_faults(desk, visit)
    if not faults and desk.app.history().changed_since(turn):
        faults = (Fault(why=_LATER),)
    if faults:
        return _page(desk, visit, turn, faults)
    done = _laid(desk, visit, turn, counts=True)
    if done.faults:
        return _page(desk, visit, turn, (_told(done),))
    return Redirect(to=f"/registers/{kind.value}?done=undone")


def _turn(desk: Desk, kind: RegisterKind, generation: str) -> Turn | None:
    if not generation.isdecimal() or len(generation) > 9:
        return None
    found = desk.app.history().turn(int(generation))
    return found if found is not None and found.kind is kind else None


def _laid(desk: Desk, visit: Visit, turn: Turn, *, counts: bool) -> ImportReport:
    came, rows = desk.app.history().rows_of(turn)
    cells = [row.named(turn.kind) for row in rows]
    lines = desk.shelf(turn.kind).lines
    names = {name for one in cells for name in named_people(turn.kind, one)}
    names |= {name for identity in came if identity in lines for name in lines[identity].names}
    keep_apart(desk, visit, names, f"/registers/{turn.kind.value}/undo")
    table = Table(
        columns=COLUMNS[turn.kind],
        rows=tuple(TableRow(number=number, cells=one) for number, one in enumerate(cells, start=2)),
    )
    return desk.registers.lay(
        turn.kind,
        table,
        end=came,
        by=visit.viewer.account,
        at=visit.at if counts else None,
        seal=visit.said("seal") if counts else None,
    )


def _told(report: ImportReport) -> Fault:
    what = report.faults[0].what
    return Fault(why=mark("It cannot be put back: {what}.", what=what))


def _page(desk: Desk, visit: Visit, turn: Turn, faults: tuple[Fault, ...]) -> Page:
    report = _laid(desk, visit, turn, counts=False)
    later = desk.app.history().changed_since(turn)
    in_the_way = faults or ((Fault(why=_LATER),) if later else (_told(report),) if report.faults else ())
    values = {
        "kind": turn.kind.value,
        "titles": TITLES[turn.kind],
        "turn": turn,
        "report": report,
        "possible": not later and not report.faults,
        "seal": report.seal,
        "needs_code": needs_code(visit),
    }
    return Page(template="governance/undo.html", values=values, faults=in_the_way, status=422 if faults else 200)
