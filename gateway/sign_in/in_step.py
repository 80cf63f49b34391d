"""Accounts kept in step with the register of staff: who joined gets one, who left has theirs closed. Pure.

Nothing is deleted, nothing that was closed is opened again, and no roles change. What an account may do for other
people's mail is given by somebody, never by a file: the roles ict, ig and auditor come by `gateway user role` alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gateway.model.parties import StaffKind, StaffMember
from gateway.sign_in.accounts import AccountRole, StoredAccount

# Roles of the register that an account gets with it.
_GIVEN: Final = {"manager": AccountRole.MANAGER, "safeguarding": AccountRole.SAFEGUARDING}


@dataclass(frozen=True, slots=True, kw_only=True)
class InStep:
    """What is to be done."""

    add: tuple[tuple[str, tuple[AccountRole, ...]], ...]  # account and its roles
    close: tuple[str, ...]  # they left
    unknown: tuple[str, ...]  # open accounts of whom the register knows nothing: for somebody to look at


def in_step(accounts: Iterable[StoredAccount], staff: Mapping[str, StaffMember], today: date) -> InStep:
    """What would bring the accounts in step with the register.

    Args:
        staff: by email, lower case.
        today: in the organisation's time zone; somebody who left today has left.
    """
    known = {one.name: one for one in accounts}
    addresses = {alias.lower(): member for member in staff.values() for alias in (member.email, *member.aliases)}
    people = [one for one in staff.values() if one.kind is StaffKind.PERSON]
    here = [one for one in people if not _left(one, today)]
    # An account under an alias is theirs as well.
    missing = [one for one in here if known.keys().isdisjoint({one.email.lower(), *map(str.lower, one.aliases)})]
    open_ = [one for one in known.values() if not one.disabled]
    return InStep(
        add=tuple(sorted((one.email.lower(), _roles(one)) for one in missing)),
        close=tuple(sorted(one.name for one in open_ if _has_left(addresses.get(one.name), today))),
        unknown=tuple(sorted(one.name for one in open_ if one.name not in addresses)),
    )


def _left(member: StaffMember, today: date) -> bool:
    return member.left_on is not None and member.left_on <= today


def _has_left(member: StaffMember | None, today: date) -> bool:
    return member is not None and _left(member, today)


def _roles(member: StaffMember) -> tuple[AccountRole, ...]:
    return (AccountRole.STAFF, *(role for word, role in _GIVEN.items() if word in member.roles))
