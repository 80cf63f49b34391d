"""A change of an account: its faults, a page that asks whether it is right, a proof of who confirms it, and done."""

from collections.abc import Callable
from dataclasses import dataclass

from gateway.console.desk import Desk
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults

Again = Callable[[tuple[Fault, ...]], Page]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be done."""

    faults: tuple[Fault, ...]  # what stands in its way
    form: Again  # where it was asked for
    check: Again  # the page that asks whether it is right
    do: Callable[[], str]  # does it; what the page that follows says was done


def two_steps(desk: Desk, visit: Visit, account: str, change: Change, *, confirmed: bool) -> Reply:
    """The page that asks, or what was done: both look at the same faults, so that nothing is confirmed that was not
    asked, and nobody confirms who has not proved who they are.
    """
    if change.faults:
        return change.form(change.faults)
    if not confirmed:
        return change.check(())
    if unproved := code_faults(desk, visit):
        return change.check(unproved)
    return Redirect(to=f"/users/{account}?done={change.do()}")
