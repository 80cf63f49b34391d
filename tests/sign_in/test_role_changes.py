"""What an account may do: when a second person is needed, and what waits for one."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.record.reading import Entry
from gateway.sign_in.accounts import AccountRole, StoredAccount
from gateway.sign_in.role_changes import RoleRequest, may_answer, needs_two, waiting

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
STAFF, MANAGER, ICT, IG = AccountRole.STAFF, AccountRole.MANAGER, AccountRole.ICT, AccountRole.IG


def change(what: str, *roles: str, account: str = "ana", days_ago: float = 1) -> Entry:
    """A change of an account, as it is recorded."""
    return Entry(
        seq=1,
        at=NOW - timedelta(days=days_ago),
        kind="user-changed",
        case=None,
        by="tess",
        facts={"account": account, "change": what, "roles": list(roles)},
        batch=None,
    )


def account(*, disabled: bool = False) -> StoredAccount:
    """Whose it is."""
    return StoredAccount(name="ana", roles=(STAFF,), may_send_as=(), disabled=disabled)


@pytest.mark.parametrize(
    ("before", "after", "two"),
    [
        ({STAFF}, {STAFF, MANAGER}, False),
        ({STAFF}, {STAFF, ICT}, True),
        ({STAFF, IG}, {STAFF, IG, ICT}, True),
        ({STAFF, ICT}, {STAFF}, False),
        ({ICT}, {ICT, MANAGER}, False),
        ({ICT}, {IG}, True),
    ],
)
def test_an_administrators_right_needs_two(before: set[AccountRole], after: set[AccountRole], two: bool) -> None:
    assert needs_two(before, after) is two


@pytest.mark.parametrize(
    ("changes", "waits"),
    [
        pytest.param([change("roles-asked", "staff", "ict")], True, id="asked"),
        pytest.param([change("password"), change("roles-asked", "staff", "ict")], True, id="something-else-since"),
        pytest.param([change("roles", "staff"), change("roles-asked", "staff", "ict")], False, id="set-since"),
        pytest.param([change("roles-not-given"), change("roles-asked", "ict")], False, id="not-given"),
        pytest.param([change("roles-asked", "ict", days_ago=7)], False, id="a-week-ago"),
        pytest.param([change("roles-asked", "ict", days_ago=6.99)], True, id="nearly-a-week-ago"),
        pytest.param([change("roles-asked", "ict", account="ben")], False, id="of-an-account-that-is-gone"),
    ],
)
def test_what_waits(changes: list[Entry], waits: bool) -> None:
    assert bool(waiting(changes, [account()], NOW)) is waits
    assert waiting(changes, [account(disabled=True)], NOW) == ()


def test_who_asked_and_whom_it_is_about_do_not_answer() -> None:
    (request,) = waiting([change("roles-asked", "staff", "ict")], [account()], NOW)

    assert request == RoleRequest(account="ana", roles=(STAFF, ICT), asked_by="tess", at=NOW - timedelta(days=1))
    assert [may_answer(request, by) for by in ("tess", "ana", "iris")] == [False, False, True]
