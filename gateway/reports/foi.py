"""A period's sharing in figures that tell of nobody: what may be given to the public (REC-1, REC-2).

A count under the smallest group is not given, and neither is what it could be worked out from: where the counts that
are left out of a table would together be fewer than the group, or only one is left out, the next smallest goes too.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gateway.model.parties import RegisterSnapshot
from gateway.record.reading import Disclosed
from gateway.reports.parties import partner, party_type
from gateway.reports.report import Report, Sheet

COLUMNS: Final = ("counted_by", "what", "sharings", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    what: str
    sharings: int
    people: int


def foi(disclosed: Sequence[Disclosed], registers: RegisterSnapshot, smallest_group: int) -> Report:
    """Counts by party, by kind of data and by purpose.

    A sharing is one mail to one address; people are counted once each, however often something was shared about them.

    Args:
        smallest_group: of people, and of sharings, that may be told of. 1: nothing is left out.
    """
    tables = (
        ("party", _counts(disclosed, lambda one: (_party(one, registers),))),
        ("kind", _counts(disclosed, lambda one: one.kinds)),
        ("purpose", _counts(disclosed, lambda one: (one.purpose or "not recorded",))),
    )
    hidden = {name: _hidden(counts, smallest_group) for name, counts in tables}
    rows = [
        (name, count.what, *_shown(count, smallest_group, hide=count.what in hidden[name]))
        for name, counts in tables
        for count in counts
    ]
    total = _total(disclosed)
    # With the total and all rows but one or two, those could be worked out.
    guessed = any(
        gone and (len(gone) == 1 or sum(one.sharings for one in counts if one.what in gone) < smallest_group)
        for (_, counts), gone in zip(tables, hidden.values(), strict=True)
    )
    few = _is_few(total, smallest_group)
    rows.append(("all", "all", *_shown(total, smallest_group, hide=few or guessed)))
    return Report(name="foi", sheets=(Sheet(name="sharing", columns=COLUMNS, rows=tuple(rows)),))


def _party(one: Disclosed, registers: RegisterSnapshot) -> str:
    return partner(one.party, party_type(one, registers), registers)


def _counts(disclosed: Iterable[Disclosed], by: Callable[[Disclosed], Iterable[str]]) -> tuple[_Count, ...]:
    sharings: dict[str, set[tuple[str, str]]] = {}
    people: dict[str, set[str]] = {}
    for one in disclosed:
        for what in by(one):
            sharings.setdefault(what, set()).add((one.case, one.recipient))
            people.setdefault(what, set()).add(one.person)
    return tuple(
        _Count(what=what, sharings=len(sharings[what]), people=len(people[what])) for what in sorted(sharings)
    )


def _total(disclosed: Sequence[Disclosed]) -> _Count:
    return _Count(
        what="all",
        sharings=len({(one.case, one.recipient) for one in disclosed}),
        people=len({one.person for one in disclosed}),
    )


def _is_few(count: _Count, smallest_group: int) -> bool:
    return 0 < min(count.sharings, count.people) < smallest_group


def _hidden(counts: Sequence[_Count], smallest_group: int) -> frozenset[str]:
    gone = [count for count in counts if _is_few(count, smallest_group)]
    left = sorted((count for count in counts if count not in gone), key=lambda count: (count.sharings, count.what))
    while gone and left and (len(gone) == 1 or sum(count.sharings for count in gone) < smallest_group):
        gone.append(left.pop(0))
    return frozenset(count.what for count in gone)


def _shown(count: _Count, smallest_group: int, *, hide: bool) -> tuple[str, str]:
    if not hide:
        return str(count.sharings), str(count.people)
    # One word for every count that is left out: "fewer than 5" beside a large one would tell which is which.
    return ("not given", "not given") if smallest_group > 1 else (str(count.sharings), str(count.people))
