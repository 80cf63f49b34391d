"""Who may be asked about other people's mail, by the register: those whom the pages for that are offered to."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from gateway.console.permissions import DECIDING
from gateway.model.parties import DutyTurn, RegisterSnapshot, StaffMember
from gateway.registers.address import normal
from gateway.sign_in.accounts import AccountRole

_BY_ROLE: Final = frozenset({AccountRole.MANAGER, AccountRole.SAFEGUARDING, AccountRole.IG})
_IN_REGISTER: Final = frozenset({"manager", "safeguarding", "ig", "trustee"})


class Deciders:
    """Kept as long as staff and rota are the same. Safe from any thread: what is kept is put in one piece."""

    def __init__(self) -> None:
        self._kept: tuple[Mapping[str, StaffMember], tuple[DutyTurn, ...], frozenset[str]] | None = None

    def is_one(self, roles: Collection[AccountRole], addresses: Collection[str], registers: RegisterSnapshot) -> bool:
        """Whether decisions are, or may become, theirs: then the queue and approvals stand in their navigation.

        Nobody is shut out by it: a link in a notice opens the page for whoever is asked (permissions.py).
        """
        if DECIDING.isdisjoint(roles):
            return False
        return not _BY_ROLE.isdisjoint(roles) or not self._named(registers).isdisjoint(map(normal, addresses))

    def _named(self, registers: RegisterSnapshot) -> frozenset[str]:
        kept = self._kept
        if kept is None or kept[0] is not registers.staff or kept[1] is not registers.duty:
            named = frozenset(map(normal, _named(registers)))
            kept = self._kept = (registers.staff, registers.duty, named)
        return kept[2]


def _named(registers: RegisterSnapshot) -> Iterator[str]:
    for one in registers.staff.values():
        yield from filter(None, (one.line_manager, one.deputy, one.team_manager))
        if not _IN_REGISTER.isdisjoint(one.roles):
            yield one.email
    for turn in registers.duty:
        yield turn.staff
