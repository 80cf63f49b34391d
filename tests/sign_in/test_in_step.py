"""Accounts in step with the register of staff: what is added and closed, and what never is."""

from datetime import date, timedelta

import pytest

from gateway.model.parties import StaffKind, StaffMember
from gateway.sign_in.accounts import AccountRole, StoredAccount
from gateway.sign_in.in_step import InStep, in_step

TODAY = date(2026, 11, 23)
ANA = "ana@family.example"


def account(name: str = ANA, *, disabled: bool = False) -> StoredAccount:
    return StoredAccount(name=name, roles=(AccountRole.STAFF,), may_send_as=(), disabled=disabled)


def member(email: str = "Ana@family.example", **more: object) -> StaffMember:
    return StaffMember(email=email, name="Ana", **more)  # type: ignore[arg-type] # by name, as the rows below give them


@pytest.mark.parametrize(
    ("accounts", "staff", "add", "close", "unknown"),
    [
        pytest.param((account(),), member(), (), (), (), id="in-step"),
        pytest.param((), member(), ((ANA, (AccountRole.STAFF,)),), (), (), id="joined"),
        pytest.param(
            (),
            member(roles=("manager", "ict", "ig", "auditor")),
            ((ANA, (AccountRole.STAFF, AccountRole.MANAGER)),),
            (),
            (),
            id="no-role-over-others-comes-by-itself",
        ),
        pytest.param((account(),), member(left_on=TODAY), (), (ANA,), (), id="left-today"),
        pytest.param((account(),), member(left_on=TODAY + timedelta(days=1)), (), (), (), id="leaves-tomorrow"),
        pytest.param((), member(left_on=TODAY), (), (), (), id="left-and-never-had-one"),
        pytest.param((account(disabled=True),), member(), (), (), (), id="closed-stays-closed"),
        pytest.param((account(disabled=True),), member(left_on=TODAY), (), (), (), id="closed-once"),
        pytest.param(
            (account("a.s@family.example"),), member(aliases=("A.S@family.example",)), (), (), (), id="alias"
        ),
        pytest.param((), member(kind=StaffKind.SHARED), (), (), (), id="a-shared-mailbox-signs-in-to-nothing"),
        pytest.param(
            (account(), account("old@family.example")), member(), (), (), ("old@family.example",), id="unknown-stays"
        ),
    ],
)
def test_in_step(
    accounts: tuple[StoredAccount, ...],
    staff: StaffMember,
    add: tuple[tuple[str, tuple[AccountRole, ...]], ...],
    close: tuple[str, ...],
    unknown: tuple[str, ...],
) -> None:
    assert in_step(accounts, {staff.email.lower(): staff}, TODAY) == InStep(add=add, close=close, unknown=unknown)
