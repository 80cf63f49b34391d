"""A page on which a change is looked at once more before it counts. One template for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gateway.console.replies import Fault, Page, Visit
from gateway.console.sign_in.fresh import needs_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is about to be done."""

    title: str  # "Check the change"
    rows: Sequence[tuple[str, str]]  # what it is, in words
    action: str  # where the form goes
    button: str
    back: str  # where somebody goes who thinks better of it
    hidden: Mapping[str, str] = field(default_factory=dict)  # what the form carries on
    lines: Sequence[str] = ()  # what follows from it
    grave: bool = False  # it cannot simply be undone


def confirming(asking: Asking, visit: Visit, faults: tuple[Fault, ...] = ()) -> Page:
    """The page; with the code of the authenticator, when it was not given lately."""
    return Page(
        template="confirm.html",
        values={"asking": asking, "needs_code": needs_code(visit)},
        faults=faults,
        status=422 if faults else 200,
    )
