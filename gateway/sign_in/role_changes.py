"""Changing what an account may do: rights of administrators need two people, whatever else is changed.

What was asked for stands in the record, where nobody can change it afterwards; a request counts for a week.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gateway.model.outcome import RecordKind
from gateway.record.reading import Entry, Search, found
from gateway.sign_in.accounts import AccountRole, StoredAccount
from gateway.store.database import Database

ASKED: Final = "roles-asked"
GIVEN: Final = "roles"  # as AccountBook.set_roles records it
NOT_GIVEN: Final = "roles-not-given"
# Who runs the service, and who opens registers and requests: either could make themselves everything else.
ADMINISTRATORS: Final = frozenset({AccountRole.ICT, AccountRole.IG})
_LASTS: Final = timedelta(days=7)
_LOOKED_AT: Final = 500  # changes of accounts, the newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRequest:
    """That somebody asked for roles that a second person gives."""

    account: str
    roles: tuple[AccountRole, ...]  # all that it would have then
    asked_by: str
    at: datetime


def needs_two(before: Iterable[AccountRole], after: Iterable[AccountRole]) -> bool:
    """Whether an administrator's right is given; to take one away protects, and needs nobody else."""
    return not ADMINISTRATORS.isdisjoint(set(after) - set(before))


def waiting(changes: Iterable[Entry], accounts: Iterable[StoredAccount], now: datetime) -> tuple[RoleRequest, ...]:
    """The requests that wait, the newest first. Pure.

    Args:
        changes: of accounts, the newest first.
        accounts: as they are now; a request for one that is closed or gone does not wait.
    """
    open_ = {one.name for one in accounts if not one.disabled}
    settled: set[str] = set()
    made: list[RoleRequest] = []
    for one in changes:
        account, change = str(one.facts.get("account")), one.facts.get("change")
        if change not in {ASKED, GIVEN, NOT_GIVEN, "disabled"} or account in settled:
            continue
        settled.add(account)
        if change == ASKED and account in open_ and now < one.at + _LASTS:
            made.append(RoleRequest(account=account, roles=_roles(one), asked_by=one.by, at=one.at))
    return tuple(made)


def requests_of(database: Database, accounts: Iterable[StoredAccount], now: datetime) -> tuple[RoleRequest, ...]:
    """Those that wait.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    changes = found(database, Search(kind=RecordKind.USER_CHANGED.value), before=None, limit=_LOOKED_AT)
    return waiting(changes, accounts, now)


def may_answer(request: RoleRequest, by: str) -> bool:
    """Whether somebody is a second person: neither who asked, nor whom it is about (four eyes)."""
    return by not in {request.asked_by, request.account}


def _roles(entry: Entry) -> tuple[AccountRole, ...]:
    said = entry.facts.get("roles")
    known = {role.value for role in AccountRole}
    return tuple(AccountRole(one) for one in said if one in known) if isinstance(said, list) else ()
